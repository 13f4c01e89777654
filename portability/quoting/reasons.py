"""What a reason is: the one place where a code meets its words, its remedy and its source."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.utils.functional import Promise

Words = str | Promise
Sentence = Words | Callable[[Mapping[str, Any]], Words]
Found = Mapping[str, Any] | None
"""What a rule answers: None when it has nothing to say, else the facts that its sentence needs."""


class Severity(IntEnum):
    """What a reason does to its number."""

    EXPLANATION = 1  # says why the type is what it is
    WARNING = 2  # stays portable, but somebody should look
    BLOCKING = 3  # this number cannot be asked


@dataclass(frozen=True, slots=True)
class Reason:
    """One code, its words in both languages, what to do about it, and the text that it rests on."""

    code: str
    severity: Severity
    label: Words
    sentence: Sentence
    fix: Words
    source: str
    applies: Callable[..., Found]

    def detail(self, facts: Mapping[str, Any]) -> str:
        """The sentence in the reader's language, with this case's facts."""
        sentence = self.sentence(facts) if callable(self.sentence) else self.sentence
        return str(sentence % facts) if facts else str(sentence)

    def spoken(self, facts: Mapping[str, Any]) -> "Spoken":
        """This reason in the reader's language, with the facts of one case."""
        words = str(self.label), self.detail(facts), str(self.fix)
        return Spoken(self.code, self.severity, *words, self.source)


REASONS: dict[str, Reason] = {}


def reason(
    severity: Severity, label: Words, sentence: Sentence, *, source: str, fix: Words = ""
) -> Callable[[Callable[..., Found]], Reason]:
    """Make a rule of a function: its name is the code, and here are its words."""

    def enrol(applies: Callable[..., Found]) -> Reason:
        code = applies.__name__
        REASONS[code] = Reason(code, severity, label, sentence, fix, source, applies)
        return REASONS[code]

    return enrol


@dataclass(frozen=True, slots=True)
class Spoken:
    """A reason in the reader's language."""

    code: str
    severity: Severity
    label: str
    detail: str
    fix: str
    source: str

    @property
    def blocking(self) -> bool:
        return self.severity == Severity.BLOCKING


def stored(reason: Reason, facts: Mapping[str, Any]) -> dict[str, Any]:
    """A reason as a quote keeps it: its code and facts, no words."""
    return {"code": reason.code, "severity": reason.severity.name.lower(), "facts": dict(facts)}


def spoken(kept: Mapping[str, Any]) -> Spoken:
    """The words of a reason that a quote keeps."""
    return REASONS[kept["code"]].spoken(kept["facts"])
