"""The RIO, identity statement of a line: `OO Q RRRRRR CCC`, twelve characters among A-Z, 0-9 and +.

OO names the donor (two digits for a mobile line, a letter and an alphanumeric for a fixed one), Q qualifies
the customer and is never a ground for refusal, RRRRRR is the donor's reference and CCC a control key over all
of it and the number. A key that does not fit means a slip in the RIO or in the number: `suggest` tells which.

Source: ARCEP, décision 2009-0239 article 10 (mobile) and décision 2013-0830 (fixed).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, combinations, islice, pairwise

from django.utils.translation import gettext as _

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+"
LENGTH = 12
HEAD = 9  # operator code, qualifier and reference: what the key controls, with the number

VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}
NATIONAL = re.compile(r"0[1-9][0-9]{8}")
OPERATOR_CODE = re.compile(r"[0-9]{2}|[A-Z][A-Z0-9]")
SEPARATORS = re.compile(r"[\s.\-\u00ad\u2010-\u2015\u2212\u200b-\u200d\u2060\ufeff]+")

LOOK_ALIKES = dict(zip("O0I1S5B8Z2G6", "0O1I5S8B2Z6G", strict=True))

GAP = r"[ \u00a0\u2009\u202f.\-\u2010\u2011\u2013]{0,3}"
PASTED = re.compile(
    rf"(?<![a-z0-9+])(?:[0-9]{{2}}(?={GAP}[pe])|[a-z][a-z0-9]){GAP}[a-z0-9+]{GAP}[a-z0-9+]{{6}}{GAP}[a-z0-9+]{{3}}"
    r"(?![a-z0-9+])",
    re.IGNORECASE | re.ASCII,
)
# CLIENT123456 and M3 0199000001 have the shape of a RIO, and are none.
WORD_OR_NUMBER = re.compile(r"[A-Z]{4,}[0-9]+|[A-Z][A-Z0-9]0[1-9][0-9]{8}")


class MalformedRio(ValueError):  # noqa: N818
    """A text that cannot be a RIO, whatever the number; its message says why, in the reader's language."""

    code = "rio_invalid"


class NumberWithoutRio(ValueError):  # noqa: N818
    """A number that no RIO goes with: only national numbers of ten digits have one."""


@dataclass(frozen=True, slots=True)
class Rio:
    """A RIO of the right shape; only `verify` tells whether its key fits a number."""

    operator_code: str
    qualifier: str
    reference: str
    key: str

    def __str__(self) -> str:
        return f"{self.operator_code}{self.qualifier}{self.reference}{self.key}"

    @property
    def is_mobile(self) -> bool:
        return self.operator_code.isdigit()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A RIO and a number that fit each other, one slip away from what was typed.

    `change` says where the slip is, "rio" or "number"; `typed` is that RIO or number before the correction.
    """

    rio: str
    national: str
    change: str
    typed: str

    @property
    def explanation(self) -> str:
        """What to change, in words: "In the RIO: O → 0 at position 2"."""
        if self.change == "rio":
            return _("In the RIO: %(change)s") % {"change": _difference(self.typed, self.rio)}
        return _("In the number: %(change)s") % {"change": _difference(self.typed, self.national)}


def parse(text: str) -> Rio:
    """Read a RIO as people type it: any case, with spaces, dashes or dots. The key is not checked.

    Raises MalformedRio.
    """
    symbols = _symbols(text)
    if not OPERATOR_CODE.fullmatch(symbols, 0, 2):
        sentence = _("“%(code)s” is no operator code: two digits, or a letter then a letter or a digit.")
        raise MalformedRio(sentence % {"code": symbols[:2]})
    return Rio(symbols[:2], symbols[2], symbols[3:HEAD], symbols[HEAD:])


def key_of(operator_code: str, qualifier: str, reference: str, national: str) -> str:
    """Compute the control key, three characters, of the other fields and a national number (0199000001).

    Raises NumberWithoutRio, and MalformedRio for a character outside the alphabet.
    """
    if not NATIONAL.fullmatch(national):
        sentence = _("“%(number)s” has no RIO: only numbers of ten digits do.")
        raise NumberWithoutRio(sentence % {"number": national})
    try:
        return _key(operator_code + qualifier + reference + national)
    except KeyError as error:
        raise _foreign(error.args[0]) from None


def make(operator_code: str, qualifier: str, reference: str, national: str) -> Rio:
    """Make the RIO of a line of ours. Raises MalformedRio and NumberWithoutRio."""
    key = key_of(operator_code, qualifier, reference, national)
    return parse(f"{operator_code}{qualifier}{reference}{key}")


def verify(rio: Rio | str, national: str) -> bool:
    """Whether the key fits this RIO and this number; a malformed RIO or another kind of number never fit."""
    try:
        rio = parse(rio) if isinstance(rio, str) else rio
        return key_of(rio.operator_code, rio.qualifier, rio.reference, national) == rio.key
    except (MalformedRio, NumberWithoutRio):
        return False


def suggest(rio_text: str, national: str, limit: int = 5) -> list[Suggestion]:
    """Corrections of a RIO, or of its number, that make the key fit; the likeliest first.

    Empty when nothing is wrong, when no small slip explains the key, and when the text has not the twelve
    characters of a RIO. A wrong guess fits by chance once in 50,000 (37³) and some fifty are tried.
    """
    try:
        typed = _symbols(rio_text)
    except MalformedRio:
        return []
    if not NATIONAL.fullmatch(national) or _fits(typed, national):
        return []
    rios = (guess for guess in _near_rios(typed, national) if _fits(guess, national))
    numbers = (guess for guess in _near_numbers(typed, national) if _fits(typed, guess))
    fitting = chain(
        (Suggestion(rio, national, "rio", typed) for rio in rios),
        (Suggestion(typed, number, "number", national) for number in numbers),
    )
    return list(islice(dict.fromkeys(fitting), limit))


def find(text: str) -> str | None:
    """The first RIO of a pasted line, as its twelve characters, or None; the key is not checked.

    Fields may be set apart by spaces or dashes. Words and telephone numbers are left alone, and with them a
    RIO without any digit: nothing but its key tells it from “INDISPONIBLE”.
    """
    for match in PASTED.finditer(text):
        groups = SEPARATORS.split(match[0].upper())
        if _looks_meant(groups):
            return "".join(groups)
    return None


def _symbols(text: str) -> str:
    """The twelve characters of a RIO, freed from what people put between them."""
    compact = SEPARATORS.sub("", text)
    if len(compact) != LENGTH:
        raise MalformedRio(_("A RIO has 12 characters, not %(count)d.") % {"count": len(compact)})
    # Upper-casing comes after the ASCII check: beyond ASCII it makes letters up (“ß” becomes “SS”).
    for symbol in compact:
        if symbol.upper() not in VALUE or not symbol.isascii():
            raise _foreign(symbol)
    return compact.upper()


def _foreign(symbol: str) -> MalformedRio:
    shown = symbol if symbol.isprintable() else f"U+{ord(symbol):04X}"
    sentence = _("“%(symbol)s” is never in a RIO: only A to Z, 0 to 9 and + are.")
    return MalformedRio(sentence % {"symbol": shown})


def _key(text: str) -> str:
    """Three sums modulo 37, the symbol before weighing 1, 2 or 4 times the symbol after it."""
    once = twice = four_times = 0
    for symbol in text:
        value = VALUE[symbol]
        once += value
        twice = 2 * twice + value
        four_times = 4 * four_times + value
    return ALPHABET[once % 37] + ALPHABET[twice % 37] + ALPHABET[four_times % 37]


def _fits(symbols: str, national: str) -> bool:
    fits = _key(symbols[:HEAD] + national) == symbols[HEAD:]
    return fits and OPERATOR_CODE.fullmatch(symbols, 0, 2) is not None


def _near_rios(typed: str, national: str) -> Iterator[str]:
    """Look-alikes, swapped neighbours, then any other single slip."""
    head, key = typed[:HEAD], typed[HEAD:]
    right_key = _key(head + national)
    yield from _look_alikes(typed)
    yield from _swaps(typed)
    yield from (slip + key for slip in _slips(head, _shift(typed, national)))
    if sum(one != other for one, other in zip(key, right_key, strict=True)) == 1:
        yield head + right_key


def _near_numbers(typed: str, national: str) -> Iterator[str]:
    """The number with two neighbours swapped, or one digit changed."""
    guesses = chain(_swaps(national), _slips(national, _shift(typed, national)))
    return (guess for guess in guesses if NATIONAL.fullmatch(guess))


def _shift(typed: str, national: str) -> int:
    """By how much one wrong character is off: the first symbol of the key is the plain sum of all others."""
    return VALUE[typed[HEAD]] - VALUE[_key(typed[:HEAD] + national)[0]]


def _look_alikes(text: str) -> Iterator[str]:
    doubtful = [place for place, symbol in enumerate(text) if symbol in LOOK_ALIKES]
    for places in chain(combinations(doubtful, 1), combinations(doubtful, 2)):
        yield "".join(LOOK_ALIKES[symbol] if place in places else symbol for place, symbol in enumerate(text))


def _swaps(text: str) -> Iterator[str]:
    for place, (one, other) in enumerate(pairwise(text)):
        yield text[:place] + other + one + text[place + 2 :]


def _slips(text: str, shift: int) -> Iterator[str]:
    for place, symbol in enumerate(text):
        yield text[:place] + ALPHABET[(VALUE[symbol] + shift) % 37] + text[place + 1 :]


def _difference(typed: str, right: str) -> str:
    places = [place for place, symbol in enumerate(typed) if symbol != right[place]]
    first, last = places[0], places[-1]
    if last == first + 1 and typed[first : last + 1] == right[last] + right[first]:
        return _("characters %(one)d and %(other)d swapped") % {"one": first + 1, "other": last + 1}
    change = _("%(typed)s → %(right)s at position %(place)d")
    return ", ".join(change % {"typed": typed[p], "right": right[p], "place": p + 1} for p in places)


def _looks_meant(groups: list[str]) -> bool:
    """Whether groups of the right shape are a RIO rather than words and figures that happen to follow."""
    token = "".join(groups)
    code, reference, tail = token[:2], token[3:HEAD], token[3:]
    if WORD_OR_NUMBER.fullmatch(token):
        return False
    if len(groups) == 1:
        return _has_digit(tail) or (code[0].isalpha() and code[1].isdigit())
    return _has_digit(tail) and (_has_digit(code) or (len(groups) == 4 and _has_digit(reference)))


def _has_digit(text: str) -> bool:
    return any(symbol.isdigit() for symbol in text)
