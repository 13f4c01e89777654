"""One act on many incoming ports, each with its own result."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import allowed_moves
from bascule.rules import RuleRefused
from portability.conduct import act, comment
from portability.forms import MoveForm, form_of
from portability.models import PortIn
from portability.views.bulk import MOST, Result
from portability.views.port_in import STEPS
from portability.views.timeline import who_was_faster

BULK = ("reschedule", "cancel", "complete")


@permission_required("portability.view_portin", raise_exception=True)
def port_in_bulk(request: HttpRequest) -> HttpResponse:
    """Ask what an act needs to know, then make it on each request that was chosen."""
    asked = request.POST if request.method == "POST" else request.GET
    move, rows = asked.get("move", ""), chosen(asked.getlist("rows"))
    if move not in BULK or not rows:
        return redirect("portability:port_in_list")
    now = timezone.now()
    form = form_of(move, rows[0], now, request.POST if request.method == "POST" else None)
    assert form is not None  # noqa: S101  (each act of BULK asks why)
    context: dict[str, Any] = {"move": move, "step": STEPS[move], "rows": rows, "form": form, "most": MOST}
    if request.method == "POST" and form.is_valid():
        results = [act_on(port_in, move, form, request.user, now) for port_in in rows]
        context |= {"results": results, "done": sum(result.done for result in results)}
        return render(request, "portability/port_in_bulk.html", context)
    context["barred"] = [row for row in rows if move not in allowed_moves(row, request.user)]
    return render(request, "portability/port_in_bulk.html", context, status=422 if form.errors else 200)


def chosen(references: list[str]) -> list[PortIn]:
    rows = PortIn.objects.filter(reference__in=references[:MOST]).select_related("customer", "donor")
    return list(rows.order_by("reference"))


def act_on(port_in: PortIn, move: str, form: MoveForm, user: Any, now: datetime) -> Result:
    """Make one act; whatever is in the way is said, and the others go on."""
    try:
        with transaction.atomic():
            moved = act(port_in, move, by=user, now=now, said=form.said, **form.facts())
            if form.aside:
                comment(moved, form.aside, by=user, now=now)
    except RuleRefused as refused:
        return Result(port_in, False, " ".join(refused.messages))
    except PermissionDenied:
        return Result(port_in, False, _("You may not do this."))
    except TransitionNotAllowed:
        current = PortIn.objects.select_related("customer", "donor").get(pk=port_in.pk)
        if current.state == port_in.state:
            return Result(current, False, _("Not possible in this state."))
        return Result(current, False, who_was_faster(current))
    moved.customer, moved.donor = port_in.customer, port_in.donor
    return Result(moved, True, STEPS[move].done)
