"""Lines that are being activated, and pools that serve them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from activation import provisioning
from activation.models import Allocation, Pool, Service, Subscription, SubscriptionState
from activation.provisioning.spelling import read
from tests.activation.factories import OfferFactory, PoolFactory, SubscriptionFactory
from tests.factories import LONG_AGO, NumberFactory, NumberRangeFactory, OperatorFactory

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
GROUPS = {"essential": ["239.255.1.1", "239.255.1.2"], "premium": ["239.255.1.1", "239.255.2.1"]}
BOUNDS = {
    Service.LOW_SPEED: ("1", "5000"),
    Service.DHCP: ("198.18.0.10", "198.18.23.150"),
    Service.MER: ("1", "5000"),
    Service.MULTICAST: ("84.1", "85.4000"),
    Service.TV_USER: ("1", "5000"),
    Service.VOIP: ("0465710000", "0465719999"),
}
OPTIONS: dict[str, dict[str, Any]] = {
    Service.DHCP: {"gateway": "198.18.0.1", "dns": ["192.0.2.53"]},
    Service.MULTICAST: {"packages": GROUPS},
    Service.VOIP: {"domain": "sip.example", "proxy": "sip1.example"},
}


def pools(**bounds: tuple[str, str]) -> dict[str, Pool]:
    """A pool of each kind that serves everywhere; `pools(dhcp=("198.18.0.1", "198.18.0.2"))` makes one small."""
    return {
        kind: PoolFactory(kind=kind, first=read(kind, first), last=read(kind, last), options=OPTIONS.get(kind, {}))
        for kind, (first, last) in (BOUNDS | bounds).items()
    }


def stock(count: int = 3, first: int = 465710000) -> None:
    """Free numbers of our own range, in metropolitan France."""
    NumberRangeFactory(first="0465710000", last="0465719999", holder=OperatorFactory(own=True), assigned_on=LONG_AGO)
    for number in range(first, first + count):
        NumberFactory(national=f"{number:010}", state="available", customer=None)


def line(**given: Any) -> Subscription:
    """A line that the incumbent has just made, with television."""
    given.setdefault("offer", OfferFactory(television=True))
    return SubscriptionFactory(state=SubscriptionState.ACTIVATING, ordered_at=NOW, **given)


def wanted(*subscriptions: Subscription, services: Any = None, now: datetime = NOW) -> None:
    provisioning.want(subscriptions, services, now=now)


def resource(subscription: Subscription, kind: Service) -> Allocation:
    """The last one of its kind."""
    return Allocation.objects.filter(subscription=subscription, kind=kind).latest("pk")


def values(subscription: Subscription, kind: Service) -> dict[str, Any]:
    """What is shown of a resource."""
    return resource(subscription, kind).values
