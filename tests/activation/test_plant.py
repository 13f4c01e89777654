"""Positions: how full exchanges are, and what is never asked of the database twice."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from activation import plant
from activation.models import Position, Strip, Subscription
from activation.orders import remind, send_due
from bascule.models import DatedSetting
from tests.activation.factories import (
    DslamFactory,
    ExchangeFactory,
    PositionFactory,
    StripFactory,
    SubscriptionFactory,
    UnbundlingOrderFactory,
)
from tests.activation.place import D, at, day, places

NOW = at(D)


def test_how_full_an_exchange_is(exchange):
    ExchangeFactory(code="EMPTY")
    for number, state in ((1, "reserved"), (2, "in_use"), (3, "quarantined"), (4, "faulty")):
        owner = SubscriptionFactory() if state in {"reserved", "in_use"} else None
        rest = day(3) if state == "quarantined" else None
        Position.objects.filter(number=number).update(state=state, subscription=owner, quarantined_until=rest)
    found = {one.exchange.code: one for one in plant.occupancy(D)}
    full = found["75LIL"]
    assert (full.positions, full.free, full.reserved, full.in_use, full.quarantined, full.faulty) == (8, 4, 1, 1, 1, 1)
    assert (full.percent, full.is_saturated) == (50, False)
    assert (found["EMPTY"].percent, found["EMPTY"].is_saturated) == (0, False)
    DatedSetting.objects.create(name="saturation_percent", value=50, starts_on=D, source="test")
    assert [one.is_saturated for one in plant.occupancy(D, [exchange])] == [True]


@pytest.mark.parametrize("count", [1, 30])
def test_occupancy_asks_twice_whatever_the_number(exchange, count, django_assert_num_queries):
    for _ in range(count):
        PositionFactory(strip=StripFactory(dslam=DslamFactory(exchange=ExchangeFactory())))
    with django_assert_num_queries(2):
        assert len(plant.occupancy(D)) == count + 1


def test_positions_are_given_in_order_and_kept(exchange):
    those = [SubscriptionFactory(exchange=exchange) for _ in range(3)]
    with transaction.atomic():
        given = plant.reserve(those)
        again = plant.reserve(those)
    assert [given[one.pk].number for one in those] == [1, 2, 3]
    assert {key: one.pk for key, one in given.items()} == {key: one.pk for key, one in again.items()}


def test_who_finds_none_is_missing(exchange):
    those = [SubscriptionFactory(exchange=exchange) for _ in range(9)]
    with transaction.atomic():
        assert set(plant.reserve(those)) == {one.pk for one in those[:8]}


def test_the_database_refuses_a_second_position_and_a_second_owner(exchange):
    first = SubscriptionFactory(exchange=exchange)
    with transaction.atomic():
        plant.reserve([first])
    refused = pytest.raises(IntegrityError)
    with refused, transaction.atomic():
        Position.objects.filter(number=2).update(state="reserved", subscription=first)


def test_a_strip_s_code_is_its_exchange_s(exchange):
    twin = Strip(dslam=DslamFactory(exchange=exchange), code="R001")
    with pytest.raises(ValidationError):
        twin.full_clean()
    Strip(dslam=DslamFactory(), code="R001").full_clean()


def test_only_what_rested_is_freed(exchange):
    Position.objects.filter(number=1).update(state="quarantined", quarantined_until=day(1))
    Position.objects.filter(number=2).update(state="quarantined", quarantined_until=D)
    assert plant.free_rested(NOW) == 1
    assert dict(places())[1] == "quarantined"


def orders(count, state, exchange, sent_on=None):
    made = []
    for _ in range(count):
        subscription = SubscriptionFactory(exchange=exchange, **({"ordered": True} if sent_on else {}))
        made.append(UnbundlingOrderFactory(subscription=subscription, state=state, due_on=D, sent_on=sent_on))
    return made


@pytest.mark.parametrize("batch", [send_due, remind])
def test_batches_ask_as_often_for_many_as_for_one(exchange, batch):
    """The statements of a chunk do not grow with its rows."""
    asked = []
    for count in (1, 1, 20):
        orders(count, "due", exchange)
        orders(count, "sent", exchange, sent_on=date(2026, 11, 1))
        with CaptureQueriesContext(connection) as queries:
            batch(NOW)
        asked.append(len(queries))
    assert asked[1] == asked[2]
    assert Subscription.objects.filter(state="ordered").count() >= 21
