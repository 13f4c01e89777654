"""How long the log of deliveries is kept."""

from datetime import datetime, timedelta

from django.db.models import Q

from operators.models import Delivery

KEPT = timedelta(days=30)


def forget_old(now: datetime) -> int:
    """Forget deliveries of more than 30 days; what they told stays in the history, and in `GET /events/`.

    What still waits for an address that was switched off is too old to be news by then.
    """
    old = Q(created_at__lt=now - KEPT) & (Q(due_at=None) | Q(due_at__lt=now - KEPT))
    deleted, _rows = Delivery.objects.filter(old).delete()
    return deleted
