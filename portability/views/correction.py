"""The correction of a rejected request, from its page."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from bascule.rules import RuleRefused
from bascule.templatetags.moments import day as in_words
from bascule.timeline import who_was_faster
from portability.forms.correction import CorrectionForm, typed_in, with_fix
from portability.models import PortIn
from portability.rejections import correct, reason_of
from portability.views.port_in import leave, port_in_named, show, too_late


@permission_required("portability.correct_portin", raise_exception=True)
def port_in_correct(request: HttpRequest, reference: str) -> HttpResponse:
    """Send again what was corrected; a click on a suggestion only writes it into its input."""
    port_in, now = port_in_named(reference), timezone.now()
    if request.method != "POST":
        return leave(port_in)
    reason = reason_of(port_in)
    if reason is None:
        return overtaken(request, port_in)
    suggested = "fix" in request.POST
    form = CorrectionForm(port_in, reason, now, with_fix(request.POST) if suggested else request.POST)
    if suggested:
        return show(request, port_in, rejection_form=form)
    if not form.is_valid():
        return show(request, port_in, rejection_form=form, status=422)
    try:
        moved = correct(port_in, form.fields_given(), by=request.user, now=now)
    except RuleRefused as refused:
        form.refuse(refused)
        return show(request, port_in, rejection_form=form, status=422)
    except TransitionNotAllowed:
        return overtaken(request, port_in)
    messages.success(request, what_was_done(port_in, moved))
    return leave(moved)


def overtaken(request: HttpRequest, port_in: PortIn) -> HttpResponse:
    return too_late(request, port_in, who_was_faster(port_in), typed_in(request.POST))


def what_was_done(before: PortIn, after: PortIn) -> str:
    if before.scheduled_on == after.scheduled_on or after.scheduled_on is None:
        return _("Corrected: the request leaves again with the next window.")
    sentence = _("Corrected: the request leaves again with the next window, for %(day)s.")
    return sentence % {"day": in_words(after.scheduled_on, "l j F Y")}
