"""What the clearing house remembers beside its messages: requests, ours and theirs, and where numbers are."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from operators.exchange.simulator.memory import Memory


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


class Ported(NamedTuple):
    """Where a number is; without a prefix it went back to its range holder."""

    number: str
    day: str
    operator: str
    prefix: str
    reference: str = ""


class PortMemory(Memory):
    schema = """
create table if not exists requests (
    reference text primary key, fields text not null, accepted text not null, open integer not null);
create table if not exists ports (
    place integer primary key, number text not null, day text not null, operator text not null,
    prefix text not null, reference text not null);
create index if not exists ports_of_number on ports (number);
create index if not exists ports_of_request on ports (reference);
create table if not exists wanted (
    reference text primary key, fields text not null, rios text not null, open integer not null);
create index if not exists open_wanted on wanted (open) where open;
"""
    tables = ("requests", "wanted", "ports")
    told_once = ("announcement",)

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
