"""Files and lines as bytes: golden ones typed by hand from the format document, and properties of all others."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from operators.exchange.codecs import (
    NEUTRAL,
    Ack,
    Err,
    FileHead,
    MalformedLine,
    RefusedFile,
    digest_of,
    read_answer,
    read_numbers,
    write_answer,
    write_numbers,
)
from operators.exchange.envelope import Envelope

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
OURS = "BASC.APNF.20261123170000.000042"
THEIRS = "APNF.BASC.20261124060000.000007"
FULL = "APNF.BASC.20261129050000.000011.full"
ASKED = "APNF.BASC.20261123080000.000008"
ANSWERED = "BASC.APNF.20261207070500.000043"
"""Recipients ask for numbers of ours, and we answer as the donor."""
KINDS = {
    *("port_request", "acknowledgement", "eligibility", "schedule", "go", "execution", "announcement"),
    *("range_holder_notice", "confirmation", "cancellation", "reversal", "inventory_request", "inventory_answer"),
    *("reminder", "error", "register", "number_return"),
}


def golden(name: str) -> bytes:
    return (GOLDEN / name).read_bytes()


def attempt(read: Callable[[Any], Any], what: Any) -> Any:
    """What was read, or one of the only two errors that reading may raise."""
    try:
        return read(what)
    except (RefusedFile, MalformedLine) as error:
        return error


@pytest.mark.parametrize("name", [OURS, THEIRS, FULL, ASKED, ANSWERED])
def test_a_golden_file_is_written_again_byte_for_byte(name: str) -> None:
    head, lines = NEUTRAL.read_file(golden(name))
    assert head.name == name
    assert NEUTRAL.write_file(head, [NEUTRAL.read_line(line) for line in lines]) == golden(name)


@pytest.mark.parametrize("name", [f"{OURS}.ack", f"{THEIRS}.err"])
def test_a_golden_answer_is_written_again_byte_for_byte(name: str) -> None:
    assert write_answer(read_answer(golden(name))) == golden(name)


def test_the_golden_files_hold_every_kind_of_message_that_the_document_names() -> None:
    document = (GOLDEN.parents[2] / "docs" / "exchange-format.md").read_text()
    listed = document.partition("## Messages")[2]
    assert {row.split("`")[1] for row in listed.splitlines() if row.startswith("| `")} == KINDS
    lines = [line for name in (OURS, THEIRS, FULL, ASKED, ANSWERED) for line in NEUTRAL.read_file(golden(name))[1]]
    assert {NEUTRAL.read_line(line).kind for line in lines} == KINDS


def test_golden_lines_mean_what_they_say() -> None:
    _head, lines = NEUTRAL.read_file(golden(OURS))
    first, second = NEUTRAL.read_line(lines[0]), NEUTRAL.read_line(lines[1])
    assert (first.id, first.kind, first.reference) == ("M-2026-000123", "port_request", "PI-2026-000001")
    assert first.fields["customer"] == "Boulangerie Durand | Fils"
    assert first.fields["city"] == "Besançon"
    assert read_numbers(first.fields["numbers"]) == [f"035301000{n}" for n in range(10)] + ["0353010042"]
    assert second.fields["address"] == "3 place 100 % Café\n2e étage"
    head, lines = NEUTRAL.read_file(golden(THEIRS))
    answer = NEUTRAL.read_line(lines[2])
    assert head == FileHead("APNF", "BASC", datetime(2026, 11, 24, 6, tzinfo=UTC), 7)
    assert answer.fields["refused.R-INACTIVE"] == "0353010005-0353010009"
    assert NEUTRAL.read_file(golden(FULL))[0].full


def test_golden_answers_mean_what_they_say() -> None:
    assert read_answer(golden(f"{OURS}.ack")) == Ack(OURS, 11, digest_of(golden(OURS)))
    assert read_answer(golden(f"{THEIRS}.err")) == Err(THEIRS, "cut", "la dernière ligne manque | à renvoyer")


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=40)
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,12}(\.[A-Z-]{1,6})?", fullmatch=True)
ENVELOPES = st.builds(
    Envelope,
    id=st.from_regex(r"[A-Za-z0-9_.:-]{1,60}", fullmatch=True),
    kind=st.from_regex(r"[a-z_]{1,30}", fullmatch=True),
    reference=st.one_of(st.just(""), TEXTS),
    fields=st.dictionaries(NAMES, TEXTS, max_size=4),
)
HEADS = st.builds(
    FileHead,
    sender=st.from_regex(r"[A-Z0-9]{2,8}", fullmatch=True),
    receiver=st.from_regex(r"[A-Z0-9]{2,8}", fullmatch=True),
    made_at=st.integers(946_684_800, 4_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC)),
    number=st.integers(1, 999_999_999),
    full=st.booleans(),
)


@given(ENVELOPES)
def test_a_line_comes_back_as_it_left(envelope: Envelope) -> None:
    line = NEUTRAL.write_line(envelope)
    assert "\n" not in line
    assert NEUTRAL.read_line(line) == envelope


@given(HEADS, st.lists(ENVELOPES, max_size=4))
def test_a_file_comes_back_as_it_left(head: FileHead, envelopes: list[Envelope]) -> None:
    found, lines = NEUTRAL.read_file(NEUTRAL.write_file(head, envelopes))
    assert found == head
    assert [NEUTRAL.read_line(line) for line in lines] == envelopes


@given(st.text(max_size=60))
def test_what_can_be_read_is_written_again_as_it_was(line: str) -> None:
    found = attempt(NEUTRAL.read_line, line)
    assert found.words if isinstance(found, MalformedLine) else NEUTRAL.write_line(found) == line


def slipped(data: bytes, place: int, byte: int, slip: str) -> bytes:
    place %= len(data)
    if slip == "cut":
        return data[:place]
    return data[:place] + bytes([byte]) + data[place + (slip == "changed") :]


@pytest.mark.parametrize("name", [OURS, THEIRS, FULL])
@given(st.integers(0, 5_000), st.integers(0, 255), st.sampled_from(["changed", "added", "cut"]))
def test_a_slip_of_a_byte_is_refused_set_apart_or_harmless(name: str, place: int, byte: int, slip: str) -> None:
    data = slipped(golden(name), place, byte, slip)
    assume(data != golden(name))
    found = attempt(NEUTRAL.read_file, data)
    if isinstance(found, RefusedFile):
        assert found.code in {"header", "cut", "encoding"}
        assert found.words
        return
    assert slip != "cut"
    head, lines = found
    read = [attempt(NEUTRAL.read_line, line) for line in lines]
    malformed = [one for one in read if isinstance(one, MalformedLine)]
    assert all(one.words for one in malformed)
    assert malformed or NEUTRAL.write_file(head, read) == data


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "header"),
        (b"BASCULE|2|APNF|BASC|2026-11-24T06:00:00Z|000007\nEND|0\n", "header"),
        (b"BASCULE|1|APNF|BASC|2026-02-30T06:00:00Z|000007\nEND|0\n", "header"),
        (b"BASCULE|1|APNF|BASC|2026-11-24T06:00:00Z|000000\nEND|0\n", "header"),
        (b"BASCULE|1|APNF|BASC|9999-12-31T23:59:59Z|000007\nEND|0\n", "header"),
        (b"BASCULE|1|APNF|BASC|2026-11-24T06:00:00Z|000007\r\nEND|0\r\n", "header"),
        (b"BASCULE|1|APNF|BASC|2026-11-24T06:00:00Z|000007\n", "cut"),
        (b"BASCULE|1|APNF|BASC|2026-11-24T06:00:00Z|000007\nEND|0", "cut"),
        (b"BASCULE|1|APNF|BASC|2026-11-24T06:00:00Z|000007\nEND|1\n", "cut"),
        (b"BASCULE|1|APNF|BASC|2026-11-24T06:00:00Z|000007\nS-1|go|PI-1|date=2026", "cut"),
        (b"BASCULE|1|APNF|BASC|2026-11-24T06:00:00Z|000007\nS-1|go|PI\xe9\nEND|1\n", "encoding"),
    ],
)
def test_a_file_is_refused_whole_with_its_code(data: bytes, code: str) -> None:
    with pytest.raises(RefusedFile) as refused:
        NEUTRAL.read_file(data)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "line",
    [
        "",
        "S-1",
        "S-1|go",
        "|go|PI-1",
        "S 1|go|PI-1",
        f"{'S' * 61}|go|PI-1",
        "S-1|Go|PI-1",
        f"S-1|{'g' * 31}|PI-1",
        f"S-1|go|{'P' * 81}",
        "S-1|go|PI-1|",
        "S-1|go|PI-1|date",
        "S-1|go|PI-1|date=",
        "S-1|go|PI-1|=2026-12-01",
        "S-1|go|PI-1|date=1|date=2",
        "S-1|go|PI-1|window=am|date=2026-12-01",
        "S-1|go|PI-1|date=50%",
        "S-1|go|PI-1|text=%7c",
        "S-1|go|PI-1|text=%41",
        "S-1|go|PI-1|text=%C3",
        "S-1|go|PI-1|text=a%00b",
        "S-1|go|PI-1|text=a\tb",
    ],
)
def test_a_line_is_malformed_and_says_why(line: str) -> None:
    with pytest.raises(MalformedLine) as malformed:
        NEUTRAL.read_line(line)
    assert malformed.value.words


def test_a_value_that_no_text_has_cannot_be_said() -> None:
    for value in ("a\x00b", "\ud800"):
        with pytest.raises(MalformedLine):
            NEUTRAL.write_line(Envelope("M-1", "go", "PI-1", {"text": value}))


def test_numbers_are_written_in_runs() -> None:
    numbers = ["0199000001", *(f"01990000{n}" for n in range(19, 9, -1)), "0199000001"]
    assert write_numbers(numbers) == "0199000001,0199000010-0199000019"
    assert write_numbers([]) == ""
    assert read_numbers("") == []
    assert read_numbers("0199000012,0199000010-0199000013") == ["0199000012", "0199000010", "0199000011", "0199000013"]


@given(st.sets(st.integers(199_000_000, 199_000_300), max_size=40))
def test_numbers_come_back_as_they_left(found: set[int]) -> None:
    numbers = [f"{number:010d}" for number in sorted(found)]
    assert read_numbers(write_numbers(numbers)) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "01 99 00 00 01",
        "+33199000001",
        "0199000001,",
        "0199000001-",
        "0199000009-0199000001",
        "0199000001-01990000011",
        "0100000000-0199999999",
        "0100000000-0100099998,0199000000-0199000009",
    ],
)
def test_numbers_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(MalformedLine):
        read_numbers(text)


@given(st.one_of(st.binary(max_size=80), st.from_regex(rb"(ACK|ERR)\|[A-Z.]*\|[0-9a-z]*\|.{0,70}\n?", fullmatch=True)))
def test_an_answer_that_cannot_be_read_says_so(data: bytes) -> None:
    found = attempt(read_answer, data)
    assert found.words if isinstance(found, MalformedLine) else isinstance(found, Ack | Err)
