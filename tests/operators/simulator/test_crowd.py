"""Everybody else's ports, and the weekly list."""

from collections import Counter
from datetime import date, timedelta

import pytest

from operators.exchange.codecs import read_numbers
from operators.exchange.simulator.crowd import FIRST, LAST, NETWORKS
from operators.exchange.simulator.hours import end_of
from operators.exchange.simulator.port_memory import Ported
from tests.operators.simulator.conftest import Opening
from tests.operators.simulator.desk import Desk, about, paris, port_request

MONDAY = date(2026, 11, 23)


def play_days(desk: Desk, house, days: int) -> None:
    for passed in range(days):
        house.play(end_of(MONDAY + timedelta(days=passed)))
        desk.collect()


def test_other_people_port_on_working_days(desk: Desk, opened: Opening) -> None:
    play_days(desk, opened(announcements=30), 40)
    told = desk.of("announcement")
    days = Counter(one.fields["date"] for one in told)
    assert "2026-11-29" not in days
    assert "2026-12-25" not in days
    assert len(days) == 28
    assert set(days.values()) == {30}
    assert len({one.id for one in told}) == len({one.reference for one in told}) == len(told)


def test_they_are_ported_again_and_go_back_as_in_life(desk: Desk, opened: Opening) -> None:
    play_days(desk, opened(announcements=200), 20)
    ported: dict[str, str] = {}
    subsequent = back = 0
    for one in desk.of("announcement"):
        numbers, prefix = read_numbers(one.fields["numbers"]), one.fields.get("prefix", "")
        assert all(FIRST <= int(number) <= LAST for number in numbers)
        assert one.fields.get("operator", "") in ("", NETWORKS.get(prefix))
        subsequent += bool(prefix) and any(ported.get(number) for number in numbers)
        if not prefix:
            back += 1
            assert all(ported[number] for number in numbers)
        ported.update(dict.fromkeys(numbers, prefix))
    assert subsequent > 100
    assert back > 20


def test_a_number_is_ported_once_a_day_even_in_a_crowd(desk: Desk, opened: Opening) -> None:
    play_days(desk, opened(announcements=3_000), 1)
    numbers = [number for one in desk.of("announcement") for number in read_numbers(one.fields["numbers"])]
    assert len(numbers) == len(set(numbers)) > 2_500


def full_lines(desk: Desk) -> dict[str, dict[str, str]]:
    return {one.fields["number"]: dict(one.fields) for one in desk.of("register")}


def truth_of(desk: Desk) -> dict[str, str]:
    """Number and prefix, from all that was announced."""
    held: dict[str, str] = {}
    for one in desk.of("announcement"):
        held.update(dict.fromkeys(read_numbers(one.fields["numbers"]), one.fields.get("prefix", "")))
    return {number: prefix for number, prefix in held.items() if prefix}


def test_on_sunday_the_list_says_what_was_announced_and_what_we_ported(desk: Desk, opened: Opening) -> None:
    house = opened(announcements=40)
    house.learn([Ported("0199000700", "2020-01-20", "OVH", "010021")])
    desk.say(paris("2026-11-23T10:00"), port_request(numbers="0199000001-0199000002"))
    house.play(paris("2026-11-27T20:00"))
    desk.collect()
    desk.say(paris("2026-11-27T20:00"), about("go"))
    house.play(paris("2026-11-29T04:59"))
    desk.collect()
    assert desk.of("register") == []
    house.play(paris("2026-11-29T05:00"))
    desk.collect()
    ours = {"0199000001": "010999", "0199000002": "010999", "0199000700": "010021"}
    assert {number: line["prefix"] for number, line in full_lines(desk).items()} == truth_of(desk) | ours
    assert [name for name in desk.files if name.endswith(".full")] == ["APNF.BASC.20261129040000.000003.full"]


def test_the_list_comes_once_a_week_and_its_messages_never_twice(desk: Desk, opened: Opening) -> None:
    play_days(desk, opened(announcements=5), 21)
    assert sum(name.endswith(".full") for name in desk.files) == 3
    ids = [one.id for one in desk.heard]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("announcements", [20, 200])
def test_a_register_that_drifts_differs_in_a_few_lines(desk: Desk, opened: Opening, announcements: int) -> None:
    play_days(desk, opened(announcements=announcements, faults={"register-drift": 1}), 7)
    said, truth = {number: line["prefix"] for number, line in full_lines(desk).items()}, truth_of(desk)
    missing, extra = truth.keys() - said.keys(), said.keys() - truth.keys()
    other = {number for number in said.keys() & truth.keys() if said[number] != truth[number]}
    assert missing
    assert other
    assert 2 <= len(missing | extra | other) <= max(3, len(truth) // 25)


def test_whoever_slept_over_weeks_draws_up_one_list(desk: Desk, opened: Opening) -> None:
    house = opened(announcements=5)
    house.play(end_of(MONDAY))
    house.play(end_of(MONDAY + timedelta(days=24)))
    desk.collect()
    assert sum(name.endswith(".full") for name in desk.files) == 1
    assert len(desk.of("announcement")) == 5 * 19


def test_whoever_opens_on_a_sunday_draws_up_its_first_list_a_week_later(desk: Desk, opened: Opening) -> None:
    house = opened(announcements=5)
    house.play(paris("2026-11-22T12:00"))
    house.play(paris("2026-11-29T04:00"))
    desk.collect()
    assert not any(name.endswith(".full") for name in desk.files)
    house.play(paris("2026-11-29T06:00"))
    desk.collect()
    assert desk.of("register")
