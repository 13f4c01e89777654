"""Bringing resources to what is wanted of them. Several nodes may do this at once, and each may be killed anywhere.

A chunk of what is due is claimed; what it needs is taken in a short transaction; its platforms are told outside of
any; what came of it is noted. Rows are written together and, where that breaks, one by one: one that breaks neither
stops nor undoes the others. Whoever is killed has claimed for a while only, and everything may be done again.
"""

import logging
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar

from django.db import transaction

from activation.models import Allocation, AllocationStatus, Goal, Problem, Service
from activation.models.allocation import ResourceQuerySet
from activation.provisioning.adapter import Adapter, Trouble
from activation.provisioning.dhcp import Dhcp
from activation.provisioning.finishing import finish_served, lose_ports
from activation.provisioning.low_speed import LowSpeed
from activation.provisioning.mer import Mer
from activation.provisioning.multicast import Multicast
from activation.provisioning.place import WITH_PLACE
from activation.provisioning.platforms import Wanted, tell_all
from activation.provisioning.saying import wanted_of
from activation.provisioning.tv_user import TvUser
from activation.provisioning.voip import Voip
from bascule.sealing import Unreadable

ADAPTERS: Mapping[Service, Adapter] = {
    one.kind: one for one in (LowSpeed(), Dhcp(), Mer(), Multicast(), TvUser(), Voip())
}
CHUNK = 500
A_RUN = 60.0
"""Seconds after which a run tells platforms nothing more: the next one takes over."""
CLAIM = timedelta(minutes=5)
"""Whoever claimed a resource and has not noted its end by then is dead: others may."""
DELAYS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 180, 360)]
"""How long after each failure a resource is not tried again; the last one from then on."""
log = logging.getLogger(__name__)
Result = TypeVar("Result")


class Done(NamedTuple):
    """What a run did: resources that are what is wanted, that are not, that it left alone; lines that work now."""

    reached: int = 0
    failed: int = 0
    left: int = 0
    finished: int = 0

    def __add__(self, other: "Done") -> "Done":  # type: ignore[override]
        return Done(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


def work(now: datetime, allocations: Iterable[Allocation] | None = None) -> Done:
    """Bring what is due to its goal, or these allocations, and let the lines work that have all they need."""
    lose_ports()
    rows = Allocation.objects.due(now)
    if allocations is not None:
        rows = rows.filter(pk__in=[one.pk for one in allocations])
    keys, done, started = list(rows.order_by("pk").values_list("pk", flat=True)), Done(), time.monotonic()
    for start in range(0, len(keys), CHUNK):
        seconds = A_RUN - (time.monotonic() - started)
        if seconds <= 0:
            break
        done += bring(keys[start : start + CHUNK], now, seconds)
    return done + Done(finished=len(finish_served(now).moved))


def retry(allocations: Sequence[Allocation], now: datetime) -> Done:
    """Try these at once, whatever has become of them before: somebody asks for it."""
    rows = Allocation.objects.unreached().filter(pk__in=[one.pk for one in allocations])
    rows.update(next_try_at=None, problem="", problem_text="")
    return work(now, allocations)


def bring(keys: Sequence[int], now: datetime, seconds: float) -> Done:
    mark, rows = claim(keys, now)
    by_kind: dict[Service, list[Allocation]] = defaultdict(list)
    for row in rows:
        by_kind[Service(row.kind)].append(row)
    troubles: dict[int, Trouble | None] = {}
    for kind, some in by_kind.items():
        troubles |= take(ADAPTERS[kind], some, now)
    troubles |= tell([row for row in rows if row.pk not in troubles], seconds)
    return sum((note(ADAPTERS[kind], some, troubles, mark, now) for kind, some in by_kind.items()), Done())


def claim(keys: Sequence[int], now: datetime) -> tuple[uuid.UUID, list[Allocation]]:
    """Those of these rows that are still due and free: of two nodes, one gets each."""
    mark, due = uuid.uuid4(), Allocation.objects.due(now).filter(pk__in=keys).order_by("pk")
    with transaction.atomic():
        free = list(due.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True))
        Allocation.objects.filter(pk__in=free).update(claim=mark, claimed_until=now + CLAIM)
    mine = Allocation.objects.filter(pk__in=free, claim=mark).order_by("pk")
    # Fetched beside: the resources of a line share it.
    of_line = ("subscription__offer", "subscription__customer", "subscription__exchange", WITH_PLACE)
    return mark, list(mine.prefetch_related(*of_line))


def take(adapter: Adapter, rows: Sequence[Allocation], now: datetime) -> dict[int, Trouble]:
    """Let the adapter take what those need that are not allocated yet; who has a trouble is in the answer."""
    waiting = [row for row in rows if row.status == AllocationStatus.PENDING and row.goal != Goal.RELEASED]

    def taking(some: Sequence[Allocation]) -> dict[int, Trouble]:
        found = adapter.take(some, now)
        keep([row for row in some if row.pk not in found])
        return found

    done, broken = together_or_alone(waiting, taking)
    return {key: trouble for found in done for key, trouble in found.items()} | broken


def keep(rows: Sequence[Allocation]) -> None:
    """Write what was taken: rows that are there, each with values of its own, at the cost of as many new ones."""
    Allocation.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=["values", "sealed"]
    )


def tell(rows: Sequence[Allocation], seconds: float) -> dict[int, Trouble | None]:
    """Tell the platform of each row what is wanted; a secret that cannot be read is nobody's but this row's trouble."""
    queues: dict[str, list[Wanted]] = defaultdict(list)
    told: dict[int, Trouble | None] = {}
    for row in rows:
        try:
            queues[row.kind].append(wanted_of(row))
        except Unreadable:
            told[row.pk] = Trouble(Problem.SECRET_UNREADABLE)
    return told | tell_all(sorted(queues.items()), seconds=seconds)


def note(
    adapter: Adapter, rows: Sequence[Allocation], troubles: Mapping[int, Trouble | None], mark: uuid.UUID, now: datetime
) -> Done:
    """Write down what became of these rows, as far as they are still ours, and let go of them."""

    def noting(some: Sequence[Allocation]) -> Done:
        mine = Allocation.objects.filter(pk__in=[row.pk for row in some], claim=mark)
        goals = dict(mine.select_for_update().values_list("pk", "goal"))
        kept = [row for row in some if row.pk in goals]
        reached = [row for row in kept if row.pk in troubles and troubles[row.pk] is None]
        failed = [(row, trouble) for row in kept if (trouble := troubles.get(row.pk))]
        reach(adapter, reached, goals, now)
        fail(failed, now)
        left = mine.filter(claim=mark, pk__in=[row.pk for row in kept if row.pk not in troubles])
        left.update(next_try_at=now + DELAYS[0])
        mine.update(claim=None, claimed_until=None)
        return Done(len(reached), len(failed), len(kept) - len(reached) - len(failed))

    done, broken = together_or_alone(rows, noting)
    if broken:
        done.append(note_broken([row for row in rows if row.pk in broken], broken, mark, now))
    return sum(done, Done())


def reach(adapter: Adapter, rows: Sequence[Allocation], goals: Mapping[int, str], now: datetime) -> None:
    """These are what was wanted when they were claimed; what is given back is nothing any more."""
    released = [row for row in rows if row.goal == Goal.RELEASED]
    if released:
        adapter.give_back(released, now)
    for goal in Goal:
        those = Allocation.objects.filter(pk__in=[row.pk for row in rows if row.goal == goal])
        settle(those, AllocationStatus(goal), now)
    wanted_again = [row.pk for row in released if goals[row.pk] != Goal.RELEASED]
    gone = Allocation.objects.filter(pk__in=[row.pk for row in released])
    gone.update(sealed=None)
    gone.filter(pk__in=wanted_again).update(status=AllocationStatus.PENDING, values={})


def settle(rows: ResourceQuerySet, status: AllocationStatus, now: datetime) -> None:
    rows.update(status=status, status_since=now, tries=0, next_try_at=None, problem="", problem_text="")


def fail(failed: Sequence[tuple[Allocation, Trouble]], now: datetime) -> None:
    """These come again later, and later each time."""
    for row, trouble in failed:
        row.next_try_at = now + DELAYS[min(row.tries, len(DELAYS) - 1)]
        row.tries += 1
        row.problem, row.problem_text = trouble.problem, trouble.text[:300]
    columns = ["tries", "next_try_at", "problem", "problem_text"]
    Allocation.objects.bulk_update([row for row, _trouble in failed], columns, batch_size=500)


def note_broken(rows: Sequence[Allocation], broken: Mapping[int, Trouble], mark: uuid.UUID, now: datetime) -> Done:
    """What could not be noted is tried again as a whole."""
    with transaction.atomic():
        mine = Allocation.objects.filter(pk__in=[row.pk for row in rows], claim=mark)
        held = set(mine.select_for_update().values_list("pk", flat=True))
        fail([(row, broken[row.pk]) for row in rows if row.pk in held], now)
        mine.update(claim=None, claimed_until=None)
    return Done(failed=len(held))


def together_or_alone(
    rows: Sequence[Allocation], act: Callable[[Sequence[Allocation]], Result]
) -> tuple[list[Result], dict[int, Trouble]]:
    """Act on all rows in one transaction; where that breaks, on each in its own. Who breaks alone is in the answer."""
    if not rows:
        return [], {}
    try:
        with transaction.atomic():
            return [act(rows)], {}
    except Exception:
        log.warning("%d allocations are tried one by one", len(rows), exc_info=True)
    done, broken = [], {}
    for row in rows:
        try:
            with transaction.atomic():
                done.append(act([row]))
        except Exception as error:
            log.exception("allocation %d", row.pk)
            broken[row.pk] = Trouble(Problem.BROKEN, type(error).__name__)
    return done, broken
