"""Subscriptions and orders to the incumbent in the administration: looked at, and moved by guarded buttons."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activation import (
    admin_offers,  # noqa: F401  (registers its own pages)
    admin_plant,  # noqa: F401
    admin_resources,  # noqa: F401
    changing,
)
from activation.models import (
    Allocation,
    Call,
    Reminder,
    Shipment,
    Subscription,
    SubscriptionComment,
    Takeover,
    UnbundlingOrder,
)
from bascule.admin import LifecycleAdmin, ReadOnly
from operators.admin import NumberAdmin, linked_list
from operators.numbering import pretty


class LineAdmin(NumberAdmin, LifecycleAdmin):
    """What is about one line, which is searched for in any spelling."""

    number_lookup = "line_number"
    show_full_result_count = False
    search_help_text = _("A reference, ours or theirs, a customer, or a line number in any spelling.")

    @admin.display(description=_("line"), ordering="line_number")
    def pretty_line(self, row: Any) -> str:
        return pretty(row.line_number) if row.line_number else "-"


@admin.register(Subscription)
class SubscriptionAdmin(LineAdmin):
    list_display = ["reference", "state", "due_at", "customer", "pretty_line", "offer", "exchange", "subscribed_on"]
    list_filter = [
        "state",
        ("due_at", admin.DateFieldListFilter),
        ("exchange", admin.RelatedOnlyFieldListFilter),
        "channel",
        ("offer", admin.RelatedOnlyFieldListFilter),
        ("partner", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["customer", "offer", "exchange"]
    date_hierarchy = "subscribed_on"
    search_fields = ["reference", "external_reference", "customer__name", "orders__reference__exact"]
    editable = ("external_reference",)
    buttons = ("suspend", "resume", "cancel", "terminate")
    readonly_fields = ["order_list", "resource_list", "parcel_list"]
    fields = [
        *("reference", "external_reference", "state", "state_since", "due_at", "customer", "partner", "channel"),
        *("offer", "line_number", "exchange", "area", "line_check", "order_list", "resource_list", "parcel_list"),
        *("subscribed_on", "withdrawal_waived", "wanted_on", "expected_on", "ordered_at", "activated_at", "ended_on"),
        *("waits_for", "waits_for_text", "call_again_on", "calls_made", "port_in", "without_port", "replaces"),
    ]

    def act(self, request: HttpRequest, record: Subscription, name: str) -> Subscription:
        return getattr(changing, name)(record, by=request.user, now=timezone.now())

    @admin.display(description=_("orders to the incumbent"))
    def order_list(self, subscription: Subscription) -> str:
        return rows_of(subscription, UnbundlingOrder, subscription.orders)

    @admin.display(description=_("allocations"))
    def resource_list(self, subscription: Subscription) -> str:
        return rows_of(subscription, Allocation, subscription.allocations)

    @admin.display(description=_("shipments"))
    def parcel_list(self, subscription: Subscription) -> str:
        return rows_of(subscription, Shipment, subscription.shipments)


def rows_of(subscription: Subscription, model: Any, rows: Any) -> str:
    """How many rows of one kind a subscription has, as a link to them."""
    return linked_list(model, rows.count(), subscription__id__exact=subscription.pk)


class ReminderInline(ReadOnly, admin.TabularInline):
    model = Reminder


@admin.register(UnbundlingOrder)
class UnbundlingOrderAdmin(LineAdmin):
    list_display = [
        *("reference", "state", "due_at", "attempt", "customer", "pretty_line", "exchange", "due_on", "sent_on"),
        *("reminders_sent", "failure_code"),
    ]
    list_filter = [
        "state",
        ("due_at", admin.DateFieldListFilter),
        ("exchange", admin.RelatedOnlyFieldListFilter),
        "attempt",
        "technology",
        "unbundling",
        ("partner", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["subscription__customer", "exchange"]
    date_hierarchy = "due_on"
    search_fields = [
        *("reference", "external_reference", "subscription__reference__exact", "subscription__customer__name"),
        "failure_code__exact",
    ]
    buttons = ("cancel", "settle_stray")
    inlines = [ReminderInline]
    fields = [
        *("reference", "external_reference", "state", "state_since", "due_at", "subscription", "partner"),
        *("attempt", "replaces", "technology", "unbundling", "line_number", "exchange", "strip", "position", "area"),
        *("due_on", "sent_on", "acknowledged_on", "reported_on", "done_on", "failure_code", "failure_text"),
        *("stray_result", "stray_at"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[UnbundlingOrder]:
        return UnbundlingOrder.objects.with_reminders()

    @admin.display(description=_("customer"), ordering="subscription__customer__name")
    def customer(self, order: UnbundlingOrder) -> str:
        return order.subscription.customer.name

    @admin.display(description=_("reminders"), ordering="reminded")
    def reminders_sent(self, order: Any) -> int:
        return order.reminded


@admin.register(Takeover)
class TakeoverAdmin(LineAdmin):
    list_display = ["reference", "state", "side", "due_at", "pretty_line", "subscription", "other", "opened_on"]
    list_filter = ["state", "side", ("due_at", admin.DateFieldListFilter), ("other", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["subscription", "other"]
    date_hierarchy = "opened_on"
    search_fields = ["reference", "external_reference", "subscription__reference__exact"]
    editable = ("external_reference",)
    buttons = ("restore", "dismiss")


@admin.register(Call)
class CallAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["subscription", "at", "by", "outcome", "again_on"]
    list_filter = ["outcome"]
    list_select_related = ["subscription"]
    date_hierarchy = "at"
    search_fields = ["subscription__reference", "by", "note"]


@admin.register(SubscriptionComment)
class SubscriptionCommentAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["subscription", "at", "by", "internal"]
    list_filter = ["internal"]
    list_select_related = ["subscription"]
    date_hierarchy = "at"
    search_fields = ["subscription__reference", "by", "text"]
