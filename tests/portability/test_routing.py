"""Who holds a number, on which day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operators.models import NumberRange, Operator
from portability.models import Port
from portability.models.number import PortSource
from portability.routing import holdings, routed_digits
from tests.portability.world import NETWORK_ONLY, NEVER_PORTED, ONCE, TAKEN_FROM_US, TODAY, TWICE

pytestmark = pytest.mark.usefixtures("desk")


def held(number, day=TODAY):
    return holdings([number], day)[number]


@pytest.mark.parametrize(
    ("number", "operator", "network", "prefix", "digits"),
    [
        (NEVER_PORTED, "FRTE", "FRTE", "", "199000100"),
        (ONCE, "OVH", "OVH", "010802", "10802199000200"),
        (TWICE, "OVH", "OVH", "010802", "10802199000001"),
        (NETWORK_ONLY, None, "OVH", "010802", "10802199000300"),
        (TAKEN_FROM_US, "FREE", "FRTE", "010800", "10800465710001"),
        ("0536490001", None, None, "", "536490001"),
    ],
)
def test_who_holds_a_number_and_how_it_is_routed(number, operator, network, prefix, digits):
    found = held(number)
    codes = [holder and holder.code for holder in (found.operator, found.network)]
    assert (codes, found.prefix, found.routed_digits) == ([operator, network], prefix, digits)


@pytest.mark.parametrize(
    ("day", "chain"),
    [
        (date(2018, 1, 1), []),
        (date(2019, 5, 5), []),
        (date(2019, 5, 6), ["SFR0"]),
        (date(2023, 1, 31), ["SFR0"]),
        (date(2023, 2, 1), ["SFR0", "OVH"]),
    ],
)
def test_any_past_day_can_be_asked(day, chain):
    assert [hop.operator.code for hop in held(TWICE, day).hops] == chain


def test_a_number_that_went_back_to_its_range_holder_starts_anew():
    Port.objects.filter(number=TWICE, since=date(2023, 2, 1)).update(ended_on=date(2025, 3, 1))
    assert held(TWICE).operator.code == "FRTE"
    assert held(TWICE, date(2025, 2, 28)).operator.code == "OVH"
    free = Operator.objects.get(code="FREE")
    Port.objects.create(number=TWICE, operator=free, since=date(2026, 1, 5), source=PortSource.ANNOUNCEMENT)
    assert [hop.operator.code for hop in held(TWICE).hops] == ["FREE"]


def test_a_range_that_changed_hands_answers_for_each_day():
    sfr = Operator.objects.get(code="SFR0")
    NumberRange.objects.filter(first="0199000000").update(withdrawn_on=date(2020, 1, 1))
    NumberRange.objects.create(
        first="0199000000", last="0199009999", holder=sfr, territory="metropole", assigned_on=date(2020, 1, 1)
    )
    assert held(NEVER_PORTED, date(2019, 12, 31)).operator.code == "FRTE"
    assert held(NEVER_PORTED, date(2020, 1, 1)).operator.code == "SFR0"


def test_numbers_of_different_lengths_in_one_look_up():
    found = holdings(["3999", NEVER_PORTED, "39", "0199000100000"], TODAY)
    assert [holding.block is not None for holding in found.values()] == [True, True, False, False]


@pytest.mark.parametrize("count", [1, 10_000])
def test_a_look_up_costs_three_queries_whatever_the_count(django_assert_num_queries, count):
    numbers = [f"019900{n:04}" for n in range(count)]
    with django_assert_num_queries(3):
        assert len(holdings(numbers, TODAY)) == count


@given(st.from_regex(r"0[0-9]{5}", fullmatch=True), st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True))
def test_routed_digits_are_prefix_and_number_without_their_zeros(prefix, number):
    assert routed_digits(prefix, number) == prefix[1:] + number[1:]
    assert routed_digits("", number) == number[1:]
