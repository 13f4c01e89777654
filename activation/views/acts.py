"""The small acts on a subscription's page: a comment, a resource again, its secret, a stray report settled."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django_fsm import TransitionNotAllowed

from activation import provisioning
from activation.commenting import comment
from activation.forms.moves import CommentForm
from activation.models import Allocation, Service, UnbundlingOrder
from activation.revealing import reveal
from activation.views.subscription import leave, named, show
from bascule.acts import press
from bascule.rules import RuleRefused
from bascule.timeline import who_was_faster


@require_POST
@permission_required("activation.add_subscriptioncomment", raise_exception=True)
def subscription_comment(request: HttpRequest, reference: str) -> HttpResponse:
    one, form = named(reference), CommentForm(request.POST)
    if not form.is_valid():
        return show(request, one, {"comment": form}, status=422)
    comment(one, form.cleaned_data["text"], by=request.user, now=timezone.now())
    messages.success(request, _("The comment is kept."))
    return leave(one)


@require_POST
@permission_required("activation.retry_allocation", raise_exception=True)
def allocation_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Try one resource again now, whatever its next try was."""
    allocation = get_object_or_404(Allocation.objects.select_related("subscription"), pk=pk)
    provisioning.retry([allocation], timezone.now())
    again = Allocation.objects.get(pk=pk)
    if again.problem:
        messages.warning(request, _("It failed again: %(why)s") % {"why": again.get_problem_display()})
    else:
        messages.success(request, _("Done: %(service)s.") % {"service": again.get_kind_display()})
    return leave(allocation.subscription)


@never_cache
@permission_required("activation.reveal_secret_of_subscription", raise_exception=True)
def subscription_reveal(request: HttpRequest, reference: str) -> HttpResponse:
    """The page with the secret of one service, in this answer alone; the history says who read it."""
    one, kind = named(reference), request.POST.get("kind", "")
    if request.method != "POST":
        return leave(one)
    if kind not in Service.values:
        raise Http404
    try:
        revealed = reveal(one, kind, by=request.user, now=timezone.now())
    except RuleRefused as refused:
        messages.error(request, " ".join(refused.messages))
    except TransitionNotAllowed:
        messages.warning(request, who_was_faster(one))
    else:
        return show(request, one, revealed=revealed)
    return leave(one)


@require_POST
@permission_required("activation.settle_unbundlingorder", raise_exception=True)
def order_settle(request: HttpRequest, reference: str) -> HttpResponse:
    order = get_object_or_404(UnbundlingOrder.objects.select_related("subscription"), reference=reference)
    press(request, order, "settle_stray", _("The stray report is settled."))
    return leave(order.subscription)
