"""What is posted to subscribers: planned, sent on its day, delivered or back again, recalled when nothing comes of it.

Sending is for the desk: the batch marks what leaves, and the picking list of the day says what to put into which
parcel. Everything is for many at once, and may be done again.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from activation.deadlines import postings
from activation.models import Parcel, Shipment, ShipmentStatus, Subscription, SubscriptionState
from activation.models.shipment import ShipmentQuerySet
from bascule.models import DatedSetting
from bascule.rules import RuleRefused

LENT = (Parcel.MODEM, Parcel.TV_DECODER)
"""What is ours and comes back."""
OVER = (SubscriptionState.CANCELLED, SubscriptionState.TERMINATED)


@transaction.atomic
def plan(subscriptions: Sequence[Subscription], now: datetime) -> list[Shipment]:
    """What the offer of each line comes with, on its days; what is under way or there already is not sent twice.

    A day that has passed, for what a change of offer adds, becomes today.
    """
    today = timezone.localdate(now)
    settings = DatedSetting.on(today)
    prefetch_related_objects(subscriptions, "offer")
    underway = Shipment.objects.filter(subscription__in=subscriptions, status__in=ShipmentStatus.underway())
    there = set(underway.values_list("subscription_id", "kind"))
    new = []
    for one in subscriptions:
        days = postings(one.subscribed_on, one.unbundling, one.withdrawal_waived, settings)
        for kind in one.offer.parcels:
            if (one.pk, kind) not in there:
                leaves_on = max(days[kind].leaves_on, today)
                arrives_on = leaves_on + (days[kind].arrives_on - days[kind].leaves_on)
                new.append(Shipment(subscription=one, kind=kind, planned_on=leaves_on, expected_on=arrives_on))
    return Shipment.objects.bulk_create(new, batch_size=500)


def send_due(now: datetime) -> int:
    """What leaves today, or should have left; how much it is. Nothing leaves for a line that is given up."""
    today = timezone.localdate(now)
    arrives_on = today + timedelta(days=DatedSetting.on(today)["parcel_days"])
    due = Shipment.objects.to_send(today).exclude(subscription__state__in=OVER).values("pk")
    rows = Shipment.objects.filter(pk__in=due, status=ShipmentStatus.PLANNED)
    return rows.update(status=ShipmentStatus.SENT, sent_on=today, expected_on=arrives_on)


def recall(subscriptions: Sequence[Subscription], now: datetime, kinds: Iterable[Parcel] | None = None) -> None:
    """Lines that are given up, or parcels that an offer has no more: nothing more leaves, what is lent comes back."""
    today, rows = timezone.localdate(now), Shipment.objects.filter(subscription__in=subscriptions)
    rows = rows if kinds is None else rows.filter(kind__in=list(kinds))
    rows.filter(status=ShipmentStatus.PLANNED).update(status=ShipmentStatus.RECALLED, ended_on=today)
    with_them = rows.filter(status__in=[ShipmentStatus.SENT, ShipmentStatus.DELIVERED], kind__in=LENT)
    with_them.update(status=ShipmentStatus.RETURN_AWAITED, ended_on=None)


def recall_unneeded(subscriptions: Sequence[Subscription], now: datetime) -> None:
    """What the offer of each line does not come with any more is recalled."""
    prefetch_related_objects(subscriptions, "offer")
    for kind in LENT:
        recall([one for one in subscriptions if kind not in one.offer.parcels], now, [kind])


def note_delivered(shipment: Shipment, now: datetime) -> Shipment:
    """The customer has it."""
    return move(shipment, [ShipmentStatus.SENT], now, status=ShipmentStatus.DELIVERED, ended_on=timezone.localdate(now))


def note_returned(shipment: Shipment, now: datetime, reason: str = "") -> Shipment:
    """It came back: nobody was there, or its line is given up."""
    back = [ShipmentStatus.SENT, ShipmentStatus.DELIVERED, ShipmentStatus.RETURN_AWAITED]
    ended = {"status": ShipmentStatus.RETURNED, "ended_on": timezone.localdate(now), "reason": reason[:200]}
    return move(shipment, back, now, **ended)


def note_reference(shipment: Shipment, now: datetime, carrier_reference: str) -> Shipment:
    """The carrier's reference, under which a parcel can be followed."""
    left = [ShipmentStatus.SENT, ShipmentStatus.DELIVERED, ShipmentStatus.RETURN_AWAITED]
    return move(shipment, left, now, carrier_reference=carrier_reference.strip()[:40])


@transaction.atomic
def send_again(shipment: Shipment, now: datetime) -> Shipment:
    """Another one, with the next post, in the place of one that came back. Raises RuleRefused."""
    held = Shipment.objects.select_for_update(of=("self",)).select_related("subscription").get(pk=shipment.pk)
    if held.status != ShipmentStatus.RETURNED:
        raise RuleRefused("not_returned", _("Only what came back is sent again."), field="status")
    if held.subscription.state in OVER:
        raise RuleRefused("line_given_up", _("The line is given up: nothing is sent to it any more."))
    others = Shipment.objects.filter(subscription=held.subscription, kind=held.kind)
    if others.filter(status__in=ShipmentStatus.underway()).exists():
        raise RuleRefused("already_sent_again", _("Another one is on its way already."))
    today = timezone.localdate(now)
    arrives_on = today + timedelta(days=DatedSetting.on(today)["parcel_days"])
    return Shipment.objects.create(
        subscription=held.subscription, kind=held.kind, planned_on=today, expected_on=arrives_on
    )


@transaction.atomic
def move(shipment: Shipment, sources: Sequence[ShipmentStatus], now: datetime, **changes: Any) -> Shipment:
    """Write what was noted, if the parcel is where one can note it. Raises RuleRefused."""
    held = Shipment.objects.select_for_update().get(pk=shipment.pk)
    if held.status not in sources:
        sentence = _("This cannot be noted of a parcel that is: %(state)s.")
        raise RuleRefused("shipment_elsewhere", sentence % {"state": held.get_status_display()}, field="status")
    for name, value in changes.items():
        setattr(held, name, value)
    held.save(update_fields=list(changes))
    return held


class Parcelled(NamedTuple):
    """One line of a picking list."""

    number: int
    subscription: str
    kind: str
    customer: str
    line1: str
    line2: str
    postal_code: str
    city: str


def to_pick(day: date) -> ShipmentQuerySet:
    """What leaves on a day: what was sent then, and what is still to be sent by then."""
    planned = Q(status=ShipmentStatus.PLANNED, planned_on__lte=day) & ~Q(subscription__state__in=OVER)
    rows = Shipment.objects.filter(Q(sent_on=day) | planned)
    return rows.select_related("subscription__customer").order_by("kind", "pk")


def picking_list(day: date) -> Iterator[Parcelled]:
    """The parcels of a day, with whom they go to; one query."""
    for row in to_pick(day):
        to = row.subscription.customer
        address = to.line1, to.line2, to.postal_code, to.city
        yield Parcelled(row.pk, row.subscription.reference, row.get_kind_display(), to.name, *address)
