"""What follows by itself when the incumbent does not make a line: another attempt, another position, or a call."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from activation import plant
from activation.models import (
    FIRST_ATTEMPT,
    LAST_ATTEMPT,
    FailureReason,
    NextStep,
    OrderState,
    Subscription,
    Technology,
    UnbundlingOrder,
)
from activation.ordering import order_again, write_orders
from activation.orders import hold, let_wait
from activation.reasons import by_code
from bascule.lifecycle import SYSTEM, perform_many
from bascule.models import DatedSetting

SATURATED = "saturated"
BY_ITSELF = {NextStep.REORDER, NextStep.OTHER_POSITION}


def after_failures(orders: Sequence[UnbundlingOrder]) -> None:
    """The lines could not be made: what can be tried again is, as often as is allowed; of the others we call."""
    now = orders[0].updated_at
    reasons = by_code(order.failure_code for order in orders)
    last = last_attempt(now)
    again = [order for order in orders if order.attempt < last and reasons[order.failure_code].next_step in BY_ITSELF]
    settle(orders, again, reasons, now)


def last_attempt(now: datetime) -> int:
    """The last one that is made by itself."""
    reorders = DatedSetting.on(timezone.localdate(now))["most_reorders"]
    return min(FIRST_ATTEMPT + reorders, LAST_ATTEMPT)


def after_refusals(orders: Sequence[UnbundlingOrder]) -> None:
    """Orders were not accepted: a position that is taken is replaced once; of all else we call."""
    now = orders[0].updated_at
    reasons = by_code(order.failure_code for order in orders)
    corrected = set(
        UnbundlingOrder.objects.filter(replaced_by__in=orders, state=OrderState.CORRECTED).values_list("pk", flat=True)
    )
    again = [
        order
        for order in orders
        if reasons[order.failure_code].next_step == NextStep.OTHER_POSITION and order.replaces_id not in corrected
    ]
    settle(orders, again, reasons, now)


def settle(
    orders: Sequence[UnbundlingOrder],
    again: Sequence[UnbundlingOrder],
    reasons: Mapping[str, FailureReason],
    now: datetime,
) -> None:
    """Order these again, and let the others wait for a call."""
    subscriptions = subscriptions_of(orders)
    elsewhere = [order for order in again if reasons[order.failure_code].next_step == NextStep.OTHER_POSITION]
    plant.set_apart([subscriptions[order.subscription_id] for order in elsewhere])
    lacking = without_position([subscriptions[order.subscription_id] for order in again])
    retry(again, subscriptions, lacking, now)
    tried = {order.pk for order in again}
    call([order for order in orders if order.pk not in tried], now)
    plant.release([subscriptions[order.subscription_id] for order in orders if order.pk not in tried], now)
    let_wait(lacking, SATURATED, now)


def subscriptions_of(orders: Sequence[UnbundlingOrder]) -> dict[UUID, Subscription]:
    rows = hold([order.subscription_id for order in orders]).select_related("offer", "exchange")
    return {row.pk: row for row in rows}


def without_position(subscriptions: Sequence[Subscription]) -> set[UUID]:
    """Copper subscriptions for which no position is left; the others have theirs now."""
    found = plant.reserve(subscriptions)
    return {one.pk for one in subscriptions if one.offer.technology == Technology.COPPER and one.pk not in found}


def retry(
    orders: Sequence[UnbundlingOrder], subscriptions: Mapping[UUID, Subscription], lacking: set[UUID], now: datetime
) -> None:
    """The next batch sends them. One that was never tried is corrected; one that failed stays what it is."""
    able = [order for order in orders if order.subscription_id not in lacking]
    refused = [order.pk for order in able if order.state == OrderState.ACKNOWLEDGED_IN_ERROR]
    perform_many(UnbundlingOrder.objects.filter(pk__in=refused), "correct", by=SYSTEM, now=now)
    today = timezone.localdate(now)
    asked = [order_again(order, subscriptions[order.subscription_id], today) for order in able]
    write_orders(asked, by=SYSTEM, now=now)


def call(orders: Sequence[UnbundlingOrder], now: datetime) -> None:
    same: dict[tuple[str, str], list[UUID]] = defaultdict(list)
    for order in orders:
        same[order.failure_code, order.failure_text].append(order.subscription_id)
    for (code, text), keys in same.items():
        let_wait(keys, code, now, text)
