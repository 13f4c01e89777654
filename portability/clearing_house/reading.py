"""Read the fields of what the clearing house says, and find the requests that it speaks of."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from bascule.lifecycle import SYSTEM, perform_many
from operators.exchange.codecs import MOMENT, MalformedLine, read_numbers
from operators.exchange.handlers import Handler, Problem, Trouble
from operators.models import Message
from portability.models import PortIn

Problems = dict[str, Problem]
Requests = Mapping[str, PortIn]
Taker = Callable[[Sequence[Message], Requests, datetime], Problems]
Read = TypeVar("Read")


class BadField(ValueError):  # noqa: N818
    """A field that is missing, cannot be read, or says what cannot be; a sentence says why."""


def day_in(message: Message, name: str, *, since: date | None = None) -> date | None:
    """A date; None when the field is absent. BadField when it is none, or lies before `since`."""
    text = message.fields.get(name, "")
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadField(_("%(name)s: %(text)s is not a date.") % {"name": name, "text": text}) from None
    if since and day < since:
        raise BadField(_("%(name)s: %(text)s is over.") % {"name": name, "text": text})
    return day


def moment_in(message: Message, name: str) -> datetime | None:
    text = message.fields.get(name, "")
    try:
        return datetime.strptime(text, MOMENT).replace(tzinfo=UTC) if text else None
    except ValueError:
        raise BadField(_("%(name)s: %(text)s is not a moment.") % {"name": name, "text": text}) from None


def numbers_in(message: Message, name: str) -> list[str]:
    try:
        return read_numbers(message.fields.get(name, ""))
    except MalformedLine as error:
        raise BadField(f"{name}: {error.words}") from None


def one_of(message: Message, name: str, choices: type[TextChoices]) -> str:
    """A value of a closed list; empty when the field is absent."""
    value = message.fields.get(name, "")
    if value and value not in choices.values:
        raise BadField(_("%(name)s: there is no “%(value)s”.") % {"name": name, "value": value})
    return value


def needed(value: Read | None, name: str) -> Read:
    """A value that must be there."""
    if not value:
        raise BadField(_("The field %(name)s is missing.") % {"name": name})
    return value


def readable(
    messages: Sequence[Message], read: Callable[[Message], Read]
) -> tuple[list[tuple[Message, Read]], Problems]:
    """The messages whose fields can be read, with what they say; and the problems of the others."""
    said, problems = [], {}
    for message in messages:
        try:
            said.append((message, read(message)))
        except BadField as error:
            problems[message.message_id] = Problem(Trouble.BAD_FIELD, str(error))
    return said, problems


def about_requests(take: Taker) -> Handler:
    """A handler of messages that are each about one request, which it gets with the requests they are about.

    A request of which several messages speak is taken up once for each, in their order.
    """

    @wraps(take)
    def handler(messages: Sequence[Message], now: datetime) -> Problems:
        problems: Problems = {}
        for turn in turns(messages):
            known = requests_of(turn)
            strange = [message for message in turn if message.reference not in known]
            problems |= {message.message_id: Problem(Trouble.UNKNOWN_RECORD) for message in strange}
            problems |= take([message for message in turn if message.reference in known], known, now)
        return problems

    return handler


def turns(messages: Sequence[Message]) -> Iterator[list[Message]]:
    """The messages in order, cut so that no turn speaks twice of the same request."""
    left = list(messages)
    while left:
        turn: dict[str, Message] = {}
        later = [message for message in left if turn.setdefault(message.reference, message) is not message]
        yield list(turn.values())
        left = later


def requests_of(messages: Sequence[Message]) -> dict[str, PortIn]:
    """The request of each reference, held until the end of the transaction."""
    references = {message.reference for message in messages}
    rows = PortIn.objects.filter(reference__in=references).order_by("pk").select_for_update(of=("self",))
    return {row.reference: row for row in rows}


def move(
    name: str,
    messages: Sequence[Message],
    known: Requests,
    now: datetime,
    *,
    reason: str = "",
    private: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Problems:
    """Move the requests of these messages; the problems are those whose state does not expect it."""
    if not messages:
        return {}
    rows = PortIn.objects.filter(pk__in=[known[message.reference].pk for message in messages])
    outcome = perform_many(rows, name, by=SYSTEM, now=now, reason=reason, private=private, **(facts or {}))
    moved = {row.reference for row in outcome.moved}
    return {
        message.message_id: not_expected(known[message.reference])
        for message in messages
        if message.reference not in moved
    }


def not_expected(request: PortIn) -> Problem:
    words = _("%(reference)s is in the state “%(state)s”.")
    return Problem(Trouble.NOT_EXPECTED, words % {"reference": request, "state": request.get_state_display()})
