"""Who is told of what: each room enrols the events that it tells of, and what it watches."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bascule.models import History


@dataclass(frozen=True, slots=True)
class Staff:
    """Those of our own people who may do what a letter asks for: `Staff("operators.send_exchangefile")`."""

    permission: str


@dataclass(frozen=True, slots=True)
class Letter:
    """Something to be told: to a customer by its key, or to everybody of our staff who may act on it.

    `cause` is the same each time the same thing is met; `facts` holds codes, ids and dates for the template.
    """

    cause: str
    template: str
    to: int | Staff
    facts: Mapping[str, Any] = field(default_factory=dict)


Teller = Callable[[Sequence[History]], Iterable[Letter]]
"""Gets the lines of the events it enrolled for, oldest first; a constant number of queries, whatever their count."""
Watcher = Callable[[datetime, datetime], Iterable[Letter]]
"""Gets the moment at which mails were switched on, and now: finds what no line of the history says."""
TELLERS: dict[str, list[Teller]] = {}
WATCHERS: list[Watcher] = []


def tells(*events: str) -> Callable[[Teller], Teller]:
    """Enrol who tells of these events: `@tells("port_in.ported")`."""

    def enrol(teller: Teller) -> Teller:
        for event in events:
            TELLERS.setdefault(event, []).append(teller)
        return teller

    return enrol


def watches(watcher: Watcher) -> Watcher:
    """Enrol who finds what is to be told and happens by nobody's doing, such as a moment that has gone by."""
    WATCHERS.append(watcher)
    return watcher


def cause_of(line: History) -> str:
    """A line of the history is told once."""
    return f"history:{line.pk}"
