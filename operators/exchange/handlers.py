"""Who takes up what a counterpart says: each room enrols a handler for the kinds of message it understands."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from operators.models import ExchangeFile, Message


class Trouble(TextChoices):
    """Why a line is put in quarantine."""

    MALFORMED = "malformed", _("the line cannot be read")
    UNKNOWN_KIND = "unknown_kind", _("nobody here knows this kind of message")
    BAD_FIELD = "bad_field", _("a field is missing or cannot be read")
    UNKNOWN_RECORD = "unknown_record", _("no request of ours has this reference")
    KNOWN = "known", _("a message with this id was taken up already")
    NOT_EXPECTED = "not_expected", _("the request is not in a state that expects it")
    FAILED = "failed", _("it could not be taken up: the fault is ours")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why one message was not taken up; `text` says more, for people."""

    code: str
    text: str = ""


Problems = dict[str, Problem]
"""By message id."""
Handler = Callable[[Sequence[Message], datetime], Mapping[str, Problem]]
"""Takes up messages of one kind, in order and inside the caller's transaction; returns the problems by message id.

What it returns a problem for must have changed nothing.
"""
HANDLERS: dict[tuple[str, str], Handler] = {}


def handles(counterpart: str, kind: str) -> Callable[[Handler], Handler]:
    """Enrol the handler of one kind of message of one counterpart."""

    def enrol(handler: Handler) -> Handler:
        HANDLERS[counterpart, kind] = handler
        return handler

    return enrol


ErrorHandler = Callable[[Message, str, str, datetime], None]
"""Hears that a counterpart did not take up a message of ours: the message, their code, their text.

It runs in the caller's transaction, once for each error; what it raises puts their line in quarantine as `failed`.
"""
ERROR_HANDLERS: dict[tuple[str, str], ErrorHandler] = {}


def handles_error(counterpart: str, kind: str) -> Callable[[ErrorHandler], ErrorHandler]:
    """Enrol who hears that a counterpart did not take up one kind of our messages."""

    def enrol(handler: ErrorHandler) -> ErrorHandler:
        ERROR_HANDLERS[counterpart, kind] = handler
        return handler

    return enrol


FullHandler = Callable[[ExchangeFile, Iterable[str], datetime], int]
"""Takes up a full file: its row (`made_at` is the moment it speaks of), its message lines unread, and now.

It runs once a file, inside one transaction, and answers how many lines it could not read (its codec raises
MalformedLine): those are counted as quarantined, the others as accepted. The lines are an iterator to be read once,
and are not kept: what has to stay until a later batch, the handler writes into rows of its own.
"""
FULL_HANDLERS: dict[str, FullHandler] = {}


def handles_full(counterpart: str) -> Callable[[FullHandler], FullHandler]:
    """Enrol the one who takes up the full files of a counterpart."""

    def enrol(handler: FullHandler) -> FullHandler:
        FULL_HANDLERS[counterpart] = handler
        return handler

    return enrol
