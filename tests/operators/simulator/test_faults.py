"""Each fault does what its name says, as often as its rate says, and loses nothing that it need not lose."""

from datetime import timedelta

import pytest

from operators.exchange.codecs import NEUTRAL, MalformedLine, read_numbers
from operators.exchange.simulator.donors import last_legal_answer
from operators.exchange.simulator.faults import FAULTS, UnknownFault, read_faults
from operators.exchange.simulator.hands import broken_line
from tests.operators.simulator.conftest import Opening
from tests.operators.simulator.desk import Desk, about, paris, port_request

MONDAY = paris("2026-11-23T10:00")
LATER = MONDAY + timedelta(days=21)
TEN = "0199000010-0199000019"


def answers_of(desk: Desk, opened: Opening, faults: dict[str, float], requests: int = 1, **options) -> list:
    house = opened(faults=faults, **options)
    desk.say(MONDAY, *(port_request(f"PI-2026-{turn:06d}", numbers=TEN) for turn in range(requests)))
    house.play(LATER)
    desk.collect()
    return desk.of("eligibility")


@pytest.mark.parametrize("code", ["R-RIO", "R-INACTIVE", "X42", "what_ever"])
def test_donors_refuse_with_the_code_they_are_told(desk: Desk, opened: Opening, code: str) -> None:
    (answer,) = answers_of(desk, opened, {f"reject-{code}": 1})
    assert answer.fields[f"refused.{code}"] == TEN
    assert "accepted" not in answer.fields


def test_a_fault_strikes_corrected_requests_too(desk: Desk, opened: Opening) -> None:
    house = opened(faults={"reject-R-RIO": 1})
    desk.say(MONDAY, port_request(attempt="3"))
    house.play(LATER)
    desk.collect()
    assert "refused.R-RIO" in desk.of("eligibility")[0].fields


def test_a_rate_is_the_share_that_is_struck(desk: Desk, opened: Opening) -> None:
    answers = answers_of(desk, opened, {"reject-R-RIO": 0.25}, requests=400)
    struck = sum("refused.R-RIO" in one.fields for one in answers)
    assert 70 <= struck <= 130
    assert len(answers) == 400


def test_a_mixed_answer_speaks_of_each_number_once(desk: Desk, opened: Opening) -> None:
    for answer in answers_of(desk, opened, {"partial": 1, "reject-R-RIO": 0.5}, requests=20):
        (refused,) = (name for name in answer.fields if name.startswith("refused."))
        accepted, others = read_numbers(answer.fields["accepted"]), read_numbers(answer.fields[refused])
        assert accepted
        assert others
        assert sorted(accepted + others) == read_numbers(TEN)


def test_a_single_number_cannot_be_answered_in_part(desk: Desk, opened: Opening) -> None:
    house = opened(faults={"partial": 1})
    desk.say(MONDAY, port_request())
    house.play(LATER)
    desk.collect()
    assert desk.of("eligibility")[0].fields == {"accepted": "0199000001"}


@pytest.mark.parametrize("kind", ["person", "business"])
def test_a_late_answer_comes_after_the_legal_days(desk: Desk, opened: Opening, kind: str) -> None:
    house = opened(faults={"late-answer": 1})
    desk.say(MONDAY, port_request(customer_kind=kind))
    house.play(last_legal_answer(MONDAY, kind, "metropole"))
    assert [one.kind for one in desk.collect()] == ["acknowledgement"]
    house.play(LATER)
    assert [one.kind for one in desk.collect()] == ["eligibility"]


def test_no_answer_comes_for_ever(desk: Desk, opened: Opening) -> None:
    house = opened(faults={"no-answer": 1})
    desk.say(MONDAY, port_request(), about("inventory_request", "IN-1", main_number="0199000300"))
    desk.say(LATER, about("reminder", waiting_for="eligibility"))
    house.play(LATER + timedelta(days=60))
    assert {one.kind for one in desk.collect()} == {"acknowledgement"}


def test_an_inventory_is_refused(desk: Desk, opened: Opening) -> None:
    house = opened(faults={"inventory-refused": 1})
    desk.say(MONDAY, about("inventory_request", "IN-1", main_number="0199000300"))
    house.play(LATER)
    desk.collect()
    (answer,) = desk.of("inventory_answer")
    assert answer.fields["answer"] == "refused"
    assert answer.fields["code"]


def test_a_cut_over_fails_and_moves_no_number(desk: Desk, opened: Opening) -> None:
    house = opened(faults={"cutover-failed": 1})
    desk.say(MONDAY, port_request())
    house.play(LATER)
    desk.say(LATER, about("go"))
    house.play(LATER + timedelta(hours=1))
    desk.collect()
    assert desk.of("execution")[0].fields["result"] == "failed"
    assert house.memory.register() == {}


def test_files_that_are_never_acknowledged_are_read_all_the_same(desk: Desk, opened: Opening) -> None:
    assert answers_of(desk, opened, {"no-ack": 1})
    assert desk.answers == {}


def test_a_file_laid_twice_says_the_same_under_two_names(desk: Desk, opened: Opening) -> None:
    answers = answers_of(desk, opened, {"duplicate-file": 1})
    assert len(desk.files) == len(set(desk.files)) == 2
    assert len(answers) == 1


def test_a_file_that_was_cut_comes_whole_once_it_is_refused(desk: Desk, opened: Opening) -> None:
    house = opened(faults={"cut-file": 1})
    desk.say(MONDAY, port_request())
    house.play(LATER)
    assert desk.collect() == []
    assert desk.refused == ["cut"]
    house.play(LATER + timedelta(minutes=1))
    assert [one.kind for one in desk.collect()] == ["acknowledgement", "eligibility"]
    assert desk.files[0] == desk.files[1]


def test_a_broken_line_stands_alone_and_is_mended_an_hour_later(desk: Desk, opened: Opening) -> None:
    requests = 100
    house = opened(faults={"bad-line": 0.2})
    desk.say(MONDAY, *(port_request(f"PI-2026-{turn:06d}", numbers=TEN) for turn in range(requests)))
    house.play(LATER)
    desk.collect()
    assert 15 <= len(desk.malformed) <= 70
    house.play(LATER + timedelta(hours=1))
    desk.collect()
    assert {one.reference for one in desk.of("eligibility")} == {f"PI-2026-{turn:06d}" for turn in range(requests)}
    assert len(desk.of("acknowledgement")) == len(desk.of("eligibility")) == requests


@pytest.mark.parametrize("turn", range(10))
@pytest.mark.parametrize(
    "line",
    [
        b"S-1|acknowledgement|PI-1|message=M-1",
        b"S-1|eligibility|PI-1|accepted=0199000001|text=Oui",
        b"S-1|announcement|",
    ],
)
def test_no_reader_takes_a_broken_line_for_a_message(line: bytes, turn: int) -> None:
    with pytest.raises(MalformedLine):
        NEUTRAL.read_line(broken_line(line, turn).decode())


def test_a_file_for_somebody_else_lies_beside_ours(desk: Desk, opened: Opening) -> None:
    house = opened(faults={"wrong-recipient": 1})
    desk.say(MONDAY, port_request())
    house.play(LATER)
    assert [one.kind for one in desk.collect()] == ["acknowledgement", "eligibility"]
    assert desk.refused == ["recipient"]
    house.play(LATER + timedelta(days=1))
    assert desk.collect() == []


def test_unknown_messages_stand_among_the_others(desk: Desk, opened: Opening) -> None:
    assert len(answers_of(desk, opened, {"unknown-message": 0.5}, requests=50)) == 50
    strangers = [one for one in desk.heard if one.kind == "toll_notice" or one.reference == "PI-1999-000000"]
    assert 30 <= len(strangers) <= 70
    assert {one.kind for one in strangers} == {"toll_notice", "confirmation"}


def test_a_file_without_an_answer_is_laid_three_times(desk: Desk, opened: Opening) -> None:
    house = opened()
    desk.say(MONDAY, port_request())
    for minutes in range(0, 600, 20):
        house.play(MONDAY + timedelta(minutes=minutes))
        desk.collect(acknowledge=False)
    assert len(desk.files) == 3
    assert len(set(desk.files)) == 1
    assert len(desk.heard) == 1


@pytest.mark.parametrize("text", ["nonsense", "reject-", "reject-CODE", "reject-a b", "", "partial "])
def test_an_unknown_fault_is_refused_with_all_that_there_are(text: str) -> None:
    with pytest.raises(UnknownFault) as refused:
        read_faults([text])
    assert all(name in str(refused.value) for name in FAULTS)


@pytest.mark.parametrize("rate", ["", "1.1", "-0.1", "nan", "inf", "often", "50%"])
def test_a_rate_is_a_share(rate: str) -> None:
    with pytest.raises(UnknownFault, match="from 0 to 1"):
        read_faults([f"partial={rate}"])


def test_faults_are_read_with_their_rates() -> None:
    assert read_faults(["partial", "reject-R-RIO=0.1", "no-ack=0"]) == {"partial": 1, "reject-R-RIO": 0.1, "no-ack": 0}
