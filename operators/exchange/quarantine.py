"""Lines that were not taken up: each is taken up again, or set aside, by a person who may."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from bascule.lifecycle import Actor, name_of
from bascule.rules import RuleRefused
from operators.exchange.codecs import MalformedLine
from operators.exchange.counterparts import codec_of
from operators.exchange.handlers import Problem, Trouble
from operators.exchange.uptake import take_up
from operators.models import ExchangeFile, Message, MessageStatus, Way


@transaction.atomic
def replay(message: Message, *, by: Actor, now: datetime) -> Message:
    """Try a line again: it is done, or stays in quarantine with what is in its way now.

    Raises PermissionDenied, and RuleRefused when somebody else dealt with it before.
    """
    held = hold(message, by)
    problem = read_again(held) if not held.message_id else None
    if problem is None:
        problem = take_up([held], now).get(held.message_id)
    if problem:
        held.problem, held.problem_text = problem.code, problem.text[:300]
    else:
        accept(held, by, now)
    held.save()
    return held


@transaction.atomic
def dismiss(message: Message, *, by: Actor, now: datetime) -> Message:
    """Set a line aside for good; it stays readable. Raises as `replay`."""
    held = hold(message, by)
    note(held, MessageStatus.DISMISSED, by, now)
    held.save(update_fields=["status", "handled_at", "handled_by"])
    return held


def hold(message: Message, by: Actor) -> Message:
    """The line as it is now, which nobody else touches before this transaction ends."""
    if not by.has_perm("operators.replay_message"):
        raise PermissionDenied(_("You may not do this."))
    held = Message.objects.select_for_update(of=("self",)).select_related("file").get(pk=message.pk)
    if held.status != MessageStatus.QUARANTINED:
        raise RuleRefused("not_in_quarantine", _("This line is no longer in quarantine."))
    return held


def read_again(held: Message) -> Problem | None:
    """Read a line that was malformed: the fault may have been ours, and mended since."""
    try:
        said = codec_of(held.counterpart).read_line(held.raw)
    except MalformedLine as error:
        return Problem(Trouble.MALFORMED, error.words)
    if Message.objects.filter(counterpart=held.counterpart, way=Way.IN, message_id=said.id).exists():
        return Problem(Trouble.KNOWN, said.id)
    held.message_id, held.kind, held.reference = said.id, said.kind, said.reference
    held.fields = dict(said.fields)
    return None


def accept(held: Message, by: Actor, now: datetime) -> None:
    """The line is taken up now: its file counts it among those that were."""
    held.problem = held.problem_text = ""
    note(held, MessageStatus.DONE, by, now)
    if held.file_id:
        file = ExchangeFile.objects.select_for_update().get(pk=held.file_id)
        file.accepted, file.quarantined = file.accepted + 1, file.quarantined - 1
        file.save(update_fields=["accepted", "quarantined"])


def note(held: Message, status: MessageStatus, by: Actor, now: datetime) -> None:
    held.status, held.handled_at, held.handled_by = status, now, name_of(by)[:150]
