"""Numbers on their way back to their range holders: ours to give, and those that are owed to us."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy
from django.views.decorators.http import require_POST
from django_filters import FilterSet

from bascule.acts import press
from bascule.board import bucket_of
from bascule.inputs import OneOf, TextFilter
from bascule.lists import Column, Empty, Listing, Shown
from bascule.rules import RuleRefused
from operators.models import Operator
from operators.numbering import MalformedNumber, parse_number
from portability.forms.leaving_numbers import OwedForm
from portability.models import Number, NumberReturn, PortOutNumber
from portability.models.number_return import ReturnState, ReturnWay
from portability.models.port_out import PortOutState
from portability.returns import claim

STATES = [("open", gettext_lazy("open")), *ReturnState.choices]


class ReturnFilter(FilterSet):
    """Which returns are shown: the open ones unless another state is asked for."""

    state = OneOf(label=gettext_lazy("State"), choices=STATES, method="of_state")
    way = OneOf(label=gettext_lazy("Who owes"), choices=ReturnWay.choices)
    number = TextFilter(label=gettext_lazy("Number"), method="of_number")
    other = TextFilter(label=gettext_lazy("Other operator"), method="of_other")

    def __init__(self, asked: QueryDict, **kwargs: Any) -> None:
        super().__init__(asked if "state" in asked else {**asked.dict(), "state": "open"}, **kwargs)

    def of_state(self, rows: QuerySet[NumberReturn], name: str, state: str) -> QuerySet[NumberReturn]:
        return rows.filter(state__in=ReturnState.open() if state == "open" else [state])

    def of_number(self, rows: QuerySet[NumberReturn], name: str, text: str) -> QuerySet[NumberReturn]:
        try:
            return rows.filter(national=parse_number(text))
        except MalformedNumber:
            return rows.filter(national__startswith="".join(filter(str.isdigit, text)) or "-")

    def of_other(self, rows: QuerySet[NumberReturn], name: str, text: str) -> QuerySet[NumberReturn]:
        return rows.filter(other__in=Operator.objects.named(text.strip()).order_by())


def add_what_is_known(rows: Sequence[Any]) -> Sequence[Any]:
    """Note on each row how soon it must be over, and the request that claims its number; one query."""
    now = timezone.now()
    claims = PortOutNumber.objects.filter(
        national__among=[row.national for row in rows], port_out__state__in=PortOutState.open()
    )
    claimed_by = dict(claims.values_list("national", "port_out__reference"))
    for row in rows:
        row.bucket = bucket_of(row.due_at, now) if row.due_at else ""
        row.claimed_by = claimed_by.get(row.national, "") if row.way == ReturnWay.OWED else ""
        row.can_go = row.state == ReturnState.DUE and not row.claimed_by
    return rows


RETURNS = Listing(
    page="portability:return_list",
    title=gettext_lazy("Returns"),
    counted=ngettext_lazy("%(shown)s number", "%(shown)s numbers", "total"),
    template="portability/return_list.html",
    filters=ReturnFilter,
    complete=add_what_is_known,
    cells="portability/_return_cells.html",
    columns=[
        Column("number", gettext_lazy("Number"), shown=Shown.ALWAYS),
        Column("state", gettext_lazy("State")),
        Column("way", gettext_lazy("Who owes")),
        Column("other", gettext_lazy("Other operator")),
        Column("terminated", gettext_lazy("Terminated")),
        Column("due", gettext_lazy("Due")),
        Column("action", gettext_lazy("Action"), shown=Shown.ALWAYS, unseen=True),
    ],
    unlike=Empty(
        gettext_lazy("No number like this"),
        gettext_lazy("Fewer filters find more."),
        gettext_lazy("Show all returns"),
        query="?state=",
    ),
    none=Empty(
        gettext_lazy("No number waits to go back"),
        gettext_lazy(
            "When the service of a ported number ends, it waits here for whoever may claim it, and then goes back to "
            "the operator of its range by itself."
        ),
        gettext_lazy("Look up a number"),
        "portability:number_lookup",
        icon="returns",
    ),
)


@permission_required("portability.view_numberreturn", raise_exception=True)
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
    rows = NumberReturn.objects.select_related("other").order_by(F("due_at").asc(nulls_last=True), "national")
    may_change = request.user.has_perm("portability.change_numberreturn")
    form = form or (OwedForm(auto_id="id_owed_%s") if may_change else None)
    return RETURNS.show(request, rows, status, form=form)


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
    back = _("The number is back at its range holder, and everybody is told.")
    press(request, row, "give_back", back)
    return redirect("portability:return_list")


@require_POST
@permission_required("portability.terminate_number", raise_exception=True)
def number_terminate(request: HttpRequest, national: str) -> HttpResponse:
    """The customer has ended its contract: the number goes into quarantine, and then back to its range holder."""
    number = get_object_or_404(Number, national=national)
    ended = _("The service has ended. The customer can still claim the number for 40 days.")
    press(request, number, "terminate", ended)
    return redirect(f"{reverse('portability:number_lookup')}?number={national}")
