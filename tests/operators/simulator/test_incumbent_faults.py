"""What can go wrong with the incumbent on demand, and with its files; killed anywhere, it ends in the same files."""

from datetime import timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operators.exchange.codecs import ACCESS, MalformedLine
from operators.exchange.envelope import Envelope
from operators.exchange.simulator.hands import broken_access
from operators.exchange.simulator.hours import day_of
from operators.exchange.simulator.incumbent import Incumbent
from operators.exchange.simulator.lines import SPECIAL, line_facts
from operators.exchange.simulator.wiring import AT_WIRING
from tests.operators.simulator.desk import Desk, about, order, paris
from tests.operators.simulator.test_killed import lying, play_and_die

MONDAY = paris("2026-11-23T07:00")
AR, CR = "access_acknowledgement", "completion_report"


@pytest.fixture
def desk(base: Path) -> Desk:
    return Desk(base, "FRTE", ACCESS)


def opened(desk: Desk, **faults: float) -> Incumbent:
    rates = {name.replace("_", "-"): rate for name, rate in faults.items()}
    return Incumbent(desk.transport.inbox.parent, natural=False, faults=rates)


def played(desk: Desk, orders: list[Envelope], days: int = 30, **faults: float) -> dict[str, int]:
    """Orders of a Monday, and the day on which each message about them came."""
    house = opened(desk, **faults)
    desk.say(MONDAY, *orders)
    came = {}
    for day in range(days + 1):
        for hour in (0, 6, 11):
            house.play(MONDAY + timedelta(days=day, hours=hour))
            came |= {message.id: day for message in desk.collect()}
    house.close()
    return came


def many(number: int, **fields: str) -> list[Envelope]:
    return [order(f"UO-2026-{turn:06d}", **fields) for turn in range(1, number + 1)]


def test_without_an_acknowledgement_the_line_is_wired_all_the_same(desk: Desk) -> None:
    played(desk, many(5), no_acknowledgement=1)
    assert [one.kind for one in desk.heard] == [CR] * 5


def test_the_address_is_wrong_each_time(desk: Desk) -> None:
    corrected = order("UO-2026-000009", replaces="UO-2026-000001")
    played(desk, [*many(2), corrected], address_error=1)
    assert [(one.kind, one.fields["code"]) for one in desk.heard] == [(AR, "E-ADDRESS")] * 3


def test_a_line_that_is_never_reported(desk: Desk) -> None:
    played(desk, many(3), days=60, no_report=1)
    assert [one.kind for one in desk.heard] == [AR] * 3


def test_a_report_comes_on_day_22_whatever_we_say(desk: Desk) -> None:
    house = opened(desk, late_report=1)
    desk.say(MONDAY, order())
    came = {}
    for day in range(30):
        moment = MONDAY + timedelta(days=day, hours=6)
        house.play(moment)
        came |= {one.kind: day for one in desk.collect()}
        if 15 <= day < 22:
            desk.say(moment, about("access_reminder", "UO-2026-000001", f"R-{day}"))
    house.close()
    assert came[CR] == 22
    [report] = desk.of(CR)
    assert report.fields["done_on"] < day_of(MONDAY + timedelta(days=14)).isoformat()


def test_the_line_is_anothers_at_each_attempt(desk: Desk) -> None:
    house = opened(desk, line_of_another=0.5)
    for attempt in range(1, 5):
        start = MONDAY + timedelta(days=21 * attempt)
        desk.say(
            start,
            *(
                order(f"UO-2026-{attempt}{turn:05d}", attempt=str(attempt), line_number=f"01990010{turn:02d}")
                for turn in range(20)
            ),
        )
        for day in range(20):
            house.play(start + timedelta(days=day, hours=5))
            desk.collect()
    house.close()
    lines: dict[str, list[str]] = {}
    for report in desk.of(CR):
        lines.setdefault(report.reference[-2:], []).append(report.fields.get("code", ""))
    unlucky = [codes for codes in lines.values() if codes == ["E-HELD"] * 4]
    assert 3 <= len(unlucky) <= 17
    assert all(codes[0] == "" for codes in lines.values() if codes not in unlucky)


def test_a_report_comes_twice_under_two_ids(desk: Desk) -> None:
    played(desk, many(3), duplicate_report=1)
    reports = desk.of(CR)
    assert len({one.id for one in reports}) == 6
    assert all(len({str(one.fields) for one in desk.of(CR, f"UO-2026-{turn:06d}")}) == 1 for turn in (1, 2, 3))


def test_a_report_about_an_order_that_there_is_not_comes_beside_the_right_one(desk: Desk) -> None:
    played(desk, many(3), report_for_unknown_order=1)
    assert len(desk.of(CR)) == 6
    assert len([one for one in desk.of(CR) if one.reference.startswith("UO-1999-")]) == 3


def test_an_access_is_taken_by_another_weeks_later(desk: Desk) -> None:
    played(desk, many(20), days=60, access_lost=1)
    assert len(desk.of("access_lost")) == 20
    for one in desk.of("access_lost"):
        [report] = desk.of(CR, one.reference)
        assert one.fields["line_number"] == f"01990{one.reference[-5:]}"
        assert report.fields["done_on"] < one.fields["on"]
    assert {one.fields.get("operator", "") for one in desk.of("access_lost")} > {""}


def test_an_access_that_is_given_up_is_not_lost(desk: Desk) -> None:
    house = opened(desk, access_lost=1)
    desk.say(MONDAY, order())
    house.play(MONDAY + timedelta(days=13))
    desk.say(MONDAY + timedelta(days=13), about("access_termination", "UO-2026-000001", on="2026-12-07"))
    house.play(MONDAY + timedelta(days=80))
    house.close()
    desk.collect()
    assert [one.kind for one in desk.heard] == [AR, CR]


@pytest.mark.parametrize(("number", "code"), sorted(SPECIAL.items()))
def test_a_special_number_shows_its_defect_each_time(desk: Desk, number: str, code: str) -> None:
    played(desk, [order(line_number=number), order("UO-2026-000002")])
    kind = CR if code in AT_WIRING else AR
    assert [one.fields["code"] for one in desk.of(kind, "UO-2026-000001")] == [code]
    assert len(desk.of(AR, "UO-2026-000001") + desk.of(CR, "UO-2026-000001")) == (2 if kind == CR else 1)
    assert [one.fields["result"] for one in desk.of(CR, "UO-2026-000002")] == ["ok"]


def test_a_corrected_address_is_accepted(desk: Desk) -> None:
    listed = line_facts("0199009902", "75011").listed_line1
    played(desk, [order(line_number="0199009902", address=listed.upper())])
    assert [one.fields["result"] for one in desk.heard] == ["ok", "ok"]


# Its files.


def test_the_faults_of_files_strike_it_as_well(desk: Desk) -> None:
    faults = {"bad_line": 0.3, "duplicate_file": 0.5, "cut_file": 0.5, "wrong_recipient": 0.3, "unknown_message": 0.4}
    played(desk, many(40), days=40, **faults)
    assert {"cut", "recipient"} == set(desk.refused)
    assert len(desk.malformed) > 10
    strangers = [one for one in desk.heard if one.id.endswith(".u")]
    assert {one.kind for one in strangers} == {"access_reminder", CR}
    told = [one for one in desk.heard if one not in strangers]
    assert {kind: len([one for one in told if one.kind == kind]) for kind in (AR, CR)} == {AR: 40, CR: 40}


def test_files_are_read_and_not_acknowledged(desk: Desk) -> None:
    played(desk, many(2), no_ack=1)
    assert desk.answers == {}
    assert len(desk.of(CR)) == 2


@pytest.mark.parametrize("turn", range(10))
@pytest.mark.parametrize(
    "line", ["AR_CMD_ACCES;S-1;UO-1;ok;;", 'CR_CMD_ACCES;S-1;UO-1;ok;;;2026-12-01;"a ; b"', "ERR;S-1;;;;"]
)
def test_no_reader_takes_a_broken_line_for_a_message(line: str, turn: int) -> None:
    ACCESS.read_line(line)
    with pytest.raises(MalformedLine):
        ACCESS.read_line(broken_access(line.encode(), turn).decode())


# Chance and kills.

FAULTS = {"bad-line": 0.3, "duplicate-file": 1, "duplicate-report": 0.5, "access-lost": 0.5}


def world(steps: list[int], seed: int) -> dict[str, Envelope]:
    """All that was ever said to us, by id, when it wakes up at these hours."""
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder), "FRTE", ACCESS)
        letters = [(0, many(20)), (100, [about("access_cancellation", "UO-2026-000003")])]
        for hours in [*sorted(steps), 24 * 40]:
            now = MONDAY + timedelta(hours=hours)
            while letters and letters[0][0] <= hours:
                sent_after, messages = letters.pop(0)
                desk.say(MONDAY + timedelta(hours=sent_after), *messages)
            house = Incumbent(folder, seed=seed, faults={"duplicate-report": 0.5, "access-lost": 0.5})
            house.play(now)
            house.close()
            desk.collect()
        return {message.id: message for message in desk.heard}


# What is said before a cancellation is heard is said; so it is played just before.
OPEN = [0, 99, 100]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 24 * 40), max_size=10), st.integers(1, 5))
def test_the_same_is_said_whenever_it_is_played(steps: list[int], seed: int) -> None:
    assert world([*OPEN, *steps], seed) == world(OPEN, seed)


def test_another_seed_is_another_world() -> None:
    assert world(OPEN, 1).keys() & world(OPEN, 2).keys() == set()


def play(base: Path) -> None:
    house = Incumbent(base, faults=FAULTS)
    for days in (0, 8, 60):
        house.play(MONDAY + timedelta(days=days, hours=2))
    house.close()


def post(base: Path) -> Path:
    Desk(base, "FRTE", ACCESS).say(MONDAY, *many(4), about("access_cancellation", "UO-2026-000001"))
    return base


def test_killed_before_any_step_it_ends_in_the_same_files(tmp_path: Path) -> None:
    quiet = post(tmp_path / "quiet")
    play(quiet)
    wanted = lying(quiet)
    assert sum(name.startswith("to-us/FRTE") for name in wanted) >= 3
    deaths = 0
    for step in count(1):
        base = post(tmp_path / str(step))
        if not play_and_die(base, step, play):
            break
        deaths += 1
        play(base)
        assert lying(base) == wanted, f"killed before step {step}"
    assert deaths > 30
