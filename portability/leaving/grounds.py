"""The checks whose failure is a legal ground of refusal; bills and commitments are none, and are not looked at.

Source: décisions ARCEP 2013-0830 and 2022-2148, CPCE L44-4.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bascule.workdays import WorkingDay, add_working_days, is_working_day, next_working_day
from operators.models import CustomerKind
from portability import rio as rios
from portability.deadlines import port_days, window_end
from portability.leaving.facts import Line, Whole, runs
from portability.leaving.findings import PASSED, Found, failed, ground, passed
from portability.models.number import NumberState
from portability.models.port_out import Refusal
from portability.quoting.facts import needs_rio


@ground(_("We serve the number"), Refusal.NOT_SERVED_BY_US)
def served_by_us(line: Line) -> Found:
    """Our stock decides; a register that contradicts it is for a human."""
    hop = line.last_hop
    left = hop is not None and not line.led_here
    if line.is_ours and not left:
        return PASSED
    evidence = {"state": line.owned.state if line.owned else "unknown"}
    if hop is not None and left:
        evidence |= {"operator": hop.operator.code if hop.operator else "", "since": hop.on.isoformat()}
    return failed(**evidence, **({"contested": True} if line.is_ours else {}))


@ground(_("The number is active"), Refusal.NUMBER_INACTIVE)
def active(line: Line) -> Found:
    """Active, or terminated so lately that it can still be claimed."""
    if not line.is_ours:
        return None
    state = line.owned.state if line.owned else "unknown"
    if state == NumberState.ACTIVE or is_claimable(line):
        return PASSED
    since = timezone.localdate(line.owned.state_since).isoformat() if line.owned else ""
    return failed(state=state, since=since)


@ground(_("A terminated number can still be claimed"), Refusal.NUMBER_INACTIVE)
def terminated_recently(line: Line) -> Found:
    if line.owned is None or line.owned.state != NumberState.QUARANTINED:
        return None
    ended = timezone.localdate(line.owned.state_since)
    until = ended + timedelta(days=line.whole.settings["rio_validity_days"])
    found = passed if is_claimable(line) else failed
    return found(terminated_on=ended.isoformat(), until=until.isoformat())


def is_claimable(line: Line) -> bool:
    """Décision ARCEP 2013-0830, article 12: the RIO stays valid for so many days after the termination."""
    if line.owned is None or line.owned.state != NumberState.QUARANTINED:
        return False
    ended = timezone.localdate(line.owned.state_since)
    return line.whole.today <= ended + timedelta(days=line.whole.settings["rio_validity_days"])


@ground(_("The RIO is there where it must be"), Refusal.RIO_MISSING)
def rio_present(line: Line) -> Found:
    if line.rio:
        return PASSED
    whole = line.whole
    is_needed = needs_rio(whole.port_out.customer_kind, whole.is_grouped, whole.settings)
    return failed(customer_kind=whole.port_out.customer_kind, grouped=whole.is_grouped) if is_needed else PASSED


@ground(_("The RIO is the one of this number"), Refusal.RIO_INVALID)
def rio(line: Line) -> Found:
    """Its key fits, and it is the one that we issued; the qualifier is never looked at."""
    if not line.rio or not line.is_ours:
        return None
    try:
        given = rios.parse(line.rio)
    except rios.MalformedRio:
        return failed(differs="format")
    if not rios.verify(given, line.national):
        return failed(differs="key")
    if given.operator_code not in line.whole.own_rio_codes:
        return failed(differs="operator", operator_code=given.operator_code)
    issued = line.owned.rio if line.owned else ""
    if issued and str(given) != issued and rios.parse(issued).reference != given.reference:
        return failed(differs="reference")
    return PASSED


@ground(_("No other port of the number is under way"), Refusal.PORT_IN_PROGRESS)
def no_open_port(line: Line) -> Found:
    return failed(reference=line.busy_with) if line.busy_with else PASSED


@ground(_("The request is complete"), Refusal.INCOMPLETE, whole=True)
def complete(whole: Whole) -> Found:
    """It says whose numbers and how to route them, and its main number is one of that customer."""
    lacks = list(lacking(whole))
    stays = {"stays": len(whole.stays), "staying": runs(whole.stays)} if whole.stays else {}
    return failed(lacks=lacks, **stays) if lacks else passed(**stays)


def lacking(whole: Whole) -> list[str]:
    port_out = whole.port_out
    theirs = {line.national for line in whole.lines} | set(whole.stays)
    routed = bool(port_out.routing_prefix) or all(comes_back(line) for line in whole.lines)
    return [
        *([] if port_out.asked.get("name") or port_out.purged_at else ["customer.name"]),
        *([] if routed else ["routing_prefix"]),
        *([] if port_out.main_number in {"", *theirs} else ["main_number"]),
    ]


def comes_back(line: Line) -> bool:
    """A number that goes back to its range holder needs no prefix."""
    return line.range_holder_id == line.whole.port_out.partner_id


@ground(_("The day can be kept"), Refusal.INCOMPLETE, whole=True)
def date(whole: Whole) -> Found:
    """A day on which people work, and not before the answer is due."""
    port_out, kind = whole.port_out, port_days(whole.settings)
    day = port_out.scheduled_on
    if not is_working_day(day, kind, port_out.area):
        after = next_working_day(day, kind, port_out.area)
        return failed(reason="not_working_day", earliest=after.isoformat())
    is_person = port_out.customer_kind == CustomerKind.PERSON
    answered = add_working_days(
        whole.today,
        whole.settings["answer_days_person" if is_person else "answer_days_business"],
        WorkingDay.OUVRABLE,
        port_out.area,
    )
    earliest = next_working_day(answered, kind, port_out.area)
    if day < earliest:
        return failed(reason="too_early", earliest=earliest.isoformat())
    if window_end(day, port_out.window) <= whole.port_out.received_at:
        return failed(reason="window_over", earliest=earliest.isoformat())
    return PASSED
