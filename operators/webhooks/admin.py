"""Webhooks and their log in the administration: looked at; people act on the pages of the partner."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from bascule.admin import ReadOnly
from operators.models import Delivery, KeyUse, Webhook


@admin.register(Webhook)
class WebhookAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["url", "operator", "created_at", "disabled_at", "disabled_because"]
    list_filter = [("disabled_at", admin.EmptyFieldListFilter), ("operator", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["operator"]
    search_fields = ["url", "operator__code", "operator__name"]
    fields = [
        *("operator", "url", "events", "created_at", "former_until", "read_tx", "read_id"),
        *("disabled_at", "disabled_because"),
    ]


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["__str__", "status", "attempts", "answer", "problem", "due_at", "delivered_at", "created_at"]
    list_filter = ["status", "problem", "created_at"]
    list_select_related = ["webhook", "event"]
    search_fields = ["webhook__url", "=event__reference"]
    ordering = ["-id"]
    show_full_result_count = False
    fields = [
        *("webhook", "event", "status", "attempts", "due_at", "claimed_until", "delivered_at"),
        *("answer", "problem", "tries", "created_at"),
    ]


@admin.register(KeyUse)
class KeyUseAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["key", "day", "requests", "throttled"]
    list_filter = ["day"]
    search_fields = ["key__name", "key__operator__code"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("key__operator")
