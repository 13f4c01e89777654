"""What comes: each file is known by its content and read once, line by line, and a bad line stands alone.

The lines of a file are taken up chunk by chunk. A chunk is one transaction, which holds the row of the file, begins
where the last one ended, and writes what the lines caused, the lines themselves and the counts together. So whoever is
killed loses the chunk at work and nothing else, and at any moment accepted + quarantined + duplicates = lines read.
"""

import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils.translation import gettext as _

from bascule.bulk import insert_rows
from bascule.lifecycle import SYSTEM, enter, perform
from operators.exchange.answers import ENDINGS
from operators.exchange.codecs import (
    Ack,
    Err,
    FileHead,
    MalformedLine,
    RefusedFile,
    digest_of,
    write_answer,
)
from operators.exchange.counterparts import Counterpart, codec_of
from operators.exchange.handlers import FULL_HANDLERS, Problem, Trouble
from operators.exchange.outbox import said_at_the_end
from operators.exchange.quarantine import dismiss, replay
from operators.exchange.uptake import take_up
from operators.models import ExchangeFile, FileState, Message, MessageStatus, Way

__all__ = ["dismiss", "read_inbox", "replay"]
CHUNK = 500
"""Lines in one transaction."""
COLUMNS = (
    *("counterpart", "way", "status", "message_id", "kind", "reference"),
    *("fields", "raw", "file_id", "line", "problem", "problem_text"),
    *("at", "handled_at", "handled_by"),
)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Received:
    """A file as it lay there. Unless it is to be refused, it has a head and its lines, to be read once."""

    name: str
    digest: str
    head: FileHead | None
    count: int = 0
    lines: Iterable[str] = ()
    refused: RefusedFile | None = None


class Came(NamedTuple):
    """A file that lay there; `again`: it was read before, and only answered once more."""

    file: ExchangeFile
    again: bool


def read_inbox(said_by: Counterpart, *, now: datetime) -> list[Came]:
    """Read every file that lies there, answer it, delete it. Raises TransportDown.

    Safe to run twice, by two nodes at once, and to be killed anywhere.
    """
    names = [name for name in said_by.transport.names() if not name.endswith(ENDINGS)]
    return [came for name in names if (came := receive(said_by, name, now))]


def receive(said_by: Counterpart, name: str, now: datetime) -> Came | None:
    """One file, from its bytes to its answer; None when another node was faster."""
    try:
        data = said_by.transport.get(name)
    except FileNotFoundError:
        return None
    digest = digest_of(data)
    file = known(said_by, digest)
    again = file is not None and file.state != FileState.RECEIVED
    if file is None or not again:
        received = look_at(said_by, name, data, digest)
        file = read_rest(file or register(said_by, received, now), received, now)
    if file.state == FileState.RECEIVED:
        return Came(file, again=False)  # it stays where it is
    said_by.transport.put(f"{name}{answer_ending(file)}", write_answer(answer_to(file, name)))
    said_by.transport.delete(name)
    return Came(file, again)


def known(said_by: Counterpart, digest: str) -> ExchangeFile | None:
    return ExchangeFile.objects.filter(counterpart=said_by.key, way=Way.IN, digest=digest).first()


def look_at(said_by: Counterpart, name: str, data: bytes, digest: str) -> Received:
    """Whether the file is whole, from them, and for us."""
    try:
        head, count, lines = said_by.codec.open_file(data)
        check_parties(said_by, head)
    except RefusedFile as refused:
        return Received(name, digest, None, refused=refused)
    return Received(name, digest, head, count, lines)


def check_parties(said_by: Counterpart, head: FileHead) -> None:
    if head.receiver != settings.OWN_OPERATOR:
        raise RefusedFile("recipient", _("The file is for %(receiver)s.") % {"receiver": head.receiver})
    if head.sender != said_by.code:
        raise RefusedFile("header", _("The file is from %(sender)s.") % {"sender": head.sender})


def register(said_by: Counterpart, received: Received, now: datetime) -> ExchangeFile:
    """The row of a file that came for the first time; that of another node, if it was faster."""
    head = received.head or FileHead(said_by.code, settings.OWN_OPERATOR, now, 0)
    file = ExchangeFile(
        counterpart=said_by.key,
        way=Way.IN,
        state=FileState.RECEIVED,
        name=received.name,
        sender=head.sender,
        number=head.number,
        made_at=head.made_at,
        digest=received.digest,
        lines=received.count,
    ).begin(now)
    try:
        with transaction.atomic():
            file.save(force_insert=True)
            enter([file], by=SYSTEM, now=now)
    except IntegrityError:
        return known(said_by, received.digest) or file
    return file


def read_rest(file: ExchangeFile, received: Received, now: datetime) -> ExchangeFile:
    """Take up the lines that were not yet; nothing of a file that is refused."""
    if received.refused:
        return refuse(file, received.refused, now)
    if received.head and received.head.full:
        return try_full(file, received.lines, now)
    lines = list(received.lines)
    while file.state == FileState.RECEIVED:
        file = read_chunk(file, lines, now)
    return file


@transaction.atomic
def refuse(file: ExchangeFile, refused: RefusedFile, now: datetime) -> ExchangeFile:
    held = hold(file)
    if held.state != FileState.RECEIVED:
        return held
    return perform(held, "refuse", by=SYSTEM, now=now, private={"text": refused.words}, code=refused.code)


def try_full(file: ExchangeFile, lines: Iterable[str], now: datetime) -> ExchangeFile:
    """Read a full file, or leave it for the next time: the messages that lie beside it must not wait for it."""
    try:
        return read_full(file, lines, now)
    except OperationalError:
        raise
    except Exception:
        log.exception("The full file %s could not be taken up.", file.name)
        return file


@transaction.atomic
def read_full(file: ExchangeFile, lines: Iterable[str], now: datetime) -> ExchangeFile:
    """Hand a full file on as a whole: its lines are compared, and are no messages of their own."""
    held = hold(file)
    if held.state != FileState.RECEIVED:
        return held
    handler = FULL_HANDLERS.get(file.counterpart)
    if handler is None:
        log.warning("Nobody takes up the full file %s.", file.name)
    unread = handler(held, iter(lines), now) if handler else held.lines
    count(held, held.lines, quarantined=unread, duplicates=0)
    return perform(held, "finish", by=SYSTEM, now=now)


@transaction.atomic
def read_chunk(file: ExchangeFile, lines: Sequence[str], now: datetime) -> ExchangeFile:
    """Take up the next lines of a file, all or none; after its last one the file is read."""
    held = hold(file)
    if held.state != FileState.RECEIVED:
        return held
    part = lines[held.reached : held.reached + CHUNK]
    read = [message_of(held, number, line, now) for number, line in enumerate(part, held.reached + 1)]
    fresh = without_known(held, read)
    with said_at_the_end():
        problems = take_up([message for message in fresh if not message.problem], now)
    for message in fresh:
        settle(message, problems.get(message.message_id))
    write(held, fresh, now)
    bad = sum(message.status == MessageStatus.QUARANTINED for message in fresh)
    count(held, len(part), quarantined=bad, duplicates=len(part) - len(fresh))
    return perform(held, "finish", by=SYSTEM, now=now) if held.reached == held.lines else held


def hold(file: ExchangeFile) -> ExchangeFile:
    """The row of a file as it is now; nobody else reads it before this transaction ends."""
    return ExchangeFile.objects.select_for_update().get(pk=file.pk)


def count(held: ExchangeFile, read: int, *, quarantined: int, duplicates: int) -> None:
    """Add to what was read; whatever is neither bad nor known was accepted."""
    held.reached += read
    held.quarantined += quarantined
    held.duplicates += duplicates
    held.accepted += read - quarantined - duplicates
    held.save(update_fields=["reached", "accepted", "quarantined", "duplicates"])


def message_of(file: ExchangeFile, number: int, line: str, now: datetime) -> Message:
    """The row of a line; one that nobody can read has a problem and no id."""
    message = Message(
        counterpart=file.counterpart,
        way=Way.IN,
        status=MessageStatus.DONE,
        file=file,
        line=number,
        raw=storable(line),
        at=now,
    )
    try:
        said = codec_of(file.counterpart).read_line(line)
    except MalformedLine as error:
        message.problem, message.problem_text = Trouble.MALFORMED, error.words[:300]
        return message
    message.message_id, message.kind, message.reference = said.id, said.kind, said.reference
    message.fields = said.fields
    return message


def without_known(file: ExchangeFile, messages: Sequence[Message]) -> list[Message]:
    """Those that did not come before, in this file or in another."""
    ids = [message.message_id for message in messages if message.message_id]
    rows = Message.objects.filter(counterpart=file.counterpart, way=Way.IN, message_id__in=ids)
    seen = set(rows.values_list("message_id", flat=True))
    fresh = []
    for message in messages:
        if message.message_id not in seen:
            fresh.append(message)
        if message.message_id:
            seen.add(message.message_id)
    return fresh


def settle(message: Message, problem: Problem | None) -> None:
    """What became of a message: in quarantine, its line beside the reason; or done, and then its fields say it all."""
    if problem:
        message.problem, message.problem_text = problem.code, problem.text[:300]
    if message.problem:
        message.status = MessageStatus.QUARANTINED
    else:
        message.raw = ""
        message.handled_at, message.handled_by = message.at, SYSTEM.history_name


def write(file: ExchangeFile, messages: Sequence[Message], now: datetime) -> None:
    """The rows of a chunk: thousands a day, so neither an instance nor a statement a row."""
    at = Message._meta.get_field("at").get_db_prep_save(now, connection)
    file_id = Message._meta.get_field("file").get_db_prep_save(file.pk, connection)
    rows = (
        (
            *(message.counterpart, message.way, message.status, message.message_id, message.kind, message.reference),
            *(json.dumps(message.fields), message.raw, file_id, message.line, message.problem, message.problem_text),
            *(at, at if message.handled_at else None, message.handled_by),
        )
        for message in messages
    )
    insert_rows(Message, COLUMNS, rows)


def storable(line: str) -> str:
    """A line as a text column takes it: the one character that no database keeps is shown as it would be escaped."""
    return line.replace("\x00", "%00")


def answer_ending(file: ExchangeFile) -> str:
    return ENDINGS[file.state == FileState.REFUSED]


def answer_to(file: ExchangeFile, name: str) -> Ack | Err:
    """What we say of a file under the name under which it came this time."""
    if file.state == FileState.REFUSED:
        return Err(name, file.problem, file.problem_text)
    return Ack(name, file.lines, file.digest)
