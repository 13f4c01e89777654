"""The inbox of outgoing ports: those to answer first, by their deadline; its filters live in the URL."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django import forms
from django.contrib.auth.decorators import permission_required
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_filters import CharFilter, ChoiceFilter, DateFilter, FilterSet

from bascule.board import bucket_of
from bascule.exports import export
from bascule.pages import is_fragment, page_of
from bascule.saved_views import kept, save_form, views_of
from portability.forms import day_input, untouched
from portability.models import PortOut, PortOutCheck, PortOutNumber
from portability.models.port_out import CheckNature, CheckVerdict, PortOutState
from portability.views.evidence import in_short, listed
from portability.views.finding import DUE, due_within, of_customer, of_operator
from portability.views.port_out_bulk import ACTS
from portability.views.quotes import NumberFilter

PAGE = "portability:port_out_list"
MOST_EXPORTED = 50_000
A_CHUNK = 500
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

    number = NumberFilter(
        label=_("Number"), method="of_number", widget=forms.TextInput(attrs=untouched(inputmode="tel"))
    )
    customer = CharFilter(label=_("Customer"), method="of_customer", widget=forms.TextInput(attrs=untouched()))
    state = ChoiceFilter(label=_("State"), choices=PortOutState.choices, empty_label=_("all"))
    recipient = CharFilter(label=_("Recipient"), method="of_recipient", widget=forms.TextInput(attrs=untouched()))
    checks = ChoiceFilter(label=_("Checks"), method="of_checks", choices=list(FINDINGS.items()), empty_label=_("all"))
    due = ChoiceFilter(label=_("Due"), method="of_due", choices=list(DUE.items()), empty_label=_("all"))
    day = DateFilter(label=_("Planned for"), field_name="scheduled_on", widget=day_input())

    class Meta:
        model = PortOut
        fields: list[str] = []

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


def found_by(request: HttpRequest) -> PortOutFilter:
    rows = PortOut.objects.select_related("customer", "partner").defer("asked")
    return PortOutFilter(request.GET, queryset=by_turn(rows))


def by_turn(rows: QuerySet[PortOut]) -> QuerySet[PortOut]:
    """Those to answer, the first due first; then what is under way, then what is over, the latest first."""
    turn = Case(
        When(state=PortOutState.RECEIVED, then=Value(0)),
        When(state__in=OVER, then=Value(2)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return rows.order_by(turn, F("due_at").asc(nulls_last=True), "-created_at", "reference")


@require_safe
@permission_required("portability.view_portout", raise_exception=True)
@vary_on_headers("HX-Request")
def port_out_list(request: HttpRequest) -> HttpResponse:
    found = found_by(request)
    page = page_of(found.qs, request)
    complete(list(page))
    context = {
        "is_fragment": is_fragment(request),
        "filter": found,
        "page": page,
        "is_filtered": any(request.GET.get(name) for name in found.filters),
        "acts": ACTS.items() if request.user.has_perm("portability.answer_portout") else (),
        "query": kept(request.GET),
        "views": views_of(request, PAGE),
        "view_form": save_form(request, PAGE),
    }
    template = "portability/port_out_list.html#results" if is_fragment(request) else "portability/port_out_list.html"
    return render(request, template, context)


def complete(rows: Iterable[Any]) -> None:
    """Put beside each request how many numbers it has, what its checks say and how soon it is due; two queries."""
    keys, now = [row.pk for row in rows], timezone.now()
    lines = PortOutNumber.objects.filter(port_out__in=keys).order_by()
    counts = dict(lines.values_list("port_out").annotate(count=Count("pk")))
    glances = glances_at(keys)
    for row in rows:
        row.count, row.glance = counts.get(row.pk, 0), glances.get(row.pk, GREEN)
        row.bucket = bucket_of(row.due_at, now)


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


@require_safe
@permission_required("portability.view_portout", raise_exception=True)
def port_out_export(request: HttpRequest, file_format: str) -> HttpResponseBase:
    """What the filters find, as a file, and no pages."""
    found = found_by(request)
    if not found.is_valid():  # the list says what is wrong; a file would hold everything
        return redirect(f"{reverse(PAGE)}?{request.GET.urlencode()}")
    labels = [_("Request"), _("Recipient"), _("Customer"), _("Numbers"), _("State"), _("Checks"), _("Planned for")]
    rows = (cells_of(row) for row in exported(found.qs))
    return export(f"port-outs-{timezone.localdate():%Y-%m-%d}", file_format, [*labels, _("Due")], rows)


def cells_of(row: Any) -> list[Any]:
    customer = row.customer.name if row.customer else ""
    found = f"{row.glance.label}; {row.glance.more}" if row.glance.more else row.glance.label
    state = row.get_state_display()
    return [row.reference, row.partner.name, customer, row.count, state, found, row.scheduled_on, row.due_at]


def exported(rows: QuerySet[PortOut]) -> Iterator[PortOut]:
    """The requests, read by chunks: a file may hold all of them."""
    everything = rows[:MOST_EXPORTED].iterator(chunk_size=A_CHUNK)
    while some := list(islice(everything, A_CHUNK)):
        complete(some)
        yield from some
