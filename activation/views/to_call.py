"""The customers to call: why, since when, whom, and when again."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_safe
from django_filters import FilterSet

from activation.models import FailureReason, Family, Subscription
from activation.reasons import by_code
from bascule.board import bucket_of
from bascule.inputs import OneOf, TextFilter
from bascule.lists import Column, Empty, Listing, Shown
from operators.finding import DUE, FEWER, due_within, of_customer
from operators.forms import NumberFilter


class ToCallFilter(FilterSet):
    """Which customers are shown."""

    customer = TextFilter(label=_("Customer"), method="of_customer")
    number = NumberFilter(label=_("Line number"), field_name="line_number")
    family = OneOf(label=_("What it is about"), choices=Family.choices, method="of_family")
    due = OneOf(label=_("To call"), choices=list(DUE.items()), method="of_due")

    def of_customer(self, rows: QuerySet[Subscription], name: str, text: str) -> QuerySet[Subscription]:
        return rows.filter(of_customer(text))

    def of_family(self, rows: QuerySet[Subscription], name: str, family: str) -> QuerySet[Subscription]:
        """A reason that is no longer there is shown as unknown, and found as such."""
        known = FailureReason.objects.values("code")
        theirs = rows.filter(waits_for__in=known.filter(family=family))
        return theirs | rows.exclude(waits_for__in=known) if family == Family.UNKNOWN else theirs

    def of_due(self, rows: QuerySet[Subscription], name: str, how: str) -> QuerySet[Subscription]:
        return due_within(rows, how, timezone.now())


def complete(rows: Sequence[Any]) -> Sequence[Any]:
    """Put beside each subscription why its customer is called; the reasons in one query."""
    reasons, now = by_code(row.waits_for for row in rows), timezone.now()
    for row in rows:
        row.reason, row.bucket = reasons[row.waits_for], bucket_of(row.due_at, now)
    return rows


TO_CALL = Listing(
    page="activation:to_call",
    title=_("To call"),
    label=_("Customers to call"),
    counted=ngettext_lazy("%(shown)s customer to call", "%(shown)s customers to call", "total"),
    order=_("the first due on top"),
    filters=ToCallFilter,
    complete=complete,
    cells="activation/_to_call_cells.html",
    columns=[
        Column("customer", _("Customer"), shown=Shown.ALWAYS),
        Column("reason", _("Why")),
        Column("contacts", _("Whom to call")),
        Column("line", _("Line")),
        Column("since", _("Waits since")),
        Column("calls", _("Calls"), right=True),
        Column("due", _("To call by")),
        Column("action", _("Action"), shown=Shown.ALWAYS, unseen=True),
    ],
    unlike=Empty(_("Nobody like this"), FEWER, _("Show all who wait")),
    none=Empty(
        _("Nobody waits for a call"),
        _("When the incumbent cannot make a line without the customer, the customer comes here with what to say."),
        icon="done",
    ),
)


def waiting() -> QuerySet[Subscription]:
    rows = Subscription.objects.to_call().select_related("customer", "offer").prefetch_related("customer__contacts")
    return rows.order_by(F("due_at").asc(nulls_last=True), "reference")


@require_safe
@permission_required("activation.view_subscription", raise_exception=True)
def to_call(request: HttpRequest) -> HttpResponse:
    return TO_CALL.show(request, waiting())
