"""The incumbent's life: it checks, wires, reports, and honours what we say in between."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bascule.workdays import Area, WorkingDay, add_working_days, is_working_day
from operators.exchange.codecs import ACCESS
from operators.exchange.simulator.hours import day_of
from operators.exchange.simulator.incumbent import Incumbent
from tests.operators.simulator.desk import Desk, about, order, paris

MONDAY = paris("2026-11-23T07:00")
Opened = Callable[..., Incumbent]
AR, CR = "access_acknowledgement", "completion_report"


@pytest.fixture
def desk(base: Path) -> Desk:
    return Desk(base, "FRTE", ACCESS)


@pytest.fixture
def opened(base: Path) -> Iterator[Opened]:
    houses: list[Incumbent] = []

    def open_house(**options: Any) -> Incumbent:
        houses.append(Incumbent(base, **{"natural": False, **options}))
        return houses[-1]

    yield open_house
    for house in houses:
        house.close()


def live(desk: Desk, house: Incumbent, days: float, start: datetime = MONDAY) -> dict[str, datetime]:
    """Play hour after hour; when each message came."""
    came = {}
    for hour in range(int(days * 24) + 1):
        moment = start + timedelta(hours=hour)
        house.play(moment)
        came |= {message.id: moment for message in desk.collect()}
    return came


def many(count: int, **fields: str) -> list:
    return [order(f"UO-2026-{turn:06d}", **fields) for turn in range(1, count + 1)]


def working_days_between(first: datetime, last: datetime) -> int:
    return next(
        days
        for days in range(1, 60)
        if add_working_days(day_of(first), days, WorkingDay.OUVRE, Area.METROPOLE) >= day_of(last)
    )


def test_an_order_is_acknowledged_then_wired_and_reported(desk: Desk, opened: Opened) -> None:
    desk.say(MONDAY, *many(60))
    came = live(desk, opened(), 20)
    assert len(desk.of(AR)) == len(desk.of(CR)) == 60
    assert {one.fields["result"] for one in desk.heard} == {"ok"}
    taken = []
    for report in desk.of(CR):
        [checked] = desk.of(AR, report.reference)
        assert working_days_between(MONDAY, came[checked.id]) == 1
        done = datetime.fromisoformat(report.fields["done_on"])
        assert is_working_day(done.date(), WorkingDay.OUVRE, Area.METROPOLE)
        assert came[checked.id] < came[report.id]
        assert report.fields["pair"]
        taken.append(add_working_days(day_of(MONDAY), 3, WorkingDay.OUVRE, Area.METROPOLE) <= done.date())
    assert all(taken)
    lasted = [(came[report.id] - MONDAY).days for report in desk.of(CR)]
    assert 5 <= sum(lasted) / len(lasted) <= 9
    assert max(lasted) <= 12


def test_most_are_acknowledged_the_next_working_morning(desk: Desk, opened: Opened) -> None:
    friday = paris("2026-11-27T17:00")
    desk.say(friday, *many(60))
    came = live(desk, opened(), 4, friday)
    monday = [moment for moment in came.values() if moment < paris("2026-11-30T13:00")]
    assert len(monday) == 60
    assert not [moment for moment in came.values() if paris("2026-11-28T00:00") < moment < paris("2026-11-30T08:00")]


def test_nothing_is_wired_before_the_day_that_the_customer_wants(desk: Desk, opened: Opened) -> None:
    desk.say(MONDAY, *many(5, wanted_on="2026-12-26"))
    live(desk, opened(), 40)
    assert {one.fields["done_on"] for one in desk.of(CR)} == {"2026-12-28"}


def test_a_fibre_is_ordered_in_the_same_way(desk: Desk, opened: Opened) -> None:
    desk.say(MONDAY, order(technology="fibre", exchange="", strip="", position="", line_number="0199009901"[:9] + "8"))
    desk.say(MONDAY, order("UO-2026-000002", technology="fibre", line_number="0199009920", strip="", position=""))
    live(desk, opened(), 14)
    assert [one.fields["result"] for one in desk.of(AR)] == ["ok", "ok"]
    [there], [missing] = desk.of(CR, "UO-2026-000001"), desk.of(CR, "UO-2026-000002")
    assert there.fields["pair"].startswith("PTO ")
    assert missing.fields["code"] == "E-NO-PAIR"


@pytest.mark.parametrize(
    "fields",
    [
        {"attempt": "5"},
        {"technology": "radio"},
        {"unbundling": ""},
        {"line_number": "01 99 00 00 01"},
        {"address": ""},
        {"strip": ""},
        {"technology": "fibre"},
        {"wanted_on": "demain"},
        {"port_numbers": "0199000009-0199000001"},
    ],
)
def test_an_order_that_lacks_something_is_refused_as_malformed(
    desk: Desk, opened: Opened, fields: dict[str, str]
) -> None:
    desk.say(MONDAY, order(**fields))
    live(desk, opened(), 14)
    [answer] = desk.heard
    assert (answer.kind, answer.fields["result"], answer.fields["code"]) == (AR, "error", "E-MALFORMED")


def test_copper_is_not_ordered_where_it_is_closed(desk: Desk, opened: Opened) -> None:
    desk.say(MONDAY, order(exchange="38ALP", postal_code="38000"), order("UO-2", exchange="13OLI", postal_code="13005"))
    live(desk, opened(), 3)
    assert {one.reference: one.fields.get("code") for one in desk.of(AR)} == {
        "UO-2026-000001": "E-COPPER-CLOSED",
        "UO-2": "E-MALFORMED",
    }


def test_a_line_and_a_position_are_taken_once(desk: Desk, opened: Opened) -> None:
    house, first = opened(), order(line_number="0199000001")
    same_line = order("UO-2026-000002", line_number="0199000001")
    same_place = order("UO-2026-000003", position=first.fields["position"])
    desk.say(MONDAY, first, same_line, same_place)
    live(desk, house, 14)
    said = {one.reference: one.fields.get("code") for one in desk.of(AR)}
    assert said == {
        first.reference: None,
        same_line.reference: "E-IN-PROGRESS",
        same_place.reference: "E-POSITION-TAKEN",
    }
    later = MONDAY + timedelta(days=20)
    desk.say(later, order("UO-2026-000004", line_number="0199000001"), about("access_termination", first.reference))
    desk.say(later + timedelta(days=1), order("UO-2026-000005", line_number="0199000001"), same_place_again(first))
    live(desk, house, 24, later)
    said = {one.reference: one.fields.get("code") for one in desk.of(AR)}
    assert said["UO-2026-000004"] == "E-UNBUNDLED"
    assert said["UO-2026-000005"] is None
    assert said["UO-2026-000006"] is None
    assert desk.of("error") == []


def same_place_again(first: Any) -> Any:
    return order("UO-2026-000006", position=first.fields["position"])


def test_what_is_cancelled_in_time_is_never_spoken_of_again(desk: Desk, opened: Opened) -> None:
    house = opened()
    desk.say(MONDAY, *many(6))
    live(desk, house, 2)
    tuesday = MONDAY + timedelta(days=2)
    desk.say(tuesday, *(about("access_cancellation", f"UO-2026-{turn:06d}") for turn in range(1, 4)))
    live(desk, house, 20, tuesday)
    assert {one.reference for one in desk.of(CR)} == {f"UO-2026-{turn:06d}" for turn in range(4, 7)}
    assert desk.of("error") == []
    desk.say(tuesday + timedelta(days=21), order("UO-2026-000009", position="00001"))
    live(desk, house, 3, tuesday + timedelta(days=21))
    assert desk.of(AR, "UO-2026-000009")[0].fields["result"] == "ok"


def test_a_line_that_is_wired_cannot_be_cancelled_even_if_nobody_said_so(desk: Desk, opened: Opened) -> None:
    house = opened(faults={"no-report": 1})
    desk.say(MONDAY, order())
    live(desk, house, 14)
    desk.say(MONDAY + timedelta(days=14), about("access_cancellation", message="M-9", reference="UO-2026-000001"))
    live(desk, house, 15)
    [error] = desk.of("error")
    assert (error.fields["code"], error.fields["message"]) == ("E-TOO-LATE", "M-9")


def test_what_is_about_no_order_is_said_to_be(desk: Desk, opened: Opened) -> None:
    kinds = ("access_cancellation", "access_termination", "access_reminder")
    desk.say(MONDAY, *(about(kind, "UO-1") for kind in kinds), order(), about("access_termination", "UO-2026-000001"))
    desk.say(MONDAY, order(message="M-again"))
    live(desk, opened(), 0.2)
    said = {one.fields["message"]: one.fields["code"] for one in desk.of("error")}
    assert said == {
        **{f"M-UO-1-{kind}": "not-known" for kind in kinds},
        "M-UO-2026-000001-access_termination": "not-wired",
        "M-again": "known-already",
    }


def test_a_reminder_gives_again_what_must_be_lost(desk: Desk, opened: Opened) -> None:
    house = opened()
    desk.say(MONDAY, order())
    live(desk, house, 14)
    [first] = desk.of(CR)
    day = MONDAY + timedelta(days=15)
    desk.say(day, about("access_reminder", "UO-2026-000001", sent_on="2026-11-23", count="1", days="15"))
    live(desk, house, 2, day)
    again = desk.of(CR)[1:]
    assert [(one.reference, one.fields) for one in again] == [(first.reference, first.fields)]
    assert again[0].id != first.id


def test_a_line_that_cannot_be_read_is_said_to_be(desk: Desk, opened: Opened, base: Path) -> None:
    desk.say(MONDAY, order())
    [path] = (base / "from-us").iterdir()
    path.write_bytes(path.read_bytes().replace(b"CMD_ACCES;", b"CMD;"))
    live(desk, opened(), 1)
    assert [(one.kind, one.fields["code"]) for one in desk.heard] == [("error", "malformed")]


def test_in_life_some_things_go_wrong(desk: Desk, opened: Opened) -> None:
    """Shares of their own; what is late is late enough to be reminded of."""
    count = 600
    desk.say(MONDAY, *many(count))
    house = opened(natural=True)
    came = {}
    for day in range(45):
        house.play(MONDAY + timedelta(days=day, hours=12))
        came |= {message.id: day for message in desk.collect()}
    refused = [one for one in desk.of(AR) if one.fields["result"] == "error"]
    failed = [one for one in desk.of(CR) if one.fields["result"] == "failed"]
    late = [one for one in desk.of(CR) if came[one.id] > 15]
    assert 0.03 <= len(refused) / count <= 0.12
    assert 0.04 <= len(failed) / count <= 0.13
    assert 0.01 <= len(late) / count <= 0.06
    assert {"E-ADDRESS", "E-UNKNOWN-NUMBER"} <= {one.fields["code"] for one in refused}
    assert {"E-HELD", "E-ABSENT"} <= {one.fields["code"] for one in failed}
    assert all(one.fields["text"] for one in [*refused, *failed])


def test_reminders_bring_a_late_report_sooner_now_and_then(desk: Desk, opened: Opened) -> None:
    def reported(with_reminders: bool, base: Path) -> dict[str, int]:
        there, house = Desk(base, "FRTE", ACCESS), Incumbent(base)
        there.say(MONDAY, *many(600))
        came: dict[str, int] = {}
        for day in range(45):
            moment = MONDAY + timedelta(days=day, hours=12)
            house.play(moment)
            came |= {one.reference: day for one in there.collect() if one.kind == CR}
            if with_reminders and 15 <= day < 30:
                waiting = [f"UO-2026-{turn:06d}" for turn in range(1, 601) if f"UO-2026-{turn:06d}" not in came]
                there.say(moment, *(about("access_reminder", one, f"R-{one}-{day}") for one in waiting))
        house.close()
        return {reference: day for reference, day in came.items() if day > 15}

    alone, reminded = reported(False, desk.transport.inbox / "a"), reported(True, desk.transport.inbox / "b")
    assert sum(reminded.values()) / len(reminded) < sum(alone.values()) / len(alone)
    assert any(reminded.get(reference, 0) < day for reference, day in alone.items())
    assert any(reminded.get(reference) == day for reference, day in alone.items())


def test_a_new_installation_is_met_as_a_stranger(desk: Desk, opened: Opened, base: Path) -> None:
    house = opened()
    desk.say(MONDAY, order())
    live(desk, house, 14)
    anew = Desk(base, "FRTE", ACCESS)
    anew.say(MONDAY + timedelta(days=15), order())
    live(anew, house, 2, MONDAY + timedelta(days=15))
    assert [one.fields["result"] for one in anew.of(AR)] == ["ok"]


def test_it_forgets_when_it_is_told_to(desk: Desk, opened: Opened) -> None:
    house = opened()
    desk.say(MONDAY, order())
    house.play(MONDAY + timedelta(days=14))
    house.forget()
    assert house.memory.order("UO-2026-000001") is None
    assert desk.transport.names() == []


def test_time_flies_when_it_is_told_to(desk: Desk, opened: Opened) -> None:
    desk.say(MONDAY, *many(10))
    house = opened(speed=1440)
    house.play(MONDAY + timedelta(minutes=15))
    desk.collect()
    assert len(desk.of(AR)) == len(desk.of(CR)) == 10
    assert {one.fields["done_on"] for one in desk.of(CR)} == {"2026-11-23"}
