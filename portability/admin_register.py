"""What the clearing house's full file says of the register, in the administration."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from bascule.admin import ReadOnly
from operators.admin import NumberAdmin
from operators.numbering import pretty
from portability.models import ListedPort, RegisterDifference


@admin.register(RegisterDifference)
class RegisterDifferenceAdmin(ReadOnly, NumberAdmin):
    """Looked at here; differences are settled on the screen of their own."""

    list_display = ["pretty_number", "kind", "ours", "theirs", "their_operator", "found_at", "outcome", "closed_by"]
    list_filter = ["kind", "outcome", ("closed_at", admin.EmptyFieldListFilter)]
    date_hierarchy = "found_at"
    search_fields = ["^number"]
    search_help_text = _("A number in any spelling, or its beginning.")
    show_full_result_count = False
    number_lookup = "number"

    @admin.display(description=_("number"), ordering="number")
    def pretty_number(self, difference: RegisterDifference) -> str:
        return pretty(difference.number)


@admin.register(ListedPort)
class ListedPortAdmin(ReadOnly, NumberAdmin):
    """The last full file as it was received, line by line."""

    list_display = ["pretty_number", "prefix", "operator", "since"]
    list_filter = ["prefix"]
    search_fields = ["^number"]
    search_help_text = _("A number in any spelling, or its beginning.")
    show_full_result_count = False
    number_lookup = "number"

    @admin.display(description=_("number"), ordering="number")
    def pretty_number(self, row: ListedPort) -> str:
        return pretty(row.number)
