"""From where somebody calls, and the brake on those who guess passwords; django-axes counts their guesses."""

from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def caller_of(request: Any) -> IPv4Address | IPv6Address | None:
    """The address of the caller; behind our own proxy, the one that the proxy saw, which it writes last."""
    said = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        said = request.headers.get("X-Forwarded-For", "").rpartition(",")[2]
    try:
        return ip_address(said.strip())
    except ValueError:
        return None


def address_of(request: Any) -> str | None:
    """The address of the caller as text."""
    caller = caller_of(request)
    return str(caller) if caller else None


def slow_down(request: Any, answer: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """The log-in page for an account that was guessed at too often from one address; a right password waits too."""
    pause = settings.AXES_COOLOFF_TIME
    sentence = _("Too many wrong passwords for this account from here. Try again in %(minutes)d minutes.")
    context = {
        "form": AuthenticationForm(request, initial={"username": (credentials or {}).get("username", "")}),
        "next": request.POST.get("next", ""),
        "braked": sentence % {"minutes": pause // timedelta(minutes=1)},
    }
    response = render(request, "registration/login.html", context, status=429)
    response["Retry-After"] = str(int(pause.total_seconds()))
    return response
