"""The look-up of one number: whose it is, on a day, and what we have to do with it."""

from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from operators.numbering import Kind, Territory, country_code, kind_of, pretty_range, to_e164
from portability.forms import LookupForm
from portability.models import Number, Port, PortInNumber, PortOut, Quote
from portability.models.quote import UNKNOWN
from portability.routing import Holding, holdings

ROW, BAR_Y = 44, 24
MOST_RECORDS = 20


@dataclass(frozen=True, slots=True)
class Stay:
    """How long a number was with one operator; `x` and `width` place it on the axis, in percent."""

    name: str
    role: str
    prefix: str
    since: date
    until: date | None
    x: float
    width: float
    y: int

    @property
    def bar_y(self) -> int:
        return self.y + BAR_Y

    @property
    def text_y(self) -> int:
        return self.y + 16


@dataclass(frozen=True, slots=True)
class Row:
    """A stay before it is drawn."""

    name: str
    role: str
    prefix: str
    since: date


@require_safe
@permission_required("portability.view_port", raise_exception=True)
def number_lookup(request: HttpRequest) -> HttpResponse:
    form = LookupForm(request.GET or None)
    form.fields["number"].widget.attrs["autofocus"] = not form.is_bound
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        today = timezone.localdate()
        day = form.cleaned_data["on"] or today
        national = form.cleaned_data["number"]
        context |= found(national, day) | {"day": day, "is_past": day != today}
        context["leaving"] = port_outs_of(national) if request.user.has_perm("portability.view_portout") else []
    return render(request, "portability/number_lookup.html", context)


def found(national: str, day: date) -> dict[str, Any]:
    """All that we know of a number on a day."""
    holding = holdings([national], day)[national]
    block = holding.block
    return {
        "national": national,
        "kind": kind_of(national).label,
        "is_short": kind_of(national) == Kind.SHORT,
        "holding": holding,
        "range": pretty_range(block.first, block.last) if block else "",
        "territory": Territory(block.territory).label if block else "",
        "e164": to_e164(national, block.territory) if block else "",
        "forms": routed_forms(holding),
        "stays": stays_of(holding, day),
        "quotes": quotes_of(national),
        "requests": PortInNumber.objects.filter(national=national).select_related("port_in__donor")[:MOST_RECORDS],
        "ours": Number.objects.filter(national=national).select_related("customer").first(),
    }


def quotes_of(national: str) -> QuerySet[Quote]:
    return Quote.objects.for_list().filter(lines__number=national).distinct()[:MOST_RECORDS]


def port_outs_of(national: str) -> QuerySet[PortOut]:
    """The requests of other operators for it, the latest first."""
    asked = PortOut.objects.filter(numbers__national=national).select_related("partner").defer("asked")
    return asked.order_by("-created_at")[:MOST_RECORDS]


def routed_forms(holding: Holding) -> list[tuple[str, str]]:
    """What a call to this number carries: plain digits, E.164, and the parameters of RFC 4694."""
    if holding.block is None or kind_of(holding.national) == Kind.SHORT:
        return []
    routed = f"+{country_code(holding.block.territory)}{holding.routed_digits}"
    number = to_e164(holding.national, holding.block.territory)
    ported = f";rn={routed}" if holding.prefix else ""
    return [
        (_("Plain"), holding.routed_digits),
        (_("E.164"), routed),
        (_("SIP"), f"tel:{number};npdi{ported}"),
    ]


def stays_of(holding: Holding, day: date) -> list[Stay]:
    """Each operator that had the number up to a day, its range holder first, as bars on one axis."""
    rows = rows_of(holding, day)
    if not rows:
        return []
    start = min(row.since for row in rows)
    length = max((day - start).days, 1)
    ends = [row.since for row in rows[1:]]
    return [
        placed(row, end, start, day, length, place)
        for place, (row, end) in enumerate(zip(rows, [*ends, None], strict=True))
    ]


def placed(row: Row, end: date | None, start: date, day: date, length: int, place: int) -> Stay:
    x = round(100 * (row.since - start).days / length, 2)
    width = round(100 * ((end or day) - row.since).days / length, 2)
    return Stay(row.name, row.role, row.prefix, row.since, end, min(max(x, 0), 99), max(width, 1), place * ROW)


def rows_of(holding: Holding, day: date) -> list[Row]:
    """The register of one number as stays; a row that ended without a successor goes back to the range holder."""
    block, holder = holding.block, holding.range_holder
    if block is None or holder is None:
        return []
    ports = Port.objects.among([holding.national]).known_on(day).select_related("operator", "routing_prefix__operator")
    rows = [Row(holder.name, _("range holder"), "", block.since)]
    listed = list(ports)
    for port, following in zip_longest(listed, listed[1:]):
        rows.append(row_of(port))
        end = port.ended_on
        if end and end <= day and (following is None or following.since > end):
            rows.append(Row(holder.name, _("back at its range holder"), "", end))
    return rows


def row_of(port: Port) -> Row:
    prefix = port.routing_prefix.prefix if port.routing_prefix else ""
    if port.operator:
        return Row(port.operator.name, _("ported"), prefix, port.since)
    network = port.routing_prefix.operator.name if port.routing_prefix else UNKNOWN
    return Row(_("network of %(operator)s") % {"operator": network}, _("ported, operator unknown"), prefix, port.since)
