"""The other side of the files, by hand: what it lays for us, and what it finds of ours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from operators.exchange.codecs import NEUTRAL, Ack, Err, FileHead, digest_of, write_answer
from operators.exchange.counterparts import CLEARING_HOUSE, Counterpart
from operators.exchange.envelope import Envelope
from operators.exchange.transports import DirectoryTransport

NOW = datetime(2026, 11, 23, 17, tzinfo=UTC)


@dataclass
class OtherSide:
    """Two folders, seen from over there."""

    base: Path
    number: int = 0

    @property
    def inbox(self) -> Path:
        return self.base / "from-us"

    @property
    def outbox(self) -> Path:
        return self.base / "to-us"

    def lay(self, envelopes: Iterable[Envelope], *, full: bool = False, made_at: datetime = NOW) -> str:
        """One file of messages for us; its name."""
        self.number += 1
        head = FileHead("APNF", "BASC", made_at, self.number, full)
        return self.lay_bytes(head.name, NEUTRAL.write_file(head, envelopes))

    def lay_lines(self, lines: Iterable[str], *, receiver: str = "BASC", sender: str = "APNF") -> str:
        """One file with these lines, be they well written or not."""
        self.number += 1
        lines = list(lines)
        head = FileHead(sender, receiver, NOW, self.number)
        first = f"BASCULE|1|{sender}|{receiver}|2026-11-23T17:00:00Z|{self.number:06d}"
        return self.lay_bytes(head.name, "".join(f"{one}\n" for one in [first, *lines, f"END|{len(lines)}"]).encode())

    def lay_bytes(self, name: str, data: bytes) -> str:
        self.outbox.mkdir(parents=True, exist_ok=True)
        (self.outbox / name).write_bytes(data)
        return name

    def acknowledge(self, name: str) -> None:
        data = (self.inbox / name).read_bytes()
        answer = Ack(name, len(NEUTRAL.read_file(data)[1]), digest_of(data))
        self.lay_bytes(f"{name}.ack", write_answer(answer))

    def refuse(self, name: str, code: str = "cut", words: str = "") -> None:
        self.lay_bytes(f"{name}.err", write_answer(Err(name, code, words)))

    def found(self) -> list[str]:
        """What lies there from us, answers too."""
        return sorted(path.name for path in self.inbox.glob("*")) if self.inbox.exists() else []

    def left(self) -> list[str]:
        """What we have not taken away yet."""
        return sorted(path.name for path in self.outbox.glob("*")) if self.outbox.exists() else []


def house_at(base: Path) -> Counterpart:
    return Counterpart(CLEARING_HOUSE, "APNF", DirectoryTransport.at(base))
