"""Every check of a request, run over all its numbers at once: a row for each thing found, and one a check in sum.

A row without a number is about the whole request; of a check of numbers it says how many passed and failed. What
failed, and what passed for a reason worth telling, has a row of its own number.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction

from portability.leaving import attention, grounds  # noqa: F401  (enrol their checks)
from portability.leaving.facts import Line, Whole, gather
from portability.leaving.findings import CHECKS, Check, Result
from portability.models import PortOut, PortOutCheck
from portability.models.port_out import CheckNature, CheckVerdict

GROUNDS = {check.code: check for check in CHECKS.values() if check.nature == CheckNature.GROUND}
SIGNALS = {check.code: check for check in CHECKS.values() if check.nature == CheckNature.SIGNAL}
FRAUD = {check.code for check in SIGNALS.values() if check.fraud}


@transaction.atomic
def run(port_outs: Sequence[PortOut], now: datetime) -> None:
    """Check requests as things stand now, in place of what was found before; a constant number of queries."""
    found = [row for whole in gather(port_outs, now) for row in look(whole)]
    PortOutCheck.objects.filter(port_out__in=port_outs).delete()
    PortOutCheck.objects.bulk_create(found, batch_size=1_000)
    suspicious = {
        row.port_out_id for row in found if row.nature == CheckNature.SIGNAL and row.verdict == CheckVerdict.FAILED
    }
    for port_out in port_outs:
        port_out.suspicious = port_out.pk in suspicious
    keys = [port_out.pk for port_out in port_outs]
    PortOut.objects.filter(pk__in=suspicious).update(suspicious=True)
    PortOut.objects.filter(pk__in=set(keys) - suspicious).update(suspicious=False)


def look(whole: Whole) -> Iterator[PortOutCheck]:
    # The grounds first: some signals count what they found.
    for check in (*GROUNDS.values(), *SIGNALS.values()):
        yield from look_at_numbers(check, whole) if check.of_numbers else look_at_all(check, whole)


def look_at_all(check: Check, whole: Whole) -> Iterator[PortOutCheck]:
    result = check.look(whole)
    if result is not None:
        yield row(check, whole, "", result)


def look_at_numbers(check: Check, whole: Whole) -> Iterator[PortOutCheck]:
    passed = failed = 0
    for line in whole.lines:
        result = check.look(line)
        if result is None:
            continue
        passed += result.ok
        failed += not result.ok
        note(whole, check, line, result)
        if result.evidence or not result.ok:
            yield row(check, whole, line.national, result)
    if passed or failed:
        yield row(check, whole, "", Result(not failed, {"passed": passed, "failed": failed}))


def note(whole: Whole, check: Check, line: Line, result: Result) -> None:
    if check.code == "rio" and not result.ok:
        whole.wrong_rios += 1


def row(check: Check, whole: Whole, national: str, result: Result) -> PortOutCheck:
    return PortOutCheck(
        port_out=whole.port_out,
        national=national,
        code=check.code,
        nature=check.nature,
        verdict=CheckVerdict.PASSED if result.ok else CheckVerdict.FAILED,
        evidence=dict(result.evidence),
    )
