"""One answer to many outgoing ports, each with its own result. What needs a human's eye is never done here."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_fsm import TransitionNotAllowed

from bascule.rules import RuleRefused
from portability.leaving import answer
from portability.leaving.answering import Verdict
from portability.leaving.checks import CHECKS
from portability.models import PortOut, PortOutCheck
from portability.models.port_out import CheckNature, CheckVerdict, PortOutState
from portability.views.bulk import MOST, Result
from portability.views.evidence import listed
from portability.views.port_in import Step
from portability.views.port_out_rows import Row, rows_to_answer
from portability.views.timeline import answers_in_words, who_was_faster

ACTS = {
    "accept": Step(
        gettext_lazy("Accept"),
        gettext_lazy("Accepted:"),
        gettext_lazy("Only requests that no check speaks against are accepted here; the others wait for their page."),
    ),
    "as_checked": Step(
        gettext_lazy("Answer as checked"),
        gettext_lazy("Answered as the checks say:"),
        gettext_lazy(
            "Numbers with a failed check are refused on its ground, the others are accepted. "
            "A request with a signal waits for its page."
        ),
    ),
}
"""What can be answered without opening each request."""
ACCEPTED = Verdict(accepted=True)


@permission_required("portability.answer_portout", raise_exception=True)
def port_out_bulk(request: HttpRequest) -> HttpResponse:
    """Say what would be done to each request that was chosen, then do it."""
    asked = request.POST if request.method == "POST" else request.GET
    move, rows = asked.get("move", ""), chosen(asked.getlist("rows"))
    if move not in ACTS or not rows:
        return redirect("portability:port_out_list")
    barred = barriers(rows, move)
    context: dict[str, Any] = {"move": move, "step": ACTS[move], "rows": rows, "most": MOST}
    if request.method == "POST":
        now = timezone.now()
        results = [act_on(row, move, barred.get(row.pk, ""), request.user, now) for row in rows]
        context |= {"results": results, "done": sum(result.done for result in results)}
    for row in rows:
        row.barrier = barred.get(row.pk, "")  # type: ignore[attr-defined]
    context["ready"] = len(rows) - len(barred)
    return render(request, "portability/port_out_bulk.html", context)


def chosen(references: list[str]) -> list[PortOut]:
    rows = PortOut.objects.filter(reference__in=references[:MOST]).select_related("customer", "partner")
    return list(rows.order_by("due_at", "reference"))


def barriers(rows: Iterable[PortOut], move: str) -> dict[Any, str | Promise]:
    """Why some of these requests cannot be answered with the others; one query."""
    failed: dict[Any, list[str]] = {}
    checks = PortOutCheck.objects.filter(port_out__in=[row.pk for row in rows], verdict=CheckVerdict.FAILED)
    for check in checks.order_by("nature", "code"):
        codes = failed.setdefault(check.port_out_id, [])
        if check.code not in codes and stops(check, move):
            codes.append(check.code)
    found: dict[Any, str | Promise] = {
        key: format_lazy(gettext_lazy("to be looked at: {what}"), what=listed(codes))
        for key, codes in failed.items()
        if codes
    }
    return found | {row.pk: gettext_lazy("answered already") for row in rows if row.state != PortOutState.RECEIVED}


def stops(check: PortOutCheck, move: str) -> bool:
    """Whether a failed check wants a human: signals do, and grounds that are not certain of one number."""
    if check.nature == CheckNature.SIGNAL or move == "accept":
        return True
    return not CHECKS[check.code].of_numbers or bool(check.evidence.get("contested"))


def act_on(port_out: PortOut, move: str, barrier: str | Promise, user: Any, now: datetime) -> Result:
    """Answer one request; whatever is in the way is said, and the others go on."""
    if barrier and port_out.state == PortOutState.RECEIVED:
        return Result(port_out, False, barrier)
    given = verdicts(rows_to_answer(port_out), move)
    try:
        answered = answer(port_out, given, by=user, now=now)
    except RuleRefused as refused:
        return Result(port_out, False, " ".join(refused.messages))
    except PermissionDenied:
        return Result(port_out, False, _("You may not do this."))
    except TransitionNotAllowed:
        current = PortOut.objects.select_related("customer", "partner").get(pk=port_out.pk)
        return Result(current, False, who_was_faster(current))
    answered.customer, answered.partner = port_out.customer, port_out.partner
    return Result(answered, True, f"{ACTS[move].done} {in_sum(given)}")


def in_sum(given: Mapping[str, Verdict]) -> str:
    accepted = sum(one.accepted for one in given.values())
    return answers_in_words({"accepted": accepted, "refused": len(given) - accepted})


def verdicts(rows: Iterable[Row], move: str) -> dict[str, Verdict]:
    """The verdict of each number; as checked, the first ground that stands against it refuses it."""
    return {national: verdict(row, move) for row in rows for national in row.nationals}


def verdict(row: Row, move: str) -> Verdict:
    if move == "accept" or not row.fails:
        return ACCEPTED
    return Verdict(accepted=False, refusal=next(iter(row.grounds)))
