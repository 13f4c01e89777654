"""What is said of the day of a port: a donor's day for a request of ours; the go, or another day, of a recipient."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from bascule.rules import RuleRefused
from operators.exchange.counterparts import CLEARING_HOUSE
from operators.exchange.fields import BadField, day_in, needed, one_of, readable
from operators.exchange.handlers import Problem, Problems, Trouble, handles
from operators.exchange.taking import move, not_expected
from operators.models import Message, Operator
from portability.clearing_house.hearing import take_dates
from portability.clearing_house.leaving import acknowledge
from portability.clearing_house.recipients import Known, about_port_outs
from portability.deadlines import Window
from portability.leaving.planning import check_new_day
from portability.models.port_out import PortOutState


@handles(CLEARING_HOUSE, "schedule")
def hear_days(messages: Sequence[Message], now: datetime) -> Problems:
    """Of a donor about our request, or of a recipient about its own: such a message bears the recipient's code."""
    own = Operator.objects.own().code
    theirs = [message for message in messages if message.fields.get("recipient", own) != own]
    ours = [message for message in messages if message not in theirs]
    return dict(take_dates(ours, now)) | dict(put_off(theirs, now))


@about_port_outs
def put_off(messages: Sequence[Message], known: Known, now: datetime) -> Problems:
    """The recipient needs another day; one that we have already is only acknowledged."""
    problems = {
        message.message_id: not_expected(known[message.message_id])
        for message in messages
        if known[message.message_id].state != PortOutState.ACCEPTED
    }
    expected = [message for message in messages if message.message_id not in problems]
    said, unreadable = readable(expected, lambda message: new_day(message, known, now))
    same: dict[tuple[date, str], list[Message]] = defaultdict(list)
    for message, planned in said:
        port_out = known[message.message_id]
        if planned != (port_out.scheduled_on, port_out.window):
            same[planned].append(message)
    for (day, window), about in same.items():
        problems |= move("take_date", about, known, now, facts={"scheduled_on": day, "window": window})
    acknowledge([message for message, _planned in said if message.message_id not in problems], now)
    return problems | unreadable


def new_day(message: Message, known: Known, now: datetime) -> tuple[date, str]:
    port_out = known[message.message_id]
    window = one_of(message, "window", Window) or port_out.window
    day = needed(day_in(message, "date"), "date")
    if (day, window) != (port_out.scheduled_on, port_out.window):
        try:
            check_new_day(port_out, day, window, now)
        except RuleRefused as refused:
            raise BadField(f"date: {refused.message}") from None
    return day, window


@handles(CLEARING_HOUSE, "go")
@about_port_outs
def hear_goes(messages: Sequence[Message], known: Known, now: datetime) -> Problems:
    """The recipient is ready: the numbers are let go at once, unless our own clock was faster."""
    today = timezone.localdate(now)
    problems: Problems = {}
    ready = []
    for message in messages:
        port_out = known[message.message_id]
        if port_out.state == PortOutState.ACCEPTED and port_out.scheduled_on > today:
            words = _("%(reference)s is planned for %(day)s.")
            text = words % {"reference": port_out, "day": port_out.scheduled_on.isoformat()}
            problems[message.message_id] = Problem(Trouble.NOT_EXPECTED, text)
        elif port_out.state not in {PortOutState.RELEASED, PortOutState.CLOSED}:
            ready.append(message)
    return problems | move("go", ready, known, now)
