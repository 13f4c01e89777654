"""Numbers, ports, prices, quotes and requests in the administration."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from bascule.admin import LifecycleAdmin, ReadOnly
from operators.admin import NumberAdmin, linked_list
from operators.numbering import pretty
from portability import admin_leaving, admin_register, admin_returns  # noqa: F401  (registers its pages)
from portability.models import (
    Comment,
    Document,
    Inventory,
    Number,
    Port,
    PortIn,
    PortInNumber,
    PriceList,
    PriceTier,
    Quote,
    QuoteLine,
    QuoteRequest,
)
from portability.quoting.reasons import spoken
from portability.rejections import admin as rejections  # noqa: F401  (registers its pages)


@admin.register(Number)
class OwnNumberAdmin(NumberAdmin, LifecycleAdmin):
    list_display = ["pretty_number", "state", "customer", "state_since"]
    list_filter = ["state"]
    list_select_related = ["customer"]
    search_fields = ["^national", "customer__name"]
    search_help_text = _("A number in any spelling, or a customer.")

    @admin.display(description=_("number"), ordering="national")
    def pretty_number(self, number: Number) -> str:
        return pretty(number.national)


@admin.register(Port)
class PortAdmin(NumberAdmin):
    list_display = ["pretty_number", "operator", "routing_prefix", "since", "ended_on", "source"]
    list_filter = ["source", ("operator", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["operator", "routing_prefix"]
    search_fields = ["^number"]
    search_help_text = _("A number in any spelling, or its beginning.")
    autocomplete_fields = ["operator", "routing_prefix"]
    show_full_result_count = False
    number_lookup = "number"
    typed = ("number",)

    @admin.display(description=_("number"), ordering="number")
    def pretty_number(self, port: Port) -> str:
        return pretty(port.number)


class TiersFormSet(forms.BaseInlineFormSet):
    """A list without a first tier would give numbers away."""

    def clean(self) -> None:
        super().clean()
        kept = [form.cleaned_data for form in self.forms if form not in self.deleted_forms]
        if 1 not in {tier.get("from_number") for tier in kept}:
            raise forms.ValidationError(_("Give the price of the first number: a tier from 1."))


class PriceTierInline(admin.TabularInline):
    model = PriceTier
    formset = TiersFormSet
    extra = 0
    min_num = 1


@admin.register(PriceList)
class PriceListAdmin(admin.ModelAdmin):
    list_display = [
        "name",
        "partner",
        "starts_on",
        "ends_on",
        "request_simple",
        "request_complex",
        "vat_rate",
    ]
    list_filter = ["starts_on"]
    list_select_related = ["partner"]
    search_fields = ["name", "partner__code", "partner__name"]
    autocomplete_fields = ["partner"]
    inlines = [PriceTierInline]


class QuoteRequestInline(ReadOnly, admin.TabularInline):
    model = QuoteRequest

    def get_queryset(self, request: HttpRequest) -> QuerySet[QuoteRequest]:
        return super().get_queryset(request).select_related("donor")


@admin.register(Quote)
class QuoteAdmin(NumberAdmin, LifecycleAdmin):
    list_display = ["reference", "state", "customer", "partner", "type", "price", "made_on"]
    list_filter = ["state", "type", "scope", ("partner", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["customer", "partner"]
    date_hierarchy = "created_at"
    search_fields = ["reference", "external_reference", "customer__name", "=customer__siret"]
    search_help_text = _("A reference, ours or theirs, a customer, or a number in any spelling.")
    show_full_result_count = False
    inlines = [QuoteRequestInline]
    editable = ("external_reference",)
    buttons = ("ask_inventory", "refuse_inventory", "decline")
    readonly_fields = [
        "price_incl_vat",
        "reasons_in_words",
        "price_in_lines",
        "option_price_list",
        "number_list",
    ]
    fieldsets = [
        (
            None,
            {"fields": ["reference", "external_reference", "state", "state_since", "due_at", "expires_at"]},
        ),
        (
            _("Asked"),
            {
                "fields": [
                    "customer",
                    "partner",
                    "number_list",
                    "main_number",
                    "given_donor",
                    "keep_with_donor",
                    "inventory",
                ]
            },
        ),
        (
            _("Answered"),
            {
                "fields": [
                    *(
                        "type",
                        "scope",
                        "reasons_in_words",
                        "price",
                        "vat",
                        "price_incl_vat",
                        "price_in_lines",
                    ),
                    *(
                        "option_price_list",
                        "routing_prefix",
                        "earliest_date",
                        "expected_date",
                        "inventory_diff",
                    ),
                    "decline_note",
                ]
            },
        ),
    ]

    def with_number(self, queryset: QuerySet[Any], national: str) -> QuerySet[Any]:
        return queryset.filter(pk__in=QuoteLine.objects.filter(number=national).values("quote"))

    @admin.display(description=_("created at"), ordering="created_at")
    def made_on(self, quote: Quote) -> date:
        return timezone.localdate(quote.created_at)

    @admin.display(description=_("numbers"))
    def number_list(self, quote: Quote) -> str:
        return numbers_link(QuoteLine, quote.lines.count(), quote__id__exact=quote.pk)

    @admin.display(description=_("price, incl. VAT"))
    def price_incl_vat(self, quote: Quote) -> Any:
        return quote.price_incl_vat

    @admin.display(description=_("reasons"))
    def reasons_in_words(self, quote: Quote) -> str:
        return in_words(quote.reasons)

    @admin.display(description=_("price lines"))
    def price_in_lines(self, quote: Quote) -> str:
        rows = ((one["quantity"], one["code"], one["unit"], one["total"]) for one in quote.price_lines)
        return format_html_join("", "<div>{} × {} × {} € = {} €</div>", rows) or "-"

    @admin.display(description=_("option prices"))
    def option_price_list(self, quote: Quote) -> str:
        rows = ((one["code"], one["unit"]) for one in quote.option_prices)
        return format_html_join("", "<div>{}: {} €</div>", rows) or "-"


def in_words(kept: Iterable[dict[str, Any]]) -> str:
    """The reasons that a quote keeps, in the reader's language."""
    reasons = [spoken(one) for one in kept]
    return format_html_join("", "<div>{}: {}</div>", ((one.label, one.detail) for one in reasons)) or "-"


def numbers_link(model: type[Any], count: int, **filters: Any) -> str:
    """A link to the numbers of a record: there may be 10,000 of them, too many for its page."""
    label = ngettext("%(count)d number", "%(count)d numbers", count) % {"count": count}
    return linked_list(model, label, **filters)


@admin.register(QuoteLine)
class QuoteLineAdmin(ReadOnly, NumberAdmin):
    list_display = ["pretty_number", "quote", "portable", "warned", "kind", "chain", "rio_status"]
    list_filter = ["portable", "warned", "kind", "rio_status"]
    list_select_related = ["quote"]
    search_fields = ["^number", "quote__reference__exact"]
    search_help_text = _("A number in any spelling, or the reference of a quote.")
    ordering = ["quote_id", "position"]
    show_full_result_count = False
    number_lookup = "number"
    fields = [
        *("quote", "position", "input", "number", "e164", "portable", "warned", "why", "kind", "chain"),
        *("rio", "rio_status", "suggestions"),
    ]
    readonly_fields = ["why", "chain"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[QuoteLine]:
        # Every row of the list would bring what the whole quote keeps.
        return super().get_queryset(request).defer("quote__reasons", "quote__rios", "quote__keep_with_donor")

    @admin.display(description=_("number"), ordering="number")
    def pretty_number(self, line: QuoteLine) -> str:
        return pretty(line.number) if line.number else line.input

    @admin.display(description=_("chain of holders"))
    def chain(self, line: QuoteLine) -> str:
        return " → ".join(line.holders.split())

    @admin.display(description=_("reasons"))
    def why(self, line: QuoteLine) -> str:
        return in_words(line.quote.reasons_by_position().get(line.position, []))


@admin.register(Inventory)
class InventoryAdmin(NumberAdmin, LifecycleAdmin):
    """Looked at here; the donors' answers are entered on the page of the quote."""

    list_display = ["reference", "state", "due_at", "donor", "quote", "partner", "asked_on", "answered_at"]
    list_filter = ["state", ("due_at", admin.DateFieldListFilter), ("donor", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["donor", "quote", "partner"]
    date_hierarchy = "asked_on"
    search_fields = ["reference", "quote__reference__exact", "quote__customer__name"]
    search_help_text = _("A reference of ours, a customer, or a main number in any spelling.")
    show_full_result_count = False
    number_lookup = "main_number"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Inventory]:
        return super().get_queryset(request).defer("listed", "quote__reasons", "quote__rios", "quote__inventory_diff")


@admin.register(PortIn)
class PortInAdmin(NumberAdmin, LifecycleAdmin):
    list_display = ["reference", "state", "due_at", "donor", "customer", "partner", "ordered_on", "scheduled_on"]
    list_filter = [
        "state",
        ("due_at", admin.DateFieldListFilter),
        ("donor", admin.RelatedOnlyFieldListFilter),
        ("partner", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["donor", "customer", "partner"]
    date_hierarchy = "ordered_on"
    search_fields = ["reference", "external_reference", "customer__name"]
    search_help_text = _("A reference, ours or theirs, a customer, or a number in any spelling.")
    show_full_result_count = False
    editable = ("external_reference",)
    buttons = ("go", "report_incident", "resolve", "reverse", "complete", "cancel")
    readonly_fields = ["number_list"]
    fields = [
        *("reference", "external_reference", "state", "state_since", "due_at", "quote", "split_from"),
        *("customer", "partner", "donor", "kind", "type", "main_number", "number_list", "routing_prefix"),
        *("mandate_reference", "mandate_signed_on", "ordered_on", "promised_on", "scheduled_on", "window"),
        *("cutover", "fallback", "options", "go_at", "ported_at", "reversible_until"),
        *("rejection_code", "rejection_text", "rejections", "escalated"),
    ]

    def with_number(self, queryset: QuerySet[Any], national: str) -> QuerySet[Any]:
        return queryset.filter(pk__in=PortInNumber.objects.filter(national=national).values("port_in"))

    @admin.display(description=_("numbers"))
    def number_list(self, port: PortIn) -> str:
        return numbers_link(PortInNumber, port.numbers.count(), port_in__id__exact=port.pk)


@admin.register(Comment)
class CommentAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["port_in", "at", "by", "internal"]
    list_filter = ["internal"]
    list_select_related = ["port_in"]
    date_hierarchy = "at"
    search_fields = ["port_in__reference", "by", "text"]


@admin.register(Document)
class DocumentAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["name", "port_in", "kind", "size", "at", "by"]
    list_filter = ["kind", "media_type"]
    list_select_related = ["port_in"]
    date_hierarchy = "at"
    search_fields = ["port_in__reference", "name", "by"]
    # The file itself is given out by the screens alone, to whoever may see it.
    exclude = ["file"]


@admin.register(PortInNumber)
class PortInNumberAdmin(ReadOnly, NumberAdmin):
    list_display = ["pretty_number", "port_in", "open"]
    list_filter = ["open"]
    list_select_related = ["port_in"]
    search_fields = ["^national", "port_in__reference__exact"]
    search_help_text = _("A number in any spelling, or the reference of a request.")
    show_full_result_count = False

    @admin.display(description=_("number"), ordering="national")
    def pretty_number(self, line: PortInNumber) -> str:
        return pretty(line.national)
