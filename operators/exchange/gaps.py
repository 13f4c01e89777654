"""Files of theirs that never came: a counterpart numbers its files without a gap, so a gap is a file that was lost."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Window
from django.db.models.functions import Lag

from operators.models import ExchangeFile, Way

LOOKED_BACK = timedelta(days=90)
"""Older files are over: whatever one of them held was settled in other ways."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A run of numbers of which no file came, and when the file behind it did."""

    counterpart: str
    sender: str
    numbers: range
    noticed_at: datetime

    @property
    def shown(self) -> str:
        """`APNF-000005`, or `APNF-000005 – 000008`."""
        first, last = self.numbers[0], self.numbers[-1]
        return f"{self.sender}-{first:06}" if first == last else f"{self.sender}-{first:06} – {last:06}"


def gaps(since: datetime) -> list[Gap]:
    """The gaps between the files that came since a moment, the latest first; one query."""
    theirs = ExchangeFile.objects.filter(way=Way.IN, number__gt=0, created_at__gte=since)
    before = Window(Lag("number"), partition_by="counterpart", order_by="number")
    rows = theirs.annotate(before=before).filter(before__lt=F("number") - 1).order_by("-created_at", "-number")
    found = rows.values_list("counterpart", "sender", "before", "number", "created_at")
    return [Gap(who, sender, range(last + 1, following), at) for who, sender, last, following, at in found]
