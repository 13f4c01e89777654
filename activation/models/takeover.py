"""A line that changed hands by mistake (écrasement à tort): a file with its clock until it is given back."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from activation.models.order import UnbundlingOrder
from activation.models.subscription import Subscription
from bascule.models import Record, StateField
from bascule.workdays import WorkingDay
from operators.models import Operator
from portability.deadlines import days_later


class TakeoverState(models.TextChoices):
    OPEN = "open", _("open")
    RESTORED = "restored", _("given back")
    DISMISSED = "dismissed", _("not wrongful")


class TakeoverSide(models.TextChoices):
    TAKEN_FROM_US = "taken_from_us", _("taken from us")
    TAKEN_BY_US = "taken_by_us", _("taken by us")


class Takeover(Record):
    """One line taken by mistake. Source of its clock: the commitment of the operators, 2009."""

    KIND = "takeover"
    REFERENCE_LETTERS = "WT"

    partner = models.ForeignKey(
        Operator, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("came through")
    )
    state = StateField(_("state"), default=TakeoverState.OPEN, choices=TakeoverState)
    side = models.CharField(_("side"), max_length=14, choices=TakeoverSide)
    line_number = models.CharField(_("line number"), max_length=14)
    subscription = models.ForeignKey(
        Subscription, models.PROTECT, null=True, blank=True, related_name="takeovers", verbose_name=_("subscription")
    )
    order = models.ForeignKey(
        UnbundlingOrder, models.PROTECT, null=True, blank=True, related_name="takeovers", verbose_name=_("order")
    )
    other = models.ForeignKey(
        Operator, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("other operator")
    )
    area = models.CharField(_("calendar"), max_length=30, default="metropole", help_text=_("Whose public holidays."))
    opened_on = models.DateField(_("opened on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("line taken by mistake")
        verbose_name_plural = _("lines taken by mistake")
        ordering = ["-created_at"]
        permissions = [("end_takeover", _("Can end the file of a line taken by mistake"))]
        constraints = [
            models.UniqueConstraint(fields=["line_number"], condition=Q(state="open"), name="one_open_file_a_line"),
            models.CheckConstraint(condition=Q(state="open") | Q(ended_on__isnull=False), name="a_file_says_its_end"),
        ]

    def deadline(self, settings: Mapping[str, int]) -> datetime | None:
        """A line is given back within seven jours ouvrables."""
        if self.state != TakeoverState.OPEN:
            return None
        return days_later(self.state_since, settings["takeover_days"], WorkingDay.OUVRABLE, self.area)

    @classmethod
    def settle(cls, moved: Sequence["Takeover"], name: str) -> None:
        """What we took is given up at the incumbent: `activation.following`."""
        from activation.following import follow  # it looks at the models itself

        follow(moved, name)

    @transition(
        state,
        TakeoverState.OPEN,
        TakeoverState.RESTORED,
        permission="activation.end_takeover",
        custom={"event": "restored", "label": _("Given back")},
    )
    def restore(self, *, now: datetime) -> None:
        self.ended_on = timezone.localdate(now)

    @transition(
        state,
        TakeoverState.OPEN,
        TakeoverState.DISMISSED,
        permission="activation.end_takeover",
        custom={"event": "dismissed", "label": _("Not wrongful")},
    )
    def dismiss(self, *, now: datetime) -> None:
        self.ended_on = timezone.localdate(now)
