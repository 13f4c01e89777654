"""A request of another operator for numbers that we serve.

| Transition | From | To | Mover | Event |
|---|---|---|---|---|
| accept | received | accepted | clock (rule), agent | port_out.accepted |
| refuse | received | refused | agent; clock when a rule says so | port_out.refused |
| release | accepted | released | clock, on the day | port_out.released |
| go | accepted | released | partner (the recipient), file | port_out.released |
| reschedule | accepted | accepted, new date | partner (the recipient) | port_out.rescheduled |
| put_off | accepted | accepted, new date | clock, without a go, so many times | port_out.rescheduled |
| take_date | accepted | accepted, new date | file | port_out.rescheduled |
| close | released | closed | clock, when its closing list is done | port_out.closed |
| cancel | received, accepted | cancelled | partner (the recipient), file | port_out.cancelled |
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import TransitionNotAllowed, transition

from bascule.lifecycle import system_only
from bascule.models import Record, StateField
from bascule.workdays import WorkingDay
from operators.models import ApiKey, Customer, CustomerKind, Operator
from portability.deadlines import Window, answer_due, days_later, window_end
from portability.models.port_in_state import Cutover, Fallback
from portability.models.port_out_state import Door, PortOutState, Refusal


def is_of_our_own(by: Any) -> bool:
    """The recipient may ask, and cancel; it does not answer itself."""
    return getattr(by, "sees_all", True)


def may_answer(port_out: Any, by: Any) -> bool:
    return is_of_our_own(by) and permits(by, "portability.answer_portout", port_out)


def may_close(port_out: Any, by: Any) -> bool:
    return is_of_our_own(by) and permits(by, "portability.close_portout", port_out)


def permits(by: Any, permission: str, record: Any) -> bool:
    return by.has_perm(permission, record) or by.has_perm(permission)


class PortOutQuerySet(models.QuerySet["PortOut"]):
    def visible_to(self, key: ApiKey) -> "PortOutQuerySet":
        """The requests that a recipient's key may see; a key of our own operator sees them all."""
        return self if key.sees_all else self.filter(partner_id=key.operator_id)

    def open(self) -> "PortOutQuerySet":
        return self.filter(state__in=PortOutState.open())

    def to_answer(self) -> "PortOutQuerySet":
        return self.filter(state=PortOutState.RECEIVED).order_by("due_at", "reference")


class PortOut(Record):
    """Numbers of one customer that one recipient asks for. `asked` may hold personal data, and is purged."""

    KIND = "port_out"
    REFERENCE_LETTERS = "PO"

    state = StateField(_("state"), default=PortOutState.RECEIVED, choices=PortOutState)
    door = models.CharField(_("came by"), max_length=16, choices=Door)
    partner = models.ForeignKey(Operator, models.PROTECT, related_name="+", verbose_name=_("recipient"))
    customer = models.ForeignKey(
        Customer, models.PROTECT, null=True, blank=True, related_name="port_outs", verbose_name=_("customer")
    )
    customer_kind = models.CharField(
        _("kind of customer"), max_length=10, choices=CustomerKind, default=CustomerKind.BUSINESS
    )
    area = models.CharField(_("calendar"), max_length=30, default="metropole", help_text=_("Whose public holidays."))
    digest = models.CharField(max_length=64, blank=True, editable=False)
    """Of its numbers and the recipient's reference: a program that repeats itself is told so."""
    asked = models.JSONField(_("as they wrote it"), default=dict, blank=True, help_text=_("Purged after its time."))
    main_number = models.CharField(_("main number"), max_length=14, blank=True)
    routing_prefix = models.CharField(_("their routing prefix"), max_length=6, blank=True)
    mandate_reference = models.CharField(_("mandate"), max_length=80, blank=True)
    scheduled_on = models.DateField(_("planned for"))
    window = models.CharField(_("window"), max_length=10, choices=Window, default=Window.MORNING)
    cutover = models.CharField(_("cut-over"), max_length=10, choices=Cutover, default=Cutover.AUTOMATIC)
    fallback = models.CharField(_("without a go"), max_length=10, choices=Fallback, default=Fallback.RESCHEDULE)
    received_at = models.DateTimeField(_("received at"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    released_on = models.DateField(_("released on"), null=True, blank=True)
    suspicious = models.BooleanField(_("for a human"), default=False, help_text=_("A signal asks for attention."))
    put_offs = models.PositiveSmallIntegerField(
        _("put off how often"), default=0, help_text=_("Without a go, since the recipient last chose the day.")
    )
    purged_at = models.DateTimeField(_("purged at"), null=True, blank=True)

    objects = PortOutQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("outgoing port")
        verbose_name_plural = _("outgoing ports")
        ordering = ["-created_at"]
        permissions = [
            ("answer_portout", _("Can accept or refuse")),
            ("cancel_portout", _("Can cancel for the recipient")),
            ("plan_portout", _("Can say go, or another day, for the recipient")),
            ("close_portout", _("Can tick the closing list")),
            ("view_asked_portout", _("Can read what the recipient wrote of the customer")),
        ]
        indexes = [models.Index(fields=["state", "scheduled_on"], name="port_out_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["released", "closed"]) | Q(released_on__isnull=False),
                name="a_released_port_says_when",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=F("received_at")),
                name="an_answer_follows_its_question",
            ),
            models.UniqueConstraint(
                fields=["partner", "external_reference"],
                condition=Q(door="clearing_house", state__in=["received", "accepted"]) & ~Q(external_reference=""),
                name="one_open_port_out_a_reference_of_the_clearing_house",
            ),
            models.UniqueConstraint(
                fields=["partner", "digest"],
                condition=Q(door="api", state__in=["received", "accepted"]) & ~Q(digest=""),
                name="one_open_port_out_of_the_api_a_demand",
            ),
        ]

    def deadline(self, settings: Mapping[str, int]) -> datetime | None:
        """To answer; then the end of its window; then until its closing list is done."""
        if self.state == PortOutState.RECEIVED:
            return answer_due(self.received_at, self.customer_kind, self.area, settings)
        if self.state == PortOutState.ACCEPTED:
            return window_end(self.scheduled_on, self.window)
        if self.state == PortOutState.RELEASED:
            return days_later(self.state_since, settings["closing_days"], WorkingDay.OUVRE, self.area)
        return None

    @classmethod
    def settle(cls, moved: Sequence["PortOut"], name: str) -> None:
        """Numbers, register, closing list and messages follow: `portability.leaving`."""
        from portability.leaving.consequences import follow

        follow(moved, name)

    @transition(
        state,
        PortOutState.RECEIVED,
        PortOutState.ACCEPTED,
        permission=may_answer,
        custom={"event": "accepted", "label": _("Accept")},
    )
    def accept(self, *, now: datetime, accepted: int = 0, refused: int = 0, grounds: Sequence[str] = ()) -> None:
        """At least one of its numbers is let go; each has its own answer: `portability.leaving.answer`."""
        self.answered_at = now

    @transition(
        state,
        PortOutState.RECEIVED,
        PortOutState.REFUSED,
        permission=may_answer,
        custom={"event": "refused", "label": _("Refuse")},
    )
    def refuse(self, *, now: datetime, refused: int = 0, grounds: Sequence[str] = ()) -> None:
        """Every number has a legal ground and its evidence."""
        self.answered_at = now

    @transition(
        state,
        PortOutState.ACCEPTED,
        PortOutState.RELEASED,
        permission=system_only,
        custom={"event": "released", "label": _("Release")},
    )
    def release(self, *, now: datetime) -> None:
        self.released_at, self.released_on = now, timezone.localdate(now)

    @transition(
        state,
        PortOutState.ACCEPTED,
        PortOutState.RELEASED,
        permission="portability.plan_portout",
        custom={"event": "released", "label": _("Go")},
    )
    def go(self, *, now: datetime) -> None:
        """The recipient is ready: it waits for nothing more, from the day of the port on."""
        if self.scheduled_on > timezone.localdate(now):
            raise TransitionNotAllowed("its day has not come")
        self.released_at, self.released_on = now, timezone.localdate(now)

    @transition(
        state,
        PortOutState.ACCEPTED,
        PortOutState.ACCEPTED,
        permission="portability.plan_portout",
        custom={"event": "rescheduled", "label": _("Choose another day")},
    )
    def reschedule(self, *, now: datetime, scheduled_on: date, window: str = "") -> None:
        """The numbers stay promised: they leave on another day."""
        self.plan(scheduled_on, window)

    @transition(
        state,
        PortOutState.ACCEPTED,
        PortOutState.ACCEPTED,
        permission=system_only,
        custom={"event": "rescheduled", "label": _("Put off without a go")},
    )
    def put_off(self, *, now: datetime, scheduled_on: date) -> None:
        """Nobody said go in its window; who lets too many pass is called."""
        self.scheduled_on, self.put_offs = scheduled_on, self.put_offs + 1

    @transition(
        state,
        PortOutState.ACCEPTED,
        PortOutState.ACCEPTED,
        permission=system_only,
        custom={"event": "rescheduled", "label": _("Take the recipient's day")},
    )
    def take_date(self, *, now: datetime, scheduled_on: date, window: str = "") -> None:
        """The recipient's own word: it knows the day already."""
        self.plan(scheduled_on, window)

    def plan(self, day: date, window: str) -> None:
        self.scheduled_on, self.window, self.put_offs = day, window or self.window, 0

    @transition(
        state,
        PortOutState.RELEASED,
        PortOutState.CLOSED,
        permission=may_close,
        custom={"event": "closed", "label": _("Close")},
    )
    def close(self, *, now: datetime) -> None:
        """Service terminated, billing stopped."""

    @transition(
        state,
        PortOutState.open(),
        PortOutState.CANCELLED,
        permission="portability.cancel_portout",
        custom={"event": "cancelled", "label": _("Cancel")},
    )
    def cancel(self, *, now: datetime) -> None:
        """Only the recipient cancels, and only until the release."""


class Answer(models.TextChoices):
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")


class PortOutNumber(models.Model):
    """One number that is asked for, with its own answer."""

    port_out = models.ForeignKey(PortOut, models.CASCADE, related_name="numbers", verbose_name=_("outgoing port"))
    national = models.CharField(_("number"), max_length=14)
    rio = models.CharField(_("RIO"), max_length=40, blank=True, help_text=_("As given."))
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    refusal = models.CharField(_("ground"), max_length=20, choices=Refusal, blank=True)
    evidence = models.JSONField(_("evidence"), default=dict, blank=True)
    promised = models.BooleanField(_("promised"), default=False, help_text=_("Accepted, and not gone yet."))

    class Meta:
        verbose_name = _("number asked for")
        verbose_name_plural = _("numbers asked for")
        ordering = ["national"]
        constraints = [
            models.UniqueConstraint(fields=["port_out", "national"], name="one_line_a_number_and_port_out"),
            models.UniqueConstraint(
                fields=["national"], condition=Q(promised=True), name="a_number_is_promised_to_one_recipient"
            ),
            models.CheckConstraint(
                condition=Q(answer="refused", refusal__in=Refusal.values) | (~Q(answer="refused") & Q(refusal="")),
                name="a_refused_number_has_a_legal_ground",
            ),
            models.CheckConstraint(
                condition=~Q(answer="refused") | ~Q(evidence={}), name="a_refused_number_has_its_evidence"
            ),
            models.CheckConstraint(
                condition=Q(promised=False) | Q(answer="accepted"), name="only_an_accepted_number_is_promised"
            ),
        ]
        indexes = [models.Index(fields=["national"], name="port_out_of_number")]

    def __str__(self) -> str:
        return self.national


class CheckNature(models.TextChoices):
    """What a check that fails can lead to."""

    GROUND = "ground", _("ground of refusal")
    SIGNAL = "signal", _("signal for a human")


class CheckVerdict(models.TextChoices):
    PASSED = "passed", _("passed")
    FAILED = "failed", _("failed")


class PortOutCheck(models.Model):
    """What one check found, of a number or of the whole request; `evidence` holds codes, dates and numbers."""

    port_out = models.ForeignKey(PortOut, models.CASCADE, related_name="checks", verbose_name=_("outgoing port"))
    national = models.CharField(_("number"), max_length=14, blank=True, help_text=_("Empty: the whole request."))
    code = models.CharField(_("check"), max_length=40)
    nature = models.CharField(_("nature"), max_length=8, choices=CheckNature)
    verdict = models.CharField(_("verdict"), max_length=8, choices=CheckVerdict)
    evidence = models.JSONField(_("evidence"), default=dict, blank=True)

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        ordering = ["port_out", "national", "code"]
        constraints = [
            models.UniqueConstraint(fields=["port_out", "national", "code"], name="one_verdict_a_check"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.verdict}"
