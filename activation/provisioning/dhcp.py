"""The address of a line, and the options that its modem is given with it (RFC 2132)."""

from collections.abc import Mapping
from typing import Any

from activation.models import Allocation, Service
from activation.provisioning.adapter import PoolAdapter
from activation.provisioning.place import place_of
from activation.provisioning.spelling import ipv4


class Dhcp(PoolAdapter):
    kind = Service.DHCP

    def values(self, allocation: Allocation, value: int, options: Mapping[str, Any]) -> dict[str, Any]:
        """`circuit` is what the DSLAM says of the line in option 82 (RFC 3046)."""
        circuit = place_of(allocation.subscription)
        return {"address": ipv4(value), **options, **({"circuit": circuit} if circuit else {})}
