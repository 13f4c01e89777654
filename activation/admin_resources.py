"""What lines are given in the administration: resources and their pools, and what is posted. No secret is shown."""

from contextlib import suppress
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activation.admin_plant import Undeletable, percent
from activation.models import Allocation, Lease, Pool, Service, Shipment
from activation.provisioning import retry
from activation.provisioning.spelling import read, spelled
from bascule.admin import ReadOnly

BOUNDS = {"first", "last"}


def written(kind: str, value: int) -> str:
    """An identifier as people know it; a whole number that is none of its kind stays one."""
    try:
        return spelled(kind, value)
    except ValueError:
        return str(value)


def understood(kind: str, text: str) -> int:
    """An identifier as people write it, or the whole number that it is; ValueError when it is neither."""
    value = int(text) if text.isascii() and text.isdecimal() and kind in Service.values else read(kind, text)
    if not 0 <= value <= models.BigIntegerField.MAX_BIGINT:
        raise ValueError(text)
    return value


class UnreachedFilter(admin.SimpleListFilter):
    """Resources that are not what is wanted of them."""

    title = _("to be done")
    parameter_name = "unreached"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("yes"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Any]:
        return queryset.unreached() if self.value() else queryset


@admin.register(Allocation)
class AllocationAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["subscription", "kind", "goal", "status", "status_since", "tries", "next_try_at", "problem"]
    list_filter = [UnreachedFilter, "kind", "status", "goal", "problem"]
    list_select_related = ["subscription"]
    actions = ["try_again"]
    search_fields = ["subscription__reference", "subscription__line_number", "subscription__customer__name"]
    show_full_result_count = False
    fields = [
        *("subscription", "kind", "goal", "status", "status_since", "values", "tries", "next_try_at"),
        *("problem", "problem_text", "claimed_until", "created_at"),
    ]

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("activation.retry_allocation")

    @admin.action(description=_("Try again at once"), permissions=["retry"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Allocation]) -> None:
        done = retry(list(queryset), timezone.now())
        counts = {"reached": done.reached, "failed": done.failed}
        self.message_user(request, _("Now as wanted: %(reached)d, still not: %(failed)d.") % counts)


class PoolForm(forms.ModelForm):
    """The bounds of a pool, as people write them; they may move, but never past what it has given out."""

    first = forms.CharField(label=_("first"), max_length=40, help_text=_("An address, a pair of VLANs, a number…"))
    last = forms.CharField(label=_("last"), max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.update({name: written(self.instance.kind, getattr(self.instance, name)) for name in BOUNDS})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind = cleaned.get("kind") or self.instance.kind
        for name in BOUNDS & cleaned.keys():
            try:
                cleaned[name] = understood(kind, cleaned[name])
            except ValueError:
                self.add_error(name, _("This is nothing that a pool of this kind gives out."))
        first, last = cleaned.get("first"), cleaned.get("last")
        if self.instance.pk and first is not None and last is not None:
            outside = Lease.objects.filter(Q(value__lt=first) | Q(value__gt=last), pool=self.instance)
            if outside.exists():
                raise forms.ValidationError(_("Something outside these bounds is in use or in quarantine."))
        return cleaned


@admin.register(Pool)
class PoolAdmin(Undeletable, admin.ModelAdmin):
    form = PoolForm
    list_display = ["name", "kind", "exchange", "bounds", "used", "quarantined", "free", "occupancy", "is_open"]
    list_filter = ["kind", "is_open", ("exchange", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["exchange"]
    search_fields = ["name", "exchange__code"]
    autocomplete_fields = ["exchange"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Pool]:
        given = {
            "used_count": Count("leases", filter=Q(leases__allocation__isnull=False)),
            "kept_count": Count("leases", filter=Q(leases__allocation__isnull=True)),
            "size": F("last") - F("first") + 1,
        }
        return super().get_queryset(request).annotate(**given)

    def get_readonly_fields(self, request: HttpRequest, obj: Pool | None = None) -> list[str]:
        # What it has given out stays what it is.
        return ["kind"] if obj else []

    @admin.display(description=_("from, to"), ordering="first")
    def bounds(self, pool: Pool) -> str:
        return f"{written(pool.kind, pool.first)} – {written(pool.kind, pool.last)}"

    @admin.display(description=_("used"), ordering="used_count")
    def used(self, pool: Any) -> int:
        return pool.used_count

    @admin.display(description=_("in quarantine"), ordering="kept_count")
    def quarantined(self, pool: Any) -> int:
        return pool.kept_count

    @admin.display(description=_("free"))
    def free(self, pool: Any) -> int:
        return pool.size - pool.used_count - pool.kept_count

    @admin.display(description=_("occupancy"))
    def occupancy(self, pool: Any) -> str:
        return percent(pool.used_count + pool.kept_count, pool.size)


@admin.register(Lease)
class LeaseAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["kind", "identifier", "pool", "allocation", "quarantined_until"]
    list_filter = ["kind", ("pool", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["pool", "allocation__subscription"]
    fields = ["kind", "identifier", "pool", "allocation", "quarantined_until"]
    search_fields = ["allocation__subscription__reference__exact"]
    show_full_result_count = False

    @admin.display(description=_("identifier"), ordering="value")
    def identifier(self, lease: Lease) -> str:
        return written(lease.kind, lease.value)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Lease], search_term: str
    ) -> tuple[QuerySet[Lease], bool]:
        """Also what people know an identifier by, of whatever kind it is."""
        found, double = super().get_search_results(request, queryset, search_term)
        meant = Q()
        for kind in Service:
            with suppress(ValueError):
                meant |= Q(kind=kind, value=understood(kind, search_term.strip()))
        return (found | queryset.filter(meant) if meant else found), double


@admin.register(Shipment)
class ShipmentAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["subscription", "kind", "status", "planned_on", "sent_on", "expected_on", "carrier_reference"]
    list_filter = ["status", "kind"]
    list_select_related = ["subscription"]
    date_hierarchy = "planned_on"
    search_fields = ["subscription__reference", "subscription__customer__name", "carrier_reference"]
    show_full_result_count = False
