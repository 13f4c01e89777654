"""What every format does the same way: a header, one message a line, a footer that counts them.

What is written is canonical, and only what is canonical can be read: a file or a line that was read is written again as
the same bytes, so that a slip on the way is met here and not in a port or on a line.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from operators.exchange.codecs.files import MOMENT, FileHead, MalformedLine, RefusedFile
from operators.exchange.envelope import Envelope

PARTY = r"[A-Z0-9]{2,8}"
MESSAGE_ID = re.compile(r"[A-Za-z0-9_.:-]{1,60}")
LONGEST_REFERENCE = 80
LONGEST_HEADER = 80
YEARS = range(2000, 2200)
"""Outside of them a date is a slip, and one at the end of time has no hour in Paris."""


class Codec(ABC):
    """One format. A subclass says how a line is written and read, and which words frame a file."""

    begins: str
    ends: str
    separator: str
    has_full = False
    """Whether there are files that list everything, to be compared and not taken up."""

    def __init__(self) -> None:
        between = re.escape(self.separator)
        parts = [
            *(self.begins, "1", f"(?P<sender>{PARTY})", f"(?P<receiver>{PARTY})"),
            *("(?P<made_at>[0-9TZ:-]{20})", "(?P<number>[0-9]{6,9})"),
        ]
        full = f"(?P<full>{between}full)?" if self.has_full else ""
        self._header = re.compile(between.join(parts) + full)
        self._footer = re.compile(f"{self.ends}{between}(0|[1-9][0-9]{{0,8}})")

    @abstractmethod
    def write_line(self, envelope: Envelope) -> str:
        """One message without its line feed; fields without a value are left out. MalformedLine: it cannot be said."""

    @abstractmethod
    def read_line(self, line: str) -> Envelope:
        """The message of a line. MalformedLine says why there is none."""

    def write_file(self, head: FileHead, envelopes: Iterable[Envelope]) -> bytes:
        """The bytes of a whole file. Raises MalformedLine as `write_line`."""
        lines = [self.write_line(envelope) for envelope in envelopes]
        footer = f"{self.ends}{self.separator}{len(lines)}"
        return "".join(f"{line}\n" for line in [self.write_head(head), *lines, footer]).encode()

    def write_head(self, head: FileHead) -> str:
        if head.full and not self.has_full:
            raise ValueError(f"{type(self).__name__} has no full files")
        made = head.made_at.astimezone(UTC).strftime(MOMENT)
        parts = [self.begins, "1", head.sender, head.receiver, made, f"{head.number:06d}"]
        return self.separator.join([*parts, "full"] if head.full else parts)

    def read_file(self, data: bytes) -> tuple[FileHead, list[str]]:
        """The head of a file and its message lines, unread. Raises RefusedFile: `header`, `cut` or `encoding`."""
        head, _count, lines = self.open_file(data)
        return head, list(lines)

    def open_file(self, data: bytes) -> tuple[FileHead, int, Iterator[str]]:
        """The head of a file, how many message lines it has, and these one by one. Raises as `read_file`, and at once.

        A full file has millions of lines: as a list they would take several times the memory of the file.
        """
        first = data[:LONGEST_HEADER].partition(b"\n")[0]
        head, start = self.read_head(first), len(first) + 1
        end = data.rfind(b"\n", start - 1, -1) + 1
        whole = end >= start and data.endswith(b"\n")
        footer = self._footer.fullmatch(data[end:-1].decode("latin-1")) if whole else None
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

    def read_head(self, line: bytes) -> FileHead:
        """What the first line says. Raises RefusedFile: `header`."""
        refused = RefusedFile("header", _("The first line of the file cannot be read."))
        found = self._header.fullmatch(line.decode("latin-1"))
        if not found:
            raise refused
        try:
            made_at = datetime.strptime(found["made_at"], MOMENT).replace(tzinfo=UTC)
        except ValueError:
            raise refused from None
        full = bool(found.groupdict().get("full"))
        head = FileHead(found["sender"], found["receiver"], made_at, int(found["number"]), full)
        if head.number < 1 or made_at.year not in YEARS or self.write_head(head).encode() != line:
            raise refused
        return head


def lines_between(data: bytes, start: int, end: int) -> Iterator[str]:
    while start < end:
        feed = data.index(b"\n", start)
        yield data[start:feed].decode()
        start = feed + 1


def check_frame(message_id: str, reference: str) -> None:
    if not MESSAGE_ID.fullmatch(message_id):
        raise MalformedLine(_("The message id cannot be read."))
    if len(reference) > LONGEST_REFERENCE:
        raise MalformedLine(_("The reference is too long."))
