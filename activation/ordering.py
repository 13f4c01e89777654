"""Orders are written: the first one of a subscription, and those that take the place of one that came to nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from activation import plant
from activation.models import (
    FIRST_ATTEMPT,
    LAST_ATTEMPT,
    OrderState,
    Position,
    Subscription,
    Technology,
    UnbundlingOrder,
)
from bascule.lifecycle import Actor, enter
from bascule.rules import RuleRefused


@dataclass(frozen=True, slots=True)
class Asked:
    """One order to write: for whom, when it leaves, which attempt it is, and which order it takes the place of."""

    subscription: Subscription
    leaves_on: date
    state: OrderState = OrderState.DUE
    attempt: int = FIRST_ATTEMPT
    replaces: UnbundlingOrder | None = None


def order_again(former: UnbundlingOrder, subscription: Subscription, leaves_on: date) -> Asked:
    """Another attempt after one that failed; the same one again when it was never tried."""
    attempt = former.attempt + 1 if former.state == OrderState.FAILED else former.attempt
    return Asked(subscription, leaves_on, attempt=attempt, replaces=former)


def write_orders(asked: Sequence[Asked], *, by: Actor, now: datetime) -> list[UnbundlingOrder]:
    """Write orders, each with a position when it is of copper; a constant number of queries an exchange.

    Raises RuleRefused (`saturated`, `no_attempt_left`), and then nothing is to be kept. Call it inside a transaction.
    """
    positions = plant.reserve([one.subscription for one in asked])
    orders = [order_for(one, positions) for one in asked]
    UnbundlingOrder.begin_all(orders, now)
    UnbundlingOrder.objects.bulk_create(orders, batch_size=500)
    enter(orders, by=by, now=now)
    return orders


def order_for(asked: Asked, positions: Mapping[UUID, Position]) -> UnbundlingOrder:
    one, position = asked.subscription, positions.get(asked.subscription.pk)
    if position is None and one.offer.technology == Technology.COPPER:
        sentence = _("No position is free in %(exchange)s.") % {"exchange": one.exchange}
        raise RuleRefused("saturated", sentence, field="exchange")
    if asked.attempt > LAST_ATTEMPT:
        sentence = _("This line was ordered %(count)d times: cancel, and subscribe anew if it can be made after all.")
        raise RuleRefused("no_attempt_left", sentence % {"count": LAST_ATTEMPT})
    return UnbundlingOrder(
        subscription=one,
        partner_id=one.partner_id,
        state=asked.state,
        attempt=asked.attempt,
        replaces=asked.replaces,
        technology=one.offer.technology,
        unbundling=one.offer.unbundling,
        area=one.area,
        line_number=one.line_number,
        exchange_id=one.exchange_id,
        strip=position.strip.code if position else "",
        position=position.number if position else None,
        due_on=asked.leaves_on,
    )
