"""The small acts on a subscription's page: a comment, one resource again, one stray report settled."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from activation.commenting import comment
from activation.forms.moves import CommentForm
from activation.models import UnbundlingOrder
from activation.views.subscription import leave, named, show
from bascule.acts import press


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
@permission_required("activation.settle_unbundlingorder", raise_exception=True)
def order_settle(request: HttpRequest, reference: str) -> HttpResponse:
    order = get_object_or_404(UnbundlingOrder.objects.select_related("subscription"), reference=reference)
    press(request, order, "settle_stray", _("The stray report is settled."))
    return leave(order.subscription)
