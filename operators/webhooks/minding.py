"""What people and partners do with an address: give it, turn its secret, try it, send something again, stop it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from difflib import get_close_matches

from django.db import transaction
from django.utils.translation import gettext as _

from bascule.api.problems import Conflict
from bascule.events import event_types
from bascule.rules import RuleRefused
from bascule.sealing import seal
from operators.models import Delivery, DeliveryStatus, Operator, SwitchedOff, Webhook
from operators.notifications import webhook_switched_off
from operators.webhooks.signing import new_secret
from operators.webhooks.spreading import present_place
from operators.webhooks.targets import check_url

BOTH_SIGN = timedelta(days=1)
"""How long the former secret signs too, so that a receiver can take up the new one without losing anything."""
MOST = 20
"""Addresses of one operator."""
OVER = (DeliveryStatus.DELIVERED, DeliveryStatus.FAILED)


@transaction.atomic
def add(operator: Operator, url: str, events: Collection[str], *, now: datetime) -> tuple[Webhook, str]:
    """A new address, told of what happens from now on, and its secret, which is shown this once.

    Raises RuleRefused for an address that we may not call, or events that do not exist.
    """
    url = str(check_url(url))
    check_events(events)
    Operator.objects.select_for_update().get(pk=operator.pk)
    if operator.webhooks.count() >= MOST:
        sentence = _("An operator has %(most)d webhooks at most: delete one first.") % {"most": MOST}
        raise RuleRefused("too_many_webhooks", sentence, field="url")
    secret, (tx, last) = new_secret(), present_place()
    address = Webhook(operator=operator, url=url, events=sorted(set(events)), created_at=now, read_tx=tx, read_id=last)
    address.secret = seal(secret)
    address.save()
    return address, secret


def check_events(events: Collection[str]) -> None:
    for event in events:
        if event not in event_types():
            close = get_close_matches(event, event_types(), n=1)
            sentence = _("There are no events of this type: %(type)s.") % {"type": event}
            hint = _("Did you mean %(type)s?") % {"type": close[0]} if close else ""
            raise RuleRefused("unknown_event", f"{sentence} {hint}".strip(), field="events")


@transaction.atomic
def rotate(address: Webhook, *, now: datetime) -> str:
    """A new secret, shown this once; the former one signs beside it for a day."""
    secret = new_secret()
    row = Webhook.objects.select_for_update().get(pk=address.pk)
    row.former_secret, row.former_until, row.secret = row.secret, now + BOTH_SIGN, seal(secret)
    row.save(update_fields=["former_secret", "former_until", "secret"])
    return secret


def try_out(address: Webhook, *, now: datetime) -> Delivery:
    """Have an event sent that tells of nothing. Raises Conflict when the address is switched off."""
    refuse_switched_off(address)
    return Delivery.objects.create(webhook=address, due_at=now, created_at=now)


def replay(delivery: Delivery, *, now: datetime) -> Delivery:
    """Send a delivery again, under the same id and with all its attempts before it.

    Raises Conflict when it still waits or is under way, or when its address is switched off.
    """
    refuse_switched_off(delivery.webhook)
    over = Delivery.objects.filter(pk=delivery.pk, status__in=OVER)
    if not over.update(status=DeliveryStatus.WAITING, due_at=now, attempts=0, delivered_at=None):
        raise Conflict(_("This delivery is still on its way."))
    return Delivery.objects.select_related("webhook", "event").get(pk=delivery.pk)


def refuse_switched_off(address: Webhook) -> None:
    if address.disabled_at:
        raise Conflict(_("This webhook is switched off: switch it on first."))


@transaction.atomic
def switch_off(address: Webhook, why: SwitchedOff, *, now: datetime) -> bool:
    """Tell an address nothing more; whether it was us who switched it off. What waits for it goes on waiting.

    Whoever looks after partners has a mail, in the same commit, unless somebody meant it.
    """
    if not Webhook.objects.active().filter(pk=address.pk).update(disabled_at=now, disabled_because=why):
        return False
    address.disabled_at, address.disabled_because = now, why
    if why != SwitchedOff.BY_HAND:
        webhook_switched_off(address)
    return True


def switch_on(address: Webhook) -> None:
    """Tell an address again, and first of everything that happened meanwhile."""
    Webhook.objects.filter(pk=address.pk).update(disabled_at=None, disabled_because="")
