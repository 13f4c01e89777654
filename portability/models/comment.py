"""What people write about a request: it can be read beside the history, and purged, as the history cannot."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bascule.said import Remark
from portability.models.port_in import PortIn


class Comment(Remark):
    """Words about an incoming port; a partner sees its own and those that are not internal."""

    port_in = models.ForeignKey(PortIn, models.CASCADE, related_name="comments", verbose_name=_("incoming port"))

    class Meta(Remark.Meta):
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_comment_says_something")]

    def __str__(self) -> str:
        return f"{self.port_in} {self.by}"
