"""The register against the clearing house's full file: what differs becomes a row for a person, never a silent edit.

Both sides are compared inside the database, whole tables at once: three million ported numbers cost this process no
more memory than three. A number's route is that of the file's own day on both sides.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bascule.bulk import insert_into
from bascule.lifecycle import SYSTEM, Actor, name_of
from bascule.rules import RuleRefused
from operators.exchange.codecs import NEUTRAL, NUMBER, MalformedLine
from operators.exchange.handlers import handles_full
from operators.models import ExchangeFile, Operator, RoutingPrefix
from portability.models import DifferenceKind, ListedPort, Outcome, Port, RegisterDifference
from portability.models.inventory import COUNTERPART
from portability.models.number import PortSource

REGISTER = "register"
PREFIX, OPERATOR, DAY = (re.compile(text) for text in (r"0[0-9]{5}", r"[A-Z0-9]{2,8}|", r"[0-9]{4}-[0-9]{2}-[0-9]{2}"))
KEPT, ROWS = ListedPort._meta.db_table, RegisterDifference._meta.db_table
THEIRS, OURS, DIFFERING = (f"reconcile_{name}" for name in ("theirs", "ours", "differing"))
"""Temporary tables: the file with one row a number, our register on its day, and what differs."""
SAID = ("kind", "ours", "theirs", "their_operator", "their_date")


class Listed(NamedTuple):
    """A line of a full file: from this day on, the number is routed under this prefix."""

    number: str
    prefix: str
    operator: str
    since: str


@dataclass(slots=True)
class Reader:
    """Reads the lines of a full file one by one, and counts those that say nothing."""

    lines: Iterable[str]
    unread: int = 0

    def __iter__(self) -> Iterator[Listed]:
        for line in self.lines:
            try:
                yield listed_in(line)
            except ValueError:
                self.unread += 1


def listed_in(line: str) -> Listed:
    """What a line of a full file says. Raises ValueError when it cannot be read."""
    said = NEUTRAL.read_line(line)
    listed = Listed(*(said.fields.get(name, "") for name in ("number", "prefix", "operator", "date")))
    shapes = zip((NUMBER, PREFIX, OPERATOR, DAY), listed, strict=True)
    if said.kind != REGISTER or not all(shape.fullmatch(value) for shape, value in shapes):
        raise MalformedLine(_("This is no line of a register."))
    date.fromisoformat(listed.since)
    return listed


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison came to: numbers listed, lines that could not be read, differences."""

    listed: int
    unread: int
    found: int
    agreed: int
    open: int

    @property
    def sentence(self) -> str:
        words = _("%(listed)d numbers compared: %(found)d new differences, %(agreed)d agree again, %(open)d open.")
        said = words % {"listed": self.listed, "found": self.found, "agreed": self.agreed, "open": self.open}
        if self.unread:
            said += " " + _("%(unread)d lines could not be read, so nothing is said to be missing there.") % {
                "unread": self.unread
            }
        return said


@handles_full(COUNTERPART)
def keep(file: ExchangeFile, lines: Iterable[str], now: datetime) -> int:
    """Keep the lines of a full file until they are compared, in place of the file before; how many cannot be read.

    Runs in the caller's transaction. A file that says nothing, or that speaks of an earlier moment than the one we
    have, is only counted.
    """
    reader, last = Reader(lines), last_file()
    listed = iter(reader)
    first = next(listed, None)
    if first is None or (last and last.made_at > file.made_at):
        deque(listed, maxlen=0)
        return reader.unread
    key = prepared("file", file.pk)
    run(f"DELETE FROM {KEPT}")  # noqa: S608
    insert_into(KEPT, ("file_id", *Listed._fields), ((key, *one) for one in chain([first], listed)))
    return reader.unread


def last_file() -> ExchangeFile | None:
    """The full file whose lines we have."""
    line = ListedPort.objects.select_related("file").first()
    return line.file if line else None


def reconcile(now: datetime) -> Compared | None:
    """Compare the last full file with the register; None when none has come."""
    file = last_file()
    return compare(file, now=now) if file else None


@transaction.atomic
def compare(file: ExchangeFile, *, now: datetime) -> Compared:
    """Note what differs between the lines that are kept of a full file and the register. Safe to run twice.

    A line that could not be read hides a number: then none is noted as missing there.
    """
    day, complete = timezone.localdate(file.made_at), not file.quarantined
    drop_tables()
    listed = keep_one_row_a_number()
    write_our_register(day)
    write_what_differs()
    agreed = close_what_agrees(now)
    update_what_is_open(file, complete=complete)
    found = insert_what_is_new(file, now, complete=complete)
    drop_tables()
    still_open = RegisterDifference.objects.filter(closed_at=None).count()
    return Compared(listed, file.quarantined, found, agreed, still_open)


def run(sql: str, *values: Any) -> int:
    """Run one statement and return how many rows it touched. Its names are ours, its values parameters."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def drop_tables() -> None:
    for table in (THEIRS, OURS, DIFFERING):
        run(f"DROP TABLE IF EXISTS {table}")


def index(table: str) -> None:
    """Index a table by its numbers, and let PostgreSQL know how large it is: it never looks at these by itself."""
    run(f"CREATE UNIQUE INDEX {table}_number ON {table} (number)")
    if connection.vendor == "postgresql":
        run(f"ANALYZE {table}")


def keep_one_row_a_number() -> int:
    """A number that stands twice in the file counts with its last port; how many numbers there are."""
    run(
        f"CREATE TEMPORARY TABLE {THEIRS} AS SELECT number, prefix, operator, since FROM ("  # noqa: S608
        "SELECT number, prefix, operator, since,"
        " ROW_NUMBER() OVER (PARTITION BY number ORDER BY since DESC, prefix) AS place"
        f" FROM {KEPT}) AS ranked WHERE place = 1"
    )
    index(THEIRS)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {THEIRS}")  # noqa: S608
        return cursor.fetchone()[0]


def write_our_register(day: date) -> None:
    """The route of every number that our register has ported on a day."""
    ports, prefixes = Port._meta.db_table, RoutingPrefix._meta.db_table
    run(
        f"CREATE TEMPORARY TABLE {OURS} AS SELECT number, prefix FROM ("  # noqa: S608
        "SELECT port.number, COALESCE(routing.prefix, '') AS prefix, port.ended_on,"
        " ROW_NUMBER() OVER (PARTITION BY port.number ORDER BY port.since DESC) AS place"
        f" FROM {ports} AS port LEFT JOIN {prefixes} AS routing ON routing.id = port.routing_prefix_id"
        f" WHERE port.since <= '{day.isoformat()}') AS ranked"
        f" WHERE place = 1 AND (ended_on IS NULL OR ended_on > '{day.isoformat()}')"
    )
    index(OURS)


def write_what_differs() -> None:
    run(
        f"CREATE TEMPORARY TABLE {DIFFERING} AS"  # noqa: S608
        f" SELECT theirs.number, CASE WHEN ours.number IS NULL THEN '{DifferenceKind.MISSING_HERE}'"
        f" ELSE '{DifferenceKind.OTHER_PREFIX}' END AS kind, COALESCE(ours.prefix, '') AS ours,"
        " theirs.prefix AS theirs, theirs.operator AS their_operator, theirs.since AS their_date"
        f" FROM {THEIRS} AS theirs LEFT JOIN {OURS} AS ours ON ours.number = theirs.number"
        " WHERE ours.number IS NULL OR ours.prefix <> theirs.prefix"
        f" UNION ALL SELECT ours.number, '{DifferenceKind.MISSING_THERE}', ours.prefix, '', '', NULL"
        f" FROM {OURS} AS ours LEFT JOIN {THEIRS} AS theirs ON theirs.number = ours.number"
        " WHERE theirs.number IS NULL"
    )
    index(DIFFERING)


def close_what_agrees(now: datetime) -> int:
    return run(
        f"UPDATE {ROWS} SET closed_at = %s, closed_by = %s, outcome = %s WHERE closed_at IS NULL"  # noqa: S608
        f" AND NOT EXISTS (SELECT 1 FROM {DIFFERING} AS seen WHERE seen.number = {ROWS}.number)",
        prepared("closed_at", now),
        name_of(SYSTEM),
        Outcome.AGREED.value,
    )


def update_what_is_open(file: ExchangeFile, *, complete: bool) -> None:
    """A difference that is still there says what this file says of it."""
    values = ", ".join(f"{name} = seen.{name}" for name in SAID)
    run(
        f"UPDATE {ROWS} SET {values}, file_id = %s FROM {DIFFERING} AS seen"  # noqa: S608
        f" WHERE {ROWS}.closed_at IS NULL AND {ROWS}.number = seen.number AND {certain(complete)}",
        prepared("file", file.pk),
    )


def insert_what_is_new(file: ExchangeFile, now: datetime, *, complete: bool) -> int:
    """What differs and is not noted yet; what a person has decided to keep is not brought up again."""
    names = ", ".join(("number", *SAID))
    return run(
        f"INSERT INTO {ROWS} ({names}, file_id, found_at, closed_by, outcome)"  # noqa: S608
        f" SELECT {names}, %s, %s, '', '' FROM {DIFFERING} AS seen WHERE {certain(complete)}"
        f" AND NOT EXISTS (SELECT 1 FROM {ROWS} AS known WHERE known.number = seen.number AND ("
        f"known.closed_at IS NULL OR (known.outcome = '{Outcome.KEPT}'"
        " AND known.kind = seen.kind AND known.ours = seen.ours AND known.theirs = seen.theirs)))",
        prepared("file", file.pk),
        prepared("found_at", now),
    )


def certain(complete: bool) -> str:
    """The differences that this file is able to tell."""
    return "1 = 1" if complete else f"seen.kind <> '{DifferenceKind.MISSING_THERE}'"


def prepared(name: str, value: Any) -> Any:
    """A value as the database takes it for a column of the differences."""
    return RegisterDifference._meta.get_field(name).get_db_prep_save(value, connection)  # type: ignore[union-attr]


@transaction.atomic
def settle(difference: RegisterDifference, outcome: str, *, by: Actor, now: datetime) -> RegisterDifference:
    """Close a difference: `taken` writes their word into the register, `kept` leaves ours and is not asked again.

    Raises PermissionDenied, or RuleRefused: `already_settled`, `unknown_outcome`, `prefix_unknown`.
    """
    if not by.has_perm("portability.settle_registerdifference"):
        raise PermissionDenied(_("You may not do this."))
    if outcome not in (Outcome.TAKEN, Outcome.KEPT):
        raise RuleRefused("unknown_outcome", _("A difference is settled by taking theirs or keeping ours."))
    held = RegisterDifference.objects.select_for_update(of=("self",)).select_related("file")
    difference = held.get(pk=difference.pk)
    if difference.closed_at:
        sentence = _("%(who)s was faster: this difference is settled already.") % {"who": difference.closed_by}
        raise RuleRefused("already_settled", sentence)
    if outcome == Outcome.TAKEN:
        take_theirs(difference)
    difference.outcome, difference.closed_at, difference.closed_by = outcome, now, name_of(by)
    difference.save(update_fields=["outcome", "closed_at", "closed_by"])
    return difference


def take_theirs(difference: RegisterDifference) -> None:
    """Write what the file says of one number into the register; what stood there before stays as its past."""
    day = timezone.localdate(difference.file.made_at)
    last = Port.objects.among([difference.number]).known_on(day).last()
    if difference.kind == DifferenceKind.MISSING_THERE:
        if last and not (last.ended_on and last.ended_on <= day):
            last.ended_on = day
            last.save(update_fields=["ended_on"])
        return
    since = difference.their_date or day
    if last and since <= (last.ended_on or last.since):
        # Their port is older than what we hold: it can only be theirs from the day of their file on.
        since = since if since == last.since else day
    prefix = RoutingPrefix.objects.filter(prefix=difference.theirs).first()
    if prefix is None:
        sentence = _("The prefix %(prefix)s is not known: import ARCEP's files first.") % {"prefix": difference.theirs}
        raise RuleRefused("prefix_unknown", sentence)
    operator = Operator.objects.filter(code=difference.their_operator).first()
    route = {"routing_prefix": prefix, "operator": operator, "ended_on": None, "source": PortSource.FULL_FILE}
    Port.objects.update_or_create(number=difference.number, since=since, defaults=route)
