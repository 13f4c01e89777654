"""What the other side says of our files: `NAME.ack`, received whole; `NAME.err`, refused whole."""

import logging
from collections.abc import Iterable
from datetime import datetime

from bascule.lifecycle import SYSTEM, perform_many
from operators.exchange.codecs import Ack, Err, MalformedLine, read_answer
from operators.exchange.counterparts import Counterpart
from operators.models import ExchangeFile, FileState, Way

ENDINGS = (".ack", ".err")
OTHER = "other"
"""The problem of a file that was acknowledged with another digest or count than ours."""
Answer = Ack | Err
log = logging.getLogger(__name__)


def read_answers(said_by: Counterpart, *, now: datetime) -> int:
    """Take up every answer that lies there, and delete it; return how many files they moved. Raises TransportDown.

    An answer is deleted after what it says is committed, and one that comes again changes nothing.
    """
    lying = [name for name in said_by.transport.names() if name.endswith(ENDINGS)]
    if not lying:
        return 0
    answers = [answer for name in lying if (answer := read(said_by, name))]
    moved = take_up(said_by, answers, now)
    for name in lying:
        said_by.transport.delete(name)
    return moved


def read(said_by: Counterpart, name: str) -> Answer | None:
    """One answer; None when another node took it, or when nobody can read it."""
    try:
        answer = read_answer(said_by.transport.get(name))
    except FileNotFoundError:
        return None
    except MalformedLine:
        log.warning("The answer %s cannot be read: it is deleted.", name)
        return None
    if f"{answer.name}{ENDINGS[isinstance(answer, Err)]}" != name:
        log.warning("The answer %s speaks of another file: it is deleted.", name)
        return None
    return answer


def take_up(said_by: Counterpart, answers: Iterable[Answer], now: datetime) -> int:
    """Move the files that were answered, those received whole all at once."""
    told = {answer.name: answer for answer in answers}
    ours = ExchangeFile.objects.filter(counterpart=said_by.key, way=Way.OUT, name__in=told)
    files = {file.name: file for file in ours}
    for name in told.keys() - files.keys():
        log.warning("An answer speaks of %s, which we never sent: it is deleted.", name)
    note_as_sent(files.values(), now)
    whole = {file.pk for name, file in files.items() if is_whole(told[name], file)}
    rows = ExchangeFile.objects.filter(pk__in=whole)
    moved = len(perform_many(rows, "acknowledge", by=SYSTEM, now=now).moved)
    return moved + sum(refuse(file, told[name], now) for name, file in files.items() if file.pk not in whole)


def note_as_sent(files: Iterable[ExchangeFile], now: datetime) -> None:
    """A file that is answered has left, even if whoever laid it was killed before noting it."""
    unnoted = [file.pk for file in files if file.state == FileState.PREPARED]
    if unnoted:
        rows = ExchangeFile.objects.filter(pk__in=unnoted, state=FileState.PREPARED)
        perform_many(rows, "send", by=SYSTEM, now=now)


def is_whole(answer: Answer, file: ExchangeFile) -> bool:
    return isinstance(answer, Ack) and (answer.lines, answer.digest) == (file.lines, file.digest)


def refuse(file: ExchangeFile, answer: Answer, now: datetime) -> bool:
    """Note that they did not receive what we sent: a person, or the next sending, mends it."""
    code, text = (answer.code, answer.words) if isinstance(answer, Err) else (OTHER, "")
    row = ExchangeFile.objects.filter(pk=file.pk)
    return bool(perform_many(row, "refuse", by=SYSTEM, now=now, private={"text": text}, code=code).moved)
