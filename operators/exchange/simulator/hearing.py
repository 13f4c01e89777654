"""How each side takes up what we say: once, by the reaction that it has enrolled for this kind of message."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Generic, TypeVar

from operators.exchange.envelope import Envelope
from operators.exchange.simulator.habits import Habits, Heard, Reply
from operators.exchange.simulator.hours import day_of
from operators.exchange.simulator.memory import Memory, stamp

M = TypeVar("M", bound=Memory)
Reaction = Callable[[M, Habits, Heard], Iterable[Reply | None]]


class Reactions(Generic[M]):
    """What one side does about each kind of message."""

    def __init__(self) -> None:
        self.of: dict[str, Reaction[M]] = {}

    def on(self, kind: str) -> Callable[[Reaction[M]], Reaction[M]]:
        """Enrol what is done about one kind of message."""

        def enrol(reaction: Reaction[M]) -> Reaction[M]:
            self.of[kind] = reaction
            return reaction

        return enrol

    def take(self, memory: M, habits: Habits, heard: Heard) -> None:
        """Take up a message, once, and plan what will be answered."""
        message = heard.message
        if not memory.is_new(message.id):
            return
        reaction = self.of.get(message.kind, unknown_kind)
        replies = [reply for reply in reaction(memory, habits, heard) if reply]
        memory.plan((spoken(reply, heard, habits), reply.at) for reply in replies)


def take_malformed(memory: Memory, habits: Habits, place: str, heard: Heard, words: str) -> None:
    """Say of a line that it cannot be read; `place` is its file and number."""
    if memory.is_new(place):
        reply = error(heard, habits, "malformed", words)
        memory.plan([(spoken(reply, heard, habits, place), reply.at)])


def spoken(reply: Reply, heard: Heard, habits: Habits, about: str = "") -> Envelope:
    """A reply with its id, which follows from what it answers and is the same whenever it is asked for."""
    turn = (reply.turn,) if reply.turn else ()
    token = habits.seed.token(about or heard.message.id, reply.kind, stamp(heard.at), *turn)
    fields = {name: value for name, value in reply.fields.items() if value}
    return Envelope(f"S-{day_of(heard.at):%Y%m%d}-{token}", reply.kind, reply.reference, fields)


def error(heard: Heard, habits: Habits, code: str, text: str) -> Reply:
    """A message that cannot be taken up, with the reason."""
    return reply_in(heard, habits, 5, "error", {"message": heard.message.id, "code": code, "text": text})


def reply_in(heard: Heard, habits: Habits, minutes: int, kind: str, fields: Mapping[str, str]) -> Reply:
    honest = heard.at + timedelta(minutes=minutes)
    return Reply(kind, heard.message.reference, fields, habits.pace.due(heard.at, honest))


def unknown_kind(memory: Memory, habits: Habits, heard: Heard) -> Iterator[Reply]:
    yield error(heard, habits, "unknown-kind", "Type de message inconnu")
