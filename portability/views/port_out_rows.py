"""The numbers of an outgoing port as people answer them: each failed one by itself, the others in ranges."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from operators.numbering import as_ranges, pretty_range
from portability.leaving.answering import Evidence
from portability.leaving.checks import CHECKS, GROUNDS
from portability.models import PortOut, PortOutCheck, PortOutNumber
from portability.models.port_out import Answer, CheckNature, CheckVerdict, Refusal
from portability.views.evidence import evidence_in_words, in_short, refused_because

MOST_ROWS = 100
"""How many numbers or ranges one page answers one by one; those beyond are answered together."""
SHOWN_TOGETHER = 4


@dataclass(frozen=True, slots=True)
class Finding:
    """A check with what it found; `numbers` those that it failed for, `words` what showed it."""

    code: str
    label: str | Promise
    ok: bool
    is_signal: bool
    words: str = ""
    numbers: str = ""
    failed: int = 0

    @property
    def short(self) -> str | Promise:
        return in_short(self.code)

    @property
    def tone(self) -> str:
        return "done" if self.ok else "soon" if self.is_signal else "late"

    @property
    def tells(self) -> bool:
        """Whether something is worth reading though it passed; what stays is told beside."""
        return bool(self.words) and self.code != "complete"


@dataclass(slots=True)
class Row:
    """Numbers that get one answer: the grounds that may be given, each with what shows it, the likeliest first.

    `fails` says that a check of their own failed, not only one of the whole request.
    """

    nationals: list[str]
    shown: str
    rio: str = ""
    grounds: dict[str, str] = field(default_factory=dict)
    fails: bool = False
    answer: str = ""
    refusal: str | Promise = ""
    evidence: str = ""

    @property
    def first(self) -> str:
        return self.nationals[0]

    @property
    def count(self) -> int:
        return len(self.nationals)

    @property
    def can_go(self) -> bool:
        """What we do not serve is not ours to give."""
        return Refusal.NOT_SERVED_BY_US not in self.grounds


def findings_of(port_out: PortOut) -> list[Finding]:
    """Every check of a request, the failed ones with their numbers; one query."""
    checks = list(PortOutCheck.objects.filter(port_out=port_out))
    of_numbers: dict[str, list[PortOutCheck]] = defaultdict(list)
    for check in checks:
        if check.national:
            of_numbers[check.code].append(check)
    sums = {check.code: check for check in checks if not check.national}
    return [finding(sums[code], of_numbers[code]) for code in CHECKS if code in sums]


def finding(check: PortOutCheck, of_numbers: Sequence[PortOutCheck]) -> Finding:
    known, failing = CHECKS[check.code], [one for one in of_numbers if one.verdict == CheckVerdict.FAILED]
    numbers = [one.national for one in failing]
    words = sentences(failing or of_numbers or [check]) if failing or tells(check) else ""
    return Finding(
        check.code,
        known.label,
        check.verdict == CheckVerdict.PASSED,
        check.nature == CheckNature.SIGNAL,
        words,
        together(numbers),
        len(numbers),
    )


def tells(check: PortOutCheck) -> bool:
    """Whether what was found is worth a sentence: what passed tells of what stays, and of what ended lately."""
    return check.verdict == CheckVerdict.FAILED or check.code in {"complete", "terminated_recently"}


def sentences(failing: Iterable[PortOutCheck]) -> str:
    """What showed it, said once for all the numbers of which the same is true."""
    said = dict.fromkeys(evidence_in_words(one.code, one.evidence) for one in failing)
    return " ".join(list(said)[:SHOWN_TOGETHER])


def together(nationals: Iterable[str]) -> str:
    shown = [pretty_range(first, last) for first, last in as_ranges(nationals)]
    return ", ".join(shown[:SHOWN_TOGETHER]) + (" …" if len(shown) > SHOWN_TOGETHER else "")


def rows_to_answer(port_out: PortOut) -> list[Row]:
    """The numbers of a request that waits for its answer; two queries whatever their count."""
    lines, against = list(port_out.numbers.all()), Evidence.of(port_out)
    grounds = {line.national: grounds_in_words(against.against(line.national)) for line in lines}
    return [*failing_rows(lines, grounds, set(against.failed)), *sound_rows(lines, grounds, set(against.failed))]


def grounds_in_words(against: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """What may be answered by evidence, in the order of the checks."""
    order = list(GROUNDS)
    by_check = sorted(against.items(), key=lambda item: order.index(str(item[1]["check"])))
    return {refusal: evidence_in_words(str(found["check"]), found) for refusal, found in by_check}


def failing_rows(
    lines: Iterable[PortOutNumber], grounds: Mapping[str, dict[str, str]], failed: set[str]
) -> Iterator[Row]:
    failing = [line for line in lines if line.national in failed]
    for line in failing[:MOST_ROWS]:
        yield Row(
            [line.national], pretty_range(line.national, line.national), line.rio, grounds[line.national], fails=True
        )
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for line in failing[MOST_ROWS:]:
        alike[tuple(grounds[line.national])].append(line.national)
    for refusals, nationals in alike.items():
        yield Row(nationals, together(nationals), "", dict.fromkeys(refusals, ""), fails=True)


def sound_rows(
    lines: Iterable[PortOutNumber], grounds: Mapping[str, dict[str, str]], failed: set[str]
) -> Iterator[Row]:
    rios = {line.national: line.rio for line in lines if line.national not in failed}
    for nationals, shown in in_runs(rios):
        rio = rios[nationals[0]] if len(nationals) == 1 else ""
        yield Row(nationals, shown, rio, grounds[nationals[0]])


def in_runs(nationals: Iterable[str]) -> Iterator[tuple[list[str], str]]:
    """The numbers of each range, and the range in words; those of too many ranges together."""
    runs = as_ranges(nationals)
    for first, last in runs[:MOST_ROWS]:
        yield expanded(first, last), pretty_range(first, last)
    if others := [national for first, last in runs[MOST_ROWS:] for national in expanded(first, last)]:
        yield others, together(others)


def expanded(first: str, last: str) -> list[str]:
    return [str(number).zfill(len(first)) for number in range(int(first), int(last) + 1)]


def answered_rows(port_out: PortOut) -> list[Row]:
    """The numbers of a request that was answered or is over: the refused ones with ground and evidence first."""
    lines = list(port_out.numbers.all())
    refused = [line for line in lines if line.answer == Answer.REFUSED]
    rows = [refused_row(line) for line in refused[:MOST_ROWS]]
    left = [line.national for line in refused[MOST_ROWS:]]
    rows += [Row(left, together(left), answer=Answer.REFUSED)] if left else []
    for answer in (Answer.ACCEPTED.value, ""):
        nationals = [line.national for line in lines if line.answer == answer]
        rows += [Row(run, shown, answer=answer) for run, shown in in_runs(nationals)]
    return rows


def refused_row(line: PortOutNumber) -> Row:
    label, words = refused_because(line.refusal, line.evidence)
    shown = pretty_range(line.national, line.national)
    return Row([line.national], shown, line.rio, answer=line.answer, refusal=label, evidence=words)
