"""A subscriber's line, from prospect to termination: its life. `docs/lives.md` draws it from this code."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from activation.deadlines import call_due, late_from
from activation.models.offer import Offer
from activation.models.plant import Exchange
from activation.models.states import Channel, SubscriptionState
from bascule.lifecycle import system_only
from bascule.models import Record, StateField
from operators.models import ApiKey, Customer, Operator
from portability.deadlines import end_of
from portability.models import PortIn

MINUTE = timedelta(minutes=1)


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def visible_to(self, key: ApiKey) -> "SubscriptionQuerySet":
        """The subscriptions that a partner's key may see; a key of our own operator sees them all."""
        return self if key.sees_all else self.filter(partner_id=key.operator_id)

    def under_way(self) -> "SubscriptionQuerySet":
        return self.filter(state__in=SubscriptionState.under_way())

    def live(self) -> "SubscriptionQuerySet":
        return self.filter(state__in=SubscriptionState.live())

    def to_call(self) -> "SubscriptionQuerySet":
        return self.filter(state=SubscriptionState.WAITING_FOR_CUSTOMER)

    def late(self, now: datetime) -> "SubscriptionQuerySet":
        return self.filter(due_at__lt=now)


class Subscription(Record):
    """One customer, one line, one offer."""

    KIND = "subscription"
    REFERENCE_LETTERS = "SU"

    partner = models.ForeignKey(Operator, models.PROTECT, related_name="+", verbose_name=_("came through"))
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="subscriptions", verbose_name=_("customer"))
    state = StateField(_("state"), default=SubscriptionState.PROSPECT, choices=SubscriptionState)
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="subscriptions", verbose_name=_("offer"))
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.WEB)
    area = models.CharField(_("calendar"), max_length=30, default="metropole", help_text=_("Whose public holidays."))
    line_number = models.CharField(
        _("line number"), max_length=14, blank=True, help_text=_("National digits; a new fibre has none.")
    )
    exchange = models.ForeignKey(
        Exchange, models.PROTECT, null=True, blank=True, related_name="subscriptions", verbose_name=_("exchange")
    )
    line_check = models.JSONField(
        _("check of the line"), default=dict, blank=True, help_text=_("What the incumbent's server said of the line.")
    )
    subscribed_on = models.DateField(_("subscribed on"))
    withdrawal_waived = models.BooleanField(
        _("withdrawal waived"), default=False, help_text=_("Expressly, in writing.")
    )
    wanted_on = models.DateField(_("wanted for"), null=True, blank=True, help_text=_("Not before this day."))
    expected_on = models.DateField(_("expected on"), null=True, blank=True)
    ordered_at = models.DateTimeField(_("first ordered at"), null=True, blank=True, editable=False)
    activated_at = models.DateTimeField(_("active since"), null=True, blank=True, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)
    waits_for = models.SlugField(
        _("waits for"), max_length=40, blank=True, help_text=_("The reason for which the customer must be called.")
    )
    waits_for_text = models.CharField(_("in their words"), max_length=300, blank=True)
    call_again_on = models.DateField(_("to call again on"), null=True, blank=True)
    calls_made = models.PositiveSmallIntegerField(_("calls made"), default=0)
    port_in = models.ForeignKey(
        PortIn, models.PROTECT, null=True, blank=True, related_name="subscriptions", verbose_name=_("incoming port")
    )
    without_port = models.BooleanField(
        _("goes on without the port"), default=False, help_text=_("Chosen although its port cannot be made.")
    )
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces"),
        help_text=_("A move or another kind of line: the former one ends when this one works."),
    )  # fmt: skip

    objects = SubscriptionQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["-created_at"]
        permissions = [
            ("correct_subscription", _("Can correct what stands in the way of a line, and order again")),
            ("suspend_subscription", _("Can suspend and resume")),
            ("cancel_subscription", _("Can cancel")),
            ("terminate_subscription", _("Can terminate")),
            ("change_offer_of_subscription", _("Can change the offer")),
            ("reveal_secret_of_subscription", _("Can read the secret of a telephone line")),
        ]
        indexes = [
            models.Index(fields=["state", "due_at"], name="subscription_by_due"),
            models.Index(fields=["line_number"], name="subscription_by_line"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["line_number"],
                condition=Q(
                    state__in=["prospect", "ordered", "waiting_for_customer", "activating", "active", "suspended"],
                    replaces__isnull=True,
                )
                & ~Q(line_number=""),
                name="one_subscription_a_line",
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=Q(
                    state__in=["prospect", "ordered", "waiting_for_customer", "activating", "active", "suspended"]
                ),
                name="one_replacement_a_subscription",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting_for_customer") | ~Q(waits_for=""), name="who_waits_says_for_what"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["active", "suspended", "terminated"]) | Q(activated_at__isnull=False),
                name="an_active_line_says_since_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["cancelled", "terminated"]) | Q(ended_on__isnull=False),
                name="what_ended_says_when",
            ),
        ]  # fmt: skip

    @property
    def technology(self) -> str:
        return self.offer.technology

    @property
    def unbundling(self) -> str:
        return self.offer.unbundling

    def deadline(self, settings: Mapping[str, int]) -> datetime | None:
        """A prospect until its order leaves, an order until it takes too long; who waits, until we call."""
        state = SubscriptionState(self.state)
        if state == SubscriptionState.PROSPECT:
            return end_of(self.expected_on) if self.expected_on else None
        if state == SubscriptionState.ORDERED and self.ordered_at:
            return late_from(self.ordered_at, settings)
        if state == SubscriptionState.ACTIVATING:
            return self.state_since + settings["allocation_minutes"] * MINUTE
        if state == SubscriptionState.WAITING_FOR_CUSTOMER:
            return end_of(self.call_again_on) if self.call_again_on else call_due(self.state_since, self.area, settings)
        return None

    @classmethod
    def settle(cls, moved: Sequence["Subscription"], name: str) -> None:
        """Orders, positions, resources and parcels follow their subscription: `activation.following`."""
        from activation.following import follow  # it looks at the models itself

        follow(moved, name)

    @transition(
        state,
        SubscriptionState.PROSPECT,
        SubscriptionState.ORDERED,
        permission=system_only,
        custom={"event": "ordered", "label": _("Launch the order")},
    )
    def launch(self, *, now: datetime) -> None:
        """The order is on its way to the incumbent; the low-speed access opens."""
        self.ordered_at = self.ordered_at or now

    @transition(
        state,
        [SubscriptionState.PROSPECT, SubscriptionState.ORDERED],
        SubscriptionState.WAITING_FOR_CUSTOMER,
        permission=system_only,
        custom={"event": "waiting", "label": _("Wait for the customer")},
    )
    def wait(self, *, now: datetime, code: str, text: str = "") -> None:
        self.waits_for, self.waits_for_text = code, text[:300]
        self.call_again_on, self.calls_made = None, 0

    @transition(
        state,
        SubscriptionState.WAITING_FOR_CUSTOMER,
        None,
        permission="activation.correct_subscription",
        custom={"event": "called", "label": _("Note a call")},
    )
    def call(self, *, now: datetime, outcome: str, call_again_on: date | None = None) -> None:
        """Somebody called; what was said is a note, which can be purged."""
        self.call_again_on = call_again_on
        self.calls_made += 1

    @transition(
        state,
        SubscriptionState.WAITING_FOR_CUSTOMER,
        SubscriptionState.ORDERED,
        permission="activation.correct_subscription",
        custom={"event": "corrected", "label": _("Correct and order again")},
    )
    def correct(self, *, now: datetime, fields: Sequence[str] = (), changes: Mapping[str, Any] | None = None) -> None:
        """`fields` names what was changed, `changes` holds it; a new order takes the place of the old one."""
        self.waits_for = self.waits_for_text = ""
        self.call_again_on = None
        self.ordered_at = self.ordered_at or now
        for name, value in (changes or {}).items():
            setattr(self, name, value)

    @transition(
        state,
        [SubscriptionState.PROSPECT, SubscriptionState.ORDERED, SubscriptionState.WAITING_FOR_CUSTOMER],
        None,
        permission="activation.correct_subscription",
        custom={"event": "port_dropped", "label": _("Go on without the port")},
    )
    def drop_port(self, *, now: datetime) -> None:
        self.without_port = True

    @transition(
        state,
        [SubscriptionState.ORDERED, SubscriptionState.WAITING_FOR_CUSTOMER],
        SubscriptionState.ACTIVATING,
        permission=system_only,
        custom={"event": "activating", "label": _("Activate")},
    )
    def activate(self, *, now: datetime) -> None:
        """The incumbent has made the line: its resources are allocated."""
        self.waits_for = self.waits_for_text = ""

    @transition(
        state,
        SubscriptionState.ACTIVATING,
        SubscriptionState.ACTIVE,
        permission=system_only,
        custom={"event": "activated", "label": _("Active")},
    )
    def finish(self, *, now: datetime) -> None:
        """All that the offer needs is done."""
        self.activated_at = self.activated_at or now

    @transition(
        state,
        SubscriptionState.ACTIVE,
        SubscriptionState.SUSPENDED,
        permission="activation.suspend_subscription",
        custom={"event": "suspended", "label": _("Suspend")},
    )
    def suspend(self, *, now: datetime) -> None:
        """Its services stop and stay allocated."""

    @transition(
        state,
        SubscriptionState.SUSPENDED,
        SubscriptionState.ACTIVE,
        permission="activation.suspend_subscription",
        custom={"event": "resumed", "label": _("Resume")},
    )
    def resume(self, *, now: datetime) -> None:
        """Its services work again."""

    @transition(
        state,
        SubscriptionState.ACTIVE,
        SubscriptionState.ACTIVATING,
        permission="activation.change_offer_of_subscription",
        custom={"event": "offer_changed", "label": _("Change the offer")},
    )
    def change_offer(self, *, now: datetime, offer: str, changes: Mapping[str, Any]) -> None:
        """Another offer on the same line; `offer` is its code, and `changes` holds its key.

        What it needs is allocated, what it does not need any more is released.
        """
        self.offer_id = changes["offer_id"]

    @transition(
        state,
        [
            SubscriptionState.PROSPECT,
            SubscriptionState.ORDERED,
            SubscriptionState.WAITING_FOR_CUSTOMER,
            SubscriptionState.ACTIVATING,
        ],
        SubscriptionState.CANCELLED,
        permission="activation.cancel_subscription",
        custom={"event": "cancelled", "label": _("Cancel")},
    )
    def cancel(self, *, now: datetime) -> None:
        self.ended_on = timezone.localdate(now)

    @transition(
        state,
        [SubscriptionState.ACTIVE, SubscriptionState.SUSPENDED],
        SubscriptionState.TERMINATED,
        permission="activation.terminate_subscription",
        custom={"event": "terminated", "label": _("Terminate")},
    )
    def terminate(self, *, now: datetime) -> None:
        self.ended_on = timezone.localdate(now)

    @transition(
        state,
        [SubscriptionState.ACTIVATING, SubscriptionState.ACTIVE, SubscriptionState.SUSPENDED],
        None,
        permission="activation.reveal_secret_of_subscription",
        custom={"event": "secret_read", "label": _("Read a secret")},
    )
    def reveal(self, *, now: datetime, kind: str) -> None:
        """Who has read the secret of a service stays known; the secret is in no history."""
