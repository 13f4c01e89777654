"""What a code of the incumbent means here, and what a subscription waits for."""

from collections.abc import Iterable

from django.db.models import Q

from activation.models import FailureReason, IncumbentCode, Subscription, SubscriptionState, UnbundlingOrder
from operators.models.reason import UNKNOWN

LONGEST = 300


def reasons_for(their_codes: Iterable[str]) -> dict[str, FailureReason]:
    """Our reason for each of the incumbent's codes; a code that nobody has mapped yet stands for `unknown`."""
    wanted = set(their_codes)
    rows = IncumbentCode.objects.filter(their_code__in=wanted).select_related("reason")
    found = {row.their_code: row.reason for row in rows}
    if missing := wanted - set(found):
        found |= dict.fromkeys(missing, FailureReason.objects.get(code=UNKNOWN))
    return found


def reason_for(their_code: str) -> FailureReason:
    return reasons_for([their_code])[their_code]


def their_words(their_code: str, text: str = "") -> str:
    """What a failure keeps of the incumbent's own words: its code, and its text if there is one."""
    return f"{their_code}: {text}"[:LONGEST] if text else their_code[:LONGEST]


def by_code(codes: Iterable[str]) -> dict[str, FailureReason]:
    """The reasons of these codes of ours; a code that is no longer there stands for `unknown`."""
    wanted = set(codes)
    if not wanted:
        return {}
    rows = {row.code: row for row in FailureReason.objects.filter(code__in=wanted | {UNKNOWN})}
    return {code: rows[code] if code in rows else rows[UNKNOWN] for code in wanted}


def reason_of(subscription: Subscription) -> FailureReason | None:
    """Why the customer must be called; None when nobody has to call."""
    if subscription.state != SubscriptionState.WAITING_FOR_CUSTOMER:
        return None
    return by_code([subscription.waits_for])[subscription.waits_for]


def recognise(mapping: IncumbentCode) -> int:
    """Give those who wait under `unknown` the reason that their code has from now on; how many subscriptions wait."""
    code = mapping.reason.code
    orders = UnbundlingOrder.objects.filter(failure_code=UNKNOWN)
    orders.filter(in_words_of(mapping, "failure_text")).update(failure_code=code)
    waiting = Subscription.objects.to_call().filter(waits_for=UNKNOWN)
    return waiting.filter(in_words_of(mapping, "waits_for_text")).update(waits_for=code)


def in_words_of(mapping: IncumbentCode, column: str) -> Q:
    """What was kept of their words begins with this code."""
    return Q((column, mapping.their_code), (f"{column}__startswith", f"{mapping.their_code}: "), _connector=Q.OR)
