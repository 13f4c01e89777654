"""What a file says against what we hold: what to add, to write anew, to close; pure, whole tables at once.

Three rules. Only rows of the source being imported are ever withdrawn. ARCEP's word wins: its rows take the
place of those that another source gave for the same resource, and no other source touches
the rows of another. A line that was refused leaves what we hold as it is.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from operators.models import Source


class Row(NamedTuple):
    """A line of a file as its table would hold it. `since` is the day it starts."""

    key: str
    identity: Hashable
    since: date | None
    cells: tuple[Any, ...]


class Held(NamedTuple):
    """A row of a table; several may have had the same key in turn, but no two have the same identity."""

    pk: int | None
    source: str
    withdrawn_on: date | None
    row: Row


@dataclass
class Changes:
    """What to write, and what it comes to."""

    new: list[Held] = field(default_factory=list)
    written: list[Held] = field(default_factory=list)
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0


def compare(wanted: Iterable[Row], held: Collection[Held], source: str) -> Changes:
    """What makes our rows say what the file of a source says; what the file left out is for `withdraw`."""
    changes = Changes()
    twins = {known.row.identity: known for known in held}
    rivals: dict[str, list[Held]] = defaultdict(list)
    for known in held:
        if known.withdrawn_on is None:
            rivals[known.row.key].append(known)
    for row in wanted:
        twin, others = twins.get(row.identity), rivals.get(row.key, [])
        # Nearly every row of nearly every import, so it is asked first.
        if twin and twin.row == row and others == [twin] and twin.source == source:
            changes.unchanged += 1
        else:
            settle(row, twin, others, source, changes)
    return changes


def settle(row: Row, twin: Held | None, rivals: list[Held], source: str, changes: Changes) -> None:
    """One line: its twin is the row of the same identity, its rivals are the rows that hold its key today."""
    known = [twin, *rivals] if twin else rivals
    if any(untouchable(held, source) for held in known):
        changes.unchanged += 1
        return
    reused = twin or next((rival for rival in rivals if rival.source != source), None)
    after = Held(reused.pk if reused else None, source, None, row)
    over = [rival for rival in rivals if rival is not reused]
    if reused == after and not over:
        changes.unchanged += 1
        return
    (changes.written if reused else changes.new).append(after)
    changes.written += [closed(rival, row.since) for rival in over]
    changes.changed += bool(known)
    changes.added += not known


def untouchable(held: Held, source: str) -> bool:
    """Whether a row is another source's and this one is not ARCEP."""
    return source not in (held.source, Source.ARCEP)


def closed(held: Held, day: date | None) -> Held:
    """The row ended on a day, but not before it starts: the next holder's days begin where this one's end."""
    return held._replace(withdrawn_on=max(known for known in (day, held.row.since) if known))


def withdraw(changes: Changes, held: Iterable[Held], named: Collection[str], source: str, on: date) -> None:
    """Close the open rows of this source whose key is not named any more."""
    gone = [known for known in held if is_open(known, source) and known.row.key not in named]
    changes.written += [closed(known, on) for known in gone]
    changes.withdrawn = len(gone)


def is_open(held: Held, source: str) -> bool:
    return held.source == source and held.withdrawn_on is None
