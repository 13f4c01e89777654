"""The desk that posts: the picking list of a day, to print, and the carrier's references of what has left."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from activation import shipping
from activation.models import Parcel, Shipment, ShipmentStatus
from bascule.acts import MOST
from bascule.inputs import untouched
from bascule.rules import RuleRefused

LONGEST = 40
MOST_PICKED = 2_000


@require_safe
@permission_required("activation.view_shipment", raise_exception=True)
def picking_list(request: HttpRequest) -> HttpResponse:
    """Everything that leaves today, kind by kind."""
    today = timezone.localdate()
    rows = shipping.to_pick(today)[:MOST_PICKED]
    kinds = [(Parcel(kind).label, list(same)) for kind, same in groupby(rows, key=lambda row: row.kind)]
    return render(request, "activation/picking_list.html", {"kinds": kinds, "today": today})


class ReferencesForm(forms.Form):
    """The carrier's reference of each parcel that has left without one."""

    def __init__(self, typed: Any, rows: Iterable[Shipment]) -> None:
        super().__init__(typed)
        self.rows = {f"parcel-{row.pk}": row for row in rows}
        for name, row in self.rows.items():
            self.fields[name] = forms.CharField(
                label=_("Carrier's reference of %(parcel)s") % {"parcel": row},
                required=False,
                max_length=LONGEST,
                widget=forms.TextInput(attrs=untouched()),
            )

    @property
    def lines(self) -> list[tuple[Shipment, Any]]:
        return [(row, self[name]) for name, row in self.rows.items()]

    def keep(self) -> int:
        """Note what was typed; how many there are. What a colleague has moved meanwhile says so beside its field."""
        kept = 0
        for name, row in self.rows.items():
            if text := self.cleaned_data[name]:
                try:
                    shipping.note_reference(row, timezone.now(), text)
                except RuleRefused as refused:
                    self.add_error(name, refused)
                else:
                    kept += 1
        return kept


@permission_required("activation.follow_shipment", raise_exception=True)
def shipment_references(request: HttpRequest) -> HttpResponse:
    rows = without_reference()
    if request.method == "POST":  # those of the page that was open: others may have left since
        keys = [name.removeprefix("parcel-") for name in request.POST if name.startswith("parcel-")]
        rows = Shipment.objects.filter(pk__in=[int(key) for key in keys if key.isdecimal() and len(key) < 19][:MOST])
        rows = rows.select_related("subscription__customer").order_by("kind", "pk")
    form = ReferencesForm(request.POST if request.method == "POST" else None, rows)
    if request.method == "POST" and form.is_valid():
        kept = form.keep()
        sentence = ngettext("%(count)d reference is kept.", "%(count)d references are kept.", kept)
        messages.success(request, sentence % {"count": kept})
        if not form.errors:
            return redirect("activation:shipment_list")
    return render(request, "activation/shipment_references.html", {"form": form}, status=422 if form.errors else 200)


def without_reference() -> QuerySet[Shipment]:
    """The parcels that have left, and cannot be followed yet; a letter has no reference."""
    rows = Shipment.objects.filter(status=ShipmentStatus.SENT, carrier_reference="").exclude(kind=Parcel.LETTER)
    return rows.select_related("subscription__customer").order_by("kind", "pk")[:MOST]
