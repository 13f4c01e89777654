"""One answer to many outgoing ports, each with its own result. What needs a human's eye is never done here."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from bascule.acts import BulkPage, Result, Step, asked, on_one
from bascule.board import Words
from bascule.timeline import who_was_faster
from portability.leaving import answer
from portability.leaving.answering import Verdict
from portability.leaving.checks import CHECKS
from portability.models import PortOut, PortOutCheck
from portability.models.port_out import CheckNature, CheckVerdict, PortOutState
from portability.telling import answers_in_words
from portability.views.evidence import listed
from portability.views.port_out_rows import Row, rows_to_answer

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


PAGE = BulkPage(
    "portability:port_out_list",
    gettext_lazy("Outgoing ports"),
    "portability:port_out_detail",
    "portability/port_out_bulk.html",
)


@permission_required("portability.answer_portout", raise_exception=True)
def port_out_bulk(request: HttpRequest) -> HttpResponse:
    """Say what would be done to each request that was chosen, then do it."""
    move, references = asked(request)
    rows = chosen(references)
    if move not in ACTS or not rows:
        return redirect(PAGE.list_page)
    barred, step = barriers(rows, move), ACTS[move]
    if request.method != "POST":
        for row in rows:
            row.barrier = barred.get(row.pk, "")  # type: ignore[attr-defined]
        return PAGE.ask(request, move, step, rows, ready=len(rows) - len(barred))
    now, user = timezone.now(), request.user

    def act_on(port_out: PortOut) -> tuple[PortOut, str]:
        given = verdicts(rows_to_answer(port_out), move)
        answered = answer(port_out, given, by=user, now=now)
        answered.customer, answered.partner = port_out.customer, port_out.partner
        return answered, f"{step.done} {in_sum(given)}"

    results = [left_alone(row, barred[row.pk]) if row.pk in barred else on_one(row, act_on, again) for row in rows]
    return PAGE.tell(request, step, results)


def chosen(references: list[str]) -> list[PortOut]:
    rows = PortOut.objects.filter(reference__in=references).select_related("customer", "partner")
    return list(rows.order_by("due_at", "reference"))


def again(port_out: Any) -> PortOut:
    return PortOut.objects.select_related("customer", "partner").get(pk=port_out.pk)


def left_alone(port_out: PortOut, barrier: Words) -> Result:
    """What needs a human's eye, or was answered by somebody else."""
    return Result(port_out, False, barrier if port_out.state == PortOutState.RECEIVED else who_was_faster(port_out))


def barriers(rows: Iterable[PortOut], move: str) -> dict[Any, Words]:
    """Why some of these requests cannot be answered with the others; one query."""
    failed: dict[Any, list[str]] = {}
    checks = PortOutCheck.objects.filter(port_out__in=[row.pk for row in rows], verdict=CheckVerdict.FAILED)
    for check in checks.order_by("nature", "code"):
        codes = failed.setdefault(check.port_out_id, [])
        if check.code not in codes and stops(check, move):
            codes.append(check.code)
    found: dict[Any, Words] = {
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
