"""What people write about a subscription: it stands beside the history, and can be purged."""

from datetime import datetime
from typing import Any

from activation.models import Subscription, SubscriptionComment
from bascule.said import signed


def comment(
    subscription: Subscription, text: str, *, by: Any, now: datetime, internal: bool = True
) -> SubscriptionComment:
    return SubscriptionComment.objects.create(
        subscription=subscription, internal=internal, text=text.strip()[:2_000], **signed(by, now)
    )
