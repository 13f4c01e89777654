"""The API as a partner uses it: its keys and webhooks, and how much it uses them."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Count, Max, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from bascule.sealing import Unreadable, seal, unseal
from operators.models import ApiKey, DeliveryStatus, KeyUse, Operator, Webhook
from operators.partner_forms import KeyForm, WebhookForm

SHOWN_ONCE = "shown_once"
USE_SHOWN = timedelta(days=30)


@require_safe
@permission_required(["operators.view_operator", "operators.view_apikey"], raise_exception=True)
def partner(request: HttpRequest, code: str) -> HttpResponse:
    return show(request, get_object_or_404(Operator, code=code))


@require_POST
@permission_required(["operators.view_apikey", "operators.add_apikey"], raise_exception=True)
def key_issue(request: HttpRequest, code: str) -> HttpResponse:
    operator, form = get_object_or_404(Operator, code=code), KeyForm(request.POST)
    issued = form.issue(operator)
    if issued is None:
        return show(request, operator, key_form=form)
    key, secret = issued
    show_once(request, _("The secret of the key “%(name)s”") % {"name": key.name}, secret)
    return to_the_secret(code)


@require_POST
@permission_required(["operators.view_apikey", "operators.change_apikey"], raise_exception=True)
def key_revoke(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    key = get_object_or_404(ApiKey, pk=pk, operator__code=code)
    if ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now()):
        messages.success(request, _("The key “%(name)s” is revoked, for ever.") % {"name": key.name})
    else:
        messages.warning(request, _("The key “%(name)s” was revoked already.") % {"name": key.name})
    return redirect("operators:partner", code=code)


@require_POST
@permission_required(["operators.view_apikey", "operators.add_webhook"], raise_exception=True)
def webhook_add(request: HttpRequest, code: str) -> HttpResponse:
    operator = get_object_or_404(Operator, code=code)
    form = WebhookForm(operator, request.POST)
    added = form.add(timezone.now())
    if added is None:
        return show(request, operator, webhook_form=form)
    address, secret = added
    show_once(request, _("The secret that signs what is sent to %(url)s") % {"url": address.url}, secret)
    return to_the_secret(code)


@never_cache
def show(
    request: HttpRequest, operator: Operator, key_form: KeyForm | None = None, webhook_form: WebhookForm | None = None
) -> HttpResponse:
    """The page, with a form as it was typed if something is wrong with it."""
    now, may_see = timezone.now(), request.user.has_perm("operators.view_webhook")
    context = {
        "operator": operator,
        "now": now,
        "keys": keys_of(operator, now),
        "addresses": addresses_of(operator) if may_see else None,
        "key_form": key_form or KeyForm(),
        "webhook_form": webhook_form or WebhookForm(operator),
        "use": use_of(operator, now),
        "shown_once": taken(request),
    }
    return render(request, "operators/partner_detail.html", context)


def keys_of(operator: Operator, now: datetime) -> QuerySet[ApiKey]:
    """The keys, those in use first."""
    over = Q(revoked_at__isnull=False) | Q(expires_at__lte=now)
    return operator.api_keys.annotate(is_over=Count("pk", filter=over)).order_by("is_over", "name")


def addresses_of(operator: Operator) -> QuerySet[Webhook]:
    """The addresses, each with how its deliveries stand."""
    counts = {
        status: Count("deliveries", filter=Q(deliveries__status=status))
        for status in (DeliveryStatus.WAITING, DeliveryStatus.FAILED)
    }
    return operator.webhooks.annotate(last_at=Max("deliveries__delivered_at"), **counts).order_by("created_at")


def use_of(operator: Operator, now: datetime) -> list[dict[str, Any]]:
    """How much each key was used in the last 30 days, the busiest first; one query."""
    since = timezone.localdate(now - USE_SHOWN)
    rows = KeyUse.objects.filter(key__operator=operator, day__gt=since).values("key__name")
    sums = rows.annotate(total=Sum("requests"), refused=Sum("throttled"))
    return [dict(row) for row in sums.order_by("-total", "key__name")]


def show_once(request: HttpRequest, what: str, secret: str) -> None:
    """Keep a secret for the very next page, and sealed until then."""
    request.session[SHOWN_ONCE] = [what, seal(secret).decode()]


def to_the_secret(code: str) -> HttpResponse:
    """Back to the page, where the secret stands: the browser would go to the form that was sent."""
    return redirect(reverse("operators:partner", args=[code]) + "#shown-once")


def taken(request: HttpRequest) -> tuple[str, str] | None:
    """What is shown this once; never again after it was."""
    kept = request.session.pop(SHOWN_ONCE, None)
    try:
        return (kept[0], unseal(kept[1].encode())) if kept else None
    except Unreadable:
        return None
