"""Where the clearing house's full file and our register disagree: a person decides, one by one or many at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.vary import vary_on_headers
from django_filters import FilterSet

from bascule.inputs import OneOf
from bascule.lifecycle import SYSTEM
from bascule.pages import A_PAGE, is_fragment, page_of
from bascule.rules import RuleRefused
from operators.forms import NumberFilter
from operators.models import RoutingPrefix
from portability.models import DifferenceKind, Outcome, RegisterDifference
from portability.reconciling import settle


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to settle a difference: its button, and what is said when it is done."""

    label: str | Promise
    done: str | Promise


CHOICES = {
    Outcome.TAKEN.value: Choice(
        gettext_lazy("Take theirs"), gettext_lazy("Our register says now what their file says.")
    ),
    Outcome.KEPT.value: Choice(gettext_lazy("Keep ours"), gettext_lazy("Ours stays, and this is not asked again.")),
}


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one difference."""

    difference: RegisterDifference
    done: bool
    words: str | Promise


class DifferenceFilter(FilterSet):
    """Which differences are shown."""

    number = NumberFilter(label=gettext_lazy("Number"))
    kind = OneOf(label=gettext_lazy("Kind"), choices=DifferenceKind.choices)


@permission_required("portability.view_registerdifference", raise_exception=True)
@vary_on_headers("HX-Request")
def difference_list(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return show(request)
    if not request.user.has_perm("portability.settle_registerdifference"):
        raise PermissionDenied
    outcome, keys = asked(request.POST)
    if outcome not in CHOICES or not keys:
        messages.warning(request, _("Choose the differences first."))
        return redirect(request.get_full_path())
    return show(request, settle_each(keys, outcome, request.user, timezone.now()))


def show(request: HttpRequest, results: list[Result] | None = None) -> HttpResponse:
    """The open ones, the oldest first; or those that are settled, the last first."""
    settled = request.GET.get("settled") == "1"
    found = DifferenceFilter(request.GET, queryset=rows_of(settled))
    page = page_of(found.qs, request)
    add_holders(page)
    add_holders([result.difference for result in results or []])
    context = {
        "is_fragment": is_fragment(request),
        "filter": found,
        "page": page,
        "settled": settled,
        "is_filtered": any(request.GET.get(name) for name in found.filters),
        "choices": CHOICES if not settled and request.user.has_perm("portability.settle_registerdifference") else {},
        "results": results,
        "done": sum(result.done for result in results or []),
    }
    part = "#results" if is_fragment(request) else ""
    return render(request, f"portability/difference_list.html{part}", context)


def rows_of(settled: bool) -> QuerySet[RegisterDifference]:
    rows = RegisterDifference.objects.select_related("file").filter(closed_at__isnull=not settled)
    return rows.order_by("-closed_at", "number") if settled else rows.order_by("found_at", "number")


def add_holders(differences: Iterable[RegisterDifference]) -> None:
    """Note on each difference whose prefixes these are, and who settled it; one query, whatever their number."""
    rows = list(differences)
    prefixes = {prefix for row in rows for prefix in (row.ours, row.theirs) if prefix}
    names = dict(RoutingPrefix.objects.filter(prefix__in=prefixes).values_list("prefix", "operator__name"))
    for row in rows:
        row.our_holder = names.get(row.ours, "")  # type: ignore[attr-defined]
        row.their_holder = names.get(row.theirs, "") or row.their_operator  # type: ignore[attr-defined]
        row.who = "Bascule" if row.closed_by == SYSTEM.history_name else row.closed_by  # type: ignore[attr-defined]


def asked(typed: QueryDict) -> tuple[str, list[str]]:
    """The outcome, and the differences it is meant for: the one of the button, or all that were chosen."""
    for outcome in CHOICES:
        if typed.get(outcome):
            return outcome, typed.getlist(outcome)[:1]
    return typed.get("act", ""), typed.getlist("rows")[:A_PAGE]


def settle_each(keys: Iterable[str], outcome: str, user: Any, now: datetime) -> list[Result]:
    """One outcome for each of some differences; each is a transaction of its own."""
    wanted = [int(key) for key in keys if key.isdecimal() and len(key) < 19]
    rows = RegisterDifference.objects.filter(pk__in=wanted).select_related("file").order_by("number")
    return [settle_one(difference, outcome, user, now) for difference in rows]


def settle_one(difference: RegisterDifference, outcome: str, user: Any, now: datetime) -> Result:
    """Whatever is in the way of one difference is said, and the others go on."""
    try:
        return Result(settle(difference, outcome, by=user, now=now), True, CHOICES[outcome].done)
    except RuleRefused as refused:
        difference.refresh_from_db()
        return Result(difference, False, " ".join(refused.messages))
