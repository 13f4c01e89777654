"""ARCEP's four files, read line by line; pure.

ISO-8859-1, one header line, columns separated by semicolons, dates as DD/MM/YYYY. A file that is not what it
should be raises MalformedFileError. A line that makes no sense is refused alone, with its number and reason.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, NamedTuple, Protocol, TypeVar

from django.utils.translation import gettext as _

from operators.arcep.lines import (
    BadLineError,
    OperatorLine,
    PrefixLine,
    RangeLine,
    RioCodeLine,
    operator_line,
    prefix_line,
    range_line,
    rio_code_line,
    shown,
)
from operators.arcep.overlaps import overlaps_within


class MalformedFileError(ValueError):
    """A file that cannot be used; its message is a sentence that names the file and the problem."""


class AnyLine(Protocol):
    @property
    def line(self) -> int: ...

    @property
    def key(self) -> str: ...


Line = TypeVar("Line", bound=AnyLine)


class Refused(NamedTuple):
    """A line left out and why. The header is line 1; `cells` is what stood in the line."""

    line: int
    reason: str
    cells: tuple[str, ...]


@dataclass
class Reading(Generic[Line]):
    """What one file says: the lines that can be used, and those refused."""

    file: str
    lines: list[Line] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    def refuse(self, reasons: dict[int, str]) -> None:
        """Move the lines of these numbers to the refused ones."""
        moved = [line for line in self.lines if line.line in reasons]
        self.lines = [line for line in self.lines if line.line not in reasons]
        self.refused += [Refused(line.line, reasons[line.line], (line.key,)) for line in moved]
        self.refused.sort()


@dataclass(frozen=True)
class Layout(Generic[Line]):
    """The columns of a file, and what understands a line of it."""

    file: str
    header: tuple[str, ...]
    parse: Callable[..., Line]

    def read(self, content: bytes) -> Reading[Line]:
        """Raises MalformedFileError when not one line can be used."""
        header, *rows = self.decode(content).split("\n")
        self.check_header(header)
        reading = self.understand(rows)
        if reading.lines:
            return reading
        if not rows:
            raise MalformedFileError(_("%s has nothing below its header.") % self.file)
        facts = {"file": self.file, "line": reading.refused[0].line, "reason": reading.refused[0].reason}
        raise MalformedFileError(_("%(file)s has no line that can be used. Line %(line)s: %(reason)s.") % facts)

    def decode(self, content: bytes) -> str:
        if not content.strip():
            raise MalformedFileError(_("%s is empty.") % self.file)
        if is_utf8(content):
            raise MalformedFileError(_("%s is in UTF-8 where ISO-8859-1 is expected.") % self.file)
        return content.decode("latin-1").rstrip("\r\n")

    def check_header(self, header: str) -> None:
        try:
            found = tuple(cells_of(header))
        except BadLineError:
            found = ()
        if found != self.header:
            facts = {"file": self.file, "wanted": ";".join(self.header), "found": shown(header.strip(), 150)}
            raise MalformedFileError(_("%(file)s must start with “%(wanted)s”; it starts with “%(found)s”.") % facts)

    def understand(self, rows: list[str]) -> Reading[Line]:
        reading: Reading[Line] = Reading(self.file)
        seen: dict[str, int] = {}
        for number, row in enumerate(rows, start=2):
            try:
                line = self.parse(number, *self.cells(row))
                check_new(line, seen)
                reading.lines.append(line)
            except BadLineError as bad:
                reading.refused.append(Refused(number, str(bad), loose_cells(row)))
        return reading

    def cells(self, row: str) -> list[str]:
        cells = cells_of(row)
        if len(cells) != len(self.header):
            facts = {"found": len(cells), "wanted": len(self.header)}
            raise BadLineError(_("%(wanted)s columns expected, %(found)s found") % facts)
        return cells


def is_utf8(content: bytes) -> bool:
    """Text with accents in ISO-8859-1 is never valid UTF-8 throughout."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not content.isascii()


def cells_of(row: str) -> list[str]:
    """The columns of one line; read alone, so that a quote left open cannot swallow the lines below."""
    if '"' not in row:
        return [cell.strip() for cell in row.split(";")]
    try:
        return [cell.strip() for cell in next(csv.reader([row.strip()], delimiter=";", strict=True))]
    except csv.Error as error:
        raise BadLineError(_("its quotes do not match")) from error


def loose_cells(row: str) -> tuple[str, ...]:
    """What stands in a line that cannot be understood."""
    return tuple(cell.strip() for cell in row.replace('"', "").split(";"))


def check_new(line: AnyLine, seen: dict[str, int]) -> None:
    first_seen = seen.setdefault(line.key, line.line)
    if first_seen != line.line:
        raise BadLineError(_("%(key)s is already on line %(line)s") % {"key": line.key, "line": first_seen})


OPERATORS = Layout(
    "identifiants_CE.csv",
    (
        "IDENTITE_OPERATEUR",
        "CODE_OPERATEUR",
        "SIRET_ACTEUR",
        "RCS_ACTEUR",
        "ADRESSE_COMPLETE_ACTEUR",
        "ATTRIB_RESS_NUM",
        "DATE_DECLARATION_OPERATEUR",
    ),
    operator_line,
)
RIO_CODES = Layout(
    "MAJRIO.csv",
    (
        "Ressource",
        "Code Attributaire",
        "Attributaire",
        "Date d'effet (attribution)",
        "N° décision d'attribution",
    ),
    rio_code_line,
)
PREFIXES = Layout("MAJPORTA.csv", ("EZABPQM", "Mnémo", "Date_Attribution"), prefix_line)
RANGES = Layout(
    "MAJNUM.csv",
    ("EZABPQM", "Tranche_Debut", "Tranche_Fin", "Mnémo", "Territoire", "Date_Attribution"),
    range_line,
)


def read_operators(content: bytes) -> Reading[OperatorLine]:
    return OPERATORS.read(content)


def read_rio_codes(content: bytes) -> Reading[RioCodeLine]:
    return RIO_CODES.read(content)


def read_prefixes(content: bytes) -> Reading[PrefixLine]:
    return PREFIXES.read(content)


def read_ranges(content: bytes) -> Reading[RangeLine]:
    """Of two ranges that overlap, the one that starts later is refused."""
    reading = RANGES.read(content)
    reading.refuse(overlaps_within(reading.lines))
    return reading


def content_of(directory: Path, file: str) -> bytes:
    """Raises MalformedFileError when the file is missing or cannot be read."""
    try:
        return (directory / file).read_bytes()
    except FileNotFoundError as error:
        facts = {"file": file, "directory": directory}
        raise MalformedFileError(_("%(file)s is missing from %(directory)s.") % facts) from error
    except OSError as error:
        facts = {"file": file, "problem": error.strerror}
        raise MalformedFileError(_("%(file)s cannot be read: %(problem)s.") % facts) from error
