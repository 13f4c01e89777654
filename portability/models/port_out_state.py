"""The states of an outgoing port, how it came, and on which grounds it can be refused."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PortOutState(models.TextChoices):
    RECEIVED = "received", _("received")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")
    RELEASED = "released", _("released")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")

    @classmethod
    def open(cls) -> list["PortOutState"]:
        """The numbers are promised to nobody else meanwhile."""
        return [cls.RECEIVED, cls.ACCEPTED]


class Door(models.TextChoices):
    """How a request came: the record, its checks and its clock are the same."""

    API = "api", _("API")
    CLEARING_HOUSE = "clearing_house", _("clearing house")


class Refusal(models.TextChoices):
    """The only grounds on which a donor may refuse a number: code des postes, and décision ARCEP 2013-0830."""

    RIO_INVALID = "rio_invalid", _("the RIO is wrong")
    RIO_MISSING = "rio_missing", _("the RIO is missing")
    INCOMPLETE = "incomplete", _("the request is incomplete or wrong")
    NUMBER_INACTIVE = "number_inactive", _("the number was not active on the day")
    NOT_SERVED_BY_US = "not_served_by_us", _("we do not serve this number")
    PORT_IN_PROGRESS = "port_in_progress", _("a port of the number is under way")
