"""Why the incumbent does not make a line: reasons are rows, in both languages, and each has a next step."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from operators.models.reason import Reason, in_both


class Family(models.TextChoices):
    IDENTIFICATION = "identification", _("identification of the line")
    OWNERSHIP = "ownership", _("who holds the line")
    TECHNICAL = "technical", _("technical")
    CUSTOMER = "customer", _("the customer")
    OPERATOR_DATA = "operator_data", _("our own data")
    PLANT = "plant", _("the plant")
    UNKNOWN = "unknown", _("not known yet")


class NextStep(models.TextChoices):
    """What becomes of an order that failed for a reason."""

    REORDER = "reorder", _("order again by itself")
    OTHER_POSITION = "other_position", _("order again on another position")
    CALL = "call", _("call the customer")
    VISIT = "visit", _("call, and plan a technical visit")
    CANCEL = "cancel", _("call, and cancel: no line can be made")


class LineField(models.TextChoices):
    """What a correction may change."""

    LINE_NUMBER = "line_number", _("line number")
    CUSTOMER_NAME = "customer_name", _("name of the customer")
    ADDRESS = "address", _("address")
    EXCHANGE = "exchange", _("exchange")


class FailureReason(Reason):
    """One reason: what it means, what is said to the customer, what comes next, and what may be corrected."""

    CORRECTABLE = LineField

    family = models.CharField(_("family"), max_length=16, choices=Family)
    next_step = models.CharField(_("next step"), max_length=16, choices=NextStep, default=NextStep.CALL)
    blocks_an_order = models.BooleanField(
        _("stands in the way of an order"),
        default=False,
        help_text=_("When the check of the line finds it before the order; else it is only a warning."),
    )
    script_fr = models.TextField(_("what to say to the customer, in French"), max_length=900)
    script_en = models.TextField(_("what to say to the customer, in English"), max_length=900)

    class Meta:
        verbose_name = _("failure reason")
        verbose_name_plural = _("failure reasons")
        ordering = ["family", "code"]

    @property
    def script(self) -> str:
        return in_both(self, "script")


class IncumbentCode(models.Model):
    """What one code of the incumbent means here."""

    their_code = models.CharField(_("their code"), max_length=40, unique=True)
    reason = models.ForeignKey(
        FailureReason, models.PROTECT, related_name="their_codes", verbose_name=_("failure reason")
    )

    class Meta:
        verbose_name = _("code of the incumbent")
        verbose_name_plural = _("codes of the incumbent")
        ordering = ["their_code"]

    def __str__(self) -> str:
        return self.their_code
