"""Reasons for rejections in the administration: their words in both languages, and the codes that stand for them."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from operators.exchange.counterparts import CLEARING_HOUSE
from operators.models.reason import UNKNOWN
from portability.models import Correctable, CounterpartReason, RejectionReason
from portability.rejections.reasons import recognise


class ReasonForm(forms.ModelForm):
    correctable_fields = forms.MultipleChoiceField(
        label=_("fields that can be corrected"),
        choices=Correctable.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without any, the same request is sent again."),
    )

    class Meta:
        model = RejectionReason
        fields = [
            *("code", "who_acts", "legal_ground", "correctable_fields", "label_fr", "meaning_fr", "fix_fr"),
            *("label_en", "meaning_en", "fix_en"),
        ]


class Codes(forms.ModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["counterpart"].initial = CLEARING_HOUSE

    class Meta:
        model = CounterpartReason
        fields = ["counterpart", "their_code", "reason"]


class CodeInline(admin.TabularInline):
    model = CounterpartReason
    form = Codes
    extra = 0


def say_who_is_recognised(request: HttpRequest, mappings: list[CounterpartReason]) -> None:
    """Requests that waited under an unknown code have their reason at once."""
    count = sum(recognise(mapping) for mapping in mappings)
    if count:
        sentence = ngettext(
            "%(count)d rejected request now has this reason.",
            "%(count)d rejected requests now have this reason.",
            count,
        )
        messages.info(request, sentence % {"count": count})


@admin.register(RejectionReason)
class RejectionReasonAdmin(admin.ModelAdmin):
    form = ReasonForm
    list_display = ["code", "label", "who_acts", "legal_ground", "codes"]
    list_filter = ["who_acts", "legal_ground"]
    search_fields = ["code", "label_fr", "label_en", "their_codes__their_code"]
    search_help_text = _("A code, ours or theirs, or a word of the label.")
    inlines = [CodeInline]
    fieldsets = [
        (None, {"fields": ["code", "who_acts", "legal_ground", "correctable_fields"]}),
        (_("In French"), {"fields": ["label_fr", "meaning_fr", "fix_fr"]}),
        (_("In English"), {"fields": ["label_en", "meaning_en", "fix_en"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[RejectionReason]:
        return super().get_queryset(request).prefetch_related("their_codes")

    def get_readonly_fields(self, request: HttpRequest, obj: RejectionReason | None = None) -> list[str]:
        # Requests and their history name it.
        return ["code"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: RejectionReason | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.code != UNKNOWN)

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: BaseModelFormSet, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        say_who_is_recognised(request, [*formset.new_objects, *(row for row, _names in formset.changed_objects)])

    @admin.display(description=_("their codes"))
    def codes(self, reason: RejectionReason) -> str:
        return ", ".join(row.their_code for row in reason.their_codes.all())


@admin.register(CounterpartReason)
class CounterpartReasonAdmin(admin.ModelAdmin):
    form = Codes
    list_display = ["their_code", "counterpart", "reason"]
    list_filter = ["counterpart"]
    list_select_related = ["reason"]
    search_fields = ["their_code", "reason__code"]
    autocomplete_fields = ["reason"]

    def save_model(self, request: HttpRequest, obj: CounterpartReason, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        say_who_is_recognised(request, [obj])
