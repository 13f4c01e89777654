"""What people write, say or lay beside a record. It can be purged, as the history cannot, which holds none of it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bascule.lifecycle import name_of


class Said(models.Model):
    """Something with its author; the name stays when the user is gone."""

    by = models.CharField(_("by"), max_length=150)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("user")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        abstract = True
        ordering = ["at", "pk"]


class Remark(Said):
    """Words about a record: a partner sees its own and those that are not internal."""

    internal = models.BooleanField(_("internal"), default=True)
    text = models.TextField(_("text"), max_length=2_000)

    class Meta(Said.Meta):
        abstract = True


def signed(by: Any, now: datetime) -> dict[str, Any]:
    """Who says something, and when, as the fields of `Said`."""
    user = by if isinstance(getattr(by, "username", None), str) and by.username else None
    return {"by": name_of(by), "by_user": user, "at": now}
