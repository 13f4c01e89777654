"""What is sold, and why a line is not made, in the administration: rows in both languages."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from activation.admin_plant import Undeletable
from activation.models import FailureReason, IncumbentCode, LineField, Offer
from operators.models.reason import UNKNOWN

AS_SOLD = ("technology", "unbundling", "internet", "voip", "tv", "tv_package", "modem")
"""What an offer is; once somebody has subscribed to it, it stays so."""


@admin.register(Offer)
class OfferAdmin(Undeletable, admin.ModelAdmin):
    list_display = ["code", "name", "technology", "unbundling", "internet", "voip", "tv", "monthly_price", "on_sale"]
    list_filter = ["technology", "unbundling", "tv", "on_sale"]
    search_fields = ["code", "name_fr", "name_en"]

    def get_readonly_fields(self, request: HttpRequest, obj: Offer | None = None) -> list[str]:
        if obj is None:
            return []
        return ["code", *(AS_SOLD if obj.subscriptions.exists() else ())]


class FailureReasonForm(forms.ModelForm):
    correctable_fields = forms.MultipleChoiceField(
        label=_("fields that can be corrected"),
        choices=LineField.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class CodeInline(admin.TabularInline):
    model = IncumbentCode
    extra = 0


@admin.register(FailureReason)
class FailureReasonAdmin(admin.ModelAdmin):
    form = FailureReasonForm
    list_display = ["code", "label", "family", "next_step", "codes"]
    list_filter = ["family", "next_step"]
    search_fields = ["code", "label_fr", "label_en", "their_codes__their_code"]
    search_help_text = _("A code, ours or theirs, or a word of the label.")
    inlines = [CodeInline]
    fieldsets = [
        (None, {"fields": ["code", "family", "next_step", "correctable_fields"]}),
        (_("In French"), {"fields": ["label_fr", "meaning_fr", "script_fr"]}),
        (_("In English"), {"fields": ["label_en", "meaning_en", "script_en"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[FailureReason]:
        return super().get_queryset(request).prefetch_related("their_codes")

    def get_readonly_fields(self, request: HttpRequest, obj: FailureReason | None = None) -> list[str]:
        # Orders and their history name it.
        return ["code"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: FailureReason | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.code != UNKNOWN)

    @admin.display(description=_("their codes"))
    def codes(self, reason: Any) -> str:
        return ", ".join(row.their_code for row in reason.their_codes.all())


@admin.register(IncumbentCode)
class IncumbentCodeAdmin(admin.ModelAdmin):
    list_display = ["their_code", "reason"]
    list_select_related = ["reason"]
    search_fields = ["their_code", "reason__code"]
    autocomplete_fields = ["reason"]
