"""Who is routed where from which day, after a port of ours, its reversal, or a port of others; and whom we serve."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from bascule.lifecycle import SYSTEM, perform_many
from operators.models import Operator, RoutingPrefix
from portability.models import Number, Port, PortIn, PortInNumber
from portability.models.number import PortSource
from portability.routing import Holder, range_holders


@dataclass(slots=True)
class Ported:
    """A request that was cut over, with what its announcement says."""

    request: PortIn
    recipient: Operator
    donor: Operator
    since: date
    away: list[str]
    """Routed to the recipient under its prefix."""
    back: list[str]
    """Back at their range holder, which is the recipient: they need no prefix."""
    told: dict[Holder, list[str]]
    """Range holders that are neither donor nor recipient: their number was ported before, and is ported again."""

    @property
    def numbers(self) -> list[str]:
        return [*self.away, *self.back]


@dataclass(frozen=True, slots=True)
class Route:
    """Where a number leads from a day on; without prefix and operator it is back at its range holder."""

    number: str
    since: date
    prefix_id: int | None
    operator_id: int | None
    source: str

    @property
    def leads_somewhere(self) -> bool:
        return bool(self.prefix_id or self.operator_id)


@dataclass(frozen=True, slots=True)
class Restored:
    """A number of a port that was undone, and the route that it has again: None is that of its range holder."""

    request: PortIn
    number: str
    day: date
    earlier: Port | None


def ports_of(requests: Sequence[PortIn]) -> list[Ported]:
    """What these requests bring; the same number of queries whatever their count."""
    numbers = numbers_of(requests)
    operators = Operator.objects.in_bulk(
        {key for request in requests for key in (request.partner_id, request.donor_id)}
    )
    every = [number for found in numbers.values() for number in found]
    holders = range_holders(every, timezone.localdate(requests[0].updated_at))
    return [
        ported(request, operators[request.partner_id], operators[request.donor_id], numbers[request.pk], holders)
        for request in requests
    ]


def ported(
    request: PortIn, recipient: Operator, donor: Operator, numbers: Sequence[str], holders: Mapping[str, Holder]
) -> Ported:
    told: dict[Holder, list[str]] = defaultdict(list)
    back = []
    for number in numbers:
        holder = holders.get(number)
        if holder and holder.id == recipient.pk:
            back.append(number)
        elif holder and holder.id != donor.pk:
            told[holder].append(number)
    away = [number for number in numbers if number not in set(back)]
    since = request.ported_on or timezone.localdate(request.updated_at)
    return Ported(request, recipient, donor, since, away, back, dict(told))


def numbers_of(requests: Sequence[PortIn]) -> dict[object, list[str]]:
    """The numbers of each request, in order, in one query."""
    found: dict[object, list[str]] = {request.pk: [] for request in requests}
    rows = PortInNumber.objects.filter(port_in__in=list(found)).order_by("national")
    for key, national in rows.values_list("port_in_id", "national"):
        found[key].append(national)
    return found


def write(ports: Iterable[Ported]) -> None:
    """Put ports of ours into the register."""
    ports = list(ports)
    prefixes = prefix_keys({one.request.routing_prefix for one in ports})
    record(
        [
            Route(number, one.since, prefixes.get(one.request.routing_prefix), one.recipient.pk, PortSource.OWN_REQUEST)
            for one in ports
            for number in one.away
        ]
        + [Route(number, one.since, None, None, PortSource.OWN_REQUEST) for one in ports for number in one.back]
    )


def prefix_keys(prefixes: Iterable[str]) -> dict[str, int]:
    return dict(RoutingPrefix.objects.filter(prefix__in=set(prefixes)).values_list("prefix", "pk"))


def record(routes: Sequence[Route]) -> None:
    """Write routes into the register, in this order; what it says already changes nothing."""
    known = rows_of(route.number for route in routes)
    new: dict[tuple[str, date], Port] = {}
    changed: dict[int, Port] = {}
    for route in routes:
        rows = known.setdefault(route.number, [])
        row = lead(rows, route) if route.leads_somewhere else end(rows, route.since)
        if row is not None and row.pk is None:
            new[row.number, row.since] = row
        elif row is not None:
            changed[row.pk] = row
    columns = ["routing_prefix", "operator", "ended_on", "source"]
    Port.objects.bulk_create(
        new.values(), batch_size=500, update_conflicts=True, unique_fields=["number", "since"], update_fields=columns
    )
    same: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for key, row in changed.items():
        same[row.routing_prefix_id, row.operator_id, row.ended_on, row.source].append(key)
    for values, keys in same.items():  # few: a return has nothing of its own but its day
        Port.objects.filter(pk__in=keys).update(**dict(zip(columns, values, strict=True)))


def rows_of(numbers: Iterable[str]) -> dict[str, list[Port]]:
    """What the register says of these numbers, oldest first, in one query."""
    found: dict[str, list[Port]] = {}
    for row in (
        Port.objects.among(dict.fromkeys(numbers))
        .select_related("operator", "routing_prefix")
        .order_by("number", "since")
    ):
        found.setdefault(row.number, []).append(row)
    return found


def lead(rows: list[Port], route: Route) -> Port | None:
    """The row that says where a number leads from a day on; None when one says so already."""
    row = next((row for row in rows if row.since == route.since), None)
    if row is None:
        row = Port(number=route.number, since=route.since, ended_on=end_before(rows, route.since))
        rows.append(row)
        rows.sort(key=lambda one: one.since)
    elif says(row, route):
        return None
    else:
        row.ended_on = None
    row.routing_prefix_id, row.operator_id, row.source = route.prefix_id, route.operator_id, route.source
    return row


def says(row: Port, route: Route) -> bool:
    """Whether a row of that day says it already; one that has ended since has said it too."""
    same_operator = route.operator_id in {None, row.operator_id}
    has_held = row.ended_on is None or row.ended_on > row.since
    return row.routing_prefix_id == route.prefix_id and same_operator and has_held


def end_before(rows: Sequence[Port], since: date) -> date | None:
    """The day on which a number had gone back, when we hear of an earlier port only afterwards."""
    before = [row for row in rows if row.since < since]
    ended = before[-1].ended_on if before else None
    return ended if ended and ended > since else None


def end(rows: list[Port], day: date) -> Port | None:
    """The row that ends because its number went back to its range holder; None when none leads anywhere."""
    before = [row for row in rows if row.since <= day]
    if not before or before[-1].ended_on is not None:
        return None
    before[-1].ended_on = day
    return before[-1]


def restore(requests: Sequence[PortIn]) -> list[Restored]:
    """Give the numbers of these requests their earlier route again; one that has moved on since is left alone."""
    numbers = numbers_of(requests)
    known = rows_of(number for found in numbers.values() for number in found)
    restored, struck, again = [], [], []
    for request in requests:
        day = timezone.localdate(request.updated_at)
        for number in numbers[request.pk]:
            rows = known.get(number, [])
            if not is_last_port(rows, request):
                continue
            restored.append(Restored(request, number, day, earlier_route(rows, request)))
            if rows[-1].since == request.ported_on == day and len(rows) > 1:
                struck.append(rows[-1].pk)  # a day has one row, and the earlier one says it all again
            elif rows[-1].ended_on == request.ported_on == day:
                again.append(rows[-1].pk)
    Port.objects.filter(pk__in=struck).delete()
    Port.objects.filter(pk__in=again).update(ended_on=None)
    record([route_again(one) for one in restored if one.earlier is None or one.request.ported_on != one.day])
    return restored


def is_last_port(rows: Sequence[Port], request: PortIn) -> bool:
    """Whether the last that is known of a number is that it came by this request."""
    if not rows:
        return False
    came = rows[-1].since == request.ported_on and rows[-1].source == PortSource.OWN_REQUEST
    return came or rows[-1].ended_on == request.ported_on


def earlier_route(rows: Sequence[Port], request: PortIn) -> Port | None:
    """The row that held until this port; None when the number was with its range holder."""
    if rows[-1].ended_on == request.ported_on:
        return rows[-1]
    before = rows[-2] if len(rows) > 1 else None
    return before if before and (before.ended_on is None or before.ended_on > rows[-1].since) else None


def route_again(one: Restored) -> Route:
    """From that day on; a port that was undone on its own day needs none, for the earlier row holds again."""
    prefix = one.earlier.routing_prefix_id if one.earlier else None
    operator = one.earlier.operator_id if one.earlier else None
    return Route(one.number, one.day, prefix, operator, PortSource.OWN_REQUEST)


def serve(ports: Iterable[Ported]) -> None:
    """Put into service what came to our own customers; a partner's numbers are its own to serve."""
    ours = [one for one in ports if one.recipient.is_own]
    customers = {number: one.request.customer_id for one in ours for number in one.numbers}
    if not customers:
        return
    now = ours[0].request.updated_at
    Number.objects.bulk_create(
        [stocked(national, now) for national in sorted(customers.keys() - locked(customers))], batch_size=500
    )
    numbers = Number.objects.among(customers).exclude(state="active")
    perform_many(numbers, "activate", by=SYSTEM, now=now, private={"customers": customers})


def stocked(national: str, now: datetime) -> Number:
    return Number(national=national, created_at=now, updated_at=now, state_since=now)


def locked(nationals: Iterable[str]) -> set[str]:
    """Those of these numbers that we know, held until the end of the transaction: none may be passed over."""
    rows = Number.objects.among(nationals).order_by("national").select_for_update()
    return set(rows.values_list("national", flat=True))


def leave(restored: Sequence[Restored]) -> None:
    """Numbers that went back are no longer served by us."""
    nationals = [one.number for one in restored]
    if locked(nationals):
        now = restored[0].request.updated_at
        perform_many(Number.objects.among(nationals).active(), "leave", by=SYSTEM, now=now)
