"""The line plant: exchanges (NRA), DSLAMs, strips and their positions, each reserved for one subscription at most."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _


class ExchangeQuerySet(models.QuerySet["Exchange"]):
    def with_occupancy(self) -> "ExchangeQuerySet":
        """Each with how many positions it has, and how many of them can be given: `positions`, `free`."""
        of = "dslams__strips__positions"
        return self.annotate(positions=Count(of), free=Count(of, filter=Q(**{f"{of}__state": PositionState.FREE})))


class Exchange(models.Model):
    """A central office of the incumbent, where pairs reach our equipment."""

    code = models.CharField(
        _("code"),
        max_length=8,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9]{3,8}$", _("3 to 8 capitals or digits."))],
    )
    name = models.CharField(_("name"), max_length=80)
    postal_codes = models.JSONField(
        _("postal codes"), default=list, blank=True, help_text=_("Where its lines end, when it is known.")
    )
    copper_closed_on = models.DateField(
        _("closed to copper from"), null=True, blank=True, help_text=_("From this day on, no copper line is ordered.")
    )

    objects = ExchangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("exchange")
        verbose_name_plural = _("exchanges")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def is_closed_to_copper(self, on: date) -> bool:
        return self.copper_closed_on is not None and on >= self.copper_closed_on


class Dslam(models.Model):
    """Our equipment in an exchange."""

    exchange = models.ForeignKey(Exchange, models.PROTECT, related_name="dslams", verbose_name=_("exchange"))
    name = models.CharField(_("name"), max_length=40, unique=True)

    class Meta:
        verbose_name = _("DSLAM")
        verbose_name_plural = _("DSLAMs")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Strip(models.Model):
    """A strip of the distribution frame; its positions are numbered from 1 to `size`."""

    dslam = models.ForeignKey(Dslam, models.PROTECT, related_name="strips", verbose_name=_("DSLAM"))
    code = models.CharField(_("code"), max_length=12)
    size = models.PositiveSmallIntegerField(_("positions"), default=128)

    class Meta:
        verbose_name = _("strip")
        verbose_name_plural = _("strips")
        ordering = ["dslam", "code"]
        constraints = [
            models.UniqueConstraint(fields=["dslam", "code"], name="one_strip_a_code_and_dslam"),
            models.CheckConstraint(condition=Q(size__gte=1, size__lte=1024), name="a_strip_has_positions"),
        ]

    def __str__(self) -> str:
        return f"{self.dslam} {self.code}"

    def clean(self) -> None:
        """The incumbent knows a strip by its exchange and its code."""
        if self.dslam_id is None:
            return
        same = Strip.objects.filter(dslam__exchange=self.dslam.exchange_id, code=self.code).exclude(pk=self.pk)
        if same.exists():
            raise ValidationError({"code": _("A strip of this exchange has this code already.")})


class PositionState(models.TextChoices):
    FREE = "free", _("free")
    RESERVED = "reserved", _("reserved")
    IN_USE = "in_use", _("in use")
    QUARANTINED = "quarantined", _("in quarantine")
    FAULTY = "faulty", _("faulty")

    @classmethod
    def taken(cls) -> list["PositionState"]:
        """The states in which a position belongs to a subscription."""
        return [cls.RESERVED, cls.IN_USE]


class Position(models.Model):
    """One position (plot) of a strip; the order to the incumbent reserves it."""

    strip = models.ForeignKey(Strip, models.PROTECT, related_name="positions", verbose_name=_("strip"))
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=12, choices=PositionState, default=PositionState.FREE)
    subscription = models.ForeignKey(
        "activation.Subscription",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="positions",
        verbose_name=_("subscription"),
    )
    quarantined_until = models.DateField(_("in quarantine until"), null=True, blank=True)

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["strip", "number"]
        indexes = [models.Index(fields=["state", "strip", "number"], name="position_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["strip", "number"], name="one_position_a_number_and_strip"),
            models.UniqueConstraint(
                fields=["subscription"],
                condition=Q(state__in=["reserved", "in_use"]),
                name="one_position_a_subscription",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["reserved", "in_use"], subscription__isnull=False)
                | (~Q(state__in=["reserved", "in_use"]) & Q(subscription__isnull=True)),
                name="a_taken_position_says_for_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state="quarantined") | Q(quarantined_until__isnull=False),
                name="a_quarantined_position_says_until_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.strip} {self.number}"
