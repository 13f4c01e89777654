"""What a counterpart's code means here, and what a rejected request waits for."""

from collections.abc import Iterable

from operators.models.reason import UNKNOWN
from portability.models import CounterpartReason, PortIn, RejectionReason
from portability.models.port_in_state import PortInState

LONGEST = 300


def reasons_for(counterpart: str, their_codes: Iterable[str]) -> dict[str, RejectionReason]:
    """Our reason for each of a counterpart's codes; a code that nobody has mapped yet stands for `unknown`."""
    wanted = set(their_codes)
    rows = CounterpartReason.objects.filter(counterpart=counterpart, their_code__in=wanted).select_related("reason")
    found = {row.their_code: row.reason for row in rows}
    if missing := wanted - set(found):
        found |= dict.fromkeys(missing, RejectionReason.objects.get(code=UNKNOWN))
    return found


def reason_for(counterpart: str, their_code: str) -> RejectionReason:
    return reasons_for(counterpart, [their_code])[their_code]


def their_words(their_code: str, text: str = "") -> str:
    """What a rejection keeps of the counterpart's own words: its code, and its text if there is one."""
    return f"{their_code}: {text}"[:LONGEST] if text else their_code[:LONGEST]


def by_code(codes: Iterable[str]) -> dict[str, RejectionReason]:
    """The reasons of these codes of ours; a code that is no longer there stands for `unknown`."""
    wanted = set(codes)
    if not wanted:
        return {}
    rows = {row.code: row for row in RejectionReason.objects.filter(code__in=wanted | {UNKNOWN})}
    return {code: rows[code] if code in rows else rows[UNKNOWN] for code in wanted}


def reason_of(port_in: PortIn) -> RejectionReason | None:
    """Why a request is rejected now; None when it is not."""
    if port_in.state != PortInState.REJECTED:
        return None
    return by_code([port_in.rejection_code])[port_in.rejection_code]


def recognise(mapping: CounterpartReason) -> int:
    """Give the requests that wait under `unknown` the reason that their code has from now on; how many there were."""
    waiting = PortIn.objects.filter(state=PortInState.REJECTED, rejection_code=UNKNOWN)
    theirs = waiting.filter(rejection_text=mapping.their_code) | waiting.filter(
        rejection_text__startswith=f"{mapping.their_code}: "
    )
    return theirs.update(rejection_code=mapping.reason.code)
