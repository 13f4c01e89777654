"""Wrongful ports: a number was taken that should not have been; it is given back, and somebody sees to it.

A file is opened by what we hear (`suspect`) or by hand (`open_file`). Restored, its numbers lead where they led before:
the register says so from that day on, everybody is told, and our own stock follows.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bascule.lifecycle import SYSTEM, Actor, Outcome, enter, perform_many
from bascule.rules import RuleRefused
from operators.exchange.codecs import write_numbers
from operators.exchange.counterparts import CLEARING_HOUSE
from operators.exchange.envelope import Said
from operators.exchange.outbox import post
from operators.models import Operator, RoutingPrefix
from portability.clearing_house.register import Route, record, rows_of
from portability.models import Number, Port, PortIn, PortOut, Restoration
from portability.models.number import NumberState, PortSource
from portability.models.number_return import RestorationSide
from portability.routing import holdings, range_holders

OURS = [NumberState.ACTIVE, NumberState.QUARANTINED, NumberState.PORTED_OUT]
"""A number in one of these states is, or was, served by us: it may have been taken from us."""


@transaction.atomic
def suspect(numbers: Iterable[str], operator: Operator, now: datetime, *, by: Actor = SYSTEM) -> Restoration | None:
    """Open a file of numbers that an operator has announced and that nobody here let go; None when all have one.

    Safe to call twice: a number is in one open file at a time.
    """
    taken = sorted(set(numbers) - in_open_files())
    return begin(taken, operator, RestorationSide.TAKEN_FROM_US, by=by, now=now) if taken else None


@transaction.atomic
def open_file(numbers: Iterable[str], other: Operator, side: str, *, by: Actor, now: datetime) -> Restoration:
    """Open a file by hand. Raises RuleRefused, with its field, for numbers that cannot have been taken."""
    taken = sorted(set(numbers))
    if other.is_own:
        raise RuleRefused("other_is_us", _("Name the other operator: we are not it."), field="other")
    if known := in_open_files().intersection(taken):
        raise RuleRefused("already_open", _("%(number)s is in an open file.") % {"number": min(known)}, field="numbers")
    check_taken(taken, side, timezone.localdate(now))
    return begin(taken, other, side, by=by, now=now)


def in_open_files() -> set[str]:
    """The numbers of the open files; held, so that no second one is opened at the same moment."""
    rows = Restoration.objects.open().select_for_update().values_list("numbers", flat=True)
    return {number for numbers in rows for number in numbers}


def check_taken(numbers: Sequence[str], side: str, today: date) -> None:
    """What was taken from us was ours; what we took leads to us."""
    held = holdings(numbers, today)
    own = Operator.objects.own()
    served = set(Number.objects.among(numbers).filter(state__in=OURS).values_list("national", flat=True))
    for number in numbers:
        one = held[number]
        holder, range_holder = one.operator, one.range_holder
        if side == RestorationSide.TAKEN_BY_US and (holder is None or holder.id != own.pk):
            raise RuleRefused("not_here", _("%(number)s is not with us.") % {"number": number}, field="numbers")
        was_ours = number in served or (range_holder is not None and range_holder.id == own.pk)
        if side == RestorationSide.TAKEN_FROM_US and not was_ours:
            raise RuleRefused("never_ours", _("We never served %(number)s.") % {"number": number}, field="numbers")


def begin(numbers: Sequence[str], other: Operator, side: str, *, by: Actor, now: datetime) -> Restoration:
    opened = Restoration(partner=other, side=side, numbers=list(numbers), opened_at=now).begin(now)
    if side == RestorationSide.TAKEN_FROM_US:
        asked = PortOut.objects.filter(partner=other, numbers__national__among=list(numbers))
        opened.port_out = asked.order_by("-received_at").first()
    else:
        opened.port_in = PortIn.objects.filter(numbers__national__among=list(numbers)).order_by("-created_at").first()
    opened.save(force_insert=True)
    enter([opened], by=by, now=now)
    return opened


def close_restored(now: datetime) -> Outcome:
    """Close the open files all of whose numbers lead where they should: somebody else has announced it."""
    files = list(Restoration.objects.open())
    if not files:
        return Outcome()
    rows = rows_of(number for one in files for number in one.numbers)
    own = Own.known(timezone.localdate(now))
    holders = range_holders([number for one in files for number in one.numbers], timezone.localdate(now))
    done = [
        one.pk
        for one in files
        if all(leads(rows.get(n, []), right_route(one, rows.get(n, []), own, holders.get(n))) for n in one.numbers)
    ]
    return perform_many(Restoration.objects.open().filter(pk__in=done), "restore", by=SYSTEM, now=now)


def follow(moved: Sequence[Restoration], name: str) -> None:
    """Once restored: the register, everybody else, and our stock."""
    if name != "restore":
        return
    now = moved[0].updated_at
    today = timezone.localdate(now)
    every = [number for one in moved for number in one.numbers]
    rows, own, holders = rows_of(every), Own.known(today), range_holders(every, today)
    routes: list[Route] = []
    said: list[Said] = []
    for one in moved:
        right = {n: right_route(one, rows.get(n, []), own, holders.get(n)) for n in one.numbers}
        wrong = {n: to for n, to in right.items() if not leads(rows.get(n, []), to)}
        routes += [Route(n, today, *to.keys, PortSource.OWN_REQUEST) for n, to in wrong.items()]
        said += announcements(one, wrong, today)
    record(routes)
    post(CLEARING_HOUSE, said, now=now)
    serve_again([n for one in moved if one.side == RestorationSide.TAKEN_FROM_US for n in one.numbers], now)
    let_go([n for one in moved if one.side == RestorationSide.TAKEN_BY_US for n in one.numbers], now)


@dataclass(frozen=True, slots=True)
class Own:
    """Ourselves, as far as routes need to know."""

    operator: Operator
    prefixes: Mapping[int, str]

    @classmethod
    def known(cls, today: date) -> "Own":
        operator = Operator.objects.own()
        rows = RoutingPrefix.objects.in_force(today).filter(operator=operator).order_by("prefix")
        return cls(operator, dict(rows.values_list("pk", "prefix")))


@dataclass(frozen=True, slots=True)
class To:
    """Where a number should lead: nowhere but to its range holder without prefix and operator."""

    prefix: str = ""
    operator: str = ""
    prefix_id: int | None = None
    operator_id: int | None = None

    @property
    def keys(self) -> tuple[int | None, int | None]:
        return self.prefix_id, self.operator_id


def right_route(one: Restoration, rows: Sequence[Port], own: Own, range_holder: object) -> To:
    """Where a number of a file led before it was taken."""
    if one.side == RestorationSide.TAKEN_FROM_US:
        return route_to_us(rows, own, range_holder)
    ours = [row for row in rows if row.operator_id == own.operator.pk or row.routing_prefix_id in own.prefixes]
    before = [row for row in rows if row.since < ours[-1].since] if ours else list(rows)
    if not before or (before[-1].ended_on and ours and before[-1].ended_on < ours[-1].since):
        return To()
    return route_of(before[-1])


def route_to_us(rows: Sequence[Port], own: Own, range_holder: object) -> To:
    """Our own range needs no prefix; else the one under which the number was here, or our first."""
    if range_holder is not None and getattr(range_holder, "id", None) == own.operator.pk:
        return To(operator=own.operator.code)
    for row in reversed(rows):
        if row.operator_id == own.operator.pk and row.routing_prefix:
            return route_of(row)
    prefix_id = next(iter(own.prefixes), None)
    return To(own.prefixes.get(prefix_id or 0, ""), own.operator.code, prefix_id, own.operator.pk)


def route_of(row: Port) -> To:
    return To(
        row.routing_prefix.prefix if row.routing_prefix else "",
        row.operator.code if row.operator else "",
        row.routing_prefix_id,
        row.operator_id,
    )


def leads(rows: Sequence[Port], to: To) -> bool:
    """Whether the register leads there already."""
    last = rows[-1] if rows else None
    if last is None or last.ended_on is not None:
        return to.keys == (None, None)
    return (last.routing_prefix_id, last.operator_id) == to.keys


def announcements(one: Restoration, wrong: Mapping[str, To], today: date) -> list[Said]:
    """One message for all the numbers of a file that lead to the same place again."""
    same: dict[To, list[str]] = defaultdict(list)
    for number, to in wrong.items():
        same[to].append(number)
    return [
        Said(
            "announcement",
            one.reference,
            {
                "date": today.isoformat(),
                "numbers": write_numbers(numbers),
                "operator": to.operator,
                "prefix": to.prefix,
            },
        )
        for to, numbers in same.items()
    ]


def serve_again(numbers: Sequence[str], now: datetime) -> None:
    """What left our stock works again for the customer that had it."""
    gone = Number.objects.among(numbers).filter(state=NumberState.PORTED_OUT).exclude(customer=None)
    customers = dict(gone.values_list("national", "customer_id"))
    if customers:
        perform_many(gone, "activate", by=SYSTEM, now=now, private={"customers": customers})


def let_go(numbers: Sequence[str], now: datetime) -> None:
    """What we should not have taken is no longer served by us."""
    here = Number.objects.among(numbers).filter(state__in=[NumberState.ACTIVE, NumberState.QUARANTINED])
    if here.exists():
        perform_many(here, "leave", by=SYSTEM, now=now)
