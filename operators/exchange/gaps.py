"""Files of theirs that never came: a counterpart numbers its files without a gap, so a gap is a file that was lost.

A gap closes by itself when its files come, or by hand when somebody has heard that no such file was ever made.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Window
from django.db.models.functions import Lag
from django.utils.translation import gettext as _

from bascule.lifecycle import Actor, name_of
from bascule.rules import RuleRefused
from operators.models import ExchangeFile, UnusedNumbers, Way

LOOKED_BACK = timedelta(days=90)
"""Older files are over: whatever one of them held was settled in other ways."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A run of numbers of which no file came, and when the file behind it did."""

    counterpart: str
    sender: str
    numbers: range
    noticed_at: datetime
    closed: UnusedNumbers | None = None

    @property
    def first(self) -> int:
        return self.numbers[0]

    @property
    def last(self) -> int:
        return self.numbers[-1]

    @property
    def shown(self) -> str:
        """`APNF-000005`, or `APNF-000005 – 000008`."""
        one = f"{self.sender}-{self.first:06}"
        return one if self.first == self.last else f"{one} – {self.last:06}"


def gaps(since: datetime) -> list[Gap]:
    """The gaps between the files that were made since a moment, the latest first; two queries."""
    # By the day on which they were made: a file that comes late would otherwise stand alone among younger ones.
    theirs = ExchangeFile.objects.filter(way=Way.IN, number__gt=0, made_at__gte=since)
    before = Window(Lag("number"), partition_by="counterpart", order_by="number")
    rows = theirs.annotate(before=before).filter(before__lt=F("number") - 1).order_by("-created_at", "-number")
    found = rows.values_list("counterpart", "sender", "before", "number", "created_at")
    return marked([Gap(who, sender, range(last + 1, following), at) for who, sender, last, following, at in found])


def open_gaps(since: datetime) -> list[Gap]:
    """Those of which nobody has heard anything."""
    return [gap for gap in gaps(since) if gap.closed is None]


def marked(found: Sequence[Gap]) -> list[Gap]:
    """The same gaps, with what was said of each."""
    if not found:
        return []
    said = list(UnusedNumbers.objects.filter(counterpart__in={gap.counterpart for gap in found}))
    return [replace(gap, closed=next((one for one in said if covers(one, gap)), None)) for gap in found]


def covers(said: UnusedNumbers, gap: Gap) -> bool:
    """Files of a closed gap may come all the same; what is left of it stays closed."""
    return said.counterpart == gap.counterpart and said.first <= gap.first and gap.last <= said.last


@transaction.atomic
def close(counterpart: str, first: int, last: int, *, by: Actor, now: datetime) -> UnusedNumbers:
    """Note that no file ever had these numbers. Raises PermissionDenied, or RuleRefused when it is no such gap now."""
    if not by.has_perm("operators.add_unusednumbers"):
        raise PermissionDenied(_("You may not do this."))
    meant = (counterpart, range(first, last + 1))
    if not any((gap.counterpart, gap.numbers) == meant for gap in open_gaps(now - LOOKED_BACK)):
        raise RuleRefused("no_such_gap", _("This is no longer missing: look at the list again."))
    row, _is_new = UnusedNumbers.objects.get_or_create(
        counterpart=counterpart, first=first, last=last, defaults={"closed_at": now, "closed_by": name_of(by)[:150]}
    )
    return row
