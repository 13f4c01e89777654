"""What the product promises about a RIO: no slip goes unseen, and the likely one is pointed at."""

from contextlib import suppress

import pytest
from django.utils.translation import override
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from portability import rio

VECTORS = [
    ("0612345678", "01PEROY4P4TR"),  # the published example
    ("0199000001", "F0R123456YA3"),
    ("0261910002", "F1GABC123+9T"),
    ("0465710004", "F3Z9Z9Z9+TAG"),
    ("0939000006", "M3N77777K9O2"),
]
NUMBER, GOOD = "0199000001", "F0R123456YA3"

symbols = st.sampled_from(rio.ALPHABET)
mobile_codes = st.from_regex(r"[0-9]{2}", fullmatch=True)
fixed_codes = st.from_regex(r"[A-Z][A-Z0-9]", fullmatch=True)
roots = st.sampled_from(["019900", "026191", "035301", "046571", "053649", "063998"])
numbers = st.builds(lambda root, rest: f"{root}{rest:04d}", roots, st.integers(0, 9999))
heads = st.tuples(mobile_codes | fixed_codes, symbols, st.text(rio.ALPHABET, min_size=6, max_size=6))
lines = st.builds(lambda head, number: (str(rio.make(*head, number)), number), heads, numbers)
relaxed = settings(deadline=None)


@pytest.mark.parametrize(("number", "text"), VECTORS)
def test_published_and_computed_vectors(number, text):
    read = rio.parse(text)
    assert rio.verify(text, number)
    assert rio.verify(read, number)
    assert rio.make(read.operator_code, read.qualifier, read.reference, number) == read
    assert rio.key_of(read.operator_code, read.qualifier, read.reference, number) == text[-3:]


def test_a_rio_is_read_field_by_field():
    assert rio.parse(GOOD) == rio.Rio("F0", "R", "123456", "YA3")
    assert not rio.parse(GOOD).is_mobile
    assert rio.parse("01PEROY4P4TR").is_mobile


@pytest.mark.parametrize(
    "typed",
    [
        "f0r123456ya3",
        " F0 R 123456 YA3 ",
        "F0-R-123456-YA3",
        "F0R\u00a0123456\u202fYA3",
        "F0R1.2345.6YA3",
        "F0R‑123456–YA3",
    ],
)
def test_case_and_separators_are_forgiven(typed):
    assert str(rio.parse(typed)) == GOOD


@pytest.mark.parametrize("qualifier", rio.ALPHABET)
@pytest.mark.parametrize("code", ["F0", "01"])
def test_the_qualifier_never_rejects(code, qualifier):
    assert rio.verify(rio.make(code, qualifier, "123456", NUMBER), NUMBER)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "A RIO has 12 characters, not 0."),
        ("F0R123456YA", "A RIO has 12 characters, not 11."),
        ("F0R123456YA33", "A RIO has 12 characters, not 13."),
        ("F0R12345éYA3", "“é” is never in a RIO: only A to Z, 0 to 9 and + are."),
        ("F0R12345ßYA3", "“ß” is never in a RIO: only A to Z, 0 to 9 and + are."),
        ("ſ0R123456YA3", "“ſ” is never in a RIO: only A to Z, 0 to 9 and + are."),
        ("\u212a0R123456YA3", "“\u212a” is never in a RIO: only A to Z, 0 to 9 and + are."),
        ("F0R12345\x00YA3", "“U+0000” is never in a RIO: only A to Z, 0 to 9 and + are."),
        ("1FR123456YA3", "“1F” is no operator code: two digits, or a letter then a letter or a digit."),
        ("F+R123456YA3", "“F+” is no operator code: two digits, or a letter then a letter or a digit."),
    ],
)
def test_a_malformed_rio_says_what_is_wrong(typed, sentence):
    with override("en"), pytest.raises(rio.MalformedRio) as refusal:
        rio.parse(typed)
    assert str(refusal.value) == sentence
    assert refusal.value.code == "rio_invalid"
    assert not rio.verify(typed, NUMBER)
    assert rio.find(typed) is None


@pytest.mark.parametrize("number", ["", "3179", "0700000000000", "00990000012345", "+33199000001", "199000001"])
def test_only_national_numbers_of_ten_digits_have_a_rio(number):
    with override("en"), pytest.raises(rio.NumberWithoutRio, match="only numbers of ten digits do"):
        rio.key_of("F0", "R", "123456", number)
    assert not rio.verify(GOOD, number)
    assert rio.suggest(GOOD, number) == []


@pytest.mark.parametrize("reference", ["12345é", "12345f", "12 456", "12345", "1234567"])
def test_no_rio_is_made_of_malformed_fields(reference):
    with pytest.raises(rio.MalformedRio):
        rio.make("F0", "R", reference, NUMBER)


@relaxed
@given(heads, numbers)
def test_what_we_make_we_read_and_verify(head, number):
    made = rio.make(*head, number)
    assert rio.parse(str(made)) == made
    assert (made.operator_code, made.qualifier, made.reference) == head
    assert rio.verify(made, number)


@relaxed
@given(lines, st.integers(0, 11), symbols)
def test_every_slip_in_the_rio_is_caught(line, place, symbol):
    text, number = line
    assume(text[place] != symbol)
    assert not rio.verify(text[:place] + symbol + text[place + 1 :], number)


@relaxed
@given(lines, st.integers(1, 9), st.sampled_from("0123456789"))
def test_every_slip_in_the_number_is_caught(line, place, digit):
    text, number = line
    assume(number[place] != digit)
    assert not rio.verify(text, number[:place] + digit + number[place + 1 :])


def swapped(text, place):
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


@relaxed
@given(lines, st.integers(0, 10))
def test_every_swap_in_the_rio_is_caught(line, place):
    text, number = line
    assume(text[place] != text[place + 1])
    assert not rio.verify(swapped(text, place), number)


@relaxed
@given(lines, st.integers(0, 8))
def test_every_swap_in_the_number_is_caught(line, place):
    text, number = line
    assume(number[place] != number[place + 1])
    assert not rio.verify(text, swapped(number, place))


@relaxed
@given(st.text(), st.text())
@example("\ud800" * 12, NUMBER)
@example("F0R123456YA3", "０１99000001")
def test_any_text_is_read_or_refused_and_nothing_else(text, number):
    with suppress(rio.MalformedRio):
        assert rio.parse(str(rio.parse(text))) == rio.parse(text)
    rio.verify(text, number)
    rio.suggest(text, number)
    found = rio.find(text)
    assert found is None or str(rio.parse(found)) == found


# Suggestions


@pytest.mark.parametrize(
    ("typed", "number", "explanation"),
    [
        ("FOR123456YA3", NUMBER, "In the RIO: O → 0 at position 2"),
        ("F0RI23456YA3", NUMBER, "In the RIO: I → 1 at position 4"),
        ("FORI23456YA3", NUMBER, "In the RIO: O → 0 at position 2, I → 1 at position 4"),
        ("F0R123465YA3", NUMBER, "In the RIO: characters 8 and 9 swapped"),
        ("F0R123456Y3A", NUMBER, "In the RIO: characters 11 and 12 swapped"),
        ("F0R12E456YA3", NUMBER, "In the RIO: E → 3 at position 6"),
        ("F0R123456YB3", NUMBER, "In the RIO: B → A at position 11"),
        ("0FR123456YA3", NUMBER, "In the RIO: characters 1 and 2 swapped"),
        (GOOD, "0199000010", "In the number: characters 9 and 10 swapped"),
        (GOOD, "0199000007", "In the number: 7 → 1 at position 10"),
    ],
)
def test_a_slip_is_pointed_at(typed, number, explanation):
    with override("en"):
        best = rio.suggest(typed, number)[0]
        assert best.explanation == explanation
    assert (best.rio, best.national) == (GOOD, NUMBER)
    assert best.change == ("rio" if number == NUMBER else "number")


@pytest.mark.parametrize("typed", [GOOD, "f0 r 123456 ya3", "F0R123456YA", "F0R12345éYA3", ""])
def test_nothing_is_suggested_for_a_right_rio_nor_for_what_is_none(typed):
    assert rio.suggest(typed, NUMBER) == []


def test_two_ways_to_the_same_correction_make_one_suggestion():
    right = str(rio.make("F0", "R", "O01234", NUMBER))
    assert [guess.rio for guess in rio.suggest(swapped(right, 3), NUMBER)] == [right]


def test_no_malformed_rio_is_suggested_even_when_its_key_fits():
    malformed = "1FR123456" + rio.key_of("1F", "R", "123456", NUMBER)
    assert rio.suggest(malformed, NUMBER) == []
    assert rio.suggest(malformed, "0199000007") == []


def test_a_rio_of_another_line_is_not_bent_to_fit():
    assert rio.suggest("F3Z9Z9Z9+TAG", NUMBER) == []


@relaxed
@given(lines, st.data())
def test_a_look_alike_is_always_among_the_suggestions(line, data):
    text, number = line
    doubtful = [place for place, symbol in enumerate(text) if symbol in rio.LOOK_ALIKES]
    assume(doubtful)
    place = data.draw(st.sampled_from(doubtful))
    slip = text[:place] + rio.LOOK_ALIKES[text[place]] + text[place + 1 :]
    assert (text, number) in [(guess.rio, guess.national) for guess in rio.suggest(slip, number)]


@relaxed
@given(lines, st.integers(0, 11), symbols)
def test_any_single_slip_of_the_rio_is_among_the_suggestions(line, place, symbol):
    text, number = line
    assume(text[place] != symbol)
    slip = text[:place] + symbol + text[place + 1 :]
    assert text in [guess.rio for guess in rio.suggest(slip, number)]


@relaxed
@given(lines, st.integers(2, 9), st.sampled_from("0123456789"))
def test_a_wrong_digit_of_the_number_is_among_the_suggestions(line, place, digit):
    text, number = line
    assume(number[place] != digit)
    slip = number[:place] + digit + number[place + 1 :]
    assert number in [guess.national for guess in rio.suggest(text, slip)]


@relaxed
@given(lines, st.integers(0, 10))
def test_swapped_neighbours_of_the_rio_are_among_the_suggestions(line, place):
    text, number = line
    assume(text[place] != text[place + 1])
    assert text in [guess.rio for guess in rio.suggest(swapped(text, place), number)]


@relaxed
@given(lines, lines, st.integers(0, 3))
def test_suggestions_fit_differ_and_keep_to_the_limit(line, other, limit):
    guesses = rio.suggest(line[0], other[1], limit)
    assert len(guesses) <= limit
    assert len(set(guesses)) == len(guesses)
    for guess in guesses:
        assert rio.verify(guess.rio, guess.national)
        assert (guess.rio == line[0]) == (guess.change == "number")
        assert (guess.national == other[1]) == (guess.change == "rio")
        assert guess.explanation


# A RIO inside a pasted line


@pytest.mark.parametrize(
    "line",
    [
        "F0R123456YA3",
        "0199000001;F0R123456YA3;Boulangerie",
        "0199000001\tf0r123456ya3",
        "Bonjour, le RIO du 01 99 00 00 01 est F0 R 123456 YA3.",
        "RIO: F0R 123456 YA3, merci",
        "RIO F0-R-123456-YA3 (fixe)",
        "RIO F0\u00a0R\u00a0123456\u00a0YA3",
        "CLIENT123456 0199000001 F0R123456YA3",
    ],
)
def test_a_rio_is_found_in_a_pasted_line(line):
    assert rio.find(line) == GOOD


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("06 39 98 00 01 01PEROY4P4TR", "01PEROY4P4TR"),
        ("01 P EROY4P 4TR", "01PEROY4P4TR"),
        ("FA R 123456 YA3", "FAR123456YA3"),
        ("farm34k6yya3", "FARM34K6YYA3"),
        ("0261910002 F1GABC123+9T", "F1GABC123+9T"),
    ],
)
def test_other_shapes_of_rio_are_found_too(line, found):
    assert rio.find(line) == found


@pytest.mark.parametrize(
    "line",
    [
        "",
        "01 99 00 00 01",
        "0199000001-0199000099",
        "01 99 00 00 01 à 99",
        "+33 1 99 00 00 01",
        "0033199000001",
        "M3 0199000001",
        "TE0199000001",
        "33199000001 poste 12",
        "PORTABILITES",
        "RIO indisponible",
        "application/problem+json",
        "anticonstitutionnellement",
        "le 3 jardin est",
        "LOT 123456 BAT",
        "RUE VICTOR 123",
        "B3 RESIDENCES",
        "75PARISCEDEX",
        "CLIENT123456",
        "FACTURE20261",
        "XF0R123456YA3",
        "F0R123456YA3X",
        "03R123456YA3",
        "12 rue des Lilas 75011 Paris",
    ],
)
def test_numbers_and_words_are_not_taken_for_a_rio(line):
    assert rio.find(line) is None


ordinary = st.tuples(
    st.sampled_from(["F0", "M3", "FA", "01"]),
    st.sampled_from("PE"),
    st.from_regex(r"[A-Z]4[0-9A-Z]{3}\+", fullmatch=True),
)


@relaxed
@given(ordinary, numbers, st.sampled_from([" ", "-", "\u00a0", " - "]))
def test_a_rio_set_apart_is_found_beside_its_number(head, number, gap):
    made = rio.make(*head, number)
    written = gap.join([made.operator_code, made.qualifier, made.reference, made.key])
    assert rio.find(f"{number}; {written.lower()}; Boulangerie") == str(made)
    assert rio.find(f"{made} {number}") == str(made)
