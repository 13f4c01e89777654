"""The shape of what allocates one kind of resource."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from django.utils import timezone

from activation.models import Allocation, Problem, Service
from activation.provisioning import pools


class Trouble(NamedTuple):
    """Why a resource is not what is wanted of it; `text` holds the words of whoever refused."""

    problem: Problem
    text: str = ""


class Unserved(Exception):  # noqa: N818
    """A pool cannot serve this line."""

    def __init__(self, problem: Problem, text: str = "") -> None:
        super().__init__(problem, text)
        self.trouble = Trouble(problem, text)


class Adapter:
    """One kind of resource: how it takes what it needs, which values it shows, and how it gives everything back.

    Both are for many allocations at once, in a transaction of the caller, and may be done again: who has what it needs
    keeps it. `take` fills the `values` of each allocation, and its `sealed` secret; who gets nothing is in the answer.
    """

    kind: ClassVar[Service]

    def take(self, allocations: Sequence[Allocation], now: datetime) -> dict[int, Trouble]:
        raise NotImplementedError

    def give_back(self, allocations: Sequence[Allocation], now: datetime) -> None:
        raise NotImplementedError


class PoolAdapter(Adapter):
    """What is an identifier of a pool, with what goes with it."""

    def take(self, allocations: Sequence[Allocation], now: datetime) -> dict[int, Trouble]:
        leases, missing = pools.take(self.kind, allocations, timezone.localdate(now))
        troubles = {key: Trouble(problem) for key, problem in missing.items()}
        for one in allocations:
            if lease := leases.get(one.pk):
                options = lease.pool.options if lease.pool else {}
                try:
                    one.values = self.values(one, lease.value, options)
                except Unserved as unserved:
                    troubles[one.pk] = unserved.trouble
        return troubles

    def give_back(self, allocations: Sequence[Allocation], now: datetime) -> None:
        pools.give_back(allocations, timezone.localdate(now))

    def values(self, allocation: Allocation, value: int, options: Mapping[str, Any]) -> dict[str, Any]:
        """What is shown of an identifier; Unserved when its pool lacks what the line needs."""
        raise NotImplementedError


def of_package(allocation: Allocation, options: Mapping[str, Any]) -> Any:
    """What a pool says of the TV package of a line; Unserved when it does not know it."""
    package = allocation.subscription.offer.tv_package
    try:
        return options["packages"][package]
    except (KeyError, TypeError):
        raise Unserved(Problem.PACKAGE_UNKNOWN, package) from None


def without(options: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """The options that are shown as they stand."""
    return {name: value for name, value in options.items() if name not in names}
