"""Which addresses we may call for a partner: public ones only, or it could make us knock at our own doors.

A host name is resolved once, every address that it leads to is checked, and the connection is made to one of those
very addresses: a name that means something else a moment later changes nothing.
"""

import re
import socket
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

import httpx
from django.conf import settings
from django.utils.translation import gettext as _

from bascule.rules import RuleRefused

Address = IPv4Address | IPv6Address
LONGEST = 500
HIGHEST_PORT = 65_535
PATIENCE = 2.0
"""Seconds that a name has to be resolved while somebody waits for our answer."""
ALLOCATED = IPv6Network("2000::/3")
TUNNELS = [IPv6Network("2001::/23"), IPv6Network("2002::/16")]
"""Addresses that carry another one, or belong to a protocol (Teredo, 6to4…): where they lead cannot be seen."""
SPECIAL = [
    ip_network(one)
    for one in (
        *("192.0.0.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.175.48.0/24"),
        *("2620:4f:8000::/48", "3fff::/20"),
    )
]
"""Of IANA's special-purpose registries, what Python calls global: relays, sinks and examples."""
LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
HOST_NAME = re.compile(rf"(?=.{{1,253}}$){LABEL}(?:\.{LABEL})*\.?")
"""What a name server can be asked for."""
DEFAULT_PORTS = {"https": 443, "http": 80}


class Forbidden(Exception):  # noqa: N818
    """A host that leads to an address which we may not call."""


class UnknownHost(Exception):  # noqa: N818
    """A host that leads nowhere."""


def check_url(text: str) -> httpx.URL:
    """An address that a partner may give, as far as it can be seen today, in plain ASCII. Raises RuleRefused (`url`).

    A name that cannot be resolved now is taken: every delivery resolves and checks it again.
    """
    url = written(text)
    try:
        allowed(resolved_soon(url.host, port_of(url)))
    except Forbidden as error:
        sentence = _("This address is not public: we call no private, local or special address.")
        raise RuleRefused("url_not_public", sentence, field="url") from error
    except UnknownHost:
        pass
    return url


def written(text: str) -> httpx.URL:
    """The parts of an address, if they are such as we call. Raises RuleRefused."""
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, ValueError) as error:
        raise refused("url_malformed", _("This is not an address.")) from error
    if not is_host(url.raw_host.decode()) or len(str(url)) > LONGEST or (url.port or 1) > HIGHEST_PORT:
        raise refused("url_malformed", _("Give a whole address, of %(most)d characters at most.") % {"most": LONGEST})
    if url.scheme not in schemes():
        raise refused("url_not_https", _("The address must begin with https://."))
    if url.userinfo:
        raise refused("url_with_credentials", _("The address must not hold a name or a password."))
    if url.fragment:
        raise refused("url_malformed", _("The address must not hold a fragment (#)."))
    if not settings.WEBHOOKS_TO_PRIVATE and port_of(url) not in settings.WEBHOOK_PORTS:
        ports = ", ".join(map(str, settings.WEBHOOK_PORTS))
        raise refused("url_port", _("We only call these ports: %(ports)s.") % {"ports": ports})
    return url


def is_host(host: str) -> bool:
    """A host name, or an address of which no zone of ours is a part."""
    try:
        return "%" not in str(ip_address(host))
    except ValueError:
        return HOST_NAME.fullmatch(host) is not None


def refused(code: str, sentence: str) -> RuleRefused:
    return RuleRefused(code, sentence, field="url")


def schemes() -> tuple[str, ...]:
    return ("https", "http") if settings.WEBHOOKS_TO_PRIVATE else ("https",)


def port_of(url: httpx.URL) -> int:
    return url.port or DEFAULT_PORTS[url.scheme]


def resolved_soon(host: str, port: int) -> list[str]:
    """Where a name leads, asked while somebody waits. Raises UnknownHost, also when the answer takes too long."""
    one = ThreadPoolExecutor(1)
    try:
        return one.submit(resolved, host, port).result(timeout=PATIENCE)
    except TooLate as error:
        raise UnknownHost(host) from error
    finally:
        one.shutdown(wait=False)


def resolved(host: str, port: int) -> list[str]:
    """Every address of a name. Raises UnknownHost."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnknownHost(host) from error
    return [str(row[4][0]) for row in found]


def allowed(addresses: Iterable[str]) -> list[Address]:
    """The addresses of a name, if we may call all of them. Raises Forbidden: one that is private spoils the name."""
    found = [ip_address(address) for address in dict.fromkeys(addresses)]
    if not settings.WEBHOOKS_TO_PRIVATE and not all(is_public(address) for address in found):
        raise Forbidden
    return found


def is_public(address: Address) -> bool:
    """Whether an address is a plain one of the public Internet: no IPv4 in disguise (mapped, NAT64, 6to4, Teredo)."""
    plain = address.is_global and not address.is_multicast and not address.is_reserved
    plain = plain and not any(address in network for network in SPECIAL)
    if isinstance(address, IPv4Address):
        return plain
    return plain and address in ALLOCATED and not any(address in tunnel for tunnel in TUNNELS)
