"""How long lines take and whose delay it is: orders without a report by age, shares by exchange and by week."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from activation.ageing import Bucket, Share, buckets, shares
from activation.models import Exchange
from bascule.inputs import DayField

USUAL = timedelta(weeks=8)
LONGEST = timedelta(days=731)
LATE_FROM = 15
"""From this age on, an order is chased every day: its bar is red."""


class PeriodForm(forms.Form):
    """Lines that began to work between two days, both included; the last weeks when nothing is asked."""

    since = DayField(label=_("Working since"), required=False)
    until = DayField(label=_("until"), required=False)

    def __init__(self, asked: Any, today: date) -> None:
        usual = {"since": (today - USUAL).isoformat(), "until": today.isoformat()}
        super().__init__(usual | {name: asked[name] for name in usual if asked.get(name)})
        self.usual = today - USUAL, today

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        since, until = read.get("since"), read.get("until")
        if since and until and since > until:
            self.add_error("until", _("This day comes before the first one."))
        elif since and until and until - since > LONGEST:
            self.add_error("since", _("Two years at most."))
        return read

    @property
    def period(self) -> tuple[date, date]:
        """What was asked; the usual when it cannot be read."""
        if not self.is_valid():
            return self.usual
        return self.cleaned_data["since"], self.cleaned_data["until"]


class Waiting(NamedTuple):
    """The orders of one age: how long their bar is, in percent of the longest, and where they are."""

    bucket: Bucket
    width: float
    tone: str
    href: str


@dataclass(frozen=True, slots=True)
class Line:
    """A share as a row: whose days they were, in days a line."""

    share: Share
    name: str
    href: str

    @property
    def theirs(self) -> float:
        return self.share.incumbent_days / self.share.lines

    @property
    def ours(self) -> float:
        return self.share.our_days / self.share.lines

    @property
    def our_percent(self) -> int:
        return 100 - self.share.incumbent_percent


@require_safe
@permission_required("activation.view_unbundlingorder", raise_exception=True)
def ageing(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    form = PeriodForm(request.GET, today)
    since, until = form.period
    total, by_exchange, by_week = shares(since, until)
    names = dict(Exchange.objects.filter(code__in=[one.key for one in by_exchange]).values_list("code", "name"))
    period = {"active_from": since.isoformat(), "active_until": until.isoformat()}
    context = {
        "form": form,
        "waiting": list(waiting(buckets(today))),
        "total": line(total, "", period) if total.lines else None,
        "by_exchange": [line(one, names.get(one.key, one.key), period | {"exchange": one.key}) for one in by_exchange],
        "by_week": [line(one, one.key, days_of(one.key, since, until)) for one in reversed(by_week)],
    }
    return render(request, "activation/ageing.html", context, status=200 if form.is_valid() else 422)


def waiting(found: list[Bucket]) -> list[Waiting]:
    most = max((bucket.count for bucket in found), default=0) or 1
    return [
        Waiting(
            bucket,
            round(100 * bucket.count / most, 1),
            "late" if is_late(bucket) else "live",
            orders_where(age=bucket.code),
        )
        for bucket in found
    ]


def is_late(bucket: Bucket) -> bool:
    return bucket.sent_before <= timezone.localdate() - timedelta(days=LATE_FROM)


def line(share: Share, name: str, query: dict[str, str]) -> Line:
    return Line(share, name, orders_where(**query))


def orders_where(**query: str) -> str:
    return f"{reverse('activation:order_list')}?{urlencode(query)}"


def days_of(week: str, since: date, until: date) -> dict[str, str]:
    """The days of `2026-W48` that belong to a period."""
    year, number = week.split("-W")
    monday = date.fromisocalendar(int(year), int(number), 1)
    first, last = max(monday, since), min(monday + timedelta(days=6), until)
    return {"active_from": first.isoformat(), "active_until": last.isoformat()}
