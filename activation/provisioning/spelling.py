"""How identifiers, which pools keep as whole numbers, are written and read. Pure."""

from collections.abc import Callable
from ipaddress import AddressValueError, IPv4Address

from activation.models.offer import Service

INNER = 4096
"""VLANs of one outer VLAN; the first and the last of them are reserved by IEEE 802.1Q."""


def ipv4(value: int) -> str:
    """``198.51.100.7``; ValueError for what is no address."""
    try:
        return str(IPv4Address(value))
    except AddressValueError as error:
        raise ValueError(str(error)) from None


def ipv4_value(text: str) -> int:
    return int(IPv4Address(text))


def vlan(value: int) -> str:
    """A customer's VLAN within the one of its exchange: ``84.2`` (IEEE 802.1ad)."""
    outer, inner = divmod(value, INNER)
    if not (1 <= outer < INNER - 1 and 1 <= inner < INNER - 1):
        raise ValueError(f"{value} is no pair of VLANs.")
    return f"{outer}.{inner}"


def vlan_value(text: str) -> int:
    outer, _dot, inner = text.partition(".")
    value = int(outer) * INNER + int(inner)
    if vlan(value) != text:
        raise ValueError(f"{text!r} is no pair of VLANs.")
    return value


def national(value: int) -> str:
    """The national digits of a number, whose leading zero a whole number has lost."""
    return f"{value:010d}"


def account(value: int) -> str:
    """Eight digits at least: accounts and sessions of one kind have one length."""
    return f"{value:08d}"


Spelling = tuple[Callable[[int], str], Callable[[str], int]]

SPELLINGS: dict[Service, Spelling] = {
    Service.DHCP: (ipv4, ipv4_value),
    Service.MULTICAST: (vlan, vlan_value),
    Service.VOIP: (national, int),
}


def spelled(kind: str, value: int) -> str:
    """An identifier as people know it."""
    write, _read = SPELLINGS.get(Service(kind), (account, int))
    return write(value)


def read(kind: str, text: str) -> int:
    """An identifier as people write it; ValueError when it is none of this kind."""
    _write, understand = SPELLINGS.get(Service(kind), (account, int))
    return understand(text.strip())
