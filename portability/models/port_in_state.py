"""The states of an incoming port, and how it is cut over."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PortInState(models.TextChoices):
    ORDERED = "ordered", _("ordered")
    SENT = "sent", _("sent")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")
    READY = "ready", _("ready")
    PORTED = "ported", _("ported")
    INCIDENT = "incident", _("incident")
    REVERSED = "reversed", _("reversed")
    COMPLETED = "completed", _("completed")
    CANCELLED = "cancelled", _("cancelled")

    @classmethod
    def open(cls) -> list["PortInState"]:
        """The states in which the numbers cannot be asked for by anybody else."""
        return [cls.ORDERED, cls.SENT, cls.ACKNOWLEDGED, cls.ACCEPTED, cls.REJECTED, cls.READY, cls.INCIDENT]

    @classmethod
    def planned(cls) -> list["PortInState"]:
        """The day has not come yet."""
        return [cls.ORDERED, cls.SENT, cls.ACKNOWLEDGED, cls.ACCEPTED, cls.REJECTED]

    @classmethod
    def unanswered(cls) -> list["PortInState"]:
        """The donor owes an answer."""
        return [cls.SENT, cls.ACKNOWLEDGED]


class Cutover(models.TextChoices):
    AUTOMATIC = "automatic", _("automatic, on the day")
    LIVE = "live", _("live, by telephone")


class Fallback(models.TextChoices):
    """What becomes of a live cut-over that nobody confirmed in its window."""

    RESCHEDULE = "reschedule", _("another day")
    AUTOMATIC = "automatic", _("automatic cut-over")
