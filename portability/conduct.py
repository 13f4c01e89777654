"""What people do with a request under way: each act is one move, and what they say of it one comment."""

from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bascule.lifecycle import Actor, perform
from bascule.models import DatedSetting
from bascule.rules import RuleRefused
from bascule.said import signed
from bascule.templatetags.moments import day as in_words
from bascule.workdays import add_working_days
from portability.deadlines import port_days
from portability.models import Comment, PortIn
from portability.models.port_in_state import PortInState
from portability.ordering import check_date

ON_THE_DAY = {"go", "no_go"}
PLANNED = {PortInState.ACCEPTED, PortInState.READY}


class ActReason(models.TextChoices):
    """Why somebody cancels, puts off, reports or undoes."""

    CUSTOMER_WITHDREW = "customer_withdrew", _("the customer withdrew")
    CUSTOMER_NOT_READY = "customer_not_ready", _("the customer is not ready")
    NOT_READY = "not_ready", _("we are not ready")
    MISTAKE = "mistake", _("ordered by mistake")
    NUMBERS_DEAD = "numbers_dead", _("the numbers do not ring")
    NUMBERS_PARTLY_DEAD = "numbers_partly_dead", _("some numbers do not ring")
    CONFIRMED_BY_PHONE = "confirmed_by_phone", _("confirmed by telephone")
    OTHER = "other", _("another reason")


class ClockReason(models.TextChoices):
    """Why a request moves without anybody's decision."""

    NOT_CONFIRMED = "not_confirmed", _("nobody confirmed in its window")
    WINDOW_MISSED = "window_missed", _("its window passed without a cut-over")
    DONOR_DAY = "donor_day", _("the donor chose the day")
    LINE_NOT_READY = "line_not_ready", _("its line is not ready")
    CUTOVER_FAILED = "cutover_failed", _("the donor could not cut over")


REASONS = dict(ActReason.choices) | dict(ClockReason.choices)


@transaction.atomic
def act(port_in: PortIn, move: str, *, by: Actor, now: datetime, said: str = "", **facts: Any) -> PortIn:
    """Make one move; `said` is a reason's code, or words, which then become a comment beside the code `other`.

    Raises TransitionNotAllowed, PermissionDenied, or RuleRefused for a day on which nobody could port, and for a go
    or no-go on another day than that of the port.
    """
    if move in ON_THE_DAY:
        check_the_day(port_in, now)
    if move == "go":
        check_the_line(port_in)
    if day := facts.get("scheduled_on"):
        today = timezone.localdate(now)
        check_date(day, next_day(port_in, now), port_in.area, DatedSetting.on(today), today=today)
    code = reason_code(said)
    moved = perform(port_in, move, by=by, now=now, reason=code, **facts)
    if code == ActReason.OTHER and said != code:
        comment(moved, said, by=by, now=now, internal=False)
    return moved


def reason_code(said: str) -> str:
    """A reason's code, `other` for words, nothing for nothing."""
    return said if said in ActReason.values else ActReason.OTHER.value if said else ""


def check_the_day(port_in: PortIn, now: datetime) -> None:
    """Refuse a go or no-go on another day; holds the row, so that the day is still the same when it is said."""
    planned = PortIn.objects.select_for_update(of=("self",)).get(pk=port_in.pk)
    if planned.state in PLANNED and not is_the_day(planned, timezone.localdate(now)):
        raise RuleRefused("not_the_day", why_not_today(planned))


def why_not_today(port_in: PortIn) -> str:
    """Which day it is planned for; of one that was put off, also why."""
    day = in_words(port_in.scheduled_on) if port_in.scheduled_on else "–"
    last = port_in.history.last()
    if last is None or last.event != "port_in.rescheduled":
        return gettext("The port is planned for %(day)s: go and no-go are said on that day.") % {"day": day}
    why = REASONS.get(last.reason, "")
    sentence = gettext("The port was put off to %(day)s: go and no-go are said on that day.")
    because = gettext("The port was put off to %(day)s (%(why)s): go and no-go are said on that day.")
    return (because if why else sentence) % {"day": day, "why": why}


def check_the_line(port_in: PortIn) -> None:
    """Refuse a go as long as the line for these numbers does not work."""
    if PortIn.objects.filter(pk=port_in.pk, waits_for_line=True).exists():
        raise RuleRefused("line_not_ready", gettext("The line for these numbers does not work yet."))


def is_the_day(port_in: PortIn, today: date) -> bool:
    return port_in.scheduled_on == today


def comment(port_in: PortIn, text: str, *, by: Any, now: datetime, internal: bool = True) -> Comment:
    return Comment.objects.create(port_in=port_in, internal=internal, text=text[:2_000], **signed(by, now))


def next_day(port_in: PortIn, now: datetime) -> date:
    """The first day to which a request can be put off: its donor knows it already, so the next working day."""
    today = timezone.localdate(now)
    return add_working_days(today, 1, port_days(DatedSetting.on(today)), port_in.area)
