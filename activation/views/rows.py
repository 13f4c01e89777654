"""The rows of a subscription's page: its attempts, its services, its parcels."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from activation.models import Allocation, AllocationStatus, FailureReason, Shipment, Subscription, UnbundlingOrder
from activation.reasons import by_code
from bascule.board import Words

NAMES: dict[str, Words] = {
    "account": _("account"),
    "address": _("address"),
    "circuit": _("circuit"),
    "domain": _("domain"),
    "gateway": _("gateway"),
    "groups": _("groups"),
    "lease_seconds": _("lease in seconds"),
    "number": _("number"),
    "numbers": _("numbers"),
    "package": _("package"),
    "packages": _("packages"),
    "prefix_length": _("prefix length"),
    "profile": _("profile"),
    "server": _("server"),
    "session": _("session"),
}
"""The values of a service that are words; the others, such as `vlan` or `dns`, are the same in every language."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """An order to the incumbent, with why it failed and the days on which the incumbent was reminded."""

    order: UnbundlingOrder
    reason: FailureReason | None
    reminded_on: list[date]


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service as it is shown: `state` is what gives it its colour."""

    allocation: Allocation
    state: str
    label: Words
    values: list[tuple[Words, Any]]


def attempts_of(one: Subscription) -> list[Attempt]:
    """Its orders, the latest first; a constant number of queries."""
    orders = list(one.orders.prefetch_related("reminders").select_related("exchange").order_by("-created_at", "-pk"))
    reasons = by_code(order.failure_code for order in orders if order.failure_code)
    return [
        Attempt(order, reasons.get(order.failure_code), [reminder.day for reminder in order.reminders.all()])
        for order in orders
    ]


def allocations_of(one: Subscription) -> list[ServiceRow]:
    """Its resources, those that were released last."""
    rows = one.allocations.order_by("pk")
    return sorted(map(service_row, rows), key=lambda row: row.state == AllocationStatus.RELEASED)


def service_row(allocation: Allocation) -> ServiceRow:
    state = "late" if allocation.problem else allocation.status
    values = [(name_of(name), text_of(value)) for name, value in allocation.values.items()]
    return ServiceRow(allocation, state, allocation.get_status_display(), values)


def name_of(value: str) -> Words:
    """What a value is called; a name that the administration gave to an option stays as it is."""
    return NAMES.get(value, value.replace("_", " "))


def text_of(value: Any) -> Any:
    """Several of a kind, one after the other."""
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def parcels_of(one: Subscription) -> list[Shipment]:
    return list(one.shipments.order_by("planned_on", "pk"))
