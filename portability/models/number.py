"""The numbers we serve, and the dated register of every number that was ever ported."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from bascule.lifecycle import system_only
from bascule.models import Life, StateField
from operators.models import Customer, Operator, RoutingPrefix


class NumberState(models.TextChoices):
    AVAILABLE = "available", _("available")
    ACTIVE = "active", _("active")
    QUARANTINED = "quarantined", _("in quarantine")
    PORTED_OUT = "ported_out", _("ported out")
    RETURNED = "returned", _("returned to its range holder")


class NumberQuerySet(models.QuerySet["Number"]):
    def active(self) -> "NumberQuerySet":
        return self.filter(state=NumberState.ACTIVE)

    def among(self, nationals: Iterable[str]) -> "NumberQuerySet":
        return self.filter(national__among=nationals)


class Number(Life):
    """A number of our own stock, whether it works for a customer or not."""

    KIND = "number"

    national = models.CharField(_("number"), max_length=14, unique=True)
    state = StateField(_("state"), default=NumberState.AVAILABLE, choices=NumberState)
    customer = models.ForeignKey(
        Customer, models.PROTECT, null=True, blank=True, related_name="numbers", verbose_name=_("customer")
    )

    rio = models.CharField(_("RIO"), max_length=12, blank=True, help_text=_("The one that we issued."))
    carries_access = models.BooleanField(
        _("carries an access"), default=False, help_text=_("Porting it away cuts the access.")
    )

    objects = NumberQuerySet.as_manager()

    class Meta(Life.Meta):
        verbose_name = _("number")
        verbose_name_plural = _("numbers")
        ordering = ["national"]
        permissions = [
            ("activate_number", _("Can put a number into service")),
            ("terminate_number", _("Can end the service of a number")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(customer__isnull=False) | ~Q(state="active"), name="active_number_has_a_customer"
            ),
        ]

    def __str__(self) -> str:
        return self.national

    @property
    def reference(self) -> str:
        return self.national

    def deadline(self, settings: Mapping[str, int]) -> datetime | None:
        return None

    @classmethod
    def settle(cls, moved: Sequence["Number"], name: str) -> None:
        """A RIO for whoever has the number now, and its way back to its range holder: `portability.stock`."""
        from portability.stock import follow

        follow(moved, name)

    @transition(
        state,
        [NumberState.AVAILABLE, NumberState.PORTED_OUT, NumberState.RETURNED, NumberState.QUARANTINED],
        NumberState.ACTIVE,
        permission="portability.activate_number",
        custom={"event": "activated", "label": _("Put into service")},
    )
    def activate(
        self, *, now: datetime, customer_id: int | None = None, customers: Mapping[str, int] | None = None
    ) -> None:
        """For one customer, or for the customer of each number; a RIO is of one customer, who has a new one."""
        self.customer_id = (customers or {}).get(self.national, customer_id)
        self.rio = ""

    @transition(
        state,
        NumberState.ACTIVE,
        NumberState.QUARANTINED,
        permission="portability.terminate_number",
        custom={"event": "terminated", "label": _("End the service")},
    )
    def terminate(self, *, now: datetime) -> None:
        """Its customer can still claim it, with its RIO, for as long as the law says."""

    @transition(
        state,
        [NumberState.ACTIVE, NumberState.QUARANTINED],
        NumberState.PORTED_OUT,
        permission=system_only,
        custom={"event": "ported_out", "label": _("Gone to another operator")},
    )
    def leave(self, *, now: datetime) -> None:
        """Another operator serves it from now on."""

    @transition(
        state,
        NumberState.QUARANTINED,
        NumberState.RETURNED,
        permission=system_only,
        custom={"event": "returned", "label": _("Given back")},
    )
    def give_back(self, *, now: datetime) -> None:
        """Its range holder has it again."""
        self.customer_id, self.rio = None, ""

    @transition(
        state,
        NumberState.QUARANTINED,
        NumberState.AVAILABLE,
        permission=system_only,
        custom={"event": "available", "label": _("Free again")},
    )
    def free(self, *, now: datetime) -> None:
        """Nobody may claim it any more, and it has rested: a number of our range is ours to give again."""
        self.customer_id, self.rio = None, ""

    @transition(
        state,
        NumberState.PORTED_OUT,
        NumberState.AVAILABLE,
        permission=system_only,
        custom={"event": "available", "label": _("Taken back")},
    )
    def take_back(self, *, now: datetime) -> None:
        """A number of our range that nobody serves any more is ours to give again."""
        self.customer_id, self.rio = None, ""


class PortSource(models.TextChoices):
    ANNOUNCEMENT = "announcement", _("announced by an operator")
    FULL_FILE = "full_file", _("full file of the clearing house")
    OWN_REQUEST = "own_request", _("request of ours")
    DEMO = "demo", _("demonstration")


class PortQuerySet(models.QuerySet["Port"]):
    def known_on(self, day: date) -> "PortQuerySet":
        """What the register said on a day, oldest first."""
        return self.filter(since__lte=day).order_by("number", "since")

    def among(self, nationals: Iterable[str]) -> "PortQuerySet":
        return self.filter(number__among=nationals)


class Port(models.Model):
    """One row of the register: from this day the number is routed under this prefix.

    The row before it says where the number came from. A row with an end and no successor means that the number went
    back to its range holder. Nothing points here with a foreign key, so a full load may add and close rows freely.
    """

    number = models.CharField(_("number"), max_length=14)
    routing_prefix = models.ForeignKey(
        RoutingPrefix,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("routing prefix"),
    )
    operator = models.ForeignKey(
        Operator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("service operator"),
        help_text=_("Empty when only the network is known."),
    )
    since = models.DateField(_("since"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=20, choices=PortSource)

    objects = PortQuerySet.as_manager()

    class Meta:
        verbose_name = _("port")
        verbose_name_plural = _("register of ports")
        ordering = ["number", "since"]
        constraints = [
            models.UniqueConstraint(fields=["number", "since"], name="one_port_a_number_and_day"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("since")), name="port_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(routing_prefix__isnull=False) | Q(operator__isnull=False),
                name="port_leads_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.since})"
