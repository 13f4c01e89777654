"""What is sold: which services a line carries, and what is sent to the customer. Rows, in both languages."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activation.models.states import Technology, Unbundling
from operators.models.reason import in_both


class Service(models.TextChoices):
    """A technical resource that a line needs; each has an adapter in `activation.provisioning`."""

    LOW_SPEED = "low_speed", _("low-speed access")
    DHCP = "dhcp", _("DHCP")
    MULTICAST = "multicast", _("multicast")
    TV_USER = "tv_user", _("TV user")
    MER = "mer", _("MER session")
    VOIP = "voip", _("VoIP")


class Parcel(models.TextChoices):
    LETTER = "letter", _("confirmation letter")
    MODEM = "modem", _("modem")
    TV_DECODER = "tv_decoder", _("TV decoder")


class OfferQuerySet(models.QuerySet["Offer"]):
    def on_sale(self) -> "OfferQuerySet":
        return self.filter(on_sale=True)


class Offer(models.Model):
    """One offer; what was subscribed stays as it was sold, so an offer is taken off sale and never deleted."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_fr = models.CharField(_("name, in French"), max_length=80)
    name_en = models.CharField(_("name, in English"), max_length=80)
    technology = models.CharField(_("technology"), max_length=10, choices=Technology, default=Technology.COPPER)
    unbundling = models.CharField(_("unbundling"), max_length=10, choices=Unbundling, default=Unbundling.FULL)
    internet = models.BooleanField(_("Internet"), default=True)
    voip = models.BooleanField(_("telephone"), default=True)
    tv = models.BooleanField(_("television"), default=False)
    tv_package = models.SlugField(
        _("TV package"), max_length=40, blank=True, help_text=_("Which channels: the groups and rights of its name.")
    )
    modem = models.BooleanField(_("modem lent"), default=True)
    monthly_price = models.DecimalField(_("price a month, excl. VAT"), max_digits=8, decimal_places=2, default=0)
    on_sale = models.BooleanField(_("on sale"), default=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(internet=True) | Q(voip=True), name="an_offer_serves_something"),
            models.CheckConstraint(condition=Q(tv=False) | ~Q(tv_package=""), name="television_has_a_package"),
            models.CheckConstraint(
                condition=~Q(technology="fibre") | Q(unbundling="full"), name="a_fibre_is_unbundled_whole"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def clean(self) -> None:
        if self.tv and not self.tv_package:
            raise ValidationError({"tv_package": _("Television needs a package.")})
        if self.technology == Technology.FIBRE and self.unbundling != Unbundling.FULL:
            raise ValidationError({"unbundling": _("A fibre is always unbundled whole.")})

    @property
    def name(self) -> str:
        return in_both(self, "name")

    @property
    def services(self) -> list[Service]:
        """What a line of this offer needs before it works, in the order in which it is allocated."""
        found: list[Service] = []
        if self.internet:
            found += [Service.DHCP, Service.MER]
        if self.tv:
            found += [Service.MULTICAST, Service.TV_USER]
        return [*found, Service.VOIP] if self.voip else found

    @property
    def parcels(self) -> list[Parcel]:
        """What is posted to a subscriber."""
        bulky = [Parcel.MODEM] if self.modem else []
        return [Parcel.LETTER, *bulky, *([Parcel.TV_DECODER] if self.tv else [])]
