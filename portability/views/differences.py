"""Where the clearing house's full file and our register disagree: a person decides, one by one or many at once."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django_filters import FilterSet

from bascule.acts import Result, Step, asked_in_place, whole_numbers
from bascule.board import Words
from bascule.inputs import OneOf
from bascule.lifecycle import SYSTEM
from bascule.lists import Bulk, Column, Empty, Listing, Shown
from bascule.rules import RuleRefused
from operators.forms import NumberFilter
from operators.models import RoutingPrefix
from portability.models import DifferenceKind, Outcome, RegisterDifference
from portability.reconciling import settle

CHOICES = {
    Outcome.TAKEN.value: Step(gettext_lazy("Take theirs"), gettext_lazy("Our register says now what their file says.")),
    Outcome.KEPT.value: Step(gettext_lazy("Keep ours"), gettext_lazy("Ours stays, and this is not asked again.")),
}


class DifferenceFilter(FilterSet):
    """Which differences are shown."""

    number = NumberFilter(label=gettext_lazy("Number"))
    kind = OneOf(label=gettext_lazy("Kind"), choices=DifferenceKind.choices)


def acts_of(user: Any) -> list[tuple[str, Words]]:
    may_settle = user.has_perm("portability.settle_registerdifference")
    return [(outcome, choice.label) for outcome, choice in CHOICES.items()] if may_settle else []


def add_holders(rows: Sequence[Any]) -> Sequence[Any]:
    """Note on each difference whose prefixes these are, and who settled it; one query, whatever their number."""
    prefixes = {prefix for row in rows for prefix in (row.ours, row.theirs) if prefix}
    names = dict(RoutingPrefix.objects.filter(prefix__in=prefixes).values_list("prefix", "operator__name"))
    for row in rows:
        row.our_holder = names.get(row.ours, "")
        row.their_holder = names.get(row.theirs, "") or row.their_operator
        row.who = "Bascule" if row.closed_by == SYSTEM.history_name else row.closed_by
    return rows


OPEN = Listing(
    page="portability:difference_list",
    title=gettext_lazy("Differences of the register"),
    label=gettext_lazy("Differences"),
    counted=ngettext_lazy("%(shown)s number", "%(shown)s numbers", "total"),
    template="portability/difference_list.html",
    filters=DifferenceFilter,
    complete=add_holders,
    cells="portability/_difference_cells.html",
    columns=[
        Column("number", gettext_lazy("Number"), shown=Shown.ALWAYS),
        Column("kind", gettext_lazy("What differs")),
        Column("ours", gettext_lazy("Ours")),
        Column("theirs", gettext_lazy("Theirs")),
        Column("since", gettext_lazy("Since")),
        Column("action", gettext_lazy("Action"), shown=Shown.WITH_ACTS, unseen=True),
    ],
    bulk=Bulk(acts=acts_of, key=lambda it: it.pk),
    unlike=Empty(gettext_lazy("No difference like this"), action=gettext_lazy("Show all differences")),
    none=Empty(
        gettext_lazy("Our register and theirs agree"),
        gettext_lazy(
            "The clearing house's full file is compared with our register every week; each number on which they "
            "differ comes here."
        ),
        icon="done",
    ),
)
SETTLED = replace(
    OPEN,
    columns=[*OPEN.columns[:-2], Column("settled", gettext_lazy("Settled"))],
    bulk=None,
    none=Empty(gettext_lazy("No difference was settled yet"), icon="differences"),
)


@permission_required("portability.view_registerdifference", raise_exception=True)
def difference_list(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return show(request)
    if not request.user.has_perm("portability.settle_registerdifference"):
        raise PermissionDenied
    outcome, keys = asked_in_place(request.POST, CHOICES)
    if outcome not in CHOICES or not keys:
        messages.warning(request, _("Choose the differences first."))
        return redirect(request.get_full_path())
    return show(request, settle_each(keys, outcome, request.user, timezone.now()))


def show(request: HttpRequest, results: list[Result] | None = None) -> HttpResponse:
    """The open ones, the oldest first; or those that are settled, the last first."""
    settled = request.GET.get("settled") == "1"
    add_holders([result.record for result in results or []])
    done = sum(result.done for result in results or [])
    listing = SETTLED if settled else OPEN
    return listing.show(request, rows_of(settled), settled=settled, results=results, done=done)


def rows_of(settled: bool) -> QuerySet[RegisterDifference]:
    rows = RegisterDifference.objects.select_related("file").filter(closed_at__isnull=not settled)
    return rows.order_by("-closed_at", "number") if settled else rows.order_by("found_at", "number")


def settle_each(keys: Iterable[str], outcome: str, user: Any, now: datetime) -> list[Result]:
    """One outcome for each of some differences; each is a transaction of its own."""
    rows = RegisterDifference.objects.filter(pk__in=whole_numbers(keys)).select_related("file").order_by("number")
    return [settle_one(difference, outcome, user, now) for difference in rows]


def settle_one(difference: RegisterDifference, outcome: str, user: Any, now: datetime) -> Result:
    """Whatever is in the way of one difference is said, and the others go on."""
    try:
        return Result(settle(difference, outcome, by=user, now=now), True, CHOICES[outcome].done)
    except RuleRefused as refused:
        difference.refresh_from_db()
        return Result(difference, False, " ".join(refused.messages))
