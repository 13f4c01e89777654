"""What people write about a request: it can be read beside the history, and purged, as the history cannot."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portability.models.port_in import PortIn


class Comment(models.Model):
    """Words about an incoming port; a partner sees its own and those that are not internal."""

    port_in = models.ForeignKey(PortIn, models.CASCADE, related_name="comments", verbose_name=_("incoming port"))
    by = models.CharField(_("by"), max_length=150)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("user")
    )
    at = models.DateTimeField(_("at"))
    internal = models.BooleanField(_("internal"), default=True)
    text = models.TextField(_("text"), max_length=2_000)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_comment_says_something")]

    def __str__(self) -> str:
        return f"{self.port_in} {self.by}"
