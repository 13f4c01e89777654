"""Numbers that come back: a port of theirs that is undone, and numbers of our ranges at the end of their life."""

from collections.abc import Container, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from bascule.lifecycle import SYSTEM, perform_many
from bascule.models import DatedSetting
from operators.exchange.counterparts import CLEARING_HOUSE
from operators.exchange.fields import BadField, day_in, needed, numbers_in, readable
from operators.exchange.handlers import Problem, Problems, Trouble, handles
from operators.exchange.taking import not_expected
from operators.models import Message, Operator
from portability.clearing_house.leaving import acknowledge
from portability.clearing_house.recipients import Known, about_port_outs
from portability.clearing_house.register import Route, locked, record, rows_of
from portability.leaving import tick
from portability.models import ClosingItem, Number, Port, PortOut, PortOutNumber
from portability.models.number import NumberState, PortSource
from portability.models.port_out import Answer, PortOutState

GONE = {PortOutState.RELEASED, PortOutState.CLOSED}


class Undone(NamedTuple):
    """A port of theirs that is undone, in whole or for some numbers."""

    port_out: PortOut
    numbers: list[str]
    is_whole: bool


@handles(CLEARING_HOUSE, "reversal")
@about_port_outs
def hear_reversals(messages: Sequence[Message], known: Known, now: datetime) -> Problems:
    """The numbers lead to us again and work for their customer, as before; what was to be closed need not be."""
    gone = {message.message_id: known[message.message_id] for message in messages}
    problems = {key: not_expected(one) for key, one in gone.items() if one.state not in GONE}
    left = [message for message in messages if message.message_id not in problems]
    accepted = accepted_numbers([known[message.message_id] for message in left])

    def read(message: Message) -> Undone:
        port_out = known[message.message_id]
        return undone_in(message, port_out, accepted[port_out.pk])

    said, unreadable = readable(left, read)
    undone = [one for _message, one in said]
    bring_back(undone, now)
    end_closing([one.port_out for one in undone if one.is_whole], now)
    acknowledge([message for message, _one in said], now)
    return problems | unreadable


def accepted_numbers(port_outs: Iterable[PortOut]) -> dict[object, list[str]]:
    found: dict[object, list[str]] = {port_out.pk: [] for port_out in port_outs}
    rows = PortOutNumber.objects.filter(port_out__in=list(found), answer=Answer.ACCEPTED).order_by("national")
    for key, national in rows.values_list("port_out_id", "national"):
        found[key].append(national)
    return found


def undone_in(message: Message, port_out: PortOut, accepted: Sequence[str]) -> Undone:
    numbers = numbers_in(message, "numbers") or list(accepted)
    if strange := sorted(set(numbers).difference(accepted)):
        raise BadField(_("%(number)s is not a number of the request.") % {"number": strange[0]})
    return Undone(port_out, numbers, set(numbers) == set(accepted))


def bring_back(undone: Sequence[Undone], now: datetime) -> None:
    """A number that has moved on since to somebody else is left alone."""
    known = rows_of(number for one in undone for number in one.numbers)
    own = Operator.objects.own().pk
    back = [
        (number, one.port_out, known.get(number, []))
        for one in undone
        for number in one.numbers
        if is_here_or_there(known.get(number, []), {own, one.port_out.partner_id})
    ]
    nationals = [number for number, _port_out, _rows in back]
    if not locked(nationals):
        return
    today = timezone.localdate(now)
    routes = [route_before(number, rows, port_out, today) for number, port_out, rows in back]
    record([route for route in routes if route])
    rows = Number.objects.among(nationals).filter(state=NumberState.PORTED_OUT).exclude(customer=None)
    customers = dict(rows.values_list("national", "customer_id"))
    perform_many(rows, "activate", by=SYSTEM, now=now, private={"customers": customers})


def is_here_or_there(rows: Sequence[Port], operators: Container[int]) -> bool:
    return not rows or rows[-1].ended_on is not None or rows[-1].operator_id in operators


def route_before(number: str, rows: Sequence[Port], port_out: PortOut, today: date) -> Route | None:
    """Where it led before it went to this recipient; None when the register says so already."""
    if not rows:
        return None
    last, before = rows[-1], rows[-2] if len(rows) > 1 else None
    went_home = last.ended_on == port_out.released_on and last.operator_id != port_out.partner_id
    if went_home:
        before = last
    elif last.ended_on is not None or last.operator_id != port_out.partner_id:
        return None
    elif before is None or (before.ended_on is not None and before.ended_on <= last.since):
        return Route(number, today, None, None, PortSource.ANNOUNCEMENT)
    return Route(number, today, before.routing_prefix_id, before.operator_id, PortSource.ANNOUNCEMENT)


def end_closing(port_outs: Sequence[PortOut], now: datetime) -> None:
    """Nothing is terminated any more; what was done already, a person has to see to."""
    items = ClosingItem.objects.filter(port_out__in=port_outs, port_out__state=PortOutState.RELEASED, done_at=None)
    for item in items.order_by("pk"):
        tick(item, by=SYSTEM, now=now, needed=False)


class GivenBack(NamedTuple):
    """Numbers that nobody uses any more, back at their range holder from a day on."""

    numbers: list[str]
    day: date


@handles(CLEARING_HOUSE, "number_return")
def hear_returns(messages: Sequence[Message], now: datetime) -> Problems:
    """Write them into the register: from that day on they lead to their range holder, maybe to us."""
    today = timezone.localdate(now)
    last = today + timedelta(days=DatedSetting.on(today)["latest_days"])
    said, problems = readable(messages, lambda message: given_back_in(message, last))
    served = served_among(number for _message, one in said for number in one.numbers)
    routes = []
    for message, one in said:
        if mine := served.intersection(one.numbers):
            problems[message.message_id] = still_served(min(mine))
        else:
            routes += [Route(number, one.day, None, None, PortSource.ANNOUNCEMENT) for number in one.numbers]
    record(routes)
    return problems


def served_among(numbers: Iterable[str]) -> set[str]:
    every = set(numbers)
    return set(Number.objects.active().among(every).values_list("national", flat=True)) if every else set()


def still_served(number: str) -> Problem:
    words = _("%(number)s works for a customer of ours: nobody else can give it back.")
    return Problem(Trouble.NOT_EXPECTED, words % {"number": number})


def given_back_in(message: Message, last: date) -> GivenBack:
    day = needed(day_in(message, "date"), "date")
    if day > last:
        raise BadField(_("Nobody gives numbers back so far ahead: %(day)s.") % {"day": day.isoformat()})
    return GivenBack(needed(numbers_in(message, "numbers"), "numbers"), day)
