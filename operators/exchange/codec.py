"""Files as bytes and back, as `docs/exchange-format.md` has them. Pure.

What is written is canonical, and only what is canonical can be read: a file or a line that was read is written again as
the same bytes, so that a slip on the way is met here and not in a port.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from django.utils.translation import gettext as _

from operators.exchange.envelope import Envelope
from operators.numbering import as_ranges

MOST_NUMBERS = 100_000
"""More than this in one field is a slip of the pen, such as a range of the whole plan."""
MOMENT = "%Y-%m-%dT%H:%M:%SZ"
CODE = r"[A-Z0-9]{2,8}"
HEADER = re.compile(
    rf"BASCULE\|1\|(?P<sender>{CODE})\|(?P<receiver>{CODE})\|(?P<made_at>[0-9TZ:-]{{20}})\|(?P<number>[0-9]{{6,9}})"
    r"(?P<full>\|full)?"
)
FOOTER = re.compile(r"END\|(0|[1-9][0-9]{0,8})")
MESSAGE_ID = re.compile(r"[A-Za-z0-9_.:-]{1,60}")
KIND = re.compile(r"[a-z_]{1,30}")
FIELD = re.compile(r"[a-z][a-z0-9_]*(\.[A-Za-z0-9_-]+)?")
LONGEST_REFERENCE = 80
RESERVED = re.compile(r"[%|\x00-\x1f\x7f-\x9f]")
ESCAPED = re.compile(r"(?:%[0-9A-F]{2})+")
NUMBER = re.compile(r"0[1-9][0-9]{8}|0[79][0-9]{11,12}|(?:10|3[0-9])[0-9]{2}|11[68][0-9]{3}")
LONGEST_HEADER = 80
YEARS = range(2000, 2200)
"""Outside of them a date is a slip, and one at the end of time has no hour in Paris."""
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


def write_file(head: FileHead, envelopes: Iterable[Envelope]) -> bytes:
    """The bytes of a whole file. Raises MalformedLine as `write_line`."""
    lines = [write_line(envelope) for envelope in envelopes]
    return "".join(f"{line}\n" for line in [write_head(head), *lines, f"END|{len(lines)}"]).encode()


def write_head(head: FileHead) -> str:
    made = head.made_at.astimezone(UTC).strftime(MOMENT)
    full = "|full" if head.full else ""
    return f"BASCULE|1|{head.sender}|{head.receiver}|{made}|{head.number:06d}{full}"


def read_file(data: bytes) -> tuple[FileHead, list[str]]:
    """The head of a file and its message lines, unread. Raises RefusedFile: `header`, `cut` or `encoding`."""
    head, _count, lines = open_file(data)
    return head, list(lines)


def open_file(data: bytes) -> tuple[FileHead, int, Iterator[str]]:
    """The head of a file, how many message lines it has, and these one by one. Raises as `read_file`, and at once.

    A full file has millions of lines: as a list they would take several times the memory of the file.
    """
    first = data[:LONGEST_HEADER].partition(b"\n")[0]
    head, start = read_head(first), len(first) + 1
    end = data.rfind(b"\n", start - 1, -1) + 1
    footer = FOOTER.fullmatch(data[end:-1].decode("latin-1")) if end >= start and data.endswith(b"\n") else None
    if footer is None:
        raise RefusedFile("cut", _("The last line of the file is missing: it was cut."))
    said, held = int(footer[1]), data.count(b"\n", start, end)
    if said != held:
        sentence = _("The last line counts %(said)d messages, the file holds %(held)d.")
        raise RefusedFile("cut", sentence % {"said": said, "held": held})
    try:
        str(memoryview(data)[start:end], "utf-8")
    except UnicodeDecodeError:
        raise RefusedFile("encoding", _("The file is not UTF-8 text.")) from None
    return head, held, lines_between(data, start, end)


def lines_between(data: bytes, start: int, end: int) -> Iterator[str]:
    while start < end:
        feed = data.index(b"\n", start)
        yield data[start:feed].decode()
        start = feed + 1


def read_head(line: bytes) -> FileHead:
    """What the first line says. Raises RefusedFile: `header`."""
    refused = RefusedFile("header", _("The first line of the file cannot be read."))
    found = HEADER.fullmatch(line.decode("latin-1"))
    if not found:
        raise refused
    try:
        made_at = datetime.strptime(found["made_at"], MOMENT).replace(tzinfo=UTC)
    except ValueError:
        raise refused from None
    head = FileHead(found["sender"], found["receiver"], made_at, int(found["number"]), full=bool(found["full"]))
    if head.number < 1 or made_at.year not in YEARS or write_head(head).encode() != line:
        raise refused
    return head


def write_line(envelope: Envelope) -> str:
    """One message without its line feed; fields without a value are left out. MalformedLine: it cannot be said so."""
    check_frame(envelope.id, envelope.kind, envelope.reference)
    fields = sorted((name, value) for name, value in envelope.fields.items() if value)
    for name, _value in fields:
        check_name(name)
    parts = [envelope.id, envelope.kind, escape(envelope.reference)]
    return "|".join([*parts, *(f"{name}={escape(value)}" for name, value in fields)])


def read_line(line: str) -> Envelope:
    """The message of a line. MalformedLine says why there is none."""
    parts = line.split("|")
    if len(parts) < 3:
        raise MalformedLine(_("A line needs a message id, a kind and a reference."))
    message_id, kind, reference = parts[0], parts[1], unescape(parts[2])
    check_frame(message_id, kind, reference)
    return Envelope(message_id, kind, reference, dict(read_fields(parts[3:])))


def read_fields(parts: Sequence[str]) -> Iterator[tuple[str, str]]:
    before = ""
    for part in parts:
        name, separator, value = part.partition("=")
        check_name(name)
        if not (separator and value):
            raise MalformedLine(_("The field %(name)s has no value.") % {"name": name})
        if name <= before:
            raise MalformedLine(_("The field %(name)s comes twice, or out of its order.") % {"name": name})
        before = name
        yield name, unescape(value)


def check_frame(message_id: str, kind: str, reference: str) -> None:
    if not MESSAGE_ID.fullmatch(message_id):
        raise MalformedLine(_("The message id cannot be read."))
    if not KIND.fullmatch(kind):
        raise MalformedLine(_("The kind of the message cannot be read."))
    if len(reference) > LONGEST_REFERENCE:
        raise MalformedLine(_("The reference is too long."))


def check_name(name: str) -> None:
    if not FIELD.fullmatch(name):
        raise MalformedLine(_("A field has no name that can be read."))


def escape(text: str) -> str:
    """The text with what the format reserves written as `%` and two digits a byte."""
    if "\x00" in text:
        raise MalformedLine(_("A value holds a character that no text has."))
    try:
        text.encode()
    except UnicodeEncodeError:
        raise MalformedLine(_("A value holds half a character.")) from None
    return RESERVED.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), text)


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


def write_numbers(numbers: Iterable[str]) -> str:
    """National digits in order, each run of two or more as `first-last`."""
    return ",".join(first if first == last else f"{first}-{last}" for first, last in as_ranges(numbers))


def read_numbers(text: str) -> list[str]:
    """The national digits that a field lists, each once, in its order. MalformedLine when it cannot be read."""
    found: dict[str, None] = {}
    for part in text.split(",") if text else []:
        first, dash, last = part.partition("-")
        found.update(dict.fromkeys(run_of(first, last if dash else first)))
        if len(found) > MOST_NUMBERS:
            raise MalformedLine(_("There are too many numbers in one field."))
    return list(found)


def run_of(first: str, last: str) -> list[str]:
    if not (NUMBER.fullmatch(first) and NUMBER.fullmatch(last)):
        raise MalformedLine(_("A number cannot be read: national digits are expected."))
    if len(first) != len(last) or last < first:
        raise MalformedLine(_("A run of numbers ends before it begins."))
    if int(last) - int(first) >= MOST_NUMBERS:
        raise MalformedLine(_("There are too many numbers in one field."))
    return [f"{number:0{len(first)}d}" for number in range(int(first), int(last) + 1)]


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
        if kind == "ERR" and len(rest) == 2 and KIND.fullmatch(rest[0]):
            return Err(name, rest[0], unescape(rest[1]))
    except ValueError:  # also what cannot be decoded, or lacks a part
        pass
    raise MalformedLine(_("The answer to a file cannot be read."))
