"""How long lines take and whose delay it is: the incumbent's from the order to its report, ours before and after.

Everything is counted by the database, in a constant number of queries.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from activation.models import UnbundlingOrder
from bascule.board import start_of

BUCKETS: list[tuple[str, str | Promise, int, int | None]] = [
    ("week", _("up to 7 days"), 0, 7),
    ("reminders_soon", _("8 to 14 days"), 8, 14),
    ("reminded", _("15 to 21 days"), 15, 21),
    ("late", _("22 to 30 days"), 22, 30),
    ("very_late", _("more than 30 days"), 31, None),
]
"""The ages of an order without a report: its name, its words, its first and its last day."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """So many orders whose report is awaited since so long."""

    code: str
    label: str | Promise
    count: int
    sent_after: date | None
    sent_before: date
    """The days between which they were sent, both included: what leads from the figure to its rows."""


@dataclass(frozen=True, slots=True)
class Share:
    """Whose days they were, over so many lines that work: the exchange or week that they belong to, and both sums."""

    key: str
    lines: int
    incumbent_days: int
    our_days: int

    @property
    def days(self) -> int:
        return self.incumbent_days + self.our_days

    @property
    def average(self) -> float:
        """Days from the subscription to the working line."""
        return self.days / self.lines if self.lines else 0.0

    @property
    def incumbent_percent(self) -> int:
        """The incumbent's share of all the days, in percent."""
        return round(100 * self.incumbent_days / self.days) if self.days else 0


def buckets(today: date) -> list[Bucket]:
    """The orders that wait for their report, by age; one query."""
    sent = {
        code: (None if last is None else today - timedelta(days=last), today - timedelta(days=first))
        for code, _label, first, last in BUCKETS
    }
    counts = UnbundlingOrder.objects.unreported().aggregate(
        **{code: Count("pk", filter=sent_between(*days)) for code, days in sent.items()}
    )
    return [Bucket(code, label, counts[code], *sent[code]) for code, label, _first, _last in BUCKETS]


def sent_between(after: date | None, before: date) -> Q:
    """Both days included; since ever when there is no first one."""
    upto = Q(sent_on__lte=before)
    return upto & Q(sent_on__gte=after) if after else upto


def shares(since: date, until: date) -> tuple[Share, list[Share], list[Share]]:
    """Of the lines that began to work between two days, both included: in all, by exchange, by week; one query.

    The days of the incumbent are those between the sending of each attempt and its report; the others are ours:
    before the order leaves, between two attempts, and until everything is allocated.
    """
    by_exchange: dict[str, list[tuple[int, int]]] = {}
    by_week: dict[str, list[tuple[int, int]]] = {}
    for exchange, active_on, pair in delays(since, until):
        by_exchange.setdefault(exchange, []).append(pair)
        by_week.setdefault(week_of(active_on), []).append(pair)
    every = [pair for pairs in by_week.values() for pair in pairs]
    return summed("", every), grouped(by_exchange), grouped(by_week)


def grouped(found: Mapping[str, list[tuple[int, int]]]) -> list[Share]:
    return [summed(key, found[key]) for key in sorted(found)]


def summed(key: str, pairs: list[tuple[int, int]]) -> Share:
    return Share(key, len(pairs), sum(theirs for theirs, _rest in pairs), sum(ours for _rest, ours in pairs))


def week_of(day: date) -> str:
    """`2026-W48`, as ISO 8601 numbers weeks."""
    year, week, _day = day.isocalendar()
    return f"{year}-W{week:02d}"


def delays(since: date, until: date) -> Iterator[tuple[str, date, tuple[int, int]]]:
    """Each line that began to work: its exchange, its day, and the days of the incumbent and of ours."""
    rows = UnbundlingOrder.objects.filter(
        subscription__activated_at__gte=start_of(since),
        subscription__activated_at__lt=start_of(until + timedelta(days=1)),
        sent_on__isnull=False,
        reported_on__isnull=False,
    ).order_by("subscription", "sent_on")
    told = rows.values_list(
        "subscription",
        "subscription__exchange__code",
        "subscription__activated_at",
        "subscription__subscribed_on",
        "sent_on",
        "reported_on",
    )
    for _key, same in groupby(told, key=itemgetter(0)):
        attempts = list(same)
        _key, exchange, active_at, subscribed_on, *_days = attempts[0]
        theirs = sum((line[-1] - line[-2]).days for line in attempts if line[-1] and line[-2])
        active_on = timezone.localdate(active_at)
        whole = max((active_on - subscribed_on).days, theirs)
        yield exchange or "", active_on, (theirs, whole - theirs)
