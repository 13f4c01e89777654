"""A line that waits for its customer: calls, corrections, orders made again."""

import pytest
from django.core.exceptions import PermissionDenied
from django_fsm import TransitionNotAllowed

from activation.changing import cancel
from activation.correcting import correct, go_on_without_port, note_call, reorder
from activation.models import Call, UnbundlingOrder
from bascule.lifecycle import SYSTEM, perform
from bascule.rules import RuleRefused
from operators.models import Customer
from tests.activation.factories import ExchangeFactory
from tests.activation.place import (
    acknowledge,
    at,
    day,
    events,
    fail,
    fresh,
    order_of,
    orders_of,
    refuse,
    said,
    send,
    someone,
)
from tests.factories import UserFactory

NOW = at(day(3))


@pytest.fixture
def refused(exchange):
    """An order that was acknowledged in error: another address."""
    subscription = someone(waived=True)
    send(day(1))
    refuse(order_of(subscription), "E-ADDRESS", at(day(2)))
    return fresh(subscription)


@pytest.fixture
def failed(exchange):
    """A line that could not be made: no spare pair."""
    subscription = someone(waived=True)
    send(day(1))
    acknowledge(order_of(subscription), at(day(2)))
    fail(order_of(subscription), "E-NO-PAIR", at(day(3), 9))
    return fresh(subscription)


def refusal(act, *args, **kwargs):
    before = list(UnbundlingOrder.objects.values()), Customer.objects.count(), Call.objects.count()
    with pytest.raises(RuleRefused) as refused:
        act(*args, by=SYSTEM, now=NOW, **kwargs)
    assert before == (list(UnbundlingOrder.objects.values()), Customer.objects.count(), Call.objects.count())
    return refused.value.code, refused.value.field


def test_a_correction_makes_a_new_order_in_the_place_of_the_old_one(refused):
    agent = UserFactory(groups=["activation agent"])
    address = {"line1": "14 rue des Lilas", "line2": "", "postal_code": "75011", "city": "Paris"}
    correct(refused, {"address": address}, by=agent, now=NOW, note="Il a relu sa facture.")
    old, new = orders_of(refused)
    assert (old.state, old.attempt) == ("corrected", 1)
    assert (new.state, new.attempt, new.replaces, new.due_on) == ("due", 1, old, day(3))
    assert fresh(refused).state == "ordered"
    assert events(refused)[-1] == "corrected"
    line = refused.history.last()
    assert (line.by, line.facts) == (agent.get_username(), {"fields": ["address"]})
    send(day(4))
    fields = said("access_order")[-1].fields
    assert (fields["address"], fields["replaces"], fields["attempt"]) == ("14 rue des Lilas", old.reference, "1")
    assert refused.customer.line1 == "12 rue des Lilas", "the old customer may have other lines"
    call = Call.objects.get()
    assert (call.outcome, call.note, call.by) == ("corrected", "Il a relu sa facture.", agent.get_username())


def test_another_number_and_name(refused):
    correct(refused, {"line_number": "0199000077", "customer_name": "Durand"}, by=SYSTEM, now=NOW)
    order = order_of(refused)
    assert (order.line_number, fresh(refused).customer.name) == ("0199000077", "Durand")
    assert (fresh(refused).line_number, fresh(refused).waits_for) == ("0199000077", "")


def test_after_a_failure_a_person_decides_on_the_next_attempt(failed):
    assert failed.waits_for == "no_spare_pair"
    reorder(failed, by=SYSTEM, now=NOW)
    old, new = orders_of(failed)
    assert (old.state, new.state, new.attempt, new.replaces) == ("failed", "due", 2, old)


def test_nobody_orders_a_fifth_time(failed):
    for attempt in (2, 3, 4):
        reorder(fresh(failed), by=SYSTEM, now=NOW)
        send(day(3 + attempt))
        fail(order_of(failed), "E-NO-PAIR", at(day(3 + attempt)))
    assert order_of(failed).attempt == 4
    assert refusal(reorder, fresh(failed)) == ("no_attempt_left", None)
    assert fresh(failed).state == "waiting_for_customer"


def test_only_what_the_reason_lets_correct(failed):
    assert refusal(correct, failed, {"line_number": "0199000077"}) == ("field_not_correctable", "line_number")


def test_a_wrong_correction_changes_nothing(refused):
    someone(line_number="0199000088")
    assert refusal(correct, refused, {"line_number": "0199000088"}) == ("line_in_use", "line_number")
    assert refusal(correct, refused, {"line_number": "0612"}) == ("line_number_invalid", "line_number")
    bad = {"line1": "1 rue", "line2": "", "postal_code": "7501", "city": "Paris"}
    assert refusal(correct, refused, {"address": bad}) == ("invalid", "address.postal_code")
    assert fresh(refused).state == "waiting_for_customer"


def test_only_who_waits_is_corrected(exchange):
    subscription = someone()
    with pytest.raises(TransitionNotAllowed):
        correct(subscription, {}, by=SYSTEM, now=NOW)
    with pytest.raises(TransitionNotAllowed):
        note_call(subscription, "no_answer", by=SYSTEM, now=NOW)


def test_only_who_may(refused):
    with pytest.raises(PermissionDenied):
        correct(refused, {}, by=UserFactory(), now=NOW)
    with pytest.raises(PermissionDenied):
        note_call(refused, "no_answer", by=UserFactory(), now=NOW)
    assert not Call.objects.exists()


def test_who_may_not_correct_costs_the_incumbent_no_question(refused, settings, caplog):
    settings.ELIGIBILITY_URL = "http://127.0.0.1:9"  # nobody answers there, and that is said in the log
    with pytest.raises(PermissionDenied):
        reorder(refused, by=UserFactory(), now=NOW)
    over = cancel(refused, by=SYSTEM, now=NOW)
    with pytest.raises(TransitionNotAllowed):
        reorder(over, by=SYSTEM, now=NOW)
    assert not caplog.records


def test_a_full_exchange_is_left_for_another(failed, exchange):
    exchange.dslams.get().strips.get().positions.filter(state="free").update(state="faulty")
    assert refusal(reorder, failed) == ("saturated", "exchange")


def test_another_exchange_after_a_saturation(exchange):
    from tests.activation.factories import PositionFactory

    subscription = someone(waived=True)
    send(day(1))
    exchange.dslams.get().strips.get().positions.filter(state="free").update(state="faulty")
    fail(order_of(subscription), "E-POSITION-USED", at(day(3), 9))
    other = ExchangeFactory()
    PositionFactory(strip__dslam__exchange=other)
    correct(fresh(subscription), {"exchange": other}, by=SYSTEM, now=NOW)
    assert (order_of(subscription).exchange, order_of(subscription).attempt) == (other, 2)


def test_calls_are_kept_and_say_when_to_call_again(refused):
    agent = UserFactory(groups=["activation agent"])
    note_call(refused, "no_answer", by=agent, now=NOW)
    assert (fresh(refused).calls_made, fresh(refused).call_again_on) == (1, day(4))
    note_call(refused, "call_again", by=agent, now=NOW, again_on=day(8), note="En congé.")
    waiting = fresh(refused)
    assert (waiting.calls_made, waiting.call_again_on, waiting.due_at.date()) == (2, day(8), day(8))
    assert list(Call.objects.values_list("outcome", "again_on", "note", "by_user")) == [
        ("no_answer", day(4), "", agent.pk),
        ("call_again", day(8), "En congé.", agent.pk),
    ]
    facts = [line.facts for line in refused.history.filter(transition="call")]
    assert facts[1] == {"outcome": "call_again", "call_again_on": day(8).isoformat()}


def test_a_call_that_says_too_little(refused):
    assert refusal(note_call, refused, "visit_booked") == ("day_missing", "again_on")
    assert refusal(note_call, refused, "call_again", again_on=day(2)) == ("day_over", "again_on")
    assert refusal(note_call, refused, "corrected") == ("correct_instead", "outcome")


def test_who_withdraws_on_the_telephone_is_cancelled(refused):
    note_call(refused, "withdrew", by=SYSTEM, now=NOW, note="A changé d'avis.")
    assert (fresh(refused).state, order_of(refused).state) == ("cancelled", "cancelled")
    assert refused.history.last().reason == "customer_withdrew"
    assert said("access_cancellation") == [], "an order that came back in error is not in their hands"


def test_an_order_cancelled_alone_waits_for_somebody(exchange):
    subscription = someone(waived=True)
    send(day(1))
    perform(order_of(subscription), "cancel", by=SYSTEM, now=NOW)
    waiting = fresh(subscription)
    assert (waiting.state, waiting.waits_for) == ("waiting_for_customer", "order_cancelled")
    reorder(waiting, by=SYSTEM, now=NOW)
    assert [(one.attempt, one.state) for one in orders_of(subscription)] == [(1, "cancelled"), (1, "due")]
    assert order_of(subscription).position == 2, "somebody may be at work on the first"


def test_a_line_without_port_has_none_to_drop(refused):
    assert refusal(go_on_without_port, refused) == ("no_port", None)
