"""Numbers at the end of their life: quarantine, then back to their range holder; ours to give, and owed to us."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import SYSTEM, perform, perform_many
from bascule.models import DatedSetting, History
from bascule.rules import RuleRefused
from operators.models import Message, Operator
from portability import tasks
from portability.models import Number, NumberReturn, Port, PortOut, PortOutNumber
from portability.models.number_return import ReturnState, ReturnWay
from portability.returns import claim, return_numbers
from portability.routing import holdings
from tests.factories import CustomerFactory, NumberFactory, UserFactory
from tests.portability.world import NOW, PARIS, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]

PORTED_IN = "0199000500"
OUR_OWN = "0465712000"
TAKEN = "0465710001"
"""In a range of ours, and ported to Free."""


def on(day: date) -> datetime:
    return datetime.combine(day, time(6, 20), PARIS)


def in_days(days: int) -> datetime:
    return on(TODAY + timedelta(days=days))


@pytest.fixture
def number():
    """A number of Orange's range that works for a customer of ours."""
    own = Operator.objects.get(code="BASC")
    Port.objects.create(
        number=PORTED_IN, operator=own, routing_prefix=own.prefixes.get(), since=date(2025, 3, 3), source="own_request"
    )
    return NumberFactory(national=PORTED_IN)


@pytest.fixture
def owed(number):
    perform(number, "terminate", by=SYSTEM, now=NOW)
    return NumberReturn.objects.get()


def asked_for(national: str, state: str = "received") -> PortOut:
    port_out = PortOut(
        partner=Operator.objects.get(code="OVH"), state=state, door="api", scheduled_on=TODAY, received_at=NOW
    ).begin(NOW)
    port_out.save(force_insert=True)
    PortOutNumber.objects.create(port_out=port_out, national=national)
    return port_out


def test_a_terminated_number_of_another_range_waits_forty_days(owed):
    assert (owed.state, owed.way, owed.other.code) == (ReturnState.QUARANTINED, ReturnWay.OWED, "FRTE")
    assert owed.quarantined_until == TODAY + timedelta(days=40)
    assert list(owed.history.values_list("event", flat=True)) == ["number_return.quarantined"]


def test_the_quarantine_is_a_dated_setting(number):
    DatedSetting.objects.create(name="return_quarantine_days", value=10, starts_on=TODAY, source="test")
    perform(number, "terminate", by=SYSTEM, now=NOW)
    assert NumberReturn.objects.get().quarantined_until == TODAY + timedelta(days=10)


def test_a_number_of_our_own_range_goes_back_to_nobody():
    perform(NumberFactory(national=OUR_OWN), "terminate", by=SYSTEM, now=NOW)
    assert not NumberReturn.objects.exists()


@pytest.mark.parametrize(("days", "state"), [(39, "quarantined"), (40, "quarantined"), (41, "returned")])
def test_it_goes_back_the_day_after_its_quarantine(owed, days, state):
    return_numbers(in_days(days))
    owed = NumberReturn.objects.get(pk=owed.pk)
    assert owed.state == state


def test_given_back_the_register_the_stock_and_everybody_know(owed):
    now = in_days(41)
    return_numbers(now)
    assert Port.objects.get(number=PORTED_IN).ended_on == now.date()
    assert holdings([PORTED_IN], now.date())[PORTED_IN].operator.code == "FRTE"
    number = Number.objects.get(national=PORTED_IN)
    assert (number.state, number.customer, number.rio) == ("returned", None, "")
    said = Message.objects.get(kind="number_return")
    assert said.fields == {
        "date": now.date().isoformat(),
        "numbers": PORTED_IN,
        "operator": "BASC",
        "range_holder": "FRTE",
    }


def test_the_batch_can_run_twice(owed):
    for _turn in range(2):
        said = tasks.return_numbers(now=in_days(41))
    assert "0" in said
    assert Message.objects.filter(kind="number_return").count() == 1
    assert History.objects.filter(event="number_return.returned").count() == 1


@pytest.mark.parametrize("state", ["received", "accepted"])
def test_a_number_that_somebody_asks_for_is_kept(owed, state):
    asked_for(PORTED_IN, state)
    return_numbers(in_days(41))
    owed = NumberReturn.objects.get(pk=owed.pk)
    assert owed.state == ReturnState.DUE
    assert owed.due_at is not None
    PortOut.objects.get().numbers.all().delete()
    return_numbers(in_days(42))
    owed = NumberReturn.objects.get(pk=owed.pk)
    assert owed.state == ReturnState.RETURNED


def test_a_number_that_was_claimed_is_not_given_back(owed):
    perform(Number.objects.get(), "leave", by=SYSTEM, now=NOW)
    owed = NumberReturn.objects.get(pk=owed.pk)
    assert owed.state == ReturnState.WITHDRAWN
    return_numbers(in_days(41))
    assert not Message.objects.exists()


def test_a_customer_who_comes_back_keeps_its_number(owed):
    perform(Number.objects.get(), "activate", by=SYSTEM, now=NOW, customer_id=CustomerFactory().pk)
    owed = NumberReturn.objects.get(pk=owed.pk)
    assert owed.state == ReturnState.WITHDRAWN
    perform(Number.objects.get(), "terminate", by=SYSTEM, now=NOW)
    assert NumberReturn.objects.filter(state=ReturnState.QUARANTINED).count() == 1


def test_nobody_gives_ours_back_while_it_can_be_claimed(owed):
    supervisor = UserFactory(groups=["supervisor"])
    with pytest.raises(TransitionNotAllowed):
        perform(owed, "give_back", by=supervisor, now=NOW)


@pytest.mark.parametrize("move", ["fall_due", "withdraw"])
def test_the_clocks_moves_are_the_clocks(owed, move):
    with pytest.raises(PermissionDenied):
        perform(owed, move, by=UserFactory(groups=["supervisor"]), now=NOW)


def test_many_cost_what_one_costs(django_assert_max_num_queries):
    def end(count: int, start: int) -> None:
        NumberFactory.create_batch(count)
        perform_many(Number.objects.active(), "terminate", by=SYSTEM, now=NOW - timedelta(days=start))

    end(1, 0)
    with django_assert_max_num_queries(60) as one:
        return_numbers(in_days(41))
    end(12, 0)
    with django_assert_max_num_queries(len(one)):
        return_numbers(in_days(42))
    assert NumberReturn.objects.filter(state="returned").count() == 13


class TestOwedToUs:
    def test_a_number_of_our_range_is_awaited_until_it_leads_to_us(self):
        [row] = claim([TAKEN], by=SYSTEM, now=NOW)
        assert (row.way, row.other.code, row.state) == (ReturnWay.DUE_TO_US, "FREE", ReturnState.DUE)
        assert row.due_at is not None
        return_numbers(NOW)
        assert NumberReturn.objects.get().state == ReturnState.DUE
        Port.objects.filter(number=TAKEN).update(ended_on=TODAY)
        return_numbers(in_days(1))
        assert NumberReturn.objects.get().state == ReturnState.RETURNED

    def test_what_came_home_by_itself_is_noted_and_free_again(self):
        NumberFactory(national=TAKEN, state="ported_out")
        Port.objects.filter(number=TAKEN).update(ended_on=TODAY)
        return_numbers(NOW)
        row = NumberReturn.objects.get()
        assert (row.way, row.state, row.other.code) == (ReturnWay.DUE_TO_US, ReturnState.RETURNED, "FREE")
        assert Number.objects.get().state == "available"
        assert not Message.objects.exists(), "we have nothing to announce"
        return_numbers(in_days(1))
        assert NumberReturn.objects.count() == 1

    @pytest.mark.parametrize(
        ("national", "code"),
        [("0199000100", "not_our_range"), (OUR_OWN, "not_ported"), ("0261919999", "not_our_range")],
    )
    def test_only_what_others_took_from_our_ranges(self, national, code):
        with pytest.raises(RuleRefused) as refused:
            claim([TAKEN, national], by=SYSTEM, now=NOW)
        assert (refused.value.code, refused.value.field) == (code, "numbers")
        assert not NumberReturn.objects.exists()

    def test_the_same_number_is_awaited_once(self):
        claim([TAKEN], by=SYSTEM, now=NOW)
        with pytest.raises(RuleRefused) as refused:
            claim([TAKEN], by=SYSTEM, now=NOW)
        assert refused.value.code == "already_open"


class TestOurOwnRange:
    """A number of our own range goes nowhere: it rests, and is ours to give again."""

    @pytest.fixture
    def resting(self):
        return perform(NumberFactory(national=OUR_OWN, rio="Y0P123456ABC"), "terminate", by=SYSTEM, now=NOW)

    @pytest.mark.parametrize(("days", "state"), [(41, "quarantined"), (90, "quarantined"), (91, "available")])
    def test_it_is_free_once_it_has_rested(self, resting, days, state):
        for _twice in range(2):
            tasks.return_numbers(now=in_days(days))
        number = Number.objects.get(national=OUR_OWN)
        assert number.state == state
        if state == "available":
            assert (number.customer, number.rio) == (None, "")
            assert [line.event for line in number.history].count("number.available") == 1

    def test_how_long_is_a_dated_setting(self, resting):
        DatedSetting.objects.create(name="reuse_days", value=45, starts_on=TODAY, source="test")
        return_numbers(in_days(46))
        assert Number.objects.get(national=OUR_OWN).state == "available"

    @pytest.mark.parametrize(("state", "found"), [("accepted", "quarantined"), ("refused", "available")])
    def test_not_while_somebody_asks_for_it(self, resting, state, found):
        asked_for(OUR_OWN, state)
        return_numbers(in_days(100))
        assert Number.objects.get(national=OUR_OWN).state == found

    def test_one_of_another_range_is_never_free(self, owed):
        Number.objects.filter(national=PORTED_IN).update(state_since=NOW - timedelta(days=200))
        NumberReturn.objects.all().delete()
        return_numbers(in_days(100))
        assert Number.objects.get(national=PORTED_IN).state == "quarantined"

    def test_many_are_freed_in_the_same_queries(self, resting, django_assert_max_num_queries):
        for place in range(30):
            NumberFactory(national=f"04657120{place + 10}", state="quarantined", state_since=NOW)
        with django_assert_max_num_queries(40):
            assert len(return_numbers(in_days(100)).freed.moved) == 31
