"""The verdict on each number of a demand, as the preview shows it: problems one by one, portable numbers in ranges.

However many numbers were pasted, only so many rows are drawn; the counts stay exact.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from operators.numbering import as_ranges, pretty, pretty_range
from portability import rio
from portability.forms import RIO, is_alone
from portability.models.quote import RioStatus
from portability.quoting.assessment import Assessment, Verdict
from portability.quoting.reasons import Severity, Spoken
from portability.quoting.rules import chain_in_words

MOST_PROBLEMS, MOST_RIOS, MOST_RANGES = 80, 40, 80
RIO_REASONS = {"rio_invalid", "rio_other_operator", "donor_unknown"}
"""The problems that another RIO would solve."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A correction that one click makes; `value` is what the button sends."""

    value: str
    words: str
    right: str


@dataclass(frozen=True, slots=True)
class Row:
    """One number."""

    national: str
    given: str
    reasons: list[Spoken]
    rio: str
    rio_status: RioStatus
    asks_rio: bool
    fixes: list[Fix]

    @property
    def shown(self) -> str:
        return pretty(self.national) if self.national else self.given

    @property
    def was_written_otherwise(self) -> bool:
        """Whether what was typed should stand beside the number that we read in it."""
        return bool(self.national) and "".join(self.given.split()) != self.national


@dataclass(frozen=True, slots=True)
class Run:
    """Numbers without a gap that have the same verdict."""

    shown: str
    count: int
    kind: str
    holders: str
    rio_status: str
    rio_words: str
    warnings: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True)
class Donor:
    """The portable numbers of one donor."""

    name: str
    count: int
    runs: list[Run]


@dataclass(slots=True)
class Verdicts:
    """All the numbers of a demand, in three parts."""

    given: int
    portable: int
    warned: int
    problems: list[Row]
    unshown: list[tuple[str, int]]
    rios: list[Row]
    rios_wanted: int
    rios_out_of_sight: list[tuple[str, str]]
    rio_is_required: bool
    donors: list[Donor]
    runs_unshown: int

    @property
    def refused(self) -> int:
        return self.given - self.portable

    @property
    def refused_unshown(self) -> int:
        return sum(count for _label, count in self.unshown)

    @property
    def rios_unshown(self) -> int:
        return max(self.rios_wanted - MOST_RIOS, 0)

    @property
    def rio_was_typed(self) -> bool:
        return any(row.rio for row in self.rios)


def verdicts_of(whole: Assessment) -> Verdicts:
    """What the preview says of each number."""
    blocked = [verdict for verdict in whole.verdicts if not verdict.portable]
    portable = [verdict for verdict in whole.verdicts if verdict.portable]
    typed = whole.case.asked.rios
    wanting = [one for one in portable if one.number.rio_status == RioStatus.MISSING or one.number.national in typed]
    donors, runs_unshown = donors_of(portable)
    problems = [row_of(one) for one in blocked[:MOST_PROBLEMS]]
    rios = [row_of(one) for one in wanting[:MOST_RIOS]]
    in_sight = {row.national for row in [*problems, *rios] if row.asks_rio}
    return Verdicts(
        given=len(whole.verdicts),
        portable=len(portable),
        warned=sum(one.warned for one in portable),
        problems=problems,
        unshown=Counter(str(one.reasons[0].reason.label) for one in blocked[MOST_PROBLEMS:]).most_common(),
        rios=rios,
        rios_wanted=len(wanting),
        rios_out_of_sight=[(RIO + number, text) for number, text in typed.items() if number not in in_sight],
        rio_is_required=whole.case.rio_is_required,
        donors=donors,
        runs_unshown=runs_unshown,
    )


def row_of(verdict: Verdict) -> Row:
    number = verdict.number
    blocking = [one for one in verdict.reasons if one.reason.severity == Severity.BLOCKING]
    said = blocking or verdict.reasons
    return Row(
        national=number.national,
        given=number.entry.input,
        reasons=[one.spoken for one in said],
        rio=number.rio_text,
        rio_status=number.rio_status,
        asks_rio=verdict.portable or any(one.code in RIO_REASONS for one in blocking),
        fixes=[fix_of(one, number.national) for one in verdict.suggestions if can_be_made(one, verdict)],
    )


def can_be_made(suggestion: rio.Suggestion, verdict: Verdict) -> bool:
    """A number can be corrected where it was typed alone; inside a range, only its RIO can."""
    return suggestion.change == "rio" or is_alone(verdict.number.entry)


def fix_of(suggestion: rio.Suggestion, national: str) -> Fix:
    if suggestion.change == "rio":
        return Fix(f"rio {national} {suggestion.rio}", suggestion.explanation, suggestion.rio)
    right = suggestion.national
    return Fix(f"number {national} {right}", suggestion.explanation, pretty(right))


def donors_of(portable: Iterable[Verdict]) -> tuple[list[Donor], int]:
    """Each donor with its numbers in ranges, and how many ranges are left out."""
    by_donor: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in portable:
        by_donor[verdict.number.holder_names[-1]].append(verdict)
    donors, room, unshown = [], MOST_RANGES, 0
    for name, verdicts in by_donor.items():
        runs = runs_of(verdicts)
        donors.append(Donor(name, len(verdicts), runs[:room]))
        unshown += len(runs[room:])
        room = max(room - len(runs), 0)
    return donors, unshown


def runs_of(verdicts: Iterable[Verdict]) -> list[Run]:
    """The numbers of a donor, those that have the same verdict together."""
    alike: dict[tuple[object, ...], list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        number = verdict.number
        warnings = tuple(one.code for one in verdict.reasons)
        alike[number.port_kind, tuple(number.chain), number.rio_status, warnings].append(verdict)
    runs = [(first, run_of(first, last, group[0])) for group in alike.values() for first, last in ranges_of(group)]
    return [run for _first, run in sorted(runs, key=lambda pair: pair[0])]


def ranges_of(verdicts: Iterable[Verdict]) -> list[tuple[str, str]]:
    return as_ranges(verdict.number.national for verdict in verdicts)


def run_of(first: str, last: str, example: Verdict) -> Run:
    number = example.number
    warnings = [one for one in example.reasons if one.code != "rio_missing"]
    return Run(
        shown=pretty_range(first, last),
        count=int(last) - int(first) + 1,
        kind=str(number.port_kind.label) if number.port_kind else "",
        holders=chain_in_words(number),
        rio_status=number.rio_status,
        rio_words=str(RioStatus(number.rio_status).label),
        warnings=tuple(one.spoken for one in warnings),
    )
