"""The batches that belong to no room in particular."""

from datetime import datetime, timedelta

from bascule.models import IdempotencyRecord
from bascule.schedules import batch

SCHEDULES = {"purge-idempotency": ("bascule.tasks.purge_idempotency", "40 4 * * *")}
KEPT = timedelta(hours=48)


@batch
def purge_idempotency(now: datetime) -> int:
    """Forget the answers kept for repeated requests once they are 48 hours old; partners may count on 24."""
    _total, deleted = IdempotencyRecord.objects.filter(created_at__lte=now - KEPT).delete()
    return deleted.get(IdempotencyRecord._meta.label, 0)
