"""What is checked before a line is ordered: verdicts with a code, words and a field; some refuse, some only warn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from activation import plant
from activation.deadlines import order_on
from activation.eligibility import LineCheck, Place, check_line, findings_of
from activation.models import Exchange, Offer, Subscription, Technology
from bascule.models import DatedSetting
from bascule.rules import RuleRefused
from operators.models import Customer
from operators.numbering import Kind, kind_of
from portability.models import PortIn, PortInNumber

LINE_KINDS = {Kind.GEOGRAPHIC, Kind.POLYVALENT_09}
LENGTH = 10
A_YEAR = timedelta(days=366)


@dataclass(slots=True)
class Wanted:
    """What somebody wants: which offer, for whom, on which line; `replaces` is the line that this one will replace."""

    customer: Customer
    offer: Offer
    line_number: str = ""
    exchange: Exchange | None = None
    """The one that somebody chose, whatever the incumbent says."""
    waived: bool = False
    port_in: PortIn | None = None
    replaces: Subscription | None = None
    known: Subscription | None = None
    """The subscription itself, when it is ordered again."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing that was found; what blocks must be mended before anything is ordered."""

    code: str
    words: str
    field: str = ""
    blocks: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the verdicts look at."""

    wanted: Wanted
    line_check: LineCheck
    order_on: date
    exchange: Exchange | None
    has_position: bool
    conflict: str | None = None
    """The reference of who lives on the line, and of an open port of it; empty when that is none of the asker's."""
    port_in: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What came out: the exchange that serves the line, what was said of it, and the verdicts."""

    exchange: Exchange | None
    line_check: LineCheck
    order_on: date
    verdicts: list[Verdict]

    @property
    def is_orderable(self) -> bool:
        return not any(verdict.blocks for verdict in self.verdicts)


def check(wanted: Wanted, *, now: datetime, line_check: LineCheck | None = None) -> Checked:
    """Check a demand; asks the eligibility server unless its answer is given."""
    day = first_day(wanted, now)
    if line_check is None:
        line_check = ask(wanted, day)
    facts = facts_of(wanted, line_check, day)
    return Checked(facts.exchange, line_check, day, list(verdicts_on(facts)))


def refuse(checked: Checked) -> None:
    """Raise RuleRefused with its field for the first verdict that blocks."""
    if found := next((verdict for verdict in checked.verdicts if verdict.blocks), None):
        raise RuleRefused(found.code, found.words, field=found.field or None)


def refuse_day(day: date | None, today: date, field: str) -> None:
    """Who agrees on a day means one of the coming year. Raises RuleRefused."""
    if day and day < today:
        raise RuleRefused("day_over", _("This day is over."), field=field)
    if day and day > today + A_YEAR:
        raise RuleRefused("day_too_far", _("This day is more than a year away."), field=field)


def first_day(wanted: Wanted, now: datetime) -> date:
    """The day on which the order would leave; one that is made again leaves with the next batch."""
    today = timezone.localdate(now)
    if wanted.known:
        return today
    return order_on(today, wanted.offer.unbundling, wanted.waived, DatedSetting.on(today))


def ask(wanted: Wanted, day: date) -> LineCheck:
    if why_no_line_number(wanted.line_number):
        return LineCheck()
    customer = wanted.customer
    return check_line(Place(wanted.line_number, customer.postal_code, customer.line1, wanted.offer.technology, day))


def facts_of(wanted: Wanted, line_check: LineCheck, day: date) -> Facts:
    exchange = exchange_for(wanted, line_check)
    needs_one = wanted.offer.technology == Technology.COPPER and exchange is not None
    return Facts(
        wanted=wanted,
        line_check=line_check,
        order_on=day,
        exchange=exchange,
        has_position=not needs_one or has_position(wanted, exchange),
        conflict=conflict_of(wanted),
        port_in=open_port_of(wanted),
    )


def has_position(wanted: Wanted, exchange: Exchange | None) -> bool:
    if wanted.known and plant.positions_of([wanted.known]):
        return True
    return exchange is not None and plant.has_free(exchange.pk)


def exchange_for(wanted: Wanted, line_check: LineCheck) -> Exchange | None:
    """The one that was chosen, else the one that the server names, else the one that the line had, else the only one
    that serves the postal code."""
    if wanted.exchange:
        return wanted.exchange
    if line_check.exchange:
        return Exchange.objects.filter(code=line_check.exchange).first()
    if wanted.known and wanted.known.exchange:
        return wanted.known.exchange
    code = wanted.customer.postal_code
    serving = [one for one in Exchange.objects.all() if any(code.startswith(start) for start in one.postal_codes)]
    return serving[0] if len(serving) == 1 else None


def conflict_of(wanted: Wanted) -> str | None:
    """A subscription of ours that lives on the line already."""
    if not wanted.line_number:
        return None
    others = Subscription.objects.live().filter(line_number=wanted.line_number)
    for own in (wanted.known, wanted.replaces, wanted.known and wanted.known.replaces):
        if own:
            others = others.exclude(pk=own.pk).exclude(replaces=own.pk)
    return told(wanted, others.values_list("reference", "partner_id").first())


def told(wanted: Wanted, found: tuple[str, int] | None) -> str | None:
    """A reference, as far as the asker may know it."""
    if found is None:
        return None
    reference, partner = found
    return reference if wanted.customer.partner.may_know(partner) else ""


def open_port_of(wanted: Wanted) -> str | None:
    """An open port of the line's own number that is not part of this case."""
    if not wanted.line_number:
        return None
    numbers = PortInNumber.objects.filter(national=wanted.line_number, open=True)
    if wanted.port_in:
        numbers = numbers.exclude(port_in=wanted.port_in)
    return told(wanted, numbers.values_list("port_in__reference", "port_in__partner_id").first())


def verdicts_on(facts: Facts) -> Iterator[Verdict]:
    """Pure: everything that stands in the way, and everything worth knowing."""
    yield from on_the_offer(facts)
    yield from on_the_line(facts)
    yield from on_the_exchange(facts)
    for finding in findings_of(facts.line_check.findings):
        if finding.code not in {"copper_closed", "saturated"}:
            yield Verdict(finding.code, finding.words, finding.field, finding.blocks)


def on_the_offer(facts: Facts) -> Iterator[Verdict]:
    if not facts.wanted.offer.on_sale:
        yield Verdict("offer_not_on_sale", _("This offer is no longer sold."), "offer")
    known, technology = facts.line_check.technologies, facts.wanted.offer.technology
    if facts.line_check.exchange and technology not in known and not is_closed(facts):
        yield Verdict("technology_unavailable", _("This line cannot be ordered with this technology."), "offer")


def on_the_line(facts: Facts) -> Iterator[Verdict]:
    number = facts.wanted.line_number
    if not number and facts.wanted.offer.technology == Technology.COPPER:
        yield Verdict(
            "line_number_missing", _("A copper line is ordered by the number that it carries."), "line_number"
        )
    if why := why_no_line_number(number):
        yield Verdict("line_number_invalid", why, "line_number")
    customer = facts.wanted.customer
    if not (customer.line1.strip() and customer.postal_code and customer.city.strip()):
        yield Verdict("address_incomplete", _("The incumbent checks the whole address."), "customer.line1")
    if facts.conflict is not None:
        words = _("A subscription lives on this line already.")
        if facts.conflict:
            words = _("A subscription lives on this line already (%(reference)s).") % {"reference": facts.conflict}
        yield Verdict("line_in_use", words, "line_number")
    if facts.port_in is not None:
        words = _("This number is being ported by a request of somebody else.")
        if facts.port_in:
            sentence = _("This number is being ported by a request that is not part of the case (%(reference)s).")
            words = sentence % {"reference": facts.port_in}
        yield Verdict("open_port", words, "port_in")


def why_no_line_number(number: str) -> str:
    """Why a number can be that of no line; empty when it can, or when there is none."""
    if not number:
        return ""
    if not (number.isascii() and number.isdigit() and len(number) == LENGTH):
        return _("A line number has ten digits.")
    return "" if kind_of(number) in LINE_KINDS else _("This number is not that of a line.")


def on_the_exchange(facts: Facts) -> Iterator[Verdict]:
    if facts.wanted.offer.technology != Technology.COPPER:
        return
    named = facts.line_check.exchange
    if named and facts.wanted.exchange and named != facts.wanted.exchange.code:
        sentence = _("The incumbent says that another exchange serves this line (%(exchange)s).")
        yield Verdict("exchange_differs", sentence % {"exchange": named}, "exchange", blocks=False)
    if is_closed(facts):
        yield Verdict("copper_closed", _("This exchange takes no copper orders on that day any more."), "offer")
    elif facts.exchange is None:
        yield Verdict("exchange_unknown", _("Say which exchange of ours serves the line."), "exchange")
    elif not facts.has_position:
        sentence = _("No position is free in %(exchange)s.")
        yield Verdict("saturated", sentence % {"exchange": facts.exchange}, "exchange")


def is_closed(facts: Facts) -> bool:
    """By our own data, or by what the server says."""
    if facts.wanted.offer.technology != Technology.COPPER:
        return False
    ours = facts.exchange is not None and facts.exchange.is_closed_to_copper(facts.order_on)
    closed = facts.line_check.copper_closed_on
    told = closed is not None and facts.order_on >= closed
    return ours or told or "E-COPPER-CLOSED" in facts.line_check.findings


def warnings(checked: Checked) -> Sequence[Verdict]:
    return [verdict for verdict in checked.verdicts if not verdict.blocks]
