"""Where the clearing house's full file and our register disagree: rows for a person, never a silent edit."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from operators.models import ExchangeFile


class DifferenceKind(models.TextChoices):
    MISSING_HERE = "missing_here", _("our register lacks this port")
    MISSING_THERE = "missing_there", _("their file lacks this port")
    OTHER_PREFIX = "other_prefix", _("another prefix")


class Outcome(models.TextChoices):
    AGREED = "agreed", _("both agree again")
    TAKEN = "taken", _("theirs was taken")
    KEPT = "kept", _("ours was kept")


class RegisterDifference(models.Model):
    """One number on which we disagree; open until a person decides, or until both agree again."""

    number = models.CharField(_("number"), max_length=14)
    kind = models.CharField(_("kind"), max_length=16, choices=DifferenceKind)
    ours = models.CharField(_("our prefix"), max_length=6, blank=True)
    theirs = models.CharField(_("their prefix"), max_length=6, blank=True)
    their_operator = models.CharField(_("their operator"), max_length=8, blank=True)
    their_date = models.DateField(_("their date"), null=True, blank=True)
    file = models.ForeignKey(ExchangeFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    found_at = models.DateTimeField(_("found at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.CharField(_("closed by"), max_length=150, blank=True)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, blank=True)

    class Meta:
        verbose_name = _("difference of the register")
        verbose_name_plural = _("differences of the register")
        ordering = ["-found_at", "number"]
        permissions = [("settle_registerdifference", _("Can settle a difference of the register"))]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=Q(closed_at=None), name="one_open_difference_a_number"
            ),
            models.CheckConstraint(condition=Q(closed_at=None) | ~Q(outcome=""), name="a_closed_difference_says_how"),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.kind})"


class ListedPort(models.Model):
    """A line of the last full file that came, kept until the next one does: what the register is compared with."""

    file = models.ForeignKey(ExchangeFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    number = models.CharField(_("number"), max_length=14)
    prefix = models.CharField(_("prefix"), max_length=6)
    operator = models.CharField(_("operator"), max_length=8, blank=True)
    since = models.DateField(_("since"))

    class Meta:
        verbose_name = _("port of the full file")
        verbose_name_plural = _("ports of the full file")
        default_permissions = ()

    def __str__(self) -> str:
        return self.number
