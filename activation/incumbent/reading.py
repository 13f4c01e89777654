"""Find the orders that the incumbent speaks of, and move all that are told the same."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import wraps
from typing import Any

from django.utils.translation import gettext as _

from activation.models import UnbundlingOrder
from bascule.lifecycle import SYSTEM, perform_many
from operators.exchange.handlers import Handler, Problem, Trouble
from operators.models import Message
from portability.clearing_house.reading import Problems, turns

Orders = Mapping[str, UnbundlingOrder]
Taker = Callable[[Sequence[Message], Orders, datetime], Problems]


def about_orders(take: Taker) -> Handler:
    """A handler of messages that are each about one order, which it gets with the orders they are about.

    An order of which several messages speak is taken up once for each, in their order.
    """

    @wraps(take)
    def handler(messages: Sequence[Message], now: datetime) -> Problems:
        problems: Problems = {}
        for turn in turns(messages):
            known = orders_of(turn)
            strange = [message for message in turn if message.reference not in known]
            problems |= {message.message_id: Problem(Trouble.UNKNOWN_RECORD) for message in strange}
            problems |= take([message for message in turn if message.reference in known], known, now)
        return problems

    return handler


def orders_of(messages: Sequence[Message]) -> dict[str, UnbundlingOrder]:
    """The order of each reference, held until the end of the transaction."""
    references = {message.reference for message in messages}
    rows = UnbundlingOrder.objects.filter(reference__in=references).order_by("pk").select_for_update(of=("self",))
    return {row.reference: row for row in rows}


def move(
    name: str,
    messages: Sequence[Message],
    known: Orders,
    now: datetime,
    *,
    reason: str = "",
    private: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Problems:
    """Move the orders of these messages; the problems are those whose state does not expect it."""
    if not messages:
        return {}
    rows = UnbundlingOrder.objects.filter(pk__in=[known[message.reference].pk for message in messages])
    outcome = perform_many(rows, name, by=SYSTEM, now=now, reason=reason, private=private, **(facts or {}))
    moved = {row.reference for row in outcome.moved}
    return {
        message.message_id: not_expected(known[message.reference])
        for message in messages
        if message.reference not in moved
    }


def not_expected(order: UnbundlingOrder) -> Problem:
    words = _("%(reference)s is in the state “%(state)s”.")
    return Problem(Trouble.NOT_EXPECTED, words % {"reference": order, "state": order.get_state_display()})
