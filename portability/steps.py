"""The steps of an incoming port: when each is expected by the clocks of the states, and when it was made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from bascule.models import History
from portability.models import PortIn
from portability.models.port_in_clocks import CLOCKS
from portability.models.port_in_state import PortInState

OVER = {PortInState.REVERSED, PortInState.COMPLETED, PortInState.CANCELLED}


class StepCode(TextChoices):
    ORDERED = "ordered", _("ordered")
    SENT = "sent", _("sent to the clearing house")
    ACKNOWLEDGED = "acknowledged", _("acknowledged by the clearing house")
    ACCEPTED = "accepted", _("accepted by the donor")
    READY = "ready", _("the day has come")
    GO = "go", _("go")
    PORTED = "ported", _("ported")
    COMPLETED = "completed", _("confirmed and completed")


CLOCK_OF = {
    StepCode.SENT: PortInState.ORDERED,
    StepCode.ACKNOWLEDGED: PortInState.SENT,
    StepCode.ACCEPTED: PortInState.ACKNOWLEDGED,
    StepCode.READY: PortInState.ACCEPTED,
    StepCode.GO: PortInState.READY,
    StepCode.PORTED: PortInState.READY,
    StepCode.COMPLETED: PortInState.PORTED,
}
"""The state that a step ends, whose clock says when; the go ends the window, and from it the interruption runs."""
ON_THE_DAY = {StepCode.READY, StepCode.GO}
REACHED = {
    PortInState.SENT: StepCode.SENT,
    PortInState.ACKNOWLEDGED: StepCode.ACKNOWLEDGED,
    PortInState.REJECTED: StepCode.ACKNOWLEDGED,
    PortInState.ACCEPTED: StepCode.ACCEPTED,
}
"""The last step that a request in a state has surely behind it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `late` when it came, or has still not come, after its moment."""

    code: StepCode
    label: Any
    expected_at: datetime | None
    actual_at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class AsIf:
    """A request as its clocks would see it in a state since a moment."""

    state_since: datetime
    customer_kind: str
    area: str
    scheduled_on: date | None
    window: str
    go_at: datetime | None


def steps_of(port_in: PortIn, history: Iterable[History], settings: Mapping[str, int], *, now: datetime) -> list[Step]:
    """The eight steps in order. A request that was corrected shows its last round, one put off its new day."""
    made = made_at(port_in, list(history))
    places = {code: place for place, code in enumerate(StepCode)}
    # A request that was split off tells nothing of its own about the steps before: its state does.
    last_made = max(places[code] for code in [*made, REACHED.get(PortInState(port_in.state), StepCode.ORDERED)])
    steps, since = [], made[StepCode.ORDERED]
    for place, code in enumerate(StepCode):
        expected, actual = expected_at(code, since, port_in, made, settings), made.get(code)
        open_still = place > last_made and port_in.state not in OVER
        late = bool(expected and (actual > expected if actual else open_still and now > expected))
        steps.append(Step(code, code.label, expected, actual, late))
        since = actual or expected or since
    return steps


def made_at(port_in: PortIn, history: list[History]) -> dict[StepCode, datetime]:
    """When each step of the last round was made."""
    made = {StepCode.ORDERED: port_in.created_at}
    for line in history:
        what = line.event.partition(".")[2]
        if what == "corrected":
            made = {StepCode.ORDERED: line.at}
        elif what == "rescheduled":
            made = {code: at for code, at in made.items() if code not in ON_THE_DAY}
        elif what in StepCode.values:
            made[StepCode(what)] = line.at
    if port_in.ported_at:
        made[StepCode.PORTED] = port_in.ported_at
    return made


def expected_at(
    code: StepCode, since: datetime, port_in: PortIn, made: Mapping[StepCode, datetime], settings: Mapping[str, int]
) -> datetime | None:
    if code is StepCode.ORDERED:
        return None
    go_at = None if code is StepCode.GO else made.get(StepCode.GO, since)
    request = AsIf(since, port_in.customer_kind, port_in.area, port_in.scheduled_on, port_in.window, go_at)
    if port_in.scheduled_on is None and code is StepCode.READY:
        return None
    return CLOCKS[CLOCK_OF[code]](request, settings)
