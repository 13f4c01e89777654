"""Numbers in a field, the same in every format: national digits, each run of two or more as `first-last`."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from operators.exchange.codecs.files import MalformedLine
from operators.numbering import as_ranges

MOST_NUMBERS = 100_000
"""More than this in one field is a slip of the pen, such as a range of the whole plan."""
NUMBER = re.compile(r"0[1-9][0-9]{8}|0[79][0-9]{11,12}|(?:10|3[0-9])[0-9]{2}|11[68][0-9]{3}")


def write_numbers(numbers: Iterable[str]) -> str:
    """National digits in order, each run of two or more as `first-last`."""
    return ",".join(first if first == last else f"{first}-{last}" for first, last in as_ranges(numbers))


def read_numbers(text: str) -> list[str]:
    """The national digits that a field lists, each once, in its order. MalformedLine when it cannot be read."""
    found: dict[str, None] = {}
    for part in text.split(",") if text else []:
        first, dash, last = part.partition("-")
        found.update(dict.fromkeys(run_of(first, last if dash else first)))
        if len(found) > MOST_NUMBERS:
            raise MalformedLine(_("There are too many numbers in one field."))
    return list(found)


def run_of(first: str, last: str) -> list[str]:
    if not (NUMBER.fullmatch(first) and NUMBER.fullmatch(last)):
        raise MalformedLine(_("A number cannot be read: national digits are expected."))
    if len(first) != len(last) or last < first:
        raise MalformedLine(_("A run of numbers ends before it begins."))
    if int(last) - int(first) >= MOST_NUMBERS:
        raise MalformedLine(_("There are too many numbers in one field."))
    return [f"{number:0{len(first)}d}" for number in range(int(first), int(last) + 1)]
