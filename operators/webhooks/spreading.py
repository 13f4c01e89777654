"""From what happened to what is to be told: history lines become deliveries, each once, in the order of commits.

The history is the outbox: nobody who moves a record waits for this, and what commits is told, what does not is not.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from bascule.commits import in_order, settled_before
from bascule.models import History
from operators.models import Delivery, Webhook

AT_ONCE = 2_000
"""History lines read in one transaction."""


def spread(now: datetime) -> int:
    """Make the deliveries of everything that happened since the last time; how many there are.

    The same number of queries for one webhook as for many. Two nodes never make one twice: each address is held while
    its place in the history moves on, and an address that somebody else holds is left to them.
    """
    made = 0
    while True:
        read, new = spread_some(now)
        made += new
        if read < AT_ONCE:
            return made


@transaction.atomic
def spread_some(now: datetime) -> tuple[int, int]:
    """One transaction of it: how many lines were read, how many deliveries made."""
    addresses = list(
        Webhook.objects.active().select_related("operator").select_for_update(of=("self",), skip_locked=True)
    )
    if not addresses:
        return 0, 0
    lines = lines_after(min(map(place_of, addresses)), addresses)
    deliveries = [
        Delivery(webhook=address, event=line, due_at=now, created_at=now)
        for address in addresses
        for line in lines
        if concerns(line, address) and place_of(address) < (line.tx, line.pk) and address.wants(line.event)
    ]
    Delivery.objects.bulk_create(deliveries, ignore_conflicts=True, batch_size=500)
    if lines:
        move_on(addresses, (lines[-1].tx, lines[-1].pk))
    return len(lines), len(deliveries)


def lines_after(place: tuple[int, int], addresses: Iterable[Webhook]) -> list[History]:
    """What happened after a place to the records of these operators, the oldest first."""
    before, after = settled_before(), History(tx=place[0], pk=place[1])
    rows = History.objects.only("pk", "tx", "owner", "event")
    return list(in_order(rows.filter(theirs(addresses)), after, before=before)[:AT_ONCE])


def theirs(addresses: Iterable[Webhook]) -> Q:
    operators = {address.operator for address in addresses}
    return Q() if any(one.is_own for one in operators) else Q(owner__in=[one.pk for one in operators])


def concerns(line: History, address: Webhook) -> bool:
    """Our own operator is told of every record, a partner of its own."""
    return address.operator.is_own or line.owner == address.operator_id


def place_of(address: Webhook) -> tuple[int, int]:
    return address.read_tx, address.read_id


def move_on(addresses: Iterable[Webhook], place: tuple[int, int]) -> None:
    """Note how far these addresses have read; one that is further already stays there."""
    behind = [address for address in addresses if place_of(address) < place]
    Webhook.objects.filter(pk__in=[one.pk for one in behind]).update(read_tx=place[0], read_id=place[1])


def present_place() -> tuple[int, int]:
    """The end of the history: a new address is told of what happens from now on."""
    last = in_order(History.objects.only("pk", "tx"), before=settled_before()).last()
    return (last.tx, last.pk) if last else (0, 0)
