"""What the product promises about numbers: every spelling is read, none is guessed, all are shown alike."""

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from operators.numbering import (
    Entry,
    Kind,
    MalformedNumber,
    Territory,
    as_ranges,
    country_code,
    kind_of,
    parse_number,
    parse_numbers,
    parse_paste,
    parse_range,
    pretty,
    pretty_range,
    territory_of_postal_code,
    to_e164,
    why_malformed,
)
from tests.operators.spellings import (
    SHAPES,
    nationals,
    numbers_of,
    relaxed,
    spellings,
    ten_digits,
    territories,
    typed,
)

ARCEP = Path(__file__).parents[2].parent / "shared/data/arcep"


@pytest.fixture(autouse=True, scope="module")
def _in_english():
    with translation.override("en"):
        yield


# One number


@relaxed
@given(spellings())
def test_every_spelling_reads_back(spelling):
    national, text = spelling
    assert parse_number(text) == national


@relaxed
@given(nationals)
def test_what_we_show_reads_back(national):
    assert parse_number(national) == national
    assert parse_number(pretty(national)) == national
    assert pretty(national).replace(" ", "") == national


@relaxed
@given(nationals, territories)
def test_international_form_reads_back(national, territory):
    written = to_e164(national, territory)
    assert parse_number(written) == national
    assert written == national or written == f"+{country_code(territory)}{national[1:]}"


@relaxed
@given(ten_digits)
def test_a_leading_zero_lost_by_a_spreadsheet_comes_back(national):
    bare = national[1:]
    assert parse_number(bare) == parse_number(f"{bare}.0") == parse_number(f"{bare},0") == national
    assert parse_number(f"33{bare}.0") == national


@pytest.mark.parametrize(
    ("text", "national"),
    [
        ("01 99 00 00 01", "0199000001"),
        ("01.99.00.00.01", "0199000001"),
        ("01-99-00-00-01", "0199000001"),
        ("01/99/00/00/01", "0199000001"),
        ("+33 (0)1 99 00 00 01", "0199000001"),
        ("(+33)(0)1.99.00.00.01", "0199000001"),
        ("0033 1 99 00 00 01", "0199000001"),
        ("33199000001", "0199000001"),
        ("01\u00a099\u202f00\u200900\u200b01", "0199000001"),
        ("\u202a+33 1 99 00 00 01\u202c", "0199000001"),
        ("０１９９００００01", "0199000001"),
        ("01‑99‑00‑00‑01", "0199000001"),
        ("'0199000001", "0199000001"),
        ('="0199000001"', "0199000001"),
        ("tel:+33-1-99-00-00-01", "0199000001"),
        ("(01) 99 00 00 01", "0199000001"),
        ("0 199 000 001", "0199000001"),
        ("199000001", "0199000001"),
        ("+262 262 12 34 56", "0262123456"),
        ("00262262123456", "0262123456"),
        ("262262123456", "0262123456"),
        ("+33 262 12 34 56", "0262123456"),
        ("+590 (0)590 12 34 56", "0590123456"),
        ("+508 41 23 45", "0508412345"),
        ("00508412345", "0508412345"),
        ("+508 508 41 23 45", "0508412345"),
        ("0700 500 000 000", "0700500000000"),
        ("07 00 00 00 00 00 00", "07000000000000"),
        ("+33 700 0000 000 000", "07000000000000"),
        ("7000000000000", "07000000000000"),
        ("39 00", "3900"),
        ("118 218", "118218"),
    ],
)
def test_a_spelling_of_one_number(text, national):
    assert parse_number(text) == national


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no digit"),
        ("abc", "no digit"),
        ("1.99E+08", "spreadsheet rounded"),
        ("+49 30 1234567", "country code"),
        ("+33 1 99 00 00", "9 digits are expected after the country code, not 7"),
        ("019900000", "10 digits, not 9"),
        ("01 99 00 00 01 12", "10 digits, not 12"),
        ("2026", "10 digits, not 4"),
        ("1990000010", "begins or is grouped"),
        ("0712345678 999", "begins or is grouped"),
        ("0199000001 Durand", "something else"),
        ("0199000001 à 05", "This is a range"),
        ("0199000009-0199000000", "ends before it begins"),
        ("01 99 00 00 50 à 49", "ends before it begins"),
        ("0199000000-0700500000000", "same kind"),
        ("1099-3000", "same kind"),
        ("01 99 00 00 00 / 99", "not clear"),
        ("01/99/00/00/00/99", "not clear"),
        ("01-99-00-00-00-99", "not clear"),
        ("0199000001 - 75011", "not clear"),
    ],
)
def test_a_refusal_says_why(text, reason):
    with pytest.raises(MalformedNumber, match=reason) as refusal:
        parse_number(text)
    assert refusal.value.code == "malformed"


@pytest.mark.parametrize("text", ["0199000001", "3900", "0199000000-99"])
def test_nothing_to_explain_about_what_can_be_read(text):
    assert why_malformed(text) == ""


def test_a_malformed_entry_can_be_explained_from_its_input():
    [entry] = parse_paste("0199000009 - 0199000000")
    assert "ends before it begins" in why_malformed(entry.input)


@relaxed
@given(st.one_of(st.text(), typed))
def test_any_text_is_read_or_refused_in_our_own_words(text):
    if why_malformed(text):
        assert parse_numbers([text]) == [Entry(text, None)]
    else:
        first, last = parse_range(text)
        assert SHAPES.fullmatch(first)
        assert SHAPES.fullmatch(last)
        assert first <= last


# Ranges


@pytest.mark.parametrize(
    "text",
    [
        "0199000000-0199000099",
        "0199000000 - 0199000099",
        "0199000000–0199000099",
        "0199000000 — 0199000099",
        "0199000000 -> 0199000099",
        "0199000000..0199000099",
        "0199000000…0199000099",
        "01 99 00 00 00 à 99",
        "01 99 00 00 00 À 00 99",
        "01 99 00 00 00 a\u0300 99",
        "01 99 00 00 00 - 99",
        "01-99-00-00-00 à 01-99-00-00-99",
        "01-99-00-00-00 - 99",
        "0199000000-99",
        "0199000000 - 0099",
        "0199000000 to 0199000099",
        "de 0199000000 à 0199000099",
        "Du 01 99 00 00 00 au 01 99 00 00 99",
        "from 0199000000 to 99",
        "de 0199000000 jusqu'à 0199000099",
        "+33 (0)1 99 00 00 00 - +33 (0)1 99 00 00 99",
        "+33199000000-0199000099",
        "199000000-199000099",
        "0199000000 - 199000099",
    ],
)
def test_a_spelling_of_a_range(text):
    assert parse_range(text) == ("0199000000", "0199000099")
    assert numbers_of(parse_numbers([text])) == [f"01990000{tail:02}" for tail in range(100)]


def test_a_range_of_long_or_short_numbers():
    assert parse_range("0700 500 000 000 – 099") == ("0700500000000", "0700500000099")
    assert parse_range("3900-3910") == parse_range("3900-10") == ("3900", "3910")


def test_a_range_gives_each_number_with_the_text_it_came_from():
    assert parse_numbers(["0199000008-10"]) == [
        Entry("0199000008-10", "0199000008"),
        Entry("0199000008-10", "0199000009"),
        Entry("0199000008-10", "0199000010"),
    ]


@relaxed
@given(ten_digits, st.integers(0, 300))
def test_a_range_has_every_number_between_its_ends_once(first, more):
    last = f"{int(first) + more:010}"
    if last[:2] != first[:2]:
        return
    entries = parse_numbers([f"{first}-{last}"])
    assert as_ranges(numbers_of(entries)) == [(first, last)]
    assert len(entries) == more + 1
    assert parse_range(pretty_range(first, last)) == (first, last)


@relaxed
@given(st.sets(st.integers(199_000_000, 199_000_060)), st.sets(st.integers(3900, 3930)))
def test_runs_expand_to_the_same_numbers(tens, shorts):
    numbers = {f"{number:010}" for number in tens} | {str(number) for number in shorts}
    runs = as_ranges(numbers)
    expanded = numbers_of(parse_numbers(f"{first}-{last}" for first, last in runs))
    assert set(expanded) == numbers
    assert len(expanded) == len(numbers)
    assert all(int(second[0]) - int(first[1]) != 1 for first, second in pairwise(runs))


def test_runs_are_sorted_and_count_doubles_once():
    numbers = ["0199000011", "0199000010", "0199000010", "0261910002", "07000000000000", "3900"]
    assert as_ranges(numbers) == [
        ("3900", "3900"),
        ("0199000010", "0199000011"),
        ("0261910002", "0261910002"),
        ("07000000000000", "07000000000000"),
    ]


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("0199000001", "0199000001", "01 99 00 00 01"),
        ("0199000010", "0199000019", "01 99 00 00 10 – 19"),
        ("0199000010", "0199000119", "01 99 00 00 10 – 01 99 00 01 19"),
        ("0700500000000", "0700500000099", "0700 500 000 000 – 099"),
        ("3900", "3910", "3900 – 3910"),
    ],
)
def test_a_range_is_shown_as_short_as_it_is_clear(first, last, shown):
    assert pretty_range(first, last) == shown


# The plan


@pytest.mark.parametrize(
    ("national", "kind"),
    [
        ("0199000001", Kind.GEOGRAPHIC),
        ("0536490001", Kind.GEOGRAPHIC),
        ("0639980001", Kind.MOBILE),
        ("07000000000000", Kind.MOBILE),
        ("0700500000000", Kind.MOBILE),
        ("0800000000", Kind.SPECIAL),
        ("0939000006", Kind.POLYVALENT_09),
        ("0901500000000", Kind.POLYVALENT_09),
        ("3900", Kind.SHORT),
        ("118218", Kind.SHORT),
    ],
)
def test_the_first_digits_tell_the_kind(national, kind):
    assert kind_of(national) is kind


@pytest.mark.parametrize(
    ("national", "territory", "written"),
    [
        ("0199000001", "metropole", "+33199000001"),
        ("0800000000", "national", "+33800000000"),
        ("0262123456", "reunion", "+262262123456"),
        ("0939000006", "mayotte", "+262939000006"),
        ("0939000006", "guadeloupe", "+590939000006"),
        ("0939000006", "guyane", "+594939000006"),
        ("0939000006", "martinique", "+596939000006"),
        ("0508412345", "saint_pierre_et_miquelon", "+508508412345"),
        ("0700500000000", "guadeloupe", "+590700500000000"),
        ("3900", "national", "3900"),
    ],
)
def test_the_international_form_follows_the_territory(national, territory, written):
    assert to_e164(national, territory) == written


def test_a_territory_of_another_country_has_no_code():
    with pytest.raises(KeyError):
        country_code("wallis")


@pytest.mark.parametrize(
    ("code", "territory"),
    [
        ("75011", Territory.METROPOLE),
        ("97110", Territory.GUADELOUPE),
        ("97133", Territory.GUADELOUPE),  # Saint Barthélemy
        ("97150", Territory.GUADELOUPE),  # Saint Martin
        ("97 200", Territory.MARTINIQUE),
        ("97300", Territory.GUYANE),
        ("97801", Territory.GUADELOUPE),
        ("97400", Territory.REUNION),
        ("97500", Territory.SAINT_PIERRE_ET_MIQUELON),
        ("97600", Territory.MAYOTTE),
        ("", Territory.METROPOLE),
    ],
)
def test_an_address_tells_its_territory(code, territory):
    assert territory_of_postal_code(code) is territory


@pytest.mark.skipif(not ARCEP.is_dir(), reason=f"ARCEP's open data is not in {ARCEP}")
def test_every_range_of_the_regulator_reads_as_itself():
    with (ARCEP / "MAJNUM.csv").open(encoding="iso-8859-1", newline="") as file:
        ends = [(row["Tranche_Debut"], row["Tranche_Fin"]) for row in csv.DictReader(file, delimiter=";")]
    assert len(ends) > 19_000
    assert [(parse_number(first), parse_number(last)) for first, last in ends] == ends
    assert [parse_range(f"{first} - {last}") for first, last in ends] == ends
    assert all((kind_of(first) is Kind.SHORT) == (len(first) < 10) for first, _last in ends)
