"""Files in folders of this machine, or of one that it mounts."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from django.utils.translation import gettext as _

from operators.exchange.transports.base import FROM_US, TO_US, TransportDown, checked, complete, temporary


class DirectoryTransport:
    """Reads one folder and writes another; creates both when they are missing."""

    def __init__(self, inbox: Path, outbox: Path) -> None:
        self.inbox, self.outbox = inbox, outbox

    @classmethod
    def at(cls, base: Path) -> Self:
        """Our side of a base folder."""
        return cls(inbox=base / TO_US, outbox=base / FROM_US)

    def names(self) -> list[str]:
        with told(self.inbox):
            if not self.inbox.is_dir():
                self.inbox.mkdir(parents=True, exist_ok=True)
            return complete([entry.name for entry in os.scandir(self.inbox) if entry.is_file()])

    def get(self, name: str) -> bytes:
        path = self.inbox / checked(name)
        with told(self.inbox, may_be_gone=True):
            return path.read_bytes()

    def put(self, name: str, data: bytes) -> None:
        draft, final = self.outbox / temporary(name), self.outbox / name
        with told(self.outbox):
            self.outbox.mkdir(parents=True, exist_ok=True)
            try:
                write_through(draft, data)
                os.replace(draft, final)
            except OSError:
                with suppress(OSError):
                    draft.unlink(missing_ok=True)
                raise

    def delete(self, name: str) -> None:
        with told(self.inbox):
            (self.inbox / checked(name)).unlink(missing_ok=True)

    def close(self) -> None:
        """Nothing stays open."""


@contextmanager
def told(folder: Path, *, may_be_gone: bool = False) -> Iterator[None]:
    """A folder that cannot be used is said in a sentence."""
    try:
        yield
    except OSError as error:
        if may_be_gone and isinstance(error, FileNotFoundError):
            raise
        sentence = _("The folder %(folder)s cannot be used: %(why)s.")
        raise TransportDown(sentence % {"folder": folder, "why": error.strerror or error}) from error


def write_through(path: Path, data: bytes) -> None:
    """Write a file down to the disk: whatever has its name is whole, even after a power cut.

    The name itself may be lost in one; then nobody answers the file, and it is laid again.
    """
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
