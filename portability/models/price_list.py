"""What a port costs: dated price lists, the default one or a partner's own."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from operators.models import Operator


class Option(models.TextChoices):
    """What can be added to a port, each at its price."""

    LIVE_CUTOVER = "live_cutover", _("live cut-over")
    EXPRESS = "express", _("express")
    OFF_HOURS = "off_hours", _("off hours")
    INVENTORY = "inventory", _("inventory")

    @classmethod
    def of_an_order(cls) -> list["Option"]:
        return [cls.LIVE_CUTOVER, cls.EXPRESS, cls.OFF_HOURS]


class PriceListQuerySet(models.QuerySet["PriceList"]):
    def in_force(self, partner_id: int, day: date) -> "PriceList | None":
        """The partner's own list on that day, else the default one, else None."""
        current = self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)
        mine_first = F("partner").asc(nulls_last=True)
        mine = current.filter(Q(partner=partner_id) | Q(partner=None))
        return mine.order_by(mine_first, "-starts_on").prefetch_related("tiers").first()


def amount(label: Any) -> "models.DecimalField[Decimal, Decimal]":
    return models.DecimalField(label, max_digits=10, decimal_places=2, validators=[MinValueValidator(Decimal(0))])


class PriceList(models.Model):
    """Amounts in euros, excluding VAT."""

    name = models.CharField(_("name"), max_length=80)
    partner = models.ForeignKey(
        Operator,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="price_lists",
        verbose_name=_("partner"),
        help_text=_("Empty: the default list."),
    )
    starts_on = models.DateField(_("in force from"))
    ends_on = models.DateField(_("until (excluded)"), null=True, blank=True)
    vat_rate = models.DecimalField(
        _("VAT rate, %"),
        max_digits=4,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(99)],
    )
    request_simple = amount(_("a simple request"))
    request_complex = amount(_("a complex request"))
    live_cutover = amount(_("live cut-over"))
    express = amount(_("express"))
    off_hours = amount(_("off hours"))
    inventory = amount(_("inventory"))

    objects = PriceListQuerySet.as_manager()

    class Meta:
        verbose_name = _("price list")
        verbose_name_plural = _("price lists")
        ordering = ["partner__name", "-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["partner", "starts_on"], name="one_price_list_a_partner_and_day"),
            models.UniqueConstraint(
                fields=["starts_on"], condition=Q(partner=None), name="one_default_price_list_a_day"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
                name="price_list_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PriceTier(models.Model):
    """From its `from_number`-th number on, each number of a quote costs this, until the next tier."""

    price_list = models.ForeignKey(PriceList, models.CASCADE, related_name="tiers", verbose_name=_("price list"))
    from_number = models.PositiveIntegerField(_("from number"), validators=[MinValueValidator(1)])
    unit = amount(_("a number"))

    class Meta:
        verbose_name = _("price tier")
        verbose_name_plural = _("price tiers")
        ordering = ["from_number"]
        constraints = [
            models.UniqueConstraint(fields=["price_list", "from_number"], name="one_price_a_tier"),
            models.CheckConstraint(condition=Q(from_number__gte=1), name="tiers_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.price_list} ≥ {self.from_number}"
