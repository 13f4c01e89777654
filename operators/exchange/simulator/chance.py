"""Chance that can be repeated: each thing is decided by the seed and by what it is about, never by when it was asked.

Pure. Two runs that are played in other steps, or killed and begun again, decide the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")
BYTES = 7
"""As many as a float holds exactly."""


@dataclass(frozen=True, slots=True)
class Seed:
    """The source of every decision of one simulated world."""

    value: int = 1

    def share(self, *about: object) -> float:
        """A number from 0 to below 1."""
        return int.from_bytes(self._digest(about)) / 256**BYTES

    def between(self, low: int, high: int, *about: object) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.share(*about) * (high - low + 1))

    def pick(self, options: Sequence[T], *about: object) -> T:
        return options[self.between(0, len(options) - 1, *about)]

    def token(self, *about: object) -> str:
        """Twelve hexadecimal digits, the same for the same thing."""
        return self._digest(about)[:6].hex()

    def _digest(self, about: Sequence[object]) -> bytes:
        return blake2b("|".join(map(str, (self.value, *about))).encode(), digest_size=BYTES).digest()
