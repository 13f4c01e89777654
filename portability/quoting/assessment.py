"""What an assessment is made of: reasons given, verdicts, requests, price and dates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portability import rio
from portability.models.quote import PortKind, PortType, Scope
from portability.quoting.facts import Case, NumberFacts
from portability.quoting.pricing import Price
from portability.quoting.reasons import Reason, Severity, Spoken
from portability.routing import Holder


@dataclass(frozen=True, slots=True)
class Given:
    """A reason with the facts of one case."""

    reason: Reason
    facts: Mapping[str, Any]

    @property
    def code(self) -> str:
        return self.reason.code

    @property
    def spoken(self) -> Spoken:
        return self.reason.spoken(self.facts)


@dataclass(slots=True)
class Verdict:
    """What we say of one number."""

    number: NumberFacts
    reasons: list[Given]
    suggestions: list[rio.Suggestion] = field(default_factory=list)

    @property
    def portable(self) -> bool:
        return all(given.reason.severity < Severity.BLOCKING for given in self.reasons)

    @property
    def warned(self) -> bool:
        return any(given.reason.severity == Severity.WARNING for given in self.reasons)


@dataclass(slots=True)
class DonorRequest:
    """The numbers that one donor holds."""

    donor: Holder
    kind: PortKind
    type: PortType
    numbers: list[NumberFacts]


@dataclass(slots=True)
class Reasoning:
    """A reason, and the numbers that it holds for; none when it holds for the whole."""

    given: Given
    numbers: list[NumberFacts] = field(default_factory=list)


@dataclass(slots=True)
class Assessment:
    """The answer to a demand."""

    case: Case
    verdicts: list[Verdict]
    requests: list[DonorRequest] = field(default_factory=list)
    reasons: list[Reasoning] = field(default_factory=list)
    price: Price | None = None
    earliest_date: date | None = None
    expected_date: date | None = None

    @property
    def portable(self) -> list[NumberFacts]:
        return [verdict.number for verdict in self.verdicts if verdict.portable]

    @property
    def type(self) -> PortType | None:
        """One complex request makes the whole complex; None when nothing is portable."""
        types = {request.type for request in self.requests}
        return PortType.COMPLEX if PortType.COMPLEX in types else min(types, default=None)

    @property
    def scope(self) -> Scope:
        return Scope.PARTIAL if self.case.kept else Scope.FULL
