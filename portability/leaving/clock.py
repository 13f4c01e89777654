"""What the clock does with outgoing ports: each function takes `now`; safe to run twice, and to be killed anywhere."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from bascule.lifecycle import SYSTEM, Outcome, perform_many
from portability.deadlines import WINDOWS, window_start
from portability.leaving.closing import LateClosing, late_closings
from portability.models import ClosingItem, PortOut
from portability.models.port_out import PortOutState


def execute_due(now: datetime) -> Outcome:
    """Let go what was accepted for a window that has begun, today or earlier."""
    today = timezone.localdate(now)
    begun = [window for window in WINDOWS if window_start(today, window) <= now]
    due = Q(scheduled_on__lt=today) | Q(scheduled_on=today, window__in=begun)
    return perform_many(PortOut.objects.filter(due, state=PortOutState.ACCEPTED), "release", by=SYSTEM, now=now)


class Checked(NamedTuple):
    """What became of the released requests, and what is late."""

    closed: Outcome
    late: list[LateClosing]


def check_released(now: datetime) -> Checked:
    """Close what is done, for a process may have been killed in between; and say what is late."""
    undone = ClosingItem.objects.filter(port_out=OuterRef("pk"), done_at=None)
    done = PortOut.objects.filter(~Exists(undone), state=PortOutState.RELEASED)
    return Checked(perform_many(done, "close", by=SYSTEM, now=now), late_closings(now))
