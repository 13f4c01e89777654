"""Files of lines taken by mistake: the open ones, one of them with what to do, and a new one by hand."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from activation.forms.takeover import TakeoverForm
from activation.models import Takeover, TakeoverSide, TakeoverState
from activation.takeovers import open_file
from bascule.acts import Step, press
from bascule.board import bucket_of
from bascule.lifecycle import allowed_moves
from bascule.pages import page_of
from bascule.rules import RuleRefused
from bascule.timeline import latest_first, timeline_of
from operators.exchange.about import messages_about

STEPS = {
    "restore": Step(
        gettext_lazy("The line is given back"), gettext_lazy("Noted: the line is given back."), tone="main"
    ),
    "dismiss": Step(gettext_lazy("It was not wrongful"), gettext_lazy("Noted: the line was rightly taken.")),
}
TO_DO = {
    TakeoverSide.TAKEN_FROM_US: [
        gettext_lazy("Call the customer: does the line still work, and was anything signed with another operator?"),
        gettext_lazy("Call the other operator, with the line number and this reference: it must show its mandate."),
        gettext_lazy("Without a mandate the line is given back: agree on the day, and lend the customer a way out."),
        gettext_lazy("When the line works here again, say so above."),
    ],
    TakeoverSide.TAKEN_BY_US: [
        gettext_lazy("Look for the mandate and the line number of our order: a slip of one digit is the usual cause."),
        gettext_lazy("Call the other operator: agree on the day on which its customer has the line again."),
        gettext_lazy("Tell our own customer, and order the right line once it is known."),
        gettext_lazy("When the line works there again, say so above."),
    ],
}


@require_safe
@permission_required("activation.view_takeover", raise_exception=True)
def takeover_list(request: HttpRequest) -> HttpResponse:
    """The open files first, the first due first; then those that have ended."""
    ended = request.GET.get("ended") == "1"
    rows = Takeover.objects.select_related("other", "subscription__customer")
    rows = (
        rows.exclude(state=TakeoverState.OPEN).order_by("-updated_at")
        if ended
        else rows.filter(state=TakeoverState.OPEN).order_by("due_at", "reference")
    )
    page, now = page_of(rows, request), timezone.now()
    shown = [(row, bucket_of(row.due_at, now) if row.due_at else "") for row in page]
    return render(request, "activation/takeover_list.html", {"page": page, "rows": shown, "ended": ended})


@permission_required("activation.add_takeover", raise_exception=True)
def takeover_new(request: HttpRequest) -> HttpResponse:
    form = TakeoverForm(request.POST or None, initial={"line_number": request.GET.get("line", "")})
    if request.method == "POST" and form.is_valid():
        try:
            opened = open_file(**form.facts(), by=request.user, now=timezone.now())
        except RuleRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused)
        else:
            messages.success(request, _("The file is open: the line is given back within seven working days."))
            return redirect("activation:takeover", reference=opened.reference)
    return render(request, "activation/takeover_new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@permission_required("activation.view_takeover", raise_exception=True)
def takeover(request: HttpRequest, reference: str) -> HttpResponse:
    one, now = named(reference), timezone.now()
    moves = allowed_moves(one, request.user)
    context: dict[str, Any] = {
        "file": one,
        "bucket": bucket_of(one.due_at, now) if one.due_at else "",
        "to_do": TO_DO[TakeoverSide(one.side)] if one.state == TakeoverState.OPEN else (),
        "actions": [(move, STEPS[move]) for move in STEPS if move in moves],
        "timeline": latest_first(timeline_of(one, _("File opened")), messages_about(one.reference)),
    }
    return render(request, "activation/takeover.html", context)


def named(reference: str) -> Takeover:
    rows = Takeover.objects.select_related("other", "order", "subscription__customer", "subscription__offer")
    return get_object_or_404(rows, reference=reference)


@require_POST
@permission_required("activation.end_takeover", raise_exception=True)
def takeover_move(request: HttpRequest, reference: str, move: str) -> HttpResponse:
    if move not in STEPS:
        raise Http404
    press(request, named(reference), move, STEPS[move].done)
    return redirect("activation:takeover", reference=reference)
