"""What leaves: messages are rows first, in the commit of the move that causes them, and lines of a file later.

A file is numbered and its messages are given to it in one transaction; then it is laid, and then noted as sent. Its
bytes are not kept: they are written from its messages again, and are the same each time. So whoever is killed between
two steps begins again at the step that was not noted, and lays the same file under the same name.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from bascule.lifecycle import SYSTEM, Actor, allowed_moves, enter, perform, perform_many
from bascule.models import DatedSetting, ReferenceCounter
from operators.exchange.codecs import FileHead, MalformedLine, digest_of
from operators.exchange.counterparts import Counterpart, codec_of, counterpart
from operators.exchange.envelope import Envelope, Said
from operators.exchange.handlers import Trouble
from operators.models import ExchangeFile, FileState, Message, MessageStatus, Way

A_FILE = 5_000
"""Messages in one file at most."""
DAMAGED = ("cut", "encoding")
"""Refused for what happened on the way: the same file, sent again, may arrive whole."""
MAY_LEAVE = (FileState.PREPARED, FileState.SENT, FileState.REFUSED)
log = logging.getLogger(__name__)


Waiting = list[tuple[str, datetime, list[Said]]]
HELD_BACK: ContextVar[Waiting | None] = ContextVar("held_back", default=None)


@contextmanager
def said_at_the_end() -> Iterator[None]:
    """Put what is said inside into the outbox when the block ends, and nothing of it when it fails.

    The counter of messages is then locked last: who takes up a whole file locks many records one after the other, and
    would else hold the counter while waiting for a record whose holder waits for the counter.
    """
    outer, inner = HELD_BACK.get(), list[tuple[str, datetime, list[Said]]]()
    token = HELD_BACK.set(inner)
    try:
        yield
    finally:
        HELD_BACK.reset(token)
    if outer is not None:
        outer += inner
        return
    for (whom, now), parts in groupby(inner, key=itemgetter(0, 1)):
        write(whom, [one for part in parts for one in part[2]], now)


def post(counterpart: str, said: Iterable[Said], *, now: datetime) -> None:
    """Put messages into the outbox of a counterpart, in this order; two writes, whatever their number."""
    wanted, held_back = list(said), HELD_BACK.get()
    if held_back is not None:
        held_back.append((counterpart, now, wanted))
    elif wanted:
        write(counterpart, wanted, now)


@transaction.atomic
def write(counterpart: str, wanted: Sequence[Said], now: datetime) -> list[Message]:
    if not wanted:
        return []
    ids = ReferenceCounter.take("M", timezone.localdate(now).year, len(wanted))
    rows = [
        Message(
            counterpart=counterpart,
            way=Way.OUT,
            status=MessageStatus.WAITING,
            message_id=message_id,
            kind=one.kind,
            reference=one.reference,
            fields={name: value for name, value in one.fields.items() if value},
            at=now,
        )
        for message_id, one in zip(ids, wanted, strict=True)
    ]
    return Message.objects.bulk_create(rows, batch_size=500)


def flush(to: Counterpart, *, now: datetime) -> int:
    """Send all that waits, and again what was not answered; return how many files were laid. Raises TransportDown.

    Safe to run twice, by two nodes at once, and to be killed anywhere.
    """
    while prepare(to, now=now):
        pass
    return sum(lay(file, to, now=now) for file in due_files(to, now))


def prepare(to: Counterpart, *, now: datetime) -> ExchangeFile | None:
    """Give the messages that wait to a new file, at most `A_FILE` of them; None when none waits."""
    waiting = Message.objects.waiting_for(to.key)
    if not waiting.exists():
        return None
    with transaction.atomic():
        # Another node waits here for ours, and then finds neither these messages waiting nor their number free.
        messages = sayable(list(waiting.select_for_update()[:A_FILE]))
        return new_file(to, messages, now) if messages else None


def sayable(messages: list[Message]) -> list[Message]:
    """Those that can be written as a line; one that cannot is set apart, for it would hold up all the others."""
    can = []
    for message in messages:
        try:
            codec_of(message.counterpart).write_line(envelope_of(message))
        except MalformedLine as error:
            log.error("Message %s cannot be written as a line.", message.message_id)
            message.status, message.problem = MessageStatus.FAILED, Trouble.MALFORMED
            message.problem_text = error.words[:300]
            message.save(update_fields=["status", "problem", "problem_text"])
        else:
            can.append(message)
    return can


def new_file(to: Counterpart, messages: Sequence[Message], now: datetime) -> ExchangeFile:
    """The next file, with its number, and these messages as its lines. Call it inside a transaction."""
    ours = ExchangeFile.objects.filter(counterpart=to.key, way=Way.OUT)
    number = (ours.aggregate(last=Max("number"))["last"] or 0) + 1
    head = FileHead(settings.OWN_OPERATOR, to.code, now.astimezone(UTC).replace(microsecond=0), number)
    file = ExchangeFile(
        counterpart=to.key,
        way=Way.OUT,
        name=head.name,
        sender=head.sender,
        number=number,
        made_at=head.made_at,
        digest=digest_of(to.codec.write_file(head, map(envelope_of, messages))),
        lines=len(messages),
    ).begin(now)
    file.save(force_insert=True)
    enter([file], by=SYSTEM, now=now)
    for line, message in enumerate(messages, 1):
        message.file, message.line, message.status = file, line, MessageStatus.SENT
    Message.objects.bulk_update(messages, ["file", "line", "status"], batch_size=500)
    return file


def due_files(to: Counterpart, now: datetime) -> list[ExchangeFile]:
    """What has to be laid now, in the order of the numbers."""
    ours = ExchangeFile.objects.filter(counterpart=to.key, way=Way.OUT, state__in=MAY_LEAVE)
    return [file for file in ours.order_by("number") if is_due(file, now)]


def is_due(file: ExchangeFile, now: datetime) -> bool:
    """Whether a file was never laid, not answered in time, or damaged on its way."""
    if file.state == FileState.SENT:
        return file.due_at is not None and file.due_at <= now
    return file.state == FileState.PREPARED or file.problem in DAMAGED


def lay(file: ExchangeFile, to: Counterpart, *, now: datetime) -> bool:
    """Lay one file and note it; one that was sent often enough waits for people. Raises TransportDown."""
    # Whoever else moves it in the meantime has sent it: then nothing is noted twice.
    same = ExchangeFile.objects.filter(pk=file.pk, state=file.state, sendings=file.sendings)
    if file.sendings >= DatedSetting.on(timezone.localdate(now))["file_sendings"]:
        if file.state == FileState.SENT:
            perform_many(same, "escalate", by=SYSTEM, now=now)
        return False
    data = bytes_of(file)
    if data is None:
        return False
    to.transport.put(file.name, data)
    return bool(perform_many(same, "send", by=SYSTEM, now=now).moved)


def send_again(file: ExchangeFile, *, by: Actor, now: datetime) -> ExchangeFile:
    """Lay a file of ours again because somebody asks. Raises as `perform`, TransportDown, or ValueError.

    ValueError: its messages are no longer what they were, so that the same file cannot be written any more.
    """
    if "send" in allowed_moves(file, by):
        to = counterpart(file.counterpart)
        data = bytes_of(file)
        if data is None:
            raise ValueError(f"{file.name} cannot be written again")
        try:
            to.transport.put(file.name, data)
        finally:
            to.transport.close()
    return perform(file, "send", by=by, now=now)


def bytes_of(file: ExchangeFile) -> bytes | None:
    """The file as it was prepared; None, and a line in the log, when its messages were changed since."""
    rows = Message.objects.filter(file=file).order_by("line")
    receiver = file.name.split(".")[1]
    head = FileHead(file.sender, receiver, file.made_at, file.number)
    data = codec_of(file.counterpart).write_file(head, map(envelope_of, rows))
    if digest_of(data) == file.digest:
        return data
    log.error("File %s cannot be written again: its messages are no longer the same.", file.name)
    return None


def envelope_of(message: Message) -> Envelope:
    return Envelope(message.message_id, message.kind, message.reference, message.fields)
