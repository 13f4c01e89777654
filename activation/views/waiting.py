"""What an agent does with a customer on the line: note the call, correct and order again, go on without the port."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from activation import correcting
from activation.forms.moves import CallForm, CorrectionForm
from activation.models import Subscription
from activation.reasons import by_code
from activation.views.subscription import attempt, named, refused_beside, show
from bascule.rules import RuleRefused


@require_POST
@permission_required("activation.correct_subscription", raise_exception=True)
def subscription_call(request: HttpRequest, reference: str) -> HttpResponse:
    """Note what came of a call."""
    one, now = named(reference), timezone.now()
    form = CallForm(now, request.POST)
    if not form.is_valid():
        return show(request, one, {"call": form}, status=422)
    return attempt(
        request,
        one,
        lambda: correcting.note_call(one, **form.cleaned_data, by=request.user, now=now),
        _("The call is noted."),
        lambda refused: refused_beside(request, one, "call", form, refused),
    )


@require_POST
@permission_required("activation.correct_subscription", raise_exception=True)
def subscription_correct(request: HttpRequest, reference: str) -> HttpResponse:
    """Correct what the order lets be corrected, and order again."""
    one, now = named(reference), timezone.now()
    correctable = correctable_of(one)
    form = CorrectionForm(one, correctable, request.POST)
    if not form.is_valid():
        return show(request, one, {"correct": form}, status=422)

    def refuse(refused: RuleRefused) -> HttpResponse:
        name = (refused.field or "").rpartition(".")[2]
        form.add_error(name if name in form.fields else None, refused)
        return show(request, one, {"correct": form}, status=422)

    return attempt(
        request,
        one,
        lambda: correcting.correct(one, form.fields_given(), by=request.user, now=now),
        _("Corrected: a new order leaves with the next batch."),
        refuse,
    )


def correctable_of(one: Subscription) -> list[str]:
    return by_code([one.waits_for])[one.waits_for].correctable_fields if one.waits_for else []


@require_POST
@permission_required("activation.correct_subscription", raise_exception=True)
def subscription_drop_port(request: HttpRequest, reference: str) -> HttpResponse:
    """Make the line although its port cannot be made."""
    one = named(reference)
    return attempt(
        request,
        one,
        lambda: correcting.go_on_without_port(one, by=request.user, now=timezone.now()),
        _("The line goes on without the port."),
        lambda refused: refused_beside(request, one, "drop_port", None, refused),
    )
