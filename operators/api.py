"""Who calls the API, what its key may do, and how often.

REST framework reads these names while it builds its own views: nothing here may import views.
"""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import SimpleRateThrottle

from bascule.callers import caller_of
from operators.models import ApiKey, KeyUse

SCHEME = b"bearer"
NOTED_EVERY = timedelta(minutes=1)
USE_KEPT = 2 * 86_400
"""Seconds that a count waits for the key's next request, which writes it down."""


class KeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer <key>`: `request.auth` is the ApiKey; no person is signed in."""

    def authenticate(self, request: Request) -> tuple[AnonymousUser, ApiKey] | None:
        scheme, *secret = get_authorization_header(request).split() or [b""]
        if scheme.lower() != SCHEME:
            return None
        if len(secret) != 1:
            raise AuthenticationFailed(_("Write the key after Bearer, and nothing else."))
        return AnonymousUser(), key_of(secret[0].decode("latin-1"), request)

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


def key_of(secret: str, request: Request) -> ApiKey:
    now = timezone.now()
    key = ApiKey.objects.usable(secret, now)
    if key is None:
        raise AuthenticationFailed(_("This key is unknown, revoked or over."))
    if not key.may_come_from(caller_of(request)):
        sentence = _("This key may not be used from this address.")
        raise AuthenticationFailed(sentence, code="address_not_allowed")
    note_use(key, now)
    return key


def note_use(key: ApiKey, now: datetime) -> None:
    """Remember that the key is in use, with one write a minute at most."""
    if key.last_used_at is None or now - key.last_used_at >= NOTED_EVERY:
        stale = Q(last_used_at=None) | Q(last_used_at__lte=now - NOTED_EVERY)
        ApiKey.objects.filter(stale, pk=key.pk).update(last_used_at=now)


class KeyScheme(OpenApiAuthenticationExtension):
    """How the OpenAPI document says it."""

    target_class = KeyAuthentication
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}


class HasScope(BasePermission):
    """The view says its `scope`: reading asks for `scope:read`, anything else for `scope:write`.

    `read_actions` are the POSTs of a view that only look something up. A view without a scope stays shut.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        if not isinstance(request.auth, ApiKey):
            return False
        scope = needed_scope(request, view)
        if not request.auth.may(scope):
            sentence = _("This key lacks the scope %(scope)s.") % {"scope": scope}
            raise PermissionDenied(sentence, code="missing_scope")
        return True


def needed_scope(request: Request, view: Any) -> str:
    act = getattr(view, "action", None) or (request.method or "").lower()
    reads = request.method in SAFE_METHODS or act in getattr(view, "read_actions", ())
    return f"{view.scope}:{'read' if reads else 'write'}"


class KeyThrottle(SimpleRateThrottle):
    """So many requests a key in each minute (or second, hour, day) of the clock; `API_RATE` says how many.

    A counter, not REST framework's list of instants: it costs the same at any rate.
    """

    scope = "key"
    num_requests: int
    duration: int
    wait_for = 0.0

    def get_rate(self) -> Any:
        return api_settings.DEFAULT_THROTTLE_RATES[self.scope]

    def allow_request(self, request: Request, view: Any) -> bool:
        if not self.duration or not isinstance(request.auth, ApiKey):
            return True
        now = time.time()
        self.wait_for = self.duration - now % self.duration
        slot = int(now // self.duration)
        made = self.count(f"api-key-{request.auth.pk}-{slot}")
        if made == 1:
            self.note_use_before(request.auth, slot)
        return made <= self.num_requests

    def note_use_before(self, key: ApiKey, slot: int) -> None:
        """Write down how many requests the key made in the slot in which it was used last, once that is over."""
        last = f"api-key-{key.pk}-last"
        former = cache.get(last)
        cache.set(last, slot, timeout=USE_KEPT)
        if former in (None, slot):
            return
        if made := cache.get(f"api-key-{key.pk}-{former}"):
            cache.delete(f"api-key-{key.pk}-{former}")
            day = timezone.localdate(datetime.fromtimestamp(former * self.duration, UTC))
            KeyUse.add(key, day, made, max(made - self.num_requests, 0))

    def count(self, slot: str) -> int:
        """How many requests this slot has seen, with this one."""
        cache.add(slot, 0, timeout=max(self.duration, USE_KEPT))
        try:
            return cache.incr(slot)
        except ValueError:  # it fell out of the cache between the two
            return 1

    def wait(self) -> float:
        return self.wait_for
