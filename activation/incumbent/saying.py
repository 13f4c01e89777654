"""What we say to the incumbent: messages are rows of the outbox, in the transaction of the move.

`docs/incumbent-format.md` has their columns.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, prefetch_related_objects
from django.utils import timezone

from activation import porting
from activation.models import OrderState, Reminder, Subscription, UnbundlingOrder
from bascule.models import History
from operators.exchange.codecs import write_numbers
from operators.exchange.counterparts import INCUMBENT
from operators.exchange.envelope import Said
from operators.exchange.outbox import post
from operators.models import Customer
from portability.models import PortInNumber


def say(orders: Sequence[UnbundlingOrder], said: Iterable[Said]) -> None:
    post(INCUMBENT, said, now=orders[0].updated_at)


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def order_accesses(orders: Sequence[UnbundlingOrder]) -> None:
    """The orders themselves, with all that is needed to find, check and wire the lines."""
    prefetch_related_objects(list(orders), "subscription__customer", "exchange", "replaces")
    numbers = porting.numbers_with(orders)
    said = [
        Said("access_order", order.reference, order_fields(order, numbers.get(order.subscription_id, [])))
        for order in orders
    ]
    say(orders, said)


def order_fields(order: UnbundlingOrder, numbers: Sequence[PortInNumber]) -> dict[str, str]:
    rio = next((one.rio for one in numbers if one.national == order.line_number), "")
    return customer_fields(order.subscription.customer) | {
        "attempt": str(order.attempt),
        "replaces": order.replaces.reference if order.replaces else "",
        "technology": order.technology,
        "unbundling": order.unbundling,
        "line_number": order.line_number,
        "exchange": order.exchange.code if order.exchange else "",
        "strip": order.strip,
        "position": str(order.position or ""),
        "port_numbers": write_numbers(one.national for one in numbers),
        "rio": rio,
        "wanted_on": iso(wanted_on(order, numbers)),
    }


def customer_fields(customer: Customer) -> dict[str, str]:
    return {
        "customer": customer.name,
        "address": " ".join(filter(None, [customer.line1, customer.line2])),
        "postal_code": customer.postal_code,
        "city": customer.city,
    }


def wanted_on(order: UnbundlingOrder, numbers: Sequence[PortInNumber]) -> date | None:
    """Nothing is wired before the customer wants it, nor before the donor lets the number go that moves with it."""
    planned = [one.port_in.scheduled_on for one in numbers]
    days = [day for day in [order.subscription.wanted_on, *planned] if day]
    return max(days, default=None)


def remind(orders: Sequence[UnbundlingOrder]) -> None:
    """A row of the day for each, which the database lets in once, and a message."""
    today = timezone.localdate(orders[0].updated_at)
    Reminder.objects.bulk_create((Reminder(order=order, day=today) for order in orders), batch_size=500)
    counted = Reminder.objects.filter(order__in=orders).order_by().values_list("order").annotate(Count("pk"))
    counts: Mapping[UUID, int] = dict(counted)
    say(orders, [Said("access_reminder", order.reference, reminder_fields(order, counts, today)) for order in orders])


def reminder_fields(order: UnbundlingOrder, counts: Mapping[UUID, int], today: date) -> dict[str, str]:
    days = (today - order.sent_on).days if order.sent_on else 0
    return {"sent_on": iso(order.sent_on), "count": str(counts[order.pk]), "days": str(days)}


def cancel(orders: Sequence[UnbundlingOrder]) -> None:
    """Only what is in their hands: what never left, or came back in error, they need not hear of."""
    keys = [order.pk for order in orders if order.sent_on and not order.failure_code]
    lines = History.objects.filter(record_id__in=keys, transition="cancel")
    reasons = dict(lines.values_list("record_id", "reason"))
    theirs = [order for order in orders if order.pk in reasons]
    say(orders, [Said("access_cancellation", order.reference, {"reason": reasons[order.pk]}) for order in theirs])


def give_up(subscriptions: Sequence[Subscription]) -> None:
    """The lines that were made for these subscriptions are given back."""
    keys = [one.pk for one in subscriptions]
    lines = History.objects.filter(record_id__in=keys, transition__in=["terminate", "cancel"])
    reasons = dict(lines.values_list("record_id", "reason"))
    done = UnbundlingOrder.objects.filter(subscription__in=keys, state=OrderState.DONE)
    give_back(((order, reasons.get(order.subscription_id, "")) for order in done), subscriptions[0].updated_at)


def give_back(orders: Iterable[tuple[UnbundlingOrder, str]], now: datetime) -> None:
    """The accesses that these orders made are no longer ours, each for a reason."""
    day = iso(timezone.localdate(now))
    said = [
        Said("access_termination", order.reference, {"line_number": order.line_number, "reason": reason, "on": day})
        for order, reason in orders
    ]
    post(INCUMBENT, said, now=now)
