from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from operators.exchange.counterparts import Counterpart
from operators.exchange.handlers import ERROR_HANDLERS, FULL_HANDLERS, HANDLERS, Problem
from operators.models import Message
from tests.operators.exchange.other_side import OtherSide, house_at


@pytest.fixture
def there(tmp_path: Path, settings) -> OtherSide:
    """The other side, and the settings that lead there."""
    settings.COUNTERPARTS = {"clearing_house": {"code": "APNF", "url": f"directory://{tmp_path}"}}
    return OtherSide(tmp_path)


@pytest.fixture
def house(there: OtherSide) -> Counterpart:
    return house_at(there.base)


@pytest.fixture
def rooms() -> Iterator[None]:
    """No room is enrolled but by the test itself."""
    kept = [(registry, dict(registry)) for registry in (HANDLERS, ERROR_HANDLERS, FULL_HANDLERS)]
    for registry, _rows in kept:
        registry.clear()
    yield
    for registry, rows in kept:
        registry.clear()
        registry.update(rows)


class Room:
    """A room that takes up `note` messages: it writes down what it hears, refuses and fails as it is told."""

    def __init__(self) -> None:
        self.heard: list[list[str]] = []
        self.refuses: dict[str, Problem] = {}
        self.fails_on: set[str] = set()
        self.does: Callable[[Sequence[Message]], None] = lambda messages: None

    def __call__(self, messages: Sequence[Message], now: datetime) -> dict[str, Problem]:
        ids = [message.message_id for message in messages]
        self.does(messages)
        if self.fails_on & set(ids):
            raise LookupError("something of ours is broken")
        self.heard.append(ids)
        return {one: problem for one, problem in self.refuses.items() if one in ids}

    def ids(self) -> list[str]:
        return [one for run in self.heard for one in run]


@pytest.fixture
def room(rooms: None) -> Room:
    HANDLERS["clearing_house", "note"] = room = Room()
    return room
