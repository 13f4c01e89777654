"""What the other side answers to each of our messages, and when."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bascule.workdays import Area, WorkingDay, add_working_days, is_working_day
from operators.exchange.codecs import NEUTRAL, Ack, Err, FileHead, digest_of, read_numbers
from operators.exchange.simulator.hours import PARIS, day_of
from operators.exchange.simulator.memory import moment_of
from tests.operators.simulator.conftest import Opening
from tests.operators.simulator.desk import THEM, US, Desk, about, paris, port_request

MONDAY = paris("2026-11-23T10:00")
PI = "PI-2026-000001"


def test_a_port_lives_its_whole_life(desk: Desk, opened: Opening) -> None:
    house = opened()
    desk.say(MONDAY, port_request(numbers="0199000001,0199000010-0199000019"))
    house.play(MONDAY + timedelta(minutes=10))
    assert [(one.kind, one.fields["message"]) for one in desk.collect()] == [("acknowledgement", f"M-{PI}")]

    house.play(MONDAY + timedelta(days=9))
    (eligibility,) = desk.collect()
    assert eligibility.fields == {"accepted": "0199000001,0199000010-0199000019"}

    go_at = paris("2026-12-08T08:00")
    desk.say(go_at, about("go", date="2026-12-08"))
    house.play(go_at + timedelta(minutes=9))
    assert desk.collect() == []
    house.play(go_at + timedelta(minutes=41))
    (execution,) = desk.collect()
    assert execution.fields["result"] == "done"
    assert timedelta(minutes=10) <= moment_of(execution.fields["at"]) - go_at <= timedelta(minutes=40)

    desk.say(go_at + timedelta(hours=1), about("announcement", date="2026-12-08", numbers="0199000001"))
    house.play(go_at + timedelta(days=1, hours=4))
    (confirmation,) = desk.collect()
    assert (confirmation.kind, confirmation.reference) == ("confirmation", PI)
    assert confirmation.fields["date"] in ("2026-12-08", "2026-12-09")


def test_a_file_is_acknowledged_with_its_count_and_digest(base, desk: Desk, opened: Opening) -> None:
    head = FileHead(US, THEM, MONDAY, 1)
    data = NEUTRAL.write_file(head, [port_request(), about("reminder", waiting_for="eligibility")])
    desk.transport.put(head.name, data)
    opened().play(MONDAY)
    desk.collect()
    assert desk.answers == {head.name: Ack(head.name, 2, digest_of(data))}
    assert list((base / "from-us").iterdir()) == []


def test_numbers_that_went_back_are_no_longer_ported(desk: Desk, opened: Opening) -> None:
    """A port of two numbers, one of them back to its range holder: two announcements, one confirmation."""
    house = opened()
    desk.say(MONDAY, port_request(numbers="0199000001-0199000002"))
    house.play(MONDAY + timedelta(days=9))
    desk.say(paris("2026-12-08T08:00"), about("go"))
    house.play(paris("2026-12-08T09:00"))
    told = {"date": "2026-12-08", "operator": US}
    away = about("announcement", message="M-1", numbers="0199000001", prefix="010999", **told)
    desk.say(paris("2026-12-08T09:00"), away, about("announcement", message="M-2", numbers="0199000002", **told))
    house.play(paris("2026-12-10T09:00"))
    assert len(collected(desk, "confirmation")) == 1
    assert [one.number for one in house.memory.register().values() if one.prefix] == ["0199000001"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (NEUTRAL.write_file(FileHead(US, THEM, MONDAY, 1), [port_request()])[:-8], "cut"),
        (NEUTRAL.write_file(FileHead(US, "FREE", MONDAY, 1), [port_request()]), "recipient"),
        (NEUTRAL.write_file(FileHead("OVH", THEM, MONDAY, 1), [port_request()]), "header"),
        (b"nonsense\n", "header"),
        (
            NEUTRAL.write_file(FileHead(US, THEM, MONDAY, 1), [port_request()]).replace(b"Quatre", b"Quatr\xe9"),
            "encoding",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_taken_up_when_it_comes_again(
    desk: Desk, opened: Opening, data: bytes, code: str
) -> None:
    house = opened()
    name = FileHead(US, THEM, MONDAY, 1).name
    desk.transport.put(name, data)
    house.play(MONDAY + timedelta(minutes=30))
    assert desk.collect() == []
    answer = desk.answers[name]
    assert isinstance(answer, Err)
    assert answer.code == code
    desk.say(MONDAY, port_request())
    house.play(MONDAY + timedelta(minutes=30))
    assert [one.kind for one in desk.collect()] == ["acknowledgement"]


def test_a_file_that_comes_twice_is_acknowledged_twice_and_read_once(desk: Desk, opened: Opening) -> None:
    house = opened()
    name = desk.say(MONDAY, port_request())
    for minutes in (10, 20):
        house.play(MONDAY + timedelta(minutes=minutes))
        desk.collect()
        assert desk.answers.pop(name)
        desk.number = 0
        desk.say(MONDAY, port_request())
    assert len(desk.of("acknowledgement")) == 1


@pytest.mark.parametrize("kind", ["person", "business"])
def test_donors_answer_at_their_desks_and_in_time(desk: Desk, opened: Opening, kind: str) -> None:
    """Asked at any hour, on any day, around Christmas in Alsace: never at night, nor on a day off, nor too late."""
    legal = {"person": 2, "business": 6}[kind]
    house, start = opened(), paris("2026-12-17T07:00")
    asked = {}
    for turn in range(60):
        at, reference = start + timedelta(hours=7 * turn), f"PI-2026-{turn:06d}"
        asked[reference] = at
        desk.say(at, port_request(reference, customer_kind=kind, postal_code="67000", donor=f"D{turn % 9}"))
    house.play(start)
    days = set()
    for moment, reference in planned(house, "eligibility"):
        local, heard = moment.astimezone(PARIS), day_of(asked[reference])
        assert 8 <= local.hour < 18
        assert is_working_day(local.date(), WorkingDay.OUVRE, Area.ALSACE_MOSELLE)
        latest = add_working_days(heard, legal, WorkingDay.OUVRABLE, Area.ALSACE_MOSELLE)
        first = add_working_days(heard, 1, WorkingDay.OUVRE, Area.ALSACE_MOSELLE)
        assert first <= local.date() <= max(latest, first)
        days.add((local.date() - heard).days)
    assert len(days) > 2


def planned(house, kind: str) -> list[tuple[datetime, str]]:
    rows = house.memory.base.execute("select at, reference from due where kind = ?", [kind])
    return [(moment_of(at), reference) for at, reference in rows]


def test_nothing_comes_after_a_cancellation(desk: Desk, opened: Opening) -> None:
    house = opened()
    desk.say(MONDAY, port_request())
    house.play(MONDAY + timedelta(minutes=20))
    desk.say(MONDAY + timedelta(hours=1), about("cancellation", reason="customer_withdrew"))
    house.play(MONDAY + timedelta(days=20))
    assert [one.kind for one in desk.collect()] == ["acknowledgement"]
    desk.say(MONDAY + timedelta(days=20), about("go"))
    house.play(MONDAY + timedelta(days=21))
    (error,) = desk.collect()
    assert (error.kind, error.fields["code"], error.fields["message"]) == ("error", "not-accepted", f"M-{PI}-go")


def test_a_cut_over_under_way_is_stopped_by_a_cancellation(desk: Desk, opened: Opening) -> None:
    house = opened()
    desk.say(MONDAY, port_request())
    house.play(MONDAY + timedelta(days=9))
    go_at = paris("2026-12-08T08:00")
    desk.say(go_at, about("go"), about("cancellation"))
    house.play(go_at + timedelta(days=1))
    desk.collect()
    assert desk.of("execution") == []
    assert house.memory.register() == {}


def test_a_port_is_made_once(desk: Desk, opened: Opening) -> None:
    house = opened()
    desk.say(MONDAY, port_request())
    house.play(MONDAY + timedelta(days=9))
    desk.say(paris("2026-12-08T08:00"), about("go", message="M-1"), about("go", message="M-2"))
    house.play(paris("2026-12-08T12:00"))
    desk.collect()
    assert len(desk.of("execution")) == 1
    assert [one.fields["code"] for one in desk.of("error")] == ["done-already"]


def test_a_new_day_and_a_notice_are_taken_in_silence_or_acknowledged(desk: Desk, opened: Opening) -> None:
    house = opened()
    desk.say(MONDAY, port_request(), about("schedule", date="2026-12-10"), about("range_holder_notice"))
    house.play(MONDAY + timedelta(minutes=20))
    assert sorted(one.fields["message"] for one in desk.collect()) == [f"M-{PI}", f"M-{PI}-range_holder_notice"]
    assert house.memory.request(PI).fields["date"] == "2026-12-10"


def test_a_reversal_gives_the_numbers_back(desk: Desk, opened: Opening) -> None:
    house = opened()
    desk.say(MONDAY, port_request())
    house.play(MONDAY + timedelta(days=9))
    go_at = paris("2026-12-08T08:00")
    desk.say(go_at, about("go"))
    house.play(go_at + timedelta(hours=1))
    assert house.memory.register()["0199000001"].prefix == "010999"
    desk.say(go_at + timedelta(hours=2), about("announcement", numbers="0199000001", prefix="010999"))
    back = {"date": "2026-12-08", "numbers": "0199000001", "prefix": "010006"}
    desk.say(
        go_at + timedelta(hours=3),
        about("reversal", numbers="0199000001"),
        about("announcement", message="M-1", **back),
    )
    house.play(go_at + timedelta(days=3))
    desk.collect()
    assert desk.of("confirmation") == []
    assert f"M-{PI}-reversal" in [one.fields["message"] for one in desk.of("acknowledgement")]
    assert house.memory.register()["0199000001"].prefix == "010006"


def test_a_corrected_request_is_answered_anew_and_accepted(desk: Desk, opened: Opening) -> None:
    """However often donors refuse by themselves, what was corrected they accept."""
    house = opened(natural=True)
    references = [f"PI-2026-{turn:06d}" for turn in range(300)]
    desk.say(MONDAY, *(port_request(reference) for reference in references))
    house.play(MONDAY + timedelta(days=25))
    refused = [one.reference for one in collected(desk, "eligibility") if "accepted" not in one.fields]
    assert 3 <= len(refused) <= 30
    again = MONDAY + timedelta(days=25)
    desk.say(again, *(port_request(one, f"M-{one}-2", attempt="2", date="2027-01-15") for one in refused))
    house.play(again + timedelta(days=25))
    second = collected(desk, "eligibility")
    assert len(second) == len(refused)
    assert all(one.fields["accepted"] == "0199000001" for one in second)


def collected(desk: Desk, kind: str):
    return [one for one in desk.collect() if one.kind == kind]


@pytest.mark.parametrize("main_number", ["0199000300", "0261915009", "0353012999"])
def test_an_inventory_lists_the_run_around_the_main_number(desk: Desk, opened: Opening, main_number: str) -> None:
    house = opened()
    desk.say(MONDAY, about("inventory_request", "IN-2026-000001", main_number=main_number, donor="SFR0"))
    house.play(MONDAY + timedelta(minutes=9))
    assert [one.kind for one in desk.collect()] == ["acknowledgement"]
    house.play(MONDAY + timedelta(days=1))
    assert desk.collect() == []
    house.play(MONDAY + timedelta(days=7))
    (answer,) = desk.collect()
    numbers = read_numbers(answer.fields["numbers"])
    assert answer.fields["answer"] == "list"
    assert main_number in numbers
    assert 4 <= len(numbers) <= 30


def test_a_reminder_brings_an_answer_sooner(desk: Desk, opened: Opening) -> None:
    house = opened(faults={"late-answer": 1})
    desk.say(MONDAY, port_request())
    house.play(MONDAY + timedelta(days=1))
    desk.collect()
    desk.say(MONDAY + timedelta(days=1), about("reminder", waiting_for="eligibility"))
    house.play(MONDAY + timedelta(days=1, hours=2))
    assert [one.kind for one in desk.collect()] == ["eligibility"]


def test_a_reminder_brings_again_what_was_lost(desk: Desk, opened: Opening) -> None:
    house = opened()
    desk.say(MONDAY, port_request())
    house.play(MONDAY + timedelta(days=8))
    (first,) = (one for one in desk.collect() if one.kind == "eligibility")
    desk.say(MONDAY + timedelta(days=10), about("reminder", waiting_for="eligibility"))
    house.play(MONDAY + timedelta(days=11))
    (second,) = desk.collect()
    assert second.fields == first.fields
    assert second.id != first.id


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (about("weather"), "unknown-kind"),
        (port_request(numbers=""), "bad-field"),
        (port_request(numbers="12"), "bad-field"),
        (about("go"), "not-accepted"),
        (about("cancellation"), "not-known"),
        (about("schedule"), "not-known"),
        (about("announcement"), "not-known"),
        (about("reversal"), "not-known"),
        (about("inventory_request", "IN-2026-000001"), "bad-field"),
    ],
)
def test_what_cannot_be_taken_up_is_said(desk: Desk, opened: Opening, message, code: str) -> None:
    desk.say(MONDAY, message)
    opened().play(MONDAY + timedelta(minutes=10))
    (error,) = desk.collect()
    assert (error.kind, error.reference) == ("error", message.reference)
    assert (error.fields["message"], error.fields["code"]) == (message.id, code)


def test_a_line_of_ours_that_cannot_be_read_blocks_no_other(desk: Desk, opened: Opening) -> None:
    head = FileHead(US, THEM, MONDAY, 1)
    data = NEUTRAL.write_file(head, [about("go", message="M-X"), port_request()]).replace(b"M-X|go", b"M-X|GO")
    desk.transport.put(head.name, data)
    opened().play(MONDAY + timedelta(minutes=10))
    assert sorted((one.kind, one.fields.get("code", "")) for one in desk.collect()) == [
        ("acknowledgement", ""),
        ("error", "malformed"),
    ]


def test_our_errors_end_the_talk(desk: Desk, opened: Opening) -> None:
    desk.say(MONDAY, about("error", code="unknown_kind"))
    opened().play(MONDAY + timedelta(days=3))
    assert desk.collect() == []


def test_a_new_installation_begins_a_new_world(desk: Desk, opened: Opening, base) -> None:
    house = opened()
    desk.say(MONDAY, port_request())
    house.play(MONDAY + timedelta(minutes=10))
    assert desk.collect()
    house.play(MONDAY + timedelta(days=9))
    assert list((base / "to-us").iterdir())
    newcomer = Desk(base)
    newcomer.say(MONDAY + timedelta(days=1), port_request())
    house.play(MONDAY + timedelta(days=1, minutes=10))
    assert [one.kind for one in newcomer.collect()] == ["acknowledgement"]


def test_it_can_begin_anew_beside_an_installation_that_goes_on(desk: Desk, opened: Opening) -> None:
    house = opened()
    desk.say(MONDAY, port_request())
    house.play(MONDAY + timedelta(minutes=10))
    desk.say(MONDAY, about("reminder", waiting_for="eligibility"))
    house.forget()
    assert desk.collect() == []
    desk.say(MONDAY + timedelta(days=1), about("go"))
    house.play(MONDAY + timedelta(days=30))
    assert [one.kind for one in desk.collect()] == ["error"]


def test_with_speed_an_answer_comes_while_one_watches(desk: Desk, opened: Opening) -> None:
    now = datetime.now(UTC)
    house = opened(speed=1440)
    desk.say(now, port_request())
    house.play(now + timedelta(seconds=2))
    assert [one.kind for one in desk.collect()] == ["acknowledgement"]
    house.play(now + timedelta(minutes=14))
    assert [one.kind for one in desk.collect()] == ["eligibility"]


def test_a_donor_gives_the_day_that_nobody_asked_for(desk: Desk, opened: Opening) -> None:
    house = opened()
    desk.say(MONDAY, port_request(date=""))
    house.play(MONDAY + timedelta(days=9))
    (answer,) = collected(desk, "eligibility")
    assert date.fromisoformat(answer.fields["date"]) > day_of(MONDAY)


def test_a_donor_proposes_another_day_when_it_answers_too_late(desk: Desk, opened: Opening) -> None:
    house = opened()
    desk.say(MONDAY, port_request(date="2026-11-24"))
    house.play(MONDAY + timedelta(days=9))
    (answer,) = collected(desk, "eligibility")
    assert date.fromisoformat(answer.fields["date"]) > date(2026, 11, 24)
