"""A request to bring a customer's numbers from one donor."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from bascule.models import Record
from operators.models import Customer, Operator
from portability.models.quote import Quote


class PortInState(models.TextChoices):
    ORDERED = "ordered", _("ordered")
    SENT = "sent", _("sent")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")
    READY = "ready", _("ready")
    PORTED = "ported", _("ported")
    INCIDENT = "incident", _("incident")
    REVERSED = "reversed", _("reversed")
    COMPLETED = "completed", _("completed")
    CANCELLED = "cancelled", _("cancelled")

    @classmethod
    def open(cls) -> list["PortInState"]:
        """The states in which a number is being ported."""
        return [cls.ORDERED, cls.SENT, cls.ACKNOWLEDGED, cls.ACCEPTED, cls.REJECTED, cls.READY, cls.INCIDENT]


class PortInQuerySet(models.QuerySet["PortIn"]):
    def open(self) -> "PortInQuerySet":
        return self.filter(state__in=PortInState.open())

    def ported_from(self, donors: Iterable[int], since: date) -> "PortInQuerySet":
        """The requests that these donors brought to an end since a day."""
        return self.filter(donor_id__in=donors, ordered_on__gte=since, ported_on__isnull=False)


class PortIn(Record):
    """The numbers of one customer that one donor holds."""

    KIND = "port_in"
    REFERENCE_LETTERS = "PI"

    state = FSMField(_("state"), default=PortInState.ORDERED, choices=PortInState, protected=True)
    quote = models.ForeignKey(
        Quote, models.PROTECT, null=True, blank=True, related_name="port_ins", verbose_name=_("quote")
    )
    partner = models.ForeignKey(Operator, models.PROTECT, related_name="+", verbose_name=_("came through"))
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="port_ins", verbose_name=_("customer"))
    donor = models.ForeignKey(Operator, models.PROTECT, related_name="+", verbose_name=_("donor"))
    ordered_on = models.DateField(_("ordered on"))
    ported_on = models.DateField(_("ported on"), null=True, blank=True)

    objects = PortInQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("incoming port")
        verbose_name_plural = _("incoming ports")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["donor", "ordered_on"], name="port_in_by_donor")]
        constraints = [
            models.CheckConstraint(condition=~Q(donor=models.F("partner")), name="port_changes_operator"),
        ]

    def deadline(self) -> datetime | None:
        return None


class PortInNumber(models.Model):
    """One number of a request; `open` follows the request, so that the database can refuse a second open one."""

    port_in = models.ForeignKey(PortIn, models.CASCADE, related_name="numbers", verbose_name=_("incoming port"))
    national = models.CharField(_("number"), max_length=14)
    open = models.BooleanField(_("open"), default=True)

    class Meta:
        verbose_name = _("ported number")
        verbose_name_plural = _("ported numbers")
        ordering = ["national"]
        constraints = [
            models.UniqueConstraint(fields=["national"], condition=Q(open=True), name="one_open_port_per_number"),
            models.UniqueConstraint(fields=["port_in", "national"], name="one_line_a_number_and_request"),
        ]

    def __str__(self) -> str:
        return self.national
