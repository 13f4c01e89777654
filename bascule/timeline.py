"""The history of a record in words: the same for every page of every app.

An app says what its events mean in `telling.TELLING`:

    TELLING = Telling({"quote.offered": _("Offered"), …}, reasons={"price": _("Too expensive"), …})
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from django.apps import apps
from django.utils import timezone
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext as _

from bascule.board import Words
from bascule.lifecycle import SYSTEM
from bascule.models import History, Life, Record
from bascule.templatetags.moments import day as in_words

DAY = "scheduled_on"


class Explained(NamedTuple):
    """Why something happened, and what that means."""

    why: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Telling:
    """How an app tells of its lives, by event; `why` and `explain` are for reasons that stand in no table."""

    words: Mapping[str, Words]
    reasons: Mapping[str, Words] = field(default_factory=dict)
    sentences: Mapping[str, Callable[[History], str]] = field(default_factory=dict)
    """What happened, where a word is not enough."""
    why: Callable[[History], str] | None = None
    """Why it happened; an empty text leaves it to `reasons`."""
    explain: Callable[[Sequence[History]], Mapping[int, Explained]] | None = None
    """The reasons of many lines that stand in a table, by the keys of the lines; set-based."""
    births: frozenset[str] = frozenset()
    """Events that begin a life though another state came before."""


NOTHING = Telling({})


@dataclass(frozen=True, slots=True)
class Event:
    """A line of a timeline: what happened, why, what was said of it."""

    words: str
    why: str
    who: str
    at: datetime
    tone: str = ""
    said: str = ""
    href: str = ""


@cache
def tellings() -> dict[str, Telling]:
    """By kind of record, what its app declares."""
    return {model.KIND: declared_by(model._meta.app_config) for model in apps.get_models() if issubclass(model, Life)}


def declared_by(app: Any) -> Telling:
    if not module_has_submodule(app.module, "telling"):
        return NOTHING
    telling: Telling = import_module(f"{app.name}.telling").TELLING
    return telling


def telling_of(line: History) -> Telling:
    return tellings().get(line.kind, NOTHING)


def timeline_of(record: Record, born: str, said: Mapping[str, str] | None = None) -> list[Event]:
    """What happened to a record, the latest first; `said` holds what was said when a state was reached."""
    lines = list(record.history.select_related("by_user"))
    explained = explanations(lines)
    events = [event_of(line, explained, said or {}) for line in reversed(lines)]
    if lines and (not lines[0].source or lines[0].event in telling_of(lines[0]).births):
        return events
    made_by = who_did(lines[0]) if lines and lines[0].at == record.created_at else ""
    return [*events, Event(born, "", made_by, record.created_at)]


def explanations(lines: Sequence[History]) -> dict[int, Explained]:
    """What stands in the tables of an app about the reasons of these lines: one record, one app."""
    telling = telling_of(lines[0]) if lines else NOTHING
    return dict(telling.explain(lines)) if telling.explain else {}


def event_of(line: History, explained: Mapping[int, Explained], said: Mapping[str, str]) -> Event:
    """A reason is told with what it means: the page itself explains the present one only."""
    words, who = what_happened(line), who_did(line)
    if known := explained.get(line.pk):
        return Event(words, known.why, who, line.at, line.target, known.meaning)
    return Event(words, why(line), who, line.at, line.target, said.get(line.target, ""))


def what_happened(line: History) -> str:
    telling = telling_of(line)
    if sentence := telling.sentences.get(line.event):
        return sentence(line)
    words = str(telling.words.get(line.event, line.event.partition(".")[2]))
    planned = line.facts.get(DAY)
    if not planned:
        return words
    return _("%(what)s: %(day)s") % {"what": words, "day": in_words(date.fromisoformat(str(planned)))}


def why(line: History) -> str:
    telling = telling_of(line)
    special = telling.why(line) if telling.why else ""
    return special or str(telling.reasons.get(line.reason, line.reason))


def words_of(line: History) -> str:
    """A whole line at once: what happened, why, and who did it."""
    reason = why(line)
    return " · ".join([what_happened(line), reason, who_did(line)] if reason else [what_happened(line), who_did(line)])


def who_did(line: Any) -> str:
    """Who moved, wrote or gave something: whatever keeps `by` and `by_user`."""
    if line.by == SYSTEM.history_name:
        return "Bascule"
    return (line.by_user.get_full_name() if line.by_user else "") or line.by


def who_was_faster(record: Life) -> str:
    """Who moved a record before the reader could, and how."""
    last = record.history.select_related("by_user").last()
    if last is None:
        return _("This is no longer possible.")
    return _("%(who)s was faster: “%(what)s”, %(when)s. Nothing of yours was applied.") % {
        "who": who_did(last),
        "what": what_happened(last),
        "when": in_words(timezone.localtime(last.at), "j F Y, H:i"),
    }


def latest_first(*parts: Iterable[Event]) -> list[Event]:
    """A timeline made of several: the history, the messages, the comments."""
    return sorted((event for part in parts for event in part), key=lambda event: event.at, reverse=True)
