"""What a move of subscriptions or orders entails beside them: messages, positions, resources, parcels, other lives.

Everything is written for all that moved at once, in the transaction of the move.
"""

from collections.abc import Callable, Sequence
from typing import Any

from bascule.models import Life

Consequence = Callable[[Sequence[Any]], object]

SUBSCRIBE = "subscribe"
"""How a subscription begins; no move leads to it."""


def follow(moved: Sequence[Life], name: str) -> None:
    """Do what follows from a move of these records; moves that concern nothing else entail nothing."""
    from activation.consequences import CONSEQUENCES  # what is there looks at all of activation

    if not moved:
        return
    for consequence in CONSEQUENCES.get((moved[0].KIND, name), ()):
        consequence(moved)
