"""What people say of a subscription: calls to the customer, and comments. It can be purged, as no history could be."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activation.models.subscription import Subscription
from bascule.said import Remark, Said


class Outcome(models.TextChoices):
    """What came of a call."""

    NO_ANSWER = "no_answer", _("nobody answered")
    CALL_AGAIN = "call_again", _("call again on a day")
    VISIT_BOOKED = "visit_booked", _("technical visit on a day")
    CORRECTED = "corrected", _("corrected and ordered again")
    WITHDREW = "withdrew", _("the customer withdrew")


class Call(Said):
    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="calls", verbose_name=_("subscription"))
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome)
    again_on = models.DateField(_("on"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=2_000, blank=True)

    class Meta(Said.Meta):
        verbose_name = _("call")
        verbose_name_plural = _("calls")

    def __str__(self) -> str:
        return f"{self.subscription} {self.outcome}"


class SubscriptionComment(Remark):
    subscription = models.ForeignKey(
        Subscription, models.CASCADE, related_name="comments", verbose_name=_("subscription")
    )

    class Meta(Remark.Meta):
        verbose_name = _("comment on a subscription")
        verbose_name_plural = _("comments on subscriptions")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_comment_on_a_subscription_says_something")]

    def __str__(self) -> str:
        return f"{self.subscription} {self.by}"
