"""The batches of portability."""

from datetime import datetime

from django.utils.translation import ngettext

from bascule.lifecycle import SYSTEM, perform_many
from bascule.schedules import batch
from portability.models import Quote

SCHEDULES = {"expire-quotes": ("portability.tasks.expire_quotes", "10 6-22 * * *")}


@batch
def expire_quotes(now: datetime) -> str:
    """Close the quotes that have lived their days. One that somebody holds waits; safe to run twice."""
    outcome = perform_many(Quote.objects.overdue(now), "expire", by=SYSTEM, now=now)
    sentence = ngettext(
        "%(count)d quote expired, %(left)d left for the next run.",
        "%(count)d quotes expired, %(left)d left for the next run.",
        len(outcome.moved),
    )
    return sentence % {"count": len(outcome.moved), "left": len(outcome.refused)}
