"""What this room puts on the front page and into the search."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from activation.models import (
    Allocation,
    OrderState,
    Shipment,
    Subscription,
    SubscriptionState,
    Takeover,
    TakeoverState,
    UnbundlingOrder,
)
from activation.plant import occupancy
from activation.porting import wait_for_ports
from activation.reasons import by_code
from bascule.board import MOST_FOUND, MOST_ROWS, Attention, Found, Group, start_of
from bascule.models import DatedSetting
from operators.numbering import MalformedNumber, parse_number

US, INCUMBENT, CARRIER = _("us"), _("the incumbent"), _("the carrier")
OPEN = _("Open")
WAITING = Q(state=SubscriptionState.WAITING_FOR_CUSTOMER)
ORDER_WAITS = {
    OrderState.HELD: (_("The withdrawal period is over and the order is still held"), US),
    OrderState.DUE: (_("The order has not left"), US),
    OrderState.SENT: (_("The order is not acknowledged"), INCUMBENT),
}
"""What an order whose clock is over waits for, and who must act."""


def tonight(now: datetime) -> datetime:
    """The moment at which today is over."""
    return start_of(timezone.localdate(now) + timedelta(days=1))


def late_orders(now: datetime) -> Q:
    """The orders that somebody must see to: their clock is over, or a report came that nobody awaited."""
    return Q(state__in=OrderState.open(), due_at__lte=now) | ~Q(stray_result="")


def to_call(now: datetime) -> Q:
    """Who is called today; a customer who asked for another day comes up on that day."""
    return WAITING & Q(due_at__lte=tonight(now))


def stuck(now: datetime) -> Q:
    """The lines that are made and do not work yet, though they should."""
    return Q(state=SubscriptionState.ACTIVATING, due_at__lte=now)


def open_takeovers() -> QuerySet[Takeover]:
    return Takeover.objects.filter(state=TakeoverState.OPEN)


def counts(user: Any, now: datetime) -> dict[str, int]:
    """What the navigation shows beside its entries, and what of today's list is due today; a query a kind of record."""
    found: Counter[str] = Counter()
    if user.has_perm("activation.view_subscription"):
        found.update(
            Subscription.objects.under_way().aggregate(
                **{
                    "activation:subscription_list": Count("pk"),
                    "activation:to_call": Count("pk", filter=WAITING),
                    "today": Count("pk", filter=to_call(now) | stuck(now)),
                }
            )
        )
    if user.has_perm("activation.view_unbundlingorder"):
        found.update(UnbundlingOrder.objects.filter(late_orders(now)).aggregate(today=Count("pk")))
    if user.has_perm("activation.view_takeover"):
        urgent = Count("pk", filter=Q(due_at__lte=tonight(now)))
        found.update(open_takeovers().aggregate(**{"activation:takeover_list": Count("pk"), "today": urgent}))
    return dict(+found)


def attention(user: Any, now: datetime) -> list[Attention]:
    """The customers to call, the orders that are late, the lines that do not work, parcels, exchanges, takeovers."""
    rows: list[Attention] = []
    if user.has_perm("activation.view_subscription"):
        rows += [*calls_to_make(now), *lines_that_wait(now), *services_in_trouble(now)]
        rows += [*lines_held_by_ports(), *ports_put_off(now)]
    if user.has_perm("activation.view_unbundlingorder"):
        rows += orders_that_wait(now)
    if user.has_perm("activation.view_takeover"):
        rows += takeovers_that_wait()
    if user.has_perm("activation.view_shipment"):
        rows += parcels_that_wait(now)
    if user.has_perm("activation.view_exchange"):
        rows += exchanges_nearly_full(now)
    return rows


def calls_to_make(now: datetime) -> list[Attention]:
    waiting = list(
        Subscription.objects.filter(to_call(now)).select_related("customer").order_by("due_at", "pk")[:MOST_ROWS]
    )
    reasons = by_code(one.waits_for for one in waiting)
    return [
        Attention(
            one.reference,
            f"{page_of(one)}#to-call",
            one.customer.name,
            reasons[one.waits_for].label,
            US,
            _("Call"),
            one.state_since,
            one.due_at,
        )
        for one in waiting
    ]


def lines_that_wait(now: datetime) -> Iterator[Attention]:
    what = _("The line is made and some of its services are not")
    for one in Subscription.objects.filter(stuck(now)).select_related("customer").order_by("due_at", "pk")[:MOST_ROWS]:
        url = f"{page_of(one)}#services"
        yield Attention(one.reference, url, one.customer.name, what, US, OPEN, one.state_since, one.due_at)


def services_in_trouble(now: datetime) -> Iterator[Attention]:
    """What stands between services and what is wanted of them, for lines that are in no other row for it."""
    rows = Allocation.objects.in_trouble().exclude(subscription__in=Subscription.objects.filter(stuck(now)))
    for one in rows.select_related("subscription__customer").order_by("status_since", "pk")[:MOST_ROWS]:
        line, what = one.subscription, f"{one.get_kind_display()} – {one.get_problem_display()}"
        url = f"{page_of(line)}#services"
        yield Attention(line.reference, url, line.customer.name, what, US, OPEN, one.status_since)


def lines_held_by_ports() -> Iterator[Attention]:
    """Lines whose order does not leave because their very number's port was refused."""
    what = _("Its port was refused: correct it, or go on without it")
    rows = Subscription.objects.filter(wait_for_ports()).select_related("customer").order_by("state_since", "pk")
    for one in rows[:MOST_ROWS]:
        url = f"{page_of(one)}#port"
        yield Attention(one.reference, url, one.customer.name, what, US, OPEN, one.state_since)


def ports_put_off(now: datetime) -> Iterator[Attention]:
    """Ports that were promised for a day, and are put off every day because their line is not there."""
    today = timezone.localdate(now)
    until = today - timedelta(days=DatedSetting.on(today)["put_offs_before_escalation"])
    rows = Subscription.objects.under_way().filter(port_in__waits_for_line=True, port_in__promised_on__lte=until)
    told = rows.values_list("port_in__reference", "reference", "customer__name", "port_in__promised_on")
    what = _("Put off every day: the line that it waits for is not made")
    for port, line, customer, promised_on in told.order_by("port_in__promised_on", "pk")[:MOST_ROWS]:
        url = reverse("activation:subscription", args=[line])
        yield Attention(port, url, customer, what, US, OPEN, start_of(promised_on or today))


def orders_that_wait(now: datetime) -> Iterator[Attention]:
    rows = UnbundlingOrder.objects.filter(late_orders(now)).with_reminders().select_related("subscription__customer")
    for order in rows.order_by("due_at", "pk")[:MOST_ROWS]:
        what, actor = waiting_for(order)
        subscription = order.subscription
        yield Attention(
            order.reference,
            f"{page_of(subscription)}#attempts",
            subscription.customer.name,
            what,
            actor,
            OPEN,
            order.stray_at or order.state_since,
            order.due_at,
        )


def waiting_for(order: Any) -> tuple[str | Promise, str | Promise]:
    """What an order waits for, and who must act."""
    if order.stray_result:
        return _("A report came that nobody awaited any more"), US
    if order.state != OrderState.ACKNOWLEDGED:
        return ORDER_WAITS[OrderState(order.state)]
    words = ngettext(
        "No completion report, %(count)d reminder", "No completion report, %(count)d reminders", order.reminded
    )
    return words % {"count": order.reminded}, INCUMBENT


def takeovers_that_wait() -> Iterator[Attention]:
    for one in open_takeovers().select_related("subscription__customer").order_by("due_at", "pk")[:MOST_ROWS]:
        about = one.subscription.customer.name if one.subscription else one.line_number
        what = one.get_side_display()
        url = reverse("activation:takeover", args=[one.reference])
        yield Attention(one.reference, url, about, what, US, OPEN, one.created_at, one.due_at)


def parcels_that_wait(now: datetime) -> Iterator[Attention]:
    """One row for all that should have arrived: it may wait."""
    late = Shipment.objects.late(timezone.localdate(now)).aggregate(count=Count("pk"), since=Min("expected_on"))
    if late["count"]:
        about = ngettext("%d parcel", "%d parcels", late["count"]) % late["count"]
        url = f"{reverse('activation:shipment_list')}?show=late"
        what = _("It should have arrived")
        yield Attention(str(_("Shipments")), url, about, what, CARRIER, OPEN, start_of(late["since"]))


def exchanges_nearly_full(now: datetime) -> Iterator[Attention]:
    """The exchanges that need more positions before nobody can be served there."""
    for one in occupancy(timezone.localdate(now)):
        if one.is_saturated:
            exchange, url = one.exchange, reverse("activation:exchange", args=[one.exchange.code])
            yield Attention(exchange.code, url, exchange.name, left(one.free), US, _("Order capacity"), now)


def left(free: int) -> str | Promise:
    """How many positions an exchange still has."""
    if not free:
        return _("No position is left")
    what = ngettext("Only %(count)d position is left", "Only %(count)d positions are left", free)
    return what % {"count": free}


def page_of(subscription: Subscription) -> str:
    return reverse("activation:subscription", args=[subscription.reference])


def find(text: str, user: Any) -> list[Group]:
    """Subscriptions and orders by a reference, ours or theirs, or by the number of the line."""
    if not user.has_perm("activation.view_subscription"):
        return []
    return [Group(_("Activations"), subscriptions(text))]


def subscriptions(text: str) -> list[Found]:
    written = text.upper()
    meant = Q(reference__startswith=written) | Q(external_reference=text) | Q(orders__reference=written)
    with suppress(MalformedNumber):
        meant |= Q(line_number=parse_number(text))
    rows = Subscription.objects.filter(meant).select_related("customer").distinct().order_by("-created_at")
    return [
        Found(row.reference, page_of(row), row.customer.name, exact=row.reference == written)
        for row in rows[:MOST_FOUND]
    ]
