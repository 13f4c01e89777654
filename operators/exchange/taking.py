"""Take up messages that are each about one record: find the records, and move all that are told the same together."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from bascule.lifecycle import SYSTEM, perform_many
from bascule.models import Record
from operators.exchange.handlers import Handler, Problem, Problems, Trouble
from operators.models import Message

Kind = TypeVar("Kind", bound=Record)
Finder = Callable[[Sequence[Message]], Mapping[str, Kind]]
"""The record that each message is about, by message id, held until the end of the transaction."""
Taker = Callable[[Sequence[Message], Mapping[str, Kind], datetime], Problems]


def reference_of(message: Message) -> str:
    return message.reference


def by_reference(model: type[Kind]) -> Finder[Kind]:
    """Find records of ours by the reference that we gave them."""

    def find(messages: Sequence[Message]) -> dict[str, Kind]:
        references = {message.reference for message in messages}
        rows = model._default_manager.filter(reference__in=references).order_by("pk").select_for_update(of=("self",))
        found: dict[str, Kind] = {row.reference: row for row in rows}
        return {one.message_id: found[one.reference] for one in messages if one.reference in found}

    return find


def about_each(
    find: Finder[Kind], key: Callable[[Message], Hashable] = reference_of
) -> Callable[[Taker[Kind]], Handler]:
    """Make a handler of a function that gets messages together with the records that they are about.

    A record of which several messages speak, as `key` says, is taken up once for each, in their order.
    """

    def making(take: Taker[Kind]) -> Handler:
        @wraps(take)
        def handler(messages: Sequence[Message], now: datetime) -> Problems:
            problems: Problems = {}
            for turn in turns(messages, key):
                known = find(turn)
                strange = [message for message in turn if message.message_id not in known]
                problems |= {message.message_id: Problem(Trouble.UNKNOWN_RECORD) for message in strange}
                problems |= take([message for message in turn if message.message_id in known], known, now)
            return problems

        return handler

    return making


def turns(messages: Sequence[Message], key: Callable[[Message], Hashable] = reference_of) -> Iterator[list[Message]]:
    """The messages in order, cut so that no turn speaks twice of the same record."""
    left = list(messages)
    while left:
        turn: dict[Hashable, Message] = {}
        later = [message for message in left if turn.setdefault(key(message), message) is not message]
        yield list(turn.values())
        left = later


def move(
    name: str,
    messages: Sequence[Message],
    known: Mapping[str, Record],
    now: datetime,
    *,
    reason: str = "",
    private: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Problems:
    """Move the records of these messages; the problems are those whose state does not expect it."""
    if not messages:
        return {}
    records = {message.message_id: known[message.message_id] for message in messages}
    model = type(next(iter(records.values())))
    rows = model._default_manager.filter(pk__in=[record.pk for record in records.values()])
    outcome = perform_many(rows, name, by=SYSTEM, now=now, reason=reason, private=private, **(facts or {}))
    moved = {row.pk for row in outcome.moved}
    return {key: not_expected(record) for key, record in records.items() if record.pk not in moved}


def not_expected(record: Any) -> Problem:
    words = _("%(reference)s is in the state “%(state)s”.")
    return Problem(Trouble.NOT_EXPECTED, words % {"reference": record, "state": record.get_state_display()})
