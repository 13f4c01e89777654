"""An order to the incumbent to make a line, one row an attempt: its life. `docs/lives.md` draws it from this code."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from activation.deadlines import answer_due, call_due, first_reminder_on
from activation.models.plant import Exchange
from activation.models.states import FIRST_ATTEMPT, LAST_ATTEMPT, OrderState, Technology, Unbundling
from activation.models.subscription import Subscription
from bascule.lifecycle import system_only
from bascule.models import Record, StateField
from operators.models import ApiKey, Operator
from portability.deadlines import at, end_of

MIDNIGHT = time()


def has_stray_report(order: Any) -> bool:
    return bool(order.stray_result)


class UnbundlingOrderQuerySet(models.QuerySet["UnbundlingOrder"]):
    def visible_to(self, key: ApiKey) -> "UnbundlingOrderQuerySet":
        """The orders that a partner's key may see; a key of our own operator sees them all."""
        return self if key.sees_all else self.filter(partner_id=key.operator_id)

    def open(self) -> "UnbundlingOrderQuerySet":
        return self.filter(state__in=OrderState.open())

    def unreported(self) -> "UnbundlingOrderQuerySet":
        """The incumbent has them, and its completion report is awaited."""
        return self.filter(state__in=OrderState.unreported())

    def to_be_sent(self, today: date) -> "UnbundlingOrderQuerySet":
        """What the daily batch sends on a day."""
        return self.filter(state=OrderState.DUE, due_on__lte=today)

    def to_remind(self, today: date, sent_before: date) -> "UnbundlingOrderQuerySet":
        """What was sent on a day or earlier, has no report, and was not chased today."""
        return self.unreported().filter(sent_on__lte=sent_before).exclude(reminded_on=today)

    def with_reminders(self) -> "UnbundlingOrderQuerySet":
        """Each with how often the incumbent was reminded of it: `reminded`."""
        return self.annotate(reminded=Count("reminders"))


class UnbundlingOrder(Record):
    """One attempt to have a line made."""

    KIND = "unbundling_order"
    REFERENCE_LETTERS = "UO"

    subscription = models.ForeignKey(
        Subscription, models.PROTECT, related_name="orders", verbose_name=_("subscription")
    )
    partner = models.ForeignKey(Operator, models.PROTECT, related_name="+", verbose_name=_("came through"))
    state = StateField(_("state"), default=OrderState.HELD, choices=OrderState)
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=FIRST_ATTEMPT)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    technology = models.CharField(_("technology"), max_length=10, choices=Technology, default=Technology.COPPER)
    unbundling = models.CharField(_("unbundling"), max_length=10, choices=Unbundling, default=Unbundling.FULL)
    area = models.CharField(_("calendar"), max_length=30, default="metropole", help_text=_("Whose public holidays."))
    line_number = models.CharField(_("line number"), max_length=14, blank=True)
    exchange = models.ForeignKey(
        Exchange, models.PROTECT, null=True, blank=True, related_name="orders", verbose_name=_("exchange")
    )
    strip = models.CharField(_("strip"), max_length=12, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), null=True, blank=True)
    due_on = models.DateField(_("to be sent on"))
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    reminded_on = models.DateField(_("last reminded on"), null=True, blank=True, editable=False)
    acknowledged_on = models.DateField(_("acknowledged on"), null=True, blank=True)
    reported_on = models.DateField(_("reported on"), null=True, blank=True, help_text=_("The completion report came."))
    done_on = models.DateField(_("line made on"), null=True, blank=True)
    failure_code = models.SlugField(_("failure"), max_length=40, blank=True)
    failure_text = models.CharField(_("failure, in their words"), max_length=300, blank=True)
    stray_result = models.CharField(
        _("stray report"), max_length=10, blank=True, help_text=_("A report that came when none was expected any more.")
    )
    stray_at = models.DateTimeField(_("stray report came at"), null=True, blank=True)

    objects = UnbundlingOrderQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("unbundling order")
        verbose_name_plural = _("unbundling orders")
        ordering = ["-created_at"]
        permissions = [
            ("correct_unbundlingorder", _("Can correct an order, and order again")),
            ("cancel_unbundlingorder", _("Can cancel an order")),
            ("settle_unbundlingorder", _("Can settle a stray report")),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="order_by_day"),
            models.Index(fields=["state", "sent_on"], name="order_by_sending"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription"],
                condition=Q(state__in=["held", "due", "sent", "acknowledged"]),
                name="one_open_order_a_subscription",
            ),
            models.UniqueConstraint(
                fields=["subscription", "attempt"],
                condition=~Q(state__in=["corrected", "cancelled"]),
                name="one_order_an_attempt",
            ),
            models.CheckConstraint(
                condition=Q(attempt__gte=FIRST_ATTEMPT, attempt__lte=LAST_ATTEMPT), name="an_order_and_three_reorders"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "acknowledged", "done", "failed"]) | Q(sent_on__isnull=False),
                name="a_sent_order_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["failed", "acknowledged_in_error"]) | ~Q(failure_code=""),
                name="a_failed_order_says_why",
            ),
            models.CheckConstraint(condition=~Q(state="done") | Q(done_on__isnull=False), name="a_line_says_when"),
        ]

    def deadline(self, settings: Mapping[str, int]) -> datetime | None:
        """Until it leaves; until it is acknowledged; until the incumbent is chased; until we call."""
        state = OrderState(self.state)
        if state in {OrderState.HELD, OrderState.DUE}:
            return end_of(self.due_on)
        if state == OrderState.SENT:
            return answer_due(self.state_since, self.area, settings)
        if state == OrderState.ACKNOWLEDGED and self.sent_on:
            return at(first_reminder_on(self.sent_on, settings), MIDNIGHT)
        if state == OrderState.ACKNOWLEDGED_IN_ERROR:
            return call_due(self.state_since, self.area, settings)
        return self.stray_at

    @classmethod
    def settle(cls, moved: Sequence["UnbundlingOrder"], name: str) -> None:
        """Messages, positions and subscriptions follow their orders: `activation.following`."""
        from activation.following import follow  # it looks at the models itself

        follow(moved, name)

    @transition(
        state,
        OrderState.HELD,
        OrderState.DUE,
        permission=system_only,
        custom={"event": "due", "label": _("End the withdrawal period")},
    )
    def release(self, *, now: datetime) -> None:
        """The customer did not withdraw."""

    @transition(
        state,
        OrderState.DUE,
        OrderState.SENT,
        permission=system_only,
        custom={"event": "sent", "label": _("Send")},
    )
    def send(self, *, now: datetime) -> None:
        """The message goes into the outbox in the same transaction."""
        self.sent_on = timezone.localdate(now)

    @transition(
        state,
        OrderState.SENT,
        OrderState.ACKNOWLEDGED,
        permission=system_only,
        custom={"event": "acknowledged", "label": _("Acknowledge")},
    )
    def acknowledge(self, *, now: datetime) -> None:
        self.acknowledged_on = timezone.localdate(now)

    @transition(
        state,
        OrderState.SENT,
        OrderState.ACKNOWLEDGED_IN_ERROR,
        permission=system_only,
        custom={"event": "acknowledged_in_error", "label": _("Acknowledge in error")},
    )
    def refuse(self, *, now: datetime, code: str, text: str = "") -> None:
        self.acknowledged_on = timezone.localdate(now)
        self.failure_code, self.failure_text = code, text[:300]

    @transition(
        state,
        [OrderState.SENT, OrderState.ACKNOWLEDGED],
        None,
        permission=system_only,
        custom={"event": "reminded", "label": _("Remind the incumbent")},
    )
    def remind(self, *, now: datetime) -> None:
        """One a day: the row of the day is written in the same transaction."""
        self.reminded_on = timezone.localdate(now)

    @transition(
        state,
        [OrderState.SENT, OrderState.ACKNOWLEDGED],
        OrderState.DONE,
        permission=system_only,
        custom={"event": "done", "label": _("Line made")},
    )
    def complete(self, *, now: datetime, done_on: date | None = None) -> None:
        self.reported_on = timezone.localdate(now)
        self.done_on = done_on or self.reported_on

    @transition(
        state,
        [OrderState.SENT, OrderState.ACKNOWLEDGED],
        OrderState.FAILED,
        permission=system_only,
        custom={"event": "failed", "label": _("Line not made")},
    )
    def fail(self, *, now: datetime, code: str, text: str = "") -> None:
        self.reported_on = timezone.localdate(now)
        self.failure_code, self.failure_text = code, text[:300]

    @transition(
        state,
        OrderState.ACKNOWLEDGED_IN_ERROR,
        OrderState.CORRECTED,
        permission="activation.correct_unbundlingorder",
        custom={"event": "corrected", "label": _("Correct")},
    )
    def correct(self, *, now: datetime) -> None:
        """A new order takes its place."""

    @transition(
        state,
        [
            OrderState.HELD,
            OrderState.DUE,
            OrderState.SENT,
            OrderState.ACKNOWLEDGED,
            OrderState.ACKNOWLEDGED_IN_ERROR,
        ],
        OrderState.CANCELLED,
        permission="activation.cancel_unbundlingorder",
        custom={"event": "cancelled", "label": _("Cancel")},
    )
    def cancel(self, *, now: datetime) -> None:
        """What the incumbent has already is cancelled there too."""

    @transition(
        state,
        [
            OrderState.DONE,
            OrderState.FAILED,
            OrderState.CORRECTED,
            OrderState.CANCELLED,
            OrderState.ACKNOWLEDGED_IN_ERROR,
        ],
        None,
        permission=system_only,
        custom={"event": "stray_report", "label": _("Note a stray report")},
    )
    def note_stray(self, *, now: datetime, result: str) -> None:
        """A report that says something else than what is known: somebody must look."""
        self.stray_result, self.stray_at = result, now

    @transition(
        state,
        [
            OrderState.DONE,
            OrderState.FAILED,
            OrderState.CORRECTED,
            OrderState.CANCELLED,
            OrderState.ACKNOWLEDGED_IN_ERROR,
        ],
        None,
        conditions=[has_stray_report],
        permission="activation.settle_unbundlingorder",
        custom={"event": "stray_settled", "label": _("Settle the stray report")},
    )
    def settle_stray(self, *, now: datetime) -> None:
        self.stray_result, self.stray_at = "", None


class Reminder(models.Model):
    """One reminder of an order: the incumbent is reminded once a day at most, and the database holds it."""

    order = models.ForeignKey(UnbundlingOrder, models.PROTECT, related_name="reminders", verbose_name=_("order"))
    day = models.DateField(_("day"))

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["order", "day"], name="one_reminder_an_order_and_day")]

    def __str__(self) -> str:
        return f"{self.order} {self.day}"
