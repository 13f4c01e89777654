"""The lines that nobody could take up: each is taken up again, or set aside, with its own result."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django_filters import FilterSet

from bascule.acts import Result, asked_in_place, whole_numbers
from bascule.board import Words
from bascule.inputs import OneOf, TextFilter
from bascule.lists import Bulk, Column, Empty, Listing, Shown
from bascule.rules import RuleRefused
from operators.exchange.handlers import Trouble
from operators.exchange.quarantine import dismiss, replay
from operators.exchange.words import COUNTERPARTS, KINDS, trouble_in_words
from operators.models import Message, MessageStatus


@dataclass(frozen=True, slots=True)
class Act:
    """What people do with a line: its button, the function behind it, and what is said when it is done."""

    label: Words
    do: Callable[..., Message]
    done: Words


ACTS = {
    "replay": Act(gettext_lazy("Take up again"), replay, gettext_lazy("Taken up.")),
    "dismiss": Act(gettext_lazy("Set aside"), dismiss, gettext_lazy("Set aside: nobody waits for it any more.")),
}


class QuarantineFilter(FilterSet):
    """Which lines are shown."""

    q = TextFilter(label=gettext_lazy("Reference or message"), method="of_text")
    problem = OneOf(label=gettext_lazy("Reason"), choices=Trouble.choices)
    kind = OneOf(label=gettext_lazy("Kind"), choices=list(KINDS.items()))
    counterpart = OneOf(label=gettext_lazy("Counterpart"), choices=list(COUNTERPARTS.items()))

    def of_text(self, rows: QuerySet[Message], name: str, text: str) -> QuerySet[Message]:
        return rows.filter(Q(message_id=text.strip()) | Q(reference__iexact=text.strip()))


def acts_of(user: Any) -> list[tuple[str, Words]]:
    return [(name, act.label) for name, act in ACTS.items()] if user.has_perm("operators.replay_message") else []


QUARANTINE = Listing(
    page="exchanges:quarantine",
    title=gettext_lazy("Quarantine"),
    counted=ngettext_lazy("%(shown)s line", "%(shown)s lines", "total"),
    template="operators/exchange_quarantine.html",
    filters=QuarantineFilter,
    cells="operators/_quarantine_cells.html",
    columns=[
        Column("what", gettext_lazy("What it is, and why"), shown=Shown.ALWAYS),
        Column("about", gettext_lazy("About")),
        Column("file", gettext_lazy("File")),
        Column("since", gettext_lazy("Since"), right=True),
        Column("action", gettext_lazy("Action"), shown=Shown.WITH_ACTS, unseen=True),
    ],
    bulk=Bulk(acts=acts_of, key=lambda it: it.pk),
    unlike=Empty(
        gettext_lazy("No line like this"),
        gettext_lazy("Fewer filters find more: a reference or a message's id is given whole."),
        gettext_lazy("Show the whole quarantine"),
    ),
    none=Empty(
        gettext_lazy("Nothing is in quarantine"),
        gettext_lazy(
            "Every line that was received is accounted for. A line that cannot be taken up comes here, with its reason."
        ),
        icon="done",
    ),
)


@permission_required("operators.view_message", raise_exception=True)
def quarantine(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return show(request)
    if not request.user.has_perm("operators.replay_message"):
        raise PermissionDenied
    name, keys = asked_in_place(request.POST, ACTS)
    if name not in ACTS or not keys:
        messages.warning(request, _("Choose the lines first."))
        return redirect(request.get_full_path())
    return show(request, act_on_each(keys, name, request.user, timezone.now()))


def show(request: HttpRequest, results: list[Result] | None = None) -> HttpResponse:
    """The lines in quarantine, the oldest first; after an act, what became of each above them."""
    rows = Message.objects.quarantined().select_related("file").order_by("pk")
    return QUARANTINE.show(request, rows, results=results, done=sum(result.done for result in results or []))


def act_on_each(keys: Iterable[str], name: str, user: Any, now: datetime) -> list[Result]:
    """One act on each of some lines, in their order; each is a transaction of its own."""
    rows = Message.objects.filter(pk__in=whole_numbers(keys)).select_related("file").order_by("pk")
    return [act_on(message, name, user, now) for message in rows]


def act_on(message: Message, name: str, user: Any, now: datetime) -> Result:
    """Whatever is in the way of one line is said, and the others go on."""
    try:
        after = ACTS[name].do(message, by=user, now=now)
    except RuleRefused:
        current = Message.objects.select_related("file").get(pk=message.pk)
        return Result(current, False, who_was_faster(current))
    if after.status == MessageStatus.QUARANTINED:
        return Result(after, False, still_there(after))
    return Result(after, True, ACTS[name].done)


def still_there(message: Message) -> str:
    text = f" ({message.problem_text})" if message.problem_text else ""
    return _("It stays in quarantine: %(why)s") % {"why": f"{trouble_in_words(message.problem)}{text}"}


def who_was_faster(message: Message) -> str:
    """Who dealt with a line before the reader could, and how."""
    if not message.handled_at:
        return _("This is no longer possible.")
    return _("%(who)s was faster: “%(what)s”, %(when)s. Nothing of yours was applied.") % {
        "who": message.handled_by,
        "what": message.get_status_display(),
        "when": date_format(timezone.localtime(message.handled_at), "j F Y, H:i"),
    }
