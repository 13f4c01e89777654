"""What a mandate holds: who gives it to whom, for which numbers, and when."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.utils import timezone

from bascule.models import DatedSetting
from operators.models import Customer, Operator
from operators.numbering import as_ranges, pretty, pretty_range
from portability.deadlines import Window, earliest_date
from portability.documents import wording
from portability.documents.drawing import Mandate, Numbers, Party, draw
from portability.models import PortIn, Quote

WINDOWS = {Window.MORNING: wording.MORNING, Window.AFTERNOON: wording.AFTERNOON}


def mandate_of_port_in(port_in: PortIn, now: datetime) -> bytes:
    """The mandate of a request as a PDF, ready to be signed; the same request makes the same bytes."""
    nationals = port_in.numbers.values_list("national", flat=True)
    wanted = in_french(port_in.scheduled_on, port_in.window) if port_in.scheduled_on else wording.TO_FILL_IN
    return draw(mandate(port_in, port_in.donor, nationals, wanted, DatedSetting.on(timezone.localdate(now))))


def mandate_of_quote(quote: Quote, donor_code: str, now: datetime) -> bytes:
    """The mandate of the part of a quote that goes to one donor, so that it can be signed before the order.

    Raises QuoteRequest.DoesNotExist when no number of the quote is to come from this donor.
    """
    donor = quote.requests.select_related("donor").get(donor__code=donor_code).donor
    lines = quote.lines.filter(portable=True).only("number", "holders", "quote")
    nationals = [line.number for line in lines if line.donor == donor.code]
    settings = DatedSetting.on(timezone.localdate(now))
    # Not the date of the quote, which passes while the offer stands.
    earliest = earliest_date(quote.customer.kind, quote.customer.postal_code, now, settings)
    wanted = wording.AT_THE_EARLIEST.format(day=day_in_french(earliest))
    return draw(mandate(quote, donor, nationals, wanted, settings))


def mandate_name(reference: str) -> str:
    return f"mandat-{reference}.pdf"


def mandate(
    asked: PortIn | Quote, donor: Operator, nationals: Iterable[str], wanted: str, settings: Mapping[str, int]
) -> Mandate:
    own = Operator.objects.own()
    return Mandate(
        reference=asked.reference,
        customer=customer_party(asked.customer),
        recipient=operator_party(asked.partner),
        agent=None if asked.partner == own else operator_party(own),
        donor=operator_party(donor),
        ported=numbers_of(nationals),
        main_number=pretty(asked.main_number) if asked.main_number else "",
        kept=numbers_of(asked.keep_with_donor),
        wanted=wanted,
        months=settings["mandate_months"],
    )


def numbers_of(nationals: Iterable[str]) -> Numbers:
    ranges = as_ranges(nationals)
    count = sum(int(last) - int(first) + 1 for first, last in ranges)
    return Numbers([pretty_range(first, last) for first, last in ranges], count)


def customer_party(customer: Customer) -> Party:
    """Who gives the mandate, with what a donor compares it with."""
    identity = f"SIRET {grouped(customer.siret)}" if customer.siret else ""
    if not identity and customer.siren:
        identity = f"SIREN {grouped(customer.siren)}"
    town = f"{customer.postal_code} {customer.city}"
    return Party(customer.name, tuple(filter(None, [customer.line1, customer.line2, town, identity])))


def operator_party(operator: Operator) -> Party:
    siret, registry = operator.siret, operator.registry
    if siret and registry and not registry.startswith("RCS"):
        registry = f"RCS {registry}"  # ARCEP's list names the town of the registry alone
    lines = [operator.address, f"SIRET {grouped(siret)}" if siret else "", registry]
    return Party(operator.name, tuple(filter(None, lines)))


def grouped(digits: str) -> str:
    """A SIREN or SIRET as the French write it: `732 829 320 00074`."""
    return " ".join([digits[0:3], digits[3:6], digits[6:9], digits[9:]]).strip()


def in_french(day: date, window: str) -> str:
    return wording.ON_DAY.format(day=day_in_french(day), window=WINDOWS[Window(window)])


def day_in_french(day: date) -> str:
    """`1er juin 2026`"""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {wording.MONTHS[day.month - 1]} {day.year}"
