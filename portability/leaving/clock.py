"""What the clock does with outgoing ports: each function takes `now`; safe to run twice, and to be killed anywhere."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from bascule.lifecycle import SYSTEM, Outcome, perform_many
from bascule.models import DatedSetting
from bascule.workdays import add_working_days
from portability.conduct import ClockReason
from portability.deadlines import WINDOWS, port_days, window_end, window_start
from portability.leaving.closing import LateClosing, late_closings
from portability.models import ClosingItem, PortOut
from portability.models.port_in_state import Cutover, Fallback
from portability.models.port_out import PortOutState


def execute_due(now: datetime) -> Outcome:
    """Let go what was accepted for a window that has begun, today or earlier; a live cut-over waits for its go."""
    today = timezone.localdate(now)
    begun = [window for window in WINDOWS if window_start(today, window) <= now]
    due = PortOut.objects.filter(planned_for(today, begun), state=PortOutState.ACCEPTED, cutover=Cutover.AUTOMATIC)
    return perform_many(due, "release", by=SYSTEM, now=now)


class Ended(NamedTuple):
    """What the end of a window did with the live cut-overs that had no go."""

    gone: Outcome
    put_off: Outcome


def end_windows(now: datetime) -> Ended:
    """A live cut-over whose recipient said no go falls back as agreed.

    One of an earlier day is always put off: nobody agreed on today. A recipient that has let too many days pass has
    no other one: the request stays where it is, until a supervisor has called.
    """
    today = timezone.localdate(now)
    most = DatedSetting.on(today)["put_offs_before_escalation"]
    ended = [window for window in WINDOWS if window_end(today, window) <= now]
    live = PortOut.objects.filter(planned_for(today, ended), state=PortOutState.ACCEPTED, cutover=Cutover.LIVE)
    forced = live.filter(scheduled_on=today, fallback=Fallback.AUTOMATIC)
    gone = perform_many(forced, "release", by=SYSTEM, now=now, reason=ClockReason.NOT_CONFIRMED)
    return Ended(gone, put_off(live.filter(put_offs__lt=most).exclude(pk__in=forced), now))


def planned_for(today: date, windows: Sequence[str]) -> Q:
    """Planned for one of these windows of today, or for an earlier day."""
    return Q(scheduled_on__lt=today) | Q(scheduled_on=today, window__in=windows)


def put_off(rows: QuerySet[PortOut], now: datetime) -> Outcome:
    """To the next working day of each calendar."""
    outcome, today = Outcome(), timezone.localdate(now)
    kind, reason = port_days(DatedSetting.on(today)), ClockReason.NOT_CONFIRMED
    for area in sorted(set(rows.values_list("area", flat=True))):
        day = add_working_days(today, 1, kind, area)
        late = rows.filter(area=area)
        done = perform_many(late, "put_off", by=SYSTEM, now=now, reason=reason, scheduled_on=day)
        outcome.moved += done.moved
        outcome.refused += done.refused
    return outcome


class Checked(NamedTuple):
    """What became of the released requests, and what is late."""

    closed: Outcome
    late: list[LateClosing]


def check_released(now: datetime) -> Checked:
    """Close what is done, for a process may have been killed in between; and say what is late."""
    undone = ClosingItem.objects.filter(port_out=OuterRef("pk"), done_at=None)
    done = PortOut.objects.filter(~Exists(undone), state=PortOutState.RELEASED)
    return Checked(perform_many(done, "close", by=SYSTEM, now=now), late_closings(now))
