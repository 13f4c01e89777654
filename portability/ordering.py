"""From an offer to the requests that go to the donors: one a donor, all of them or none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import Actor, perform
from bascule.rules import RuleRefused
from bascule.workdays import area_of_postal_code, is_working_day
from operators.models import RoutingPrefix
from portability import rio
from portability.deadlines import Window, earliest_date, port_days
from portability.models import PortIn, PortInNumber, Quote, QuoteLine, QuoteRequest
from portability.models.port_in_state import Cutover, Fallback
from portability.models.price_list import Option
from portability.models.quote import QuoteState, RioStatus
from portability.quoting.facts import Case, case_of, open_requests, rio_holders
from portability.quoting.record import asked_again


@dataclass(slots=True)
class Order:
    """What somebody wants of an offer. `accept_price` is the total excl. VAT, options included."""

    day: date
    accept_price: Decimal
    cutover: str = Cutover.AUTOMATIC
    fallback: str = Fallback.RESCHEDULE
    window: str = Window.MORNING
    options: list[str] = field(default_factory=list)
    routing_prefix: str = ""
    rios: dict[str, str] = field(default_factory=dict)
    mandate_signed_on: date | None = None
    mandate_reference: str = ""

    def __post_init__(self) -> None:
        if self.cutover == Cutover.LIVE and Option.LIVE_CUTOVER not in self.options:
            self.options = [*self.options, Option.LIVE_CUTOVER.value]


@transaction.atomic
def order(quote: Quote, wanted: Order, *, by: Actor, now: datetime) -> list[PortIn]:
    """Order an offer and return the requests that it makes, one a donor.

    Raises RuleRefused with the rule's name, TransitionNotAllowed when the quote offers nothing (any more), or
    PermissionDenied; then nothing is written.
    """
    quote = Quote.objects.select_for_update(of=("self",)).select_related("customer", "partner").get(pk=quote.pk)
    if quote.state != QuoteState.OFFERED:
        raise TransitionNotAllowed(f"{quote} is {quote.state}", object=quote)
    case = case_of(asked_again(quote), now)
    lines = list(quote.lines.filter(portable=True).order_by("position"))
    check_offer(quote, wanted, now)
    check_day(quote, wanted, case)
    check_mandate(wanted, case)
    wanted.routing_prefix = prefix_for(quote, wanted, case)
    rios = rios_for(lines, wanted, case)
    check_numbers_are_free(lines)
    perform(quote, "order", by=by, now=now, price=wanted.accept_price)
    return [write_request(part, quote, wanted, lines, rios, now) for part in quote.requests.select_related("donor")]


def check_offer(quote: Quote, wanted: Order, now: datetime) -> None:
    """The offer stands, at the price that was accepted."""
    if now >= quote.expires_at:
        raise RuleRefused("quote_expired", _("The offer has expired: ask for a new quote."))
    total = total_with_options(quote, wanted.options)
    if wanted.accept_price != total:
        sentence = _("The price with these options is %(price)s € excl. VAT.") % {"price": total}
        raise RuleRefused("price_changed", sentence, field="accept_price", price=total)


def total_with_options(quote: Quote, options: Iterable[str]) -> Decimal:
    """The price of a quote with options, excl. VAT, in euros."""
    prices = {option["code"]: Decimal(option["unit"]) for option in quote.option_prices}
    return (quote.price or Decimal(0)) + sum((prices[code] for code in set(options)), Decimal(0))


def check_day(quote: Quote, wanted: Order, case: Case) -> None:
    customer = quote.customer
    earliest = earliest_date(customer.kind, customer.postal_code, case.now, case.settings)
    check_date(wanted.day, earliest, area_of_postal_code(customer.postal_code), case.settings)


def check_date(day: date, earliest: date, area: str, settings: Mapping[str, int]) -> None:
    """Refuse a day that comes too early, or on which nobody works there."""
    if day < earliest:
        sentence = _("The earliest date possible now is %(day)s.") % {"day": earliest.isoformat()}
        raise RuleRefused("date_too_early", sentence, field="date", earliest_date=earliest.isoformat())
    if not is_working_day(day, port_days(settings), area):
        raise RuleRefused("date_not_working_day", _("Nobody works on that day there."), field="date")


def check_mandate(wanted: Order, case: Case) -> None:
    """A business signs a mandate, not long ago; the signed copy can follow."""
    signed_on = wanted.mandate_signed_on
    if signed_on is None:
        if case.is_business:
            raise RuleRefused("mandate_missing", _("Say when the customer signed the mandate."), field="mandate")
        return
    oldest = case.today - relativedelta(months=case.settings["mandate_months"])
    if not oldest <= signed_on <= case.today:
        sentence = _("The mandate must be signed between %(first)s and today.") % {"first": oldest.isoformat()}
        raise RuleRefused("mandate_too_old", sentence, field="mandate.signed_on")


def prefix_for(quote: Quote, wanted: Order, case: Case) -> str:
    """The prefix to route under: the one that was quoted, or one that is ours or the partner's own."""
    prefix = wanted.routing_prefix or quote.routing_prefix
    ours = RoutingPrefix.objects.in_force(case.today).filter(operator__in=[case.own.id, quote.partner_id])
    quoted = case.routing is not None and prefix == case.routing.prefix
    if not quoted and not ours.filter(prefix=prefix).exists():
        sentence = _("This routing prefix is neither ours nor the partner's own.")
        raise RuleRefused("prefix_unknown", sentence, field="routing_prefix")
    return prefix


def rios_for(lines: list[QuoteLine], wanted: Order, case: Case) -> dict[str, str]:
    """The RIO of each number, from the quote or from the order. A wrong one, or a missing one, is refused by name."""
    known = {line.number: line.rio for line in lines if line.rio_status == RioStatus.VALID}
    given = {line.number: checked_rio(line, wanted.rios, case) for line in lines if line.number in wanted.rios}
    rios = known | given
    lacking = [line.number for line in lines if line.number not in rios]
    if lacking and case.rio_is_required:
        sentence = _("The RIO of %(count)d numbers is missing, and this customer needs one for each.")
        raise RuleRefused("rio_missing", sentence % {"count": len(lacking)}, field="rios", numbers=lacking)
    return rios


def checked_rio(line: QuoteLine, rios: Mapping[str, str], case: Case) -> str:
    field_name = f"rios.{line.number}"
    try:
        statement = rio.parse(rios[line.number])
    except rio.MalformedRio as error:
        raise RuleRefused("rio_invalid", str(error), field=field_name) from error
    if not rio.verify(statement, line.number):
        raise RuleRefused("rio_invalid", _("The key of the RIO does not fit the number."), field=field_name)
    holder = rio_holders(case.today).get(statement.operator_code)
    if holder and holder.code != line.donor:
        sentence = _("The RIO is of %(operator)s, not of the donor quoted.") % {"operator": holder.name}
        raise RuleRefused("rio_other_operator", sentence, field=field_name)
    return str(statement)


def check_numbers_are_free(lines: list[QuoteLine]) -> None:
    """Since the quote, somebody may have ordered one of its numbers."""
    busy = open_requests([line.number for line in lines])
    if busy:
        sentence = _("%(count)d numbers are being ported by another request (%(reference)s).")
        words = sentence % {"count": len(busy), "reference": next(iter(busy.values()))}
        raise RuleRefused("open_request", words, numbers=sorted(busy))


def write_request(
    part: QuoteRequest, quote: Quote, wanted: Order, lines: list[QuoteLine], rios: Mapping[str, str], now: datetime
) -> PortIn:
    request = PortIn(
        quote=quote,
        partner=quote.partner,
        customer=quote.customer,
        customer_kind=quote.customer.kind,
        area=area_of_postal_code(quote.customer.postal_code),
        donor=part.donor,
        kind=part.kind,
        type=part.type,
        external_reference=quote.external_reference,
        main_number=quote.main_number,
        keep_with_donor=quote.keep_with_donor,
        routing_prefix=wanted.routing_prefix,
        mandate_signed_on=wanted.mandate_signed_on,
        mandate_reference=wanted.mandate_reference,
        ordered_on=timezone.localdate(now),
        promised_on=wanted.day,
        scheduled_on=wanted.day,
        window=wanted.window,
        cutover=wanted.cutover,
        fallback=wanted.fallback,
        options=sorted(set(wanted.options)),
    ).begin(now)
    request.save()
    PortInNumber.objects.bulk_create(
        PortInNumber(port_in=request, national=line.number, rio=rios.get(line.number, ""))
        for line in lines
        if line.donor == part.donor.code
    )
    return request
