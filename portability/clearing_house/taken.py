"""Numbers that work for a customer of ours, and that somebody announces: promised to them, or taken by mistake."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from bascule.lifecycle import SYSTEM, perform_many
from operators.exchange.handlers import Problem, Trouble
from operators.models import Message, Operator, RoutingPrefix
from portability.models import Number, PortOut, PortOutNumber
from portability.models.number import NumberState
from portability.models.port_out import PortOutState
from portability.restorations import suspect
from portability.routing import range_holders

OURS = [NumberState.ACTIVE, NumberState.QUARANTINED]


class Announced(NamedTuple):
    """Numbers that lead elsewhere from a day on; without a prefix, back to their range holder."""

    numbers: list[str]
    day: date
    prefix: str
    operator: str


class Promise(NamedTuple):
    """A number that was accepted for a recipient, and has not gone yet."""

    port_out_id: object
    partner_id: int
    prefix: str

    def fits(self, announced: Announced, operator_id: int | None) -> bool:
        return self.partner_id == operator_id or (bool(announced.prefix) and self.prefix == announced.prefix)


def hear_of_ours(said: Sequence[tuple[Message, Announced]], now: datetime) -> dict[str, Problem]:
    """Let go what was promised to whoever announces it, and open a file of a wrongful port for whatever else is ours.

    The register says it already, for calls follow the announcement. Taking up the same announcement again is harmless.
    """
    served = served_among(number for _message, announced in said for number in announced.numbers)
    if not served:
        return {}
    promises = promises_of(served)
    whither = Destinations.of(said, served)
    own = Operator.objects.own().pk
    kept: set[tuple[object, date]] = set()
    lost: dict[int | None, dict[str, str]] = defaultdict(dict)
    for message, announced in said:
        for number in served.intersection(announced.numbers):
            operator = whither.operator_of(announced, number)
            promise = promises.get(number)
            if promise and promise.fits(announced, operator):
                kept.add((promise.port_out_id, announced.day))
            elif operator != own:
                lost[operator][number] = message.message_id
    release({key for key, day in kept if day <= timezone.localdate(now)}, now)
    return missed(lost, now)


def served_among(numbers: Iterable[str]) -> set[str]:
    rows = Number.objects.among(dict.fromkeys(numbers)).filter(state__in=OURS)
    return set(rows.values_list("national", flat=True))


def promises_of(numbers: Iterable[str]) -> dict[str, Promise]:
    rows = PortOutNumber.objects.filter(national__among=list(numbers), promised=True)
    columns = "national", "port_out_id", "port_out__partner_id", "port_out__routing_prefix"
    return {national: Promise(*promise) for national, *promise in rows.values_list(*columns)}


class Destinations(NamedTuple):
    """Whom announcements are about: the operator that is named, else the prefix's, else the range holder."""

    operators: Mapping[str, int]
    prefixes: Mapping[str, int]
    holders: Mapping[str, int]

    @classmethod
    def of(cls, said: Sequence[tuple[Message, Announced]], numbers: Iterable[str]) -> "Destinations":
        codes = {announced.operator for _message, announced in said} - {""}
        prefixes = {announced.prefix for _message, announced in said} - {""}
        holders = range_holders(numbers, min(announced.day for _message, announced in said))
        return cls(
            dict(Operator.objects.filter(code__in=codes).values_list("code", "pk")),
            dict(RoutingPrefix.objects.filter(prefix__in=prefixes).values_list("prefix", "operator_id")),
            {number: holder.id for number, holder in holders.items()},
        )

    def operator_of(self, announced: Announced, number: str) -> int | None:
        if announced.operator in self.operators:
            return self.operators[announced.operator]
        return self.prefixes.get(announced.prefix) if announced.prefix else self.holders.get(number)


def release(keys: Iterable[object], now: datetime) -> None:
    """The recipient was faster than our clock."""
    rows = PortOut.objects.filter(pk__in=list(keys), state=PortOutState.ACCEPTED)
    perform_many(rows, "release", by=SYSTEM, now=now)


def missed(lost: Mapping[int | None, Mapping[str, str]], now: datetime) -> dict[str, Problem]:
    """A file for each operator that takes what nobody here let go; where nobody is known, the message waits itself."""
    operators = Operator.objects.in_bulk([key for key in lost if key is not None])
    problems: dict[str, Problem] = {}
    for key, numbers in lost.items():
        if operator := operators.get(key or 0):
            suspect(numbers, operator, now)
        else:
            problems |= {message_id: taken(number) for number, message_id in numbers.items()}
    return problems


def taken(number: str) -> Problem:
    words = _("%(number)s works for a customer of ours, and nobody here let it go. Its new route is registered.")
    return Problem(Trouble.NOT_EXPECTED, words % {"number": number})
