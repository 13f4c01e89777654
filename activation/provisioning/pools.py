"""Identifiers out of pools, for many lines at once: each is given out once, and rests before it is given again.

Whoever draws holds the pools until the end of the transaction: nobody else draws meanwhile. What was never given out
comes first, then what has rested longest, then what lies between.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain, islice

from django.db.models import BigIntegerField, F, OuterRef, Q, Subquery, Value, Window
from django.db.models.functions import Coalesce, Lag, RowNumber

from activation.models import Allocation, Lease, Pool, Problem, Service
from bascule.models import DatedSetting

ONE = Value(1, BigIntegerField())


@dataclass(slots=True)
class Supply:
    """What a pool can still give: spans of values, and leases whose rest is over."""

    pool: Pool
    spans: list[range] = field(default_factory=list)
    rested: list[Lease] = field(default_factory=list)

    @property
    def size(self) -> int:
        return sum(len(span) for span in self.spans) + len(self.rested)


def take(kind: Service, wanted: Sequence[Allocation], today: date) -> tuple[dict[int, Lease], dict[int, Problem]]:
    """A lease for each allocation, by its key; who has one keeps it. Who finds none has a problem instead."""
    rows = Lease.objects.filter(allocation__in=wanted).select_related("pool")
    found: dict[int, Lease] = {row.allocation_id: row for row in rows if row.allocation_id}
    missing = [one for one in wanted if one.pk not in found]
    problems = draw(kind, missing, found, today) if missing else {}
    return found, problems


def draw(kind: Service, missing: Sequence[Allocation], found: dict[int, Lease], today: date) -> dict[int, Problem]:
    supplies = supplies_of(lock(kind, missing), missing, today)
    sources = {pool.pk: leases(kind, supply) for pool, supply in supplies.items()}
    problems, drawn = {}, []
    for one in missing:
        serving = pools_for(one.subscription.exchange_id, supplies)
        lease = next((lease for pool in serving for lease in islice(sources[pool.pk], 1)), None)
        if lease is None:
            problems[one.pk] = Problem.POOL_EXHAUSTED if serving else Problem.POOL_MISSING
            continue
        lease.allocation, lease.quarantined_until = one, None
        found[one.pk] = lease
        drawn.append(lease)
    new, again = [one for one in drawn if not one.pk], [one for one in drawn if one.pk]
    Lease.objects.bulk_create(new, batch_size=500)
    Lease.objects.bulk_update(again, ["allocation", "quarantined_until"], batch_size=500)
    return problems


def lock(kind: Service, wanted: Sequence[Allocation]) -> list[Pool]:
    """The open pools that may serve these lines, held until the end of the transaction, always in one order."""
    exchanges = {one.subscription.exchange_id for one in wanted}
    rows = Pool.objects.filter(Q(exchange=None) | Q(exchange__in=exchanges - {None}), kind=kind, is_open=True)
    return list(rows.order_by("pk").select_for_update(of=("self",)))


def pools_for(exchange_id: int | None, pools: Mapping[Pool, object] | Sequence[Pool]) -> list[Pool]:
    """Those of the exchange first, then those of everywhere."""
    here = [pool for pool in pools if pool.exchange_id == exchange_id is not None]
    return [*here, *(pool for pool in pools if pool.exchange_id is None)]


def supplies_of(pools: Sequence[Pool], wanted: Sequence[Allocation], today: date) -> dict[Pool, Supply]:
    """What each pool can give, as much as these lines can ask of it."""
    needs = {pool.pk: needed(pool, wanted) for pool in pools}
    highest = highest_of(pools)
    supplies = {pool: Supply(pool, [range(max(highest[pool.pk] + 1, pool.first), pool.last + 1)]) for pool in pools}
    if short := [pool for pool, supply in supplies.items() if supply.size < needs[pool.pk]]:
        for lease in rested(short, max(needs.values()), today):
            supplies[lease.pool].rested.append(lease)  # type: ignore[index]  # it was asked for by its pool
    if short := [pool for pool, supply in supplies.items() if supply.size < needs[pool.pk]]:
        for pool, span in gaps(short):
            supplies[pool].spans.append(span)
    return supplies


def needed(pool: Pool, wanted: Sequence[Allocation]) -> int:
    return sum(pool.exchange_id in (None, one.subscription.exchange_id) for one in wanted)


def highest_of(pools: Sequence[Pool]) -> dict[int, int]:
    """The highest identifier that was ever given out within the bounds of each pool, or one below its first.

    Asked once the pools are held: what somebody else has just drawn counts.
    """
    within = Lease.objects.filter(kind=OuterRef("kind"), value__gte=OuterRef("first"), value__lte=OuterRef("last"))
    last = Subquery(within.order_by("-value").values("value")[:1])
    rows = Pool.objects.filter(pk__in=[pool.pk for pool in pools])
    return dict(rows.annotate(highest=Coalesce(last, F("first") - ONE)).values_list("pk", "highest"))


def rested(pools: Sequence[Pool], most: int, today: date) -> list[Lease]:
    """What has rested long enough, the longest first, so many of each pool at most."""
    over = Lease.objects.filter(pool__in=pools, allocation=None, quarantined_until__lte=today)
    over = over.filter(value__gte=F("pool__first"), value__lte=F("pool__last")).select_related("pool")
    place = Window(RowNumber(), partition_by="pool_id", order_by=["quarantined_until", "value"])
    return list(over.annotate(place=place).filter(place__lte=most).order_by("quarantined_until", "value"))


def gaps(pools: Sequence[Pool]) -> Iterator[tuple[Pool, range]]:
    """What lies below or between what was given out: the bounds were moved, or somebody tidied up."""
    known = {pool.pk: pool for pool in pools}
    next_one = Window(Lag(F("value") + ONE), partition_by="pool_id", order_by="value", output_field=BigIntegerField())
    rows = Lease.objects.filter(pool__in=pools).annotate(start=Coalesce(next_one, F("pool__first")))
    rows = rows.filter(start__lt=F("value"), value__lte=F("pool__last"))
    for pool_id, start, value in rows.values_list("pool_id", "start", "value"):
        yield known[pool_id], range(max(start, known[pool_id].first), value)


def leases(kind: Service, supply: Supply) -> Iterator[Lease]:
    """The leases of a pool one after the other: new ones, then those that were given back."""
    fresh, *between = supply.spans
    yield from (Lease(pool=supply.pool, kind=kind, value=value) for value in fresh)
    yield from supply.rested
    yield from (Lease(pool=supply.pool, kind=kind, value=value) for value in chain.from_iterable(between))


def give_back(allocations: Sequence[Allocation], today: date) -> None:
    """What these held rests for a while, and is given again."""
    until = today + timedelta(days=DatedSetting.on(today)["resource_quarantine_days"])
    Lease.objects.filter(allocation__in=allocations).update(allocation=None, quarantined_until=until)
