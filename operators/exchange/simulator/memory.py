"""What the other side remembers: one SQLite file of its own, which nothing else reads.

What is heard is acknowledged only after it stands here, and what is laid stood here before: a kill loses nothing.
"""

import json
import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from operators.exchange.codecs import MOMENT
from operators.exchange.envelope import Envelope

SCHEMA = """
create table if not exists heard (id text primary key);
create table if not exists requests (
    reference text primary key, fields text not null, accepted text not null, open integer not null);
create table if not exists due (
    place integer primary key, id text not null unique, at text not null, kind text not null,
    reference text not null, fields text not null, file integer);
create index if not exists unsaid on due (at) where file is null;
create index if not exists said_about on due (reference);
create table if not exists files (
    number integer primary key, name text not null unique, data blob not null, laid_at text not null default '',
    times integer not null default 0, answered integer not null default 0);
create index if not exists unanswered on files (number) where not answered;
create table if not exists ports (
    place integer primary key, number text not null, day text not null, operator text not null,
    prefix text not null, reference text not null);
create index if not exists ports_of_number on ports (number);
create index if not exists ports_of_request on ports (reference);
create table if not exists wanted (
    reference text primary key, fields text not null, rios text not null, open integer not null);
create index if not exists open_wanted on wanted (open) where open;
create table if not exists facts (name text primary key, value text not null);
"""
TABLES = ("heard", "requests", "wanted", "due", "files", "ports", "facts")


@dataclass(frozen=True, slots=True)
class Request:
    """What is known of one request of ours. `accepted` are numbers as in a message."""

    fields: Mapping[str, str]
    accepted: str
    open: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a recipient has asked us for: the request as it was sent, and the RIOs that are right."""

    fields: Mapping[str, str]
    rios: Mapping[str, str]
    open: bool


@dataclass(frozen=True, slots=True)
class Laid:
    """A file of theirs that is not answered yet. `times`: how often it was laid."""

    number: int
    name: str
    data: bytes
    laid_at: datetime | None
    times: int


class Ported(NamedTuple):
    """Where a number is; without a prefix it went back to its range holder."""

    number: str
    day: str
    operator: str
    prefix: str
    reference: str = ""


def stamp(moment: datetime) -> str:
    """A moment as text that sorts by time."""
    return moment.astimezone(UTC).strftime(MOMENT)


def moment_of(text: str) -> datetime:
    return datetime.strptime(text, MOMENT).replace(tzinfo=UTC)


class Memory:
    """All that is written in one `remembering` block is there afterwards, or nothing of it."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Whoever forgets to close it is closed by the collector, in whatever thread that runs.
        self.base = sqlite3.connect(path, timeout=20, isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self.base.close)
        self.base.executescript("pragma journal_mode=wal; pragma synchronous=normal;" + SCHEMA)

    def close(self) -> None:
        self.base.close()

    @contextmanager
    def remembering(self) -> Iterator[None]:
        self.base.execute("begin immediate")
        try:
            yield
        except BaseException:
            self.base.execute("rollback")
            raise
        self.base.execute("commit")

    def forget(self) -> None:
        for table in TABLES:
            self.base.execute(f"delete from {table}")  # noqa: S608 - a name of ours

    def fact(self, name: str) -> str:
        row = self.base.execute("select value from facts where name = ?", [name]).fetchone()
        return row[0] if row else ""

    def note(self, name: str, value: str) -> None:
        self.base.execute("insert or replace into facts values (?, ?)", [name, value])

    # What we said.

    def is_new(self, message_id: str) -> bool:
        """Whether a message is heard for the first time; from now on it is known."""
        return self.base.execute("insert or ignore into heard values (?)", [message_id]).rowcount == 1

    def request(self, reference: str) -> Request | None:
        query = "select fields, accepted, open from requests where reference = ?"
        row = self.base.execute(query, [reference]).fetchone()
        return Request(json.loads(row[0]), row[1], bool(row[2])) if row else None

    def keep_request(self, reference: str, fields: Mapping[str, str], accepted: str, *, is_open: bool = True) -> None:
        row = [reference, json.dumps(dict(fields)), accepted, is_open]
        self.base.execute("insert or replace into requests values (?, ?, ?, ?)", row)

    # What recipients want of us.

    def want(self, reference: str, fields: Mapping[str, str], rios: Mapping[str, str], *, is_open: bool = True) -> None:
        row = [reference, json.dumps(dict(fields)), json.dumps(dict(rios)), is_open]
        self.base.execute("insert or replace into wanted values (?, ?, ?, ?)", row)

    def wanted(self, reference: str) -> Wanted | None:
        row = self.base.execute("select fields, rios, open from wanted where reference = ?", [reference]).fetchone()
        return Wanted(json.loads(row[0]), json.loads(row[1]), bool(row[2])) if row else None

    def all_wanted(self) -> list[Wanted]:
        """What is asked for and not over yet."""
        rows = self.base.execute("select fields, rios from wanted where open order by reference")
        return [Wanted(json.loads(fields), json.loads(rios), open=True) for fields, rios in rows]

    # What they will say.

    def plan(self, messages: Iterable[tuple[Envelope, datetime]]) -> None:
        """Say these from their moment on; what is planned already stays as it is."""
        rows = [
            (message.id, stamp(moment), message.kind, message.reference, json.dumps(dict(message.fields)))
            for message, moment in messages
        ]
        query = "insert or ignore into due (id, at, kind, reference, fields) values (?, ?, ?, ?, ?)"
        self.base.executemany(query, rows)

    def unsaid(self, until: datetime, most: int) -> list[Envelope]:
        query = "select id, kind, reference, fields from due where file is null and at <= ? order by at, place limit ?"
        rows = self.base.execute(query, [stamp(until), most])
        return [Envelope(row[0], row[1], row[2], json.loads(row[3])) for row in rows]

    def last_of(self, reference: str, kind: str) -> tuple[Envelope, datetime, bool] | None:
        """The latest message of a kind about a request, its moment, and whether it was said."""
        query = "select id, kind, reference, fields, at, file from due where reference = ? and kind = ?"
        row = self.base.execute(f"{query} order by at desc limit 1", [reference, kind]).fetchone()
        if not row:
            return None
        return Envelope(row[0], row[1], row[2], json.loads(row[3])), moment_of(row[4]), row[5] is not None

    def say_sooner(self, message_id: str, moment: datetime) -> None:
        self.base.execute("update due set at = min(at, ?) where id = ? and file is null", [stamp(moment), message_id])

    def drop_unsaid(self, reference: str, kind: str = "%") -> None:
        query = "delete from due where reference = ? and kind like ? and file is null"
        self.base.execute(query, [reference, kind])

    # Their files.

    def next_number(self) -> int:
        return self.base.execute("select coalesce(max(number), 0) + 1 from files").fetchone()[0]

    def keep_file(self, number: int, name: str, data: bytes, message_ids: Iterable[str]) -> None:
        self.base.execute("insert into files (number, name, data) values (?, ?, ?)", [number, name, data])
        rows = [(number, message_id) for message_id in message_ids]
        self.base.executemany("update due set file = ? where id = ?", rows)

    def unanswered(self) -> list[Laid]:
        query = "select number, name, data, laid_at, times from files where not answered order by number"
        rows = self.base.execute(query)
        return [Laid(row[0], row[1], row[2], moment_of(row[3]) if row[3] else None, row[4]) for row in rows]

    def note_laid(self, number: int, now: datetime) -> None:
        query = "update files set laid_at = ?, times = times + 1 where number = ?"
        self.base.execute(query, [stamp(now), number])

    def note_refused(self, name: str) -> None:
        """It has to come again, at once."""
        self.base.execute("update files set laid_at = '' where name = ? and not answered", [name])

    def note_answered(self, name: str) -> None:
        """A file that was received need not be kept, nor other people's ports that it told of."""
        row = self.base.execute("select number from files where name = ?", [name]).fetchone()
        if row:
            self.base.execute("update files set answered = 1, data = '' where number = ?", row)
            self.base.execute("delete from due where file = ? and kind = 'announcement'", row)

    # Where numbers are.

    def port(self, ports: Iterable[Ported]) -> None:
        rows = [(one.number, one.day, one.operator, one.prefix, one.reference) for one in ports]
        query = "insert into ports (number, day, operator, prefix, reference) values (?, ?, ?, ?, ?)"
        self.base.executemany(query, rows)

    def undo_ports(self, reference: str, numbers: Iterable[str]) -> None:
        rows = [(reference, number) for number in numbers]
        self.base.executemany("delete from ports where reference = ? and number = ?", rows)

    def register(self, before: str = "9999") -> dict[str, Ported]:
        """The last port of each number before a day, in the order of the numbers."""
        query = "select number, day, operator, prefix, reference from ports where day < ? order by number, day, place"
        return {row[0]: Ported._make(row) for row in self.base.execute(query, [before])}
