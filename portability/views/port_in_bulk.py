"""One act on many incoming ports, each with its own result."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy

from bascule.acts import BulkPage, asked, on_each
from bascule.board import Words
from bascule.lifecycle import allowed_moves
from portability.conduct import act, comment
from portability.forms import form_of
from portability.models import PortIn
from portability.views.port_in import STEPS

BULK = ("reschedule", "cancel", "complete")
PAGE = BulkPage(
    "portability:port_in_list",
    gettext_lazy("Incoming ports"),
    "portability:port_in_detail",
    "portability/port_in_bulk.html",
)


@permission_required("portability.view_portin", raise_exception=True)
def port_in_bulk(request: HttpRequest) -> HttpResponse:
    """Ask what an act needs to know, then make it on each request that was chosen."""
    move, references = asked(request)
    rows = chosen(references)
    if move not in BULK or not rows:
        return redirect(PAGE.list_page)
    now, user, step = timezone.now(), request.user, STEPS[move]
    form = form_of(move, rows[0], now, request.POST if request.method == "POST" else None)
    assert form is not None  # noqa: S101  (each act of BULK asks why)
    if request.method != "POST" or not form.is_valid():
        barred = [row for row in rows if move not in allowed_moves(row, user)]
        return PAGE.ask(request, move, step, rows, form=form, barred=barred)
    said, aside, facts = form.said, form.aside, form.facts()

    def act_on(port_in: PortIn) -> tuple[PortIn, Words]:
        moved = act(port_in, move, by=user, now=now, said=said, **facts)
        if aside:
            comment(moved, aside, by=user, now=now)
        moved.customer, moved.donor = port_in.customer, port_in.donor
        return moved, step.done

    return PAGE.tell(request, step, on_each(rows, act_on, again))


def chosen(references: list[str]) -> list[PortIn]:
    rows = PortIn.objects.filter(reference__in=references).select_related("customer", "donor")
    return list(rows.order_by("reference"))


def again(port_in: Any) -> PortIn:
    return PortIn.objects.select_related("customer", "donor").get(pk=port_in.pk)
