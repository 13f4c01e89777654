"""What is wanted of the resources of lines; a few queries, whatever the number of lines."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import prefetch_related_objects

from activation.models import Allocation, AllocationStatus, Goal, Service, Subscription
from activation.models.allocation import ResourceQuerySet

BY_PACKAGE = (Service.MULTICAST, Service.TV_USER)
"""The resources whose values depend on the TV package."""


@transaction.atomic
def want(subscriptions: Sequence[Subscription], services: Iterable[Service] | None = None, *, now: datetime) -> None:
    """These services for each line, or what its offer needs; what is there already stays.

    Television of another package than before is allocated anew, on the account that it has.
    """
    prefetch_related_objects(subscriptions, "offer")
    needs = {one.pk: list(one.offer.services) if services is None else list(services) for one in subscriptions}
    rows = list(Allocation.objects.live().of(subscriptions))
    there = {(row.subscription_id, row.kind) for row in rows}
    Allocation.objects.bulk_create(
        (
            Allocation(subscription_id=key, kind=kind, created_at=now, status_since=now)
            for key, kinds in needs.items()
            for kind in kinds
            if (key, kind) not in there
        ),
        batch_size=500,
        ignore_conflicts=True,
    )
    again = [row.pk for row in rows if row.goal == Goal.RELEASED and row.kind in needs[row.subscription_id]]
    aim(Allocation.objects.filter(pk__in=again), Goal.ALLOCATED)
    packages = {one.pk: one.offer.tv_package for one in subscriptions}
    changed = [row.pk for row in rows if row.kind in BY_PACKAGE and is_of_another(row, packages[row.subscription_id])]
    aim(Allocation.objects.filter(pk__in=changed, goal=Goal.ALLOCATED), Goal.ALLOCATED, status=AllocationStatus.PENDING)


def is_of_another(row: Allocation, package: str) -> bool:
    """Whether a resource was allocated for another TV package than this one."""
    return bool(package) and row.values.get("package", package) != package


def release(subscriptions: Sequence[Subscription], services: Iterable[Service] | None = None, *, now: datetime) -> None:
    """Give up these services, or all that the lines have."""
    rows = Allocation.objects.served().of(subscriptions)
    aim(rows if services is None else rows.filter(kind__in=list(services)), Goal.RELEASED)


def release_unneeded(subscriptions: Sequence[Subscription], *, now: datetime) -> None:
    """Give up what the offer of each line does not need any more."""
    prefetch_related_objects(subscriptions, "offer")
    needs = {one.pk: one.offer.services for one in subscriptions}
    rows = Allocation.objects.served().of(subscriptions).values_list("pk", "subscription_id", "kind")
    keys = [key for key, subscription, kind in rows if kind not in needs[subscription]]
    aim(Allocation.objects.filter(pk__in=keys), Goal.RELEASED)


def suspend(subscriptions: Sequence[Subscription], *, now: datetime) -> None:
    """The services stop; what they hold stays theirs."""
    aim(Allocation.objects.live().of(subscriptions).filter(goal=Goal.ALLOCATED), Goal.SUSPENDED)


def resume(subscriptions: Sequence[Subscription], *, now: datetime) -> None:
    """The services work again."""
    aim(Allocation.objects.live().of(subscriptions).filter(goal=Goal.SUSPENDED), Goal.ALLOCATED)


def aim(rows: ResourceQuerySet, goal: Goal, **more: str) -> None:
    """Another goal is a new start: it is tried at once, whatever failed before."""
    rows.update(goal=goal, tries=0, next_try_at=None, problem="", problem_text="", **more)
