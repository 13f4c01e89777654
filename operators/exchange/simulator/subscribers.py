"""Whose numbers recipients can ask for: our customers, as they describe themselves to their next operator."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A customer of ours, with its numbers and the RIOs that it was told when it called for them."""

    name: str
    kind: str
    numbers: tuple[str, ...]
    rios: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    postal_code: str = ""
    city: str = ""
    siren: str = ""


Source = Callable[[], Iterable[Subscriber]]
SOURCES: list[Source] = []


def knows_subscribers(source: Source) -> Source:
    """Enrol who can tell our customers. The simulator itself never looks at our tables."""
    SOURCES.append(source)
    return source


def everybody() -> list[Subscriber]:
    return list(chain.from_iterable(source() for source in SOURCES))
