"""The one door for every change of state.

Screens, API, admin, batches and imports all come through `perform` (one record, which raises) or
`perform_many` (a set, which reports). Either everything of a chunk is written, state and history together, or
nothing of it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed, can_proceed, has_transition_perm

from bascule.models import DatedSetting, History, Life

AnyLife = TypeVar("AnyLife", bound=Life)
CHUNK = 500


class Actor(Protocol):
    """Who moves a record: a User, an ApiKey or SYSTEM."""

    def has_perm(self, perm: str, obj: Any = None) -> bool: ...


class System:
    """The clock and the batches: may do whatever the table of moves allows."""

    history_name = "system"

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return True


SYSTEM = System()


def system_only(record: Any, by: Any) -> bool:
    """Permission of the moves that only the clock may make."""
    return by is SYSTEM


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that did not move, and why: `locked`, `transition_not_allowed` or `permission_denied`."""

    pk: Any
    code: str


@dataclass(slots=True)
class Outcome:
    """What a move of many did."""

    moved: list[Any] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def perform_many(
    queryset: models.QuerySet[AnyLife],
    name: str,
    *,
    by: Actor,
    now: datetime,
    reason: str = "",
    private: Mapping[str, Any] | None = None,
    **facts: Any,
) -> Outcome:
    """Run one transition on every row of a queryset, chunk by chunk.

    `now` is the business time of the move; `reason` is a code and `facts` hold codes, ids and dates. Rows
    that somebody else holds are left alone and reported as `locked`. What people wrote goes in `private`: the
    transition gets it, the history does not.
    """
    move = Move(name, by, now, reason, facts, private or {})
    outcome = Outcome()
    for keys in chunks(queryset):
        with transaction.atomic():
            rows = list(queryset.filter(pk__in=keys).select_for_update(of=("self",), skip_locked=True))
            refused = [Refusal(key, "locked") for key in keys - {row.pk for row in rows}]
            done = move.run(rows)
        outcome.moved += done.moved
        outcome.refused += refused + done.refused
    return outcome


def perform(
    record: AnyLife,
    name: str,
    *,
    by: Actor,
    now: datetime,
    reason: str = "",
    private: Mapping[str, Any] | None = None,
    **facts: Any,
) -> AnyLife:
    """Run one transition on one record and return it as it is stored now.

    Waits for whoever holds the row. Raises TransitionNotAllowed or PermissionDenied, and then nothing moved.
    """
    with transaction.atomic():
        rows = list(type(record)._default_manager.filter(pk=record.pk).select_for_update(of=("self",)))
        done = Move(name, by, now, reason, facts, private or {}).run(rows)
    if done.moved:
        return done.moved[0]
    raise refusal_of(record, name, done.refused[0].code if done.refused else "")


def check_may(record: Life, name: str, by: Actor) -> None:
    """Raise as `perform` would, before anything is looked up for a move that cannot be made anyhow."""
    if code := why_not(getattr(record, name), by):
        raise refusal_of(record, name, code)


def refusal_of(record: Life, name: str, code: str) -> Exception:
    if code == "permission_denied":
        return PermissionDenied(_("You may not do this."))
    return TransitionNotAllowed(f"{name} is not allowed on {record}", object=record)


def enter(records: Sequence[Life], *, by: Actor, now: datetime) -> None:
    """Write the first line of the history of records that were just saved: `port_in.ordered`, by whom."""
    start = Move("", by, now, "", {}, {})
    History.objects.bulk_create(start.line(record, source="") for record in records)


def allowed_moves(record: Life, by: Actor) -> list[str]:
    """The names of the transitions that this actor may run on this record now, in the order of the class."""
    moves = record.get_available_user_state_transitions(by)  # type: ignore[attr-defined]
    return [move.name for move in sorted(moves, key=lambda move: move.method.__code__.co_firstlineno)]


def chunks(queryset: models.QuerySet[AnyLife]) -> Iterator[set[Any]]:
    keys = list(queryset.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        yield set(keys[start : start + CHUNK])


@dataclass(frozen=True, slots=True)
class Move:
    """One transition, by somebody, at one business time, with what is to be remembered of it."""

    name: str
    by: Actor
    now: datetime
    reason: str
    facts: Mapping[str, Any]
    private: Mapping[str, Any]

    def run(self, rows: list[AnyLife]) -> Outcome:
        """Move rows that the caller holds locked; one UPDATE and one INSERT, whatever their number."""
        outcome, lines, changed = Outcome(), [], set()
        settings = DatedSetting.on(localdate(self.now))
        for row in rows:
            before, method = columns_of(row), getattr(row, self.name)
            if code := why_not(method, self.by):
                outcome.refused.append(Refusal(row.pk, code))
                continue
            try:
                method(now=self.now, **self.facts, **self.private)
            except TransitionNotAllowed:
                outcome.refused.append(Refusal(row.pk, "transition_not_allowed"))
                continue
            row.stamp(self.now, settings, moved=columns_of(row)["state"] != before["state"])
            changed |= {name for name, value in columns_of(row).items() if name not in before or before[name] != value}
            outcome.moved.append(row)
            lines.append(self.line(row, source=before["state"]))
        save_moved(outcome.moved, changed)
        History.objects.bulk_create(lines)
        if outcome.moved:
            type(outcome.moved[0]).settle(outcome.moved, self.name)
        return outcome

    def line(self, row: Any, source: str) -> History:
        return History(
            kind=row.KIND,
            record_id=row.pk,
            reference=row.reference,
            event=f"{row.KIND}.{happening(row, self.name)}",
            transition=self.name,
            source=source,
            target=row.state,
            by=name_of(self.by),
            by_user=self.by if isinstance(self.by, User) else None,
            at=self.now,
            reason=self.reason,
            facts=dict(self.facts),
            owner=row.owner_id,
        )


def why_not(move: Callable[..., Any], by: Actor) -> str:
    """Why this actor cannot make this move now; empty when nothing is in the way."""
    if not can_proceed(move):
        return "transition_not_allowed"
    return "" if has_transition_perm(move, by) else "permission_denied"  # type: ignore[arg-type]


def columns_of(row: AnyLife) -> dict[str, Any]:
    """The loaded columns of a row; lists and dicts are copies, for a transition may change them in place."""
    loaded = {column.attname for column in row._meta.concrete_fields} & row.__dict__.keys()
    values = {name: row.__dict__[name] for name in loaded}
    return {name: deepcopy(value) if isinstance(value, list | dict) else value for name, value in values.items()}


def save_moved(moved: list[AnyLife], changed: set[str]) -> None:
    """Write the changed columns with one UPDATE, whatever the number of rows."""
    if not moved:
        return
    columns = [column for column in type(moved[0])._meta.concrete_fields if column.attname in changed]
    rows = type(moved[0])._base_manager.filter(pk__in=[row.pk for row in moved])
    values = {column.attname: getattr(moved[0], column.attname) for column in columns}
    if all(getattr(row, name) == value for row in moved for name, value in values.items()):
        rows.update(**values)
    else:
        rows.bulk_update(moved, [column.name for column in columns])


def happening(row: Any, transition_name: str) -> str:
    """What a transition says of itself in events: `accepted`; a record that starts is in its first state."""
    if not transition_name:
        return row.state
    return next(move.custom["event"] for move in row.get_all_state_transitions() if move.name == transition_name)


def name_of(by: Any) -> str:
    """The text that stays in the history when the user or the key is gone."""
    return getattr(by, "history_name", "") or str(by)
