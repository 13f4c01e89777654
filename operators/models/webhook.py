"""Where a partner wants to be told what happens to its records, and every attempt to tell it."""

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bascule.models import History
from operators.models.operator import Operator


class SwitchedOff(models.TextChoices):
    """Why an address is told nothing more."""

    GONE = "gone", _("it answered that it is gone (410)")
    FAILED = "failed", _("an event could not be delivered, in all its attempts")
    SECRET = "secret", _("its secret can no longer be read here: rotate it")
    BY_HAND = "by_hand", _("somebody switched it off")


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def active(self) -> "WebhookQuerySet":
        return self.filter(disabled_at=None)

    def given_up(self) -> "WebhookQuerySet":
        """Switched off by what happened, and by nobody's will."""
        return self.filter(disabled_at__isnull=False).exclude(disabled_because=SwitchedOff.BY_HAND)

    def visible_to(self, key: Any) -> "WebhookQuerySet":
        return self if key.sees_all else self.filter(operator=key.operator_id)


class Webhook(models.Model):
    """An address of a partner. Its secret signs what is sent, and is kept encrypted.

    `read_tx` and `read_id` name the last history line that was turned into deliveries: lines are read in the order
    of commits, each once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    operator = models.ForeignKey(Operator, models.CASCADE, related_name="webhooks", verbose_name=_("operator"))
    url = models.URLField(_("address"), max_length=500)
    events = models.JSONField(_("events"), default=list, help_text=_("Types of events; empty: all of them."))
    secret = models.BinaryField(_("secret"), editable=False)
    former_secret = models.BinaryField(_("former secret"), null=True, editable=False)
    former_until = models.DateTimeField(_("former secret signs until"), null=True, blank=True)
    read_tx = models.BigIntegerField(_("read up to transaction"), default=0)
    read_id = models.BigIntegerField(_("read up to history line"), default=0)
    created_at = models.DateTimeField(_("created at"))
    disabled_at = models.DateTimeField(_("switched off at"), null=True, blank=True)
    disabled_because = models.CharField(_("switched off because"), max_length=40, blank=True, choices=SwitchedOff)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.url

    def wants(self, event: str) -> bool:
        return not self.events or event in self.events


class DeliveryStatus(models.TextChoices):
    WAITING = "waiting", _("waiting")
    CLAIMED = "claimed", _("under way")
    DELIVERED = "delivered", _("delivered")
    FAILED = "failed", _("failed for good")


class Obstacle(models.TextChoices):
    """Why an attempt failed."""

    REFUSED = "refused", _("the answer was not a success")
    REDIRECT = "redirect", _("it answered with another address, and redirects are not followed")
    GONE = "gone", _("it answered that it is gone")
    TIMEOUT = "timeout", _("no answer in time")
    UNKNOWN_HOST = "unknown_host", _("the host name is not known")
    FORBIDDEN = "forbidden", _("the address is not one that we may call")
    TLS = "tls", _("no safe connection: its certificate is not good")
    CONNECTION = "connection", _("the connection failed")


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, key: Any) -> "DeliveryQuerySet":
        return self if key.sees_all else self.filter(webhook__operator=key.operator_id)

    def due(self, now: datetime) -> "DeliveryQuerySet":
        """What may leave now: waiting and due, or claimed by somebody who has not come back in time."""
        waits = Q(status=DeliveryStatus.WAITING, due_at__lte=now)
        return self.filter(waits | Q(status=DeliveryStatus.CLAIMED, claimed_until__lte=now))

    def held(self, now: datetime) -> "DeliveryQuerySet":
        """What somebody has claimed and may still come back from."""
        return self.filter(status=DeliveryStatus.CLAIMED, claimed_until__gt=now)


class Delivery(models.Model):
    """One event on its way to one address; claimed by compare-and-set, so that two nodes never send it at once.

    Keys are given out in the order of the events. Without an event it is a test.
    """

    id = models.BigAutoField(primary_key=True)
    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries", verbose_name=_("webhook"))
    event = models.ForeignKey(History, models.CASCADE, null=True, related_name="+", verbose_name=_("event"))
    status = models.CharField(_("status"), max_length=10, choices=DeliveryStatus, default=DeliveryStatus.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("due at"), null=True)
    claim = models.UUIDField(_("claim"), null=True, editable=False)
    claimed_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("delivered at"), null=True, blank=True)
    answer = models.PositiveSmallIntegerField(_("HTTP answer"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=20, blank=True, choices=Obstacle)
    tries = models.JSONField(_("attempts so far"), default=list, help_text=_("When, what was answered, how long."))
    created_at = models.DateTimeField(_("created at"))

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["status", "due_at"], name="delivery_by_due"),
            models.Index(fields=["webhook", "id"], name="delivery_of_webhook"),
            models.Index(fields=["claim"], condition=Q(claim__isnull=False), name="delivery_claimed"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "event"], condition=Q(event__isnull=False), name="an_event_goes_once_to_a_webhook"
            ),
            models.CheckConstraint(
                condition=Q(status=DeliveryStatus.WAITING, due_at__isnull=False) | ~Q(status=DeliveryStatus.WAITING),
                name="a_waiting_delivery_is_due_some_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.webhook} {self.event_type}"

    @property
    def is_test(self) -> bool:
        return self.event_id is None

    @property
    def event_type(self) -> str:
        return self.event.event if self.event else "webhook.test"

    @property
    def message_id(self) -> str:
        """The same at every attempt, also when it is replayed: receivers know by it what they have had."""
        return f"msg_{self.pk}"
