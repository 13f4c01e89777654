"""The list of incoming ports: its filters and columns live in the URL."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_safe
from django_filters import FilterSet

from bascule.board import bucket_of
from bascule.inputs import DayFilter, OneOf, TextFilter
from bascule.lists import Bulk, Column, Empty, Listing, Shown
from operators.finding import DUE, FEWER, due_within, of_customer, of_operator
from operators.forms import NumberFilter
from portability.models import PortIn, PortInNumber
from portability.models.port_in_state import PortInState
from portability.views.port_in import STEPS
from portability.views.port_in_bulk import BULK

PERMISSIONS = {
    "reschedule": "portability.cutover_portin",
    "cancel": "portability.cancel_portin",
    "complete": "portability.complete_portin",
}


class PortInFilter(FilterSet):
    """What an agent knows of the request it looks for."""

    number = NumberFilter(label=_("Number"), method="of_number")
    customer = TextFilter(label=_("Customer"), method="of_customer")
    state = OneOf(label=_("State"), choices=PortInState.choices)
    donor = TextFilter(label=_("Donor"), method="of_donor")
    due = OneOf(label=_("Due"), method="of_due", choices=list(DUE.items()))
    day = DayFilter(label=_("Planned for"), field_name="scheduled_on")
    quote = TextFilter(label=_("Quote"), field_name="quote__reference")

    def of_number(self, rows: QuerySet[PortIn], name: str, national: str) -> QuerySet[PortIn]:
        return rows.filter(Exists(PortInNumber.objects.filter(port_in=OuterRef("pk"), national=national)))

    def of_customer(self, rows: QuerySet[PortIn], name: str, text: str) -> QuerySet[PortIn]:
        return rows.filter(of_customer(text))

    def of_donor(self, rows: QuerySet[PortIn], name: str, text: str) -> QuerySet[PortIn]:
        return rows.filter(of_operator("donor", text))

    def of_due(self, rows: QuerySet[PortIn], name: str, how: str) -> QuerySet[PortIn]:
        return due_within(rows, how, timezone.now())


def complete(rows: Sequence[Any]) -> Sequence[Any]:
    """Put beside each request how many numbers it has, and how soon it is due."""
    counts = dict(
        PortInNumber.objects.filter(port_in__in=[row.pk for row in rows])
        .values_list("port_in")
        .annotate(count=Count("pk"))
        .order_by()
    )
    now = timezone.now()
    for row in rows:
        row.count, row.bucket = counts.get(row.pk, 0), bucket_of(row.due_at, now)
    return rows


def acts_of(user: Any) -> list[Any]:
    return [(move, STEPS[move].label) for move in BULK if user.has_perm(PERMISSIONS[move])]


PORT_INS = Listing(
    page="portability:port_in_list",
    title=_("Incoming ports"),
    counted=ngettext_lazy("%(shown)s request", "%(shown)s requests", "total"),
    look="quotes",
    filters=PortInFilter,
    complete=complete,
    cells="portability/_port_in_cells.html",
    columns=[
        Column("reference", _("Request"), lambda it: it.reference, Shown.ALWAYS),
        Column("customer", _("Customer"), lambda it: it.customer.name, Shown.IN_FILES),
        Column("state", _("State"), lambda it: it.get_state_display()),
        Column("donor", _("Donor"), lambda it: it.donor.name),
        Column("numbers", _("Numbers"), lambda it: it.count, right=True),
        Column("date", _("Planned for"), lambda it: it.scheduled_on),
        Column("due", _("Due"), lambda it: it.due_at),
        Column("promised", _("Promised for"), lambda it: it.promised_on, Shown.WHEN_CHOSEN),
        Column("cutover", _("Cut-over"), lambda it: it.get_cutover_display(), Shown.WHEN_CHOSEN),
        Column("type", _("Type"), lambda it: it.get_type_display(), Shown.WHEN_CHOSEN),
        Column("partner", _("Came through"), lambda it: it.partner.name, Shown.WHEN_CHOSEN),
        Column("theirs", _("Their reference"), lambda it: it.external_reference, Shown.WHEN_CHOSEN),
        Column("ordered", _("Ordered"), lambda it: it.ordered_on, Shown.WHEN_CHOSEN),
        Column("ported", _("Ported"), lambda it: it.ported_on, Shown.WHEN_CHOSEN),
    ],
    bulk=Bulk(page="portability:port_in_bulk", acts=acts_of),
    exports="portability:port_in_export",
    file_name="port-ins",
    unlike=Empty(_("No request like this"), FEWER, _("Show all requests")),
    none=Empty(
        _("No port is under way"),
        _("A request begins with a quote: order what it offers, and its requests come here, one per donor."),
        _("See the quotes"),
        "portability:quote_list",
        icon="port_ins",
    ),
)


def port_ins() -> QuerySet[PortIn]:
    return PortIn.objects.select_related("customer", "donor", "partner").order_by("-created_at", "-pk")


@require_safe
@permission_required("portability.view_portin", raise_exception=True)
def port_in_list(request: HttpRequest) -> HttpResponse:
    return PORT_INS.show(request, port_ins())


@require_safe
@permission_required("portability.view_portin", raise_exception=True)
def port_in_export(request: HttpRequest, file_format: str) -> HttpResponseBase:
    return PORT_INS.export(request, port_ins(), file_format)
