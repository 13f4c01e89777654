"""The day of an accepted request, as its recipient changes it: the go of its cut-over, and another day."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import Actor, perform
from bascule.models import DatedSetting
from bascule.rules import RuleRefused
from bascule.workdays import add_working_days
from portability.conduct import reason_code
from portability.deadlines import port_days, window_start
from portability.models import PortOut
from portability.models.port_out import PortOutState
from portability.ordering import check_date


def go(port_out: PortOut, *, by: Actor, now: datetime) -> PortOut:
    """The recipient is ready: the numbers are let go at once. Raises RuleRefused before the day of the port."""

    def on_the_day(held: PortOut) -> None:
        if held.scheduled_on > timezone.localdate(now):
            raise RuleRefused("not_the_day", _("The go is said on the day of the port."))

    return move(port_out, "go", on_the_day, by=by, now=now)


def reschedule(
    port_out: PortOut, day: date, *, by: Actor, now: datetime, window: str = "", reason: str = ""
) -> PortOut:
    """Put an accepted request off. Raises RuleRefused for a day on which it cannot be, TransitionNotAllowed."""

    def to_a_possible_day(held: PortOut) -> None:
        check_new_day(held, day, window or held.window, now)

    facts = {"reason": reason_code(reason), "scheduled_on": day, "window": window}
    return move(port_out, "reschedule", to_a_possible_day, by=by, now=now, **facts)


@transaction.atomic
def move(
    port_out: PortOut, name: str, check: Callable[[PortOut], None], *, by: Actor, now: datetime, **said: Any
) -> PortOut:
    """Make a move of an accepted request once it passed a check, and hold it meanwhile: its day may not change."""
    held = PortOut.objects.select_for_update(of=("self",)).get(pk=port_out.pk)
    if held.state != PortOutState.ACCEPTED:
        raise TransitionNotAllowed(f"{held} is {held.state}", object=held)
    check(held)
    return perform(held, name, by=by, now=now, **said)


def check_new_day(port_out: PortOut, day: date, window: str, now: datetime) -> None:
    """Refuse what is not later than the day agreed, or on which nobody works there."""
    today = timezone.localdate(now)
    settings = DatedSetting.on(today)
    check_date(day, first_day(port_out, window, now), port_out.area, settings, today=today)


def first_day(port_out: PortOut, window: str, now: datetime) -> date:
    """The first day for this window: a later window of the day agreed will do, as long as it has not begun."""
    today = timezone.localdate(now)
    day = max(port_out.scheduled_on, today)
    agreed = window_start(port_out.scheduled_on, port_out.window)
    if window_start(day, window) > max(agreed, now):
        return day
    return add_working_days(day, 1, port_days(DatedSetting.on(today)), port_out.area)
