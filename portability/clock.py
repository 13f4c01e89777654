"""What the clock does with incoming ports: each function takes `now` and moves all that are due, set-based.

The days are those of each request's own calendar. Safe to run twice, and to be killed anywhere.
"""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from bascule.lifecycle import SYSTEM, Outcome, perform_many
from bascule.models import DatedSetting
from bascule.workdays import Area, add_working_days, is_working_day
from portability.conduct import ClockReason
from portability.deadlines import WINDOWS, Window, port_days, window_end, window_start
from portability.models import PortIn
from portability.models.port_in_state import Cutover, Fallback, PortInState
from portability.patience import patience, silent

PLANNED = [PortInState.ACCEPTED, PortInState.READY]


def send_ordered(now: datetime) -> Outcome:
    """The requests that were ordered, or corrected, since the last time: into the outbox."""
    return perform_many(PortIn.objects.filter(state=PortInState.ORDERED), "send", by=SYSTEM, now=now)


def chase_answers(now: datetime) -> Outcome:
    """The requests without an answer whose day is the next working day, or is over: once a day, when people work.

    On a Friday that looks to Monday, and over a holiday of the customer's own area to the day behind it. Whoever has
    let so many reminders pass reads no other one: a supervisor calls.
    """
    today = timezone.localdate(now)
    settings = DatedSetting.on(today)
    kind, most = port_days(settings), settings["chases_before_escalation"]
    near = Q(pk__in=[])
    for area in Area:
        if is_working_day(today, kind, area):
            near |= Q(area=area, scheduled_on__lte=add_working_days(today, 1, kind, area))
    waiting = PortIn.objects.filter(near, state__in=PortInState.unanswered(), chases__lt=most).exclude(chased_on=today)
    return perform_many(waiting, "chase", by=SYSTEM, now=now)


class Started(NamedTuple):
    """What the start of a window did."""

    ready: Outcome
    gone: Outcome


def start_cutovers(now: datetime) -> Started:
    """The day has come; and an automatic cut-over whose window is open needs nobody's go."""
    today = timezone.localdate(now)
    of_today = PortIn.objects.filter(scheduled_on=today, waits_for_line=False)
    ready = perform_many(of_today.filter(state=PortInState.ACCEPTED), "start", by=SYSTEM, now=now)
    automatic = of_today.filter(
        state=PortInState.READY, cutover=Cutover.AUTOMATIC, go_at=None, window__in=open_windows(now)
    )
    return Started(ready, perform_many(automatic, "go", by=SYSTEM, now=now))


def open_windows(now: datetime) -> list[Window]:
    today = timezone.localdate(now)
    return [window for window in WINDOWS if window_start(today, window) <= now < window_end(today, window)]


class Ended(NamedTuple):
    """What the end of a window did with the cut-overs that had no go."""

    gone: Outcome
    put_off: Outcome


def end_windows(now: datetime) -> Ended:
    """A live cut-over that nobody confirmed falls back as it was ordered; whatever else missed its window is put off.

    A cut-over of an earlier day is always put off: nobody agreed on today; so is one whose line is not there. A
    customer who has let too many days pass has no other one: the request stays, until a supervisor has called.
    """
    today = timezone.localdate(now)
    over = PortIn.objects.filter(missed(now), state__in=PLANNED, go_at=None)
    with_line = over.filter(waits_for_line=False)
    forced = with_line.filter(scheduled_on=today, cutover=Cutover.LIVE, fallback=Fallback.AUTOMATIC)
    perform_many(forced.filter(state=PortInState.ACCEPTED), "start", by=SYSTEM, now=now)
    reason = ClockReason.NOT_CONFIRMED
    gone = perform_many(forced.filter(state=PortInState.READY), "go", by=SYSTEM, now=now, reason=reason)
    put_off = Outcome()
    settings = DatedSetting.on(today)
    over = over.exclude(silent(patience(now))).exclude(pk__in=forced)
    for area, live, waits in sorted(set(over.values_list("area", "cutover", "waits_for_line"))):
        rows = over.filter(area=area, cutover=live, waits_for_line=waits)
        day = add_working_days(today, 1, port_days(settings), area)
        why = ClockReason.NOT_CONFIRMED if live == Cutover.LIVE else ClockReason.WINDOW_MISSED
        why = ClockReason.LINE_NOT_READY if waits else why
        done = perform_many(rows, "put_off", by=SYSTEM, now=now, reason=why, scheduled_on=day)
        put_off.moved += done.moved
        put_off.refused += done.refused
    return Ended(gone, put_off)


def missed(now: datetime) -> Q:
    """Planned for a window that is over."""
    today = timezone.localdate(now)
    ended = [window for window in WINDOWS if window_end(today, window) <= now]
    return Q(scheduled_on__lt=today) | Q(scheduled_on=today, window__in=ended)
