"""What the other side remembers: one SQLite file of its own, which nothing else reads.

What is heard is acknowledged only after it stands here, and what is laid stood here before: a kill loses nothing.
"""

import json
import sqlite3
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from operators.exchange.codecs import MOMENT
from operators.exchange.envelope import Envelope

SCHEMA = """
create table if not exists heard (id text primary key);
create table if not exists due (
    place integer primary key, id text not null unique, at text not null, kind text not null,
    reference text not null, fields text not null, file integer);
create index if not exists unsaid on due (at) where file is null;
create index if not exists said_about on due (reference);
create table if not exists files (
    number integer primary key, name text not null unique, data blob not null, laid_at text not null default '',
    times integer not null default 0, answered integer not null default 0);
create index if not exists unanswered on files (number) where not answered;
create table if not exists facts (name text primary key, value text not null);
"""
TABLES = ("heard", "due", "files", "facts")


@dataclass(frozen=True, slots=True)
class Laid:
    """A file of theirs that is not answered yet. `times`: how often it was laid."""

    number: int
    name: str
    data: bytes
    laid_at: datetime | None
    times: int


def stamp(moment: datetime) -> str:
    """A moment as text that sorts by time."""
    return moment.astimezone(UTC).strftime(MOMENT)


def moment_of(text: str) -> datetime:
    return datetime.strptime(text, MOMENT).replace(tzinfo=UTC)


class Memory:
    """All that is written in one `remembering` block is there afterwards, or nothing of it.

    A subclass adds what its own side keeps: `schema` and `tables`, and in `told_once` the kinds of message that need
    not be remembered once we have them.
    """

    schema = ""
    tables: tuple[str, ...] = ()
    told_once: tuple[str, ...] = ()

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Whoever forgets to close it is closed by the collector, in whatever thread that runs.
        self.base = sqlite3.connect(path, timeout=20, isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self.base.close)
        self.base.executescript("pragma journal_mode=wal; pragma synchronous=normal;" + SCHEMA + self.schema)

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
        for table in (*TABLES, *self.tables):
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
        """A file that was received need not be kept, nor what needed to be told once."""
        row = self.base.execute("select number from files where name = ?", [name]).fetchone()
        if row:
            self.base.execute("update files set answered = 1, data = '' where number = ?", row)
            rows = [(*row, kind) for kind in self.told_once]
            self.base.executemany("delete from due where file = ? and kind = ?", rows)
