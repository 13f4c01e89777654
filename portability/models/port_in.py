"""A request to bring a customer's numbers from one donor.

| Transition | From | To | Mover | Event |
|---|---|---|---|---|
| send | ordered | sent | clock | port_in.sent |
| acknowledge | sent | acknowledged | file | port_in.acknowledged |
| accept | sent, acknowledged | accepted | file | port_in.accepted |
| reject | sent, acknowledged, accepted | rejected | file | port_in.rejected |
| correct | rejected | ordered | agent, partner | port_in.corrected |
| start | accepted | ready | clock | port_in.ready |
| go | ready, once | ready | agent, partner; clock when automatic | port_in.go |
| no_go | accepted, ready before `go_at` | accepted, new date | agent, partner; clock | port_in.rescheduled |
| reschedule | accepted, ready before `go_at` | accepted, new date | agent, partner; clock | port_in.rescheduled |
| execute | ready | ported | file | port_in.ported |
| report_incident | ready, ported | incident | agent, file | port_in.incident |
| resolve | incident | ported | agent, file | port_in.resolved |
| reverse | incident, ported within its limit | reversed | agent | port_in.reversed |
| complete | ported | completed | file, agent with a reason | port_in.completed |
| cancel | ordered … accepted, rejected, ready before `go_at` | cancelled | agent, partner | port_in.cancelled |
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, TransitionNotAllowed, transition

from bascule.lifecycle import system_only
from bascule.models import Record
from operators.models import ApiKey, Customer, CustomerKind, Operator
from portability.deadlines import (
    Window,
    reversible_until,
)
from portability.models.port_in_clocks import CLOCKS
from portability.models.port_in_state import Cutover, Fallback, PortInState
from portability.models.quote import PortKind, PortType, Quote


class PortInQuerySet(models.QuerySet["PortIn"]):
    def visible_to(self, key: ApiKey) -> "PortInQuerySet":
        """The requests that a partner's key may see; a key of our own operator sees them all."""
        return self if key.sees_all else self.filter(partner_id=key.operator_id)

    def open(self) -> "PortInQuerySet":
        return self.filter(state__in=PortInState.open())

    def late(self, now: datetime) -> "PortInQuerySet":
        return self.filter(due_at__lt=now)

    def ported_from(self, donors: Iterable[int], since: date) -> "PortInQuerySet":
        """The requests that these donors brought to an end since a day."""
        return self.filter(donor_id__in=donors, ordered_on__gte=since, ported_on__isnull=False)


def before_go(port_in: Any) -> bool:
    """Once the go is given, the donor is cutting: nothing can be put off any more."""
    return port_in.go_at is None


class PortIn(Record):
    """The numbers of one customer that one donor holds."""

    KIND = "port_in"
    REFERENCE_LETTERS = "PI"

    state = FSMField(_("state"), default=PortInState.ORDERED, choices=PortInState, protected=True)
    quote = models.ForeignKey(
        Quote, models.PROTECT, null=True, blank=True, related_name="port_ins", verbose_name=_("quote")
    )
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="splits", verbose_name=_("split from")
    )
    partner = models.ForeignKey(Operator, models.PROTECT, related_name="+", verbose_name=_("came through"))
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="port_ins", verbose_name=_("customer"))
    customer_kind = models.CharField(
        _("kind of customer"), max_length=10, choices=CustomerKind, default=CustomerKind.BUSINESS
    )
    area = models.CharField(_("calendar"), max_length=30, default="metropole", help_text=_("Whose public holidays."))
    donor = models.ForeignKey(Operator, models.PROTECT, related_name="+", verbose_name=_("donor"))
    kind = models.CharField(_("kind"), max_length=12, choices=PortKind, default=PortKind.FIRST)
    type = models.CharField(_("type"), max_length=10, choices=PortType, default=PortType.SIMPLE)
    main_number = models.CharField(_("main number"), max_length=14, blank=True)
    keep_with_donor = models.JSONField(_("kept with the donor"), default=list, blank=True)
    routing_prefix = models.CharField(_("routing prefix"), max_length=6, blank=True)
    mandate_signed_on = models.DateField(_("mandate signed on"), null=True, blank=True)
    mandate_reference = models.CharField(_("mandate"), max_length=80, blank=True)

    ordered_on = models.DateField(_("ordered on"))
    promised_on = models.DateField(_("promised for"), null=True, blank=True, help_text=_("The first date agreed."))
    scheduled_on = models.DateField(_("planned for"), null=True, blank=True)
    window = models.CharField(_("window"), max_length=10, choices=Window, default=Window.MORNING)
    cutover = models.CharField(_("cut-over"), max_length=10, choices=Cutover, default=Cutover.AUTOMATIC)
    fallback = models.CharField(_("fallback"), max_length=10, choices=Fallback, default=Fallback.RESCHEDULE)
    options = models.JSONField(_("options"), default=list, blank=True)
    go_at = models.DateTimeField(_("go given at"), null=True, blank=True)
    ported_at = models.DateTimeField(_("ported at"), null=True, blank=True)
    ported_on = models.DateField(_("ported on"), null=True, blank=True)
    reversible_until = models.DateTimeField(_("can be undone until"), null=True, blank=True)
    rejection_code = models.CharField(_("rejection"), max_length=40, blank=True)
    rejections = models.PositiveSmallIntegerField(_("rejections"), default=0)

    objects = PortInQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("incoming port")
        verbose_name_plural = _("incoming ports")
        ordering = ["-created_at"]
        permissions = [
            ("correct_portin", _("Can correct and send again")),
            ("cutover_portin", _("Can say go or no-go, and put off")),
            ("incident_portin", _("Can report and resolve an incident")),
            ("reverse_portin", _("Can undo a port")),
            ("complete_portin", _("Can complete by hand")),
            ("cancel_portin", _("Can cancel")),
        ]
        indexes = [
            models.Index(fields=["donor", "ordered_on"], name="port_in_by_donor"),
            models.Index(fields=["state", "scheduled_on"], name="port_in_by_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(donor=F("partner")), name="port_changes_operator"),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "ready"]) | Q(scheduled_on__isnull=False),
                name="an_accepted_port_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ported", "completed", "reversed"]) | Q(ported_on__isnull=False),
                name="a_ported_port_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(rejection_code=""), name="a_rejection_has_a_code"
            ),
        ]

    def deadline(self, settings: Mapping[str, int]) -> datetime | None:
        """Each state has its clock; what is over has none."""
        rule = CLOCKS.get(PortInState(self.state))
        return rule(self, settings) if rule else None

    def stamp(self, now: datetime, settings: Mapping[str, int], *, moved: bool = True) -> None:
        super().stamp(now, settings, moved=moved)
        if self.state == PortInState.PORTED and self.reversible_until is None:
            self.reversible_until = reversible_until(now, self.area, settings)

    @classmethod
    def settle(cls, moved: Sequence["PortIn"], name: str) -> None:
        """The numbers follow their request: the database refuses a second open one for each."""
        for is_open in (True, False):
            keys = [port_in.pk for port_in in moved if (port_in.state in PortInState.open()) == is_open]
            if keys:
                PortInNumber.objects.filter(port_in__in=keys).exclude(open=is_open).update(open=is_open)

    @transition(
        state,
        PortInState.ORDERED,
        PortInState.SENT,
        permission=system_only,
        custom={"event": "sent", "label": _("Send")},
    )
    def send(self, *, now: datetime) -> None:
        """The message goes into the outbox in the same transaction."""

    @transition(
        state,
        PortInState.SENT,
        PortInState.ACKNOWLEDGED,
        permission=system_only,
        custom={"event": "acknowledged", "label": _("Acknowledge")},
    )
    def acknowledge(self, *, now: datetime) -> None:
        """The clearing house has it; the donor's clock runs from here."""

    @transition(
        state,
        [PortInState.SENT, PortInState.ACKNOWLEDGED],
        PortInState.ACCEPTED,
        permission=system_only,
        custom={"event": "accepted", "label": _("Accept")},
    )
    def accept(self, *, now: datetime, scheduled_on: date | None = None) -> None:
        self.scheduled_on = scheduled_on or self.scheduled_on
        self.promised_on = self.promised_on or self.scheduled_on

    @transition(
        state,
        [PortInState.SENT, PortInState.ACKNOWLEDGED, PortInState.ACCEPTED],
        PortInState.REJECTED,
        permission=system_only,
        custom={"event": "rejected", "label": _("Reject")},
    )
    def reject(self, *, now: datetime, code: str) -> None:
        self.rejection_code = code
        self.rejections += 1

    @transition(
        state,
        PortInState.REJECTED,
        PortInState.ORDERED,
        permission="portability.correct_portin",
        custom={"event": "corrected", "label": _("Correct and send again")},
    )
    def correct(self, *, now: datetime) -> None:
        self.rejection_code = ""

    @transition(
        state,
        PortInState.ACCEPTED,
        PortInState.READY,
        permission=system_only,
        custom={"event": "ready", "label": _("Start the day")},
    )
    def start(self, *, now: datetime) -> None:
        """The day has come."""

    @transition(
        state,
        PortInState.READY,
        PortInState.READY,
        conditions=[before_go],
        permission="portability.cutover_portin",
        custom={"event": "go", "label": _("Go")},
    )
    def go(self, *, now: datetime) -> None:
        self.go_at = now

    @transition(
        state,
        [PortInState.ACCEPTED, PortInState.READY],
        PortInState.ACCEPTED,
        conditions=[before_go],
        permission="portability.cutover_portin",
        custom={"event": "rescheduled", "label": _("No go")},
    )
    def no_go(self, *, now: datetime, scheduled_on: date) -> None:
        self.scheduled_on = scheduled_on

    @transition(
        state,
        [PortInState.ACCEPTED, PortInState.READY],
        PortInState.ACCEPTED,
        conditions=[before_go],
        permission="portability.cutover_portin",
        custom={"event": "rescheduled", "label": _("Choose another day")},
    )
    def reschedule(self, *, now: datetime, scheduled_on: date, window: str = "") -> None:
        self.scheduled_on = scheduled_on
        self.window = window or self.window

    @transition(
        state,
        PortInState.READY,
        PortInState.PORTED,
        permission=system_only,
        custom={"event": "ported", "label": _("Ported")},
    )
    def execute(self, *, now: datetime) -> None:
        self.ported_at, self.ported_on = now, timezone.localdate(now)

    @transition(
        state,
        [PortInState.READY, PortInState.PORTED],
        PortInState.INCIDENT,
        permission="portability.incident_portin",
        custom={"event": "incident", "label": _("Report an incident")},
    )
    def report_incident(self, *, now: datetime) -> None:
        """The numbers may be cut: the interruption clock runs."""

    @transition(
        state,
        PortInState.INCIDENT,
        PortInState.PORTED,
        permission="portability.incident_portin",
        custom={"event": "resolved", "label": _("Resolve")},
    )
    def resolve(self, *, now: datetime) -> None:
        self.ported_at = self.ported_at or now
        self.ported_on = self.ported_on or timezone.localdate(now)

    @transition(
        state,
        [PortInState.INCIDENT, PortInState.PORTED],
        PortInState.REVERSED,
        permission="portability.reverse_portin",
        custom={"event": "reversed", "label": _("Undo the port")},
    )
    def reverse(self, *, now: datetime) -> None:
        if self.state == PortInState.PORTED and (self.reversible_until is None or now > self.reversible_until):
            raise TransitionNotAllowed("the port can no longer be undone")
        self.ported_on = self.ported_on or timezone.localdate(now)

    @transition(
        state,
        PortInState.PORTED,
        PortInState.COMPLETED,
        permission="portability.complete_portin",
        custom={"event": "completed", "label": _("Complete")},
    )
    def complete(self, *, now: datetime) -> None:
        """Confirmed by the clearing house, or by hand with a reason."""

    @transition(
        state,
        [
            PortInState.ORDERED,
            PortInState.SENT,
            PortInState.ACKNOWLEDGED,
            PortInState.ACCEPTED,
            PortInState.REJECTED,
            PortInState.READY,
        ],
        PortInState.CANCELLED,
        conditions=[before_go],
        permission="portability.cancel_portin",
        custom={"event": "cancelled", "label": _("Cancel")},
    )
    def cancel(self, *, now: datetime) -> None:
        """Only the recipient cancels, and only until the go."""


class PortInNumber(models.Model):
    """One number of a request; `open` follows the request, so that the database can refuse a second open one."""

    port_in = models.ForeignKey(PortIn, models.CASCADE, related_name="numbers", verbose_name=_("incoming port"))
    national = models.CharField(_("number"), max_length=14)
    rio = models.CharField(_("RIO"), max_length=12, blank=True)
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
