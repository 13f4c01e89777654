"""The directory of operators, and the page of one."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models import BigIntegerField, Count, QuerySet, Sum
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from bascule.pages import is_fragment, page_of
from operators.forms import OperatorFilter, RangeFilter
from operators.models import NumberRange, Operator, RioCode, RoutingPrefix
from operators.numbering import Territory


@require_safe
@permission_required("operators.view_operator", raise_exception=True)
@vary_on_headers("HX-Request")
def operator_list(request: HttpRequest) -> HttpResponse:
    today, form = timezone.localdate(), OperatorFilter(request.GET)
    page = page_of(form.chosen(today).order_by("name", "code"), request)
    add_holdings(list(page), today)
    template = "operators/operator_list.html#results" if is_fragment(request) else "operators/operator_list.html"
    return render(request, template, {"form": form, "page": page})


@require_safe
@permission_required("operators.view_operator", raise_exception=True)
@vary_on_headers("HX-Request")
def operator_detail(request: HttpRequest, code: str) -> HttpResponse:
    operator = get_object_or_404(Operator.objects.select_related("porting_provider"), code=code)
    today = timezone.localdate()
    ranges, chosen = operator.ranges.in_force(today), territory_of(request)
    context = {
        "operator": operator,
        "page": page_of(ranges.filter(territory=chosen) if chosen else ranges, request),
        "territories": by_territory(ranges),
        "chosen": chosen,
    }
    if is_fragment(request):
        return render(request, "operators/operator_detail.html#ranges", context)
    return render(request, "operators/operator_detail.html", context | about(operator, request, today))


def add_holdings(operators: list[Operator], day: date) -> None:
    """Note on each operator of a page what it holds; three queries, whatever their number."""
    keys = [operator.pk for operator in operators]
    ranges = NumberRange.objects.in_force(day).filter(holder__in=keys).order_by().values_list("holder")
    counts = dict(ranges.annotate(count=Count("pk")))
    rio_codes = grouped(RioCode.objects.in_force(day).filter(operator__in=keys), "code")
    prefixes = grouped(RoutingPrefix.objects.in_force(day).filter(operator__in=keys), "prefix")
    for operator in operators:
        operator.held_ranges = counts.get(operator.pk, 0)  # type: ignore[attr-defined]
        operator.held_rio_codes = rio_codes.get(operator.pk, [])  # type: ignore[attr-defined]
        operator.held_prefixes = prefixes.get(operator.pk, [])  # type: ignore[attr-defined]


def grouped(rows: QuerySet[Any], name: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for key, value in rows.order_by(name).values_list("operator_id", name):
        found.setdefault(key, []).append(value)
    return found


def territory_of(request: HttpRequest) -> str:
    form = RangeFilter(request.GET)
    return form.cleaned_data["territory"] if form.is_valid() else ""


def by_territory(ranges: QuerySet[NumberRange]) -> list[dict[str, Any]]:
    """How many ranges and numbers lie in each territory, the largest first."""
    size = Cast("last", BigIntegerField()) - Cast("first", BigIntegerField()) + 1
    rows = ranges.order_by().values("territory").annotate(ranges=Count("pk"), numbers=Sum(size))
    return [{**row, "label": Territory(row["territory"]).label} for row in rows.order_by("-numbers")]


def about(operator: Operator, request: HttpRequest, day: date) -> dict[str, Any]:
    """What the page says beside the ranges."""
    provider = operator.porting_provider
    return {
        "rio_codes": operator.rio_codes.in_force(day),
        "prefixes": operator.prefixes.in_force(day),
        "provider_prefixes": provider.prefixes.in_force(day) if provider else [],
        "now": timezone.now(),
        "keys": operator.api_keys.all() if request.user.has_perm("operators.view_apikey") else None,
    }
