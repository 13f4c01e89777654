"""The chain of holders as a picture: from the range holder, through each port, to whoever receives the number."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from operators.numbering import pretty

BOX, GAP = 34, 26
LONGEST = 26


@dataclass(frozen=True, slots=True)
class Stop:
    """A holder in a chain; `y` is where its box begins, `since` is unknown for the first and the last one."""

    name: str
    role: str
    since: date | None
    y: int
    ours: bool = False

    @property
    def short(self) -> str:
        return self.name if len(self.name) <= LONGEST else f"{self.name[: LONGEST - 1].rstrip()}…"

    @property
    def text_y(self) -> int:
        return self.y + 22

    @property
    def arrow(self) -> str:
        """The path that leads to this box from the one above."""
        return f"M20 {self.y - GAP + 3}V{self.y - 3}m-4 -5 4 5 4 -5"

    @property
    def arrow_text_y(self) -> int:
        return self.y - GAP // 2 + 4


@dataclass(frozen=True, slots=True)
class Chain:
    """The chain that some numbers share."""

    stops: tuple[Stop, ...]
    example: str
    count: int

    @property
    def height(self) -> int:
        return len(self.stops) * (BOX + GAP) - GAP + 2

    @property
    def title(self) -> str:
        return " → ".join(stop.name for stop in self.stops)

    @property
    def whose(self) -> str:
        others = self.count - 1
        if not others:
            return self.example
        sentence = ngettext("%(number)s and %(count)d other", "%(number)s and %(count)d others", others)
        return sentence % {"number": self.example, "count": others}


@dataclass(frozen=True, slots=True)
class Path:
    """One number's way: the names of its holders, and the day of each port that is known."""

    national: str
    names: tuple[str, ...]
    days: tuple[date, ...]


def chains_of(paths: Iterable[Path], recipient: str) -> list[Chain]:
    """The different chains, those of most numbers first; a day is shown when all the numbers share it."""
    shared: dict[tuple[str, ...], list[Path]] = defaultdict(list)
    for path in paths:
        shared[path.names].append(path)
    largest = sorted(shared.values(), key=len, reverse=True)
    return [chain_of(group, recipient) for group in largest]


def chain_of(group: Sequence[Path], recipient: str) -> Chain:
    names, days = group[0].names, common_days(group)
    roles = [_("range holder"), *("" for _name in names[1:])]
    if len(names) > 1:
        roles[-1] = _("donor")
    stops = [Stop(name, roles[place], days.get(place), y=place * (BOX + GAP) + 1) for place, name in enumerate(names)]
    last = Stop(recipient, _("recipient"), None, y=len(names) * (BOX + GAP) + 1, ours=True)
    return Chain((*stops, last), pretty(group[0].national), len(group))


def common_days(group: Sequence[Path]) -> dict[int, date]:
    """The day of each port, by its place in the chain, where all numbers of the group have the same."""
    by_place = zip(*(path.days for path in group), strict=False)
    return {place: days[0] for place, days in enumerate(by_place, start=1) if len(set(days)) == 1}
