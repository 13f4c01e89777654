"""ARCEP's files as they are, and as they should never be: pure reading, no database."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db.models import Model
from django.utils import translation

from operators.arcep import files, lines
from operators.arcep.files import MalformedFileError
from operators.arcep.lines import LONGEST, OperatorLine, PrefixLine, RangeLine, RioCodeLine
from operators.arcep.overlaps import Block, overlaps_with
from operators.models import Operator
from tests.operators.arcep_folder import HEADERS, ORANGE_BLOCK, content

NUMBERS, PREFIXES, RIO_CODES, OPERATORS = HEADERS
GOOD = ORANGE_BLOCK


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def refusal(file: str, read, row: str, good: str) -> tuple[int, str]:
    """The line and the reason of the only refusal, in a file that also has a good line."""
    reading = read(content(file, good, row))
    assert len(reading.lines) == 1
    (refused,) = reading.refused
    return refused.line, refused.reason


def test_a_range() -> None:
    reading = files.read_ranges(content(NUMBERS, GOOD))
    assert reading.lines == [
        RangeLine(2, "0199000000", "0199000999", "FRTE", "metropole", date(2017, 1, 1)),
    ]
    assert reading.refused == []


@pytest.mark.parametrize(
    ("spelled", "territory"),
    [
        ("Métropole", "metropole"),
        ('"Guadeloupe, St Martin et St Barthélemy"', "guadeloupe"),
        ("Martinique", "martinique"),
        ("Guyane", "guyane"),
        ('"La Réunion"', "reunion"),
        ('"La Réunion - Océan indien"', "reunion"),
        ("Mayotte", "mayotte"),
        ('"Saint Pierre et Miquelon"', "saint_pierre_et_miquelon"),
        ("National", "national"),
    ],
)
def test_territories_are_understood(spelled: str, territory: str) -> None:
    row = f"0199000;0199000000;0199000999;FRTE;{spelled};01/01/2017"
    assert files.read_ranges(content(NUMBERS, row)).lines[0].territory == territory


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("0199001;0199001000;0199001999;FRTE;Métropole", "6 columns expected, 5 found"),
        (
            "0199001;0199001000;0199001999;FRTE;Métropole;31/02/2017",
            "“31/02/2017” is not a date written DD/MM/YYYY",
        ),
        (
            "0199001;0199001000;0199001999;FRTE;Métropole;2017-01-01",
            "“2017-01-01” is not a date written DD/MM/YYYY",
        ),
        (
            "0199001;0199OO1000;0199001999;FRTE;Métropole;01/01/2017",
            "“0199OO1000” is not a number of 3 to 14 digits",
        ),
        (
            "0199001;0199001000;019900199²;FRTE;Métropole;01/01/2017",
            "“019900199²” is not a number of 3 to 14 digits",
        ),
        ("0199001;0199001999;0199001000;FRTE;Métropole;01/01/2017", "the range ends before it starts"),
        (
            "0199001;019900100;0199001999;FRTE;Métropole;01/01/2017",
            "the first and the last number do not have the same length",
        ),
        (
            "0;0199001000;0261910000;FRTE;Métropole;01/01/2017",
            "the range does not keep its first three digits",
        ),
        (
            "0199002;0199001000;0199001999;FRTE;Métropole;01/01/2017",
            "the range does not begin with its prefix “0199002”",
        ),
        (";0199001000;0199001999;FRTE;Métropole;01/01/2017", "the range does not begin with its prefix “”"),
        ("0199001;0199001000;0199001999;FRTE;Atlantide;01/01/2017", "“Atlantide” is not a territory"),
        (
            "0199001;0199001000;0199001999;;Métropole;01/01/2017",
            "“” is not an operator code: 2 to 8 characters",
        ),
        ('0199001;0199001000;0199001999;"FRTE;Métropole;01/01/2017', "its quotes do not match"),
        (GOOD, "0199000000 is already on line 2"),
        ("0199000;0199000500;0199000599;OVH;Métropole;01/01/2020", "overlaps 0199000000-0199000999 (line 2)"),
    ],
)
def test_a_range_that_makes_no_sense_is_refused_alone(row: str, reason: str) -> None:
    assert refusal(NUMBERS, files.read_ranges, row, GOOD) == (3, reason)


def test_an_empty_line_counts_except_at_the_end() -> None:
    row = "0199001;0199001000;0199001999;FRTE;Métropole;01/01/2017"
    reading = files.read_ranges(content(NUMBERS, GOOD, "", row, "", ""))
    assert [line.line for line in reading.lines] == [2, 4]
    assert [refused[:2] for refused in reading.refused] == [(3, "6 columns expected, 1 found")]


def test_a_quote_left_open_does_not_swallow_the_lines_below() -> None:
    rows = [f"019900{n};019900{n}000;019900{n}999;FRTE;Métropole;01/01/2017" for n in range(9)]
    rows[3] = rows[3].replace("Métropole", '"Métropole')
    reading = files.read_ranges(content(NUMBERS, *rows))
    assert [refused.line for refused in reading.refused] == [5]
    assert len(reading.lines) == 8


def test_numbers_of_different_lengths_do_not_overlap() -> None:
    longer = "0199000;01990000000000;01990009999999;FRTE;Métropole;01/01/2017"
    assert files.read_ranges(content(NUMBERS, GOOD, longer)).refused == []


def test_spaces_around_values_and_line_ends_of_another_system_do_not_matter() -> None:
    row = "0199000; 0199000000;0199000999 ;FRTE; Métropole ;01/01/2017"
    assert files.read_ranges(content(NUMBERS, f"{row}\r", "\r")).lines[0].last == "0199000999"


def test_a_routing_prefix() -> None:
    reading = files.read_prefixes(content(PREFIXES, "010999;BASC;01/04/2019", "05141;NWOT;02/07/2021"))
    assert reading.lines == [
        PrefixLine(2, "010999", "BASC", date(2019, 4, 1)),
        PrefixLine(3, "05141", "NWOT", date(2021, 7, 2)),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("0109;BASC;01/04/2019", "“0109” is not a routing prefix: five or six digits"),
        ("01O998;BASC;01/04/2019", "“01O998” is not a routing prefix: five or six digits"),
        ("010999;NWOT;01/04/2020", "010999 is already on line 2"),
    ],
)
def test_a_prefix_that_makes_no_sense_is_refused_alone(row: str, reason: str) -> None:
    assert refusal(PREFIXES, files.read_prefixes, row, "010999;BASC;01/04/2019") == (3, reason)


def test_a_rio_code() -> None:
    reading = files.read_rio_codes(content(RIO_CODES, 'Y0;BASC;"Bascule Télécom";01/03/2019;2019-0001'))
    assert reading.lines == [RioCodeLine(2, "Y0", "BASC", "Bascule Télécom", date(2019, 3, 1))]


@pytest.mark.parametrize("code", ["Y", "Y00", "y0", "0Y", "Y+"])
def test_a_rio_code_that_makes_no_sense_is_refused_alone(code: str) -> None:
    line, reason = refusal(RIO_CODES, files.read_rio_codes, f"{code};OVH;OVH;01/03/2019;x", "F6;OVH;OVH;01/03/2019;x")
    assert line == 3
    assert reason.startswith(f"“{code}” is not a RIO code")


def test_an_operator() -> None:
    row = '"Société  d\'essai, SA";SESS;"999999998 00019";"Saint Denis";"1, RUE DE L\'ÎLE";1;10/01/2018'
    assert files.read_operators(content(OPERATORS, row)).lines == [
        OperatorLine(
            2,
            "SESS",
            "Société d'essai, SA",
            "99999999800019",
            "Saint Denis",
            "1, RUE DE L'ÎLE",
            date(2018, 1, 10),
        )
    ]


@pytest.mark.parametrize(
    ("siret", "digits"),
    [("", ""), ("999 999 998 00019", "99999999800019"), ("999999998", "999999998")],
)
def test_sirets_are_written_in_several_ways(siret: str, digits: str) -> None:
    assert files.read_operators(content(OPERATORS, f"Essai;SESS;{siret};;;1;")).lines[0].siret == digits


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Essai;SES;12345;;;1;", "“12345” is not a SIRET: 14 digits, or the 9 of a SIREN"),
        ("Essai;SE S;;;;1;", "“SE S” is not an operator code: 2 to 8 characters"),
        (f"{'x' * 201};SES;;;;1;", "a text is longer than 200 characters"),
        ("Es\x00sai;SES;;;;1;", "a text holds control characters"),
        ("Essai;SES;;;;1;\x1b[2J", "“?[2J” is not a date written DD/MM/YYYY"),
    ],
)
def test_an_operator_that_makes_no_sense_is_refused_alone(row: str, reason: str) -> None:
    assert refusal(OPERATORS, files.read_operators, row, "Orange;FRTE;;;;1;12/03/1998") == (3, reason)


@pytest.mark.parametrize("field", LONGEST)
def test_a_text_that_is_accepted_fits_its_column(field: str) -> None:
    model: type[Model] = Operator
    assert model._meta.get_field(field).max_length == LONGEST[field]


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (b"", "MAJNUM.csv is empty."),
        (b"\n\n", "MAJNUM.csv is empty."),
        (content(NUMBERS), "MAJNUM.csv has nothing below its header."),
        (f"{HEADERS[NUMBERS]}\n{GOOD}\n".encode(), "MAJNUM.csv is in UTF-8 where ISO-8859-1 is expected."),
        (f"\ufeff{HEADERS[NUMBERS]}\n".encode(), "MAJNUM.csv is in UTF-8 where ISO-8859-1 is expected."),
        (
            content(PREFIXES, GOOD),
            f"MAJNUM.csv must start with “{HEADERS[NUMBERS]}”; it starts with “{HEADERS[PREFIXES]}”.",
        ),
        (
            b'"EZABPQM\n' + GOOD.encode("latin-1"),
            f'MAJNUM.csv must start with “{HEADERS[NUMBERS]}”; it starts with “"EZABPQM”.',
        ),
        (
            content(NUMBERS, GOOD.replace(";", ","), GOOD.replace(";", ",")),
            "MAJNUM.csv has no line that can be used. Line 2: 6 columns expected, 1 found.",
        ),
    ],
)
def test_a_malformed_file_is_refused_with_a_sentence(found: bytes, sentence: str) -> None:
    with pytest.raises(MalformedFileError) as raised:
        files.read_ranges(found)
    assert str(raised.value) == sentence


def test_a_binary_file_is_refused() -> None:
    with pytest.raises(MalformedFileError, match=r"MAJNUM.csv must start with"):
        files.read_ranges(b"\xff\xfe" + HEADERS[NUMBERS].encode("utf-16-le"))


def test_a_missing_file_is_named_with_its_folder(tmp_path: Path) -> None:
    with pytest.raises(MalformedFileError) as raised:
        files.content_of(tmp_path, "MAJNUM.csv")
    assert str(raised.value) == f"MAJNUM.csv is missing from {tmp_path}."


def test_a_folder_in_the_place_of_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "MAJNUM.csv").mkdir()
    with pytest.raises(MalformedFileError, match=r"^MAJNUM\.csv cannot be read: "):
        files.content_of(tmp_path, "MAJNUM.csv")


@pytest.mark.parametrize(
    ("first", "last", "meets"),
    [
        ("0199000000", "0199000099", None),
        ("0199000050", "0199000100", "0199000100-0199000199 (ours)"),
        ("0199000120", "0199000130", "0199000100-0199000199 (ours)"),
        ("0199000180", "0199000400", "0199000100-0199000199 (ours)"),
        ("0199000000", "0199000999", "0199000100-0199000199 (ours)"),
        ("0199000200", "0199000299", None),
    ],
)
def test_a_range_is_refused_where_another_one_stays(first: str, last: str, meets: str | None) -> None:
    blocks = [Block("0199000100", "0199000199", "ours"), Block("0199000130", "0199000140", "inside it")]
    line = RangeLine(7, first, last, "FRTE", "metropole", date(2017, 1, 1))
    assert overlaps_with(blocks, [line]) == ({7: f"overlaps {meets}"} if meets else {})


def test_the_real_files_are_read_to_the_last_line(arcep_dir: Path) -> None:
    readings = {
        layout.file: read(files.content_of(arcep_dir, layout.file))
        for layout, read in [
            (files.OPERATORS, files.read_operators),
            (files.RIO_CODES, files.read_rio_codes),
            (files.PREFIXES, files.read_prefixes),
            (files.RANGES, files.read_ranges),
        ]
    }
    assert {file: (len(reading.lines), reading.refused) for file, reading in readings.items()} == {
        "identifiants_CE.csv": (1_552, []),
        "MAJRIO.csv": (236, []),
        "MAJPORTA.csv": (1_497, []),
        "MAJNUM.csv": (19_991, []),
    }
    for reading in readings.values():
        assert [line.line for line in reading.lines] == list(range(2, len(reading.lines) + 2))


def test_a_day_is_read() -> None:
    assert lines.day("29/02/2024") == date(2024, 2, 29)
