"""What one line of each of ARCEP's files says; pure. BadLineError gives the reason when it says nonsense."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _

from operators.numbering import Territory

TERRITORIES = {
    "Métropole": Territory.METROPOLE.value,
    "Guadeloupe, St Martin et St Barthélemy": Territory.GUADELOUPE.value,
    "Martinique": Territory.MARTINIQUE.value,
    "Guyane": Territory.GUYANE.value,
    "La Réunion": Territory.REUNION.value,
    "La Réunion - Océan indien": Territory.REUNION.value,
    "Mayotte": Territory.MAYOTTE.value,
    "Saint Pierre et Miquelon": Territory.SAINT_PIERRE_ET_MIQUELON.value,
    "National": Territory.NATIONAL.value,
}

DATE = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")
OPERATOR_CODE = re.compile(r"[!-~]{2,8}")
RIO_CODE = re.compile(r"[A-Z][A-Z0-9]|[0-9]{2}")
PREFIX = re.compile(r"[0-9]{5,6}")
# A few operators give their SIREN alone, most foreign ones nothing.
SIRET = re.compile(r"(?:[0-9]{14}|[0-9]{9})?")
LONGEST = {"name": 200, "registry": 120, "address": 300}


class BadLineError(ValueError):
    """A line that makes no sense; its message is the reason."""


class OperatorLine(NamedTuple):
    """A declared operator. `siret` has 14 digits, 9 when only the SIREN is given, or none."""

    line: int
    code: str
    name: str
    siret: str
    registry: str
    address: str
    declared_on: date | None

    @property
    def key(self) -> str:
        return self.code


class RioCodeLine(NamedTuple):
    """The first two characters of an operator's RIOs."""

    line: int
    code: str
    operator: str
    operator_name: str
    assigned_on: date

    @property
    def key(self) -> str:
        return self.code


class PrefixLine(NamedTuple):
    """A routing prefix."""

    line: int
    prefix: str
    operator: str
    assigned_on: date

    @property
    def key(self) -> str:
        return self.prefix


class RangeLine(NamedTuple):
    """A block of numbers, as national digits, and its holder."""

    line: int
    first: str
    last: str
    operator: str
    territory: str
    assigned_on: date

    @property
    def key(self) -> str:
        return self.first


def operator_line(
    line: int, name: str, code: str, siret: str, registry: str, address: str, _has_numbers: str, declared: str
) -> OperatorLine:
    return OperatorLine(
        line,
        operator_code(code),
        text("name", name or code),
        siret_digits(siret),
        text("registry", registry),
        text("address", address),
        day(declared) if declared else None,
    )


def rio_code_line(line: int, code: str, operator: str, name: str, assigned: str, _decision: str) -> RioCodeLine:
    if not RIO_CODE.fullmatch(code):
        raise BadLineError(_("“%s” is not a RIO code: a letter and a letter or digit, or two digits") % shown(code))
    return RioCodeLine(line, code, operator_code(operator), text("name", name), day(assigned))


def prefix_line(line: int, prefix: str, operator: str, assigned: str) -> PrefixLine:
    if not PREFIX.fullmatch(prefix):
        raise BadLineError(_("“%s” is not a routing prefix: five or six digits") % shown(prefix))
    return PrefixLine(line, prefix, operator_code(operator), day(assigned))


def range_line(
    line: int, prefix: str, first: str, last: str, operator: str, territory: str, assigned: str
) -> RangeLine:
    check_bounds(first, last)
    if not (prefix and first.startswith(prefix) and last.startswith(prefix)):
        raise BadLineError(_("the range does not begin with its prefix “%s”") % shown(prefix))
    if territory not in TERRITORIES:
        raise BadLineError(_("“%s” is not a territory") % shown(territory))
    return RangeLine(line, first, last, operator_code(operator), TERRITORIES[territory], day(assigned))


def check_bounds(first: str, last: str) -> None:
    for number in (first, last):
        if not (number.isdecimal() and 3 <= len(number) <= 14):
            raise BadLineError(_("“%s” is not a number of 3 to 14 digits") % shown(number))
    if len(first) != len(last):
        raise BadLineError(_("the first and the last number do not have the same length"))
    if last < first:
        raise BadLineError(_("the range ends before it starts"))
    if first[:3] != last[:3]:
        raise BadLineError(_("the range does not keep its first three digits"))


def shown(written: str, longest: int = 40) -> str:
    """What stood in the file, fit for a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in written[:longest])


def operator_code(code: str) -> str:
    if not OPERATOR_CODE.fullmatch(code):
        raise BadLineError(_("“%s” is not an operator code: 2 to 8 characters") % shown(code))
    return code


def siret_digits(written: str) -> str:
    digits = "".join(written.split())
    if not SIRET.fullmatch(digits):
        raise BadLineError(_("“%s” is not a SIRET: 14 digits, or the 9 of a SIREN") % shown(written))
    return digits


def text(kind: str, written: str) -> str:
    """A text on one line, spaces reduced; BadLineError on what the database would not take."""
    words = " ".join(written.split())
    if len(words) > LONGEST[kind]:
        raise BadLineError(_("a text is longer than %s characters") % LONGEST[kind])
    if not words.isprintable():
        raise BadLineError(_("a text holds control characters"))
    return words


@lru_cache(maxsize=10_000)
def day(written: str) -> date:
    """`01/03/2026` is 1 March 2026."""
    try:
        if found := DATE.fullmatch(written):
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        pass
    raise BadLineError(_("“%s” is not a date written DD/MM/YYYY") % shown(written))
