"""The telephone of a line: its number, its SIP account, and the secret of that account, which only the platform reads.

A number that is ported to the line is used as soon as it comes; else the line keeps the number of the line that it
replaces; else it gets one of ours. A lease says which line has a number, so no two lines can.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from activation.models import Allocation, Lease, Pool, Problem, Service
from activation.provisioning import pools
from activation.provisioning.adapter import Adapter, Trouble
from activation.provisioning.spelling import national
from bascule.lifecycle import SYSTEM, perform_many
from bascule.sealing import seal
from operators.numbering import Territory, to_e164
from operators.ranges import blocks_of
from portability.models import Number, PortInNumber
from portability.models.number import NumberState
from portability.models.port_in_state import PortInState

COMING = [*PortInState.open(), PortInState.PORTED, PortInState.COMPLETED]
"""The states in which the numbers of a port come to us, or have come."""
SECRET_BYTES = 24


class Voip(Adapter):
    kind = Service.VOIP

    def take(self, allocations: Sequence[Allocation], now: datetime) -> dict[int, Trouble]:
        serving = pools.lock(self.kind, allocations)
        ported = coming([one for one in allocations if one.subscription.port_in_id])
        rows = Lease.objects.filter(allocation__in=allocations).select_related("pool")
        found: dict[int, Lease] = {row.allocation_id: row for row in rows if row.allocation_id}
        bring([one for one in allocations if one.pk not in found and one.pk in ported], ported, found)
        troubles = {one.pk: Trouble(Problem.NUMBER_TAKEN) for one in allocations if one.pk in ported.keys() - found}
        inherit([one for one in allocations if one.pk not in found.keys() | ported], found)
        missing = [one for one in allocations if one.pk not in found.keys() | ported]
        if missing:
            troubles |= draw(missing, serving, found, now)
        return troubles | fill(allocations, found, ported, serving, timezone.localdate(now))

    def give_back(self, allocations: Sequence[Allocation], now: datetime) -> None:
        """The service of a number ends, and its own life says what becomes of it; one that moved on is left alone."""
        customers = {one.pk: one.subscription.customer_id for one in allocations}
        leases = Lease.objects.filter(allocation__in=allocations)
        users = {national(value): customers[key] for key, value in leases.values_list("allocation_id", "value")}
        numbers = Number.objects.active().among(users).order_by("national").select_for_update()
        ours = [one.pk for one in numbers if one.customer_id == users[one.national]]
        if ours:
            perform_many(Number.objects.filter(pk__in=ours), "terminate", by=SYSTEM, now=now)
        leases.delete()


def coming(allocations: Sequence[Allocation]) -> dict[int, list[str]]:
    """The numbers that are ported to each line, its main one first."""
    ports = {one.subscription.port_in_id: one for one in allocations if not one.subscription.without_port}
    rows = PortInNumber.objects.filter(port_in__in=ports, port_in__state__in=COMING).order_by("national")
    numbers: dict[int, list[str]] = {}
    for key, number, main in rows.values_list("port_in_id", "national", "port_in__main_number"):
        those = numbers.setdefault(ports[key].pk, [])
        those.insert(0 if number == main else len(those), number)
    return numbers


def inherit(allocations: Sequence[Allocation], found: dict[int, Lease]) -> None:
    """A line that replaces another one keeps its number."""
    heirs = {one.subscription.replaces_id: one for one in allocations if one.subscription.replaces_id}
    rows = Lease.objects.filter(kind=Service.VOIP, allocation__subscription__in=heirs).select_related("pool")
    leases = list(rows.annotate(former=F("allocation__subscription")))
    for lease in leases:
        lease.allocation = heirs[lease.former]
        found[lease.allocation.pk] = lease
    Lease.objects.bulk_update(leases, ["allocation"], batch_size=500)


def bring(allocations: Sequence[Allocation], ported: Mapping[int, Sequence[str]], found: dict[int, Lease]) -> None:
    """The number that comes; one that another line has already is not brought."""
    values = {int(ported[one.pk][0]): one for one in allocations}
    taken = set(Lease.objects.filter(kind=Service.VOIP, value__in=values).values_list("value", flat=True))
    new = [Lease(kind=Service.VOIP, value=value, allocation=one) for value, one in values.items() if value not in taken]
    Lease.objects.bulk_create(new, batch_size=500)
    found |= {lease.allocation_id: lease for lease in new if lease.allocation_id}


def draw(
    allocations: Sequence[Allocation], serving: Sequence[Pool], found: dict[int, Lease], now: datetime
) -> dict[int, Trouble]:
    """Numbers of our stock, of the territory of each line, put into service for its customer."""
    territories = territories_of([national(pool.first) for pool in serving], timezone.localdate(now))
    stock = {pool.pk: free_numbers(pool, len(allocations)) for pool in serving}
    troubles, customers, new = {}, {}, []
    for one in allocations:
        fitting = [
            pool
            for pool in pools.pools_for(one.subscription.exchange_id, serving)
            if territories.get(national(pool.first)) in (one.subscription.customer.territory, Territory.NATIONAL)
        ]
        pool = next((pool for pool in fitting if stock[pool.pk]), None)
        if pool is None:
            troubles[one.pk] = Trouble(Problem.POOL_EXHAUSTED if fitting else Problem.POOL_MISSING)
            continue
        number = stock[pool.pk].pop(0)
        customers[number] = one.subscription.customer_id
        found[one.pk] = Lease(kind=Service.VOIP, value=int(number), allocation=one, pool=pool)
        new.append(found[one.pk])
    Lease.objects.bulk_create(new, batch_size=500)
    numbers = Number.objects.among(customers)
    perform_many(numbers, "activate", by=SYSTEM, now=now, private={"customers": customers})
    return troubles


def free_numbers(pool: Pool, most: int) -> list[str]:
    """Numbers of ours within the bounds of a pool that nobody has; those that somebody holds just now are left."""
    within = Number.objects.filter(national__range=(national(pool.first), national(pool.last)))
    rows = within.filter(state=NumberState.AVAILABLE).order_by("national")
    return list(rows.select_for_update(skip_locked=True).values_list("national", flat=True)[:most])


def territories_of(numbers: Iterable[str], today: date) -> dict[str, str]:
    return {number: block.territory for number, block in blocks_of(list(numbers), today).items()}


def fill(
    allocations: Sequence[Allocation],
    found: Mapping[int, Lease],
    ported: Mapping[int, Sequence[str]],
    serving: Sequence[Pool],
    today: date,
) -> dict[int, Trouble]:
    """What is shown of each account, and its secret, which is made once and sealed."""
    numbers = {one.pk: [national(found[one.pk].value)] for one in allocations if one.pk in found}
    numbers |= {key: list(those) for key, those in ported.items() if key in found and numbers[key][0] in those}
    territories = territories_of({number for those in numbers.values() for number in those}, today)
    troubles = {}
    for one in allocations:
        if one.pk not in found:
            continue
        options = options_for(one, found[one.pk], serving)
        if "domain" not in options:
            troubles[one.pk] = Trouble(Problem.POOL_INCOMPLETE if options else Problem.POOL_MISSING, "domain")
            continue
        shown = [to_e164(number, territories.get(number, Territory.METROPOLE)) for number in numbers[one.pk]]
        one.values = {"number": shown[0], **({"numbers": shown} if len(shown) > 1 else {}), **options}
        one.values["account"] = f"{shown[0]}@{options['domain']}"
        one.sealed = one.sealed or seal(secrets.token_urlsafe(SECRET_BYTES))
    return troubles


def options_for(one: Allocation, lease: Lease, serving: Sequence[Pool]) -> Mapping[str, Any]:
    """What goes with a number: that of its pool; for one that was ported here, of the first that serves the line."""
    if lease.pool:
        return lease.pool.options
    nearest = pools.pools_for(one.subscription.exchange_id, serving)
    return nearest[0].options if nearest else {}
