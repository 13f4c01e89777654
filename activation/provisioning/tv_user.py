"""The television account of a line (User MSTV), and what it may watch."""

from collections.abc import Mapping
from typing import Any

from activation.models import Allocation, Service
from activation.provisioning.adapter import PoolAdapter, of_package, without
from activation.provisioning.spelling import account


class TvUser(PoolAdapter):
    kind = Service.TV_USER

    def values(self, allocation: Allocation, value: int, options: Mapping[str, Any]) -> dict[str, Any]:
        """Without a list of packages in its pool, the package goes by its own name."""
        package = allocation.subscription.offer.tv_package
        rights = of_package(allocation, options) if "packages" in options else [package]
        domain = f"@{options['domain']}" if "domain" in options else ""
        return {
            "account": f"tv{account(value)}{domain}",
            "package": package,
            "packages": rights,
            **without(options, "packages", "domain"),
        }
