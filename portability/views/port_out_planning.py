"""What an agent says for a recipient of an accepted port: go, or another day."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_fsm import TransitionNotAllowed

from bascule.rules import RuleRefused
from portability.leaving import go, reschedule
from portability.views.port_out import leave, port_out_named, put_off_form, show, too_late


@require_POST
@permission_required("portability.plan_portout", raise_exception=True)
def port_out_go(request: HttpRequest, reference: str) -> HttpResponse:
    port_out = port_out_named(reference)
    try:
        go(port_out, by=request.user, now=timezone.now())
    except RuleRefused as refused:
        messages.warning(request, str(refused.message))
        return show(request, port_out, status=409)
    except TransitionNotAllowed:
        return too_late(request, port_out)
    messages.success(request, _("Released: the numbers are with the recipient."))
    return leave(port_out)


@require_POST
@permission_required("portability.plan_portout", raise_exception=True)
def port_out_reschedule(request: HttpRequest, reference: str) -> HttpResponse:
    port_out, now = port_out_named(reference), timezone.now()
    form = put_off_form(port_out, now, request.POST)
    if not form.is_valid():
        return show(request, port_out, put_off_form=form, status=422)
    said = form.cleaned_data
    try:
        reschedule(port_out, said["date"], by=request.user, now=now, window=said["window"], reason=said["reason"])
    except RuleRefused as refused:
        form.add_error("date", refused.messages)
        return show(request, port_out, put_off_form=form, status=422)
    except TransitionNotAllowed:
        return too_late(request, port_out)
    messages.success(request, _("Put off: the numbers stay promised for the new day."))
    return leave(port_out)
