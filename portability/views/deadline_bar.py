"""The life of a request as marks of one line: what happened, now, what is due, promised and expected."""

from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from bascule.board import last_minute
from bascule.deadline_bar import Bar, Mark, in_order
from portability.deadlines import window_start
from portability.models import PortIn, PortOut
from portability.models.port_in_state import PortInState
from portability.models.port_out import PortOutState
from portability.telling import WORDS

MOST_PAST = 3
"""The latest moves that the line shows; the timeline has them all."""
SHORT = {
    "port_in.sent": _("Sent"),
    "port_in.acknowledged": _("Acknowledged"),
    "port_in.accepted": _("Accepted"),
    "port_in.corrected": _("Corrected"),
}
BAD = {"port_in.rejected", "port_in.incident", "port_in.reversed", "port_in.cancelled"}
DUE = {
    PortInState.ORDERED: _("To be sent"),
    PortInState.SENT: _("Receipt due"),
    PortInState.ACKNOWLEDGED: _("Answer due"),
    PortInState.REJECTED: _("Correction due"),
    PortInState.READY: _("Window ends"),
    PortInState.INCIDENT: _("Service back by"),
    PortInState.PORTED: _("Confirmation due"),
}
OVER = {PortInState.COMPLETED, PortInState.REVERSED, PortInState.CANCELLED}
AHEAD = {PortInState.ORDERED, PortInState.SENT, PortInState.ACKNOWLEDGED, PortInState.ACCEPTED, PortInState.REJECTED}
"""The states in which the port is still to come."""


def deadline_bar(port_in: PortIn, now: datetime) -> Bar:
    marks = [Mark(_("Ordered"), port_in.created_at, "done"), *past_of(port_in)]
    if port_in.state not in OVER:
        marks += [Mark(_("Now"), now, "now"), *due_of(port_in, now), *planned_of(port_in)]
    return in_order(marks)


def past_of(port_in: PortIn) -> list[Mark]:
    lines = list(port_in.history.filter(event__in=WORDS).exclude(event="port_in.ordered"))[-MOST_PAST:]
    return [
        Mark(SHORT.get(line.event, WORDS[line.event]), line.at, "late" if line.event in BAD else "done")
        for line in lines
    ]


def due_of(port_in: PortIn, now: datetime) -> list[Mark]:
    label = DUE.get(PortInState(port_in.state))
    if label is None or port_in.due_at is None:
        return []
    return [Mark(label, last_minute(port_in.due_at), "late" if port_in.due_at <= now else "due")]


def planned_of(port_in: PortIn) -> list[Mark]:
    """The first date agreed, the date of now when it is another one, and when it will probably be."""
    if port_in.state not in AHEAD:
        return []
    promised, planned = port_in.promised_on, port_in.scheduled_on
    days = [(_("Promised"), promised)] if promised and promised != planned else []
    days += [(_("Planned"), planned)] if planned else []
    if port_in.quote and port_in.quote.expected_date and port_in.quote.expected_date != planned:
        days.append((_("Expected"), port_in.quote.expected_date))
    return [Mark(label, window_start(day, port_in.window), "plan") for label, day in days if day]


LEAVING = {
    PortOutState.RECEIVED: _("Answer due"),
    PortOutState.ACCEPTED: _("Window ends"),
    PortOutState.RELEASED: _("Closing due"),
}


def bar_of_port_out(port_out: PortOut, now: datetime) -> Bar:
    """The life of a request for numbers of ours: its moments, what is due, and the day on which they leave."""
    marks = [Mark(_("Received"), port_out.received_at, "done")]
    if port_out.answered_at:
        tone = "late" if port_out.state == PortOutState.REFUSED else "done"
        marks.append(Mark(_("Answered"), port_out.answered_at, tone))
    if port_out.released_at:
        marks.append(Mark(_("Released"), port_out.released_at, "done"))
    if label := LEAVING.get(PortOutState(port_out.state)):
        marks.append(Mark(_("Now"), now, "now"))
        if port_out.due_at:
            marks.append(Mark(label, last_minute(port_out.due_at), "late" if port_out.due_at <= now else "due"))
    if port_out.state in PortOutState.open():
        marks.append(Mark(_("Planned"), window_start(port_out.scheduled_on, port_out.window), "plan"))
    if port_out.state in {PortOutState.CLOSED, PortOutState.CANCELLED}:
        marks.append(Mark(capfirst(port_out.get_state_display()), port_out.state_since, "done"))
    return in_order(marks)
