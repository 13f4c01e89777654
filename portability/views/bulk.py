"""What acts on many requests share: how many they take, and the result of each."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

MOST = 200
"""How many requests one act takes: each is a transaction of its own, and somebody waits for the answer."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one request."""

    record: Any
    done: bool
    words: str | Promise
