"""Numbers on their way back to their range holders: ours to give, and those that are owed to us."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers
from django_filters import CharFilter, ChoiceFilter, FilterSet
from django_fsm import TransitionNotAllowed

from bascule.board import bucket_of
from bascule.lifecycle import perform
from bascule.pages import is_fragment, page_of
from bascule.rules import RuleRefused
from operators.models import Operator
from operators.numbering import MalformedNumber, parse_number
from portability.forms import untouched
from portability.forms.leaving_numbers import OwedForm
from portability.models import Number, NumberReturn, PortOutNumber
from portability.models.number_return import ReturnState, ReturnWay
from portability.models.port_out import PortOutState
from portability.returns import claim
from portability.views.timeline import who_was_faster

STATES = [("open", gettext_lazy("open")), *ReturnState.choices]


class ReturnFilter(FilterSet):
    """Which returns are shown: the open ones unless another state is asked for."""

    state = ChoiceFilter(
        label=gettext_lazy("State"), choices=STATES, method="of_state", empty_label=gettext_lazy("all")
    )
    way = ChoiceFilter(label=gettext_lazy("Who owes"), choices=ReturnWay.choices, empty_label=gettext_lazy("all"))
    number = CharFilter(label=gettext_lazy("Number"), method="of_number", widget=forms.TextInput(attrs=untouched()))
    other = CharFilter(
        label=gettext_lazy("Other operator"), method="of_other", widget=forms.TextInput(attrs=untouched())
    )

    class Meta:
        model = NumberReturn
        fields: list[str] = []

    def of_state(self, rows: QuerySet[NumberReturn], name: str, state: str) -> QuerySet[NumberReturn]:
        return rows.filter(state__in=ReturnState.open() if state == "open" else [state])

    def of_number(self, rows: QuerySet[NumberReturn], name: str, text: str) -> QuerySet[NumberReturn]:
        try:
            return rows.filter(national=parse_number(text))
        except MalformedNumber:
            return rows.filter(national__startswith="".join(filter(str.isdigit, text)) or "-")

    def of_other(self, rows: QuerySet[NumberReturn], name: str, text: str) -> QuerySet[NumberReturn]:
        return rows.filter(other__in=Operator.objects.named(text.strip()).order_by())


@permission_required("portability.view_numberreturn", raise_exception=True)
@vary_on_headers("HX-Request")
def return_list(request: HttpRequest) -> HttpResponse:
    """The list; a POST notes numbers that are owed to us."""
    if request.method != "POST":
        return show(request)
    if not request.user.has_perm("portability.change_numberreturn"):
        raise PermissionDenied
    form = OwedForm(request.POST, auto_id="id_owed_%s")
    if not form.is_valid():
        return show(request, form, status=422)
    try:
        rows = claim(form.cleaned_data["numbers"], by=request.user, now=timezone.now())
    except RuleRefused as refused:
        form.add_error("numbers", refused)
        return show(request, form, status=422)
    sentence = ngettext(
        "%(count)d number is on the list of those owed to us.",
        "%(count)d numbers are on the list of those owed to us.",
        len(rows),
    )
    messages.success(request, sentence % {"count": len(rows)})
    return redirect(f"{reverse('portability:return_list')}?way={ReturnWay.DUE_TO_US}")


def show(request: HttpRequest, form: OwedForm | None = None, status: int = 200) -> HttpResponse:
    asked = request.GET if "state" in request.GET else {**request.GET.dict(), "state": "open"}
    rows = NumberReturn.objects.select_related("other").order_by(F("due_at").asc(nulls_last=True), "national")
    found = ReturnFilter(asked, queryset=rows)
    page = page_of(found.qs, request)
    add_what_is_known(page)
    may_change = request.user.has_perm("portability.change_numberreturn")
    context = {
        "is_fragment": is_fragment(request),
        "filter": found,
        "page": page,
        "is_filtered": any(request.GET.get(name) for name in found.filters),
        "may_change": may_change,
        "form": form or (OwedForm(auto_id="id_owed_%s") if may_change else None),
    }
    part = "#results" if is_fragment(request) else ""
    return render(request, f"portability/return_list.html{part}", context, status=status)


def add_what_is_known(rows: Iterable[Any]) -> None:
    """Note on each row how soon it must be over, and the request that claims its number; one query."""
    rows, now = list(rows), timezone.now()
    claims = PortOutNumber.objects.filter(
        national__among=[row.national for row in rows], port_out__state__in=PortOutState.open()
    )
    claimed_by = dict(claims.values_list("national", "port_out__reference"))
    for row in rows:
        row.bucket = bucket_of(row.due_at, now) if row.due_at else ""
        row.claimed_by = claimed_by.get(row.national, "") if row.way == ReturnWay.OWED else ""
        row.can_go = row.state == ReturnState.DUE and not row.claimed_by


@require_POST
@permission_required("portability.change_numberreturn", raise_exception=True)
def return_give_back(request: HttpRequest, pk: str) -> HttpResponse:
    """By hand, without waiting for the night: ours is given back, or theirs is seen to be back."""
    row = get_object_or_404(NumberReturn, pk=pk)
    add_what_is_known([row])
    if row.claimed_by:  # type: ignore[attr-defined]
        sentence = _("%(reference)s asks for this number: it cannot be given back meanwhile.")
        messages.warning(request, sentence % {"reference": row.claimed_by})  # type: ignore[attr-defined]
        return redirect("portability:return_list")
    try:
        perform(row, "give_back", by=request.user, now=timezone.now())
    except TransitionNotAllowed:
        messages.warning(request, who_was_faster(row))
    else:
        messages.success(request, _("The number is back at its range holder, and everybody is told."))
    return redirect("portability:return_list")


@require_POST
@permission_required("portability.terminate_number", raise_exception=True)
def number_terminate(request: HttpRequest, national: str) -> HttpResponse:
    """The customer has ended its contract: the number goes into quarantine, and then back to its range holder."""
    number = get_object_or_404(Number, national=national)
    try:
        perform(number, "terminate", by=request.user, now=timezone.now())
    except TransitionNotAllowed:
        messages.warning(request, who_was_faster(number))
    else:
        messages.success(request, _("The service has ended. The customer can still claim the number for 40 days."))
    return redirect(f"{reverse('portability:number_lookup')}?number={national}")
