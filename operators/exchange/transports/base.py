"""What every transport can do, and which names it takes."""

import logging
import re
from typing import Protocol
from uuid import uuid4

TO_US, FROM_US = "to-us", "from-us"
NAME = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")
LONGEST_NAME = 80
TEMPORARY = ".tmp"
log = logging.getLogger(__name__)


class TransportDown(Exception):  # noqa: N818
    """The other side cannot be reached, or not read, or not written: a sentence says why. Nothing was lost."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class Transport(Protocol):
    """A place where files are left and found. Each method raises TransportDown, and ValueError for a bad name."""

    def names(self) -> list[str]:
        """The complete files that lie there for us, in the order of their names."""

    def get(self, name: str) -> bytes:
        """The bytes of a file. Raises FileNotFoundError when somebody else took it."""

    def put(self, name: str, data: bytes) -> None:
        """Lay a file: whoever sees its name sees all of it. One of that name is replaced."""

    def delete(self, name: str) -> None:
        """Take a file away; one that is gone already is no error."""

    def close(self) -> None:
        """Let go of the connection; the next use opens another."""


def checked(name: str) -> str:
    """The name, when it can only mean a file of its folder. Raises ValueError."""
    if not is_name(name):
        raise ValueError(f"{name!r} is not the name of an exchange file")
    return name


def is_name(name: str) -> bool:
    return len(name) <= LONGEST_NAME and NAME.fullmatch(name) is not None


def temporary(name: str) -> str:
    """Where a file is written before it gets its name: two who lay the same file do not write into each other's."""
    return f"{checked(name)}.{uuid4().hex[:8]}{TEMPORARY}"


def complete(names: list[str]) -> list[str]:
    """Those that are files of the exchange, in order; a strange name is left where it is, and said."""
    ready = [name for name in names if not name.endswith(TEMPORARY)]
    for name in ready:
        if not is_name(name):
            log.warning("A file with the name %r lies among those for us: it is left there.", name[:LONGEST_NAME])
    return sorted(name for name in ready if is_name(name))
