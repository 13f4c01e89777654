"""Outgoing ports in the administration, and the rules that answer them without a human."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from bascule.admin import LifecycleAdmin, ReadOnly
from operators.admin import NumberAdmin, linked_list
from operators.numbering import pretty
from portability.leaving import accept_all, cancel
from portability.models import AnswerRule, ClosingItem, PortOut, PortOutCheck, PortOutNumber


class ClosingInline(ReadOnly, admin.TabularInline):
    model = ClosingItem


@admin.register(PortOut)
class PortOutAdmin(NumberAdmin, LifecycleAdmin):
    """Looked at, accepted as a whole, cancelled; answers number by number are given on the page of the request."""

    list_display = ["reference", "state", "due_at", "partner", "customer", "door", "scheduled_on", "suspicious"]
    list_filter = [
        "state",
        "door",
        "suspicious",
        ("due_at", admin.DateFieldListFilter),
        ("partner", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["partner", "customer"]
    date_hierarchy = "received_at"
    search_fields = ["reference", "external_reference", "customer__name"]
    search_help_text = _("A reference, ours or theirs, a customer, or a number in any spelling.")
    show_full_result_count = False
    buttons = ("accept", "cancel")
    inlines = [ClosingInline]
    readonly_fields = ["number_list", "check_list"]
    fields = [
        *("reference", "external_reference", "state", "state_since", "due_at", "door", "suspicious"),
        *("partner", "customer", "customer_kind", "number_list", "check_list", "main_number", "routing_prefix"),
        *("mandate_reference", "asked", "scheduled_on", "window", "received_at", "answered_at"),
        *("released_at", "released_on", "purged_at"),
    ]

    def get_fields(self, request: HttpRequest, obj: PortOut | None = None) -> list[Any]:
        """What the recipient wrote serves to answer it, and is not for everybody's eyes."""
        may_read = request.user.has_perm("portability.view_asked_portout")
        return [name for name in super().get_fields(request, obj) if may_read or name != "asked"]

    def act(self, request: HttpRequest, record: PortOut, name: str) -> PortOut:
        made = {"accept": accept_all, "cancel": cancel}[name]
        return made(record, by=request.user, now=timezone.now())

    def with_number(self, queryset: QuerySet[Any], national: str) -> QuerySet[Any]:
        return queryset.filter(pk__in=PortOutNumber.objects.filter(national=national).values("port_out"))

    @admin.display(description=_("numbers"))
    def number_list(self, port_out: PortOut) -> str:
        count = port_out.numbers.count()
        label = ngettext("%(count)d number", "%(count)d numbers", count) % {"count": count}
        return linked_list(PortOutNumber, label, port_out__id__exact=port_out.pk)

    @admin.display(description=_("checks"))
    def check_list(self, port_out: PortOut) -> str:
        count = port_out.checks.filter(verdict="failed").count()
        label = ngettext("%(count)d finding", "%(count)d findings", count) % {"count": count}
        return linked_list(PortOutCheck, label, port_out__id__exact=port_out.pk, verdict__exact="failed")


@admin.register(PortOutNumber)
class PortOutNumberAdmin(ReadOnly, NumberAdmin):
    list_display = ["pretty_number", "port_out", "answer", "refusal", "promised"]
    list_filter = ["answer", "refusal", "promised"]
    list_select_related = ["port_out"]
    search_fields = ["^national", "port_out__reference__exact"]
    search_help_text = _("A number in any spelling, or the reference of a request.")
    show_full_result_count = False
    exclude = ["rio"]

    @admin.display(description=_("number"), ordering="national")
    def pretty_number(self, line: PortOutNumber) -> str:
        return pretty(line.national)


@admin.register(PortOutCheck)
class PortOutCheckAdmin(ReadOnly, NumberAdmin):
    list_display = ["port_out", "national", "code", "nature", "verdict", "evidence"]
    list_filter = ["nature", "verdict", "code"]
    list_select_related = ["port_out"]
    search_fields = ["^national", "port_out__reference__exact"]
    show_full_result_count = False


@admin.register(AnswerRule)
class AnswerRuleAdmin(admin.ModelAdmin):
    list_display = ["name", "position", "active", "action", "recipient", "customer_kind", "most_numbers"]
    list_editable = ["position", "active"]
    list_filter = ["active", "action"]
    list_select_related = ["recipient"]
    autocomplete_fields = ["recipient"]
    search_fields = ["name"]
