"""Why a donor or the clearing house says no: reasons are rows, in both languages, and each has a way out."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from operators.models.reason import Reason, in_both


class WhoActs(models.TextChoices):
    US = "us", _("us")
    CUSTOMER = "customer", _("the customer")
    DONOR = "donor", _("the donor")
    CLEARING_HOUSE = "clearing_house", _("the clearing house")


class LegalGround(models.TextChoices):
    """The closed list of what a port may be refused for."""

    INCAPACITY = "incapacity", _("the requester may not ask")
    INCOMPLETE = "incomplete", _("the request is incomplete or wrong")
    NUMBERING_PLAN = "numbering_plan", _("the numbering plan forbids it")
    TECHNICAL = "technical", _("technical incompatibility")
    INACTIVE = "inactive", _("the number was not active on the day")
    IN_PROGRESS = "in_progress", _("a port of the number is under way")
    NONE = "none", _("no legal ground: it can be contested")
    UNKNOWN = "unknown", _("not known yet")


class Correctable(models.TextChoices):
    """The fields of a request that a correction may change."""

    RIOS = "rios", _("RIO")
    NUMBERS = "numbers", _("numbers")
    MAIN_NUMBER = "main_number", _("main number")
    KEEP_WITH_DONOR = "keep_with_donor", _("kept with the donor")
    DATE = "date", _("date")
    WINDOW = "window", _("window")
    MANDATE_SIGNED_ON = "mandate_signed_on", _("mandate signed on")
    MANDATE_REFERENCE = "mandate_reference", _("mandate")
    CUSTOMER_NAME = "customer_name", _("name of the customer")
    SIRET = "siret", _("SIRET")
    ADDRESS = "address", _("address")
    ROUTING_PREFIX = "routing_prefix", _("routing prefix")


WRONG = {LegalGround.INCAPACITY, LegalGround.INCOMPLETE, LegalGround.NUMBERING_PLAN}
"""The grounds that find fault with the request itself; the others speak of the world, which may have changed."""


class RejectionReason(Reason):
    """One reason: what it means, how to mend it, who must, and which fields a correction may change."""

    CORRECTABLE = Correctable

    fix_fr = models.TextField(_("way out, in French"), max_length=600)
    fix_en = models.TextField(_("way out, in English"), max_length=600)
    who_acts = models.CharField(_("who acts"), max_length=16, choices=WhoActs, default=WhoActs.US)
    legal_ground = models.CharField(_("legal ground"), max_length=16, choices=LegalGround)

    class Meta:
        verbose_name = _("rejection reason")
        verbose_name_plural = _("rejection reasons")
        ordering = ["code"]

    @property
    def needs_a_change(self) -> bool:
        """A wrong request is not sent again as it is; what else stood in the way may be gone by now."""
        return bool(self.correctable_fields) and self.legal_ground in WRONG

    @property
    def fix(self) -> str:
        return in_both(self, "fix")


class CounterpartReason(models.Model):
    """What one code of a counterpart means here."""

    counterpart = models.CharField(_("counterpart"), max_length=20)
    their_code = models.CharField(_("their code"), max_length=40)
    reason = models.ForeignKey(
        RejectionReason, models.PROTECT, related_name="their_codes", verbose_name=_("rejection reason")
    )

    class Meta:
        verbose_name = _("code of a counterpart")
        verbose_name_plural = _("codes of counterparts")
        ordering = ["counterpart", "their_code"]
        constraints = [
            models.UniqueConstraint(fields=["counterpart", "their_code"], name="a_counterpart_s_code_means_one_thing")
        ]

    def __str__(self) -> str:
        return f"{self.counterpart} {self.their_code}"
