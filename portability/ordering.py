"""From an offer to the requests that go to the donors: one a donor, all of them or none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import Actor, enter, perform
from bascule.rules import RuleRefused
from bascule.templatetags.moments import day as in_words
from bascule.workdays import area_of_postal_code, is_working_day
from operators.models import Operator, RoutingPrefix
from portability import rio
from portability.deadlines import Window, earliest_date, port_days
from portability.makeup import head_of
from portability.models import PortIn, PortInNumber, Quote, QuoteLine, QuoteRequest
from portability.models.port_in_state import Cutover, Fallback
from portability.models.price_list import Option
from portability.models.quote import QuoteState, RioStatus
from portability.quoting.facts import Case, case_of, open_requests, rio_holders
from portability.quoting.record import asked_again
from portability.routing import Holder


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
    if quote.state == QuoteState.EXPIRED:
        raise expired()
    if quote.state != QuoteState.OFFERED:
        raise TransitionNotAllowed(f"{quote} is {quote.state}", object=quote)
    case = case_of(asked_again(quote), now)
    lines = list(quote.lines.filter(portable=True).order_by("position"))
    check_offer(quote, wanted, now)
    check_day(quote, wanted, case)
    check_mandate(wanted, case)
    wanted.routing_prefix = prefix_for(quote, wanted, case)
    rios = rios_for(lines, wanted, case)
    check_numbers_are_free(lines, quote.partner)
    perform(quote, "order", by=by, now=now, price=wanted.accept_price)
    parts = quote.requests.select_related("donor")
    requests = [write_request(part, quote, wanted, lines, rios, now) for part in parts]
    enter(requests, by=by, now=now)
    return requests


def check_offer(quote: Quote, wanted: Order, now: datetime) -> None:
    """The offer stands, at the price that was accepted."""
    if now >= quote.expires_at:
        raise expired()
    total = total_with_options(quote, wanted.options)
    if wanted.accept_price != total:
        sentence = _("The price with these options is %(price)s € excl. VAT.") % {"price": total}
        raise RuleRefused("price_changed", sentence, field="accept_price", price=total)


def expired() -> RuleRefused:
    return RuleRefused("quote_expired", _("The offer has expired: ask for a new quote."))


def total_with_options(quote: Quote, options: Iterable[str]) -> Decimal:
    """The price of a quote with options, excl. VAT, in euros."""
    prices = {option["code"]: Decimal(option["unit"]) for option in quote.option_prices}
    return (quote.price or Decimal(0)) + sum((prices[code] for code in set(options)), Decimal(0))


def check_day(quote: Quote, wanted: Order, case: Case) -> None:
    customer = quote.customer
    earliest = earliest_date(customer.kind, customer.postal_code, case.now, case.settings)
    area = area_of_postal_code(customer.postal_code)
    check_date(wanted.day, earliest, area, case.settings, today=case.today)


def check_date(day: date, earliest: date, area: str, settings: Mapping[str, int], *, today: date) -> None:
    """Refuse a day that comes too early or too late, or on which nobody works there."""
    if day < earliest:
        sentence = _("The earliest date possible now is %(day)s.") % {"day": in_words(earliest)}
        raise RuleRefused("date_too_early", sentence, field="date", earliest_date=earliest.isoformat())
    latest = today + timedelta(days=settings["latest_days"])
    if day > latest:
        sentence = _("A port is planned until %(day)s at the latest.") % {"day": in_words(latest)}
        raise RuleRefused("date_too_late", sentence, field="date", latest_date=latest.isoformat())
    if not is_working_day(day, port_days(settings), area):
        raise RuleRefused("date_not_working_day", _("Nobody works on that day there."), field="date")


def check_mandate(wanted: Order, case: Case) -> None:
    """A business signs a mandate, not long ago; the signed copy can follow."""
    signed_on = wanted.mandate_signed_on
    if signed_on is None:
        if case.is_business:
            raise RuleRefused("mandate_missing", _("Say when the customer signed the mandate."), field="mandate")
        return
    check_mandate_age(signed_on, case.today, case.settings, field="mandate.signed_on")


def check_mandate_age(signed_on: date, today: date, settings: Mapping[str, int], *, field: str) -> None:
    oldest = today - relativedelta(months=settings["mandate_months"])
    if not oldest <= signed_on <= today:
        sentence = _("The mandate must be signed between %(first)s and today.") % {"first": in_words(oldest)}
        raise RuleRefused("mandate_too_old", sentence, field=field)


def prefix_for(quote: Quote, wanted: Order, case: Case) -> str:
    """The prefix to route under: the one that was quoted, or one that is ours or the partner's own."""
    prefix = wanted.routing_prefix or quote.routing_prefix
    quoted = case.routing is not None and prefix == case.routing.prefix
    if not quoted:
        check_prefix(prefix, [case.own.id, quote.partner_id], case.today)
    return prefix


def check_prefix(prefix: str, owners: Iterable[int], day: date) -> None:
    ours = RoutingPrefix.objects.in_force(day).filter(operator__in=owners)
    if not ours.filter(prefix=prefix).exists():
        sentence = _("This routing prefix is neither ours nor the partner's own.")
        raise RuleRefused("prefix_unknown", sentence, field="routing_prefix")


def rios_for(lines: list[QuoteLine], wanted: Order, case: Case) -> dict[str, str]:
    """The RIO of each number, from the quote or from the order. A wrong one, or a missing one, is refused by name."""
    known = {line.number: line.rio for line in lines if line.rio_status == RioStatus.VALID}
    donors = {line.number: line.donor or "" for line in lines}
    rios = known | checked_rios(wanted.rios, donors, case.today)
    lacking = [line.e164 for line in lines if line.number not in rios]
    if lacking and case.rio_is_required:
        raise rio_missing(lacking)
    return rios


def rio_missing(lacking: list[str]) -> RuleRefused:
    """`lacking` are the numbers as partners read them."""
    sentence = ngettext(
        "The RIO of %(count)d number is missing, and this customer needs it.",
        "The RIO of %(count)d numbers is missing, and this customer needs one for each.",
        len(lacking),
    )
    return RuleRefused("rio_missing", sentence % {"count": len(lacking)}, field="rios", numbers=lacking)


def checked_rios(rios: Mapping[str, str], donors: Mapping[str, str], day: date) -> dict[str, str]:
    """The RIOs as they are kept, of numbers whose donors have these codes; refuses the first that is wrong."""
    holders = rio_holders(day) if rios else {}
    for number in rios:
        if number not in donors:
            sentence = _("This number is not among those to be ported: its RIO would be lost.")
            raise RuleRefused("unknown_number", sentence, field=f"rios.{number}")
    return {number: checked_rio(text, number, donors[number], holders) for number, text in rios.items()}


def checked_rio(text: str, number: str, donor: str, holders: Mapping[str, Holder]) -> str:
    field_name = f"rios.{number}"
    try:
        statement = rio.parse(text)
    except rio.MalformedRio as error:
        raise RuleRefused("rio_invalid", str(error), field=field_name) from error
    if not rio.verify(statement, number):
        raise RuleRefused("rio_invalid", _("The key of the RIO does not fit the number."), field=field_name)
    holder = holders.get(statement.operator_code)
    if holder and holder.code != donor:
        sentence = _("The RIO is of %(operator)s, not of the donor quoted.") % {"operator": holder.name}
        raise RuleRefused("rio_other_operator", sentence, field=field_name)
    return str(statement)


def check_numbers_are_free(lines: list[QuoteLine], asker: Operator) -> None:
    """Since the quote, somebody may have ordered one of its numbers."""
    busy = open_requests([line.number for line in lines], asker)
    if busy:
        sentence = ngettext(
            "%(count)d number is being ported by another request.",
            "%(count)d numbers are being ported by another request.",
            len(busy),
        )
        words = sentence % {"count": len(busy)}
        if known := min(filter(None, busy.values()), default=""):
            words = " ".join([words, _("See %(reference)s.") % {"reference": known}])
        raise RuleRefused("open_request", words, numbers=[line.e164 for line in lines if line.number in busy])


def write_request(
    part: QuoteRequest, quote: Quote, wanted: Order, lines: list[QuoteLine], rios: Mapping[str, str], now: datetime
) -> PortIn:
    own = [line for line in lines if line.donor == part.donor.code]
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
        main_number=head_of(quote.main_number, [line.number for line in own], {line.number for line in lines}),
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
        PortInNumber(port_in=request, national=line.number, rio=rios.get(line.number, "")) for line in own
    )
    return request
