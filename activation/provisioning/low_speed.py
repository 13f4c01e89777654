"""The access over the telephone that a customer has while the line is being made."""

from collections.abc import Mapping
from typing import Any

from activation.models import Allocation, Service
from activation.provisioning.adapter import PoolAdapter, without
from activation.provisioning.spelling import account


class LowSpeed(PoolAdapter):
    kind = Service.LOW_SPEED

    def values(self, allocation: Allocation, value: int, options: Mapping[str, Any]) -> dict[str, Any]:
        realm = f"@{options['realm']}" if "realm" in options else ""
        return {"session": f"ls{account(value)}{realm}", **without(options, "realm")}
