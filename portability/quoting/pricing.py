"""What a port costs, line by line; amounts in euros, rounded to the cent, half up."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from portability.models import PriceList, PriceTier
from portability.models.price_list import Option
from portability.models.quote import PortType

CENT = Decimal("0.01")
TIER = "numbers_from_"
"""How the code of a tier's line begins; the place of its first number follows."""


@dataclass(frozen=True, slots=True)
class PriceLine:
    """So many of one thing at one unit price."""

    code: str
    quantity: int
    unit: Decimal

    @property
    def total(self) -> Decimal:
        return self.quantity * self.unit


@dataclass(frozen=True, slots=True)
class Price:
    """What a quote costs, and what each option would add."""

    lines: tuple[PriceLine, ...]
    options: tuple[tuple[str, Decimal], ...]
    vat_rate: Decimal

    @property
    def total(self) -> Decimal:
        """Excluding VAT."""
        return sum((line.total for line in self.lines), Decimal("0.00"))

    @property
    def vat(self) -> Decimal:
        return vat_of(self.total, self.vat_rate)


def vat_of(amount: Decimal, rate: Decimal) -> Decimal:
    """The VAT of an amount, rounded once, on the total; `rate` in percent."""
    return (amount * rate / 100).quantize(CENT, ROUND_HALF_UP)


def price_of(price_list: PriceList, types: list[PortType], numbers: int, *, inventory: bool = False) -> Price:
    """The price of a quote: its requests by type, its numbers by tier, and the inventory if one was asked."""
    lines = [
        PriceLine("request_simple", types.count(PortType.SIMPLE), price_list.request_simple),
        PriceLine("request_complex", types.count(PortType.COMPLEX), price_list.request_complex),
        *number_lines(price_list.tiers.all(), numbers),
        PriceLine("inventory", int(inventory), price_list.inventory),
    ]
    options = tuple((option.value, getattr(price_list, option)) for option in Option.of_an_order())
    return Price(tuple(line for line in lines if line.quantity), options, price_list.vat_rate)


def number_lines(tiers: Iterable[PriceTier], numbers: int) -> list[PriceLine]:
    """Each number at the price of the tier that it falls in: one more number never makes the whole cheaper."""
    steps = list(tiers)
    ends = [step.from_number - 1 for step in steps[1:]] + [numbers]
    return [
        PriceLine(f"{TIER}{step.from_number}", min(end, numbers) - step.from_number + 1, step.unit)
        for step, end in zip(steps, ends, strict=False)
        if step.from_number <= numbers
    ]
