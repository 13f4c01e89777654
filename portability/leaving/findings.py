"""How a check is declared: a function of what we know, named by its code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.functional import Promise

from portability.models.port_out import CheckNature, Refusal


class Result(NamedTuple):
    """What a check found; evidence holds codes, dates and numbers."""

    ok: bool
    evidence: Mapping[str, Any] = {}


PASSED = Result(ok=True)
Found = Result | None
"""None: there was nothing to look at."""


def failed(**evidence: Any) -> Result:
    return Result(ok=False, evidence=evidence)


def passed(**evidence: Any) -> Result:
    return Result(ok=True, evidence=evidence)


@dataclass(frozen=True, slots=True)
class Check:
    """A check of each number, or of the whole request. A ground has the refusal that it can lead to; a signal none."""

    code: str
    nature: CheckNature
    label: str | Promise
    of_numbers: bool
    look: Callable[[Any], Found] = field(repr=False)
    refusal: str = ""
    fraud: bool = False
    """A supervisor must hear of it."""


CHECKS: dict[str, Check] = {}


def ground(label: str | Promise, refusal: Refusal, *, whole: bool = False) -> Callable[[Callable[[Any], Found]], Any]:
    """Enrol a check whose failure the law allows to refuse for."""

    def enrol(look: Callable[[Any], Found]) -> Callable[[Any], Found]:
        code = look.__name__
        CHECKS[code] = Check(code, CheckNature.GROUND, label, not whole, look, refusal.value)
        return look

    return enrol


def signal(label: str | Promise, *, whole: bool = True, fraud: bool = False) -> Callable[[Callable[[Any], Found]], Any]:
    """Enrol a check whose failure asks for a human, and is never a ground."""

    def enrol(look: Callable[[Any], Found]) -> Callable[[Any], Found]:
        code = look.__name__
        CHECKS[code] = Check(code, CheckNature.SIGNAL, label, not whole, look, fraud=fraud)
        return look

    return enrol
