"""Something that happens to a partner's records."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from bascule.models import History
from operators.models import Delivery, Operator, Webhook

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def happened(owner: Operator | None, event: str = "port_in.accepted", count: int = 1, **fields: Any) -> list[History]:
    """Lines of history, as the one door writes them."""
    said = {"kind": "port_in", "reference": "PI-2026-000123", "transition": "accept", "source": "sent", "by": "system"}
    values = {"target": "accepted", "at": NOW, "reason": "", "facts": {"scheduled_on": "2026-12-01"}, **said, **fields}
    owner_id = owner.pk if owner else None
    rows = [History(record_id=uuid4(), event=event, owner=owner_id, **values) for _number in range(count)]
    return History.objects.bulk_create(rows)


def only(address: Webhook) -> Delivery:
    return address.deliveries.get()
