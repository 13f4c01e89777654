"""How each side writes: its format, and the slips of its pen. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from operators.exchange.codecs import ACCESS, NEUTRAL, Codec
from operators.exchange.envelope import Envelope, Said
from operators.exchange.simulator.chance import Seed


@dataclass(frozen=True, slots=True)
class Hand:
    """One side's. `strange` makes a message that nobody can take up, `broken_line` a line that nobody can read, each in
    its turn; `stray` stands in a file for somebody else."""

    codec: Codec
    strange: Callable[[Envelope, Seed], Envelope]
    broken_line: Callable[[bytes, int], bytes]
    stray: Said


def strange(message: Envelope, seed: Seed) -> Envelope:
    """Of a kind that there is not, or about a request that there is not."""
    if seed.share("strange", message.id) < 0.5:
        return Envelope(f"{message.id}.u", "toll_notice", message.reference, {"text": "Message inconnu"})
    return Envelope(f"{message.id}.u", "confirmation", "PI-1999-000000", {"date": "1999-12-31"})


def broken_line(line: bytes, turn: int) -> bytes:
    """A slip that no reader can take for a message."""
    first, kind, reference, *fields = line.split(b"|")
    slips = (
        [first, kind.upper(), reference, *fields],
        [first, kind],
        [first, kind, reference, b"=".join(fields) + b"=%G1"],
        [first, kind, reference, *fields, b"a=1", b"a=1"],
        [b"", kind, reference, *fields],
    )
    return b"|".join(slips[turn % len(slips)])


def strange_access(message: Envelope, seed: Seed) -> Envelope:
    """Of a kind that only we say, or about an order that there is not."""
    if seed.share("strange", message.id) < 0.5:
        return Envelope(f"{message.id}.u", "access_reminder", message.reference, {"count": "1"})
    said = {"result": "ok", "done_on": "1999-12-31"}
    return Envelope(f"{message.id}.u", "completion_report", "UO-1999-000000", said)


def broken_access(line: bytes, turn: int) -> bytes:
    word, first, reference, *columns = line.split(b";")
    slips = (
        [word.lower(), first, reference, *columns],
        [word, first],
        [word, first, reference, *columns, b""],
        [word, first, reference, *columns[:-1], columns[-1] + b'"'],
        [word, b"", reference, *columns],
    )
    return b";".join(slips[turn % len(slips)])


CLEARING_HOUSE_HAND = Hand(NEUTRAL, strange, broken_line, Said("acknowledgement", "PI-0001", {"message": "X-0001"}))
INCUMBENT_HAND = Hand(
    ACCESS, strange_access, broken_access, Said("access_acknowledgement", "UO-0001", {"result": "ok"})
)
