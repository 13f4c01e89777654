"""What each room puts on the front page and into the search: facts with their words. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

Words = str | Promise
MOST_ROWS = 60
MOST_FOUND = 8
"""The list of Today stops there: nobody works through more in a day."""
WIDTH, HEIGHT, MARGIN = 96, 32, 2
"""The box of a spark line, in its own units."""


class Bucket(TextChoices):
    """How soon something must be over."""

    LATE = "late", _("Late")
    TODAY = "today", _("Today")
    TOMORROW = "tomorrow", _("Tomorrow")
    WEEK = "week", _("Within a week")
    WAITING = "waiting", _("Waiting")


@dataclass(frozen=True, slots=True)
class Attention:
    """Something that waits for somebody: what is wrong, who must act and how; `due_at` is None when it may wait."""

    reference: str
    url: str
    about: str
    what: Words
    actor: Words
    action: Words
    since: datetime
    due_at: datetime | None = None

    def bucket(self, now: datetime) -> Bucket:
        """How soon it must be over, by the calendar of Paris."""
        return bucket_of(self.due_at, now)


def bucket_of(due_at: datetime | None, now: datetime) -> Bucket:
    """How soon a moment comes; what has none may wait."""
    if due_at is None:
        return Bucket.WAITING
    if due_at <= now:
        return Bucket.LATE
    days = (timezone.localdate(last_minute(due_at)) - timezone.localdate(now)).days
    near = {0: Bucket.TODAY, 1: Bucket.TOMORROW}
    return near.get(days) or (Bucket.WEEK if days <= 7 else Bucket.WAITING)


def last_minute(due_at: datetime) -> datetime:
    """The same moment, but for a midnight: it ends the day before it, and is said as 23:59."""
    return due_at - timedelta(minutes=1) if timezone.localtime(due_at).time() == time() else due_at


def by_urgency(rows: Iterable[Attention], now: datetime) -> list[tuple[Bucket, list[Attention]]]:
    """The rows in their buckets, the most urgent first; without a date, the oldest first."""
    in_order = sorted(rows, key=lambda row: (row.due_at or row.since, row.reference))
    buckets: dict[Bucket, list[Attention]] = {bucket: [] for bucket in Bucket}
    for row in in_order:
        buckets[row.bucket(now)].append(row)
    return [(bucket, found) for bucket, found in buckets.items() if found]


class Day(NamedTuple):
    """One day of a figure; None when nothing was there to be counted."""

    day: date
    value: float | None
    shown: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the days that lead to it, oldest first."""

    name: Words
    value: str
    days: list[Day]

    @property
    def picture(self) -> str:
        """What the spark line shows, for those who do not see it."""
        known = [day for day in self.days if day.value is not None]
        if not known:
            return gettext("Nothing in 30 days")
        low, high = min(known, key=value_of), max(known, key=value_of)
        return gettext("Over 30 days: lowest %(low)s, highest %(high)s, last %(last)s") % {
            "low": low.shown,
            "high": high.shown,
            "last": known[-1].shown,
        }

    @property
    def line(self) -> str:
        """The points of the spark line, as SVG writes them."""
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in spark([day.value for day in self.days]))


def value_of(day: Day) -> float:
    return day.value or 0


def figure(name: Words, value: str, values: Mapping[date, float | None], show: Callable[[float], str]) -> Figure:
    """A figure whose days are shown as `show` writes them."""
    days = [Day(day, value, "–" if value is None else show(value)) for day, value in values.items()]
    return Figure(name, value, days)


def start_of(day: date) -> datetime:
    """The moment at which a day begins in Paris."""
    return timezone.make_aware(datetime.combine(day, time.min))


def last_days(today: date, count: int = 30) -> list[date]:
    return [today - timedelta(days=back) for back in reversed(range(count))]


def spark(values: Sequence[float | None]) -> list[tuple[float, float]]:
    """The points of a line above zero, oldest first; unknown values are passed over."""
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    highest = max((value for _place, value in known), default=0) or 1
    across, up = (WIDTH - 2 * MARGIN) / max(len(values) - 1, 1), HEIGHT - 2 * MARGIN
    return [(MARGIN + place * across, HEIGHT - MARGIN - value / highest * up) for place, value in known]


class Found(NamedTuple):
    """One answer of the search; an exact one is gone to at once."""

    title: str
    url: str
    what: Words = ""
    exact: bool = False


class Group(NamedTuple):
    """The answers of one kind."""

    label: Words
    rows: list[Found]

    @property
    def is_cut(self) -> bool:
        """There may be more than what is shown."""
        return len(self.rows) >= MOST_FOUND
