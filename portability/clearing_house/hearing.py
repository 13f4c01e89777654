"""What becomes of what the clearing house says of our requests: one move for all that are told the same."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from bascule.lifecycle import SYSTEM, perform
from operators.exchange.counterparts import CLEARING_HOUSE
from operators.exchange.fields import BadField, day_in, moment_in, needed, readable
from operators.exchange.handlers import Problem, Problems, Trouble, handles, handles_error
from operators.exchange.taking import move
from operators.models import Message, Way
from portability.clearing_house.inventories import LETTERS, acknowledge_inventories
from portability.clearing_house.requests import Requests, about_requests
from portability.conduct import ClockReason
from portability.deadlines import Window
from portability.models import PortIn
from portability.models.port_in_state import PortInState
from portability.rejections import reason_for, their_words

DONE, FAILED = "done", "failed"
CLOCKS_DIFFER = timedelta(hours=1)
"""A report may bear a moment that has not come here yet, by so much: no two clocks agree."""


@handles(CLEARING_HOUSE, "acknowledgement")
def hear_acknowledgements(messages: Sequence[Message], now: datetime) -> Problems:
    """A message of ours has arrived: of an inventory, or of a request."""
    lists = [message for message in messages if message.reference.startswith(LETTERS)]
    requests = [message for message in messages if not message.reference.startswith(LETTERS)]
    return dict(acknowledge_inventories(lists, now)) | dict(acknowledge_requests(requests, now))


@about_requests
def acknowledge_requests(messages: Sequence[Message], known: Requests, now: datetime) -> Problems:
    """Only the port request itself starts the donor's clock; what else arrived moves nothing, nor what came late."""
    ids = {message.fields.get("message", "") for message in messages}
    ours = Message.objects.filter(counterpart=CLEARING_HOUSE, way=Way.OUT, message_id__in=ids - {""})
    said = {
        (message_id, about): kind for message_id, about, kind in ours.values_list("message_id", "reference", "kind")
    }
    problems, arrived = {}, []
    for message in messages:
        kind = said.get((message.fields.get("message", ""), message.reference))
        if kind is None:
            problems[message.message_id] = Problem(Trouble.BAD_FIELD, _("It names no message of ours about it."))
        elif kind == "port_request" and known[message.message_id].state == PortInState.SENT:
            arrived.append(message)
    return problems | move("acknowledge", arrived, known, now)


@about_requests
def take_dates(messages: Sequence[Message], known: Requests, now: datetime) -> Problems:
    """The donor gives a day of its own."""
    said, problems = readable(messages, lambda message: date_given(message, timezone.localdate(now)))
    same: dict[tuple[date, str], list[Message]] = defaultdict(list)
    for message, given in said:
        same[given].append(message)
    for (day, window), about in same.items():
        facts = {"scheduled_on": day, "window": window}
        problems |= move("take_date", about, known, now, reason=ClockReason.DONOR_DAY, facts=facts)
    return problems


def date_given(message: Message, today: date) -> tuple[date, str]:
    window = message.fields.get("window", "")
    if window and window not in Window.values:
        raise BadField(_("%(window)s is no window.") % {"window": window})
    return needed(day_in(message, "date", since=today), "date"), window


class Report(NamedTuple):
    """What the donor says of a cut-over."""

    is_done: bool
    at: datetime


@handles(CLEARING_HOUSE, "execution")
@about_requests
def hear_executions(messages: Sequence[Message], known: Requests, now: datetime) -> Problems:
    """The donor has cut over, or has failed to."""
    said, problems = readable(messages, lambda message: report_in(message, known[message.message_id], now))
    done = [message for message, report in said if report.is_done]
    failed = [message for message, report in said if not report.is_done]
    moments = {message.reference: report.at for message, report in said}
    problems |= move("execute", done, known, now, private={"moments": moments})
    return problems | move("report_incident", failed, known, now, reason=ClockReason.CUTOVER_FAILED)


def report_in(message: Message, request: PortIn, now: datetime) -> Report:
    result, at = message.fields.get("result", ""), moment_in(message, "at") or now
    if result not in {DONE, FAILED}:
        raise BadField(_("The result is neither done nor failed."))
    if at > now + CLOCKS_DIFFER:
        raise BadField(_("The moment has not come yet."))
    if timezone.localdate(at) < timezone.localdate(request.created_at):
        raise BadField(_("The request did not exist at that moment."))
    return Report(result == DONE, min(at, now))


@handles(CLEARING_HOUSE, "confirmation")
@about_requests
def hear_confirmations(messages: Sequence[Message], known: Requests, now: datetime) -> Problems:
    """Everybody routes the numbers to us."""
    return move("complete", messages, known, now)


@handles_error(CLEARING_HOUSE, "port_request")
def hear_refusal(message: Message, code: str, text: str, now: datetime) -> None:
    """The clearing house itself did not take a request: for whoever must mend it, a rejection like any other."""
    waiting = PortIn.objects.filter(state__in=[PortInState.SENT, PortInState.ACKNOWLEDGED])
    if request := waiting.filter(reference=message.reference).first():
        reason = reason_for(CLEARING_HOUSE, code).code
        private = {"text": their_words(code, text)}
        perform(request, "reject", by=SYSTEM, now=now, reason=reason, private=private, code=reason)
