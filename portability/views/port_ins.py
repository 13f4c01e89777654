"""The list of incoming ports: its filters live in the URL."""

from collections.abc import Iterable
from datetime import timedelta

from django import forms
from django.contrib.auth.decorators import permission_required
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_filters import CharFilter, ChoiceFilter, DateFilter, FilterSet

from bascule.board import bucket_of, start_of
from bascule.pages import is_fragment, page_of
from bascule.plain import plain
from portability.forms import day_input, untouched
from portability.models import PortIn, PortInNumber
from portability.models.port_in_state import PortInState
from portability.views.quotes import NumberFilter

DUE = {"late": _("late"), "today": _("today"), "week": _("this week")}


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
        digits = "".join(text.split())
        return rows.filter(
            Q(customer__name__plain__contains=plain(text.strip())) | Q(customer__siret__startswith=digits)
        )

    def of_donor(self, rows: QuerySet[PortIn], name: str, text: str) -> QuerySet[PortIn]:
        return rows.filter(Q(donor__code__iexact=text.strip()) | Q(donor__name__plain__contains=plain(text.strip())))

    def of_due(self, rows: QuerySet[PortIn], name: str, how: str) -> QuerySet[PortIn]:
        """What is late, what must be over before midnight, what before the end of Sunday; the first due first."""
        now = timezone.now()
        today = timezone.localdate(now)
        ends = {"today": today, "week": today + timedelta(days=6 - today.weekday())}
        if how == "late":
            rows = rows.filter(due_at__lte=now)
        else:
            rows = rows.filter(due_at__gt=now, due_at__lte=start_of(ends[how] + timedelta(days=1)))
        return rows.order_by(F("due_at").asc(nulls_last=True), "reference")


@require_safe
@permission_required("portability.view_portin", raise_exception=True)
@vary_on_headers("HX-Request")
def port_in_list(request: HttpRequest) -> HttpResponse:
    rows = PortIn.objects.select_related("customer", "donor").order_by("-created_at", "-pk")
    found = PortInFilter(request.GET, queryset=rows)
    page = page_of(found.qs, request)
    complete(list(page))
    context = {
        "is_fragment": is_fragment(request),
        "filter": found,
        "page": page,
        "is_filtered": any(request.GET.get(name) for name in found.filters),
    }
    template = "portability/port_in_list.html#results" if is_fragment(request) else "portability/port_in_list.html"
    return render(request, template, context)


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
