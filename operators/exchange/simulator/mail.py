"""The files of the other side: ours are read and answered, theirs are laid until we answer."""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from operators.exchange.codecs import (
    Ack,
    Err,
    FileHead,
    MalformedLine,
    RefusedFile,
    digest_of,
    read_answer,
    write_answer,
)
from operators.exchange.envelope import Envelope
from operators.exchange.simulator.faults import Faults
from operators.exchange.simulator.hands import Hand
from operators.exchange.simulator.memory import Laid, Memory
from operators.exchange.transports import FROM_US, TO_US, DirectoryTransport
from operators.exchange.transports.base import temporary
from operators.exchange.transports.directory import told

ANSWERS = (".ack", ".err")
AGAIN_AFTER = timedelta(minutes=60)
SENDINGS = 3
MENDED_AFTER = timedelta(hours=1)
SOMEBODY_ELSE = "AUTR"


class Folder(DirectoryTransport):
    """Where files lie, seen from the other side: what we wrote is read, what we read is written."""

    @classmethod
    def at(cls, base: Path) -> Self:
        return cls(inbox=base / FROM_US, outbox=base / TO_US)

    def put(self, name: str, data: bytes) -> None:
        """Lay a file without waiting for the disk: after a power cut it is not acknowledged, and laid again."""
        draft = self.outbox / temporary(name)
        with told(self.outbox):
            self.outbox.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(data)
            os.replace(draft, self.outbox / name)


def clear(side: Path) -> None:
    """Take away the files of an installation that is no more."""
    for path in side.glob("*.*"):
        path.unlink(missing_ok=True)


def read_their_answers(memory: Memory, folder: Folder, names: Iterable[str]) -> None:
    """Take up what we said of the files of the other side."""
    for name in names:
        try:
            answer = read_answer(folder.get(name))
        except (MalformedLine, FileNotFoundError):
            answer = None
        with memory.remembering():
            if isinstance(answer, Ack):
                memory.note_answered(answer.name)
            elif isinstance(answer, Err):
                memory.note_refused(answer.name)
        folder.delete(name)


def opened(hand: Hand, data: bytes, sender: str, receiver: str) -> tuple[FileHead, list[str]]:
    """The head and the lines of a file of ours. Raises RefusedFile also when it is not from us, or not for them."""
    head, lines = hand.codec.read_file(data)
    if head.receiver != receiver:
        raise RefusedFile("recipient", f"Ce fichier est pour {head.receiver}")
    if head.sender != sender:
        raise RefusedFile("header", f"{head.sender} n'est pas membre")
    return head, lines


def answer_file(folder: Folder, name: str, data: bytes, lines: int) -> None:
    folder.put(f"{name}.ack", write_answer(Ack(name, lines, digest_of(data))))


def refuse_file(folder: Folder, name: str, refused: RefusedFile) -> None:
    folder.put(f"{name}.err", write_answer(Err(name, refused.code, refused.words)))


def prepare(hand: Hand, memory: Memory, head: FileHead, messages: list[Envelope], faults: Faults) -> None:
    """Make a file of messages, faults in its lines included; what was broken is planned again."""
    struck = [message for message in messages if faults.strike("unknown-message", message.id)]
    strangers = [hand.strange(message, faults.seed) for message in struck]
    broken = [place for place, message in enumerate(messages) if faults.strike("bad-line", message.id)]
    data = hand.codec.write_file(head, [*messages, *strangers])
    if broken:
        data = break_lines(hand, data, broken)
        memory.plan((mended(messages[place]), head.made_at + MENDED_AFTER) for place in broken)
    memory.keep_file(head.number, head.name, data, [message.id for message in messages])


def mended(message: Envelope) -> Envelope:
    """The same message again; a corrected line has a new id, and is not broken a second time."""
    return Envelope(f"{message.id}.2", message.kind, message.reference, message.fields)


def break_lines(hand: Hand, data: bytes, places: Iterable[int]) -> bytes:
    lines = data.split(b"\n")
    for place in places:
        lines[place + 1] = hand.broken_line(lines[place + 1], place)
    return b"\n".join(lines)


def lay(hand: Hand, memory: Memory, folder: Folder, now: datetime, faults: Faults) -> int:
    """Lay what was never laid, what was refused, and what has not been answered for an hour; how many files."""
    due = [file for file in memory.unanswered() if is_due(file, now)]
    for file in due:
        for name, data in copies(hand, file, faults):
            folder.put(name, data)
        with memory.remembering():
            memory.note_laid(file.number, now)
    return len(due)


def is_due(file: Laid, now: datetime) -> bool:
    return file.times < SENDINGS and (file.laid_at is None or now >= file.laid_at + AGAIN_AFTER)


def copies(hand: Hand, file: Laid, faults: Faults) -> Iterator[tuple[str, bytes]]:
    """What lies there when a file is laid: the file, whole or not, and what goes wrong beside it the first time."""
    first = file.times == 0
    whole = not (first and faults.strike("cut-file", file.name))
    if first and faults.strike("wrong-recipient", file.name):
        yield strayed(hand, file)
    if first and faults.strike("duplicate-file", file.name):
        yield second_name(hand, file), file.data
    yield file.name, file.data if whole else file.data[: len(file.data) // 2]


def strayed(hand: Hand, file: Laid) -> tuple[str, bytes]:
    """A file of another member, put into the wrong folder."""
    head, _lines = hand.codec.read_file(file.data)
    elsewhere = FileHead(head.sender, SOMEBODY_ELSE, head.made_at, head.number, full=head.full)
    message = Envelope(f"S-{head.name}-x", hand.stray.kind, hand.stray.reference, hand.stray.fields)
    return elsewhere.name, hand.codec.write_file(elsewhere, [message])


def second_name(hand: Hand, file: Laid) -> str:
    head, _lines = hand.codec.read_file(file.data)
    later = head.made_at + timedelta(seconds=1)
    return FileHead(head.sender, head.receiver, later, head.number, full=head.full).name
