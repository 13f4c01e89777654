"""Files and messages in the administration: looked at, and a file of ours sent again by somebody who may."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from bascule.admin import LifecycleAdmin, ReadOnly, page_of
from bascule.rules import RuleRefused
from operators.exchange.outbox import send_again
from operators.exchange.transports import TransportDown
from operators.exchange.words import KINDS
from operators.models import ExchangeFile, Message, UnusedNumbers


@admin.register(ExchangeFile)
class ExchangeFileAdmin(ReadOnly, LifecycleAdmin):
    list_display = [
        *("name", "way", "counterpart", "state", "lines", "accepted", "quarantined", "duplicates"),
        *("sendings", "made_at", "due_at"),
    ]
    list_filter = ["way", "counterpart", "state", "made_at"]
    search_fields = ["name", "digest"]
    date_hierarchy = "made_at"
    fields = [
        *("name", "counterpart", "way", "state", "sender", "number", "made_at", "digest"),
        *("lines", "reached", "accepted", "quarantined", "duplicates", "sendings", "sent_at", "due_at"),
        *("problem", "problem_text", "messages"),
    ]
    readonly_fields = ["messages"]
    buttons = ("send",)

    def act(self, request: HttpRequest, record: Any, name: str) -> ExchangeFile:
        try:
            return send_again(record, by=request.user, now=timezone.now())
        except TransportDown as down:
            raise RuleRefused("transport_down", down.words) from down
        except ValueError as error:
            sentence = _now("This file cannot be written again: its messages are no longer what they were.")
            raise RuleRefused("messages_changed", sentence) from error

    @admin.display(description=_("messages"))
    def messages(self, file: ExchangeFile) -> str:
        address = reverse("admin:operators_message_changelist")
        return format_html('<a href="{}?file__id__exact={}">{}</a>', address, file.pk, file.messages.count())


@admin.register(UnusedNumbers)
class UnusedNumbersAdmin(ReadOnly, admin.ModelAdmin):
    """What was noted on the page of exchanges."""

    list_display = ["__str__", "counterpart", "closed_at", "closed_by"]
    list_filter = ["counterpart"]


class KindFilter(admin.SimpleListFilter):
    """The kinds that the format has; asking the table which it holds would read all of it."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(KINDS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Message]) -> QuerySet[Message]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(Message)
class MessageAdmin(ReadOnly, admin.ModelAdmin):
    """What was said; a line in quarantine is taken up on our own screens."""

    list_display = ["__str__", "kind", "reference", "way", "status", "problem", "at", "file_link"]
    list_filter = ["way", "status", KindFilter]
    list_select_related = ["file"]
    search_fields = ["=message_id", "=reference"]
    search_help_text = _("The id of a message, or the reference it is about.")
    show_full_result_count = False
    fields = [
        *("message_id", "kind", "reference", "counterpart", "way", "status", "fields", "raw", "file_link", "line"),
        *("problem", "problem_text", "at", "handled_at", "handled_by"),
    ]

    @admin.display(description=_("file"), ordering="file__name")
    def file_link(self, message: Message) -> str:
        if message.file is None:
            return "-"
        return format_html('<a href="{}">{}</a>', page_of(ExchangeFile, message.file.pk), message.file)
