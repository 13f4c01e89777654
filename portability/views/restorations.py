"""Files of wrongful ports: the open ones, one of them with what to do, and a new one by hand."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from bascule.acts import Step, press
from bascule.board import bucket_of
from bascule.lifecycle import allowed_moves
from bascule.pages import page_of
from bascule.rules import RuleRefused
from bascule.timeline import latest_first, timeline_of
from operators.exchange.about import messages_about
from operators.numbering import as_ranges, pretty_range
from portability.forms.leaving_numbers import RestorationForm
from portability.models import Restoration
from portability.models.number_return import RestorationSide, RestorationState
from portability.restorations import open_file
from portability.routing import Holding, holdings

MOST_NUMBERS = 100


STEPS = {
    "restore": Step(
        gettext_lazy("The line is restored"),
        gettext_lazy("Restored: the register leads the numbers where they were, and everybody is told."),
        tone="main",
    ),
    "reject": Step(gettext_lazy("It was not wrongful"), gettext_lazy("Noted: the port was asked for by who could.")),
}
TO_DO = {
    RestorationSide.TAKEN_FROM_US: [
        gettext_lazy("Call the customer: did it ask another operator for these numbers, or sign anything?"),
        gettext_lazy("Call the other operator, with the numbers and this reference: it must give its mandate."),
        gettext_lazy("Without a mandate the port is undone: agree on the hour, and keep the customer reachable."),
        gettext_lazy("When calls arrive here again, say so above: the register follows and everybody is told."),
    ],
    RestorationSide.TAKEN_BY_US: [
        gettext_lazy("Look for the mandate of the request that brought the numbers, and for a slip in its numbers."),
        gettext_lazy("Call the other operator: agree on the hour at which it routes the numbers again."),
        gettext_lazy("Tell our customer, who may have been given somebody else's number."),
        gettext_lazy("When calls arrive there again, say so above: the register follows and everybody is told."),
    ],
}


@dataclass(frozen=True, slots=True)
class NumberNow:
    """A number of a file, and where it leads today."""

    national: str
    holding: Holding


@require_safe
@permission_required("portability.view_restoration", raise_exception=True)
def restoration_list(request: HttpRequest) -> HttpResponse:
    """The open files first, the first due first; then those that are settled."""
    settled = request.GET.get("settled") == "1"
    rows = Restoration.objects.select_related("partner")
    rows = (
        rows.exclude(state=RestorationState.OPEN).order_by("-updated_at")
        if settled
        else rows.filter(state=RestorationState.OPEN).order_by("due_at", "reference")
    )
    page, now = page_of(rows, request), timezone.now()
    for row in page:
        row.shown, row.bucket = ranges(row), bucket_of(row.due_at, now) if row.due_at else ""
    return render(request, "portability/restoration_list.html", {"page": page, "settled": settled})


def ranges(one: Restoration) -> list[str]:
    return [pretty_range(first, last) for first, last in as_ranges(one.numbers)]


@permission_required("portability.settle_restoration", raise_exception=True)
def restoration_new(request: HttpRequest) -> HttpResponse:
    form = RestorationForm(request.POST or None, initial={"numbers": request.GET.get("numbers", "")})
    if request.method == "POST" and form.is_valid():
        try:
            opened = open_file(**form.facts(), by=request.user, now=timezone.now())
        except RuleRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused)
        else:
            messages.success(request, _("The file is open: the line must work again within seven working days."))
            return redirect("portability:restoration_detail", reference=opened.reference)
    return render(request, "portability/restoration_new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@permission_required("portability.view_restoration", raise_exception=True)
def restoration_detail(request: HttpRequest, reference: str) -> HttpResponse:
    return show(request, named(reference))


def named(reference: str) -> Restoration:
    rows = Restoration.objects.select_related("partner", "port_out", "port_in")
    return get_object_or_404(rows, reference=reference)


def show(request: HttpRequest, one: Restoration) -> HttpResponse:
    now = timezone.now()
    shown = one.numbers[:MOST_NUMBERS]
    held = holdings(shown, timezone.localdate(now))
    moves = allowed_moves(one, request.user)
    context: dict[str, Any] = {
        "file": one,
        "bucket": bucket_of(one.due_at, now) if one.due_at else "",
        "numbers": [NumberNow(number, held[number]) for number in shown],
        "left": len(one.numbers) - len(shown),
        "to_do": TO_DO[RestorationSide(one.side)] if one.state == RestorationState.OPEN else (),
        "actions": [(move, STEPS[move]) for move in STEPS if move in moves],
        "timeline": latest_first(timeline_of(one, _("Opened")), messages_about(one.reference)),
    }
    return render(request, "portability/restoration_detail.html", context)


@require_POST
@permission_required("portability.settle_restoration", raise_exception=True)
def restoration_move(request: HttpRequest, reference: str, move: str) -> HttpResponse:
    if move not in STEPS:
        raise Http404
    press(request, named(reference), move, STEPS[move].done)
    return redirect("portability:restoration_detail", reference=reference)
