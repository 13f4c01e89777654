"""The donors' own lists of a customer's numbers: who is asked, what they answer, who is late.

A quote that awaits its inventory has one Inventory a donor. When the last of them is answered the quote follows: it is
offered on the lists, or is a draft again when every donor refused.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings as product
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import SYSTEM, Actor, Outcome, enter, perform, perform_many
from bascule.models import DatedSetting
from bascule.rules import RuleRefused
from bascule.workdays import Area, WorkingDay, is_working_day
from operators.exchange.envelope import Said
from operators.exchange.outbox import post
from operators.models import Operator
from operators.numbering import Entry
from portability.models import Inventory, InventoryState, Quote, QuoteLine
from portability.models.inventory import COUNTERPART
from portability.models.quote import QuoteState
from portability.quoting.facts import rio_given
from portability.quoting.record import receive_inventory
from portability.routing import holdings

OPEN = InventoryState.open()


@dataclass(slots=True)
class Donors:
    """Whom a quote asks, each about one number."""

    main_numbers: dict[str, str] = field(default_factory=dict)

    def note(self, code: str | None, number: str, *, main: bool = False) -> None:
        if code and code != product.OWN_OPERATOR and (main or code not in self.main_numbers):
            self.main_numbers[code] = number


def ask(quotes: Sequence[Quote], *, now: datetime) -> list[Inventory]:
    """Ask every donor of these quotes for its list, in the caller's transaction.

    A quote of which no donor is known asks nobody: its list can only be entered by hand.
    """
    donors = donors_of(quotes, timezone.localdate(now))
    codes = {code for found in donors.values() for code in found.main_numbers}
    operators = {operator.code: operator for operator in Operator.objects.filter(code__in=codes)}
    asked = [
        question(quote, operators[code], number, now)
        for quote in quotes
        for code, number in donors[quote.pk].main_numbers.items()
        if code in operators
    ]
    if asked:
        Inventory.objects.bulk_create(asked)
        enter(asked, by=SYSTEM, now=now)
        post(COUNTERPART, map(request_of, asked), now=now)
    return asked


def donors_of(quotes: Sequence[Quote], day: date) -> dict[UUID, Donors]:
    """The donors of each quote: those of its portable numbers, and that of its main number, declared or not."""
    found: dict[UUID, Donors] = defaultdict(Donors)
    main_numbers = {quote.pk: quote.main_number for quote in quotes}
    lines = QuoteLine.objects.filter(quote__in=quotes).exclude(number="").order_by("position")
    for line in lines.only("quote_id", "number", "holders", "portable"):
        is_main = line.number == main_numbers[line.quote_id]
        if line.portable or is_main:
            found[line.quote_id].note(line.donor, line.number, main=is_main)
    undeclared = [
        quote
        for quote in quotes
        if quote.main_number and quote.main_number not in found[quote.pk].main_numbers.values()
    ]
    known = holdings([quote.main_number for quote in undeclared], day) if undeclared else {}
    for quote in undeclared:
        holder = quote.given_donor or known[quote.main_number].operator
        found[quote.pk].note(holder.code if holder else None, quote.main_number, main=True)
    return found


def question(quote: Quote, donor: Operator, main_number: str, now: datetime) -> Inventory:
    return Inventory(
        quote=quote,
        partner_id=quote.partner_id,
        donor=donor,
        main_number=main_number,
        external_reference=quote.external_reference,
        asked_on=timezone.localdate(now),
    ).begin(now)


def request_of(inventory: Inventory) -> Said:
    customer = inventory.quote.customer
    fields = {
        "customer": customer.name,
        "donor": inventory.donor.code,
        "main_number": inventory.main_number,
        "postal_code": customer.postal_code,
        "siret": customer.siret,
    }
    return Said("inventory_request", inventory.reference, fields)


@transaction.atomic
def take_list(inventory: Inventory, numbers: Sequence[str], *, by: Actor, now: datetime) -> Quote:
    """Take a donor's list of national digits; with the last answer the quote is offered.

    Raises TransitionNotAllowed when the donor has answered already. A quote that was declined meanwhile stays so.
    """
    quote = locked(inventory.quote_id)
    listed = list(dict.fromkeys(numbers))
    perform(inventory, "receive", by=by, now=now, count=len(listed), private={"listed": listed})
    return conclude(quote, by=by, now=now)


@transaction.atomic
def take_refusal(inventory: Inventory, *, code: str, text: str = "", by: Actor, now: datetime) -> Quote:
    """Note that a donor gives no list; when none of them does, the quote is a draft again. Raises as `take_list`."""
    quote = locked(inventory.quote_id)
    perform(inventory, "refuse", by=by, now=now, code=code, private={"text": text})
    return conclude(quote, by=by, now=now)


@transaction.atomic
def enter_list(
    quote: Quote, entries: Sequence[Entry], *, donor: Operator | None = None, by: Actor, now: datetime
) -> Quote:
    """Take a list that an agent was given by telephone or by mail.

    Raises TransitionNotAllowed when the quote awaits none (any more), RuleRefused when it is not clear whose it is.
    """
    quote = awaiting(quote)
    keep_rios(quote, entries)
    inventory = awaited_from(quote, donor)
    if inventory is None:
        return receive_inventory(quote, list(entries), by=by, now=now)
    return take_list(inventory, [entry.national for entry in entries if entry.national], by=by, now=now)


@transaction.atomic
def enter_refusal(quote: Quote, *, donor: Operator | None = None, code: str = "", by: Actor, now: datetime) -> Quote:
    """Note a refusal that an agent was told. Raises as `enter_list`."""
    quote = awaiting(quote)
    inventory = awaited_from(quote, donor)
    if inventory is None:
        return perform(quote, "refuse_inventory", by=by, now=now, reason=code)
    return take_refusal(inventory, code=code, by=by, now=now)


def awaited_from(quote: Quote, donor: Operator | None) -> Inventory | None:
    """The inventory that an answer by hand is about; None when nobody could be asked."""
    rows = list(quote.inventories.filter(state__in=OPEN).select_related("donor").order_by("reference"))
    meant = [row for row in rows if donor is None or row.donor_id == donor.pk]
    if len(meant) > 1 or (rows and not meant):
        names = ", ".join(row.donor.name for row in rows)
        sentence = _("Say whose answer this is: %(donors)s are asked.") % {"donors": names}
        raise RuleRefused("donor_unclear", sentence, field="donor")
    return meant[0] if meant else None


def keep_rios(quote: Quote, entries: Iterable[Entry]) -> None:
    """A RIO that was pasted beside its number is kept with the quote."""
    pasted = {entry.national: rio_given(entry, {}) for entry in entries if entry.national}
    if found := {number: text for number, text in pasted.items() if text}:
        quote.rios = quote.rios | found
        quote.save(update_fields=["rios"])


def awaiting(quote: Quote) -> Quote:
    quote = locked(quote.pk)
    if quote.state != QuoteState.AWAITING_INVENTORY:
        raise TransitionNotAllowed(f"{quote} is {quote.state}", object=quote)
    return quote


def locked(key: UUID) -> Quote:
    """The quote first, then its inventories: two answers at once do not wait for each other for ever."""
    return Quote.objects.select_for_update(of=("self",)).get(pk=key)


def conclude(quote: Quote, *, by: Actor, now: datetime) -> Quote:
    """Let a quote follow the answers of its donors, once it has them all."""
    if quote.state != QuoteState.AWAITING_INVENTORY:
        return quote
    answers = last_of_each_donor(quote)
    if any(answer.state in OPEN for answer in answers):
        return quote
    if any(answer.state == InventoryState.RECEIVED for answer in answers):
        return receive_inventory(quote, list_from(quote, answers), by=by, now=now)
    code = next((answer.refusal_code for answer in answers if answer.refusal_code), "")
    return perform(quote, "refuse_inventory", by=by, now=now, reason=code)


def last_of_each_donor(quote: Quote) -> list[Inventory]:
    """A donor that was asked again answers with its last word."""
    rows = quote.inventories.select_related("donor").order_by("created_at", "reference")
    return list({row.donor_id: row for row in rows}.values())


def list_from(quote: Quote, answers: Iterable[Inventory]) -> list[Entry]:
    """The donors' lists one after the other; of a donor that refused, the numbers that the customer declared."""
    entries: dict[str, Entry] = {}
    refused = set()
    for answer in answers:
        entries |= {number: Entry(number, number) for number in answer.listed}
        if answer.state == InventoryState.REFUSED:
            refused.add(answer.donor.code)
    if refused:
        lines = [line for line in quote.lines.order_by("position") if line.number and line.donor in refused]
        entries |= {line.number: Entry(line.input, line.number) for line in lines if line.number not in entries}
    return list(entries.values())


def chase(now: datetime) -> Outcome:
    """Remind, once a working day and so many times, every donor that has been asked for a while and does not answer."""
    today = timezone.localdate(now)
    if not is_working_day(today, WorkingDay.OUVRE, Area.METROPOLE):
        return Outcome()
    settings = DatedSetting.on(today)
    asked = Inventory.objects.awaited().asked_before(alert_day(today, settings)).chased_before(today)
    late = asked.filter(chases__lt=settings["chases_before_escalation"])
    return perform_many(late, "chase", by=SYSTEM, now=now)


def alert_day(today: date, settings: Mapping[str, int]) -> date:
    """The day before which an inventory must have been asked for its donor to be chased today."""
    return today - timedelta(days=settings["inventory_alert_days"])
