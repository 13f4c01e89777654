"""Ask about a line; whoever answers, the answer has one shape."""

import logging
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

import httpx
from django.conf import settings

UNREACHABLE = "unreachable"
"""Stands among the findings when nobody answered."""
SIMULATOR = re.compile(r"simulator:([0-9]*)")
TIMEOUT = 5.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line is asked for, and what is to be ordered on it, when."""

    line_number: str
    postal_code: str
    line1: str
    technology: str
    on: date


@dataclass(frozen=True, slots=True)
class LineCheck:
    """What was said of a line. `findings` are the incumbent's codes; `asked` is false when there is nobody to ask."""

    asked: bool = False
    exchange: str = ""
    exchange_name: str = ""
    technologies: tuple[str, ...] = ()
    length_m: int | None = None
    copper_closed_on: date | None = None
    held_by: str = ""
    findings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As a subscription keeps it: codes and figures, nothing of a person."""
        closed = self.copper_closed_on and self.copper_closed_on.isoformat()
        return asdict(self) | {
            "technologies": list(self.technologies),
            "findings": list(self.findings),
            "copper_closed_on": closed,
        }


def check_line(place: Place) -> LineCheck:
    """What is known of a line. Never fails: a server that is silent or talks nonsense is `unreachable`."""
    url = settings.ELIGIBILITY_URL
    if not url or not place.line_number:
        return LineCheck()
    if simulator := SIMULATOR.fullmatch(url):
        return read(simulated(place, int(simulator[1] or 1)))
    try:
        return read(answered(url, place))
    except (httpx.HTTPError, ValueError, TypeError, KeyError, AttributeError) as error:
        log.error("The eligibility server did not answer as it should: %s.", type(error).__name__)
        return LineCheck(asked=True, findings=(UNREACHABLE,))


def simulated(place: Place, seed: int) -> Mapping[str, Any]:
    from operators.exchange.simulator.lines import line_facts

    facts = line_facts(place.line_number, place.postal_code, seed)
    return facts.as_json(place.line1, place.on, place.technology)


def answered(url: str, place: Place) -> Mapping[str, Any]:
    asked = {
        "postal_code": place.postal_code,
        "line1": place.line1,
        "technology": place.technology,
        "on": place.on.isoformat(),
    }
    answer = httpx.get(f"{url.rstrip('/')}/lines/{quote(place.line_number)}", params=asked, timeout=TIMEOUT)
    answer.raise_for_status()
    return answer.json()


def read(said: Mapping[str, Any]) -> LineCheck:
    """Raises ValueError, TypeError, KeyError or AttributeError for what is not as the document has it."""
    exchange = said["exchange"] or {}
    closed = said.get("copper_closed_on")
    length = said.get("length_m")
    return LineCheck(
        asked=True,
        exchange=str(exchange.get("code", "")),
        exchange_name=str(exchange.get("name", "")),
        technologies=tuple(str(one) for one in said["technologies"]),
        length_m=int(length) if length is not None else None,
        copper_closed_on=date.fromisoformat(closed) if closed else None,
        held_by=str(said.get("held_by") or ""),
        findings=tuple(str(code) for code in said["findings"]),
    )
