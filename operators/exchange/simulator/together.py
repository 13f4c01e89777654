"""Several other sides, played as one: each over its own files, with its own memory."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from operators.exchange.simulator.side import Played
from operators.exchange.transports import TransportDown


class Player(Protocol):
    """What can be played up to a moment: a side, or several together."""

    def play(self, until: datetime) -> Played: ...

    def forget(self) -> None: ...

    def close(self) -> None: ...


class Together:
    """Play each of some sides in its turn. One whose folder is down does not stop the others: it is told at the end."""

    def __init__(self, sides: Sequence[Player]) -> None:
        self.sides = tuple(sides)

    def play(self, until: datetime) -> Played:
        """Do all that the other sides do up to a moment. Raises TransportDown, after the others have played."""
        played, down = Played(), None
        for side in self.sides:
            try:
                played.add(side.play(until))
            except TransportDown as error:
                down = error
        if down:
            raise down
        return played

    def forget(self) -> None:
        for side in self.sides:
            side.forget()

    def close(self) -> None:
        for side in self.sides:
            side.close()
