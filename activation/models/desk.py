"""What people say of a subscription: calls to the customer, and comments. It can be purged, as no history could be."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activation.models.subscription import Subscription


class Outcome(models.TextChoices):
    """What came of a call."""

    NO_ANSWER = "no_answer", _("nobody answered")
    CALL_AGAIN = "call_again", _("call again on a day")
    VISIT_BOOKED = "visit_booked", _("technical visit on a day")
    CORRECTED = "corrected", _("corrected and ordered again")
    WITHDREW = "withdrew", _("the customer withdrew")


class Call(models.Model):
    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="calls", verbose_name=_("subscription"))
    by = models.CharField(_("by"), max_length=150)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("user")
    )
    at = models.DateTimeField(_("at"))
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome)
    again_on = models.DateField(_("on"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=2_000, blank=True)

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.subscription} {self.outcome}"


class SubscriptionComment(models.Model):
    subscription = models.ForeignKey(
        Subscription, models.CASCADE, related_name="comments", verbose_name=_("subscription")
    )
    by = models.CharField(_("by"), max_length=150)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("user")
    )
    at = models.DateTimeField(_("at"))
    internal = models.BooleanField(_("internal"), default=True)
    text = models.TextField(_("text"), max_length=2_000)

    class Meta:
        verbose_name = _("comment on a subscription")
        verbose_name_plural = _("comments on subscriptions")
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_comment_on_a_subscription_says_something")]

    def __str__(self) -> str:
        return f"{self.subscription} {self.by}"
