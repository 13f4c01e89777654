"""When each state of an incoming port must be over. Delays are dated settings, days those of its own calendar."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bascule.workdays import WorkingDay
from portability.deadlines import answer_due, days_later, window_end, window_start
from portability.models.port_in_state import PortInState


def until_the_cutover(port_in: Any, settings: Mapping[str, int]) -> datetime | None:
    """Before the go, the end of its window; after it, the longest interruption allowed."""
    if port_in.go_at:
        return port_in.go_at + timedelta(hours=settings["interruption_hours"])
    return window_end(port_in.scheduled_on, port_in.window) if port_in.scheduled_on else None


CLOCKS: dict[PortInState, Callable[[Any, Mapping[str, int]], datetime | None]] = {
    PortInState.ORDERED: lambda it, s: days_later(it.state_since, s["send_days"], WorkingDay.OUVRE, it.area),
    PortInState.SENT: lambda it, s: it.state_since + timedelta(minutes=s["acknowledgement_minutes"]),
    PortInState.ACKNOWLEDGED: lambda it, s: answer_due(it.state_since, it.customer_kind, it.area, s),
    PortInState.ACCEPTED: lambda it, s: window_start(it.scheduled_on, it.window),
    PortInState.REJECTED: lambda it, s: days_later(it.state_since, s["correction_days"], WorkingDay.OUVRE, it.area),
    PortInState.READY: until_the_cutover,
    PortInState.PORTED: lambda it, s: days_later(it.state_since, s["confirmation_days"], WorkingDay.OUVRE, it.area),
    PortInState.INCIDENT: lambda it, s: it.state_since + timedelta(hours=s["interruption_hours"]),
}
"""When each state must be over; reversed, completed and cancelled requests wait for nobody."""
