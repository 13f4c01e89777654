"""The page of one outgoing port: the answer number by number, and what is left to do once they are gone."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_fsm import TransitionNotAllowed

from bascule.board import bucket_of
from bascule.lifecycle import allowed_moves
from bascule.rules import RuleRefused
from bascule.timeline import who_was_faster
from portability.forms.answers import AnswerForm, PutOffForm, WithdrawForm
from portability.leaving import answer, cancel, tick
from portability.leaving.planning import first_day
from portability.models import ClosingItem, PortOut
from portability.models.closing import ClosingKind
from portability.models.port_out import Answer, PortOutState
from portability.views.deadline_bar import bar_of_port_out
from portability.views.port_out_facts import Checked, access_of, alerts, stays_with_us, story_of, warns_of
from portability.views.port_out_rows import answered_rows, rows_to_answer


@require_safe
@permission_required("portability.view_portout", raise_exception=True)
def port_out_detail(request: HttpRequest, reference: str) -> HttpResponse:
    return show(request, port_out_named(reference))


@require_POST
@permission_required("portability.answer_portout", raise_exception=True)
def port_out_answer(request: HttpRequest, reference: str) -> HttpResponse:
    port_out, now = port_out_named(reference), timezone.now()
    if port_out.state != PortOutState.RECEIVED:
        return too_late(request, port_out)
    warns = warns_of(access_of(port_out), Checked.of(port_out))
    form = AnswerForm(rows_to_answer(port_out), warns=warns, data=request.POST)
    if not form.is_valid():
        return show(request, port_out, form=form, status=422)
    try:
        answered = answer(port_out, form.answers(), by=request.user, now=now)
    except RuleRefused as refused:
        form.refuse(refused.field, refused.messages)
        return show(request, port_out, form=form, status=422)
    except TransitionNotAllowed:
        return too_late(request, port_out, form.cleaned_data["evidence"])
    messages.success(request, what_was_answered(answered))
    return leave(port_out)


def what_was_answered(port_out: PortOut) -> str:
    if port_out.state == PortOutState.REFUSED:
        return _("Refused: every number has its ground.")
    if port_out.numbers.filter(answer=Answer.REFUSED).exists():
        return _("Answered: the numbers that were accepted leave on the day.")
    return _("Accepted: the numbers leave on the day.")


@require_POST
@permission_required("portability.cancel_portout", raise_exception=True)
def port_out_cancel(request: HttpRequest, reference: str) -> HttpResponse:
    port_out, form = port_out_named(reference), WithdrawForm(request.POST)
    if not form.is_valid():
        return show(request, port_out, withdraw_form=form, status=422)
    try:
        cancel(port_out, by=request.user, now=timezone.now(), reason=form.cleaned_data["reason"])
    except TransitionNotAllowed:
        return too_late(request, port_out)
    messages.success(request, _("Cancelled for the recipient: the numbers stay with us."))
    return leave(port_out)


@require_POST
@permission_required("portability.close_portout", raise_exception=True)
def port_out_tick(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    item = get_object_or_404(ClosingItem, port_out__reference=reference, kind=kind)
    needed = not request.POST.get("not_needed")
    try:
        ticked = tick(item, by=request.user, now=timezone.now(), needed=needed)
    except TransitionNotAllowed:
        return too_late(request, port_out_named(reference))
    label = ClosingKind(ticked.kind).label
    if ticked.not_needed == needed:
        messages.warning(request, _("%(who)s was faster: “%(what)s”.") % {"who": ticked.done_by, "what": label})
    else:
        words = _("Done: %(what)s.") if needed else _("Not needed: %(what)s.")
        messages.success(request, words % {"what": label})
    return leave(item.port_out)


def port_out_named(reference: str) -> PortOut:
    return get_object_or_404(PortOut.objects.select_related("customer", "partner"), reference=reference)


def put_off_form(port_out: PortOut, now: datetime, data: QueryDict | None = None) -> PutOffForm:
    return PutOffForm(first_day(port_out, port_out.window, now).isoformat(), port_out.window, data)


def leave(port_out: PortOut) -> HttpResponse:
    return redirect("portability:port_out_detail", reference=port_out.reference)


def too_late(request: HttpRequest, port_out: PortOut, unsaved: str = "") -> HttpResponse:
    current = port_out_named(port_out.reference)
    messages.warning(request, who_was_faster(current))
    return show(request, current, unsaved=unsaved, status=409)


def show(request: HttpRequest, port_out: PortOut, status: int = 200, **extra: Any) -> HttpResponse:
    now, checked = timezone.now(), Checked.of(port_out)
    allowed = set(allowed_moves(port_out, request.user))
    access, may_answer = access_of(port_out), "accept" in allowed
    closing = list(port_out.closing.all())
    rows = rows_to_answer(port_out) if may_answer else answered_rows(port_out)
    context = {
        "port_out": port_out,
        "count": sum(row.count for row in rows),
        "bucket": bucket_of(port_out.due_at, now),
        "bar": bar_of_port_out(port_out, now),
        "checked": checked,
        "rows": rows,
        "form": (extra.pop("form", None) or AnswerForm(rows, warns=warns_of(access, checked))) if may_answer else None,
        "all_can_go": all(row.can_go for row in rows),
        "access": access,
        "stays": stays_with_us(port_out),
        "withdraw_form": (extra.pop("withdraw_form", None) or WithdrawForm()) if "cancel" in allowed else None,
        "may_go": "go" in allowed and port_out.scheduled_on <= timezone.localdate(now),
        "put_off_form": (
            (extra.pop("put_off_form", None) or put_off_form(port_out, now)) if "reschedule" in allowed else None
        ),
        "closing": closing,
        "may_tick": "close" in allowed,
        "alerts": list(alerts(port_out, now, closing)),
        "sees_asked": request.user.has_perm("portability.view_asked_portout"),
        "timeline": story_of(port_out),
    }
    return render(request, "portability/port_out_detail.html", context | extra, status=status)
