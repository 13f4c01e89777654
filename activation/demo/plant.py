"""The line plant of the demonstration: the exchanges that the simulator knows, and pools for every service."""

from datetime import datetime
from ipaddress import IPv4Address

from activation.models import Dslam, Exchange, Pool, Position, Service, Strip
from operators.exchange.simulator.lines import EXCHANGES
from portability.models import Number
from portability.models.number import NumberState

SIZES = {"75LIL": 96, "69CHA": 24, "38ALP": 24}
"""Positions of an exchange; the others have the usual number of them."""
USUAL = 48
VLANS = 84 * 4096
PACKAGES = {"essential": ["232.84.0.1", "232.84.0.2"], "premium": ["232.84.0.1", "232.84.0.2", "232.84.0.9"]}
NUMBERS = (465_712_200, 465_712_899)
"""The numbers for telephone lines: 04 65 71 22 00 to 28 99, of a range of ours."""

# Service · name · first · last · what goes with each.
POOLS = (
    (Service.LOW_SPEED, "Bas débit", 1, 9_999, {"realm": "basdebit.example"}),
    (Service.DHCP, "Adresses DSL et fibre", int(IPv4Address("100.64.8.1")), int(IPv4Address("100.64.15.254")),
     {"gateway": "100.64.8.0", "prefix": 21, "dns": ["100.64.0.53", "100.64.1.53"], "lease_seconds": 86_400}),
    (Service.MULTICAST, "VLAN de télévision", VLANS + 2, VLANS + 4_000, {"packages": PACKAGES}),
    (Service.TV_USER, "Comptes de télévision", 1, 9_999,
     {"packages": {"essential": ["base"], "premium": ["base", "cinema"]}, "domain": "tv.basculetelecom.example"}),
    (Service.MER, "Sessions MER", 1, 9_999, {"profile": "internet"}),
    (Service.VOIP, "Numéros de téléphone", *NUMBERS, {"domain": "sip.basculetelecom.example", "codec": "PCMA"}),
)  # fmt: skip


def write(now: datetime) -> None:
    stock = (f"{value:010d}" for value in range(NUMBERS[0], NUMBERS[1] + 1))
    Number.objects.bulk_create(Number(national=one, state=NumberState.AVAILABLE).begin(now) for one in stock)
    for one in EXCHANGES:
        exchange = Exchange.objects.create(
            code=one.code, name=one.name, postal_codes=list(one.postal_codes), copper_closed_on=one.copper_closed_on
        )
        dslam = Dslam.objects.create(exchange=exchange, name=f"dslam-{one.code.lower()}-1")
        strip = Strip.objects.create(dslam=dslam, code="R001", size=SIZES.get(one.code, USUAL))
        Position.objects.bulk_create(Position(strip=strip, number=number + 1) for number in range(strip.size))
    for kind, name, first, last, options in POOLS:
        pool = Pool(kind=kind, name=name, first=first, last=last, options=options)
        pool.full_clean()
        pool.save()
