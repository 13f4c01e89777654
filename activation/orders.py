"""What the clock does with orders to the incumbent: the daily batch sends them, and chases the reports.

Each function takes `now` and moves all that are due, set-based; safe to run twice, by two nodes, and to be killed.
Whoever moves orders and subscriptions locks the orders first.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from activation import porting
from activation.models import OrderState, Subscription, SubscriptionState, Technology, UnbundlingOrder
from activation.models.order import UnbundlingOrderQuerySet
from activation.models.subscription import SubscriptionQuerySet
from bascule.lifecycle import SYSTEM, Outcome, perform_many
from bascule.models import DatedSetting

COPPER_CLOSED = "copper_closed"


class Sent(NamedTuple):
    """What the daily batch did: orders whose period ended, orders sent, and those that an exchange takes no more."""

    released: Outcome
    sent: Outcome
    closed: list[UnbundlingOrder]
    waiting: int
    """Orders that wait for a refused port to be corrected or dropped."""


def send_due(now: datetime) -> Sent:
    """Send the orders of the day, and those that an earlier day left; an order is sent once, whoever sends it."""
    today = timezone.localdate(now)
    held = UnbundlingOrder.objects.filter(state=OrderState.HELD, due_on__lte=today)
    released = perform_many(held, "release", by=SYSTEM, now=now)
    closed = give_up_closed(now)
    due = UnbundlingOrder.objects.to_be_sent(today)
    barred = porting.blocked(due)
    sent = perform_many(due.exclude(pk__in=barred), "send", by=SYSTEM, now=now)
    return Sent(released, sent, closed, len(barred))


def closed_to_copper(today: date) -> UnbundlingOrderQuerySet:
    due = UnbundlingOrder.objects.to_be_sent(today)
    return due.filter(technology=Technology.COPPER, exchange__copper_closed_on__lte=today)


@transaction.atomic
def give_up_closed(now: datetime) -> list[UnbundlingOrder]:
    """An exchange may have closed to copper since the subscription: the customer is called instead."""
    due = closed_to_copper(timezone.localdate(now))
    orders = list(due.order_by("pk").select_for_update(of=("self",), skip_locked=True))
    if orders:
        let_wait([order.subscription_id for order in orders], COPPER_CLOSED, now)
        rows = UnbundlingOrder.objects.filter(pk__in=[order.pk for order in orders])
        perform_many(rows, "cancel", by=SYSTEM, now=now, reason=COPPER_CLOSED)
    return orders


def let_wait(keys: Iterable[UUID], code: str, now: datetime, text: str = "") -> None:
    """The customers of these subscriptions are to be called. Call it inside a transaction."""
    rows = hold(keys).filter(state__in=[SubscriptionState.PROSPECT, SubscriptionState.ORDERED])
    perform_many(rows, "wait", by=SYSTEM, now=now, reason=code, private={"text": text}, code=code)


def hold(keys: Iterable[UUID]) -> SubscriptionQuerySet:
    """These subscriptions, once whoever holds them has let go: a move of many would leave them out."""
    wanted = list(keys)
    rows = Subscription.objects.filter(pk__in=wanted)
    list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    return rows


def remind(now: datetime) -> Outcome:
    """Remind the incumbent of every order without a report, from its fifteenth day on, once a day, Sundays included."""
    today = timezone.localdate(now)
    sent_before = today - timedelta(days=DatedSetting.on(today)["reminder_from_days"])
    return perform_many(UnbundlingOrder.objects.to_remind(today, sent_before), "remind", by=SYSTEM, now=now)
