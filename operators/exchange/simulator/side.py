"""One other side as a whole: it hears, keeps its own time, and speaks."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Generic

from operators.exchange.codecs import FileHead, MalformedLine, RefusedFile
from operators.exchange.envelope import Envelope
from operators.exchange.simulator import mail
from operators.exchange.simulator.chance import Seed
from operators.exchange.simulator.faults import Faults
from operators.exchange.simulator.habits import Habits, Heard
from operators.exchange.simulator.hands import Hand
from operators.exchange.simulator.hearing import M, Reactions, take_malformed
from operators.exchange.simulator.hours import Pace

LINES_A_FILE = 2_000


def memory_in(folder: Path | str) -> Path:
    return Path(folder) / "simulator" / "memory.sqlite3"


@dataclass(slots=True)
class Played:
    """What happened while it played."""

    files_heard: int = 0
    messages_heard: int = 0
    files_laid: int = 0

    @property
    def anything(self) -> bool:
        return bool(self.files_heard or self.files_laid)

    def add(self, other: "Played") -> None:
        self.files_heard += other.files_heard
        self.messages_heard += other.messages_heard
        self.files_laid += other.files_laid


class Side(Generic[M]):
    """One member of the exchange, over the files in one folder.

    `code` is its own, `us` the code of those whose files it answers; `faults` gives the rate of each fault, `speed` how
    many times faster than life answers come. What is in `from-us/` is read, answers go to `to-us/`, and all that it
    knows stays in its memory, so that the next one goes on from there. The same seed decides the same.
    """

    hand: ClassVar[Hand]
    reactions: Reactions[M]

    def __init__(
        self,
        folder: Path | str,
        memory: M,
        *,
        code: str,
        us: str,
        seed: int,
        faults: Mapping[str, float] | None,
        natural: bool,
        speed: float,
    ) -> None:
        self.code, self.us = code, us
        self.seed = Seed(seed)
        self.faults = Faults(self.seed, dict(faults or {}))
        self.habits = Habits(self.seed, self.faults, Pace(speed), natural)
        self.folder = mail.Folder.at(Path(folder))
        self.memory = memory

    def close(self) -> None:
        self.memory.close()

    def forget(self) -> None:
        """Start anew, as on the first day, in empty folders."""
        with self.memory.remembering():
            self.memory.forget()
        for side in (self.folder.inbox, self.folder.outbox):
            mail.clear(side)

    def play(self, until: datetime) -> Played:
        """Do all that the other side does up to a moment. Playing it again does nothing more."""
        played = Played()
        self.hear(played)
        self.live(until)
        self.speak(until)
        played.files_laid = mail.lay(self.hand, self.memory, self.folder, until, self.faults)
        return played

    def hear(self, played: Played) -> None:
        names = sorted(self.folder.names())
        mail.read_their_answers(self.memory, self.folder, [name for name in names if name.endswith(mail.ANSWERS)])
        for name in names:
            if not name.endswith(mail.ANSWERS):
                with suppress(FileNotFoundError):  # another one who plays here was faster
                    played.messages_heard += self.hear_file(name)
                    played.files_heard += 1

    def hear_file(self, name: str) -> int:
        """Remember a file, then answer it, then take it away: in this order, so that nothing is lost."""
        data = self.folder.get(name)
        try:
            head, lines = mail.opened(self.hand, data, self.us, self.code)
        except RefusedFile as refused:
            mail.refuse_file(self.folder, name, refused)
            self.folder.delete(name)
            return 0
        with self.memory.remembering():
            self.recognise(head)
            for place, line in enumerate(lines, start=1):
                self.hear_line(head, place, line)
        if not self.faults.strike("no-ack", name):
            mail.answer_file(self.folder, name, data, len(lines))
        self.folder.delete(name)
        return len(lines)

    def hear_line(self, head: FileHead, place: int, line: str) -> None:
        try:
            self.reactions.take(self.memory, self.habits, Heard(self.hand.codec.read_line(line), head.made_at))
        except MalformedLine as malformed:
            nothing = Heard(Envelope("", ""), head.made_at)
            take_malformed(self.memory, self.habits, f"{head.name}:{place}", nothing, malformed.words)

    def recognise(self, head: FileHead) -> None:
        """Another first file than the one known comes from a new installation: what was, was with another."""
        if head.number != 1:
            return
        if self.memory.fact("first_file") not in ("", head.name):
            self.memory.forget()
            mail.clear(self.folder.outbox)
        self.memory.note("first_file", head.name)

    def live(self, until: datetime) -> None:
        """What happens of itself as the days go by; nothing, unless a side says otherwise."""

    def speak(self, until: datetime) -> None:
        """Put all that is due into files."""
        while messages := self.memory.unsaid(until, LINES_A_FILE):
            with self.memory.remembering():
                head = FileHead(self.code, self.us, until.replace(microsecond=0), self.memory.next_number())
                mail.prepare(self.hand, self.memory, head, messages, self.faults)
