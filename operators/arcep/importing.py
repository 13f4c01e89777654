"""Bring our tables up to date with ARCEP's four files: one transaction, and three queries a table."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from pathlib import Path
from time import perf_counter
from typing import Any

from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from operators.arcep import files
from operators.arcep.files import MalformedFileError, Reading, Refused
from operators.arcep.lines import OperatorLine, PrefixLine, RangeLine, RioCodeLine
from operators.arcep.overlaps import Block, overlaps_with
from operators.arcep.reconcile import Changes, Held, Row, compare, is_open, withdraw
from operators.models import NumberRange, Operator, RioCode, RoutingPrefix, Source

# ARCEP takes back a few rows a day. An import that would take back more than this is a file cut short.
LARGEST_SHRINK, SMALL_ENOUGH = 0.10, 20

Progress = Callable[[str], object]


class ShrunkFileError(MalformedFileError):
    """A file in which too much of what we hold is missing."""


@dataclass
class FileReport:
    """What became of a file: read = added + changed + unchanged + refused. What is withdrawn is not in it."""

    file: str
    read: int
    added: int
    changed: int
    withdrawn: int
    unchanged: int
    refused: list[Refused]


@dataclass
class Report:
    """What an import did; `placeholders` are the codes that became operators known by their code alone."""

    files: list[FileReport] = field(default_factory=list)
    placeholders: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Table:
    """How a model holds the lines of a file. The first field is the key."""

    model: type[models.Model]
    fields: tuple[str, ...]
    since: str
    identity: tuple[str, ...]

    def rows(self, lines: Iterable[tuple[Any, ...]]) -> list[Row]:
        since = self.fields.index(self.since)
        identity = itemgetter(*map(self.fields.index, self.identity))
        return [Row(cells[0], identity(cells), cells[since], cells) for cells in lines]

    def held(self) -> list[Held]:
        found = list(self.model._default_manager.values_list("pk", "source", "withdrawn_on", *self.fields))
        rows = self.rows(line[3:] for line in found)
        return [Held(line[0], line[1], line[2], row) for line, row in zip(found, rows, strict=True)]

    def record(self, held: Held) -> models.Model:
        cells = dict(zip(self.fields, held.row.cells, strict=True))
        return self.model(pk=held.pk, source=held.source, withdrawn_on=held.withdrawn_on, **cells)

    def write(self, changes: Changes) -> None:
        """An INSERT that gives way to an UPDATE: bulk_update would crawl on thousands of different rows."""
        manager = self.model._default_manager
        manager.bulk_create([self.record(row) for row in changes.new])
        manager.bulk_create(
            [self.record(row) for row in changes.written],
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=["source", "withdrawn_on", *self.fields],
        )


OPERATORS = Table(
    Operator,
    ("code", "name", "siret", "registry", "address", "declared_on", "placeholder"),
    since="declared_on",
    identity=("code",),
)
RIO_CODES = Table(RioCode, ("code", "operator_id", "assigned_on"), since="assigned_on", identity=("code",))
PREFIXES = Table(RoutingPrefix, ("prefix", "operator_id", "assigned_on"), since="assigned_on", identity=("prefix",))
RANGES = Table(
    NumberRange,
    ("first", "last", "holder_id", "territory", "assigned_on"),
    since="assigned_on",
    identity=("first", "assigned_on", "holder_id"),
)


def import_files(
    directory: Path,
    source: Source,
    on: date,
    dry_run: bool = False,
    progress: Progress = lambda message: None,
    allow_shrink: bool = False,
) -> Report:
    """Make our operators, RIO codes, prefixes and ranges say what the files of a directory say.

    Rows of this source that the files do not give any more are closed on the day `on`. `progress` is told
    each phase when it is over. Raises MalformedFileError, having changed nothing, when a file cannot be used
    or lacks too much of what we hold.
    """
    readings = read_all(directory, progress)
    with transaction.atomic():
        wait_for_other_imports()
        report = Import(source, on, progress, allow_shrink).run(*readings)
        if dry_run:
            transaction.set_rollback(True)
    return report


def read_all(directory: Path, progress: Progress) -> tuple[Reading[Any], ...]:
    readers: dict[str, Callable[[bytes], Reading[Any]]] = {
        files.OPERATORS.file: files.read_operators,
        files.RIO_CODES.file: files.read_rio_codes,
        files.PREFIXES.file: files.read_prefixes,
        files.RANGES.file: files.read_ranges,
    }
    readings = []
    for file, read in readers.items():
        with phase(progress, _("%s read") % file):
            readings.append(read(files.content_of(directory, file)))
    return tuple(readings)


def wait_for_other_imports() -> None:
    """Nobody else writes these tables until we are done; on SQLite the transaction itself sees to it."""
    if connection.vendor == "postgresql":
        names = [table.model._meta.db_table for table in (OPERATORS, RIO_CODES, PREFIXES, RANGES)]
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {', '.join(names)} IN SHARE ROW EXCLUSIVE MODE")


@contextmanager
def phase(progress: Progress, name: str) -> Iterator[None]:
    started = perf_counter()
    yield
    progress(f"{name} ({perf_counter() - started:.2f} s)")


@dataclass
class Import:
    """One import, inside its transaction."""

    source: Source
    on: date
    progress: Progress
    allow_shrink: bool
    report: Report = field(default_factory=Report)

    def run(
        self,
        operators: Reading[OperatorLine],
        rio_codes: Reading[RioCodeLine],
        prefixes: Reading[PrefixLine],
        ranges: Reading[RangeLine],
    ) -> Report:
        self.take_operators(operators)
        ids = self.operator_ids(rio_codes.lines, prefixes.lines, ranges.lines)
        self.take(
            RIO_CODES,
            rio_codes,
            [(line.code, ids[line.operator], line.assigned_on) for line in rio_codes.lines],
        )
        self.take(
            PREFIXES,
            prefixes,
            [(line.prefix, ids[line.operator], line.assigned_on) for line in prefixes.lines],
        )
        self.take_ranges(ranges, ids)
        return self.report

    def take_operators(self, reading: Reading[OperatorLine]) -> None:
        """A placeholder is in no file by its nature, so its absence says nothing."""
        placeholders = Operator.objects.filter(placeholder=True).values_list("code", flat=True)
        self.take(OPERATORS, reading, [(*line[1:], False) for line in reading.lines], spared=set(placeholders))

    def operator_ids(
        self, rio_codes: list[RioCodeLine], prefixes: list[PrefixLine], ranges: list[RangeLine]
    ) -> dict[str, int]:
        """The id of each operator by its code; a code that nothing declares becomes a placeholder."""
        known = dict(Operator.objects.values_list("code", "pk"))
        names = {line.operator: line.operator_name for line in rio_codes}
        used = names.keys() | {line.operator for line in prefixes} | {line.operator for line in ranges}
        self.report.placeholders = sorted(used - known.keys())
        made = Operator.objects.bulk_create(
            Operator(code=code, name=names.get(code) or code, placeholder=True, source=self.source)
            for code in self.report.placeholders
        )
        return known | {operator.code: operator.pk for operator in made}

    def take_ranges(self, reading: Reading[RangeLine], ids: dict[str, int]) -> None:
        held = RANGES.held()
        reading.refuse(overlaps_with(self.staying(held, reading), reading.lines))
        lines = [
            (line.first, line.last, ids[line.operator], line.territory, line.assigned_on) for line in reading.lines
        ]
        self.take(RANGES, reading, lines, held=held)

    def staying(self, held: list[Held], reading: Reading[RangeLine]) -> Iterator[Block]:
        """The open ranges that this file neither replaces nor may withdraw."""
        starts = {line.first for line in reading.lines}
        blocks = {(line.first, line.last) for line in reading.lines}
        spared = refused_cells(reading) - starts
        for known in held:
            if known.withdrawn_on is not None:
                continue
            first, last = known.row.cells[:2]
            replaced = first not in spared if known.source == self.source else (first, last) in blocks
            if not replaced:
                yield Block(first, last, str(Source(known.source).label))

    def take(
        self,
        table: Table,
        reading: Reading[Any],
        lines: list[tuple[Any, ...]],
        spared: Collection[str] = (),
        held: list[Held] | None = None,
    ) -> None:
        """Bring one table up to date with one file."""
        with phase(self.progress, _("%s compared and written") % reading.file):
            held = table.held() if held is None else held
            changes = compare(table.rows(lines), held, self.source)
            named = {line[0] for line in lines}.union(refused_cells(reading), spared)
            withdraw(changes, held, named, self.source, self.on)
            self.check_shrink(reading.file, changes, sum(is_open(known, self.source) for known in held))
            table.write(changes)
        self.report.files.append(file_report(reading, changes))

    def check_shrink(self, file: str, changes: Changes, count: int) -> None:
        if self.allow_shrink or changes.withdrawn <= max(SMALL_ENOUGH, LARGEST_SHRINK * count):
            return
        facts = {"file": file, "withdrawn": changes.withdrawn, "count": count}
        raise ShrunkFileError(
            _(
                "%(file)s lacks %(withdrawn)s of the %(count)s rows we hold, as a file cut short would: "
                "nothing was imported. If they are really gone, import again with --allow-shrink."
            )
            % facts
        )


def refused_cells(reading: Reading[Any]) -> set[str]:
    return {cell for refused in reading.refused for cell in refused.cells}


def file_report(reading: Reading[Any], changes: Changes) -> FileReport:
    return FileReport(
        file=reading.file,
        read=len(reading.lines) + len(reading.refused),
        added=changes.added,
        changed=changes.changed,
        withdrawn=changes.withdrawn,
        unchanged=changes.unchanged,
        refused=reading.refused,
    )
