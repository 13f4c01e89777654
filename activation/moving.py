"""A customer moves: the line of the new address is ordered, and the former one ends when that one works."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from activation import changing
from activation.correcting import customer_with
from activation.models import LineField, Subscription
from bascule.lifecycle import Actor
from portability.quoting.record import keep_customer


@transaction.atomic
def move_to(
    subscription: Subscription,
    address: Mapping[str, str],
    line_number: str = "",
    *,
    by: Actor,
    now: datetime,
    wanted_on: date | None = None,
) -> Subscription:
    """Order the line of another address (line1, line2, postal_code, city), with the same offer, to replace this one.

    `line_number` is in national digits; a new fibre has none. Returns the new subscription. Raises RuleRefused with its
    field, or as `perform`; then nothing is written.
    """
    there = subscription.customer
    if moved := customer_with(subscription, {LineField.ADDRESS: address}):
        there = keep_customer(moved)
        there.learn_from(subscription.customer)
    return changing.move(subscription, there, line_number, by=by, now=now, wanted_on=wanted_on)
