"""The life of a record as one line: what happened, now, what is due and what is planned. Pure."""

from dataclasses import dataclass
from datetime import datetime

from bascule.board import Words

EDGE = 3
"""The room left at both ends, in percent."""


@dataclass(slots=True)
class Mark:
    """A moment on the line; `x` in percent, `tone` is done, late, now, due or plan."""

    label: Words
    at: datetime
    tone: str
    x: float = 0
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Bar:
    """Marks in the order of time, evenly apart: days of work and hours of files would not fit one scale."""

    marks: list[Mark]

    @property
    def reached(self) -> float:
        """How far along the line now is, in percent."""
        past = [mark.x for mark in self.marks if mark.tone in {"done", "now"}]
        return max(past, default=EDGE)


def in_order(marks: list[Mark]) -> Bar:
    """The marks in the order of time, evenly apart."""
    marks.sort(key=lambda mark: mark.at)
    step = (100 - 2 * EDGE) / max(len(marks) - 1, 1)
    for place, mark in enumerate(marks):
        mark.x = round(EDGE + place * step, 2)
    marks[0].anchor, marks[-1].anchor = "start", "end"
    return Bar(marks)
