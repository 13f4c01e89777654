"""What is posted to subscribers: what leaves today, what is late, what came back, and what becomes of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django_filters import FilterSet

from activation import shipping
from activation.models import Parcel, Shipment, ShipmentStatus, Subscription
from bascule.acts import Step, asked_in_place, on_each, whole_numbers
from bascule.board import Words
from bascule.inputs import OneOf, TextFilter
from bascule.lists import Bulk, Column, Empty, Listing, Shown
from operators.finding import FEWER, of_customer

FOLLOW = "activation.follow_shipment"
ACTS: dict[str, tuple[Step, Callable[[Shipment, datetime], Shipment]]] = {
    "delivered": (
        Step(gettext_lazy("Delivered"), gettext_lazy("Noted: the customer has it.")),
        shipping.note_delivered,
    ),
    "returned": (Step(gettext_lazy("Came back"), gettext_lazy("Noted: it came back.")), shipping.note_returned),
    "again": (Step(gettext_lazy("Send again"), gettext_lazy("Another one leaves today.")), shipping.send_again),
}
POSSIBLE = {
    ShipmentStatus.SENT: ("delivered", "returned"),
    ShipmentStatus.DELIVERED: ("returned",),
    ShipmentStatus.RETURN_AWAITED: ("returned",),
    ShipmentStatus.RETURNED: ("again",),
}
"""What can be noted of a parcel in a state; the other acts are not offered."""


class ShipmentFilter(FilterSet):
    """Which parcels of a tab are shown."""

    customer = TextFilter(label=gettext_lazy("Customer"), method="of_customer")
    kind = OneOf(label=gettext_lazy("Parcel"), choices=Parcel.choices)
    reference = TextFilter(label=gettext_lazy("Carrier's reference"), method="of_reference")

    def of_customer(self, rows: QuerySet[Shipment], name: str, text: str) -> QuerySet[Shipment]:
        return rows.filter(subscription__in=Subscription.objects.filter(of_customer(text)))

    def of_reference(self, rows: QuerySet[Shipment], name: str, text: str) -> QuerySet[Shipment]:
        return rows.filter(carrier_reference__istartswith=text.strip())


def complete(rows: Sequence[Any]) -> Sequence[Any]:
    """Put beside each parcel what can be noted of it, and whether it is late."""
    today = timezone.localdate()
    for row in rows:
        row.acts = [(name, ACTS[name][0].label) for name in POSSIBLE.get(ShipmentStatus(row.status), ())]
        row.is_late = row.status == ShipmentStatus.SENT and row.expected_on < today
    return rows


def customer_of(row: Shipment) -> Any:
    return row.subscription.customer


SHIPMENTS = Listing(
    look="close",
    page="activation:shipment_list",
    title=gettext_lazy("Shipments"),
    counted=ngettext_lazy("%(shown)s shipment", "%(shown)s shipments", "total"),
    template="activation/shipment_list.html",
    filters=ShipmentFilter,
    complete=complete,
    cells="activation/_shipment_cells.html",
    columns=[
        Column("customer", gettext_lazy("Customer"), lambda it: customer_of(it).name, Shown.ALWAYS),
        Column("subscription", gettext_lazy("Subscription"), lambda it: it.subscription.reference, Shown.IN_FILES),
        Column("kind", gettext_lazy("Parcel"), lambda it: it.get_kind_display(), Shown.ALWAYS),
        Column("line1", gettext_lazy("Address"), lambda it: customer_of(it).line1, Shown.IN_FILES),
        Column("line2", gettext_lazy("Address, continued"), lambda it: customer_of(it).line2, Shown.IN_FILES),
        Column("postal_code", gettext_lazy("Postal code"), lambda it: customer_of(it).postal_code, Shown.IN_FILES),
        Column("city", gettext_lazy("City"), lambda it: customer_of(it).city, Shown.IN_FILES),
        Column("address", gettext_lazy("Address")),
        Column("state", gettext_lazy("State"), lambda it: it.get_status_display()),
        Column("leaves", gettext_lazy("Leaves"), lambda it: it.sent_on or it.planned_on),
        Column("expected", gettext_lazy("Expected"), lambda it: it.expected_on),
        Column("reference", gettext_lazy("Carrier's reference"), lambda it: it.carrier_reference),
        Column("action", gettext_lazy("Action"), shown=Shown.ALWAYS, unseen=True),
    ],
    exports="activation:shipment_export",
    file_name="shipments",
    unlike=Empty(gettext_lazy("No shipment like this"), FEWER, gettext_lazy("Show all of today"), query="?show=today"),
    none=Empty(gettext_lazy("No shipment")),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of the list: its rows on a day, what can be noted of many at once, what it says when it is empty."""

    label: Words
    rows: Callable[[date], QuerySet[Shipment]]
    acts: tuple[str, ...]
    empty: Words
    hint: Words = ""

    @property
    def listing(self) -> Listing:
        bulk = Bulk(acts=self.acts_of, key=lambda row: row.pk if row.acts else "")
        return replace(SHIPMENTS, bulk=bulk, none=Empty(self.empty, self.hint, icon="parcels"))

    def acts_of(self, user: Any) -> list[tuple[str, Words]]:
        return [(name, ACTS[name][0].label) for name in self.acts] if user.has_perm(FOLLOW) else []


def back(day: date) -> QuerySet[Shipment]:
    statuses = [ShipmentStatus.RETURNED, ShipmentStatus.RETURN_AWAITED]
    return Shipment.objects.filter(status__in=statuses).order_by("-ended_on", "pk")


TABS = {
    "today": Tab(
        gettext_lazy("Today"),
        shipping.to_pick,
        ("delivered", "returned"),
        gettext_lazy("Nothing leaves today"),
        gettext_lazy("Letters, modems and decoders come here by themselves on the day on which they leave."),
    ),
    "late": Tab(
        gettext_lazy("Late"),
        lambda day: Shipment.objects.late(day).order_by("expected_on", "pk"),
        ("delivered", "returned"),
        gettext_lazy("Everything arrived in time"),
    ),
    "returned": Tab(gettext_lazy("Back"), back, ("again", "returned"), gettext_lazy("Nothing came back")),
    "all": Tab(
        gettext_lazy("All"),
        lambda day: Shipment.objects.order_by("-planned_on", "-pk"),
        ("delivered", "returned", "again"),
        gettext_lazy("Nothing was posted yet"),
    ),
}


def shown_tab(request: HttpRequest) -> str:
    asked = request.GET.get("show", "")
    return asked if asked in TABS else "today"


def rows_of(tab: Tab) -> QuerySet[Shipment]:
    return tab.rows(timezone.localdate()).select_related("subscription__customer")


@permission_required("activation.view_shipment", raise_exception=True)
def shipment_list(request: HttpRequest) -> HttpResponse:
    """The list; a POST notes what became of one parcel, or of many."""
    if request.method != "POST":
        return show(request)
    if not request.user.has_perm(FOLLOW):
        raise PermissionDenied
    name, keys = asked_in_place(request.POST, ACTS)
    if name not in ACTS or not keys:
        messages.warning(request, _("Choose the shipments first."))
        return redirect(request.get_full_path())
    step, note = ACTS[name]
    rows = Shipment.objects.filter(pk__in=whole_numbers(keys)).select_related("subscription__customer").order_by("pk")
    now = timezone.now()
    results = on_each(rows, lambda row: (note(row, now), step.done), again=lambda row: row)
    return show(request, results=results, done=sum(result.done for result in results))


def show(request: HttpRequest, **more: Any) -> HttpResponse:
    shown = shown_tab(request)
    today = timezone.localdate()
    context: dict[str, Any] = {
        "shown": shown,
        "tabs": [(name, tab.label) for name, tab in TABS.items()],
        "due": Shipment.objects.to_send(today).count() if shown == "today" else 0,
    }
    return TABS[shown].listing.show(request, rows_of(TABS[shown]), **context, **more)


@require_safe
@permission_required("activation.view_shipment", raise_exception=True)
def shipment_export(request: HttpRequest, file_format: str) -> HttpResponseBase:
    return SHIPMENTS.export(request, rows_of(TABS[shown_tab(request)]), file_format)


@require_POST
@permission_required(FOLLOW, raise_exception=True)
def shipment_send(request: HttpRequest) -> HttpResponse:
    """The post was fetched: all that leaves today has left. Twice is once."""
    count = shipping.send_due(timezone.now())
    sentence = ngettext("%(count)d shipment has left.", "%(count)d shipments have left.", count)
    messages.success(request, sentence % {"count": count})
    return redirect(reverse("activation:shipment_list"))
