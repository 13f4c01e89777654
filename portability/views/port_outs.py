"""The inbox of outgoing ports: those to answer first, by their deadline; its filters live in the URL."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_safe
from django_filters import FilterSet

from bascule.board import Words, bucket_of
from bascule.inputs import DayFilter, OneOf, TextFilter
from bascule.lists import Bulk, Column, Empty, Listing, Shown
from operators.finding import DUE, FEWER, due_within, of_customer, of_operator
from operators.forms import NumberFilter
from portability.models import PortOut, PortOutCheck, PortOutNumber
from portability.models.port_out import CheckNature, CheckVerdict, PortOutState
from portability.views.evidence import in_short, listed
from portability.views.port_out_bulk import ACTS

OVER = [PortOutState.REFUSED, PortOutState.CLOSED, PortOutState.CANCELLED]
FINDINGS = {
    "green": _("all green"),
    CheckNature.SIGNAL.value: _("a signal"),
    CheckNature.GROUND.value: _("a failed ground"),
}


@dataclass(frozen=True, slots=True)
class Glance:
    """The checks of a request in one badge, and what else failed beside it: the grounds before the signals."""

    tone: str
    label: str | Promise
    more: str | Promise = ""


GREEN = Glance("done", _("all green"))


class PortOutFilter(FilterSet):
    """What an agent knows of the request it looks for."""

    number = NumberFilter(label=_("Number"), method="of_number")
    customer = TextFilter(label=_("Customer"), method="of_customer")
    state = OneOf(label=_("State"), choices=PortOutState.choices)
    recipient = TextFilter(label=_("Recipient"), method="of_recipient")
    checks = OneOf(label=_("Checks"), method="of_checks", choices=list(FINDINGS.items()))
    due = OneOf(label=_("Due"), method="of_due", choices=list(DUE.items()))
    day = DayFilter(label=_("Planned for"), field_name="scheduled_on")

    def of_number(self, rows: QuerySet[PortOut], name: str, national: str) -> QuerySet[PortOut]:
        return rows.filter(Exists(PortOutNumber.objects.filter(port_out=OuterRef("pk"), national=national)))

    def of_customer(self, rows: QuerySet[PortOut], name: str, text: str) -> QuerySet[PortOut]:
        return rows.filter(of_customer(text))

    def of_recipient(self, rows: QuerySet[PortOut], name: str, text: str) -> QuerySet[PortOut]:
        return rows.filter(of_operator("partner", text))

    def of_checks(self, rows: QuerySet[PortOut], name: str, found: str) -> QuerySet[PortOut]:
        failed = PortOutCheck.objects.filter(port_out=OuterRef("pk"), verdict=CheckVerdict.FAILED)
        if found == "green":
            return rows.filter(~Exists(failed))
        return rows.filter(Exists(failed.filter(nature=found)))

    def of_due(self, rows: QuerySet[PortOut], name: str, how: str) -> QuerySet[PortOut]:
        return due_within(rows, how, timezone.now())


def port_outs() -> QuerySet[PortOut]:
    return PortOut.objects.select_related("customer", "partner").defer("asked")


def by_turn(rows: QuerySet[PortOut]) -> QuerySet[PortOut]:
    """Those to answer, the first due first; then what is under way, then what is over, the latest first."""
    turn = Case(
        When(state=PortOutState.RECEIVED, then=Value(0)),
        When(state__in=OVER, then=Value(2)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return rows.order_by(turn, F("due_at").asc(nulls_last=True), "-created_at", "reference")


def complete(rows: Sequence[Any]) -> Sequence[Any]:
    """Put beside each request how many numbers it has, what its checks say and how soon it is due; two queries."""
    keys, now = [row.pk for row in rows], timezone.now()
    lines = PortOutNumber.objects.filter(port_out__in=keys).order_by()
    counts = dict(lines.values_list("port_out").annotate(count=Count("pk")))
    glances = glances_at(keys)
    for row in rows:
        row.count, row.glance = counts.get(row.pk, 0), glances.get(row.pk, GREEN)
        row.bucket = bucket_of(row.due_at, now)
    return rows


def glances_at(keys: Iterable[Any]) -> dict[Any, Glance]:
    """The failed checks of each request as one badge; a request without any has none here."""
    failed: dict[Any, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = PortOutCheck.objects.filter(port_out__in=keys, national="", verdict=CheckVerdict.FAILED).order_by("pk")
    for key, nature, code in rows.values_list("port_out_id", "nature", "code"):
        failed[key][nature].append(code)
    return {key: glance_of(found) for key, found in failed.items()}


def glance_of(failed: Mapping[str, list[str]]) -> Glance:
    first, *others = [*failed.get(CheckNature.GROUND, []), *failed.get(CheckNature.SIGNAL, [])]
    tone = "late" if CheckNature.GROUND in failed else "soon"
    return Glance(tone, in_short(first), listed(others) if others else "")


def checks_in_words(row: Any) -> str:
    return f"{row.glance.label}; {row.glance.more}" if row.glance.more else str(row.glance.label)


def acts_of(user: Any) -> list[tuple[str, Words]]:
    return [(act, step.label) for act, step in ACTS.items()] if user.has_perm("portability.answer_portout") else []


PORT_OUTS = Listing(
    page="portability:port_out_list",
    title=_("Outgoing ports"),
    counted=ngettext_lazy("%(shown)s request", "%(shown)s requests", "total"),
    order=_("those to answer first, the most urgent on top"),
    look="quotes",
    filters=PortOutFilter,
    complete=complete,
    cells="portability/_port_out_cells.html",
    columns=[
        Column("reference", _("Request"), lambda it: it.reference, Shown.ALWAYS),
        Column("customer", _("Customer"), lambda it: it.customer.name if it.customer else "", Shown.IN_FILES),
        Column("state", _("State"), lambda it: it.get_state_display()),
        Column("recipient", _("Recipient"), lambda it: it.partner.name),
        Column("numbers", _("Numbers"), lambda it: it.count, right=True),
        Column("checks", _("Checks"), checks_in_words),
        Column("date", _("Planned for"), lambda it: it.scheduled_on),
        Column("due", _("Due"), lambda it: it.due_at),
    ],
    bulk=Bulk(
        page="portability:port_out_bulk",
        acts=acts_of,
        key=lambda it: it.reference if it.state == PortOutState.RECEIVED else "",
    ),
    exports="portability:port_out_export",
    file_name="port-outs",
    unlike=Empty(_("No request like this"), FEWER, _("Show all requests")),
    none=Empty(
        _("Nobody asks for our numbers"),
        _(
            "Requests of other operators come here by themselves, from the clearing house and through the API, "
            "with their checks already made."
        ),
        icon="port_outs",
    ),
)


@require_safe
@permission_required("portability.view_portout", raise_exception=True)
def port_out_list(request: HttpRequest) -> HttpResponse:
    return PORT_OUTS.show(request, by_turn(port_outs()))


@require_safe
@permission_required("portability.view_portout", raise_exception=True)
def port_out_export(request: HttpRequest, file_format: str) -> HttpResponseBase:
    return PORT_OUTS.export(request, by_turn(port_outs()), file_format)
