"""What the incumbent remembers beside its messages: what became of each order, and which positions are taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from operators.exchange.simulator.memory import Memory, moment_of, stamp

OPEN, DONE, FAILED, REFUSED, CANCELLED = "open", "done", "failed", "refused", "cancelled"


@dataclass(frozen=True, slots=True)
class Order:
    """One order. `outcome` is known from the day on which it is heard, and holds from `closes_at` on.

    `wired_at`: when the line works, whether or not anybody is told. `ends_at`: from when on it is given up.
    """

    reference: str
    line_number: str
    technology: str
    unbundling: str
    place: str
    outcome: str
    closes_at: datetime
    wired_at: datetime | None = None
    ends_at: datetime | None = None

    def state(self, now: datetime) -> str:
        return self.outcome if self.closes_at <= now else OPEN

    def is_wired(self, now: datetime) -> bool:
        return self.wired_at is not None and self.wired_at <= now

    def holds(self, now: datetime) -> bool:
        """Whether the line and the position are taken by this order."""
        return self.state(now) in (OPEN, DONE) and (self.ends_at is None or now < self.ends_at)


COLUMNS = "reference, line_number, technology, unbundling, place, outcome, closes_at, wired_at, ends_at"


class AccessMemory(Memory):
    schema = """
create table if not exists orders (
    reference text primary key, line_number text not null, technology text not null, unbundling text not null,
    place text not null, outcome text not null, closes_at text not null, wired_at text not null, ends_at text not null);
create index if not exists orders_of_line on orders (line_number);
create index if not exists orders_at_place on orders (place) where place <> '';
"""
    tables = ("orders",)

    def keep(self, order: Order) -> None:
        row = [
            *(order.reference, order.line_number, order.technology, order.unbundling, order.place, order.outcome),
            *(stamp(moment) if moment else "" for moment in (order.closes_at, order.wired_at, order.ends_at)),
        ]
        self.base.execute("insert or replace into orders values (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def order(self, reference: str) -> Order | None:
        return next(iter(self._orders("reference", reference)), None)

    def of_line(self, line_number: str) -> list[Order]:
        return self._orders("line_number", line_number)

    def at_place(self, place: str) -> list[Order]:
        """The orders for one position; none when there is no position, as with fibre."""
        return self._orders("place", place) if place else []

    def _orders(self, column: str, value: str) -> list[Order]:
        query = f"select {COLUMNS} from orders where {column} = ? order by reference"  # noqa: S608 - names of ours
        return [order_of(row) for row in self.base.execute(query, [value])]


def order_of(row: Sequence[str]) -> Order:
    """One row of the table, in the order of its columns."""
    reference, line_number, technology, unbundling, place, outcome, closes_at, *moments = row
    wired_at, ends_at = (moment_of(text) if text else None for text in moments)
    return Order(
        reference=reference,
        line_number=line_number,
        technology=technology,
        unbundling=unbundling,
        place=place,
        outcome=outcome,
        closes_at=moment_of(closes_at),
        wired_at=wired_at,
        ends_at=ends_at,
    )
