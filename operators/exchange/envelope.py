"""A message as both sides see it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message: its sender's id, its kind, the record that it is about, and its fields."""

    id: str
    kind: str
    reference: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """What we have to say, before it has an id."""

    kind: str
    reference: str
    fields: Mapping[str, str] = field(default_factory=dict)
