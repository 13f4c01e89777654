"""One address of a partner: its log of deliveries, and what can be done with it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from bascule.api.problems import Conflict
from bascule.pages import A_PAGE, page_of
from operators.models import DeliveryStatus, SwitchedOff, Webhook
from operators.views.partners import show_once, taken
from operators.webhooks import minding


@require_safe
@permission_required(["operators.view_webhook", "operators.view_delivery"], raise_exception=True)
@never_cache
def webhook(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    address = address_at(code, pk)
    rows, chosen = address.deliveries.select_related("event"), request.GET.get("status", "")
    chosen = chosen if chosen in DeliveryStatus.values else ""
    counts = dict(rows.order_by().values_list("status").annotate(count=Count("pk")))
    context = {
        "address": address,
        "page": page_of((rows.filter(status=chosen) if chosen else rows).order_by("-pk"), request),
        "chosen": chosen,
        "statuses": [(value, label, counts[value]) for value, label in DeliveryStatus.choices if value in counts],
        "total": sum(counts.values()),
        "now": timezone.now(),
        "shown_once": taken(request),
    }
    return render(request, "operators/partner_webhook.html", context)


@require_POST
@permission_required(["operators.view_webhook", "operators.change_webhook"], raise_exception=True)
def webhook_act(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """What a button says is done; what is in its way is said."""
    address, name = address_at(code, pk), request.POST.get("act", "")
    if name not in ACTS:
        raise Http404
    try:
        messages.success(request, ACTS[name](request, address))
    except Conflict as conflict:
        messages.warning(request, str(conflict.detail))
    return redirect("operators:webhook", code=code, pk=pk)


@require_POST
@permission_required(["operators.view_webhook", "operators.delete_webhook"], raise_exception=True)
def webhook_delete(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    address = address_at(code, pk)
    address.delete()
    messages.success(request, _("%(url)s is told nothing more.") % {"url": address.url})
    return redirect("operators:partner", code=code)


@require_POST
@permission_required(["operators.view_delivery", "operators.change_webhook"], raise_exception=True)
def delivery_replay(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """Send again what was chosen, or the one delivery of a button; each with its own result."""
    chosen = request.POST.getlist("replay") or request.POST.getlist("rows")
    keys = [int(key) for key in chosen[:A_PAGE] if key.isdecimal() and len(key) < 19]
    rows = address_at(code, pk).deliveries.filter(pk__in=keys).select_related("webhook", "event").order_by("pk")
    done, problems = 0, []
    for row in rows:
        try:
            minding.replay(row, now=timezone.now())
            done += 1
        except Conflict as conflict:
            problems.append(f"{row.message_id}: {conflict.detail}")
    tell(request, done, problems)
    return redirect("operators:webhook", code=code, pk=pk)


def tell(request: HttpRequest, done: int, problems: list[str]) -> None:
    if done:
        messages.success(request, _("On their way again: %(count)d.") % {"count": done})
    for problem in problems:
        messages.warning(request, problem)
    if not (done or problems):
        messages.warning(request, _("Choose the deliveries first."))


def address_at(code: str, pk: UUID) -> Webhook:
    return get_object_or_404(Webhook.objects.select_related("operator"), pk=pk, operator__code=code)


def test(request: HttpRequest, address: Webhook) -> str:
    minding.try_out(address, now=timezone.now())
    return _("A test is on its way: its result will stand in the log.")


def rotate(request: HttpRequest, address: Webhook) -> str:
    secret = minding.rotate(address, now=timezone.now())
    show_once(request, _("The new secret that signs what is sent to %(url)s") % {"url": address.url}, secret)
    return _("There is a new secret; the former one signs beside it for a day.")


def switch_on(request: HttpRequest, address: Webhook) -> str:
    minding.switch_on(address)
    return _("It is switched on, and will be told of what happened meanwhile.")


def switch_off(request: HttpRequest, address: Webhook) -> str:
    minding.switch_off(address, SwitchedOff.BY_HAND, now=timezone.now())
    return _("It is switched off; what happens is kept for it until it is switched on again.")


ACTS: dict[str, Callable[[Any, Webhook], str]] = {
    "test": test,
    "rotate": rotate,
    "on": switch_on,
    "off": switch_off,
}
