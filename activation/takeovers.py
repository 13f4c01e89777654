"""Lines taken by mistake (écrasement à tort): a file for each, until the line is given back.

A file is opened by what we hear (`lose`, `taken_by_us`) or by hand (`open_file`); a line is in one open file at a time.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from activation.incumbent import saying
from activation.models import (
    OrderState,
    Subscription,
    SubscriptionState,
    Takeover,
    TakeoverSide,
    TakeoverState,
    Technology,
    Unbundling,
    UnbundlingOrder,
)
from bascule.lifecycle import SYSTEM, Actor, enter, perform
from bascule.rules import RuleRefused
from operators.models import Operator
from portability.models import PortOut, PortOutNumber
from portability.models.port_out import PortOutState

WRONGFUL = "wrongful"
PORTED_OUT = "ported_out"


def served_lines(numbers: Iterable[str]) -> Mapping[str, Subscription]:
    """The subscription that lives on each line, and whose line works."""
    rows = Subscription.objects.filter(line_number__in=set(numbers) - {""}, state__in=SubscriptionState.served())
    return {row.line_number: row for row in rows.order_by("created_at")}


def lose(subscription: Subscription, operator: Operator | None, on: date | None, *, now: datetime) -> Takeover | None:
    """A line of ours is with somebody else: its customer went, or it was taken by mistake and a file is opened."""
    if is_promised(subscription.line_number, operator):
        move = "cancel" if subscription.state == SubscriptionState.ACTIVATING else "terminate"
        perform(subscription, move, by=SYSTEM, now=now, reason=PORTED_OUT)
        return None
    return begin(
        subscription.line_number,
        TakeoverSide.TAKEN_FROM_US,
        subscription=subscription,
        other=operator,
        by=SYSTEM,
        now=now,
    )


def is_promised(line_number: str, operator: Operator | None) -> bool:
    """Whether the number of the line goes, or went, to this operator with our consent."""
    gone = [PortOutState.ACCEPTED, PortOutState.RELEASED, PortOutState.CLOSED]
    rows = PortOut.objects.filter(
        state__in=gone, pk__in=PortOutNumber.objects.filter(national=line_number).values("port_out")
    )
    return rows.filter(partner=operator).exists() if operator else rows.exists()


def taken_by_us(orders: Sequence[UnbundlingOrder], now: datetime) -> list[Takeover]:
    """Lines that were made although their orders were cancelled: whoever had them has lost them to us."""
    lines = [
        order
        for order in orders
        if order.state == OrderState.CANCELLED
        and order.line_number
        and order.technology == Technology.COPPER
        and order.unbundling == Unbundling.FULL
    ]
    opened = [
        begin(order.line_number, TakeoverSide.TAKEN_BY_US, subscription=None, order=order, by=SYSTEM, now=now)
        for order in lines
    ]
    return [one for one in opened if one]


@transaction.atomic
def open_file(
    line_number: str,
    side: str,
    *,
    by: Actor,
    now: datetime,
    subscription: Subscription | None = None,
    order: UnbundlingOrder | None = None,
    other: Operator | None = None,
) -> Takeover:
    """Open a file by hand. Raises RuleRefused with its field."""
    if other and other.is_own:
        raise RuleRefused("other_is_us", _("Name the other operator: we are not it."), field="other")
    served = served_lines([line_number]).get(line_number)
    if side == TakeoverSide.TAKEN_FROM_US and not (subscription or served):
        raise RuleRefused("never_ours", _("No line of ours has this number."), field="line_number")
    opened = begin(line_number, side, subscription=subscription or served, order=order, other=other, by=by, now=now)
    if opened is None:
        raise RuleRefused("already_open", _("A file of this line is open."), field="line_number")
    return opened


@transaction.atomic
def begin(
    line_number: str,
    side: str,
    *,
    by: Actor,
    now: datetime,
    subscription: Subscription | None = None,
    order: UnbundlingOrder | None = None,
    other: Operator | None = None,
) -> Takeover | None:
    """A new file; None when the line is in an open one already."""
    about = subscription or (order.subscription if order else None)
    if Takeover.objects.filter(line_number=line_number, state=TakeoverState.OPEN).exists():
        return None
    opened = Takeover(
        line_number=line_number,
        side=side,
        subscription=about,
        order=order or last_done(about),
        partner=about.partner if about else None,
        other=other,
        area=about.area if about else "metropole",
        opened_on=timezone.localdate(now),
    ).begin(now)
    opened.save(force_insert=True)
    enter([opened], by=by, now=now)
    return opened


def last_done(subscription: Subscription | None) -> UnbundlingOrder | None:
    """The order that made the line of a subscription."""
    if subscription is None:
        return None
    return subscription.orders.filter(state=OrderState.DONE).order_by("-created_at").first()


def restore(takeover: Takeover, *, by: Actor, now: datetime) -> Takeover:
    """The line is with whom it should be again. Raises as `perform`."""
    return perform(takeover, "restore", by=by, now=now)


def dismiss(takeover: Takeover, *, by: Actor, now: datetime) -> Takeover:
    """Nothing wrong was done. Raises as `perform`."""
    return perform(takeover, "dismiss", by=by, now=now)


def give_back(moved: Sequence[Takeover]) -> None:
    """What we took is given up at the incumbent."""
    ours = [one for one in moved if one.side == TakeoverSide.TAKEN_BY_US and one.order]
    saying.give_back([(one.order, WRONGFUL) for one in ours if one.order], moved[0].updated_at)
