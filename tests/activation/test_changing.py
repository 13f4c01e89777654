"""A line that lives changes: another offer, another place, suspended, given up."""

import pytest
from django.core.exceptions import PermissionDenied
from django_fsm import TransitionNotAllowed

from activation.changing import cancel, change_offer, move, resume, suspend, terminate
from activation.models import Position
from activation.tasks import free_positions
from bascule.lifecycle import SYSTEM, perform
from bascule.rules import RuleRefused
from portability.models import Number
from tests.activation.factories import OfferFactory
from tests.activation.place import (
    LINE,
    acknowledge,
    at,
    day,
    events,
    fresh,
    line_of,
    order_of,
    places,
    report,
    said,
    send,
    someone,
)
from tests.factories import CustomerFactory, NumberFactory, UserFactory

NOW = at(day(10))
FACTS = {"by": SYSTEM, "now": NOW}


@pytest.fixture
def active(exchange):
    NumberFactory(national=LINE)
    return perform(line_of(), "finish", by=SYSTEM, now=at(day(7)))


def made(subscription, number):
    """The incumbent makes the line, and all is allocated."""
    send(day(number))
    acknowledge(order_of(subscription), at(day(number + 1)))
    report(order_of(subscription), at(day(number + 4)))
    return perform(fresh(subscription), "finish", by=SYSTEM, now=at(day(number + 4), 11))


def test_suspended_and_resumed(active):
    assert suspend(active, reason="unpaid", **FACTS).state == "suspended"
    assert active.history.last().reason == "unpaid"
    assert resume(active, **FACTS).state == "active"


def test_given_up_with_all_that_it_holds(active):
    assert Number.objects.get(national=LINE).carries_access
    terminate(active, reason="customer_asked", **FACTS)
    ended = fresh(active)
    assert (ended.state, ended.ended_on) == ("terminated", day(10))
    assert len(said("access_termination")) == 1
    assert not Number.objects.get(national=LINE).carries_access
    position = Position.objects.get(number=1)
    assert (position.state, position.subscription, position.quarantined_until) == ("quarantined", None, day(40))


def test_a_position_is_free_again_after_its_quarantine(active):
    terminate(active, **FACTS)
    assert free_positions(now=at(day(39))) == "0 positions free again."
    assert free_positions(now=at(day(40))) == "1 position free again."
    assert free_positions(now=at(day(40))) == "0 positions free again."
    assert dict(places())[1] == "free"


def test_somebody_else_may_live_on_the_line_then(active):
    terminate(active, **FACTS)
    assert someone(now=NOW).state == "prospect"


@pytest.mark.parametrize(("number", "told"), [(0, []), (1, [{"reason": "mistake"}])])
def test_cancelled_before_the_line_is_made(exchange, number, told):
    subscription = someone(waived=True)
    send(day(number))
    cancel(subscription, by=SYSTEM, now=at(day(2)), reason="mistake")
    assert (fresh(subscription).state, order_of(subscription).state) == ("cancelled", "cancelled")
    assert [message.fields for message in said("access_cancellation")] == told
    assert dict(places())[1] == ("quarantined" if number else "free")
    send(day(3))
    assert len(said("access_order")) == number


def test_cancelled_while_its_resources_are_allocated(exchange):
    subscription = line_of()
    cancel(subscription, reason="customer_withdrew", **FACTS)
    assert order_of(subscription).state == "done"
    [message] = said("access_termination")
    assert message.fields["reason"] == "customer_withdrew"
    assert dict(places())[1] == "quarantined"


def test_an_active_line_is_not_cancelled_but_terminated(active):
    with pytest.raises(TransitionNotAllowed):
        cancel(active, **FACTS)


def test_another_offer_on_the_same_line(active):
    television = OfferFactory(television=True)
    changed = change_offer(active, television, **FACTS)
    assert (changed.pk, changed.offer, changed.state) == (active.pk, television, "activating")
    assert active.history.last().facts == {"offer": television.code}
    assert len(said("access_order")) == 1


def test_another_kind_of_line_replaces_the_former_one(active):
    """The former one serves until the new one works."""
    fibre = OfferFactory(fibre=True)
    new = change_offer(active, fibre, waived=True, **FACTS)
    assert (new.replaces, new.state, new.line_number) == (active, "prospect", LINE)
    send(day(11))
    acknowledge(order_of(new), at(day(12)))
    report(order_of(new), at(day(15)))
    assert fresh(active).state == "active"
    perform(fresh(new), "finish", by=SYSTEM, now=at(day(15), 11))
    assert (fresh(active).state, active.history.last().reason) == ("terminated", "replaced")
    [message] = said("access_termination")
    assert message.reference == order_of(active).reference
    assert Number.objects.get(national=LINE).carries_access, "the new line has the number"


def test_a_move_ends_the_former_line_when_the_new_one_works(active):
    new_home = CustomerFactory(name=active.customer.name, line1="3 place de la Halle")
    new = move(active, new_home, "0199000042", waived=True, wanted_on=day(20), **FACTS)
    assert (new.replaces, new.customer, new.wanted_on) == (active, new_home, day(20))
    made(new, 11)
    assert (fresh(new).state, fresh(active).state) == ("active", "terminated")
    assert not Number.objects.get(national=LINE).carries_access


def test_a_replacement_that_is_cancelled_leaves_the_former_line_alone(active):
    new = change_offer(active, OfferFactory(partial=True), **FACTS)
    cancel(new, **FACTS)
    assert fresh(active).state == "active"
    assert change_offer(active, OfferFactory(partial=True), **FACTS).state == "prospect"


def test_one_replacement_at_a_time(active):
    change_offer(active, OfferFactory(partial=True), **FACTS)
    with pytest.raises(RuleRefused) as refused:
        change_offer(active, OfferFactory(fibre=True), **FACTS)
    assert refused.value.field == "line_number"


def test_offers_that_change_nothing_or_are_sold_no_more(active):
    with pytest.raises(RuleRefused) as refused:
        change_offer(active, active.offer, **FACTS)
    assert refused.value.code == "same_offer"
    with pytest.raises(RuleRefused) as refused:
        change_offer(active, OfferFactory(on_sale=False), **FACTS)
    assert refused.value.code == "offer_not_on_sale"


@pytest.mark.parametrize("act", [suspend, terminate, cancel])
def test_only_who_may(active, act):
    subject = active if act is not cancel else someone(line_number="0199000042")
    with pytest.raises(PermissionDenied):
        act(subject, by=UserFactory(), now=NOW)
    with pytest.raises(PermissionDenied):
        move(active, CustomerFactory(), "0199000043", by=UserFactory(), now=NOW)
    assert events(active)[-1] == "activated"


def test_only_a_line_that_lives_is_replaced(exchange):
    with pytest.raises(TransitionNotAllowed):
        move(someone(), CustomerFactory(), "0199000043", **FACTS)
