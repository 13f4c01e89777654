"""Returns and wrongful ports in the administration: looked at there, moved on their own screens."""

from django.contrib import admin

from bascule.admin import LifecycleAdmin
from operators.admin import NumberAdmin
from operators.numbering import pretty
from portability.models import NumberReturn, Restoration


@admin.register(NumberReturn)
class NumberReturnAdmin(NumberAdmin, LifecycleAdmin):
    list_display = ["pretty_number", "state", "way", "other", "terminated_on", "quarantined_until", "returned_on"]
    list_filter = ["state", "way", ("other", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["other"]
    date_hierarchy = "terminated_on"
    search_fields = ["^national"]
    show_full_result_count = False

    @admin.display(description=NumberReturn._meta.get_field("national").verbose_name, ordering="national")
    def pretty_number(self, row: NumberReturn) -> str:
        return pretty(row.national)


@admin.register(Restoration)
class RestorationAdmin(LifecycleAdmin):
    list_display = ["reference", "state", "side", "partner", "opened_at", "due_at"]
    list_filter = ["state", "side", ("partner", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["partner"]
    date_hierarchy = "opened_at"
    search_fields = ["reference", "external_reference"]
