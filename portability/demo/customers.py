"""Who asks for what on an ordinary day of the demonstration; the same days always bring the same demands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from bascule.workdays import WorkingDay, area_of_postal_code, next_working_day
from operators.exchange.simulator.chance import Seed
from operators.models import Customer, CustomerKind
from operators.numbering import parse_numbers
from portability import rio
from portability.deadlines import Window
from portability.demo.cast import BUSINESSES, CUSTOMERS_OF_PARTNERS, PERSONS, Cast
from portability.models import Quote
from portability.models.price_list import Option
from portability.quoting.asked import Asked

SUPPLY = (
    ("FRTE", "F0", "019900", 2000, 4800),
    ("SFR0", "F1", "026191", 2000, 2900),
    ("FREE", "F3", "026191", 5200, 6900),
    ("COMP", "F2", "026191", 3100, 4900),
    ("BOUY", "F4", "035301", 1100, 1900),
    ("COLT", "F5", "035301", 3200, 3900),
    ("OVH", "F6", "053649", 3000, 3900),
    ("AXLY", "FQ", "035301", 5000, 5900),
)
"""Operators whose customers come to us: their RIO code, and the numbers that only these days use."""
SHARES = (0.38, 0.62, 0.74, 0.80, 0.88, 0.92, 0.97, 1.0)
"""How often each of them is the donor, adding up."""
SIZES = (1, 1, 1, 2, 2, 3, 5, 8, 10, 20)
DAILY = (1, 2, 2, 3, 3, 4)
HOURS = (time(9, 5), time(10, 20), time(11, 10), time(14, 5), time(15, 35), time(16, 50))


@dataclass(frozen=True, slots=True)
class Demand:
    """One customer on one day. `orders`: the offer is taken at once; `later`: days after the first one."""

    asked: Asked
    by: Any
    hour: time
    orders: bool
    options: tuple[str, ...]
    window: str
    later: int
    mandate: str

    def day_from(self, earliest: date) -> date:
        """The day asked for: the first possible one, or some days later."""
        area = area_of_postal_code(self.asked.customer.postal_code)
        return next_working_day(earliest + timedelta(days=self.later), WorkingDay.OUVRE, area)


@dataclass(slots=True)
class Demands:
    """The demands of every day, each number asked for once."""

    cast: Cast
    seed: Seed = field(default_factory=lambda: Seed(7))
    used: dict[str, int] = field(default_factory=dict)

    def share(self, *about: object) -> float:
        return self.seed.share(*about)

    def of(self, day: date) -> Iterator[Demand]:
        for turn in range(self.seed.pick(DAILY, "daily", day)):
            yield self.demand(day, turn)

    def demand(self, day: date, turn: int) -> Demand:
        customer = self.customer(day, turn)
        donor, code, root, first, last = self.donor(day, turn)
        person = customer.kind == CustomerKind.PERSON
        size = 1 if person else self.seed.pick(SIZES, "size", day, turn)
        numbers = self.numbers(donor, root, first, last, size)
        live = self.share("live", day, turn) < 0.3
        return Demand(
            asked=self.asked(customer, numbers, code, day, turn),
            by=self.somebody(customer, day, turn),
            hour=HOURS[turn],
            orders=self.share("orders", day, turn) < 0.8,
            options=(Option.LIVE_CUTOVER,) if live else (),
            window=self.seed.pick(Window.values, "window", day, turn),
            later=self.seed.pick((0, 0, 0, 1, 3, 7), "later", day, turn),
            mandate=f"M-{day:%y%m%d}-{turn + 1}",
        )

    def customer(self, day: date, turn: int) -> Customer:
        names = [name for name, *_ in BUSINESSES if name != "Garage Payet"] * 2
        names += [name for name, *_ in PERSONS] + [name for _partner, name, *_ in CUSTOMERS_OF_PARTNERS] * 2
        return self.cast.customers[self.seed.pick(names, "customer", day, turn)]

    def donor(self, day: date, turn: int) -> tuple[str, str, str, int, int]:
        share = self.share("donor", day, turn)
        return next(one for one, upto in zip(SUPPLY, SHARES, strict=True) if share < upto)

    def numbers(self, donor: str, root: str, first: int, last: int, size: int) -> list[str]:
        """The next numbers of a donor's customers that nobody has asked for."""
        start = self.used.get(donor, first)
        start = start if start + size <= last else first
        self.used[donor] = start + size + 1
        return [f"{root}{place:04d}" for place in range(start, start + size)]

    def asked(self, customer: Customer, numbers: list[str], code: str, day: date, turn: int) -> Asked:
        given = {number: str(rio.make(code, "R", number[-6:], number)) for number in numbers}
        return Asked(
            partner=customer.partner,
            customer=customer,
            entries=parse_numbers(numbers),
            main_number=numbers[0] if len(numbers) > 2 else "",
            rios=given,
            external_reference=f"CRM-{day:%m%d}{turn + 1}" if customer.partner.is_own else f"EXT-{day:%m%d}{turn + 1}",
        )

    def somebody(self, customer: Customer, day: date, turn: int) -> Any:
        """The partner's own program, or one of our people."""
        if not customer.partner.is_own:
            return self.cast.people[customer.partner.code]
        return self.cast.people[self.seed.pick(("agent", "agent", "superviseur"), "who", day, turn)]

    def declined(self, offers: Iterable[Quote], today: date) -> list[Quote]:
        """Some of the offers of the days before that their customers did not take."""
        return [quote for quote in offers if self.share("declines", quote.reference, today) < 0.04]
