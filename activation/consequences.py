"""Which move entails what: `CONSEQUENCES`, and the short ways from a move to those who see to it."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from activation import plant, porting, provisioning, reordering, shipping, takeovers
from activation.following import SUBSCRIBE
from activation.incumbent import saying
from activation.models import OrderState, Service, Subscription, SubscriptionState, UnbundlingOrder
from activation.orders import hold, let_wait
from bascule.lifecycle import SYSTEM, perform_many
from bascule.models import History
from portability.models import Number

ORDER_CANCELLED = "order_cancelled"
REPLACED = "replaced"
ORDERED = [
    OrderState.HELD,
    OrderState.DUE,
    OrderState.SENT,
    OrderState.ACKNOWLEDGED,
    OrderState.ACKNOWLEDGED_IN_ERROR,
]
"""The states from which an order is cancelled with its subscription."""
Orders = Sequence[UnbundlingOrder]
Subscriptions = Sequence[Subscription]


def launch(orders: Orders) -> None:
    """The subscription is on its way with its first order."""
    rows = hold([order.subscription_id for order in orders]).filter(state=SubscriptionState.PROSPECT)
    perform_many(rows, "launch", by=SYSTEM, now=orders[0].updated_at)


def activate(orders: Orders) -> None:
    """The incumbent has made the lines: they are put to use, and their ports go on."""
    now = orders[0].updated_at
    rows = hold([order.subscription_id for order in orders])
    plant.put_to_use(list(rows))
    moved = perform_many(rows, "activate", by=SYSTEM, now=now).moved
    carry([one.line_number for one in moved])
    porting.line_made(moved, now)


def carry(numbers: Sequence[str]) -> None:
    """Porting one of these numbers away would cut a line of ours."""
    Number.objects.among([number for number in numbers if number]).update(carries_access=True)


def note_carriers(numbers: Sequence[Number]) -> None:
    """Numbers that start to work on a line of ours: it came before them."""
    served = Subscription.objects.filter(state__in=SubscriptionState.served())
    lines = served.filter(line_number__in=[one.national for one in numbers])
    carry(list(lines.values_list("line_number", flat=True)))


def drop_carriers(subscriptions: Subscriptions) -> None:
    """The numbers of lines that were made, and are ours no more."""
    made = UnbundlingOrder.objects.filter(subscription__in=subscriptions, state=OrderState.DONE)
    numbers = set(made.values_list("line_number", flat=True)) - {""}
    live = Subscription.objects.filter(state__in=SubscriptionState.served(), line_number__in=numbers)
    left = numbers - set(live.values_list("line_number", flat=True))
    Number.objects.among(left).update(carries_access=False)


def lose_orders(orders: Orders) -> None:
    """A subscription whose order is cancelled alone waits for somebody to decide."""
    now = orders[0].updated_at
    let_wait([order.subscription_id for order in orders], ORDER_CANCELLED, now)
    plant.release([order.subscription for order in orders], now)


def take_over(orders: Orders) -> None:
    made = [order for order in orders if order.stray_result == "ok"]
    takeovers.taken_by_us(made, orders[0].updated_at)


def cancel_orders(subscriptions: Subscriptions) -> None:
    """With their reason: it is what the incumbent is told."""
    same: dict[str, list[Any]] = defaultdict(list)
    for key, reason in reasons_of(subscriptions, "cancel").items():
        same[reason].append(key)
    for reason, keys in same.items():
        rows = UnbundlingOrder.objects.filter(subscription__in=keys, state__in=ORDERED)
        perform_many(rows, "cancel", by=SYSTEM, now=subscriptions[0].updated_at, reason=reason)


def reasons_of(subscriptions: Subscriptions, move: str) -> dict[UUID, str]:
    lines = History.objects.filter(record_id__in=[one.pk for one in subscriptions], transition=move)
    return dict(lines.order_by("pk").values_list("record_id", "reason"))


def give_up_ports(subscriptions: Subscriptions) -> None:
    for reason in sorted(set(reasons_of(subscriptions, "cancel").values())):
        porting.line_given_up(subscriptions, subscriptions[0].updated_at, reason)


def end_replaced(subscriptions: Subscriptions) -> None:
    """The former line ends when the one that replaces it works."""
    keys = [one.replaces_id for one in subscriptions if one.replaces_id]
    if keys:
        ended = hold(keys).filter(state__in=[SubscriptionState.ACTIVE, SubscriptionState.SUSPENDED])
        perform_many(ended, "terminate", by=SYSTEM, now=subscriptions[0].updated_at, reason=REPLACED)


def release_positions(subscriptions: Subscriptions) -> None:
    plant.release(subscriptions, subscriptions[0].updated_at)


def plan_parcels(subscriptions: Subscriptions) -> None:
    shipping.plan(subscriptions, subscriptions[0].updated_at)


def open_low_speed(subscriptions: Subscriptions) -> None:
    """Until the line is made, the customer has an access over the telephone."""
    provisioning.want(subscriptions, [Service.LOW_SPEED], now=subscriptions[0].updated_at)


def close_low_speed(subscriptions: Subscriptions) -> None:
    provisioning.release(subscriptions, [Service.LOW_SPEED], now=subscriptions[0].updated_at)


def serve(subscriptions: Subscriptions) -> None:
    provisioning.want(subscriptions, now=subscriptions[0].updated_at)


def serve_otherwise(subscriptions: Subscriptions) -> None:
    """Another offer: what it adds is allocated and posted, what it lacks is given back."""
    now = subscriptions[0].updated_at
    provisioning.want(subscriptions, now=now)
    provisioning.release_unneeded(subscriptions, now=now)
    shipping.recall_unneeded(subscriptions, now)
    shipping.plan(subscriptions, now)


def stop_serving(subscriptions: Subscriptions) -> None:
    provisioning.suspend(subscriptions, now=subscriptions[0].updated_at)


def serve_again(subscriptions: Subscriptions) -> None:
    provisioning.resume(subscriptions, now=subscriptions[0].updated_at)


def give_back(subscriptions: Subscriptions) -> None:
    now = subscriptions[0].updated_at
    provisioning.release(subscriptions, now=now)
    shipping.recall(subscriptions, now)


CONSEQUENCES: dict[tuple[str, str], list[Callable[[Sequence[Any]], object]]] = {
    ("unbundling_order", "send"): [saying.order_accesses, launch],
    ("unbundling_order", "remind"): [saying.remind],
    ("unbundling_order", "cancel"): [saying.cancel, lose_orders],
    ("unbundling_order", "refuse"): [reordering.after_refusals],
    ("unbundling_order", "complete"): [activate],
    ("unbundling_order", "fail"): [reordering.after_failures],
    ("unbundling_order", "note_stray"): [take_over],
    ("subscription", SUBSCRIBE): [plan_parcels],
    ("subscription", "launch"): [open_low_speed],
    ("subscription", "correct"): [open_low_speed],
    ("subscription", "activate"): [serve],
    ("subscription", "finish"): [close_low_speed, end_replaced],
    ("subscription", "change_offer"): [serve_otherwise],
    ("subscription", "suspend"): [stop_serving],
    ("subscription", "resume"): [serve_again],
    ("subscription", "cancel"): [
        cancel_orders,
        saying.give_up,
        release_positions,
        drop_carriers,
        give_up_ports,
        give_back,
    ],
    ("subscription", "terminate"): [saying.give_up, release_positions, drop_carriers, give_back],
    ("takeover", "restore"): [takeovers.give_back],
}
"""By kind of record and name of the move, in order."""
