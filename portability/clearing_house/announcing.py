"""Other people's ports: their announcements, thousands a day, are most of the register."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from bascule.models import DatedSetting
from operators.exchange.counterparts import CLEARING_HOUSE
from operators.exchange.fields import BadField, day_in, needed, numbers_in, readable
from operators.exchange.handlers import Problem, Problems, Trouble, handles
from operators.models import Message, Operator
from portability.clearing_house.register import Route, prefix_keys, record
from portability.clearing_house.taken import Announced, hear_of_ours
from portability.models.number import PortSource


@handles(CLEARING_HOUSE, "announcement")
def hear_announcements(messages: Sequence[Message], now: datetime) -> Problems:
    """Write them into the register; what it says already changes nothing, and a prefix nobody knows is a fault.

    Of numbers that work for a customer of ours, those that were promised leave us, and of the others a file is opened.
    """
    today = timezone.localdate(now)
    last = today + timedelta(days=DatedSetting.on(today)["latest_days"])
    said, problems = readable(messages, lambda message: announced_in(message, last))
    prefixes = prefix_keys(announced.prefix for _message, announced in said)
    operators = operator_keys(announced.operator for _message, announced in said)
    routes: list[Route] = []
    for message, announced in said:
        prefix = prefixes.get(announced.prefix)
        if announced.prefix and prefix is None:
            words = _("Nobody has the prefix %(prefix)s.") % {"prefix": announced.prefix}
            problems[message.message_id] = Problem(Trouble.BAD_FIELD, words)
            continue
        operator = operators.get(announced.operator) if announced.prefix else None
        routes += [
            Route(number, announced.day, prefix, operator, PortSource.ANNOUNCEMENT) for number in announced.numbers
        ]
    record(routes)
    heard = [(message, announced) for message, announced in said if message.message_id not in problems]
    return problems | hear_of_ours(heard, now)


def announced_in(message: Message, last: date) -> Announced:
    day = needed(day_in(message, "date"), "date")
    if day > last:
        raise BadField(_("Nobody announces a port so far ahead: %(day)s.") % {"day": day.isoformat()})
    numbers = needed(numbers_in(message, "numbers"), "numbers")
    return Announced(numbers, day, message.fields.get("prefix", ""), message.fields.get("operator", ""))


def operator_keys(codes: Iterable[str]) -> dict[str, int]:
    return dict(Operator.objects.filter(code__in=set(codes)).values_list("code", "pk"))
