"""Lines that worked before the first day of the demonstration: whoever has them fills the exchanges."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from activation import plant
from activation.demo.people import LINES_OF_BEFORE, PLACES, Newcomers, line_number
from activation.models import (
    Allocation,
    Exchange,
    Offer,
    OrderState,
    Position,
    Subscription,
    SubscriptionState,
    UnbundlingOrder,
)
from activation.provisioning import want, work
from bascule.lifecycle import SYSTEM, enter
from bascule.workdays import area_of_postal_code
from operators.models import Customer
from portability.demo.cast import OWN, Cast

WORKING = {"75LIL": 40, "35GEN": 16, "59BEF": 18, "67CIG": 14, "69CHA": 23, "38ALP": 5, "13OLI": 12, "33PHA": 15}
"""How many lines each exchange had: one is nearly full, another one is closed to copper and empties."""
OFFERS = ("dsl-full", "dsl-tv-full", "dsl-partial", "dsl-tv-full", "dsl-tv-partial")
DAYS_TO_MAKE = 8


def write(cast: Cast, now: datetime) -> None:
    lines = list(lines_of_before(cast, now))
    Customer.objects.bulk_create(one.customer for one in lines)
    Subscription.begin_all(lines, now)
    for one in lines:
        one.customer_id = one.customer.pk
        one.created_at = one.state_since = one.updated_at = one.activated_at or now
    Subscription.objects.bulk_create(lines)
    enter(lines, by=SYSTEM, now=now)
    write_orders(lines, now)
    want(lines, now=now)
    work(now, Allocation.objects.of(lines))


def lines_of_before(cast: Cast, now: datetime) -> Iterator[Subscription]:
    people, operator = Newcomers(cast), cast.operators[OWN]
    offers = {offer.code: offer for offer in Offer.objects.all()}
    exchanges = {exchange.code: exchange for exchange in Exchange.objects.all()}
    turns = (place for place in PLACES for _turn in range(share_of(place)))
    for turn, place in enumerate(turns):
        subscribed = now - timedelta(days=people.seed.between(40, 700, "since", turn))
        customer = people.at(place, operator, "past", turn)
        yield Subscription(
            partner=operator,
            customer=customer,
            offer=offers[OFFERS[turn % len(OFFERS)]],
            exchange=exchanges[place[0]],
            area=area_of_postal_code(customer.postal_code),
            line_number=line_number(LINES_OF_BEFORE + turn),
            state=SubscriptionState.ACTIVE,
            subscribed_on=timezone.localdate(subscribed),
            ordered_at=subscribed + timedelta(days=1),
            activated_at=subscribed + timedelta(days=1 + DAYS_TO_MAKE),
        )


def share_of(place: tuple[str, str, str]) -> int:
    """The lines of an exchange, shared among the towns that it serves."""
    towns = [one for one in PLACES if one[0] == place[0]]
    whole, rest = divmod(WORKING[place[0]], len(towns))
    return whole + (towns.index(place) < rest)


def write_orders(lines: list[Subscription], now: datetime) -> None:
    """Each has its position, and the order by which it was made."""
    plant.reserve(lines)
    plant.put_to_use(lines)
    positions = plant.positions_of(lines)
    orders = [order_of(one, positions[one.pk]) for one in lines]
    UnbundlingOrder.begin_all(orders, now)
    UnbundlingOrder.objects.bulk_create(orders)
    enter(orders, by=SYSTEM, now=now)


def order_of(one: Subscription, position: Position) -> UnbundlingOrder:
    sent_on = one.subscribed_on + timedelta(days=1)
    done_on = sent_on + timedelta(days=DAYS_TO_MAKE)
    return UnbundlingOrder(
        subscription=one,
        partner=one.partner,
        state=OrderState.DONE,
        unbundling=one.offer.unbundling,
        area=one.area,
        line_number=one.line_number,
        exchange=one.exchange,
        strip=position.strip.code,
        position=position.number,
        due_on=sent_on,
        sent_on=sent_on,
        acknowledged_on=sent_on + timedelta(days=1),
        reported_on=done_on,
        done_on=done_on,
    )
