"""The page of one incoming port, and what people do on it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Q
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django_fsm import TransitionNotAllowed

from bascule.acts import Step
from bascule.board import bucket_of
from bascule.lifecycle import SYSTEM, allowed_moves
from bascule.models import DatedSetting
from bascule.rules import RuleRefused
from bascule.timeline import Event, latest_first, timeline_of, who_did, who_was_faster
from operators.exchange.about import messages_about
from operators.models import CustomerKind, Operator
from operators.numbering import as_ranges, pretty_range
from portability.conduct import ON_THE_DAY, act, comment, is_the_day
from portability.forms import MoveForm, form_of
from portability.forms.papers import CommentForm, DocumentForm
from portability.makeup import why_of
from portability.models import Document, DocumentKind, PortIn
from portability.models.port_in_state import PortInState
from portability.models.price_list import Option
from portability.views.answer import assessed_at, paths_of
from portability.views.chains import Chain, chains_of
from portability.views.deadline_bar import deadline_bar
from portability.views.rejection import panel_of

MOST_RANGES = 100
"""How many ranges of numbers one page shows."""


STEPS = {
    "go": Step(gettext_lazy("Go"), gettext_lazy("Go: the donor cuts over."), tone="main"),
    "resolve": Step(gettext_lazy("Resolve"), gettext_lazy("The incident is over."), tone="main"),
    "complete": Step(
        gettext_lazy("Complete by hand"),
        gettext_lazy("The request is completed."),
        gettext_lazy("Usually the clearing house confirms; do it by hand only when it never will."),
    ),
    "no_go": Step(
        gettext_lazy("No go"),
        gettext_lazy("No go: the port is put off."),
        gettext_lazy("The port is put off to another day."),
    ),
    "reschedule": Step(gettext_lazy("Choose another day"), gettext_lazy("The port has a new date.")),
    "report_incident": Step(
        gettext_lazy("Report an incident"),
        gettext_lazy("The incident is reported: the interruption clock runs."),
        gettext_lazy("The interruption clock starts at once."),
    ),
    "reverse": Step(
        gettext_lazy("Undo the port"),
        gettext_lazy("The port is undone."),
        gettext_lazy("The numbers go back to the donor. This cannot be taken back."),
        "danger",
    ),
    "cancel": Step(
        gettext_lazy("Cancel"),
        gettext_lazy("The request is cancelled."),
        gettext_lazy("The numbers stay with the donor. A cancelled request cannot be taken up again."),
        "danger",
    ),
}
"""What people may do on the page, in the order of the buttons; the other moves are those of files and of the clock."""


@dataclass(frozen=True, slots=True)
class Action:
    """A step that this person may take now, with its questions if it has any."""

    move: str
    step: Step
    form: Form | None


@dataclass(frozen=True, slots=True)
class NumberRow:
    """Numbers in a row whose RIO is in the same case; a single number shows its own."""

    shown: str
    first: str
    count: int
    rio: str
    has_rio: bool
    is_main: bool


@require_safe
@permission_required("portability.view_portin", raise_exception=True)
def port_in_detail(request: HttpRequest, reference: str) -> HttpResponse:
    return show(request, port_in_named(reference))


@permission_required("portability.view_portin", raise_exception=True)
def port_in_move(request: HttpRequest, reference: str, move: str) -> HttpResponse:
    if move not in STEPS:
        raise Http404
    port_in, now = port_in_named(reference), timezone.now()
    if request.method != "POST":
        return leave(port_in)
    form = form_of(move, port_in, now, request.POST)
    if form and not form.is_valid():
        return show(request, port_in, {move: form}, status=422)
    try:
        made(request, port_in, move, form)
    except RuleRefused as refused:
        if form is None or refused.code == "not_the_day":
            return too_late(request, port_in, why_not(port_in, refused), form.data.get("note", "") if form else "")
        form.add_error("date" if "date" in form.fields else None, refused)
        return show(request, port_in, {move: form}, status=422)
    except TransitionNotAllowed:
        return too_late(request, port_in, who_was_faster(port_in), form.data.get("note", "") if form else "")
    messages.success(request, str(STEPS[move].done))
    return leave(port_in)


def made(request: HttpRequest, port_in: PortIn, move: str, form: MoveForm | None) -> None:
    now, user = timezone.now(), request.user
    if form is None:
        act(port_in, move, by=user, now=now)
        return
    act(port_in, move, by=user, now=now, said=form.said, **form.facts())
    if form.aside:
        comment(port_in, form.aside, by=user, now=now)


def port_in_named(reference: str) -> PortIn:
    rows = PortIn.objects.select_related("customer", "donor", "partner", "quote", "split_from")
    return get_object_or_404(rows, reference=reference)


def leave(port_in: PortIn) -> HttpResponse:
    return redirect("portability:port_in_detail", reference=port_in.reference)


def too_late(request: HttpRequest, port_in: PortIn, sentence: str, unsaved: str = "") -> HttpResponse:
    messages.warning(request, sentence)
    return show(request, port_in_named(port_in.reference), unsaved=unsaved, status=409)


def why_not(port_in: PortIn, refused: RuleRefused) -> str:
    """A colleague's no-go may have made it another day's; the clock, or nobody, is nobody to speak to."""
    last = port_in.history.last()
    by_somebody = last is not None and last.event == "port_in.rescheduled" and last.by != SYSTEM.history_name
    return who_was_faster(port_in) if by_somebody else str(refused.message)


def show(
    request: HttpRequest, port_in: PortIn, forms: dict[str, MoveForm] | None = None, status: int = 200, **extra: Any
) -> HttpResponse:
    now = timezone.now()
    numbers, papers = list(number_rows(port_in)), papers_for(request, port_in)
    context = {
        "port_in": port_in,
        "count": sum(row.count for row in numbers),
        "numbers": numbers[:MOST_RANGES],
        "ranges_left": len(numbers[MOST_RANGES:]),
        "actions": list(actions_for(request, port_in, forms or {})),
        "bar": deadline_bar(port_in, now),
        "bucket": bucket_of(port_in.due_at, now),
        "rejection": panel_of(port_in, request.user, now, extra.pop("rejection_form", None)),
        "timeline": story_of(port_in, papers),
        "unheard": is_unheard(port_in, DatedSetting.on(timezone.localdate(now))),
        "why": {"type": port_in.type, "why": why_of(port_in)},
        "chains": chains_to(port_in),
        "options": [Option(code).label for code in port_in.options if code in Option.values],
        "kept": [pretty_range(first, last) for first, last in as_ranges(port_in.keep_with_donor)],
        "prefix_holder": Operator.objects.filter(prefixes__prefix=port_in.routing_prefix).first(),
        "documents": papers,
        "mandate_awaited": awaits_mandate(request, port_in, papers),
        "document_form": DocumentForm(port_in, timezone.localdate(now)),
        "comment_form": CommentForm(port_in),
    }
    return render(request, "portability/port_in_detail.html", context | extra, status=status)


def is_unheard(port_in: PortIn, settings: Mapping[str, int]) -> bool:
    """The donor let every reminder pass."""
    is_waiting = port_in.state in PortInState.unanswered()
    return is_waiting and port_in.chases >= settings["chases_before_escalation"]


def actions_for(request: HttpRequest, port_in: PortIn, forms: dict[str, MoveForm]) -> Iterator[Action]:
    """What this person may do now; a form that was refused comes back as it was typed."""
    allowed, now = set(allowed_moves(port_in, request.user)), timezone.now()
    if port_in.state != "ready" or not is_the_day(port_in, timezone.localdate(now)):
        allowed -= ON_THE_DAY
    for move, step in STEPS.items():
        if move in allowed:
            yield Action(move, step, forms.get(move) or form_of(move, port_in, now))


def number_rows(port_in: PortIn) -> Iterator[NumberRow]:
    """The numbers in ranges, those with a RIO apart from those without."""
    rios = dict(port_in.numbers.values_list("national", "rio"))
    rows = []
    for has_rio in (True, False):
        same = [national for national, rio in rios.items() if bool(rio) == has_rio]
        rows += [(first, last, has_rio) for first, last in as_ranges(same)]
    for first, last, has_rio in sorted(rows):
        count = int(last) - int(first) + 1
        rio = rios[first] if count == 1 else ""
        yield NumberRow(
            pretty_range(first, last), first, count, rio, has_rio, bool(first <= port_in.main_number <= last)
        )


def story_of(port_in: PortIn, papers: Iterable[Document] = ()) -> list[Event]:
    """The history, the messages, the comments and the papers, the latest first."""
    shared = _("Comment shared with %(partner)s") % {"partner": port_in.partner.name}
    shared = _("Comment") if port_in.partner.is_own else shared
    notes = [
        Event(_("Comment") if one.internal else shared, "", who_did(one), one.at, "comment", one.text)
        for one in port_in.comments.select_related("by_user")
    ]
    said, given = messages_about(port_in.reference), [added(port_in, paper) for paper in papers]
    return latest_first(timeline_of(port_in, _("Ordered")), said, notes, given)


def papers_for(request: HttpRequest, port_in: PortIn) -> list[Document]:
    """The papers that this person may see."""
    if not request.user.has_perm("portability.view_document"):
        return []
    return list(port_in.documents.select_related("by_user"))


def awaits_mandate(request: HttpRequest, port_in: PortIn, papers: list[Document]) -> bool:
    """Whether a business has still to send the mandate that it said it signed."""
    if port_in.customer_kind != CustomerKind.BUSINESS or port_in.state not in PortInState.open():
        return False
    signed = any(paper.kind == DocumentKind.SIGNED_MANDATE for paper in papers)
    return not signed and request.user.has_perm("portability.view_document")


def added(port_in: PortIn, paper: Document) -> Event:
    words = _("Paper added: %(kind)s") % {"kind": paper.get_kind_display()}
    where = reverse("portability:port_in_document", args=[port_in.reference, paper.pk])
    return Event(words, "", who_did(paper), paper.at, "comment", paper.name, where)


def chains_to(port_in: PortIn) -> list[Chain]:
    """The chains of its numbers' holders that end with this donor, as the quote knew them."""
    if port_in.quote is None:
        return []
    code = port_in.donor.code
    to_donor = Q(holders=code) | Q(holders__endswith=f" {code}")
    own = port_in.numbers.values("national")
    lines = port_in.quote.lines.filter(to_donor, portable=True, number__in=own).order_by("position")
    paths = paths_of(list(lines.values_list("position", "number", "holders")), assessed_at(port_in.quote))
    return chains_of(paths, port_in.partner.name)
