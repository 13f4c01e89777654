"""What is posted to a subscriber."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activation.models.offer import Parcel
from activation.models.subscription import Subscription


class ShipmentStatus(models.TextChoices):
    PLANNED = "planned", _("planned")
    SENT = "sent", _("sent")
    DELIVERED = "delivered", _("delivered")
    RETURNED = "returned", _("came back")
    RECALLED = "recalled", _("recalled")
    RETURN_AWAITED = "return_awaited", _("to be sent back")

    @classmethod
    def underway(cls) -> list["ShipmentStatus"]:
        """What the customer has, or will have if nothing is done."""
        return [cls.PLANNED, cls.SENT, cls.DELIVERED]


class ShipmentQuerySet(models.QuerySet["Shipment"]):
    def to_send(self, today: date) -> "ShipmentQuerySet":
        return self.filter(status=ShipmentStatus.PLANNED, planned_on__lte=today)

    def late(self, today: date) -> "ShipmentQuerySet":
        """What left and should have arrived."""
        return self.filter(status=ShipmentStatus.SENT, expected_on__lt=today)


class Shipment(models.Model):
    """One parcel or letter; one that came back may be sent again, as a new one."""

    subscription = models.ForeignKey(
        Subscription, models.PROTECT, related_name="shipments", verbose_name=_("subscription")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Parcel)
    status = models.CharField(_("state"), max_length=14, choices=ShipmentStatus, default=ShipmentStatus.PLANNED)
    planned_on = models.DateField(_("leaves on"))
    expected_on = models.DateField(_("expected on"))
    sent_on = models.DateField(_("left on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    carrier_reference = models.CharField(_("carrier's reference"), max_length=40, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = ShipmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("shipment")
        verbose_name_plural = _("shipments")
        ordering = ["planned_on", "pk"]
        permissions = [("follow_shipment", _("Can note what becomes of a shipment, and send again"))]
        indexes = [models.Index(fields=["status", "planned_on"], name="shipment_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "kind"],
                condition=Q(status__in=["planned", "sent", "delivered"]),
                name="one_shipment_of_a_kind_a_subscription",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["sent", "delivered", "returned", "return_awaited"]) | Q(sent_on__isnull=False),
                name="a_shipment_that_left_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscription} {self.kind}"
