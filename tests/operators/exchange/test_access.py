"""The incumbent's files as bytes: golden ones typed by hand from the format document, and properties of all others."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from operators.exchange.codecs import (
    ACCESS,
    Ack,
    FileHead,
    MalformedLine,
    RefusedFile,
    digest_of,
    read_answer,
    read_numbers,
    write_answer,
)
from operators.exchange.codecs.access import BY_NAME, BY_WORD, KINDS
from operators.exchange.envelope import Envelope

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
DOCUMENT = GOLDEN.parents[2] / "docs" / "incumbent-format.md"
OURS = "BASC.FRTE.20261123170000.000042"
THEIRS = "FRTE.BASC.20261124060000.000007"


def golden(name: str) -> bytes:
    return (GOLDEN / name).read_bytes()


def attempt(read: Callable[[Any], Any], what: Any) -> Any:
    """What was read, or one of the only two errors that reading may raise."""
    try:
        return read(what)
    except (RefusedFile, MalformedLine) as error:
        return error


@pytest.mark.parametrize("name", [OURS, THEIRS])
def test_a_golden_file_is_written_again_byte_for_byte(name: str) -> None:
    head, lines = ACCESS.read_file(golden(name))
    assert head.name == name
    assert ACCESS.write_file(head, [ACCESS.read_line(line) for line in lines]) == golden(name)


def test_the_golden_answer_is_of_the_golden_file() -> None:
    answer = read_answer(golden(f"{OURS}.ack"))
    assert answer == Ack(OURS, 6, digest_of(golden(OURS)))
    assert write_answer(answer) == golden(f"{OURS}.ack")


def test_the_document_names_every_kind_with_its_columns_in_order() -> None:
    rows = [row.replace("`", "").split("|")[1:-1] for row in DOCUMENT.read_text().splitlines() if row[:3] == "| `"]
    kinds = [[cell.strip() for cell in row] for row in rows if len(row) == 4]
    listed = {(name, word, tuple(columns.split(", "))) for word, name, _way, columns in kinds}
    assert listed == {(kind.name, kind.word, kind.columns) for kind in KINDS}


def test_the_golden_files_hold_every_kind() -> None:
    lines = [line for name in (OURS, THEIRS) for line in ACCESS.read_file(golden(name))[1]]
    assert {ACCESS.read_line(line).kind for line in lines} == set(BY_NAME)


def test_golden_lines_mean_what_they_say() -> None:
    _head, lines = ACCESS.read_file(golden(OURS))
    first, second, third = map(ACCESS.read_line, lines[:3])
    assert (first.id, first.kind, first.reference) == ("M-2026-000201", "access_order", "UO-2026-000001")
    assert read_numbers(first.fields["port_numbers"]) == ["0199000001", "0199000010", "0199000011", "0199000012"]
    assert (first.fields["exchange"], first.fields["strip"], first.fields["position"]) == ("75LIL", "R03", "17")
    assert second.fields["customer"] == 'Garage "Chez Léon" ; Fils'
    assert second.fields["address"] == "3 place du Marché; bât. B"
    assert (second.fields["attempt"], second.fields["replaces"]) == ("2", "UO-2026-000002")
    assert third.fields["customer"] == "Zoé | Pierre"
    assert "strip" not in third.fields
    head, lines = ACCESS.read_file(golden(THEIRS))
    assert head == FileHead("FRTE", "BASC", datetime(2026, 11, 24, 6, tzinfo=UTC), 7)
    said = [ACCESS.read_line(line) for line in lines]
    assert said[1].fields["text"] == 'L\'adresse répertoriée est "3 place du Marché"'
    assert said[2].fields == {"result": "ok", "done_on": "2026-11-23", "pair": "Tête 04; paire 112"}
    assert said[6].reference == ""


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


@st.composite
def envelopes(draw: st.DrawFn) -> Envelope:
    kind = draw(st.sampled_from(KINDS))
    fields = draw(st.dictionaries(st.sampled_from(kind.columns), TEXTS))
    message_id = draw(st.from_regex(r"[A-Za-z0-9_.:-]{1,60}", fullmatch=True))
    return Envelope(message_id, kind.name, draw(st.just("") | TEXTS), fields)


HEADS = st.builds(
    FileHead,
    sender=st.from_regex(r"[A-Z0-9]{2,8}", fullmatch=True),
    receiver=st.from_regex(r"[A-Z0-9]{2,8}", fullmatch=True),
    made_at=st.integers(946_684_800, 4_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC)),
    number=st.integers(1, 999_999_999),
)


@given(envelopes())
def test_a_line_comes_back_as_it_left(envelope: Envelope) -> None:
    assert ACCESS.read_line(ACCESS.write_line(envelope)) == envelope


@given(HEADS, st.lists(envelopes(), max_size=4))
def test_a_file_comes_back_as_it_left(head: FileHead, said: list[Envelope]) -> None:
    found, lines = ACCESS.read_file(ACCESS.write_file(head, said))
    assert found == head
    assert [ACCESS.read_line(line) for line in lines] == said


COLUMNS = st.lists(st.sampled_from(['"', ";", '""', "a", "é", " ", "\t", '"a"']), max_size=6).map("".join)


@given(st.sampled_from(sorted(BY_WORD)), st.lists(COLUMNS, max_size=18))
def test_what_can_be_read_is_written_again_as_it_was(word: str, columns: list[str]) -> None:
    line = ";".join([word, "F-1", *columns])
    found = attempt(ACCESS.read_line, line)
    assert found.words if isinstance(found, MalformedLine) else ACCESS.write_line(found) == line


@pytest.mark.parametrize("name", [OURS, THEIRS])
@given(st.integers(0, 2_000), st.integers(0, 255), st.sampled_from(["changed", "added", "cut"]))
def test_a_slip_of_a_byte_is_refused_set_apart_or_harmless(name: str, place: int, byte: int, slip: str) -> None:
    whole = golden(name)
    place %= len(whole)
    rest = b"" if slip == "cut" else bytes([byte]) + whole[place + (slip == "changed") :]
    data = whole[:place] + rest
    assume(data != whole)
    found = attempt(ACCESS.read_file, data)
    if isinstance(found, RefusedFile):
        assert found.code in {"header", "cut", "encoding"}
        assert found.words
        return
    assert slip != "cut"
    head, lines = found
    read = [attempt(ACCESS.read_line, line) for line in lines]
    malformed = [one for one in read if isinstance(one, MalformedLine)]
    assert all(one.words for one in malformed)
    assert malformed or ACCESS.write_file(head, read) == data


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "header"),
        (b"BASCULE|1|FRTE|BASC|2026-11-24T06:00:00Z|000007\nEND|0\n", "header"),
        (b"ACCES;2;FRTE;BASC;2026-11-24T06:00:00Z;000007\nFIN;0\n", "header"),
        (b"ACCES;1;FRTE;BASC;2026-11-24T06:00:00Z;000007;full\nFIN;0\n", "header"),
        (b"ACCES;1;FRTE;BASC;2026-02-30T06:00:00Z;000007\nFIN;0\n", "header"),
        (b"ACCES;1;FRTE;BASC;2026-11-24T06:00:00Z;000007\r\nFIN;0\r\n", "header"),
        (b"ACCES;1;FRTE;BASC;2026-11-24T06:00:00Z;000007\nEND|0\n", "cut"),
        (b"ACCES;1;FRTE;BASC;2026-11-24T06:00:00Z;000007\nFIN;1\n", "cut"),
        (b"ACCES;1;FRTE;BASC;2026-11-24T06:00:00Z;000007\nRES_ACCES;\xe9\nFIN;1\n", "encoding"),
    ],
)
def test_a_file_is_refused_whole_with_its_code(data: bytes, code: str) -> None:
    with pytest.raises(RefusedFile) as refused:
        ACCESS.read_file(data)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", "no message of the kind"),
        ("AR_CMD_ACCES", "has 6 columns, the line has 1"),
        ("AR_CMD_ACCES;F-1;UO-1;ok;", "has 6 columns, the line has 5"),
        ("AR_CMD_ACCES;F-1;UO-1;ok;;;", "has 6 columns, the line has 7"),
        ("CMD_INCONNUE;F-1;UO-1", "no message of the kind CMD_INCONNUE"),
        ("access_cancellation;F-1;UO-1;moved", "no message of the kind"),
        ("ANN_CMD_ACCES;;UO-1;moved", "id cannot be read"),
        ("ANN_CMD_ACCES;F 1;UO-1;moved", "id cannot be read"),
        (f"ANN_CMD_ACCES;{'F' * 61};UO-1;moved", "id cannot be read"),
        (f"ANN_CMD_ACCES;F-1;{'U' * 81};moved", "reference is too long"),
        ("ANN_CMD_ACCES;F-1;UO-1;a\tb", "control character"),
        ("ANN_CMD_ACCES;F-1;UO-1;a\x85b", "control character"),
        ('ANN_CMD_ACCES;F-1;UO-1;""', "not quoted"),
        ('ANN_CMD_ACCES;F-1;UO-1;"moved"', "not quoted"),
        ('ANN_CMD_ACCES;F-1;UO-1;mo"ved', "not quoted"),
        ('ANN_CMD_ACCES;F-1;UO-1;"mo;ved', "not quoted"),
        ('ANN_CMD_ACCES;F-1;UO-1;"mo;ved"d', "not quoted"),
        ('ANN_CMD_ACCES;F-1;UO-1;"a"b"', "not quoted"),
    ],
)
def test_a_line_is_malformed_and_says_why(line: str, words: str) -> None:
    with pytest.raises(MalformedLine, match=words):
        ACCESS.read_line(line)


@pytest.mark.parametrize(
    ("envelope", "words"),
    [
        (Envelope("M-1", "port_request", "PI-1"), "no message of the kind port_request"),
        (Envelope("M-1", "access_cancellation", "UO-1", {"why": "moved"}), "ANN_CMD_ACCES has no column for why"),
        (Envelope("M-1", "access_cancellation", "UO-1", {"reason": "\ud800"}), "half a character"),
        (Envelope("", "access_cancellation", "UO-1"), "id cannot be read"),
    ],
)
def test_what_the_format_has_no_place_for_cannot_be_said(envelope: Envelope, words: str) -> None:
    with pytest.raises(MalformedLine, match=words):
        ACCESS.write_line(envelope)


def test_a_line_break_in_an_address_becomes_a_space() -> None:
    order = Envelope("M-1", "access_order", "UO-1", {"address": "4 rue des Lilas\r\nbât. B", "rio": ""})
    line = ACCESS.write_line(order)
    assert line == "CMD_ACCES;M-1;UO-1;;;;;;;4 rue des Lilas bât. B;;;;;;;;"
    assert ACCESS.read_line(line).fields == {"address": "4 rue des Lilas bât. B"}


def test_there_are_no_full_files() -> None:
    with pytest.raises(ValueError, match="no full files"):
        ACCESS.write_file(FileHead("FRTE", "BASC", datetime(2026, 11, 24, 6, tzinfo=UTC), 1, full=True), [])
