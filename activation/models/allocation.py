"""The technical resources of a line, and the pools that they are taken from.

An allocation has a goal and a status; `activation.provisioning` brings the second to the first, each alone.
"""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activation.models.offer import Service
from activation.models.plant import Exchange
from activation.models.subscription import Subscription


class Goal(models.TextChoices):
    """What is wanted of a resource."""

    ALLOCATED = "allocated", _("allocated")
    SUSPENDED = "suspended", _("suspended")
    RELEASED = "released", _("released")


class AllocationStatus(models.TextChoices):
    """What a resource is."""

    PENDING = "pending", _("waiting")
    ALLOCATED = "allocated", _("allocated")
    SUSPENDED = "suspended", _("suspended")
    RELEASED = "released", _("released")


class Problem(models.TextChoices):
    """What stands between a resource and what is wanted of it."""

    POOL_MISSING = "pool_missing", _("no open pool serves this line")
    POOL_EXHAUSTED = "pool_exhausted", _("the pool has nothing left")
    POOL_INCOMPLETE = "pool_incomplete", _("the pool lacks an option")
    PACKAGE_UNKNOWN = "package_unknown", _("the pool does not know the TV package")
    NUMBER_TAKEN = "number_taken", _("another line has the number already")
    SECRET_UNREADABLE = "secret_unreadable", _("its secret cannot be read any more")
    PLATFORM_DOWN = "platform_down", _("the platform does not answer")
    PLATFORM_FAILED = "platform_failed", _("the platform failed")
    PLATFORM_REFUSED = "platform_refused", _("the platform refused")
    BROKEN = "broken", _("something went wrong here")

    @classmethod
    def passing(cls) -> list["Problem"]:
        """Those that usually end by themselves; the others are for somebody to see to."""
        return [cls.PLATFORM_DOWN, cls.PLATFORM_FAILED, cls.BROKEN]


TRIES_BEFORE_ATTENTION = 5
"""What fails this often does not end by itself."""


class ResourceQuerySet(models.QuerySet["Allocation"]):
    def live(self) -> "ResourceQuerySet":
        return self.exclude(status=AllocationStatus.RELEASED)

    def served(self) -> "ResourceQuerySet":
        """Those that stay: nobody wants them released."""
        return self.live().exclude(goal=Goal.RELEASED)

    def unreached(self) -> "ResourceQuerySet":
        """Those that are not yet what is wanted of them."""
        return self.exclude(status=F("goal"))

    def unclaimed(self, now: datetime) -> "ResourceQuerySet":
        """Those that nobody is at work on; whoever took too long is dead."""
        return self.filter(Q(claimed_until=None) | Q(claimed_until__lte=now))

    def due(self, now: datetime) -> "ResourceQuerySet":
        """Those that may be tried now; what a platform refused is tried again when somebody says so."""
        ready = Q(next_try_at=None) | Q(next_try_at__lte=now)
        return self.unreached().unclaimed(now).filter(ready).exclude(problem=Problem.PLATFORM_REFUSED)

    def in_trouble(self) -> "ResourceQuerySet":
        """Those that somebody must see to."""
        lasting = ~Q(problem__in=["", *Problem.passing()])
        return self.unreached().filter(lasting | Q(tries__gte=TRIES_BEFORE_ATTENTION))

    def of(self, subscriptions: Iterable[Subscription]) -> "ResourceQuerySet":
        return self.filter(subscription__in=subscriptions)


class Allocation(models.Model):
    """One resource of one line; `values` hold what is shown of it, `sealed` its secret, if it has one."""

    subscription = models.ForeignKey(
        Subscription, models.PROTECT, related_name="allocations", verbose_name=_("subscription")
    )
    kind = models.CharField(_("service"), max_length=12, choices=Service)
    goal = models.CharField(_("wanted"), max_length=10, choices=Goal, default=Goal.ALLOCATED)
    status = models.CharField(_("state"), max_length=10, choices=AllocationStatus, default=AllocationStatus.PENDING)
    values = models.JSONField(_("values"), default=dict, blank=True)
    sealed = models.BinaryField(_("secret"), null=True, blank=True, editable=False)
    tries = models.PositiveIntegerField(_("failed tries"), default=0)
    next_try_at = models.DateTimeField(_("next try at"), null=True, blank=True)
    claim = models.UUIDField(_("claimed by"), null=True, blank=True, editable=False)
    claimed_until = models.DateTimeField(
        _("claimed until"), null=True, blank=True, editable=False, help_text=_("Somebody is at work on it until then.")
    )
    problem = models.SlugField(_("problem"), max_length=40, blank=True, choices=Problem)
    problem_text = models.CharField(_("problem, in words"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created at"))
    status_since = models.DateTimeField(_("in this state since"))

    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        ordering = ["subscription", "pk"]
        permissions = [("retry_allocation", _("Can try an allocation again"))]
        indexes = [models.Index(fields=["status", "next_try_at"], name="allocation_by_status")]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "kind"],
                condition=~Q(status="released"),
                name="one_resource_of_a_kind_a_subscription",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscription} {self.kind}"


class PoolQuerySet(models.QuerySet["Pool"]):
    def serving(self, exchange_id: int | None) -> "PoolQuerySet":
        """The pools for a line: those of its exchange first, then those of everywhere."""
        here = Q(exchange=None) | Q(exchange=exchange_id) if exchange_id else Q(exchange=None)
        return self.filter(here, is_open=True).order_by(F("exchange").asc(nulls_last=True), "pk")


class Pool(models.Model):
    """Identifiers of one kind that are given out one by one, from `first` to `last`, both included."""

    kind = models.CharField(_("service"), max_length=12, choices=Service)
    name = models.CharField(_("name"), max_length=60, unique=True)
    first = models.BigIntegerField(_("first"))
    last = models.BigIntegerField(_("last"))
    exchange = models.ForeignKey(
        Exchange, models.PROTECT, null=True, blank=True, related_name="pools", verbose_name=_("exchange"),
        help_text=_("Empty: for lines of every exchange."),
    )  # fmt: skip
    options = models.JSONField(
        _("options"), default=dict, blank=True, help_text=_("What goes with each of them: gateway, VLAN, domain…")
    )
    is_open = models.BooleanField(_("open"), default=True, help_text=_("A closed pool gives out nothing more."))

    objects = PoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("pool")
        verbose_name_plural = _("pools")
        ordering = ["kind", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(first__gte=0, last__gte=F("first")), name="a_pool_has_bounds")
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.first is None or self.last is None:
            return
        if self.last < self.first:
            raise ValidationError({"last": _("The last one comes before the first one.")})
        others = Pool.objects.filter(kind=self.kind, first__lte=self.last, last__gte=self.first).exclude(pk=self.pk)
        if other := others.first():
            raise ValidationError({"first": gettext("%(pool)s gives out some of these already.") % {"pool": other}})


class Lease(models.Model):
    """One identifier that was given out; it is kept for a while once it is given up."""

    pool = models.ForeignKey(
        Pool, models.PROTECT, null=True, blank=True, related_name="leases", verbose_name=_("pool"),
        help_text=_("Empty: a number that was ported to us."),
    )  # fmt: skip
    kind = models.CharField(_("service"), max_length=12, choices=Service)
    value = models.BigIntegerField(_("value"))
    allocation = models.OneToOneField(
        Allocation, models.PROTECT, null=True, blank=True, related_name="lease", verbose_name=_("allocation")
    )
    quarantined_until = models.DateField(_("in quarantine until"), null=True, blank=True)

    class Meta:
        verbose_name = _("lease")
        verbose_name_plural = _("leases")
        ordering = ["kind", "value"]
        indexes = [
            models.Index(
                fields=["pool", "quarantined_until"], condition=Q(allocation__isnull=True), name="lease_in_quarantine"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "value"], name="nothing_is_given_out_twice"),
            models.CheckConstraint(
                condition=Q(allocation__isnull=False) | Q(quarantined_until__isnull=False),
                name="a_lease_is_used_or_in_quarantine",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
