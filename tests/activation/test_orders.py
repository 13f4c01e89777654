"""The life of an order to the incumbent, day by day."""

import pytest

from activation.models import Position, Reminder
from bascule.rules import RuleRefused
from tests.activation.factories import OfferFactory
from tests.activation.place import (
    D,
    acknowledge,
    at,
    day,
    events,
    fail,
    fresh,
    line_of,
    order_of,
    orders_of,
    places,
    refuse,
    remind,
    report,
    said,
    send,
    someone,
    withdrawal,
)


def test_a_full_unbundling_leaves_when_the_withdrawal_period_ends(exchange):
    withdrawal(7)
    subscription = someone()
    assert [(one.state, one.due_on) for one in orders_of(subscription)] == [("held", day(7))]
    for number in range(7):
        send(day(number))
        assert said() == []
    send(day(7))
    order = order_of(subscription)
    assert (order.state, order.sent_on) == ("sent", day(7))
    assert events(order) == ["held", "due", "sent"]
    assert fresh(subscription).state == "ordered"


@pytest.mark.parametrize("how", ["partial", "waived"])
def test_a_partial_or_waived_one_leaves_the_next_day(exchange, how):
    subscription = someone(OfferFactory(partial=how == "partial"), waived=how == "waived")
    send(D)
    assert order_of(subscription).state == "due"
    send(day(1))
    assert order_of(subscription).state == "sent"


def test_what_the_incumbent_reads_of_an_order(exchange):
    subscription = someone(waived=True, wanted_on=day(20))
    send(day(1))
    [message] = said("access_order")
    assert message.reference == order_of(subscription).reference
    assert message.fields == {
        "attempt": "1",
        "technology": "copper",
        "unbundling": "full",
        "line_number": "0199000001",
        "customer": subscription.customer.name,
        "address": "12 rue des Lilas",
        "postal_code": "75011",
        "city": "Paris",
        "exchange": "75LIL",
        "strip": "R001",
        "position": "1",
        "wanted_on": day(20).isoformat(),
    }


def test_the_batch_run_twice_sends_once(exchange):
    someone(waived=True)
    send(day(1))
    send(day(1))
    send(day(2))
    assert len(said("access_order")) == 1


def test_a_fibre_has_no_position(exchange):
    subscription = someone(OfferFactory(fibre=True), "", waived=True)
    send(day(1))
    order = order_of(subscription)
    assert (order.strip, order.position, order.state) == ("", None, "sent")
    assert set(places()) == {(number, "free") for number in range(1, 9)}


def test_a_position_is_reserved_with_the_order_and_in_use_once_the_line_is_made(exchange):
    subscription = someone(waived=True)
    assert Position.objects.get(subscription=subscription).state == "reserved"
    send(day(1))
    report(order_of(subscription), at(day(6)))
    assert Position.objects.get(subscription=subscription).state == "in_use"


def test_reminders_from_the_fifteenth_day_on_every_day(exchange):
    subscription = someone(waived=True)
    send(day(1))
    acknowledge(order_of(subscription), at(day(2)))
    for number in range(2, 16):
        remind(day(number))
    assert said("access_reminder") == []
    for number in (16, 17, 18, 19, 20):
        remind(day(number))
        remind(day(number))
    order = order_of(subscription)
    assert list(order.reminders.values_list("day", flat=True)) == [day(number) for number in range(16, 21)]
    assert day(20).strftime("%A") == "Sunday"
    assert [message.fields["count"] for message in said("access_reminder")] == ["1", "2", "3", "4", "5"]
    assert [message.fields["days"] for message in said("access_reminder")] == ["15", "16", "17", "18", "19"]
    report(order, at(day(21)))
    remind(day(22))
    assert Reminder.objects.count() == 5


def test_one_that_is_not_acknowledged_is_reminded_of_too(exchange):
    subscription = someone(waived=True)
    send(day(1))
    remind(day(16))
    assert order_of(subscription).state == "sent"
    assert len(said("access_reminder")) == 1


def test_no_report_no_line(exchange):
    """The line may work; without a report nothing is activated, on day 14, 15 or 40."""
    subscription = someone(waived=True)
    send(day(1))
    acknowledge(order_of(subscription), at(day(2)))
    for number in (14, 15, 40):
        remind(day(number))
        send(day(number))
        assert fresh(subscription).state == "ordered"
        assert not subscription.allocations.exclude(kind="low_speed").exists()


def test_a_line_that_the_incumbent_makes_is_activated(exchange):
    subscription = line_of()
    order = order_of(subscription)
    assert events(order) == ["due", "sent", "acknowledged", "done"]
    assert (order.done_on, order.reported_on) == (day(6), day(6))
    assert events(subscription)[:3] == ["prospect", "ordered", "activating"]


def test_a_report_may_come_without_an_acknowledgement(exchange):
    subscription = someone(waived=True)
    send(day(1))
    assert report(order_of(subscription), at(day(4)), done_on=day(3).isoformat()) == {}
    assert order_of(subscription).done_on == day(3)


def test_a_line_of_another_is_ordered_again_three_times_and_then_we_call(exchange):
    subscription = someone(waived=True)
    today = 1
    for attempt in (1, 2, 3, 4):
        send(day(today))
        order = order_of(subscription)
        assert (order.attempt, order.state) == (attempt, "sent")
        acknowledge(order, at(day(today + 1)))
        fail(order, "E-HELD", at(day(today + 4)), "Ligne créée par un autre opérateur")
        today += 5
    orders = orders_of(subscription)
    assert [(one.attempt, one.state) for one in orders] == [(n, "failed") for n in (1, 2, 3, 4)]
    assert [one.replaces for one in orders] == [None, *orders[:3]]
    assert {one.position for one in orders} == {1}
    waiting = fresh(subscription)
    assert (waiting.state, waiting.waits_for) == ("waiting_for_customer", "held_by_other")
    assert waiting.waits_for_text == "E-HELD: Ligne créée par un autre opérateur"
    assert [message.fields["attempt"] for message in said("access_order")] == ["1", "2", "3", "4"]
    assert set(places()) == {(number, "free") for number in range(1, 9)}


def test_another_position_when_theirs_is_used(exchange):
    subscription = someone(waived=True)
    send(day(1))
    fail(order_of(subscription), "E-POSITION-USED", at(day(5)))
    assert dict(places())[1] == "faulty"
    assert [(one.attempt, one.position) for one in orders_of(subscription)] == [(1, 1), (2, 2)]
    assert fresh(subscription).state == "ordered"


def test_a_position_that_is_taken_is_replaced_once(exchange):
    subscription = someone(waived=True)
    send(day(1))
    refuse(order_of(subscription), "E-POSITION-TAKEN", at(day(2)))
    assert [(one.attempt, one.position, one.state) for one in orders_of(subscription)] == [
        (1, 1, "corrected"),
        (1, 2, "due"),
    ]
    send(day(3))
    refuse(order_of(subscription), "E-POSITION-TAKEN", at(day(4)))
    assert fresh(subscription).waits_for == "position_taken"
    assert len(orders_of(subscription)) == 2


def test_no_other_position_is_left(exchange):
    subscription = someone(waived=True)
    Position.objects.filter(state="free").update(state="faulty")
    send(day(1))
    fail(order_of(subscription), "E-POSITION-USED", at(day(5)))
    assert (fresh(subscription).state, fresh(subscription).waits_for) == ("waiting_for_customer", "saturated")


def test_an_exchange_that_closed_to_copper_since(exchange):
    subscription = someone()
    exchange.copper_closed_on = day(10)
    exchange.save()
    send(order_of(subscription).due_on)
    assert order_of(subscription).state == "cancelled"
    assert (fresh(subscription).state, fresh(subscription).waits_for) == ("waiting_for_customer", "copper_closed")
    assert said() == []
    assert set(places()) == {(number, "free") for number in range(1, 9)}


def test_nothing_is_ordered_where_copper_is_closed(exchange):
    exchange.copper_closed_on = D
    exchange.save()
    with pytest.raises(RuleRefused) as refused:
        someone()
    assert refused.value.code == "copper_closed"
