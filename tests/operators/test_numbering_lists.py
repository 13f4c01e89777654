"""What the product promises about many numbers: pasted, listed, as ranges, in order, none lost in silence."""

import re
from itertools import repeat

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from operators.numbering import (
    MAX_NUMBERS,
    Entry,
    TooManyNumbers,
    parse_numbers,
    parse_paste,
)
from tests.operators.spellings import (
    SHAPES,
    numbers_of,
    relaxed,
    spellings,
    typed,
)

RIO = "F0R123456YA3"


@pytest.fixture(autouse=True, scope="module")
def _in_english():
    with translation.override("en"):
        yield


# Many numbers


def test_order_and_doubles_are_kept_and_one_bad_number_spoils_nothing():
    texts = ["0261910002", "0199000001", "wrong", "0261910002"]
    assert parse_numbers(texts) == [
        Entry("0261910002", "0261910002"),
        Entry("0199000001", "0199000001"),
        Entry("wrong", None),
        Entry("0261910002", "0261910002"),
    ]


def test_the_limit_is_reached_but_not_passed():
    everything = ["0199000000-0199009999"]
    assert len(parse_numbers(everything)) == len(parse_paste(everything[0])) == MAX_NUMBERS
    with pytest.raises(TooManyNumbers, match="10000"):
        parse_numbers([*everything, "wrong"])
    with pytest.raises(TooManyNumbers):
        parse_paste("0199000000 à 0003\n0199000004", limit=4)


def test_a_billion_numbers_are_refused_before_they_are_made():
    with pytest.raises(TooManyNumbers):
        parse_numbers(["0100000000-0199999999"])
    with pytest.raises(TooManyNumbers):
        parse_paste("07000000000000 - 07999999999999")
    with pytest.raises(TooManyNumbers):
        parse_numbers(repeat("0199000001"))


# Pasted text


@pytest.mark.parametrize(
    ("line", "numbers", "note"),
    [
        (f"0199000001\t{RIO}", ["0199000001"], RIO),
        (f"01 99 00 00 01 {RIO}", ["0199000001"], RIO),
        ("0261910002;F1GABC123+9T;Durand", ["0261910002"], "F1GABC123+9T; Durand"),
        ("0465710004\tF3Z9Z9Z9+TAG", ["0465710004"], "F3Z9Z9Z9+TAG"),
        ("Standard : 01 99 00 00 01", ["0199000001"], "Standard"),
        ("0199000001: Standard", ["0199000001"], "Standard"),
        ("01 99 00 00 01, 01 99 00 00 02 et 0199000003", ["0199000001", "0199000002", "0199000003"], ""),
        ("0199000001/0199000002 ; 0199000003", ["0199000001", "0199000002", "0199000003"], ""),
        ("01 99 00 00 01 01 99 00 00 02", ["0199000001", "0199000002"], ""),
        ("0199000001 +33199000002", ["0199000001", "0199000002"], ""),
        ("de 01 99 00 00 01 à 02", ["0199000001", "0199000002"], ""),
        ("SDA 0199000001-02 0199000005", ["0199000001", "0199000002", "0199000005"], "SDA"),
        ("01 99 00 00 01 - 02 et 0199000005", ["0199000001", "0199000002", "0199000005"], ""),
        ("01 99 00 00 01 à 02 Accueil", ["0199000001", "0199000002"], "Accueil"),
        ("1) 0199000001", ["0199000001"], "1)"),
        ("0199000001 12 rue des Lilas", ["0199000001"], "12 rue des Lilas"),
        ('"0199000001","Durand, Paul"', ["0199000001"], "Durand; Paul"),
        ("199000001\t199000002", ["0199000001", "0199000002"], ""),
        ("199000001,0", ["0199000001"], ""),
        ("3900, 3631", ["3900", "3631"], ""),
        # what looks like a number beside a number is none: a company, a date, an amount
        ("0199000001\t732829320", ["0199000001"], "732829320"),
        ("05/03/2026 10:30\t0199000001", ["0199000001"], "05/03/2026 10:30"),
        ("2026-01-12 01 99 00 00 01", ["0199000001"], "2026-01-12"),
        ("06 39 98 00 01 01/12/2026", ["0639980001"], "01/12/2026"),
        ("0199000001\t3000", ["0199000001"], "3000"),
        # a number in the making is never dropped in silence
        ("0199000001, 019900002", ["0199000001", None], ""),
        ("0199000001, +49 30 1234567", ["0199000001", None], ""),
        ("0199000001\t0199000009-0199000002", ["0199000001", None], ""),
    ],
)
def test_a_line_with_its_numbers_and_its_note(line, numbers, note):
    entries = parse_paste(line)
    assert numbers_of(entries) == numbers
    assert {entry.note for entry in entries} == {note}


@pytest.mark.parametrize("line", ["", "   ", "\t\t", "Numéro\tRIO", "---", "Tél :"])
def test_a_line_without_digits_is_ignored(line):
    assert parse_paste(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Liste des 1000 numéros",
        "Total: 3000",
        "019900000",
        "+49 30 1234567",
        "1,99E+08",
        "01 99 00 00 01 12",
        "01 99 00 00 01 12 34",
        "01 99 00 00 01/02",
        "0199000009-0199000000",
        "0199000001 - 12 rue des Lilas",
        "0199000000 - 75011 Paris",
        "appeler le 0199000001 à 14 h",
        "FR76 3000 6000 0112 3456 7890 189",
        "123 456 789 00012",
        "ref0199000001",
    ],
)
def test_a_line_with_digits_but_no_sure_number_is_one_malformed_entry(line):
    assert parse_paste(f"  {line}\t") == [Entry(line, None)]


def test_a_page_as_people_paste_it():
    page = f"Numéro\tRIO\r\n01 99 00 00 01\t{RIO}\r\n\r\n199000002\t\r\n0261910002-3\tFax\r\n01 99 00\t\r\n"
    assert parse_paste(page) == [
        Entry("01 99 00 00 01", "0199000001", RIO),
        Entry("199000002", "0199000002"),
        Entry("0261910002-3", "0261910002", "Fax"),
        Entry("0261910002-3", "0261910003", "Fax"),
        Entry("01 99 00", None),
    ]


rows = st.tuples(spellings(), st.sampled_from(["", RIO, "Durand", "12 rue des Lilas"]))


@relaxed
@given(st.lists(rows, max_size=20))
def test_a_pasted_column_gives_one_entry_per_row_in_order(rows):
    page = "\n".join(f"{text}\t{note}" for (_national, text), note in rows)
    entries = parse_paste(page)
    assert numbers_of(entries) == [national for (national, _text), _note in rows]
    assert [entry.note for entry in entries] == [note for _spelling, note in rows]


@relaxed
@given(st.one_of(st.text(), typed))
def test_any_pasted_text_gives_numbers_of_the_plan_or_malformed_entries(text):
    try:
        entries = parse_paste(text, limit=500)
    except TooManyNumbers:
        return
    assert all(SHAPES.fullmatch(entry.national) for entry in entries if entry.national)
    assert all(entry.input for entry in entries)
    assert bool(entries) or not re.search(r"[0-9]", text)
