"""Positions on the strips: reserved for an order, in use once the line is made, kept back for a while, free again.

Call what writes inside a transaction. A position that another process is taking is passed over, never waited for.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from activation.models import Exchange, OrderState, Position, PositionState, Subscription, Technology, UnbundlingOrder
from bascule.models import DatedSetting


def reserve(subscriptions: Iterable[Subscription]) -> dict[UUID, Position]:
    """A position for each copper subscription, by key; who has one keeps it, who finds none is missing."""
    wanted = [one for one in subscriptions if one.offer.technology == Technology.COPPER]
    found = positions_of(wanted)
    lacking: dict[int, list[Subscription]] = defaultdict(list)
    for one in wanted:
        if one.pk not in found and one.exchange_id:
            lacking[one.exchange_id].append(one)
    for exchange_id, those in sorted(lacking.items()):
        free = take_free(exchange_id, len(those))
        for one, position in zip(those, free, strict=False):
            position.state, position.subscription = PositionState.RESERVED, one
            found[one.pk] = position
    taken = [found[one.pk] for those in lacking.values() for one in those if one.pk in found]
    Position.objects.bulk_update(taken, ["state", "subscription"], batch_size=500)
    return found


def take_free(exchange_id: int, count: int) -> list[Position]:
    """The first free positions of an exchange, held until the end of the transaction."""
    rows = Position.objects.filter(state=PositionState.FREE, strip__dslam__exchange=exchange_id)
    rows = rows.select_related("strip").order_by("strip__code", "number")
    return list(rows.select_for_update(of=("self",), skip_locked=True)[:count])


def positions_of(subscriptions: Sequence[Subscription]) -> dict[UUID, Position]:
    """The position that each has, by the key of the subscription."""
    rows = Position.objects.filter(subscription__in=subscriptions, state__in=PositionState.taken())
    return {row.subscription_id: row for row in rows.select_related("strip") if row.subscription_id}


def has_free(exchange_id: int) -> bool:
    return Position.objects.filter(state=PositionState.FREE, strip__dslam__exchange=exchange_id).exists()


def put_to_use(subscriptions: Sequence[Subscription]) -> int:
    """The incumbent has wired them."""
    reserved = Position.objects.filter(subscription__in=subscriptions, state=PositionState.RESERVED)
    return reserved.update(state=PositionState.IN_USE)


def release(subscriptions: Sequence[Subscription], now: datetime) -> None:
    """Give positions up: what may have been wired is kept back for a while, what was never touched is free at once."""
    held = Position.objects.filter(subscription__in=subscriptions, state__in=PositionState.taken())
    wired = Q(state=PositionState.IN_USE) | Q(subscription__in=perhaps_wired(subscriptions))
    today = timezone.localdate(now)
    rest = today + timedelta(days=DatedSetting.on(today)["position_quarantine_days"])
    held.filter(wired).update(state=PositionState.QUARANTINED, subscription=None, quarantined_until=rest)
    held.update(state=PositionState.FREE, subscription=None, quarantined_until=None)


def perhaps_wired(subscriptions: Sequence[Subscription]) -> list[UUID]:
    """Who had an order cancelled that was in the incumbent's hands: somebody may be at work on it."""
    orders = UnbundlingOrder.objects.filter(subscription__in=subscriptions, state=OrderState.CANCELLED, failure_code="")
    return list(orders.exclude(sent_on=None).values_list("subscription_id", flat=True))


def set_apart(subscriptions: Sequence[Subscription]) -> int:
    """Their positions cannot be used, the incumbent says; a person looks, and frees them."""
    held = Position.objects.filter(subscription__in=subscriptions, state__in=PositionState.taken())
    return held.update(state=PositionState.FAULTY, subscription=None, quarantined_until=None)


def free_rested(now: datetime) -> int:
    """Positions whose quarantine is over can be given again; how many there were."""
    rested = Position.objects.filter(state=PositionState.QUARANTINED, quarantined_until__lte=timezone.localdate(now))
    return rested.update(state=PositionState.FREE, quarantined_until=None)


@dataclass(frozen=True, slots=True)
class Occupancy:
    """How full an exchange is; `percent` counts all that cannot be given now."""

    exchange: Exchange
    positions: int
    free: int
    reserved: int
    in_use: int
    quarantined: int
    faulty: int
    percent: int
    is_saturated: bool
    """From this threshold on, more positions are needed: it takes weeks to add some."""


def occupancy(today: date, exchanges: Iterable[Exchange] | None = None) -> list[Occupancy]:
    """Of these exchanges, or of all; two queries. An exchange without strips is not saturated: it has nothing."""
    of = "dslams__strips__positions"
    counts = {state.value: Count(of, filter=Q(**{f"{of}__state": state})) for state in PositionState}
    rows = Exchange.objects.annotate(positions=Count(of), **counts).order_by("code")
    if exchanges is not None:
        rows = rows.filter(pk__in=[one.pk for one in exchanges])
    threshold = DatedSetting.on(today)["saturation_percent"]
    return [occupancy_of(row, threshold) for row in rows]


def occupancy_of(row: Exchange, threshold: int) -> Occupancy:
    said: Mapping[str, int] = vars(row)
    positions = said["positions"]
    percent = 100 - 100 * said["free"] // positions if positions else 0
    counts = {name: said[name] for name in ("free", "reserved", "in_use", "quarantined", "faulty")}
    return Occupancy(row, positions, percent=percent, is_saturated=bool(positions) and percent >= threshold, **counts)
