"""The quote that keeps an assessment: made in one transaction, whole or not at all."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from bascule.bulk import insert_rows
from bascule.lifecycle import Actor, perform
from bascule.rules import RuleRefused
from operators.models import Customer
from operators.numbering import Entry, Territory, to_e164
from portability.models import Quote, QuoteLine, QuoteRequest
from portability.models.quote import UNKNOWN, QuoteState
from portability.quoting.asked import Asked
from portability.quoting.assess import assess
from portability.quoting.assessment import Assessment, Verdict
from portability.quoting.facts import rio_given
from portability.quoting.reasons import stored

LINE = (
    *("quote_id", "position", "input", "number", "e164", "portable", "warned"),
    *("holders", "kind", "rio", "rio_status", "suggestions"),
)
CUSTOMER_FIELDS = ("kind", "name", "siren", "siret", "email", "line1", "line2", "postal_code", "city")


@transaction.atomic
def make_quote(asked: Asked, *, by: Actor, now: datetime) -> Quote:
    """Judge a demand and keep the answer.

    Offered when it has a price; awaiting the inventory when one was asked; else a draft that says why. The same demand
    again is given the quote that it has. Raises ValidationError on a customer that is not right, ImproperlyConfigured
    when our own operator is not known.
    """
    asked.customer = keep_customer(asked.customer)
    whole = assess(asked, now)
    quote = quote_for(whole).begin(now)
    # Whoever sent the same demand a moment ago is done by now: references are given out one transaction at a time.
    if made := Quote.objects.filter(pk=asked.key).first():
        return made
    write(quote, whole)
    if asked.inventory:
        return perform(quote, "ask_inventory", by=by, now=now)
    return offer(quote, whole, by=by, now=now) if whole.price else quote


def quote_for(whole: Assessment) -> Quote:
    """A quote that says what was asked, and nothing yet of the answer."""
    asked, case = whole.case.asked, whole.case
    return Quote(
        id=asked.key,
        partner=asked.partner,
        customer=asked.customer,
        main_number=asked.main_number,
        given_donor=asked.donor,
        keep_with_donor=asked.keep_with_donor,
        rios=rios_of(asked),
        inventory=asked.inventory,
        external_reference=asked.external_reference,
        expires_at=case.now + timedelta(days=case.settings["quote_days"]),
    )


@transaction.atomic
def receive_inventory(quote: Quote, entries: list[Entry], *, by: Actor, now: datetime) -> Quote:
    """Take the donor's own list in place of the declared one, keep what differs, and offer.

    Raises TransitionNotAllowed when the quote awaits no inventory.
    """
    quote = held_in(quote, QuoteState.AWAITING_INVENTORY)
    before, after = assess(asked_again(quote), now), assess(asked_again(quote, entries), now)
    quote.inventory_diff = difference(before, after)
    write(quote, after)
    if after.price is None:
        return perform(quote, "refuse_inventory", by=by, now=now, reason="nothing_portable")
    return offer(quote, after, by=by, now=now)


@transaction.atomic
def offer_declared(quote: Quote, *, by: Actor, now: datetime) -> Quote:
    """Offer a draft on the numbers that it has, as they are judged today.

    Raises TransitionNotAllowed when it is no draft (any more), RuleRefused when it still has no price.
    """
    quote = held_in(quote, QuoteState.DRAFT)
    whole = assess(asked_again(quote), now)
    check_price(whole)
    write(quote, whole)
    return offer(quote, whole, by=by, now=now)


@transaction.atomic
def keep_with_donor(quote: Quote, kept: Iterable[str], *, by: Actor, now: datetime) -> Quote:
    """Offer again with other numbers (national digits) left with the donor; none of them makes a full port.

    Only after a donor's list that said more than the customer. Raises TransitionNotAllowed when nothing is offered,
    RuleRefused when nothing would be left to port.
    """
    quote = held_in(quote, QuoteState.OFFERED)
    quote.keep_with_donor = sorted(set(kept))
    whole = assess(asked_again(quote), now)
    check_price(whole)
    if quote.inventory_diff and whole.price:
        quote.inventory_diff = quote.inventory_diff | {"price_after": whole.price.total}
    write(quote, whole)
    return offer(quote, whole, by=by, now=now, move="revise")


def held_in(quote: Quote, state: QuoteState) -> Quote:
    """The quote as it is stored, locked; TransitionNotAllowed unless it is in this state."""
    held = Quote.objects.select_for_update(of=("self",)).select_related("partner", "customer", "given_donor")
    quote = held.get(pk=quote.pk)
    if quote.state != state:
        raise TransitionNotAllowed(f"{quote} is {quote.state}", object=quote)
    return quote


def check_price(whole: Assessment) -> None:
    if whole.price is None:
        raise RuleRefused("nothing_portable", _("Nothing would be left to port: there is no price for that."))


def offer(quote: Quote, whole: Assessment, *, by: Actor, now: datetime, move: str = "offer") -> Quote:
    """Give the price of an assessment, which the quote keeps whatever becomes of the price list."""
    price = whole.price
    assert price is not None  # noqa: S101  (the callers looked)
    lines = [{**asdict(line), "total": line.total} for line in price.lines]
    options = [{"code": code, "unit": unit} for code, unit in price.options]
    return perform(
        quote,
        move,
        by=by,
        now=now,
        type=whole.type,
        price=price.total,
        vat=price.vat,
        private={"price_lines": lines, "option_prices": options},
    )


def keep_customer(customer: Customer) -> Customer:
    """The same customer as before when every field is the same; else a new one, so that nobody's is edited unseen."""
    if customer.pk:
        return customer
    customer.full_clean(exclude=["partner"])
    same = {name: getattr(customer, name) for name in CUSTOMER_FIELDS}
    known = Customer.objects.filter(partner=customer.partner, **same).order_by("pk").first()
    if known is None:
        customer.save()
    return known or customer


def write(quote: Quote, whole: Assessment) -> None:
    """Put an assessment into a quote, in place of what stood there; its price comes with the offer."""
    quote.scope = whole.scope
    quote.routing_prefix = whole.case.routing.prefix if whole.case.routing else ""
    quote.earliest_date, quote.expected_date = whole.earliest_date, whole.expected_date
    quote.reasons = [
        {
            **stored(item.given.reason, item.given.facts),
            "lines": runs(number.position for number in item.numbers),
        }
        for item in whole.reasons
    ]
    quote.save()
    write_requests(quote, whole)
    quote.lines.all().delete()
    key = Quote._meta.pk.get_db_prep_value(quote.pk, connection)
    insert_rows(QuoteLine, LINE, (line_of(key, verdict) for verdict in whole.verdicts))


def runs(positions: Iterable[int]) -> list[list[int]]:
    """Rising positions as [first, last] runs without a gap: ten thousand lines with one reason are one run."""
    found: list[list[int]] = []
    for position in positions:
        if found and found[-1][1] + 1 == position:
            found[-1][1] = position
        else:
            found.append([position, position])
    return found


def write_requests(quote: Quote, whole: Assessment) -> None:
    quote.requests.all().delete()
    QuoteRequest.objects.bulk_create(
        QuoteRequest(quote=quote, donor_id=part.donor.id, kind=part.kind, type=part.type, count=len(part.numbers))
        for part in whole.requests
    )


def line_of(key: Any, verdict: Verdict) -> tuple[Any, ...]:
    """The values of a line, in the order of `LINE`."""
    number, portable = verdict.number, verdict.portable
    block = number.holding.block if number.holding else None
    territory = block.territory if block else Territory.METROPOLE
    return (
        key,
        number.position,
        number.entry.input[:120],
        number.national,
        to_e164(number.national, territory) if number.national else "",
        portable,
        verdict.warned,
        " ".join(holder.code if holder else UNKNOWN for holder in number.chain),
        str((portable and number.port_kind) or ""),
        number.rio_text[:40],
        str(number.rio_status),
        json.dumps([asdict(one) for one in verdict.suggestions]) if verdict.suggestions else None,
    )


def asked_again(quote: Quote, entries: Iterable[Entry] | None = None) -> Asked:
    """The demand that a quote answers, with other numbers if given."""
    lines = list(quote.lines.order_by("position"))
    return Asked(
        partner=quote.partner,
        customer=quote.customer,
        entries=[Entry(line.input, line.number or None) for line in lines] if entries is None else list(entries),
        main_number=quote.main_number,
        rios=quote.rios,
        keep_with_donor=quote.keep_with_donor,
        donor=quote.given_donor,
        inventory=quote.inventory,
        external_reference=quote.external_reference,
    )


def rios_of(asked: Asked) -> dict[str, str]:
    """Every RIO of a demand, given apart or pasted beside its number."""
    pasted = {entry.national: rio_given(entry, {}) for entry in asked.entries if entry.national}
    return {number: text for number, text in pasted.items() if text} | asked.rios


def difference(before: Assessment, after: Assessment) -> dict[str, Any]:
    """What the donor's list adds to the declared one (missing) and lacks of it (extra), and what that costs.

    A number that was to stay with the donor is no surprise on its list.
    """
    declared = {verdict.number.national for verdict in before.verdicts if verdict.number.national}
    listed = {verdict.number.national for verdict in after.verdicts if verdict.number.national}
    return {
        "missing": sorted(listed - declared - after.case.kept),
        "extra": sorted(declared - listed),
        "price_before": before.price.total if before.price else None,
        "price_after": after.price.total if after.price else None,
    }
