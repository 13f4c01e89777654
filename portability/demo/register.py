"""The past of the demonstration: ports that make chains, numbers of our own, requests of ours."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone

from bascule.lifecycle import SYSTEM, perform, perform_many
from bascule.workdays import area_of_postal_code
from operators.models import Message
from operators.numbering import parse_numbers
from portability.demo.cast import OWN, Cast
from portability.models import Number, Port, PortIn, PortInNumber
from portability.models.number import NumberState, PortSource

# Numbers · the operators that took them in turn, with the prefix and the day ("?": only the network is known).
PORTS = (
    ("01 99 00 00 01", "SFR0 010006 2019-05-06, OVH 010021 2023-02-01"),
    ("01 99 00 00 02", "NWOT 010899 2026-03-02"),
    ("01 99 00 00 03", "NWOT 010899 2024-06-17"),
    ("01 99 00 00 10 - 19", "OVH 010021 2021-09-13"),
    ("01 99 00 00 20 - 24", "SFR0 010006 2022-04-11"),
    ("01 99 00 00 30", "BOUY 010150 2014-10-06, FREE 010072 2018-01-15, COLT 010001 2022-11-07"),
    ("01 99 00 03 00", "? 010006 2025-01-08"),
    ("01 99 00 07 00", "VFIC 020998 2025-03-10"),
    ("02 61 91 50 20 - 21", "BOUY 010150 2020-02-24"),
    ("03 53 01 20 05", "FRTE 010000 2017-06-12, SFR0 010006 2021-06-14"),
    ("04 65 71 21 00", "FREE 010072 2024-06-03"),
)
# This one came back to its range holder, for its customer had left.
GONE_BACK = ("01 99 00 06 00", "OVH 010021 2020-01-20", date(2022, 5, 9))

OURS = (
    ("Laiterie du Vercors", "04 65 71 20 01 - 05"),
    ("Mairie de Saint-Fictif", "04 65 71 20 10 - 19"),
    ("Karim Belaïd", "04 65 71 30 01"),
)
STOCK = "04 65 71 39 90 - 99"
PORTED_OUT = "04 65 71 21 00"

# Donor · customer · numbers · ordered how many days ago · days that it took.
COMPLETED = (
    ("FRTE", "Librairie Quatre-Vents", "01 99 00 10 00 - 03", 310, 13),
    ("FRTE", "Cabinet Vasseur Avocats", "01 99 00 10 10 - 11", 255, 17),
    ("FRTE", "Hôtel des Deux Rives", "01 99 00 10 20 - 24", 190, 15),
    ("FRTE", "Mairie de Saint-Fictif", "01 99 00 10 30", 121, 22),
    ("FRTE", "Transports Maréchal", "01 99 00 10 40 - 41", 77, 14),
    ("FRTE", "Laiterie du Vercors", "01 99 00 10 50", 48, 16),
    ("SFR0", "Boulangerie Durand", "02 61 91 10 00 - 01", 287, 21),
    ("SFR0", "Hôtel des Deux Rives", "02 61 91 10 05 - 06", 230, 24),
    ("SFR0", "Menuiserie Le Goff", "02 61 91 10 10", 166, 26),
    ("SFR0", "Clinique du Rhin Fictif", "02 61 91 10 20 - 29", 98, 23),
    ("SFR0", "Karim Belaïd", "02 61 91 10 30", 60, 19),
)
OPEN = ("FRTE", "Mairie de Saint-Fictif", "01 99 00 09 00 - 04", 2)


def nationals(text: str) -> list[str]:
    return [entry.national for entry in parse_numbers([text]) if entry.national]


def moment(now: datetime, days: int, hour: int = 10) -> datetime:
    """An hour of Paris, so many days before `now`."""
    day = timezone.localdate(now) - timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_default_timezone())


def write(cast: Cast, now: datetime, *, under_way: bool) -> None:
    """Everything that is over; and, where no days are played after it, one request that is under way."""
    write_ports(cast)
    write_numbers(cast, now)
    for request in COMPLETED:
        write_completed(cast, now, *request)
    Message.objects.all().delete()  # what was said of them was purged long ago
    if under_way:
        write_open(cast, now, *OPEN)


def write_ports(cast: Cast) -> None:
    gone, port, ended_on = GONE_BACK
    rows = [row for text, ports in PORTS for row in ports_of(cast, text, ports)]
    rows += ports_of(cast, gone, port, ended_on)
    Port.objects.bulk_create(rows)


def ports_of(cast: Cast, text: str, ports: str, ended_on: date | None = None) -> Iterable[Port]:
    for port in ports.split(", "):
        operator, prefix, since = port.split()
        for number in nationals(text):
            yield Port(
                number=number,
                operator=cast.operators.get(operator),
                routing_prefix=cast.prefixes[prefix],
                since=date.fromisoformat(since),
                ended_on=ended_on,
                source=PortSource.DEMO,
            )


def write_numbers(cast: Cast, now: datetime) -> None:
    since = moment(now, 400)
    stock = [(number, NumberState.AVAILABLE) for number in nationals(STOCK)]
    stock += [(number, NumberState.PORTED_OUT) for number in nationals(PORTED_OUT)]
    Number.objects.bulk_create(Number(national=number, state=state).begin(since) for number, state in stock)
    for customer, text in OURS:
        put_into_service(cast, customer, nationals(text), since)


def put_into_service(cast: Cast, customer: str, numbers: list[str], since: datetime) -> None:
    Number.objects.bulk_create(Number(national=number).begin(since) for number in numbers)
    fresh = Number.objects.among(numbers)
    perform_many(fresh, "activate", by=SYSTEM, now=since, customer_id=cast.customers[customer].pk)


def write_completed(cast: Cast, now: datetime, donor: str, customer: str, text: str, days: int, took: int) -> None:
    """A request that a donor brought to an end: its numbers are ours now, as its last moves made them."""
    ordered, ported = moment(now, days), moment(now, days - took)
    numbers = nationals(text)
    port_in = write_request(cast, donor, customer, numbers, ordered, timezone.localdate(ported))
    for move, when in life(ordered, ported):
        port_in = perform(port_in, move, by=SYSTEM, now=when)


def life(ordered: datetime, ported: datetime) -> Iterable[tuple[str, datetime]]:
    """The moves of a request that nothing went wrong with, each at its moment."""
    yield "send", ordered.replace(hour=18)
    yield "acknowledge", ordered.replace(hour=18, minute=20)
    yield "accept", ordered + (ported - ordered) / 3
    yield "start", ported.replace(hour=8)
    yield "go", ported.replace(hour=9)
    yield "execute", ported
    yield "complete", ported.replace(hour=17)


def write_open(cast: Cast, now: datetime, donor: str, customer: str, text: str, days: int) -> None:
    write_request(cast, donor, customer, nationals(text), moment(now, days), None)


def our_prefix(cast: Cast) -> str:
    own = cast.operators[OWN].pk
    return next((prefix.prefix for prefix in cast.prefixes.values() if prefix.operator_id == own), "")


def write_request(
    cast: Cast, donor: str, customer: str, numbers: list[str], ordered: datetime, planned: date | None
) -> PortIn:
    port_in = PortIn(
        partner=cast.operators[OWN],
        customer=cast.customers[customer],
        customer_kind=cast.customers[customer].kind,
        area=area_of_postal_code(cast.customers[customer].postal_code),
        donor=cast.operators[donor],
        ordered_on=timezone.localdate(ordered),
        scheduled_on=planned,
        routing_prefix=our_prefix(cast),
    ).begin(ordered)
    port_in.save()
    PortInNumber.objects.bulk_create(PortInNumber(port_in=port_in, national=one) for one in numbers)
    return port_in
