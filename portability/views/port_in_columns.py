"""The columns that a list of incoming ports can have: on screen, and in an export."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `value` is what an export writes of a request."""

    name: str
    label: str | Promise
    value: Callable[[Any], Any]


REFERENCE = (
    Column("reference", _("Request"), lambda it: it.reference),
    Column("customer", _("Customer"), lambda it: it.customer.name),
)
"""What every row begins with."""
CHOICE = (
    Column("state", _("State"), lambda it: it.get_state_display()),
    Column("donor", _("Donor"), lambda it: it.donor.name),
    Column("numbers", _("Numbers"), lambda it: it.count),
    Column("date", _("Planned for"), lambda it: it.scheduled_on),
    Column("due", _("Due"), lambda it: it.due_at),
    Column("promised", _("Promised for"), lambda it: it.promised_on),
    Column("cutover", _("Cut-over"), lambda it: it.get_cutover_display()),
    Column("type", _("Type"), lambda it: it.get_type_display()),
    Column("partner", _("Came through"), lambda it: it.partner.name),
    Column("theirs", _("Their reference"), lambda it: it.external_reference),
    Column("ordered", _("Ordered"), lambda it: it.ordered_on),
    Column("ported", _("Ported"), lambda it: it.ported_on),
)
AT_FIRST = {"state", "donor", "numbers", "date", "due"}


def columns_of(query: QueryDict) -> Sequence[Column]:
    """The columns that an address asks for, in our order; the usual ones when it asks for none that there is."""
    wanted = set(query.getlist("columns"))
    return [column for column in CHOICE if column.name in wanted] or [
        column for column in CHOICE if column.name in AT_FIRST
    ]
