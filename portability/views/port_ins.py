"""The list of incoming ports: its filters live in the URL."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django import forms
from django.contrib.auth.decorators import permission_required
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_filters import CharFilter, ChoiceFilter, DateFilter, FilterSet

from bascule.board import bucket_of
from bascule.exports import export
from bascule.pages import is_fragment, page_of
from bascule.saved_views import kept, save_form, views_of
from portability.forms import day_input, untouched
from portability.models import PortIn, PortInNumber
from portability.models.port_in_state import PortInState
from portability.views.finding import DUE, due_within, of_customer, of_operator
from portability.views.port_in import STEPS
from portability.views.port_in_bulk import BULK
from portability.views.port_in_columns import CHOICE, REFERENCE, columns_of
from portability.views.quotes import NumberFilter

PAGE = "portability:port_in_list"
MOST_EXPORTED = 50_000
A_CHUNK = 500
PERMISSIONS = {
    "reschedule": "portability.cutover_portin",
    "cancel": "portability.cancel_portin",
    "complete": "portability.complete_portin",
}


class PortInFilter(FilterSet):
    """What an agent knows of the request it looks for."""

    number = NumberFilter(
        label=_("Number"), method="of_number", widget=forms.TextInput(attrs=untouched(inputmode="tel"))
    )
    customer = CharFilter(label=_("Customer"), method="of_customer", widget=forms.TextInput(attrs=untouched()))
    state = ChoiceFilter(label=_("State"), choices=PortInState.choices, empty_label=_("all"))
    donor = CharFilter(label=_("Donor"), method="of_donor", widget=forms.TextInput(attrs=untouched()))
    due = ChoiceFilter(label=_("Due"), method="of_due", choices=list(DUE.items()), empty_label=_("all"))
    day = DateFilter(label=_("Planned for"), field_name="scheduled_on", widget=day_input())
    quote = CharFilter(label=_("Quote"), field_name="quote__reference", widget=forms.TextInput(attrs=untouched()))

    class Meta:
        model = PortIn
        fields: list[str] = []

    def of_number(self, rows: QuerySet[PortIn], name: str, national: str) -> QuerySet[PortIn]:
        return rows.filter(Exists(PortInNumber.objects.filter(port_in=OuterRef("pk"), national=national)))

    def of_customer(self, rows: QuerySet[PortIn], name: str, text: str) -> QuerySet[PortIn]:
        return rows.filter(of_customer(text))

    def of_donor(self, rows: QuerySet[PortIn], name: str, text: str) -> QuerySet[PortIn]:
        return rows.filter(of_operator("donor", text))

    def of_due(self, rows: QuerySet[PortIn], name: str, how: str) -> QuerySet[PortIn]:
        return due_within(rows, how, timezone.now())


def found_by(request: HttpRequest) -> PortInFilter:
    rows = PortIn.objects.select_related("customer", "donor", "partner").order_by("-created_at", "-pk")
    return PortInFilter(request.GET, queryset=rows)


@require_safe
@permission_required("portability.view_portin", raise_exception=True)
@vary_on_headers("HX-Request")
def port_in_list(request: HttpRequest) -> HttpResponse:
    found = found_by(request)
    page = page_of(found.qs, request)
    complete(list(page))
    context = {
        "is_fragment": is_fragment(request),
        "filter": found,
        "page": page,
        "is_filtered": any(request.GET.get(name) for name in found.filters),
        "columns": columns_of(request.GET),
        "choice": CHOICE,
        "bulk": [(move, STEPS[move].label) for move in BULK if request.user.has_perm(PERMISSIONS[move])],
        "query": kept(request.GET),
        "views": views_of(request, PAGE),
        "view_form": save_form(request, PAGE),
    }
    template = "portability/port_in_list.html#results" if is_fragment(request) else "portability/port_in_list.html"
    return render(request, template, context)


@require_safe
@permission_required("portability.view_portin", raise_exception=True)
def port_in_export(request: HttpRequest, file_format: str) -> HttpResponseBase:
    """What the filters find, as a file: the columns on screen, and no pages."""
    found = found_by(request)
    if not found.is_valid():  # the list says what is wrong; a file would hold everything
        return redirect(f"{reverse(PAGE)}?{request.GET.urlencode()}")
    columns = [*REFERENCE, *columns_of(request.GET)]
    rows = ([column.value(row) for column in columns] for row in exported(found.qs))
    name = f"port-ins-{timezone.localdate():%Y-%m-%d}"
    return export(name, file_format, [column.label for column in columns], rows)


def exported(rows: QuerySet[PortIn]) -> Iterator[PortIn]:
    """The requests, read by chunks: a file may hold all of them."""
    everything = rows[:MOST_EXPORTED].iterator(chunk_size=A_CHUNK)
    while some := list(islice(everything, A_CHUNK)):
        complete(some)
        yield from some


def complete(rows: Iterable[PortIn]) -> None:
    """Put beside each request how many numbers it has, and how soon it is due."""
    counts = dict(
        PortInNumber.objects.filter(port_in__in=[row.pk for row in rows])
        .values_list("port_in")
        .annotate(count=Count("pk"))
        .order_by()
    )
    now = timezone.now()
    for row in rows:
        row.count = counts.get(row.pk, 0)  # type: ignore[attr-defined]
        row.bucket = bucket_of(row.due_at, now)  # type: ignore[attr-defined]
