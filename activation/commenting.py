"""What people write about a subscription: it stands beside the history, and can be purged."""

from datetime import datetime
from typing import Any

from activation.models import Subscription, SubscriptionComment
from bascule.lifecycle import name_of


def comment(
    subscription: Subscription, text: str, *, by: Any, now: datetime, internal: bool = True
) -> SubscriptionComment:
    user = by if getattr(by, "username", "") else None
    return SubscriptionComment.objects.create(
        subscription=subscription, by=name_of(by), by_user=user, at=now, internal=internal, text=text.strip()[:2_000]
    )
