"""Which range a number belongs to; one query for any count of numbers."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models.functions import Length

from operators.models import NumberRange


class Block(NamedTuple):
    """A range of numbers, as it is read for many numbers at once."""

    first: str
    last: str
    holder_id: int
    territory: str
    since: date


def blocks_of(nationals: Sequence[str], day: date) -> dict[str, Block]:
    """The range of each number in force on a day; a number outside every range has no entry."""
    if not nationals:
        return {}
    by_length = group_by_length(read_blocks(nationals, day))
    return {number: block for number in nationals if (block := find_block(number, by_length))}


def read_blocks(nationals: Sequence[str], day: date) -> list[Block]:
    """Every range that may hold one of these numbers: ranges never leave their first three digits."""
    low, high = min(nationals), max(nationals)
    rows = NumberRange.objects.in_force(day).filter(first__gte=low[:3], first__lte=high, last__gte=low)
    if len({len(number) for number in nationals}) == 1:
        rows = rows.annotate(digits=Length("first")).filter(digits=len(low))
    rows = rows.order_by("first", "assigned_on")
    return [Block._make(row) for row in rows.values_list("first", "last", "holder_id", "territory", "assigned_on")]


def group_by_length(blocks: list[Block]) -> dict[int, tuple[list[str], list[Block]]]:
    grouped: dict[int, tuple[list[str], list[Block]]] = defaultdict(lambda: ([], []))
    for block in blocks:
        starts, members = grouped[len(block.first)]
        starts.append(block.first)
        members.append(block)
    return grouped


def find_block(number: str, by_length: dict[int, tuple[list[str], list[Block]]]) -> Block | None:
    starts, members = by_length.get(len(number), ((), []))
    index = bisect_right(starts, number) - 1
    return members[index] if index >= 0 and members[index].last >= number else None
