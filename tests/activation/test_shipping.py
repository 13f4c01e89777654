"""Letters, modems and decoders leave on their days, once, and come back when a line is given up."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activation import shipping
from activation.models import Parcel, Shipment, ShipmentStatus, SubscriptionState
from bascule.rules import RuleRefused
from tests.activation.factories import OfferFactory, ShipmentFactory, SubscriptionFactory
from tests.activation.lines import NOW

pytestmark = pytest.mark.django_db
D = NOW.date()


def days(count: int) -> date:
    return D + timedelta(days=count)


def subscribed(**given: object):
    return SubscriptionFactory(subscribed_on=D, **given)


def plan(*subscriptions: object) -> dict[str, date]:
    shipping.plan(subscriptions, NOW)
    return dict(Shipment.objects.values_list("kind", "planned_on"))


@pytest.mark.parametrize(
    ("offer", "waived", "expected"),
    [
        ({"partial": True, "television": True}, False, {"letter": 1, "modem": 1, "tv_decoder": 2}),
        ({"television": True}, False, {"letter": 1, "modem": 15, "tv_decoder": 16}),
        ({"television": True}, True, {"letter": 1, "modem": 1, "tv_decoder": 2}),
        ({"modem": False}, False, {"letter": 1}),
    ],
)
def test_what_is_posted_when(offer: dict, waived: bool, expected: dict[str, int]) -> None:
    one = subscribed(offer=OfferFactory(**offer), withdrawal_waived=waived)
    assert plan(one) == {kind: days(count) for kind, count in expected.items()}
    assert {row.expected_on - row.planned_on for row in Shipment.objects.all()} == {timedelta(days=3)}


def test_planning_twice_plans_nothing_more() -> None:
    one = subscribed()
    assert plan(one) == plan(one)
    assert Shipment.objects.count() == 2


def test_an_offer_with_television_adds_the_decoder_with_the_next_post() -> None:
    one = subscribed(offer=OfferFactory(partial=True))
    plan(one)
    one.offer = OfferFactory(partial=True, television=True)
    later = NOW + timedelta(days=40)
    [decoder] = shipping.plan([one], later)
    assert (decoder.kind, decoder.planned_on) == (Parcel.TV_DECODER, days(40))


def test_what_is_due_leaves_once() -> None:
    one = subscribed(offer=OfferFactory(partial=True, television=True))
    plan(one)
    assert shipping.send_due(NOW) == 0
    assert shipping.send_due(NOW + timedelta(days=1)) == 2
    assert shipping.send_due(NOW + timedelta(days=1)) == 0
    assert shipping.send_due(NOW + timedelta(days=3)) == 1
    assert set(Shipment.objects.values_list("kind", "status", "sent_on", "expected_on")) == {
        ("letter", "sent", days(1), days(4)),
        ("modem", "sent", days(1), days(4)),
        ("tv_decoder", "sent", days(3), days(6)),
    }


def test_nothing_bulky_leaves_before_the_withdrawal_period_ends() -> None:
    plan(subscribed(offer=OfferFactory(television=True)))
    for day in range(15):
        shipping.send_due(NOW + timedelta(days=day))
    assert list(Shipment.objects.exclude(status="planned").values_list("kind", flat=True)) == ["letter"]


def test_nothing_leaves_for_a_line_that_is_given_up() -> None:
    ShipmentFactory(subscription__cancelled=True, planned_on=D)
    assert shipping.send_due(NOW) == 0
    assert list(shipping.picking_list(D)) == []


def test_a_line_that_is_given_up_recalls_what_it_was_to_get() -> None:
    one = subscribed(offer=OfferFactory(partial=True, television=True))
    plan(one)
    shipping.send_due(NOW + timedelta(days=1))
    shipping.recall([one], NOW + timedelta(days=1))
    shipping.recall([one], NOW + timedelta(days=2))
    assert set(Shipment.objects.values_list("kind", "status", "ended_on")) == {
        ("letter", "sent", None),
        ("modem", "return_awaited", None),
        ("tv_decoder", "recalled", days(1)),
    }
    modem = Shipment.objects.get(kind="modem")
    assert shipping.note_returned(modem, NOW + timedelta(days=9)).status == ShipmentStatus.RETURNED


def test_what_becomes_of_a_parcel_is_noted() -> None:
    parcel = ShipmentFactory(status="sent", sent_on=D)
    assert shipping.note_reference(parcel, NOW, " 6A123 ").carrier_reference == "6A123"
    done = shipping.note_delivered(parcel, NOW)
    assert (done.status, done.ended_on) == (ShipmentStatus.DELIVERED, D)
    with pytest.raises(RuleRefused) as refused:
        shipping.note_delivered(parcel, NOW)
    assert refused.value.code == "shipment_elsewhere"


def test_what_came_back_is_sent_again_once() -> None:
    parcel = ShipmentFactory(subscription=subscribed(), status="sent", sent_on=days(-5))
    with pytest.raises(RuleRefused, match="came back"):
        shipping.send_again(parcel, NOW)
    shipping.note_returned(parcel, NOW, "not called for")
    new = shipping.send_again(parcel, NOW)
    assert (new.kind, new.planned_on, new.expected_on) == (parcel.kind, D, days(3))
    with pytest.raises(RuleRefused) as refused:
        shipping.send_again(parcel, NOW)
    assert refused.value.code == "already_sent_again"
    assert Shipment.objects.get(pk=parcel.pk).reason == "not called for"


def test_nothing_is_sent_again_to_a_line_that_is_given_up() -> None:
    parcel = ShipmentFactory(subscription__cancelled=True, status="returned", sent_on=D)
    assert parcel.subscription.state == SubscriptionState.CANCELLED
    with pytest.raises(RuleRefused) as refused:
        shipping.send_again(parcel, NOW)
    assert refused.value.code == "line_given_up"


def test_the_picking_list_of_a_day_says_what_goes_to_whom() -> None:
    one = subscribed(customer__name="Boulangerie Durand")
    ShipmentFactory(subscription=one, planned_on=days(-1))
    ShipmentFactory(subscription=one, kind="letter", status="sent", sent_on=D, planned_on=D)
    ShipmentFactory(subscription=one, kind="tv_decoder", planned_on=days(1))
    found = list(shipping.picking_list(D))
    assert [(row.kind, row.subscription, row.customer, row.postal_code) for row in found] == [
        ("confirmation letter", one.reference, "Boulangerie Durand", "75011"),
        ("modem", one.reference, "Boulangerie Durand", "75011"),
    ]


def test_many_parcels_cost_as_many_queries_as_one() -> None:
    counts = []
    for many in (1, 12):
        lines = [subscribed(offer=OfferFactory(partial=True, television=True)) for _ in range(many)]
        with CaptureQueriesContext(connection) as queries:
            shipping.plan(lines, NOW)
            assert shipping.send_due(NOW + timedelta(days=2)) == 3 * many
            assert len(list(shipping.picking_list(days(2)))) == Shipment.objects.count()
            shipping.recall(lines, NOW)
            shipping.recall_unneeded(lines, NOW)
        counts.append(len(queries))
    assert counts[0] == counts[1]
