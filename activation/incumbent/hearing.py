"""What becomes of what the incumbent says of our orders: one move for all that are told the same."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from activation import takeovers
from activation.models import OrderState, UnbundlingOrder
from activation.reasons import reasons_for, their_words
from bascule.lifecycle import SYSTEM, perform
from operators.exchange.counterparts import INCUMBENT
from operators.exchange.fields import BadField, day_in, needed, readable
from operators.exchange.handlers import Problem, Problems, Trouble, handles, handles_error
from operators.exchange.taking import about_each, by_reference, move
from operators.models import Message, Operator

Orders = Mapping[str, UnbundlingOrder]
"""The order that each message is about, by message id."""
about_orders = about_each(by_reference(UnbundlingOrder))
OK, ERROR, FAILED = "ok", "error", "failed"
KNOWN_ALREADY, TOO_LATE = "known-already", "E-TOO-LATE"


class Verdict(NamedTuple):
    """What is said of an order; `code` and `text` are the incumbent's, of what is not well."""

    is_ok: bool
    code: str = ""
    text: str = ""
    done_on: date | None = None


@handles(INCUMBENT, "access_acknowledgement")
@about_orders
def hear_acknowledgements(messages: Sequence[Message], known: Orders, now: datetime) -> Problems:
    """Number and address were checked. What is acknowledged twice, or after its report, says nothing new."""
    said, problems = readable(messages, lambda message: verdict_in(message, ERROR))
    new = [(message, verdict) for message, verdict in said if is_news(known[message.message_id], verdict)]
    well = [message for message, verdict in new if verdict.is_ok]
    problems |= move("acknowledge", well, known, now)
    return problems | move_each_kind("refuse", [one for one in new if not one[1].is_ok], known, now)


def is_news(order: UnbundlingOrder, verdict: Verdict) -> bool:
    if verdict.is_ok:
        return order.state == OrderState.SENT
    return order.state not in {OrderState.ACKNOWLEDGED_IN_ERROR, OrderState.CORRECTED, OrderState.CANCELLED}


@handles(INCUMBENT, "completion_report")
@about_orders
def hear_reports(messages: Sequence[Message], known: Orders, now: datetime) -> Problems:
    """The line is made, or is not. What comes when none was expected any more is kept where people see it."""
    said, problems = readable(messages, lambda message: report_in(message, now))
    expected: list[tuple[Message, Verdict]] = []
    late: list[tuple[Message, Verdict]] = []
    for message, verdict in said:
        awaited = known[message.message_id].state in OrderState.unreported()
        (expected if awaited else late).append((message, verdict))
    done: dict[date | None, list[Message]] = defaultdict(list)
    for message, verdict in expected:
        if verdict.is_ok:
            done[verdict.done_on].append(message)
    for day, about in done.items():
        problems |= move("complete", about, known, now, facts={"done_on": day} if day else {})
    problems |= move_each_kind("fail", [one for one in expected if not one[1].is_ok], known, now)
    return problems | note_strays(late, known, now)


def verdict_in(message: Message, bad: str) -> Verdict:
    result, code = message.fields.get("result", ""), message.fields.get("code", "")
    if result not in {OK, bad}:
        raise BadField(_("The result is neither %(ok)s nor %(bad)s.") % {"ok": OK, "bad": bad})
    if result == bad:
        needed(code, "code")
    return Verdict(result == OK, code, message.fields.get("text", ""))


def report_in(message: Message, now: datetime) -> Verdict:
    verdict, done_on = verdict_in(message, FAILED), day_in(message, "done_on")
    if done_on and done_on > timezone.localdate(now):
        raise BadField(_("The day has not come yet."))
    return verdict._replace(done_on=done_on)


def move_each_kind(name: str, said: Sequence[tuple[Message, Verdict]], known: Orders, now: datetime) -> Problems:
    """One move for all that are told the same in the same words."""
    if not said:
        return {}
    reasons = reasons_for(verdict.code for _message, verdict in said)
    same: dict[tuple[str, str], list[Message]] = defaultdict(list)
    for message, verdict in said:
        same[verdict.code, verdict.text].append(message)
    problems: Problems = {}
    for (code, text), about in same.items():
        reason = reasons[code].code
        private = {"text": their_words(code, text)}
        problems |= move(name, about, known, now, reason=reason, private=private, facts={"code": reason})
    return problems


def note_strays(said: Sequence[tuple[Message, Verdict]], known: Orders, now: datetime) -> Problems:
    """The same report again says nothing new; a line that should not be there may have cost somebody theirs."""
    problems: Problems = {}
    for result in (OK, FAILED):
        about = [
            message
            for message, verdict in said
            if verdict.is_ok == (result == OK) and is_stray(known[message.message_id], result)
        ]
        problems |= move("note_stray", about, known, now, facts={"result": result})
    return problems


def is_stray(order: UnbundlingOrder, result: str) -> bool:
    """A report that says something else than what is known."""
    if order.stray_result == result:
        return False
    said = {OrderState.DONE: OK, OrderState.FAILED: FAILED}.get(OrderState(order.state), FAILED)
    return result != said


@handles(INCUMBENT, "access_lost")
def hear_losses(messages: Sequence[Message], now: datetime) -> Problems:
    """Another operator has taken an access of ours: promised to it, or taken by mistake."""
    said, problems = readable(messages, loss_in)
    codes = {loss.operator for _message, loss in said} - {""}
    operators = {one.code: one for one in Operator.objects.filter(code__in=codes)}
    lines = takeovers.served_lines({loss.line_number for _message, loss in said})
    for message, loss in said:
        if subscription := lines.get(loss.line_number):
            takeovers.lose(subscription, operators.get(loss.operator), loss.on, now=now)
        else:
            problems[message.message_id] = Problem(Trouble.UNKNOWN_RECORD, _("No line of ours has this number."))
    return problems


class Loss(NamedTuple):
    line_number: str
    operator: str
    on: date | None


def loss_in(message: Message) -> Loss:
    number = needed(message.fields.get("line_number"), "line_number")
    return Loss(number, message.fields.get("operator", ""), day_in(message, "on"))


@handles_error(INCUMBENT, "access_order")
def hear_refusal(message: Message, code: str, text: str, now: datetime) -> None:
    """An order was not taken up at all: for whoever must mend it, an acknowledgement in error like any other."""
    if code == KNOWN_ALREADY:
        return
    about_one(message, OrderState.unreported()[:1], lambda order: refuse(order, code, text, now))


def refuse(order: UnbundlingOrder, code: str, text: str, now: datetime) -> None:
    reason = reasons_for([code])[code].code
    private = {"text": their_words(code, text)}
    perform(order, "refuse", by=SYSTEM, now=now, reason=reason, private=private, code=reason)


@handles_error(INCUMBENT, "access_cancellation")
def hear_too_late(message: Message, code: str, text: str, now: datetime) -> None:
    """A line that was cancelled has been made all the same."""
    if code == TOO_LATE:
        about_one(
            message,
            [OrderState.CANCELLED],
            lambda order: order.stray_result or perform(order, "note_stray", by=SYSTEM, now=now, result=OK),
        )


def about_one(message: Message, states: Sequence[OrderState], act: Callable[[UnbundlingOrder], object]) -> None:
    rows = UnbundlingOrder.objects.filter(reference=message.reference, state__in=states)
    if order := rows.select_for_update(of=("self",)).first():
        act(order)
