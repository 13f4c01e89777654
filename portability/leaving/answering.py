"""The answer to a request, number by number, and its cancellation."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import Actor, perform
from bascule.rules import RuleRefused
from portability.conduct import reason_code
from portability.leaving.checks import GROUNDS
from portability.models import Number, PortOut, PortOutCheck, PortOutNumber
from portability.models.number import NumberState
from portability.models.port_out import Answer, CheckNature, CheckVerdict, PortOutState, Refusal, may_answer

CAN_GO = [NumberState.ACTIVE, NumberState.QUARANTINED]
TYPED = {Refusal.INCOMPLETE, Refusal.PORT_IN_PROGRESS, Refusal.NUMBER_INACTIVE}
"""What people may know better than our own stock; all other grounds stand in a check, or do not stand."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is answered of one number. The evidence of a refusal may be left to the check that failed."""

    accepted: bool
    refusal: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict)


def answer(port_out: PortOut, answers: Mapping[str, Verdict], *, by: Actor, now: datetime, reason: str = "") -> PortOut:
    """Answer each number of a request, and return it: accepted when at least one is, else refused.

    Raises RuleRefused with the field `numbers.NATIONAL` for an answer that the law or our own stock does not allow,
    TransitionNotAllowed when somebody was faster, and PermissionDenied; then nothing is written.
    """
    try:
        with transaction.atomic():
            return give(port_out, answers, by=by, now=now, reason=reason)
    except IntegrityError:
        # Somebody promised one of the numbers between our look and our answer.
        check_not_promised([national for national, verdict in answers.items() if verdict.accepted], port_out)
        raise


def accept_all(port_out: PortOut, *, by: Actor, now: datetime, reason: str = "") -> PortOut:
    """Let every number go. Raises like `answer`."""
    nationals = port_out.numbers.values_list("national", flat=True)
    return answer(port_out, dict.fromkeys(nationals, Verdict(accepted=True)), by=by, now=now, reason=reason)


def cancel(port_out: PortOut, *, by: Actor, now: datetime, reason: str = "") -> PortOut:
    """The recipient withdraws its request. Raises TransitionNotAllowed once the numbers are gone."""
    return perform(port_out, "cancel", by=by, now=now, reason=reason_code(reason))


def give(port_out: PortOut, answers: Mapping[str, Verdict], *, by: Actor, now: datetime, reason: str) -> PortOut:
    held = hold(port_out, by)
    lines = list(held.numbers.all())
    check_covered(lines, answers)
    evidence = Evidence.of(held)
    accepted = [line.national for line in lines if answers[line.national].accepted]
    refused = [evidence.refused(line, answers[line.national]) for line in lines if not answers[line.national].accepted]
    check_can_go(accepted)
    check_not_promised(accepted, held)
    held.numbers.filter(national__among=accepted).update(answer=Answer.ACCEPTED)
    write_refused(refused)
    facts: dict[str, Any] = {"refused": len(refused), "grounds": sorted({line.refusal for line in refused})}
    if accepted:
        return perform(held, "accept", by=by, now=now, reason=reason, accepted=len(accepted), **facts)
    return perform(held, "refuse", by=by, now=now, reason=reason, **facts)


def write_refused(lines: Sequence[PortOutNumber]) -> None:
    """As one insert that finds every row there: ten thousand evidences in one update take ten times as long."""
    PortOutNumber.objects.bulk_create(
        lines,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["port_out", "national"],
        update_fields=["answer", "refusal", "evidence"],
    )


def hold(port_out: PortOut, by: Actor) -> PortOut:
    """The request as it is now, held until the answer is written: the second of two people comes too late."""
    held = PortOut.objects.select_for_update(of=("self",)).get(pk=port_out.pk)
    if held.state != PortOutState.RECEIVED:
        raise TransitionNotAllowed(f"{held} is {held.state}", object=held)
    if not may_answer(held, by):
        raise PermissionDenied(_("You may not do this."))
    return held


def check_covered(lines: Sequence[PortOutNumber], answers: Mapping[str, Verdict]) -> None:
    """Every number has its answer, and nothing else has."""
    asked = {line.national for line in lines}
    for national in asked - answers.keys():
        raise RuleRefused("answer_missing", _("Answer this number too."), field=f"numbers.{national}")
    for national in answers.keys() - asked:
        raise RuleRefused("unknown_number", _("Nobody asks for this number."), field=f"numbers.{national}")


def check_can_go(nationals: Sequence[str]) -> None:
    """What we do not serve is not ours to give, whoever asks for it.

    The numbers are held in one order: two answers that share some would wait for each other for ever.
    """
    rows = Number.objects.among(nationals).filter(state__in=CAN_GO).order_by("national").select_for_update()
    ours = set(rows.values_list("national", flat=True))
    for national in nationals:
        if national not in ours:
            sentence = _("We do not serve this number: nobody can let it go here.")
            raise RuleRefused(Refusal.NOT_SERVED_BY_US.value, sentence, field=f"numbers.{national}")


def check_not_promised(nationals: Sequence[str], port_out: PortOut) -> None:
    promised = PortOutNumber.objects.filter(national__among=nationals, promised=True).exclude(port_out=port_out)
    for national, reference in promised.values_list("national", "port_out__reference"):
        sentence = _("This number is promised already, by %(reference)s.") % {"reference": reference}
        code = Refusal.PORT_IN_PROGRESS.value
        raise RuleRefused(code, sentence, field=f"numbers.{national}", reference=reference)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the checks found against each number, by ground; what concerns the whole request stands under ""."""

    failed: Mapping[str, Mapping[str, dict[str, Any]]]

    @classmethod
    def of(cls, port_out: PortOut) -> "Evidence":
        found: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
        rows = PortOutCheck.objects.filter(port_out=port_out, nature=CheckNature.GROUND, verdict=CheckVerdict.FAILED)
        for row in rows:
            check = GROUNDS[row.code]
            if bool(row.national) == check.of_numbers:
                found[row.national].setdefault(check.refusal, {"check": row.code, **row.evidence})
        return cls(found)

    def refused(self, line: PortOutNumber, verdict: Verdict) -> PortOutNumber:
        """The number with its legal ground and its evidence. Raises RuleRefused without either."""
        field_name = f"numbers.{line.national}"
        if verdict.refusal not in Refusal.values:
            raise RuleRefused("ground_not_legal", _("The law knows no such ground of refusal."), field=field_name)
        found = self.against(line.national).get(verdict.refusal)
        if found is None and not (verdict.evidence and verdict.refusal in TYPED):
            sentence = _("Nothing shows this ground: its check did not fail.")
            raise RuleRefused("ground_needs_evidence", sentence, field=field_name)
        evidence = {**(found or {"check": "typed"}), **verdict.evidence}
        return PortOutNumber(
            port_out_id=line.port_out_id,
            national=line.national,
            rio=line.rio,
            answer=Answer.REFUSED,
            refusal=verdict.refusal,
            evidence=evidence,
        )

    def against(self, national: str) -> dict[str, dict[str, Any]]:
        """The grounds that stand against a number, its own and those of the whole request, with their evidence."""
        return {**self.failed.get("", {}), **self.failed.get(national, {})}
