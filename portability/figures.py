"""The four figures of the front page, each with its last 30 days; four queries, whatever the count of quotes."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from bascule.board import Figure, figure, last_days, start_of
from portability.models import Quote, QuoteLine, QuoteRequest
from portability.models.quote import PortType, QuoteState

Rows = dict[date, dict[str, Any]]


def figures(user: Any, now: datetime) -> list[Figure]:
    """Quotes made, share of numbers that are portable, share of complex quotes, value of the offers that wait."""
    if not user.has_perm("portability.view_quote"):
        return []
    days = last_days(timezone.localdate(now))
    made = quotes_by_day(days)
    return [
        quotes_made(days, made),
        share(_("Numbers that can be ported"), days, made, "portable_numbers", "asked"),
        share(_("Quotes that are complex"), days, made, "complex", "typed"),
        value_pending(days, now),
    ]


def quotes_by_day(days: list[date]) -> Rows:
    """What was made on each day: quotes, those with a type, the complex ones; numbers asked and portable ones."""
    quote = OuterRef("pk")
    # Positions have no gap, so the last one counts the lines: a look at the index instead of at every line.
    last = QuoteLine.objects.filter(quote=quote).order_by("-position").values("position")[:1]
    portable = QuoteRequest.objects.filter(quote=quote).order_by().values("quote").annotate(sum=Sum("count"))
    rows = Quote.objects.filter(created_at__gte=start_of(days[0])).annotate(
        day=TruncDate("created_at"), last=Subquery(last), portable=Subquery(portable.values("sum"))
    )
    counted = (
        rows.order_by()
        .values("day")
        .annotate(
            made=Count("pk"),
            typed=Count("pk", filter=~Q(type="")),
            complex=Count("pk", filter=Q(type=PortType.COMPLEX)),
            asked=Sum(F("last") + 1, default=0),
            portable_numbers=Sum("portable", default=0),
        )
    )
    return {row["day"]: dict(row) for row in counted}


def quotes_made(days: list[date], made: Rows) -> Figure:
    counts = {day: made[day]["made"] if day in made else 0 for day in days}
    return figure(_("Quotes made in 30 days"), intcomma(sum(counts.values())), counts, intcomma)


def share(name: Any, days: list[date], rows: Rows, part: str, whole: str) -> Figure:
    """How much of the whole a part is, over all the days and day by day."""
    overall = ratio(*(sum(row[key] for row in rows.values()) for key in (part, whole)))
    values = {day: ratio(rows[day][part], rows[day][whole]) if day in rows else None for day in days}
    return figure(name, "–" if overall is None else percent(overall), values, percent)


def ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def percent(value: float) -> str:
    return f"{number_format(100 * value, 0)}\u00a0%"


def value_pending(days: list[date], now: datetime) -> Figure:
    """What the offers that wait are worth, at the end of each day: today's value, walked back through what changed."""
    offers = Quote.objects.filter(price__isnull=False)
    waiting = offers.filter(state=QuoteState.OFFERED).aggregate(value=Sum("price"))["value"] or Decimal(0)
    # The day of an offer is that of its quote, which only differs when an inventory came in between.
    came = sums_by_day(offers.filter(created_at__gte=start_of(days[0])), "created_at")
    went = sums_by_day(
        offers.exclude(state=QuoteState.OFFERED).filter(state_since__gte=start_of(days[0])), "state_since"
    )
    values: dict[date, float | None] = {}
    value = waiting
    for day in reversed(days):
        values[day] = float(value)
        value += went.get(day, 0) - came.get(day, 0)
    return figure(_("Offers that wait, excl. VAT"), euros(waiting), dict(sorted(values.items())), euros)


def sums_by_day(offers: Any, moment: str) -> dict[date, Decimal]:
    rows = offers.order_by().annotate(day=TruncDate(moment)).values("day").annotate(value=Sum("price"))
    return {row["day"]: row["value"] for row in rows}


def euros(value: float | Decimal) -> str:
    return f"{number_format(value, 0, force_grouping=True)}\u00a0€"
