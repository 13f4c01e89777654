"""What people do with a request under way: each act is one move, and what they say of it one comment."""

from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bascule.lifecycle import Actor, name_of, perform
from bascule.models import DatedSetting
from bascule.workdays import add_working_days
from portability.deadlines import port_days
from portability.models import Comment, PortIn
from portability.ordering import check_date


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


@transaction.atomic
def act(port_in: PortIn, move: str, *, by: Actor, now: datetime, said: str = "", **facts: Any) -> PortIn:
    """Make one move; `said` is a reason's code, or words, which then become a comment beside the code `other`.

    Raises TransitionNotAllowed, PermissionDenied, or RuleRefused for a day on which nobody could port.
    """
    if day := facts.get("scheduled_on"):
        settings = DatedSetting.on(timezone.localdate(now))
        check_date(day, next_day(port_in, now), port_in.area, settings)
    code = said if said in ActReason.values else ActReason.OTHER.value if said else ""
    moved = perform(port_in, move, by=by, now=now, reason=code, **facts)
    if code == ActReason.OTHER and said != code:
        comment(moved, said, by=by, now=now, internal=False)
    return moved


def comment(port_in: PortIn, text: str, *, by: Any, now: datetime, internal: bool = True) -> Comment:
    user = by if getattr(by, "username", "") else None
    return Comment.objects.create(
        port_in=port_in, by=name_of(by), by_user=user, at=now, internal=internal, text=text[:2_000]
    )


def next_day(port_in: PortIn, now: datetime) -> date:
    """The first day to which a request can be put off: its donor knows it already, so the next working day."""
    today = timezone.localdate(now)
    return add_working_days(today, 1, port_days(DatedSetting.on(today)), port_in.area)
