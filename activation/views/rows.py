"""The rows of a subscription's page: its attempts, its services, its parcels."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from activation.models import Allocation, AllocationStatus, FailureReason, Shipment, Subscription, UnbundlingOrder
from activation.reasons import by_code
from bascule.board import Words


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
    values: list[tuple[str, Any]]


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
    label = allocation.get_status_display()
    values = [(name.replace("_", " "), value) for name, value in allocation.values.items()]
    return ServiceRow(allocation, state, label, values)


def parcels_of(one: Subscription) -> list[Shipment]:
    return list(one.shipments.order_by("planned_on", "pk"))
