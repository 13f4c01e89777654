"""The line plant in the administration: exchanges with their occupancy, DSLAMs, strips and positions."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from activation.models import Dslam, Exchange, Position, PositionState, Strip

TYPED = (PositionState.FREE, PositionState.FAULTY)
"""What somebody may say of a position; the others follow from orders."""


class Undeletable:
    """Rows that others rest on, and that are closed rather than deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def lay_positions(strips: list[Strip]) -> None:
    """Give strips the positions that they lack, from 1 to their size."""
    wanted = [Position(strip=strip, number=number) for strip in strips for number in range(1, strip.size + 1)]
    Position.objects.bulk_create(wanted, ignore_conflicts=True)


class StripForm(forms.ModelForm):
    """A strip may grow; where a position would be lost, it is marked faulty instead."""

    def clean_size(self) -> int:
        size = self.cleaned_data["size"]
        if self.instance.pk and size < (self.initial.get("size") or 0):
            raise forms.ValidationError(_("A strip does not lose positions: mark them as faulty."))
        return size


class StripInline(admin.TabularInline):
    model = Strip
    form = StripForm
    extra = 0
    can_delete = False


class DslamInline(admin.TabularInline):
    model = Dslam
    extra = 0
    can_delete = False
    show_change_link = True


@admin.register(Exchange)
class ExchangeAdmin(Undeletable, admin.ModelAdmin):
    list_display = ["code", "name", "copper_closed_on", "position_count", "free_count", "occupancy"]
    list_filter = ["copper_closed_on"]
    search_fields = ["code", "name", "postal_codes"]
    inlines = [DslamInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Exchange]:
        return Exchange.objects.with_occupancy()

    def get_readonly_fields(self, request: HttpRequest, obj: Exchange | None = None) -> list[str]:
        # The incumbent and our orders name it.
        return ["code"] if obj else []

    @admin.display(description=_("positions"), ordering="positions")
    def position_count(self, exchange: Any) -> int:
        return exchange.positions

    @admin.display(description=_("free"), ordering="free")
    def free_count(self, exchange: Any) -> int:
        return exchange.free

    @admin.display(description=_("occupancy"))
    def occupancy(self, exchange: Any) -> str:
        return percent(exchange.positions - exchange.free, exchange.positions)


def percent(part: int, whole: int) -> str:
    return f"{100 * part // whole} %" if whole else "-"


@admin.register(Dslam)
class DslamAdmin(Undeletable, admin.ModelAdmin):
    list_display = ["name", "exchange"]
    list_filter = ["exchange"]
    list_select_related = ["exchange"]
    search_fields = ["name", "exchange__code", "exchange__name"]
    autocomplete_fields = ["exchange"]
    inlines = [StripInline]

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: BaseModelFormSet, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        lay_positions([*formset.new_objects, *(strip for strip, _names in formset.changed_objects)])


@admin.register(Strip)
class StripAdmin(Undeletable, admin.ModelAdmin):
    form = StripForm
    list_display = ["code", "dslam", "size"]
    list_filter = ["dslam__exchange"]
    list_select_related = ["dslam"]
    search_fields = ["code", "dslam__name"]
    autocomplete_fields = ["dslam"]

    def save_model(self, request: HttpRequest, obj: Strip, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        lay_positions([obj])


class PositionForm(forms.ModelForm):
    class Meta:
        model = Position
        fields = ["state"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "state" in self.fields:
            self.fields["state"].choices = [(state.value, state.label) for state in TYPED]  # type: ignore[attr-defined]


@admin.register(Position)
class PositionAdmin(Undeletable, admin.ModelAdmin):
    """One position: looked at; a free one can be marked as faulty, and a faulty one as free."""

    form = PositionForm
    list_display = ["number", "strip", "state", "subscription", "quarantined_until"]
    list_filter = ["state", ("strip__dslam__exchange", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["strip__dslam", "subscription"]
    search_fields = ["strip__code", "strip__dslam__name", "subscription__reference__exact"]
    show_full_result_count = False
    fields = ["strip", "number", "state", "subscription", "quarantined_until"]
    readonly_fields = ["strip", "number", "subscription", "quarantined_until"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Position | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.state in TYPED)

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm, change: bool) -> None:
        # An order may have reserved it while somebody looked at it.
        position = Position.objects.select_for_update().get(pk=obj.pk)
        if position.state in TYPED:
            position.state = form.cleaned_data["state"]
            position.save(update_fields=["state"])
        else:
            self.message_user(request, _("An order has taken this position since."), messages.ERROR)
