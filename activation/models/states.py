"""The states of a subscription and of an order to the incumbent, and the words that both share."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Technology(models.TextChoices):
    COPPER = "copper", _("copper")
    FIBRE = "fibre", _("fibre")


class Unbundling(models.TextChoices):
    """What becomes of the incumbent's telephone service on the line: it stays, or the whole line is ours."""

    PARTIAL = "partial", _("partial")
    FULL = "full", _("full")


class Channel(models.TextChoices):
    PHONE = "phone", _("telephone")
    WEB = "web", _("web")
    MAIL = "mail", _("mail")


class SubscriptionState(models.TextChoices):
    PROSPECT = "prospect", _("prospect")
    ORDERED = "ordered", pgettext_lazy("subscription", "ordered")
    ACTIVATING = "activating", _("activating")
    ACTIVE = "active", _("active")
    WAITING_FOR_CUSTOMER = "waiting_for_customer", _("to call")
    SUSPENDED = "suspended", _("suspended")
    CANCELLED = "cancelled", pgettext_lazy("subscription", "cancelled")
    TERMINATED = "terminated", _("terminated")

    @classmethod
    def under_way(cls) -> list["SubscriptionState"]:
        """The line is not there yet, and somebody is at work on it."""
        return [cls.PROSPECT, cls.ORDERED, cls.WAITING_FOR_CUSTOMER, cls.ACTIVATING]

    @classmethod
    def served(cls) -> list["SubscriptionState"]:
        """The line is ours."""
        return [cls.ACTIVATING, cls.ACTIVE, cls.SUSPENDED]

    @classmethod
    def live(cls) -> list["SubscriptionState"]:
        """The states in which nobody else may subscribe for the same line."""
        return [*cls.under_way(), cls.ACTIVE, cls.SUSPENDED]


class OrderState(models.TextChoices):
    HELD = "held", _("held: withdrawal period")
    DUE = "due", _("to be sent")
    SENT = "sent", _("sent")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    ACKNOWLEDGED_IN_ERROR = "acknowledged_in_error", _("acknowledged in error")
    CORRECTED = "corrected", _("corrected")
    DONE = "done", pgettext_lazy("unbundling order", "done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")

    @classmethod
    def open(cls) -> list["OrderState"]:
        """A subscription has one order in these states at most, and its position is kept."""
        return [cls.HELD, cls.DUE, cls.SENT, cls.ACKNOWLEDGED]

    @classmethod
    def unreported(cls) -> list["OrderState"]:
        """The incumbent has it, and its completion report is awaited."""
        return [cls.SENT, cls.ACKNOWLEDGED]


FIRST_ATTEMPT, LAST_ATTEMPT = 1, 4
"""An order and three re-orders at most; the database holds it too."""
