"""What the numbers of a request make it: its type and kind, why, and which of them is its main number.

A request may lose numbers, to a part that is answered apart or to a correction. What it is then follows what it still
holds, by the verdicts of its quote and the rules of the day of its order; only the price that was accepted stays.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bascule.models import DatedSetting
from portability.models import PortIn, Quote
from portability.models.quote import PortKind, PortType
from portability.quoting import rules
from portability.quoting.assess import hardest
from portability.quoting.reasons import Severity, Spoken, spoken, stored

Kept = Mapping[str, Any]
EXPLANATION = Severity.EXPLANATION.name.lower()
COMPLEX = {rules.ported_several_times.code, rules.many_numbers.code}
"""The reasons that make a request complex."""


@dataclass(frozen=True, slots=True)
class Why:
    """A reason of the type of a request, and the numbers that it holds for; none when it holds for them all."""

    words: Spoken
    numbers: list[str]

    @property
    def count(self) -> int:
        return len(self.numbers)


def make_of(request: PortIn, numbers: Collection[str]) -> dict[str, str]:
    """The type and the kind of a request that holds these numbers; as it was when it has no quote."""
    if request.quote is None:
        return {"type": request.type, "kind": request.kind}
    lines = lines_of(request.quote, numbers)
    found = reasons_among(request, {position for position, _number, _kind in lines}, len(numbers))
    is_complex = any(kept["code"] in COMPLEX for kept, _positions in found)
    kinds = {PortKind(kind) for _position, _number, kind in lines}
    return {
        "type": PortType.COMPLEX if is_complex else PortType.SIMPLE,
        "kind": hardest(kinds) if kinds else request.kind,
    }


def why_of(request: PortIn) -> list[Why]:
    """Why a request is simple or complex, by the numbers that it holds now."""
    if request.quote is None:
        return []
    numbers = list(request.numbers.values_list("national", flat=True))
    names = {position: number for position, number, _kind in lines_of(request.quote, numbers)}
    found = reasons_among(request, set(names), len(numbers))
    return [Why(spoken(kept), [names[one] for one in positions]) for kept, positions in found]


def lines_of(quote: Quote, numbers: Collection[str]) -> list[tuple[int, str, str]]:
    """Position, number and kind of the lines of a quote that are about these numbers."""
    lines = quote.lines.filter(portable=True, number__among=list(numbers)).order_by("position")
    return list(lines.values_list("position", "number", "kind"))


def reasons_among(request: PortIn, positions: Collection[int], count: int) -> list[tuple[Kept, list[int]]]:
    """What explains the type, of what the quote keeps: each reason with those of these lines that it holds for."""
    assert request.quote is not None  # noqa: S101  (the callers looked)
    limit = DatedSetting.on(request.ordered_on)["complex_from_numbers"]
    found: list[tuple[Kept, list[int]]] = []
    if limit and count >= limit:
        found.append((stored(rules.many_numbers, {"limit": limit}), []))
    for kept in request.quote.reasons:
        inside = [one for first, last in kept["lines"] for one in range(first, last + 1) if one in positions]
        if kept["severity"] == EXPLANATION and inside:
            found.append((kept, inside))
    return found


def head_of(main: str, numbers: Sequence[str], every: Collection[str]) -> str:
    """The main number of a part of some numbers.

    The part that does not hold the main number is headed by the first number of its own, if it is a group; a main
    number that was none of them all stays what it is: the line that they hang on, and that is not ported.
    """
    if main in numbers or main not in every:
        return main
    return numbers[0] if len(numbers) > 1 else ""
