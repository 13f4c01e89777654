"""Who holds a number, on which day: its range, its ports, its prefix; set-based.

Whatever the count of numbers, a look-up costs three queries: ranges, register, operators.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from operators.models import Operator
from operators.ranges import Block, blocks_of
from portability.models import Port


class Holder(NamedTuple):
    """An operator, as far as routing and quoting need to know it."""

    id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Hop:
    """One port of a number: to whom (None when only the network is known), under which prefix, on which day."""

    operator: Holder | None
    network: Holder | None
    prefix: str
    on: date


@dataclass(slots=True)
class Holding:
    """What is known of a number on a day. `block` is None for a number outside every range."""

    national: str
    block: Block | None
    range_holder: Holder | None
    hops: list[Hop] = field(default_factory=list)

    @property
    def operator(self) -> Holder | None:
        """The service operator; None when only the network is known."""
        return self.hops[-1].operator if self.hops else self.range_holder

    @property
    def network(self) -> Holder | None:
        return (self.hops[-1].network or self.hops[-1].operator) if self.hops else self.range_holder

    @property
    def prefix(self) -> str:
        return self.hops[-1].prefix if self.hops else ""

    @property
    def routed_digits(self) -> str:
        return routed_digits(self.prefix, self.national)


def routed_digits(prefix: str, national: str) -> str:
    """What a call carries: prefix then number, both without their leading 0; the number alone when it has no prefix."""
    return prefix.removeprefix("0") + national.removeprefix("0")


def holdings(nationals: Iterable[str], day: date) -> dict[str, Holding]:
    """Who holds each of these numbers on a day."""
    wanted = list(dict.fromkeys(nationals))
    blocks = blocks_of(wanted, day)
    ports = ports_of(wanted, day)
    known = holders(blocks, ports)
    return {number: holding(number, blocks.get(number), ports.get(number, []), known) for number in wanted}


def range_holders(nationals: Iterable[str], day: date) -> dict[str, Holder]:
    """Whose range each of these numbers is in, on a day; two queries."""
    blocks = blocks_of(list(dict.fromkeys(nationals)), day)
    known = holders(blocks, {})
    return {number: known[block.holder_id] for number, block in blocks.items()}


class PortRow(NamedTuple):
    """A row of the register as it is read for many numbers at once."""

    number: str
    since: date
    ended_on: date | None
    operator_id: int | None
    network_id: int | None
    prefix: str | None


def ports_of(nationals: Sequence[str], day: date) -> dict[str, list[PortRow]]:
    """The ports of each number up to a day, oldest first, from its last stay at its range holder on."""
    rows = Port.objects.among(nationals).known_on(day)
    found: dict[str, list[PortRow]] = defaultdict(list)
    columns = "number", "since", "ended_on", "operator_id", "routing_prefix__operator_id", "routing_prefix__prefix"
    for row in map(PortRow._make, rows.values_list(*columns)):
        found[row.number].append(row)
        if row.ended_on and row.ended_on <= day:
            found[row.number].clear()
    return found


def holders(blocks: dict[str, Block], ports: dict[str, list[PortRow]]) -> dict[int | None, Holder]:
    keys = {block.holder_id for block in blocks.values()}
    for rows in ports.values():
        keys |= {row.operator_id for row in rows if row.operator_id}
        keys |= {row.network_id for row in rows if row.network_id}
    found = Operator.objects.filter(pk__in=keys).values_list("id", "code", "name")
    return {operator[0]: Holder._make(operator) for operator in found}


def holding(number: str, block: Block | None, rows: list[PortRow], known: dict[int | None, Holder]) -> Holding:
    hops = [Hop(known.get(row.operator_id), known.get(row.network_id), row.prefix or "", row.since) for row in rows]
    return Holding(number, block, known.get(block.holder_id) if block else None, hops)
