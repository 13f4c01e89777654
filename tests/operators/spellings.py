"""Numbers and the ways people write them, made up for the tests."""

import re

from hypothesis import settings
from hypothesis import strategies as st

from operators.numbering import (
    Entry,
    Territory,
)

SHAPES = re.compile(r"0[1-9]\d{8}|0[79]\d{11,12}|(?:10|3\d)\d\d|11[68]\d{3}", re.ASCII)

relaxed = settings(deadline=None)
ten_digits = st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True)
long_numbers = st.from_regex(r"0[79][0-9]{11,12}", fullmatch=True)
short_numbers = st.from_regex(r"(10|3[0-9])[0-9]{2}|11[68][0-9]{3}", fullmatch=True)
nationals = st.one_of(ten_digits, long_numbers, short_numbers)
territories = st.sampled_from(Territory)
gaps = st.sampled_from(["", " ", ".", "-", "/", " - ", " . ", "  ", "\u00a0", "\u202f", "\u2009", "\u200b", "\u2011"])
codes = st.sampled_from(["+33", "0033", "33", "+262", "00262", "+590", "00594", "+596", "+508", "+ 33", "00 33"])
typed = st.text(alphabet="0123456789+-./()[] ,;:\t'\"àtoeEx–\u00a0\u200b\n", max_size=60)


def numbers_of(entries: list[Entry]) -> list[str | None]:
    return [entry.national for entry in entries]


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, str]:
    """A national number of ten digits, and one of the ways people write it."""
    national, gap = draw(ten_digits), draw(gaps)
    sizes = draw(st.sampled_from([(2, 2, 2, 2), (3, 3, 2), (2, 3, 3), (8,), (1,) * 8]))
    head, rest, groups = national[:2], national[2:], []
    for size in sizes:
        groups, rest = [*groups, rest[:size]], rest[size:]
    if draw(st.booleans()):
        head = draw(codes) + draw(st.sampled_from(["", " ", "(0)", " (0) ", " 0"])) + head[1]
    text = draw(st.sampled_from(["", " ", "'", "tel:", "Tél. : "])) + gap.join([head, *groups])
    return national, draw(st.sampled_from([text, text + " ", fullwidth(text)]))


def fullwidth(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if letter.isdecimal() else letter for letter in text)
