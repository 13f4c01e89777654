"""Our side of the files, made by hand: what a desk lays, finds and answers."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from operators.exchange.codecs import (
    NEUTRAL,
    Ack,
    Codec,
    Err,
    FileHead,
    MalformedLine,
    RefusedFile,
    digest_of,
    read_answer,
    write_answer,
)
from operators.exchange.envelope import Envelope
from operators.exchange.simulator.hours import PARIS
from operators.exchange.transports import DirectoryTransport

US, THEM = "BASC", "APNF"


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


def port_request(reference: str = "PI-2026-000001", message: str = "", **fields: str) -> Envelope:
    said = {
        "attempt": "1",
        "cutover": "automatic",
        "customer": "Librairie Quatre-Vents",
        "customer_kind": "business",
        "date": "2026-12-08",
        "donor": "SFR0",
        "numbers": "0199000001",
        "postal_code": "35000",
        "prefix": "010999",
        "recipient": US,
    }
    return Envelope(message or f"M-{reference}", "port_request", reference, said | fields)


def about(kind: str, reference: str = "PI-2026-000001", message: str = "", **fields: str) -> Envelope:
    return Envelope(message or f"M-{reference}-{kind}", kind, reference, fields)


def order(reference: str = "UO-2026-000001", message: str = "", **fields: str) -> Envelope:
    said = {
        "attempt": "1",
        "technology": "copper",
        "unbundling": "partial",
        "line_number": f"01990{reference[-5:]}",
        "customer": "Marie Exemple",
        "address": "4 rue des Lilas",
        "postal_code": "75011",
        "city": "Paris",
        "exchange": "75LIL",
        "strip": "R01",
        "position": reference[-5:],
    }
    return Envelope(message or f"M-{reference}", "access_order", reference, said | fields)


class Desk:
    """Reads as strictly as the format says, and keeps all that it met."""

    def __init__(self, base: Path, them: str = THEM, codec: Codec = NEUTRAL) -> None:
        self.them, self.codec = them, codec
        self.transport = DirectoryTransport.at(base)
        self.number = 0
        self.heard: list[Envelope] = []
        self.answers: dict[str, Ack | Err] = {}
        self.files: list[str] = []
        self.malformed: list[str] = []
        self.refused: list[str] = []
        self.known: set[str] = set()

    def say(self, at: datetime, *messages: Envelope) -> str:
        """Lay a file of messages; its name."""
        self.number += 1
        head = FileHead(US, self.them, at, self.number)
        self.transport.put(head.name, self.codec.write_file(head, messages))
        return head.name

    def collect(self, *, acknowledge: bool = True) -> list[Envelope]:
        """What has come since, each message once; files are answered as we do."""
        fresh = []
        for name in self.transport.names():
            data = self.transport.get(name)
            self.transport.delete(name)
            if name.endswith((".ack", ".err")):
                self.answers[name.rpartition(".")[0]] = read_answer(data)
            else:
                fresh += self.read(name, data, acknowledge)
        self.heard += fresh
        return fresh

    def read(self, name: str, data: bytes, acknowledge: bool) -> list[Envelope]:
        self.files.append(name)
        try:
            head, lines = self.codec.read_file(data)
            if head.receiver != US:
                raise RefusedFile("recipient", "")
        except RefusedFile as refused:
            self.refused.append(refused.code)
            self.transport.put(f"{name}.err", write_answer(Err(name, refused.code, refused.words)))
            return []
        if acknowledge:
            self.transport.put(f"{name}.ack", write_answer(Ack(name, len(lines), digest_of(data))))
        return list(self.fresh(lines))

    def fresh(self, lines: list[str]) -> Iterator[Envelope]:
        for line in lines:
            try:
                message = self.codec.read_line(line)
            except MalformedLine:
                self.malformed.append(line)
                continue
            if message.id not in self.known:
                self.known.add(message.id)
                yield message

    def of(self, kind: str, reference: str = "") -> list[Envelope]:
        return [one for one in self.heard if one.kind == kind and reference in ("", one.reference)]
