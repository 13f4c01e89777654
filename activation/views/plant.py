"""The plant: how full each exchange is, and one of them with its strips and pools."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from activation.models import Exchange, Pool, Position, PositionState, Strip
from activation.plant import Occupancy, occupancy
from bascule.models import DatedSetting

STRIPS_A_PAGE = 16
DRAWN = (PositionState.IN_USE, PositionState.RESERVED, PositionState.QUARANTINED, PositionState.FAULTY)
"""The parts of a bar, in order; what is left is free."""


class Part(NamedTuple):
    """A part of a bar, in percent of its width."""

    state: PositionState
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """An exchange as the list shows it."""

    occupancy: Occupancy
    parts: list[Part]
    is_closed: bool

    @property
    def exchange(self) -> Exchange:
        return self.occupancy.exchange


class Cell(NamedTuple):
    """One position: its number, its state, and for whom or until when."""

    number: int
    state: PositionState
    reference: str
    until: date | None

    @property
    def words(self) -> str:
        said = str(self.state.label)
        if self.until:
            said = _("in quarantine until %(day)s") % {"day": self.until.isoformat()}
        return f"{said}, {self.reference}" if self.reference else said


class Filled(NamedTuple):
    """A strip with its positions."""

    strip: Strip
    cells: list[Cell]
    free: int


@require_safe
@permission_required("activation.view_exchange", raise_exception=True)
def plant(request: HttpRequest) -> HttpResponse:
    """The fullest exchanges first; those that have no position of ours last."""
    today = timezone.localdate()
    rows = sorted(map(row_on(today), occupancy(today)), key=urgency)
    context = {
        "rows": rows,
        "saturated": sum(row.occupancy.is_saturated for row in rows),
        "threshold": DatedSetting.on(today)["saturation_percent"],
    }
    return render(request, "activation/plant.html", context)


def row_on(today: date) -> Any:
    return lambda found: Row(found, list(parts_of(found)), found.exchange.is_closed_to_copper(today))


def urgency(row: Row) -> tuple[bool, int, str]:
    return not row.occupancy.positions, -row.occupancy.percent, row.exchange.code


def parts_of(found: Occupancy) -> Iterator[Part]:
    """What is taken, side by side."""
    x = 0.0
    for state in DRAWN:
        count = getattr(found, state.value)
        if count:
            width = 100 * count / found.positions
            yield Part(state, round(x, 2), round(width, 2))
            x += width


@require_safe
@permission_required("activation.view_exchange", raise_exception=True)
def exchange(request: HttpRequest, code: str) -> HttpResponse:
    one, today = get_object_or_404(Exchange, code=code), timezone.localdate()
    page = strips_of(one, request.GET.get("page"))
    context = {
        "exchange": one,
        "row": row_on(today)(occupancy(today, [one])[0]),
        "page": page,
        "strips": list(filled(page)),
        "pools": pools_of(one),
        "dslams": one.dslams.annotate(count=Count("strips")).order_by("name"),
        "states": PositionState.choices,
    }
    return render(request, "activation/exchange.html", context)


def strips_of(one: Exchange, asked: str | None) -> Page[Strip]:
    rows = Strip.objects.filter(dslam__exchange=one).select_related("dslam").order_by("dslam__name", "code")
    return Paginator(rows, STRIPS_A_PAGE).get_page(asked)


def filled(strips: Iterable[Strip]) -> Iterator[Filled]:
    """The strips with their positions; one query."""
    those, cells = list(strips), defaultdict(list)
    rows = Position.objects.filter(strip__in=those).order_by("strip", "number")
    columns = "strip", "number", "state", "subscription__reference", "quarantined_until"
    for strip, number, state, reference, until in rows.values_list(*columns):
        cells[strip].append(Cell(number, PositionState(state), reference or "", until))
    for strip in those:
        found = cells[strip.pk]
        yield Filled(strip, found, sum(cell.state == PositionState.FREE for cell in found))


def pools_of(one: Exchange) -> list[Any]:
    """The pools that serve it, with what they gave out: one query."""
    used = Count("leases", filter=Q(leases__allocation__isnull=False))
    resting = Count("leases", filter=Q(leases__allocation__isnull=True))
    pools: list[Any] = list(Pool.objects.serving(one.pk).annotate(used=used, resting=resting))
    for pool in pools:
        pool.size = pool.last - pool.first + 1
        pool.left = pool.size - pool.used - pool.resting
    return pools
