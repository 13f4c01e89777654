"""Numbers that go back to their range holder once nobody uses them, and files of wrongful ports."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from bascule.lifecycle import system_only
from bascule.models import Life, Record, StateField
from bascule.workdays import WorkingDay
from operators.models import Operator
from portability.deadlines import days_later, end_of
from portability.models.port_in import PortIn
from portability.models.port_out import PortOut


class ReturnState(models.TextChoices):
    QUARANTINED = "quarantined", _("in quarantine")
    DUE = "due", _("to be given back")
    RETURNED = "returned", _("given back")
    WITHDRAWN = "withdrawn", _("in use again")

    @classmethod
    def open(cls) -> list["ReturnState"]:
        return [cls.QUARANTINED, cls.DUE]


class ReturnWay(models.TextChoices):
    OWED = "owed", _("we owe it")
    DUE_TO_US = "due_to_us", _("it is owed to us")


def may_go_back(record: Any) -> bool:
    """Ours only once nobody may claim the number any more; theirs whenever they give it."""
    return record.state == ReturnState.DUE or record.way == ReturnWay.DUE_TO_US


class NumberReturnQuerySet(models.QuerySet["NumberReturn"]):
    def open(self) -> "NumberReturnQuerySet":
        return self.filter(state__in=ReturnState.open())

    def among(self, nationals: Iterable[str]) -> "NumberReturnQuerySet":
        return self.filter(national__among=nationals)


class NumberReturn(Life):
    """A ported number at the end of its life: quarantine, then back to the operator that ARCEP gave its range to."""

    KIND = "number_return"

    national = models.CharField(_("number"), max_length=14)
    way = models.CharField(_("way"), max_length=10, choices=ReturnWay)
    state = StateField(_("state"), default=ReturnState.QUARANTINED, choices=ReturnState)
    other = models.ForeignKey(Operator, models.PROTECT, related_name="+", verbose_name=_("other operator"))
    terminated_on = models.DateField(_("terminated on"))
    quarantined_until = models.DateField(_("in quarantine until"))
    returned_on = models.DateField(_("given back on"), null=True, blank=True)

    objects = NumberReturnQuerySet.as_manager()

    class Meta(Life.Meta):
        verbose_name = _("number return")
        verbose_name_plural = _("number returns")
        ordering = ["quarantined_until", "national"]
        constraints = [
            models.UniqueConstraint(
                fields=["national"],
                condition=Q(state__in=["quarantined", "due"]),
                name="one_open_return_a_number",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | Q(returned_on__isnull=False), name="a_returned_number_says_when"
            ),
        ]

    def __str__(self) -> str:
        return self.national

    @property
    def reference(self) -> str:
        return self.national

    def deadline(self, settings: Mapping[str, int]) -> datetime | None:
        """The quarantine first; then it is given back within a few days."""
        if self.state == ReturnState.QUARANTINED:
            return end_of(self.quarantined_until)
        if self.state == ReturnState.DUE:
            return days_later(self.state_since, settings["return_days"], WorkingDay.OUVRE, "metropole")
        return None

    @classmethod
    def settle(cls, moved: Sequence["NumberReturn"], name: str) -> None:
        """The register, our stock and everybody else follow: `portability.returns`."""
        from portability.returns import follow

        follow(moved, name)

    @transition(
        state,
        ReturnState.QUARANTINED,
        ReturnState.DUE,
        permission=system_only,
        custom={"event": "due", "label": _("End the quarantine")},
    )
    def fall_due(self, *, now: datetime) -> None:
        """Nobody may claim the number any more."""

    @transition(
        state,
        [ReturnState.QUARANTINED, ReturnState.DUE],
        ReturnState.RETURNED,
        conditions=[may_go_back],
        permission="portability.change_numberreturn",
        custom={"event": "returned", "label": _("Given back")},
    )
    def give_back(self, *, now: datetime) -> None:
        """The range holder has it again."""
        self.returned_on = timezone.localdate(now)

    @transition(
        state,
        [ReturnState.QUARANTINED, ReturnState.DUE],
        ReturnState.WITHDRAWN,
        permission=system_only,
        custom={"event": "withdrawn", "label": _("In use again")},
    )
    def withdraw(self, *, now: datetime) -> None:
        """Its customer claimed it, or came back, before it was given back."""


class RestorationState(models.TextChoices):
    OPEN = "open", _("open")
    RESTORED = "restored", _("restored")
    REJECTED = "rejected", _("not wrongful")


class RestorationSide(models.TextChoices):
    TAKEN_FROM_US = "taken_from_us", _("taken from us")
    TAKEN_BY_US = "taken_by_us", _("taken by us")


class RestorationQuerySet(models.QuerySet["Restoration"]):
    def open(self) -> "RestorationQuerySet":
        return self.filter(state=RestorationState.OPEN)


class Restoration(Record):
    """A port that should not have been (écrasement à tort): the line is given back, and somebody sees to it."""

    KIND = "restoration"
    REFERENCE_LETTERS = "RF"

    state = StateField(_("state"), default=RestorationState.OPEN, choices=RestorationState)
    side = models.CharField(_("side"), max_length=16, choices=RestorationSide)
    partner = models.ForeignKey(Operator, models.PROTECT, related_name="+", verbose_name=_("other operator"))
    numbers = models.JSONField(_("numbers"), default=list)
    port_out = models.ForeignKey(PortOut, models.PROTECT, null=True, blank=True, related_name="restorations")
    port_in = models.ForeignKey(PortIn, models.PROTECT, null=True, blank=True, related_name="restorations")
    opened_at = models.DateTimeField(_("opened at"))

    objects = RestorationQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("file of a wrongful port")
        verbose_name_plural = _("files of wrongful ports")
        ordering = ["-opened_at"]
        permissions = [("settle_restoration", _("Can open and settle files of wrongful ports"))]

    @property
    def owner_id(self) -> None:
        """Nobody but us: what we do about another operator's fault is not for it to read."""
        return

    def deadline(self, settings: Mapping[str, int]) -> datetime | None:
        """Restored within seven jours ouvrés: commitment of the federation of operators, 2009."""
        if self.state != RestorationState.OPEN:
            return None
        return days_later(self.opened_at, settings["restoration_days"], WorkingDay.OUVRE, "metropole")

    @classmethod
    def settle(cls, moved: Sequence["Restoration"], name: str) -> None:
        """The register and our stock are put right, and everybody is told: `portability.restorations`."""
        from portability.restorations import follow

        follow(moved, name)

    @transition(
        state,
        RestorationState.OPEN,
        RestorationState.RESTORED,
        permission="portability.settle_restoration",
        custom={"event": "restored", "label": _("The line is restored")},
    )
    def restore(self, *, now: datetime) -> None:
        """The numbers work where they were."""

    @transition(
        state,
        RestorationState.OPEN,
        RestorationState.REJECTED,
        permission="portability.settle_restoration",
        custom={"event": "rejected", "label": _("It was not wrongful")},
    )
    def reject(self, *, now: datetime) -> None:
        """The port was asked for by who could ask."""
