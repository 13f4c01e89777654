"""Answers without a human: the first rule that fits decides; none, or one that says so, leaves it to a human.

A rule accepts only what no check speaks against. It refuses only where every number has a ground that is certain.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from bascule.lifecycle import SYSTEM
from bascule.rules import RuleRefused
from portability.leaving.answering import Verdict, answer
from portability.leaving.checks import GROUNDS
from portability.models import AnswerRule, PortOut, PortOutCheck, PortOutNumber
from portability.models.answer_rule import RuleAction
from portability.models.port_out import CheckVerdict

CERTAIN = {"rio", "served_by_us"}
"""The checks whose failure needs nobody's judgement, unless they found something that contradicts itself."""


def apply(port_outs: Sequence[PortOut], now: datetime) -> dict[UUID, PortOut]:
    """Answer those of these requests that a rule answers, and return them as they are then, by key."""
    rules = list(AnswerRule.objects.filter(active=True))
    if not rules or not port_outs:
        return {}
    failed = failures(port_outs)
    numbers = numbers_of(port_outs)
    answered = {}
    for port_out in port_outs:
        chosen = next(
            (found for rule in rules if (found := decided(rule, port_out, numbers[port_out.pk], failed[port_out.pk]))),
            None,
        )
        if chosen and chosen[1]:
            rule, answers = chosen
            try:
                answered[port_out.pk] = answer(port_out, answers, by=SYSTEM, now=now, reason=f"rule:{rule.pk}")
            except RuleRefused:
                # Something has changed since the checks: a human looks at it.
                continue
    return answered


def decided(
    rule: AnswerRule, port_out: PortOut, numbers: Sequence[str], failed: Sequence[PortOutCheck]
) -> tuple[AnswerRule, Mapping[str, Verdict]] | None:
    """What a rule that fits makes of a request (no answers: a human's work); None when it does not fit."""
    if not is_about(rule, port_out, len(numbers)):
        return None
    if rule.action == RuleAction.HUMAN:
        return rule, {}
    if rule.action == RuleAction.ACCEPT:
        return None if failed else (rule, dict.fromkeys(numbers, Verdict(accepted=True)))
    certain = {check.national: check for check in failed if is_certain(check)}
    if not all(number in certain for number in numbers):
        return None
    refusals = {number: GROUNDS[certain[number].code].refusal for number in numbers}
    return rule, {number: Verdict(accepted=False, refusal=refusal) for number, refusal in refusals.items()}


def is_about(rule: AnswerRule, port_out: PortOut, count: int) -> bool:
    return (
        rule.recipient_id in {None, port_out.partner_id}
        and rule.customer_kind in {"", port_out.customer_kind}
        and count <= rule.most_numbers
    )


def is_certain(check: PortOutCheck) -> bool:
    return check.code in CERTAIN and bool(check.national) and not check.evidence.get("contested")


def failures(port_outs: Sequence[PortOut]) -> dict[UUID, list[PortOutCheck]]:
    found: dict[UUID, list[PortOutCheck]] = {port_out.pk: [] for port_out in port_outs}
    for check in PortOutCheck.objects.filter(port_out__in=port_outs, verdict=CheckVerdict.FAILED):
        found[check.port_out_id].append(check)
    return found


def numbers_of(port_outs: Sequence[PortOut]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {port_out.pk: [] for port_out in port_outs}
    lines = PortOutNumber.objects.filter(port_out__in=port_outs).order_by("national")
    for key, national in lines.values_list("port_out_id", "national"):
        found[key].append(national)
    return found
