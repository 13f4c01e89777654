"""What a move of outgoing ports entails: promises, the register, the numbers that we serve, the closing list, messages.

Everything is written for all that moved at once, in the transaction of the move.
"""

from collections.abc import Callable, Iterable, Sequence

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import SYSTEM, perform_many
from portability.clearing_house.leaving import say_answers, say_days, say_executions
from portability.clearing_house.register import Route, locked, prefix_keys, record, rows_of
from portability.leaving.answering import CAN_GO
from portability.leaving.closing import open_list
from portability.models import Number, Port, PortOut, PortOutNumber
from portability.models.number import PortSource
from portability.models.port_out import Answer
from portability.routing import range_holders

Consequence = Callable[[Sequence[PortOut]], None]


def follow(moved: Sequence[PortOut], name: str) -> None:
    """Do what follows from a move of these requests."""
    if consequence := CONSEQUENCES.get(name):
        consequence(moved)


def promise(moved: Sequence[PortOut]) -> None:
    """What was accepted is promised to nobody else. Raises TransitionNotAllowed for a request nobody answered."""
    lines = PortOutNumber.objects.filter(port_out__in=moved)
    accepted = lines.filter(port_out=OuterRef("pk"), answer=Answer.ACCEPTED)
    check_answered(moved, PortOut.objects.filter(Exists(accepted)))
    lines.filter(answer=Answer.ACCEPTED).update(promised=True)
    say_answers(moved)


def refuse(moved: Sequence[PortOut]) -> None:
    """Every number of theirs was refused, on its own ground; else it was no answer."""
    lines = PortOutNumber.objects.filter(port_out=OuterRef("pk"))
    check_answered(moved, PortOut.objects.filter(Exists(lines), ~Exists(lines.exclude(answer=Answer.REFUSED))))
    say_answers(moved)


def check_answered(moved: Sequence[PortOut], answered: QuerySet[PortOut]) -> None:
    """A move that goes around `answer` would let numbers go, or refuse them, that nobody looked at."""
    keys = set(answered.filter(pk__in=[one.pk for one in moved]).values_list("pk", flat=True))
    for port_out in moved:
        if port_out.pk not in keys:
            raise TransitionNotAllowed(f"nobody answered the numbers of {port_out}", object=port_out)


def withdraw(moved: Sequence[PortOut]) -> None:
    """The numbers stay with us, and are free for somebody else."""
    PortOutNumber.objects.filter(port_out__in=moved, promised=True).update(promised=False)


def let_go(moved: Sequence[PortOut]) -> None:
    """The numbers are routed to the recipient and no longer served by us; what is left to do is written down."""
    numbers = accepted_numbers(moved)
    every = [number for found in numbers.values() for number in found]
    locked(every)
    record(routes(moved, numbers, every))
    PortOutNumber.objects.filter(port_out__in=moved, promised=True).update(promised=False)
    open_list(moved, numbers)
    served = Number.objects.among(every).filter(state__in=CAN_GO)
    perform_many(served, "leave", by=SYSTEM, now=moved[0].updated_at)
    say_executions(moved)


def accepted_numbers(moved: Sequence[PortOut]) -> dict[object, list[str]]:
    found: dict[object, list[str]] = {port_out.pk: [] for port_out in moved}
    lines = PortOutNumber.objects.filter(port_out__in=moved, answer=Answer.ACCEPTED).order_by("national")
    for key, national in lines.values_list("port_out_id", "national"):
        found[key].append(national)
    return found


def routes(moved: Sequence[PortOut], numbers: dict[object, list[str]], every: Iterable[str]) -> list[Route]:
    """Where the numbers lead from today on, unless the recipient's own announcement has said so already."""
    every = list(every)
    today = timezone.localdate(moved[0].updated_at)
    holders = range_holders(every, today)
    prefixes = prefix_keys({one.routing_prefix for one in moved})
    known = rows_of(every)
    found = []
    for port_out in moved:
        prefix = prefixes.get(port_out.routing_prefix)
        for number in numbers[port_out.pk]:
            holder = holders.get(number)
            is_back = holder is not None and holder.id == port_out.partner_id
            prefix_id, operator_id = (None, None) if is_back else (prefix, port_out.partner_id)
            if not leads(known.get(number, []), prefix_id, operator_id):
                found.append(Route(number, today, prefix_id, operator_id, PortSource.ANNOUNCEMENT))
    return found


def leads(rows: Sequence[Port], prefix_id: int | None, operator_id: int | None) -> bool:
    """Whether the register leads there already; an announcement may have named the prefix alone."""
    last = rows[-1] if rows else None
    if last is None or last.ended_on is not None:
        return operator_id is None
    same_operator = last.operator_id == operator_id or (prefix_id is not None and last.operator_id is None)
    return same_operator and last.routing_prefix_id == prefix_id


CONSEQUENCES: dict[str, Consequence] = {
    "accept": promise,
    "refuse": refuse,
    "release": let_go,
    "go": let_go,
    "reschedule": say_days,
    "put_off": say_days,
    "cancel": withdraw,
}
