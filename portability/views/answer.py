"""The answer to a demand as a page shows it: the same for a preview, not written yet, and for a kept quote."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bascule.models import DatedSetting
from bascule.templatetags.moments import day
from operators.models import Operator
from portability.deadlines import counted_from, lead_days
from portability.models import Quote
from portability.models.price_list import Option
from portability.models.quote import PortType, Scope
from portability.quoting.assessment import Assessment
from portability.quoting.facts import NumberFacts
from portability.quoting.pricing import TIER, Price
from portability.quoting.reasons import Severity, Spoken, spoken
from portability.routing import holdings
from portability.views.chains import Chain, Path, chains_of

DATED = 500
"""How many ported numbers of a quote are looked up again, for the days of their ports."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the price, in words."""

    label: str
    quantity: int
    unit: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class Bill:
    """Amounts in euros."""

    lines: list[Line]
    options: list[tuple[str, Decimal]]
    total: Decimal
    vat: Decimal

    @property
    def incl_vat(self) -> Decimal:
        return self.total + self.vat


@dataclass(frozen=True, slots=True)
class Request:
    """What goes to one donor."""

    donor: str
    kind: str
    type: PortType
    count: int


@dataclass(frozen=True, slots=True)
class Dates:
    """When, and how it is computed."""

    earliest: date
    earliest_how: str
    expected: date
    expected_how: str


@dataclass(frozen=True, slots=True)
class Because:
    """A reason, and how many numbers it holds for; 0 when it holds for the whole."""

    words: Spoken
    count: int


@dataclass(slots=True)
class Answer:
    """Type, reasons, price, dates, requests and chains."""

    type: PortType | None
    scope: Scope
    count: int
    reasons: list[Because]
    requests: list[Request]
    bill: Bill | None
    dates: Dates | None
    routing_prefix: str
    chains: list[Chain] = field(default_factory=list)

    @property
    def why(self) -> list[Because]:
        return [one for one in self.reasons if one.words.severity == Severity.EXPLANATION]

    @property
    def warnings(self) -> list[Because]:
        return [one for one in self.reasons if one.words.severity == Severity.WARNING]


def reasons_in_words(given: Iterable[tuple[Spoken, list[int]]], portable: Collection[int]) -> list[Because]:
    """The reasons of an answer, counted over its portable numbers: what blocks a number is said beside it."""
    found = []
    for words, positions in given:
        count = sum(position in portable for position in positions)
        if not words.blocking and (count or not positions):
            found.append(Because(words, count))
    return found


def answer_of_assessment(whole: Assessment) -> Answer:
    """What the preview shows."""
    case, portable = whole.case, whole.portable
    given = ((one.given.spoken, [number.position for number in one.numbers]) for one in whole.reasons)
    return Answer(
        type=whole.type,
        scope=whole.scope,
        count=len(portable),
        reasons=reasons_in_words(given, {number.position for number in portable}),
        requests=[Request(one.donor.name, str(one.kind.label), one.type, len(one.numbers)) for one in whole.requests],
        bill=bill_of_price(whole.price) if whole.price else None,
        dates=dates_in_words(
            case.asked.customer.kind, case.now, whole.earliest_date, whole.expected_date, case.settings
        ),
        routing_prefix=case.routing.prefix if case.routing else "",
        chains=chains_of(map(path_of, portable), case.recipient.name),
    )


def path_of(number: NumberFacts) -> Path:
    days = tuple(hop.on for hop in number.holding.hops) if number.holding else ()
    return Path(number.national, number.holder_names, days)


def answer_of_quote(quote: Quote) -> Answer:
    """What a kept quote said; only the days of its ports are read again, as they were known then."""
    requests = list(quote.requests.all())
    start = assessed_at(quote)
    settings = DatedSetting.on(timezone.localdate(start))
    lines = list(quote.lines.filter(portable=True).order_by("position").values_list("position", "number", "holders"))
    given = ((spoken(kept), positions_in(kept)) for kept in quote.reasons)
    return Answer(
        type=PortType(quote.type) if quote.type else None,
        scope=Scope(quote.scope),
        count=sum(one.count for one in requests),
        reasons=reasons_in_words(given, {position for position, *_rest in lines}),
        requests=[Request(one.donor.name, one.get_kind_display(), PortType(one.type), one.count) for one in requests],
        bill=bill_of_quote(quote),
        dates=dates_in_words(quote.customer.kind, start, quote.earliest_date, quote.expected_date, settings),
        routing_prefix=quote.routing_prefix,
        chains=chains_of(paths_of(lines, start), quote.partner.name),
    )


def assessed_at(quote: Quote) -> datetime:
    """When its numbers were last looked at: a donor's list, or numbers that stay, make another offer."""
    offers = quote.history.filter(transition__in=["offer", "revise"]).order_by("-pk")
    return offers.values_list("at", flat=True).first() or quote.created_at


def positions_in(kept: Mapping[str, Any]) -> list[int]:
    """The lines of a quote that one of its reasons holds for."""
    return [position for first, last in kept["lines"] for position in range(first, last + 1)]


def paths_of(lines: list[tuple[int, str, str]], assessed: datetime) -> list[Path]:
    """The way of each portable number of a quote."""
    codes = {code for _position, _number, holders in lines for code in holders.split()}
    names = dict(Operator.objects.filter(code__in=codes).values_list("code", "name"))
    ported = [number for _position, number, holders in lines if " " in holders][:DATED]
    known = holdings(ported, timezone.localdate(assessed)) if ported else {}
    return [
        Path(
            number,
            tuple(names.get(code, code) for code in holders.split()),
            tuple(hop.on for hop in known[number].hops) if number in known else (),
        )
        for _position, number, holders in lines
    ]


def bill_of_price(price: Price) -> Bill:
    lines = [Line(line_in_words(one.code), one.quantity, one.unit, one.total) for one in price.lines]
    options = [(str(Option(code).label), unit) for code, unit in price.options]
    return Bill(lines, options, price.total, price.vat)


def bill_of_quote(quote: Quote) -> Bill | None:
    if quote.price is None or quote.vat is None:
        return None
    lines = [
        Line(line_in_words(one["code"]), one["quantity"], Decimal(one["unit"]), Decimal(one["total"]))
        for one in quote.price_lines
    ]
    options = [(str(Option(one["code"]).label), Decimal(one["unit"])) for one in quote.option_prices]
    return Bill(lines, options, quote.price, quote.vat)


def line_in_words(code: str) -> str:
    """What a line of a price is for."""
    if code.startswith(TIER):
        start = int(code.removeprefix(TIER))
        return _("Numbers, no. %(start)d and beyond") % {"start": start} if start > 1 else _("Numbers")
    names = {
        "request_simple": _("Simple request"),
        "request_complex": _("Complex request"),
        "inventory": _("Inventory"),
    }
    return names.get(code, code)


def dates_in_words(
    kind: str, asked_at: datetime, earliest: date | None, expected: date | None, settings: Mapping[str, int]
) -> Dates | None:
    """The dates of an order made at once, and how they are counted."""
    if earliest is None or expected is None:
        return None
    start = counted_from(asked_at, settings)
    return Dates(
        earliest, earliest_in_words(kind, asked_at, start, settings), expected, expected_in_words(start, expected)
    )


def earliest_in_words(kind: str, asked_at: datetime, start: date, settings: Mapping[str, int]) -> str:
    lead = lead_days(kind, settings)
    sentences = [
        ngettext(
            "%(count)d working day (Monday to Saturday) after an order on %(day)s.",
            "%(count)d working days (Monday to Saturday) after an order on %(day)s.",
            lead,
        )
        % {"count": lead, "day": day(start)}
    ]
    if start > timezone.localdate(asked_at):
        hour = settings["order_cutoff_hour"]
        sentences.append(_("From %(hour)d h on, an order counts as the next day's.") % {"hour": hour})
    if settings["cutover_on_ouvre_days"]:
        sentences.append(_("A Saturday is moved to the next Monday to Friday."))
    return " ".join(sentences)


def expected_in_words(start: date, expected: date) -> str:
    days = (expected - start).days
    sentence = ngettext(
        "About %(count)d calendar day: as long as the donor usually takes (the slowest, if there are several).",
        "About %(count)d calendar days: as long as the donor usually takes (the slowest, if there are several).",
        days,
    )
    return sentence % {"count": days}
