"""Read the fields of what a counterpart says; a field that cannot be read is a sentence about it."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from operators.exchange.codecs import MOMENT, MalformedLine, read_numbers
from operators.exchange.handlers import Problem, Problems, Trouble
from operators.models import Message

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
