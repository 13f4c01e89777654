"""A small world of operators, ranges and past ports, in which every kind of port exists.

Monday 23 November 2026, 10:00 in Paris, is "now".
"""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from operators.models import Customer, NumberRange, Operator, RioCode, RoutingPrefix
from operators.numbering import parse_numbers
from portability import rio
from portability.models import Port, PriceList, PriceTier
from portability.models.number import PortSource
from portability.quoting.asked import Asked

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=PARIS)
TODAY = NOW.date()
LONG_AGO = date(2015, 1, 1)

OPERATORS = {
    "FRTE": "Orange",
    "SFR0": "SFR",
    "OVH": "OVH",
    "FREE": "Free",
    "NWOT": "Netwo",
    "TINY": "Tiny Télécom",
    "BASC": "Bascule Télécom",
}
RIO_CODES = {"F0": "FRTE", "F1": "SFR0", "F6": "OVH", "F3": "FREE", "Y1": "TINY", "Y0": "BASC"}
PREFIXES = {"010800": "FRTE", "010801": "SFR0", "010802": "OVH", "010899": "NWOT", "010999": "BASC"}
RANGES = [
    ("0199000000", "0199009999", "FRTE", "metropole"),
    ("0353010000", "0353019999", "SFR0", "metropole"),
    ("0465710000", "0465719999", "BASC", "metropole"),
    ("0262910000", "0262919999", "FRTE", "reunion"),
    ("0939000000", "0939000999", "FREE", "metropole"),
    ("0639980000", "0639989999", "FRTE", "metropole"),
    ("0899000000", "0899009999", "FRTE", "national"),
    ("3999", "3999", "FRTE", "national"),
]
NEVER_PORTED = "0199000100"
ONCE = "0199000200"
TWICE = "0199000001"
TAKEN_FROM_US = "0465710001"
NETWORK_ONLY = "0199000300"
PORTS = [
    (ONCE, "OVH", "010802", date(2024, 3, 4)),
    (TWICE, "SFR0", "010801", date(2019, 5, 6)),
    (TWICE, "OVH", "010802", date(2023, 2, 1)),
    (TAKEN_FROM_US, "FREE", "010800", date(2022, 6, 1)),
    (NETWORK_ONLY, None, "010802", date(2025, 1, 8)),
]
PARIS_ADDRESS = {"line1": "12 rue des Lilas", "postal_code": "75011", "city": "Paris"}


def build() -> None:
    """Put the world into the database."""
    Operator.objects.bulk_create(Operator(code=code, name=name) for code, name in OPERATORS.items())
    who = {operator.code: operator for operator in Operator.objects.all()}
    Operator.objects.filter(code="TINY").update(porting_provider=who["BASC"])
    RioCode.objects.bulk_create(
        RioCode(code=code, operator=who[owner], assigned_on=LONG_AGO) for code, owner in RIO_CODES.items()
    )
    RoutingPrefix.objects.bulk_create(
        RoutingPrefix(prefix=prefix, operator=who[owner], assigned_on=LONG_AGO) for prefix, owner in PREFIXES.items()
    )
    NumberRange.objects.bulk_create(
        NumberRange(first=first, last=last, holder=who[holder], territory=territory, assigned_on=LONG_AGO)
        for first, last, holder, territory in RANGES
    )
    add_ports(who)
    add_prices()


def add_ports(who: dict[str, Operator]) -> None:
    prefixes = {row.prefix: row for row in RoutingPrefix.objects.all()}
    Port.objects.bulk_create(
        Port(
            number=number,
            operator=who[owner] if owner else None,
            routing_prefix=prefixes[prefix],
            since=since,
            source=PortSource.ANNOUNCEMENT,
        )
        for number, owner, prefix, since in PORTS
    )


def add_prices() -> None:
    prices = PriceList.objects.create(
        name="Tarif public",
        starts_on=LONG_AGO,
        vat_rate=Decimal(20),
        request_simple=Decimal(35),
        request_complex=Decimal(75),
        live_cutover=Decimal(40),
        express=Decimal(60),
        off_hours=Decimal(90),
        inventory=Decimal(15),
    )
    for first, unit in ((1, "0.00"), (2, "2.00"), (51, "1.00")):
        PriceTier.objects.create(price_list=prices, from_number=first, unit=Decimal(unit))


def rio_for(number: str, code: str = "F0") -> str:
    return str(rio.make(code, "R", "123456", number))


def business(**changes: str) -> Customer:
    """A customer that is not saved yet; of our own operator unless said otherwise."""
    partner = Operator.objects.get(code=changes.pop("partner", "BASC"))
    return Customer(partner=partner, **{"kind": "business", "name": "Boulangerie Durand", **PARIS_ADDRESS, **changes})


def asking(*numbers: str, **changes) -> Asked:
    """A demand for these numbers, of a Paris business of ours unless said otherwise."""
    customer = changes.pop("customer", None) or business()
    return Asked(partner=customer.partner, customer=customer, entries=parse_numbers(numbers), **changes)
