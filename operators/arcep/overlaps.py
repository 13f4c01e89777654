"""Ranges that claim the same numbers; pure. Numbers of different lengths never meet."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from django.utils.translation import gettext as _

from operators.arcep.lines import RangeLine


class Block(NamedTuple):
    """An open range that the import leaves as it is, and whose it is."""

    first: str
    last: str
    whose: str


def overlaps_within(lines: Iterable[RangeLine]) -> dict[int, str]:
    """The number of each line whose range overlaps one that starts before it, with the reason."""
    found: dict[int, str] = {}
    before: RangeLine | None = None
    for line in sorted(lines, key=lambda line: (len(line.first), line.first)):
        if before and len(before.last) == len(line.first) and line.first <= before.last:
            found[line.line] = reason(before.first, before.last, _("line %s") % before.line)
        else:
            before = line
    return found


def overlaps_with(blocks: Iterable[Block], lines: Iterable[RangeLine]) -> dict[int, str]:
    """The number of each line whose range overlaps one of these blocks, with the reason."""
    by_length = defaultdict(list)
    for block in blocks:
        by_length[len(block.first)].append(block)
    reaching = {length: Reaching(members) for length, members in by_length.items()}
    found: dict[int, str] = {}
    for line in lines:
        same_length = reaching.get(len(line.first))
        if same_length and (met := same_length.meeting(line)):
            found[line.line] = reason(*met)
    return found


class Reaching:
    """Of the blocks that start at or before a number, which one reaches furthest."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        ordered = sorted(blocks)
        self.starts = [block.first for block in ordered]
        self.furthest = list(accumulate(ordered, further))

    def meeting(self, line: RangeLine) -> Block | None:
        index = bisect_right(self.starts, line.last) - 1
        return self.furthest[index] if index >= 0 and self.furthest[index].last >= line.first else None


def further(one: Block, other: Block) -> Block:
    return other if other.last > one.last else one


def reason(first: str, last: str, whose: str) -> str:
    return _("overlaps %(first)s-%(last)s (%(whose)s)") % {"first": first, "last": last, "whose": whose}
