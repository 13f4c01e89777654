"""The MER session of a line."""

from collections.abc import Mapping
from typing import Any

from activation.models import Allocation, Service
from activation.provisioning.adapter import PoolAdapter
from activation.provisioning.spelling import account


class Mer(PoolAdapter):
    kind = Service.MER

    def values(self, allocation: Allocation, value: int, options: Mapping[str, Any]) -> dict[str, Any]:
        return {"session": f"mer{account(value)}", **options}
