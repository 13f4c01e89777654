"""The lines that nobody could take up: each is taken up again, or set aside, with its own result."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.vary import vary_on_headers
from django_filters import CharFilter, ChoiceFilter, FilterSet

from bascule.pages import A_PAGE, is_fragment, page_of
from bascule.rules import RuleRefused
from operators.exchange.handlers import Trouble
from operators.exchange.quarantine import dismiss, replay
from operators.exchange.words import COUNTERPARTS, KINDS, trouble_in_words
from operators.models import Message, MessageStatus


@dataclass(frozen=True, slots=True)
class Act:
    """What people do with a line: its button, the function behind it, and what is said when it is done."""

    label: str | Promise
    do: Callable[..., Message]
    done: str | Promise


ACTS = {
    "replay": Act(gettext_lazy("Take up again"), replay, gettext_lazy("Taken up.")),
    "dismiss": Act(gettext_lazy("Set aside"), dismiss, gettext_lazy("Set aside: nobody waits for it any more.")),
}


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one line."""

    message: Message
    done: bool
    words: str | Promise


class QuarantineFilter(FilterSet):
    """Which lines are shown."""

    q = CharFilter(
        label=gettext_lazy("Reference or message"),
        method="of_text",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    problem = ChoiceFilter(label=gettext_lazy("Reason"), choices=Trouble.choices, empty_label=gettext_lazy("all"))
    kind = ChoiceFilter(label=gettext_lazy("Kind"), choices=list(KINDS.items()), empty_label=gettext_lazy("all"))
    counterpart = ChoiceFilter(
        label=gettext_lazy("Counterpart"), choices=list(COUNTERPARTS.items()), empty_label=gettext_lazy("all")
    )

    class Meta:
        model = Message
        fields: list[str] = []

    def of_text(self, rows: QuerySet[Message], name: str, text: str) -> QuerySet[Message]:
        return rows.filter(Q(message_id=text.strip()) | Q(reference__iexact=text.strip()))


@permission_required("operators.view_message", raise_exception=True)
@vary_on_headers("HX-Request")
def quarantine(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return show(request)
    if not request.user.has_perm("operators.replay_message"):
        raise PermissionDenied
    name, keys = asked(request.POST)
    if name not in ACTS or not keys:
        messages.warning(request, _("Choose the lines first."))
        return redirect(request.get_full_path())
    return show(request, act_on_each(keys, name, request.user, timezone.now()))


def show(request: HttpRequest, results: list[Result] | None = None) -> HttpResponse:
    """The lines in quarantine, the oldest first; after an act, what became of each above them."""
    found = QuarantineFilter(request.GET, queryset=Message.objects.quarantined().select_related("file").order_by("pk"))
    context = {
        "is_fragment": is_fragment(request),
        "filter": found,
        "page": page_of(found.qs, request),
        "is_filtered": any(request.GET.get(name) for name in found.filters),
        "acts": ACTS if request.user.has_perm("operators.replay_message") else {},
        "results": results,
        "done": sum(result.done for result in results or []),
    }
    part = "#results" if is_fragment(request) else ""
    return render(request, f"operators/exchange_quarantine.html{part}", context)


def asked(typed: QueryDict) -> tuple[str, list[str]]:
    """The act, and the lines it is meant for: the one of the button, or all that were chosen."""
    for name in ACTS:
        if typed.get(name):
            return name, typed.getlist(name)[:1]
    return typed.get("act", ""), typed.getlist("rows")[:A_PAGE]


def act_on_each(keys: Iterable[str], name: str, user: Any, now: datetime) -> list[Result]:
    """One act on each of some lines, in their order; each is a transaction of its own."""
    wanted = [int(key) for key in keys if key.isdecimal() and len(key) < 19]
    rows = Message.objects.filter(pk__in=wanted).select_related("file").order_by("pk")
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
