"""The numbers of a request."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PortInNumber(models.Model):
    """One number of a request; `open` follows the request, so that the database can refuse a second open one."""

    port_in = models.ForeignKey(
        "portability.PortIn", models.CASCADE, related_name="numbers", verbose_name=_("incoming port")
    )
    national = models.CharField(_("number"), max_length=14)
    rio = models.CharField(_("RIO"), max_length=12, blank=True)
    open = models.BooleanField(_("open"), default=True)

    class Meta:
        verbose_name = _("ported number")
        verbose_name_plural = _("ported numbers")
        ordering = ["national"]
        constraints = [
            models.UniqueConstraint(fields=["national"], condition=Q(open=True), name="one_open_port_per_number"),
            models.UniqueConstraint(fields=["port_in", "national"], name="one_line_a_number_and_request"),
        ]

    def __str__(self) -> str:
        return self.national
