"""What follows from a move of our own numbers: a RIO for whoever gets one, a way back for one that nobody uses."""

from collections.abc import Callable, Sequence

from portability import returns
from portability.issuing import issue_to
from portability.models import Number

Consequence = Callable[[Sequence[Number]], object]

CONSEQUENCES: dict[str, list[Consequence]] = {
    "activate": [issue_to, returns.withdraw],
    "terminate": [returns.open_owed],
    "leave": [returns.withdraw],
}


def follow(moved: Sequence[Number], name: str) -> None:
    """Do what follows from a move of these numbers."""
    for consequence in CONSEQUENCES.get(name, ()):
        consequence(moved)
