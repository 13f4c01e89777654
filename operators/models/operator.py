"""Operators, and what ARCEP gave them."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.db.models.lookups import Exact
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bascule.plain import plain
from operators.numbering import Territory
from operators.siren import siren_or_more


class Source(models.TextChoices):
    """Where a row comes from; an import can only withdraw rows of its own file."""

    ARCEP = "arcep", _("ARCEP open data")
    DEMO = "demo", _("demonstration")
    MANUAL = "manual", _("entered by hand")


class OperatorQuerySet(models.QuerySet["Operator"]):
    def own(self) -> "Operator":
        """Ourselves. Raises ImproperlyConfigured with a sentence when OWN_OPERATOR names nobody."""
        found = self.filter(code=settings.OWN_OPERATOR).first()
        if found is None:
            raise ImproperlyConfigured(own_operator_problem())
        return found

    def named(self, text: str) -> "OperatorQuerySet":
        """The operators that somebody may mean by a text: part of the name, the code, the SIRET or SIREN."""
        meant = Q(name__plain__contains=plain(text)) | Q(code__istartswith=text)
        if digits := siren_or_more(text):
            meant |= Q(siret__startswith=digits)
        return self.filter(meant)


def own_operator_problem() -> str:
    if not settings.OWN_OPERATOR:
        return gettext("OWN_OPERATOR is not set: give the code of the operator whose back office this is.")
    return gettext("OWN_OPERATOR is %(code)s, but no operator of that code is known: import or create it.") % {
        "code": settings.OWN_OPERATOR
    }


class Operator(models.Model):
    """An operator declared to ARCEP, or a placeholder for a code that ARCEP's files use without naming it."""

    code = models.CharField(_("code"), max_length=8, unique=True)
    name = models.CharField(_("name"), max_length=200)
    siret = models.CharField(_("SIRET"), max_length=14, blank=True)
    registry = models.CharField(_("trade register"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    declared_on = models.DateField(_("declared on"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    placeholder = models.BooleanField(_("placeholder"), default=False, help_text=_("Known by its code alone."))
    porting_provider = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="ported_operators",
        verbose_name=_("porting provider"),
        help_text=_("Who routes its ported numbers when it has no prefix of its own."),
    )
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.MANUAL)

    objects = OperatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("operator")
        verbose_name_plural = _("operators")
        ordering = ["name", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_own(self) -> bool:
        return self.code == settings.OWN_OPERATOR

    def may_know(self, partner_id: int) -> bool:
        """Whether a record that came through a partner may be named to this one: its own, and to us every one."""
        return self.is_own or partner_id == self.pk


class AllocationQuerySet(models.QuerySet[Any]):
    """What ARCEP gives has a day it starts and, once withdrawn, a day it ends."""

    def in_force(self, day: date) -> "AllocationQuerySet":
        return self.filter(assigned_on__lte=day).filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=day))


class ArcepAllocation(models.Model):
    """A resource that ARCEP gave to an operator on a day."""

    assigned_on = models.DateField(_("assigned on"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.MANUAL)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        abstract = True


class RioCode(ArcepAllocation):
    """The two characters that open the RIO of an operator's customers."""

    code = models.CharField(_("RIO code"), max_length=2, unique=True)
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="rio_codes", verbose_name=_("operator"))

    class Meta:
        verbose_name = _("RIO code")
        verbose_name_plural = _("RIO codes")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class RoutingPrefix(ArcepAllocation):
    """The prefix under which calls to ported numbers reach a network; it names a network, not a service operator."""

    prefix = models.CharField(_("prefix"), max_length=6, unique=True)
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="prefixes", verbose_name=_("operator"))

    class Meta:
        verbose_name = _("routing prefix")
        verbose_name_plural = _("routing prefixes")
        ordering = ["prefix"]

    def __str__(self) -> str:
        return self.prefix


class NumberRange(ArcepAllocation):
    """A block of numbers and the operator that ARCEP gave it to, its range holder."""

    first = models.CharField(_("first number"), max_length=14)
    last = models.CharField(_("last number"), max_length=14)
    holder = models.ForeignKey(Operator, models.PROTECT, related_name="ranges", verbose_name=_("range holder"))
    territory = models.CharField(_("territory"), max_length=30, choices=Territory)

    class Meta:
        verbose_name = _("number range")
        verbose_name_plural = _("number ranges")
        ordering = ["first"]
        constraints = [
            models.UniqueConstraint(fields=["first", "assigned_on", "holder"], name="one_range_a_start_day_and_holder"),
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="range_starts_before_it_ends"),
            # The look-up of a number relies on it to read a few rows instead of all those that start before.
            models.CheckConstraint(
                condition=Exact(Left("last", 3), Left("first", 3)), name="range_keeps_its_first_three_digits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} – {self.last}"
