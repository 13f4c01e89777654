"""The VLAN of a line's television, and the multicast groups of its package."""

from collections.abc import Mapping
from typing import Any

from activation.models import Allocation, Service
from activation.provisioning.adapter import PoolAdapter, of_package, without
from activation.provisioning.spelling import vlan


class Multicast(PoolAdapter):
    kind = Service.MULTICAST

    def values(self, allocation: Allocation, value: int, options: Mapping[str, Any]) -> dict[str, Any]:
        groups, package = of_package(allocation, options), allocation.subscription.offer.tv_package
        return {"vlan": vlan(value), "package": package, "groups": groups, **without(options, "packages")}
