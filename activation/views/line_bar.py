"""The life of a line as one line: what happened, now, what is due and expected."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activation.models import OrderState, Subscription, SubscriptionState, UnbundlingOrder
from bascule.board import Words, last_minute
from bascule.deadline_bar import Bar, Mark, in_order
from portability.deadlines import at

NOON = time(12)
DUE = {
    SubscriptionState.WAITING_FOR_CUSTOMER: _("Call due"),
    SubscriptionState.ACTIVATING: _("Services due"),
    SubscriptionState.ORDERED: _("At the latest"),
}
OVER = {SubscriptionState.CANCELLED, SubscriptionState.TERMINATED}


def line_bar(one: Subscription, orders: Sequence[UnbundlingOrder], now: datetime) -> Bar:
    marks = [Mark(_("Subscribed"), subscribed_at(one), "done"), *past_of(one, orders)]
    if one.state not in {*OVER, SubscriptionState.ACTIVE, SubscriptionState.SUSPENDED}:
        marks += [Mark(_("Now"), now, "now"), *ahead_of(one, orders, now)]
    return in_order(marks)


def subscribed_at(one: Subscription) -> datetime:
    """A line that was here before this product was subscribed long before it was written down."""
    same_day = timezone.localdate(one.created_at) == one.subscribed_on
    return one.created_at if same_day else at(one.subscribed_on, NOON)


def past_of(one: Subscription, orders: Sequence[UnbundlingOrder]) -> list[Mark]:
    """The last attempt, and how it ended."""
    marks = []
    if last := next((order for order in orders if order.sent_on), None):
        failed = last.state in {OrderState.FAILED, OrderState.ACKNOWLEDGED_IN_ERROR}
        marks += on(last.sent_on, _("Order sent"))
        marks += on(last.acknowledged_on, _("Acknowledged"), late=last.state == OrderState.ACKNOWLEDGED_IN_ERROR)
        marks += on(last.reported_on, _("Report"), late=failed)
    if one.activated_at:
        marks.append(Mark(_("Active"), one.activated_at, "done"))
    if one.ended_on:
        marks.append(Mark(one.get_state_display(), at(one.ended_on, NOON), "done"))
    return marks


def on(day: date | None, label: Words, *, late: bool = False) -> list[Mark]:
    return [Mark(label, at(day, NOON), "late" if late else "done")] if day else []


def ahead_of(one: Subscription, orders: Sequence[UnbundlingOrder], now: datetime) -> list[Mark]:
    marks = []
    waiting = next((order for order in orders if order.state in {OrderState.HELD, OrderState.DUE}), None)
    if waiting:
        marks.append(Mark(_("Order leaves"), at(waiting.due_on, NOON), "plan"))
    if one.expected_on:
        marks.append(Mark(_("Expected"), at(one.expected_on, NOON), "plan"))
    if one.due_at and (label := DUE.get(SubscriptionState(one.state))):
        marks.append(Mark(label, last_minute(one.due_at), "late" if one.due_at <= now else "due"))
    return marks
