"""What a file is whatever its format: its head, its name, its digest, and the answer to it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from django.utils.translation import gettext as _

MOMENT = "%Y-%m-%dT%H:%M:%SZ"
CODE = r"[a-z_]{1,30}"
RESERVED = re.compile(r"[%|\x00-\x1f\x7f-\x9f]")
ESCAPED = re.compile(r"(?:%[0-9A-F]{2})+")
DIGEST = re.compile(r"[0-9a-f]{64}")


class RefusedFile(Exception):  # noqa: N818
    """A file that is refused whole: `header`, `recipient`, `cut` or `encoding`, and a sentence."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code, self.words = code, words


class MalformedLine(ValueError):  # noqa: N818
    """A line, or a field of one, that cannot be read or written; a sentence says why."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True)
class FileHead:
    """What the first line and the name of a file say. `made_at` is aware, to the second."""

    sender: str
    receiver: str
    made_at: datetime
    number: int
    full: bool = False

    @property
    def name(self) -> str:
        made = self.made_at.astimezone(UTC)
        return f"{self.sender}.{self.receiver}.{made:%Y%m%d%H%M%S}.{self.number:06d}{'.full' if self.full else ''}"


@dataclass(frozen=True, slots=True)
class Ack:
    """`NAME.ack`: the file was received whole."""

    name: str
    lines: int
    digest: str


@dataclass(frozen=True, slots=True)
class Err:
    """`NAME.err`: the file was refused whole."""

    name: str
    code: str
    words: str = ""


def digest_of(data: bytes) -> str:
    """SHA-256 in small hexadecimal digits: how a file is known again."""
    return sha256(data).hexdigest()


def write_answer(answer: Ack | Err) -> bytes:
    """The bytes of `NAME.ack` or `NAME.err`: one line."""
    if isinstance(answer, Ack):
        return f"ACK|{answer.name}|{answer.lines}|{answer.digest}\n".encode()
    return f"ERR|{answer.name}|{answer.code}|{escape(answer.words)}\n".encode()


def read_answer(data: bytes) -> Ack | Err:
    """What the other side says of a file of ours. MalformedLine when it cannot be read."""
    try:
        kind, name, *rest = data.decode().removesuffix("\n").split("|")
        if kind == "ACK" and len(rest) == 2 and rest[0].isdecimal() and DIGEST.fullmatch(rest[1]):
            return Ack(name, int(rest[0]), rest[1])
        if kind == "ERR" and len(rest) == 2 and re.fullmatch(CODE, rest[0]):
            return Err(name, rest[0], unescape(rest[1]))
    except ValueError:  # also what cannot be decoded, or lacks a part
        pass
    raise MalformedLine(_("The answer to a file cannot be read."))


def escape(text: str) -> str:
    """The text with what the format reserves written as `%` and two digits a byte."""
    if "\x00" in text:
        raise MalformedLine(_("A value holds a character that no text has."))
    check_whole(text)
    return RESERVED.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), text)


def check_whole(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise MalformedLine(_("A value holds half a character.")) from None


def unescape(text: str) -> str:
    """The text that was escaped; MalformedLine unless it is written exactly as `escape` writes it."""
    if not RESERVED.search(text):
        return text
    try:
        plain = ESCAPED.sub(lambda found: bytes.fromhex(found[0].replace("%", "")).decode(), text)
    except UnicodeDecodeError:
        plain = ""
    if not plain or escape(plain) != text:
        raise MalformedLine(_("A value is not escaped as the format wants it."))
    return plain
