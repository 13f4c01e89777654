"""A line and the numbers that are ported to it are one case.

The numbers of the very line that is unbundled whole move with it, on the day when it is made. Numbers of another line
are ported once this one works, and not before.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from activation.models import OrderState, Subscription, Technology, Unbundling, UnbundlingOrder
from bascule.lifecycle import SYSTEM, perform, perform_many
from bascule.models import DatedSetting
from bascule.rules import RuleRefused
from bascule.workdays import add_working_days
from portability.deadlines import port_days
from portability.models import PortIn, PortInNumber
from portability.models.port_in_state import PortInState


def of_the_line() -> Exists:
    """Whether the port of a subscription is of the very number of its line."""
    return Exists(PortInNumber.objects.filter(port_in=OuterRef("port_in"), national=OuterRef("line_number")))


def together() -> Q:
    """The subscriptions whose numbers move with their line."""
    return Q(of_the_line(), offer__unbundling=Unbundling.FULL, offer__technology=Technology.COPPER) & ~Q(
        without_port=True
    )


def blocked(orders: Iterable[UnbundlingOrder]) -> set[UUID]:
    """The keys of the orders that would cut a number whose port was refused: it is corrected, or dropped, first."""
    rows = Subscription.objects.filter(together(), orders__in=list(orders), port_in__state=PortInState.REJECTED)
    return set(rows.values_list("orders", flat=True))


def attach(subscription: Subscription, port_in: PortIn, *, now: datetime) -> None:
    """Make a port wait for this line. Raises RuleRefused with its field."""
    if port_in.partner_id != subscription.partner_id:
        raise RuleRefused("port_in_unknown", _("This port came through another operator."), field="port_in")
    if port_in.state not in PortInState.planned():
        raise RuleRefused("port_in_over", _("This port can no longer wait for a line."), field="port_in")
    others = Subscription.objects.live().filter(port_in=port_in).exclude(pk=subscription.pk)
    if other := others.exclude(replaced_by=subscription).first():
        sentence = _("This port waits for another line (%(reference)s).")
        raise RuleRefused("port_in_taken", sentence % {"reference": other}, field="port_in")
    if not port_in.waits_for_line:
        perform(port_in, "wait_for_line", by=SYSTEM, now=now)


def numbers_with(orders: Sequence[UnbundlingOrder]) -> dict[UUID, list[PortInNumber]]:
    """The numbers that move with each order, by its subscription."""
    keys = [order.subscription_id for order in orders]
    rows = Subscription.objects.filter(together(), pk__in=keys, port_in__state__in=PortInState.open())
    ports: Mapping[UUID, UUID] = dict(rows.values_list("port_in_id", "pk"))
    found: dict[UUID, list[PortInNumber]] = {}
    for number in PortInNumber.objects.filter(port_in__in=ports).select_related("port_in").order_by("national"):
        found.setdefault(ports[number.port_in_id], []).append(number)
    return found


def belonging_to(subscriptions: Sequence[Subscription]) -> Q:
    """The ports of subscriptions, and what mixed answers split from them."""
    names = "subscriptions", "split_from__subscriptions", "split_from__split_from__subscriptions"
    return Q(*((f"{name}__in", subscriptions) for name in names), _connector=Q.OR)


def line_made(subscriptions: Sequence[Subscription], now: datetime) -> None:
    """The lines work: their ports wait no more. Those of the very line are cut over together with it, now."""
    ports = PortIn.objects.filter(belonging_to(subscriptions), waits_for_line=True)
    same = Subscription.objects.filter(together(), pk__in=[one.pk for one in subscriptions])
    with_line = set(same.values_list("port_in_id", flat=True))
    freed = perform_many(ports, "find_line", by=SYSTEM, now=now).moved
    accepted = [one.pk for one in freed if one.state == PortInState.ACCEPTED]
    cut_over([key for key in accepted if key in with_line], now)
    plan_again([key for key in accepted if key not in with_line], now)


def cut_over(keys: Sequence[UUID], now: datetime) -> None:
    """The port is made on the day of the line, together with it."""
    today = timezone.localdate(now)
    rows = PortIn.objects.filter(pk__in=keys)
    perform_many(rows.exclude(scheduled_on=today), "take_date", by=SYSTEM, now=now, scheduled_on=today)
    perform_many(rows.filter(state=PortInState.ACCEPTED), "start", by=SYSTEM, now=now)
    perform_many(rows.filter(state=PortInState.READY), "go", by=SYSTEM, now=now)


def plan_again(keys: Sequence[UUID], now: datetime) -> None:
    """A port whose day passed while it waited is planned for the next working day of its calendar."""
    today = timezone.localdate(now)
    missed = PortIn.objects.filter(pk__in=keys, scheduled_on__lte=today)
    kind = port_days(DatedSetting.on(today))
    for area in sorted(set(missed.values_list("area", flat=True))):
        day = add_working_days(today, 1, kind, area)
        perform_many(missed.filter(area=area), "reschedule", by=SYSTEM, now=now, scheduled_on=day)


def line_given_up(subscriptions: Sequence[Subscription], now: datetime, reason: str) -> None:
    """There will be no line: a port that waited for nothing else is cancelled with it."""
    waiting = PortIn.objects.filter(belonging_to(subscriptions), waits_for_line=True, go_at=None)
    others = Subscription.objects.live().filter(port_in=OuterRef("pk"))
    perform_many(waiting.filter(~Exists(others)), "cancel", by=SYSTEM, now=now, reason=reason)


def wait_for_ports() -> Q:
    """Subscriptions whose order leaves once their port is corrected or dropped; for their page and for Today."""
    unsent = UnbundlingOrder.objects.filter(subscription=OuterRef("pk"), state__in=[OrderState.HELD, OrderState.DUE])
    return Q(together(), Exists(unsent), port_in__state=PortInState.REJECTED)
