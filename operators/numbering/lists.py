"""Many numbers at once: from a request of the API, or from whatever was pasted into a text area. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from operators.numbering.spelling import (
    ABROAD,
    DIGIT,
    FULL,
    SHORT,
    WITHOUT_ZERO,
    MalformedNumber,
    clean,
    ends_of,
    has_extra_pairs,
    parse_range,
    read_plain,
    tier,
)

MAX_NUMBERS = 10_000

Ends = tuple[str, str] | None  # first and last number; None when malformed
Reading = tuple[str, Ends, str]  # what was written, what it means, what stood beside

ALONE = r"(?<![\w+])"
# Digits that were meant as a number: one too few, one too many, or a country that is not ours.
ATTEMPT = rf"(?P<attempt>(?:{ABROAD}[1-9]|0[1-9])(?:[ ./-]?[0-9]){{6,}})(?!\w)"
CELL_START, CELL_END = r"(?:^|(?<=[\t,;/|\"'])|(?<=\bet )|(?<=\band ))", r"(?= *(?:[\t,;/|\"']|et\b|and\b|$))"
PASTED = (
    re.compile(rf"{ALONE}(?:{tier(FULL)}|{ATTEMPT})", re.IGNORECASE),
    re.compile(rf"{ALONE}{tier(WITHOUT_ZERO)}", re.IGNORECASE),
    re.compile(rf"{CELL_START} *{tier(SHORT)}{CELL_END}", re.IGNORECASE),
)
DATE = re.compile(
    r"\b(?:(?:0?[1-9]|[12][0-9]|3[01])([./-])(?:0?[1-9]|1[0-2])\1(?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9])"
    r"(?![0-9]|[./-][0-9])(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
)
CELLS = re.compile(r"[\t,;|]")
NOTE_EDGES = " '’\"=<>:.,;/&-"
LINKS = {"et", "and", "ou", "or", "puis", "de", "du", "from", "tel", "tél"}
WORD = re.compile(r"\w")


class TooManyNumbers(ValueError):  # noqa: N818
    """More numbers than one request may hold; its message is a sentence."""

    code = "too_many_numbers"

    def __init__(self, limit: int) -> None:
        super().__init__(format_lazy(_("More than {limit} numbers at once: split them."), limit=limit))
        self.limit = limit


@dataclass(frozen=True, slots=True)
class Entry:
    """One number that somebody gave: as written, its national digits (None: malformed), what stood beside."""

    input: str
    national: str | None
    note: str = ""


def parse_numbers(texts: Iterable[str], limit: int = MAX_NUMBERS) -> list[Entry]:
    """One entry for each number of these texts, each a number or a range, in order and doubles kept.

    A text that cannot be read makes one malformed entry. TooManyNumbers as soon as the limit is passed.
    """
    return collect(((text, read_text(text), "") for text in texts), limit)


def parse_paste(text: str, limit: int = MAX_NUMBERS) -> list[Entry]:
    """One entry for each number of a pasted text, in order and doubles kept.

    A line may hold several numbers and ranges, spreadsheet cells and words, which become the note of its
    numbers. A line without a digit is ignored; digits without a number make one malformed entry of the line.
    TooManyNumbers as soon as the limit is passed.
    """
    return collect((reading for line in text.splitlines() for reading in read_line(line)), limit)


def collect(readings: Iterable[Reading], limit: int) -> list[Entry]:
    entries: list[Entry] = []
    for written, ends, note in readings:
        if len(entries) + count(ends) > limit:
            raise TooManyNumbers(limit)
        entries.extend(Entry(written, number, note) for number in numbers_between(ends))
    return entries


def count(ends: Ends) -> int:
    return int(ends[1]) - int(ends[0]) + 1 if ends else 1


def numbers_between(ends: Ends) -> Iterable[str | None]:
    if ends is None or ends[0] == ends[1]:
        return (ends and ends[0],)
    first, last = ends
    return (f"{number:0{len(first)}}" for number in range(int(first), int(last) + 1))


def read_text(text: str) -> Ends:
    try:
        return parse_range(text)
    except MalformedNumber:
        return None


def read_line(line: str) -> Iterable[Reading]:
    """What one pasted line says, by the first tier of the grammar that finds something in it."""
    line = line.strip()
    if plain := read_plain(line):
        return ((line, (plain, plain), ""),)
    cleaned = clean(line)
    searched = DATE.sub(lambda date: "x" * len(date[0]), cleaned)
    for grammar in PASTED:
        if found := [read_match(match) for match in grammar.finditer(searched)]:
            return readings_of(line, cleaned, found)
    return ((line, None, ""),) if DIGIT.search(cleaned) else ()


def read_match(match: re.Match[str]) -> tuple[slice, Ends]:
    """Where a number or a range stands in its line, and what it means."""
    if match["first"] is None:
        return slice(*match.span()), None
    street_number = match["extra"] and not has_extra_pairs(match)
    place = slice(match.start("first"), match.start("extra") if street_number else match.end())
    try:
        return place, ends_of(match)
    except MalformedNumber:
        return place, None


def readings_of(line: str, cleaned: str, found: list[tuple[slice, Ends]]) -> Iterator[Reading]:
    if not any(ends for _place, ends in found):
        yield line, None, ""
        return
    note = note_of(cleaned, [place for place, _ends in found])
    for place, ends in found:
        yield cleaned[place], ends, note


def note_of(cleaned: str, places: list[slice]) -> str:
    """The cells and words of a line around its numbers, without the words that only link them."""
    starts, stops = [0, *(place.stop for place in places)], [*(place.start for place in places), len(cleaned)]
    around = "\t".join(cleaned[start:stop] for start, stop in zip(starts, stops, strict=True))
    words = (cell.strip(NOTE_EDGES) for cell in CELLS.split(around))
    return "; ".join(word for word in words if WORD.search(word) and word.casefold() not in LINKS)
