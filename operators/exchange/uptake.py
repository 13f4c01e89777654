"""How what was said reaches those who understand it, and what becomes of what they cannot take up."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from operators.exchange.handlers import ERROR_HANDLERS, HANDLERS, Handler, Problem, Trouble
from operators.exchange.outbox import said_at_the_end
from operators.models import Message, MessageStatus, Way

ERROR = "error"
Problems = Mapping[str, Problem]
log = logging.getLogger(__name__)


def take_up(messages: Sequence[Message], now: datetime) -> dict[str, Problem]:
    """Hand messages of one counterpart on in their order, each run of one kind at once; problems by message id.

    Call it inside a transaction.
    """
    problems: dict[str, Problem] = {}
    for kind, run in groupby(messages, key=lambda message: message.kind):
        problems.update(take_up_run(kind, list(run), now))
    return problems


def take_up_run(kind: str, run: Sequence[Message], now: datetime) -> Problems:
    """One run of one kind. When its handler fails, the others of the run must not pay for the guilty one."""
    handler = hear_errors if kind == ERROR else HANDLERS.get((run[0].counterpart, kind))
    if handler is None:
        return {message.message_id: Problem(Trouble.UNKNOWN_KIND, kind) for message in run}
    try:
        return attempt(handler, run, now)
    except OperationalError:
        raise  # the database is in trouble, not the line: the whole chunk comes again
    except Exception as error:
        if len(run) == 1:
            return {run[0].message_id: failure(run[0], error)}
    problems: dict[str, Problem] = {}
    for message in run:
        problems.update(take_up_run(kind, [message], now))
    return problems


def attempt(handler: Handler, run: Sequence[Message], now: datetime) -> Problems:
    with transaction.atomic(), said_at_the_end():
        return handler(run, now)


def failure(message: Message, error: Exception) -> Problem:
    log.error("Message %s could not be taken up.", message.message_id, exc_info=error)
    return Problem(Trouble.FAILED, type(error).__name__)


def hear_errors(messages: Sequence[Message], now: datetime) -> Problems:
    """They could not take up messages of ours: each becomes `failed`, and whoever wants to know of it is told."""
    ids = {message.fields.get("message", "") for message in messages}
    ours = {
        message.message_id: message
        for message in Message.objects.filter(
            counterpart=messages[0].counterpart, way=Way.OUT, message_id__in=ids - {""}
        ).select_for_update()
    }
    problems = {}
    for said in messages:
        meant = ours.get(said.fields.get("message", ""))
        if meant is None:
            problems[said.message_id] = nobody_meant(said)
        else:
            hear_error(meant, said.fields.get("code", ""), said.fields.get("text", ""), now)
    return problems


def nobody_meant(said: Message) -> Problem:
    if not said.fields.get("message"):
        return Problem(Trouble.BAD_FIELD, "message")
    return Problem(Trouble.UNKNOWN_RECORD, _("We never sent a message of this id."))


def hear_error(meant: Message, code: str, text: str, now: datetime) -> None:
    meant.status, meant.problem, meant.problem_text = MessageStatus.FAILED, code[:40], text[:300]
    meant.handled_at = now
    meant.save(update_fields=["status", "problem", "problem_text", "handled_at"])
    if told := ERROR_HANDLERS.get((meant.counterpart, meant.kind)):
        told(meant, code, text, now)
