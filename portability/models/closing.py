"""What is left to do once numbers are gone."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portability.models.port_out import PortOut


class ClosingKind(models.TextChoices):
    TERMINATE_ACCESS = "terminate_access", _("terminate the access")
    STOP_SERVICES = "stop_services", _("stop the services")
    END_BILLING = "end_billing", _("end the billing")
    RECOVER_EQUIPMENT = "recover_equipment", _("recover the equipment")


class ClosingItem(models.Model):
    """One thing to do once the numbers are gone, ticked by a person or a program."""

    port_out = models.ForeignKey(PortOut, models.CASCADE, related_name="closing", verbose_name=_("outgoing port"))
    kind = models.CharField(_("what"), max_length=20, choices=ClosingKind)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = models.CharField(_("done by"), max_length=150, blank=True)
    not_needed = models.BooleanField(_("not needed"), default=False)

    class Meta:
        verbose_name = _("item of the closing list")
        verbose_name_plural = _("closing lists")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["port_out", "kind"], name="one_item_a_closing_list_and_kind"),
            models.CheckConstraint(condition=Q(done_at=None) | ~Q(done_by=""), name="a_done_item_says_by_whom"),
        ]

    def __str__(self) -> str:
        return f"{self.port_out} {self.kind}"
