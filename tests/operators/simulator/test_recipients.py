"""Recipients: what they ask for a day, and how they go on after our answer."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from operators.exchange.codecs import read_numbers
from operators.exchange.envelope import Envelope
from operators.exchange.simulator.clearing_house import ClearingHouse
from operators.exchange.simulator.hours import at, day_of, end_of
from operators.exchange.simulator.recipients import NIGHT, mistyped
from operators.exchange.simulator.subscribers import Subscriber
from tests.operators.simulator.conftest import Opening
from tests.operators.simulator.desk import Desk, paris

MONDAY = date(2026, 11, 23)


def subscriber(place: int, size: int) -> Subscriber:
    numbers = tuple(f"04657120{place:1}{number}" for number in range(size))
    rios = {number: f"Y0PABC{number[-3:]}XYZ" for number in numbers}
    kind = "person" if size == 1 else "business"
    return Subscriber(f"Client {place}", kind, numbers, rios, "1 rue du Port", "38000", "Grenoble")


OURS = [subscriber(place, size) for place, size in enumerate((1, 3, 10, 10, 5, 10, 1, 10, 10))]
EVERY = {number for one in OURS for number in one.numbers}
RIOS = {number: rio for one in OURS for number, rio in one.rios.items()}
Recruiting = Callable[..., ClearingHouse]


@pytest.fixture
def recruiting(opened: Opening) -> Recruiting:
    return lambda port_outs=10, **options: opened(port_outs=port_outs, subscribers=lambda: OURS, **options)


def asked(desk: Desk, house: ClearingHouse, days: int = 1) -> list[Envelope]:
    for passed in range(days):
        house.play(end_of(MONDAY + timedelta(days=passed)))
        desk.collect()
    return desk.of("port_request")


def rios_of(one: Envelope) -> dict[str, str]:
    return dict(part.split(":") for part in one.fields.get("rios", "").split(",") if part)


def is_clean(one: Envelope) -> bool:
    return all(RIOS.get(number) == rios_of(one).get(number) for number in read_numbers(one.fields["numbers"]))


def test_they_ask_on_working_days_for_numbers_of_ours(desk: Desk, recruiting: Recruiting) -> None:
    requests = asked(desk, recruiting(4), 12)
    days = Counter(one.reference.split("-")[1] for one in requests)
    assert {"20261128", "20261129"}.isdisjoint(days)
    assert days["20261123"] == 4
    for one in requests:
        assert one.reference.startswith(one.fields["recipient"])
        assert one.fields["date"] > "2026-12-02"
        assert read_numbers(one.fields["numbers"])
    ours = [one for one in requests if set(read_numbers(one.fields["numbers"])) <= EVERY]
    assert len(ours) > 0.8 * len(requests)


def test_most_is_right_and_each_slip_is_met(desk: Desk, recruiting: Recruiting) -> None:
    """Over many worlds, for one runs out of numbers."""
    requests = []
    for seed in range(40):
        base = desk.transport.inbox.parent / str(seed)
        there = Desk(base)
        house = ClearingHouse(base, seed=seed, port_outs=8, subscribers=lambda: OURS, natural=False)
        house.play(end_of(MONDAY))
        there.collect()
        requests += there.of("port_request")
    met = {
        "not_ours": [one for one in requests if not set(read_numbers(one.fields["numbers"])) & EVERY],
        "wrong_rio": [one for one in requests if rios_of(one) and not is_clean(one)],
        "no_rio": [one for one in requests if "rios" not in one.fields],
        "no_mandate": [one for one in requests if "mandate" not in one.fields],
        "other_name": [one for one in requests if not one.fields["customer"].startswith("Client")],
        "bad_day": [one for one in requests if date.fromisoformat(one.fields["date"]).weekday() == 6],
    }
    assert len(requests) > 250
    for slip, struck in met.items():
        assert 1 <= len(struck) < 0.2 * len(requests), slip
    assert sum(is_clean(one) for one in requests) > 0.7 * len(requests)


def test_a_number_is_asked_for_by_two_only_by_mistake(desk: Desk, recruiting: Recruiting) -> None:
    numbers = Counter(number for one in asked(desk, recruiting(12)) for number in read_numbers(one.fields["numbers"]))
    assert sum(count > 1 for count in numbers.values()) <= 2


def test_some_days_one_of_them_asks_for_many(tmp_path: Path) -> None:
    most = []
    for seed in range(30):
        desk = Desk(tmp_path / str(seed))
        house = ClearingHouse(tmp_path / str(seed), seed=seed, port_outs=9, subscribers=lambda: OURS, natural=False)
        house.play(end_of(MONDAY))
        desk.collect()
        who = [one.fields["recipient"] for one in desk.of("port_request") if int(one.reference[-3:]) > 6]
        most.append(max(Counter(who).values(), default=0))
    assert 2 <= sum(count >= 3 for count in most) <= 20


def test_the_same_seed_asks_the_same_however_it_is_played(tmp_path: Path) -> None:
    once, often = Desk(tmp_path / "once"), Desk(tmp_path / "often")
    for desk, steps in ((once, 1), (often, 12)):
        for step in range(1, steps + 1):
            house = ClearingHouse(desk.transport.inbox.parent, port_outs=9, subscribers=lambda: OURS)
            house.play(at(MONDAY, NIGHT) if step == steps else paris(f"2026-11-23T{7 + step:02}:30"))
            house.close()
            desk.collect()
    assert len(once.heard) >= 9
    assert {one.id: one for one in once.heard} == {one.id: one for one in often.heard}


def test_nobody_asks_when_there_is_nobody_to_leave(desk: Desk, opened: Opening) -> None:
    assert asked(desk, opened(port_outs=5)) == []


def first_clean(desk: Desk, house: ClearingHouse) -> Envelope:
    """A right request that nobody gives up."""
    return next(
        one
        for one in asked(desk, house)
        if is_clean(one) and house.memory.last_of(one.reference, "cancellation") is None
    )


def answer(desk: Desk, one: Envelope, moment, **fields: str) -> None:
    desk.say(moment, Envelope(f"M-{one.reference}-{moment:%d%H}", "eligibility", one.reference, fields))


def kinds(desk: Desk, one: Envelope) -> list[str]:
    return [message.kind for message in desk.heard if message.reference == one.reference]


def test_once_accepted_they_keep_the_day_and_announce(desk: Desk, recruiting: Recruiting) -> None:
    house = recruiting(6)
    one = first_clean(desk, house)
    day = date.fromisoformat(one.fields["date"])
    numbers = read_numbers(one.fields["numbers"])
    answer(desk, one, paris("2026-11-24T10:00"), accepted=one.fields["numbers"])
    house.play(end_of(day))
    desk.collect()
    assert kinds(desk, one) == ["port_request", "go"]
    [go] = desk.of("go", one.reference)
    assert go.fields == {"date": day.isoformat(), "recipient": one.fields["recipient"]}
    desk.say(end_of(day), Envelope("M-9", "execution", one.reference, {"result": "done"}))
    house.play(end_of(day) + timedelta(hours=2))
    desk.collect()
    [announced] = desk.of("announcement", one.reference)
    assert read_numbers(announced.fields["numbers"]) == numbers
    assert announced.fields["operator"] == one.fields["recipient"]
    assert house.memory.register()[numbers[0]].prefix == one.fields["prefix"]


def test_our_clock_may_be_faster_than_their_go(desk: Desk, recruiting: Recruiting) -> None:
    house = recruiting(6)
    one = first_clean(desk, house)
    answer(desk, one, paris("2026-11-24T10:00"), accepted=one.fields["numbers"])
    early = paris(f"{one.fields['date']}T07:00")
    desk.say(early, Envelope("M-9", "execution", one.reference, {"result": "done"}))
    house.play(end_of(day_of(early)))
    desk.collect()
    assert kinds(desk, one) == ["port_request", "announcement"]


def test_who_is_accepted_in_part_announces_that_part(desk: Desk, recruiting: Recruiting) -> None:
    house = recruiting(8)
    one = next(
        one
        for one in asked(desk, house)
        if len(read_numbers(one.fields["numbers"])) > 1 and house.memory.last_of(one.reference, "cancellation") is None
    )
    first, *others = read_numbers(one.fields["numbers"])
    fields = {"accepted": first, "refused.port_in_progress": ",".join(others), "date": "2026-12-14"}
    answer(desk, one, paris("2026-11-24T10:00"), **fields)
    desk.say(paris("2026-12-14T09:00"), Envelope("M-9", "execution", one.reference, {"result": "done"}))
    house.play(paris("2026-12-14T12:00"))
    desk.collect()
    [announced] = desk.of("announcement", one.reference)
    assert announced.fields["numbers"] == first


def test_without_an_answer_they_remind_us_once(desk: Desk, recruiting: Recruiting) -> None:
    house = recruiting(6)
    one = first_clean(desk, house)
    house.play(end_of(MONDAY + timedelta(days=30)))
    desk.collect()
    [reminder] = desk.of("reminder", one.reference)
    assert reminder.fields == {"recipient": one.fields["recipient"], "waiting_for": "eligibility"}


def test_a_wrong_rio_is_mended_and_sent_again(tmp_path: Path) -> None:
    """Most of them; the second time it is the right one."""
    mended = struck = 0
    for seed in range(25):
        desk = Desk(tmp_path / str(seed))
        house = ClearingHouse(tmp_path / str(seed), seed=seed, port_outs=8, subscribers=lambda: OURS, natural=False)
        for one in [one for one in asked(desk, house) if rios_of(one) and not is_clean(one)]:
            struck += 1
            answer(desk, one, paris("2026-11-24T10:00"), **{"refused.rio_invalid": one.fields["numbers"]})
            house.play(end_of(date(2026, 11, 27)))
            desk.collect()
            for second in [two for two in desk.of("port_request", one.reference) if two.fields["attempt"] == "2"]:
                mended += 1
                assert is_clean(second)
                assert second.fields["date"] >= one.fields["date"]
    assert 0 < mended < struck


def test_other_refusals_end_it(desk: Desk, recruiting: Recruiting) -> None:
    house = recruiting(6)
    one = first_clean(desk, house)
    answer(desk, one, paris("2026-11-24T10:00"), **{"refused.number_inactive": one.fields["numbers"]})
    house.play(end_of(MONDAY + timedelta(days=30)))
    desk.collect()
    assert kinds(desk, one) == ["port_request"]


def test_some_give_up_before_the_day_and_never_cut_over(tmp_path: Path) -> None:
    given_up = 0
    for seed in range(12):
        desk = Desk(tmp_path / str(seed))
        house = ClearingHouse(tmp_path / str(seed), seed=seed, port_outs=8, subscribers=lambda: OURS, natural=False)
        for one in asked(desk, house):
            answer(desk, one, paris("2026-11-24T10:00"), accepted=one.fields["numbers"])
        house.play(end_of(MONDAY + timedelta(days=40)))
        desk.collect()
        for cancelled in desk.of("cancellation"):
            given_up += 1
            assert cancelled.fields["recipient"] == cancelled.reference.split("-")[0]
            assert desk.of("go", cancelled.reference) == []
    assert 3 <= given_up <= 25


def test_an_answer_to_nobody_is_an_error(desk: Desk, recruiting: Recruiting) -> None:
    house = recruiting(0)
    for kind in ("eligibility", "execution"):
        desk.say(paris("2026-11-24T10:00"), Envelope(f"M-{kind}", kind, "SFR0-X", {"recipient": "SFR0"}))
    house.play(paris("2026-11-24T12:00"))
    desk.collect()
    assert [one.fields["code"] for one in desk.of("error")] == ["not-known"] * 2


def test_under_the_fault_a_number_is_taken_that_nobody_asked_for(desk: Desk, recruiting: Recruiting) -> None:
    house = recruiting(0, faults={"wrongful-port": 1})
    house.play(end_of(MONDAY))
    desk.collect()
    [announced] = desk.of("announcement")
    assert announced.fields["numbers"] in EVERY
    assert desk.of("port_request") == []
    back = {"date": "2026-11-24", "numbers": announced.fields["numbers"], "operator": "BASC"}
    desk.say(paris("2026-11-24T10:00"), Envelope("M-1", "announcement", "RF-2026-000001", back))
    house.play(paris("2026-11-24T12:00"))
    desk.collect()
    assert desk.of("error") == []
    assert house.memory.register()[announced.fields["numbers"]].prefix == ""


def test_a_slip_changes_one_symbol() -> None:
    assert mistyped("Y0PABC123XYZ") == "Y0PAB7123XYZ"
    assert mistyped("Y0PAB7123XYZ") == "Y0PAB8123XYZ"
