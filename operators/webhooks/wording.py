"""What a delivery says: the very event that `GET /events/` shows, signed with the secrets of its address."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from rest_framework.renderers import JSONRenderer

from bascule.api.records import EventSerializer, Moment
from bascule.sealing import Unreadable, unseal
from operators.models import Delivery, Webhook
from operators.webhooks.signing import Letter

TEST = "webhook.test"


def letter_of(delivery: Delivery, secrets: Sequence[str]) -> Letter:
    event = EventSerializer(delivery.event).data if delivery.event else trial(delivery)
    return Letter(delivery.message_id, JSONRenderer().render(event), secrets)


def secrets_of(address: Webhook, now: datetime) -> list[str]:
    """The secret of an address, then the one before it for as long as both sign. Raises Unreadable."""
    secrets = [unseal(address.secret)]
    if address.former_secret and address.former_until and address.former_until > now:
        with suppress(Unreadable):
            secrets.append(unseal(address.former_secret))
    return secrets


def trial(delivery: Delivery) -> dict[str, Any]:
    """An event that tells of nothing, of the same shape as all others."""
    return {
        "id": f"test-{delivery.pk}",
        "type": TEST,
        "at": Moment().to_representation(delivery.created_at),
        "record": {"kind": "webhook", "id": str(delivery.webhook_id), "reference": ""},
        "from": "",
        "to": "",
        "reason": "",
        "facts": {},
    }
