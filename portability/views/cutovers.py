"""The cut-over cockpit: the live cut-overs of a day, and one of them with its call script."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_fsm import TransitionNotAllowed

from bascule.inputs import day_input
from bascule.models import DatedSetting
from bascule.pages import is_fragment, page_of
from bascule.rules import RuleRefused
from bascule.timeline import who_was_faster
from bascule.workdays import Area, add_working_days
from operators.models import Operator
from portability.conduct import act, comment
from portability.cutovers import (
    Stage,
    automatic_on,
    boards,
    day_of,
    has_failed,
    live_on,
    next_day_after,
)
from portability.deadlines import port_days
from portability.forms import form_of
from portability.forms.cutovers import CallForm
from portability.models import PortIn
from portability.views.cutover_rows import fallback_in_words, grouped, put_off_in_words, rows_of
from portability.views.port_in import STEPS, Action, actions_for, made, port_in_named, story_of, why_not
from portability.views.port_ins import complete

MOVES = ["go", "no_go", "reschedule", "report_incident", "resolve"]
"""What is done in the cockpit; everything else is done on the request's own page."""


class DayForm(forms.Form):
    day = forms.DateField(required=False, widget=day_input())


@require_safe
@permission_required("portability.view_portin", raise_exception=True)
@vary_on_headers("HX-Request")
def cutovers(request: HttpRequest) -> HttpResponse:
    """The cut-overs of a day, the live ones by window."""
    now = timezone.now()
    today = timezone.localdate(now)
    form = DayForm(request.GET)
    day = (form.cleaned_data.get("day") if form.is_valid() else None) or today
    rows = rows_of(live_on(day, today), now)
    page = page_of(automatic_on(day, today), request)
    complete(list(page))
    context = {
        "form": DayForm(initial={"day": day}),
        "day": day,
        "is_today": day == today,
        "groups": list(grouped(rows, day, now)),
        "open": [row for row in rows if row.board.is_open],
        "rows": rows,
        "page": page,
        "put_off": put_off_in_words(day),
        "next_day": next_day_after(day),
        **neighbours(day),
    }
    template = "portability/cutovers.html#live" if is_fragment(request) else "portability/cutovers.html"
    return render(request, template, context)


@require_safe
@permission_required("portability.view_portin", raise_exception=True)
@vary_on_headers("HX-Request")
def cutover(request: HttpRequest, reference: str) -> HttpResponse:
    """One cut-over: whom to call, what to ask, the go, and what comes after it."""
    return show(request, port_in_named(reference))


@permission_required("portability.view_portin", raise_exception=True)
def cutover_move(request: HttpRequest, reference: str, move: str) -> HttpResponse:
    if move not in MOVES:
        raise Http404
    port_in, now = port_in_named(reference), timezone.now()
    if request.method != "POST":
        return leave(port_in, now)
    day, form = day_of(port_in, now), form_of(move, port_in, now, request.POST)
    if form and not form.is_valid():
        return show(request, port_in, {move: form}, status=422)
    try:
        made(request, port_in, move, form)
    except RuleRefused as refused:
        if form is None or refused.code == "not_the_day":
            return too_late(request, port_in, why_not(port_in, refused), form)
        form.add_error("date" if "date" in form.fields else None, refused)
        return show(request, port_in, {move: form}, status=422)
    except TransitionNotAllowed:
        return too_late(request, port_in, who_was_faster(port_in), form)
    messages.success(request, f"{port_in.reference} · {STEPS[move].done}")
    return redirect(of_the_day(day, now)) if move == "no_go" else leave(port_in, now)


@permission_required("portability.cutover_portin", raise_exception=True)
def cutover_test(request: HttpRequest, reference: str) -> HttpResponse:
    """Note what a test call found; what fails leads to the incident."""
    port_in, form, now = port_in_named(reference), CallForm(request.POST), timezone.now()
    if request.method != "POST":
        return leave(port_in, now)
    if not form.is_valid():
        return show(request, port_in, call_form=form, status=422)
    try:
        act(port_in, "test_call", by=request.user, now=now, **form.found())
    except TransitionNotAllowed:
        return too_late(request, port_in, who_was_faster(port_in), form)
    if form.cleaned_data["note"]:
        comment(port_in, form.cleaned_data["note"], by=request.user, now=now)
    if has_failed(form.found()):
        messages.warning(request, _("The test call is kept. Something does not work: report the incident."))
    else:
        messages.success(request, _("The test call is kept."))
    return leave(port_in, now)


def leave(port_in: PortIn, now: datetime) -> HttpResponse:
    return redirect("portability:cutover", reference=port_in.reference)


def of_the_day(day: date, now: datetime) -> str:
    """The cockpit on a day."""
    url = reverse("portability:cutovers")
    return url if day == timezone.localdate(now) else f"{url}?day={day.isoformat()}"


def too_late(request: HttpRequest, port_in: PortIn, sentence: str, form: forms.Form | None) -> HttpResponse:
    messages.warning(request, sentence)
    unsaved = form.data.get("note", "") if form else ""
    return show(request, port_in_named(port_in.reference), unsaved=unsaved, status=409)


def show(
    request: HttpRequest, port_in: PortIn, answered: dict[str, Any] | None = None, status: int = 200, **extra: Any
) -> HttpResponse:
    now = timezone.now()
    day = day_of(port_in, now)
    [row] = rows_of(boards(PortIn.objects.filter(pk=port_in.pk)), now)
    others = [one for one in rows_of(live_on(day, timezone.localdate(now)), now) if one.port_in.pk != port_in.pk]
    context = {
        "row": row,
        "port_in": row.port_in,
        "stage": row.board.stage,
        "seen": request.GET.get("seen", row.board.stage),
        "day": day,
        "url_of_day": of_the_day(day, now),
        "others": [one for one in others if one.board.is_open],
        "actions": list(in_the_cockpit(actions_for(request, port_in, answered or {}), row.board.stage)),
        "contacts": [(one, one.phone in row.board.ported) for one in row.board.contacts],
        "own": own_name(),
        "hours": DatedSetting.on(day)["interruption_hours"],
        "fallback": fallback_in_words(row.port_in, now),
        "call_form": CallForm(),
        "timeline": story_of(port_in),
        **extra,
    }
    template = "portability/cutover.html#live" if is_fragment(request) else "portability/cutover.html"
    return render(request, template, context, status=status)


def in_the_cockpit(actions: Iterable[Action], stage: Stage) -> Iterator[Action]:
    """Go and no-go; another day only when these cannot be said, an incident only once something was cut."""
    offered = [action for action in actions if action.move in MOVES]
    unwanted = {"reschedule"} if any(action.move == "no_go" for action in offered) else set()
    unwanted |= {"report_incident"} if stage == Stage.TO_CALL else set()
    return (action for action in offered if action.move not in unwanted)


def neighbours(day: date) -> dict[str, date]:
    """The working days beside a day."""
    kind = port_days(DatedSetting.on(day))
    return {
        "day_before": add_working_days(day, -1, kind, Area.METROPOLE),
        "day_after": add_working_days(day, 1, kind, Area.METROPOLE),
    }


def own_name() -> str:
    own = Operator.objects.filter(code=settings.OWN_OPERATOR).values_list("name", flat=True).first()
    return own or settings.OWN_OPERATOR
