"""The keys of partners: their way in through the API."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from operators.models.operator import Operator


class Scope(models.TextChoices):
    """What a key may do; write implies read."""

    QUOTES_READ = "quotes:read", _("read quotes")
    QUOTES_WRITE = "quotes:write", _("ask for quotes and order")
    PORT_INS_READ = "port-ins:read", _("read incoming ports")
    PORT_INS_WRITE = "port-ins:write", _("act on incoming ports")
    PORT_OUTS_READ = "port-outs:read", _("read outgoing ports")
    PORT_OUTS_WRITE = "port-outs:write", _("ask for numbers of ours")
    NUMBERS_READ = "numbers:read", _("look numbers up")
    NUMBERS_WRITE = "numbers:write", _("act on numbers")
    ACTIVATIONS_READ = "activations:read", _("read activations")
    ACTIVATIONS_WRITE = "activations:write", _("order activations")
    EVENTS_READ = "events:read", _("read events")
    EVENTS_WRITE = "events:write", _("manage webhooks")


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def issue(self, operator: Operator, name: str, scopes: Iterable[str], **fields: Any) -> tuple["ApiKey", str]:
        """Make a key and return it with its secret, which is shown this once and never stored."""
        secret = f"bsc_{secrets.token_urlsafe(32)}"
        key = ApiKey(operator=operator, name=name, scopes=sorted(set(scopes)), digest=digest_of(secret), **fields)
        key.hint = secret[:8]
        key.full_clean()
        key.save()
        return key, secret

    def usable(self, secret: str, now: datetime) -> "ApiKey | None":
        """The key of this secret, unless it is revoked or over."""
        alive = Q(expires_at=None) | Q(expires_at__gt=now)
        return self.filter(alive, digest=digest_of(secret), revoked_at=None).select_related("operator").first()


def digest_of(secret: str) -> str:
    """The secret carries 256 random bits, so one fast hash is enough to keep it."""
    return sha256(secret.encode()).hexdigest()


class ApiKey(models.Model):
    """A partner's way in through the API; it moves records like a person whose permissions are its scopes."""

    PERMISSIONS: ClassVar[dict[str, set[str]]] = {}
    """What each scope permits; every room grants what its own transitions ask for."""
    OWN_PERMISSIONS: ClassVar[dict[str, set[str]]] = {}
    """What each scope permits to the keys of our own operator beside that."""

    operator = models.ForeignKey(Operator, models.PROTECT, related_name="api_keys", verbose_name=_("operator"))
    name = models.CharField(_("name"), max_length=80)
    hint = models.CharField(_("starts with"), max_length=8, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(_("scopes"), default=list)
    allowed_ips = models.JSONField(
        _("allowed addresses"), default=list, blank=True, help_text=_("Addresses or networks; empty: from anywhere.")
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True, editable=False)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ["operator__name", "name"]

    def __str__(self) -> str:
        return f"{self.operator.code} {self.name}"

    @property
    def history_name(self) -> str:
        return f"key {self.operator.code} {self.name}"

    def clean(self) -> None:
        unknown = sorted(set(self.scopes) - set(Scope.values))
        if unknown or not self.scopes:
            sentence = gettext("Unknown or no scope: %(unknown)s. Scopes are: %(known)s.")
            names = {"unknown": ", ".join(unknown) or "-", "known": ", ".join(Scope.values)}
            raise ValidationError({"scopes": sentence % names})
        try:
            self.allowed_networks()
        except ValueError as error:
            sentence = gettext("Not an address or a network: %(error)s.")
            raise ValidationError({"allowed_ips": sentence % {"error": error}}) from error

    def may(self, scope: str) -> bool:
        """Whether this key has a scope; `quotes:write` implies `quotes:read`."""
        return scope in self.scopes or scope.replace(":read", ":write") in self.scopes

    @property
    def scopes_in_short(self) -> list[str]:
        """The scopes without those that another one implies."""
        implied = {scope.replace(":write", ":read") for scope in self.scopes if scope.endswith(":write")}
        return [scope for scope in self.scopes if scope not in implied]

    @classmethod
    def grant(cls, scope: Scope, *permissions: str) -> None:
        """Let keys of a scope make the moves that ask for these permissions; rooms call it when loaded."""
        cls.PERMISSIONS.setdefault(scope, set()).update(permissions)

    @classmethod
    def grant_own(cls, scope: Scope, *permissions: str) -> None:
        """Let keys of our own operator, with this scope, do what our people do and no partner may."""
        cls.OWN_PERMISSIONS.setdefault(scope, set()).update(permissions)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Whether a scope of this key permits it on this record.

        Never without a record: when the answer is no, django-fsm asks again without one.
        """
        granted = [self.PERMISSIONS, self.OWN_PERMISSIONS] if self.sees_all else [self.PERMISSIONS]
        held = any(perm in found and self.may(scope) for one in granted for scope, found in one.items())
        return held and obj is not None and self.sees(obj)

    @property
    def sees_all(self) -> bool:
        """A key of our own operator sees the records of every partner."""
        return self.operator.is_own

    def sees(self, record: Any) -> bool:
        return self.sees_all or getattr(record, "partner_id", None) == self.operator_id

    def allowed_networks(self) -> list[IPv4Network | IPv6Network]:
        """Raises ValueError for what is neither an address nor a network."""
        return [ip_network(allowed, strict=False) for allowed in self.allowed_ips]

    def may_come_from(self, address: IPv4Address | IPv6Address | None) -> bool:
        """Whether the caller's address is allowed; an unknown one only when there is no list."""
        if not self.allowed_ips:
            return True
        plain = getattr(address, "ipv4_mapped", None) or address
        return plain is not None and any(plain in network for network in self.allowed_networks())


class KeyUse(models.Model):
    """How many requests a key made on a day, and how many of them were too many; counted a minute at a time."""

    key = models.ForeignKey(ApiKey, models.CASCADE, related_name="uses", verbose_name=_("key"))
    day = models.DateField(_("day"))
    requests = models.PositiveIntegerField(_("requests"), default=0)
    throttled = models.PositiveIntegerField(_("refused as too many"), default=0)

    class Meta:
        verbose_name = _("use of a key")
        verbose_name_plural = _("use of keys")
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["key", "day"], name="one_count_a_key_and_day")]

    def __str__(self) -> str:
        return f"{self.key} {self.day}: {self.requests}"

    @classmethod
    def add(cls, key: ApiKey, day: date, requests: int, throttled: int) -> None:
        """Add to the count of a day; safe for several processes at once."""
        row, _made = cls.objects.get_or_create(key=key, day=day)
        more = {"requests": F("requests") + requests, "throttled": F("throttled") + throttled}
        cls.objects.filter(pk=row.pk).update(**more)
