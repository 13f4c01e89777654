"""What is answered to other operators without a human."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from operators.models import CustomerKind, Operator


class RuleAction(models.TextChoices):
    ACCEPT = "accept", _("accept at once")
    HUMAN = "human", _("leave it to a human")
    REFUSE = "refuse", _("refuse, where a ground is certain")


class AnswerRule(models.Model):
    """What is answered without a human. The first rule that fits decides; none: a human."""

    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(_("order"), default=100)
    active = models.BooleanField(_("active"), default=True)
    recipient = models.ForeignKey(
        Operator, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("only for this recipient")
    )
    customer_kind = models.CharField(_("only for"), max_length=10, choices=CustomerKind, blank=True)
    most_numbers = models.PositiveIntegerField(_("up to how many numbers"), default=10)
    action = models.CharField(_("what is done"), max_length=8, choices=RuleAction, default=RuleAction.HUMAN)

    class Meta:
        verbose_name = _("rule of automatic answers")
        verbose_name_plural = _("rules of automatic answers")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name
