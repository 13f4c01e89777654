"""Partners, their keys, our numbers, and a record of every kind: what the shows of the whole API play on."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from rest_framework.test import APIClient

from activation.models import OrderState, Subscription, UnbundlingOrder
from bascule.lifecycle import SYSTEM, perform
from bascule.sealing import seal
from operators.models import ApiKey, Operator
from portability.models import AnswerRule, PortIn, PortOut
from tests.activation.factories import ExchangeFactory, OfferFactory, PositionFactory, StripFactory
from tests.factories import ApiKeyFactory, CustomerFactory, NumberFactory, client_of
from tests.portability import world
from tests.portability.world import NEVER_PORTED, NOW, PARIS_ADDRESS, rio_for

ROOT = "/api/v1"
OURS = [f"04657101{place:02}" for place in range(20)]
CUSTOMER = {"kind": "business", "name": "Boulangerie Durand", "address": PARIS_ADDRESS}
QUOTE = {"customer": CUSTOMER, "numbers": [NEVER_PORTED], "rios": {NEVER_PORTED: rio_for(NEVER_PORTED)}}
ORDER = {"date": "2026-12-08", "mandate": {"signed_on": "2026-11-20", "reference": "M-1"}}
SUBSCRIPTION = {"customer": CUSTOMER, "offer": "dsl-tv-full", "unbundling": "full", "withdrawal_waived": True}
PORT_OUT = {"customer": CUSTOMER, "date": "2026-12-08", "routing_prefix": "010899", "mandate_reference": "M-2"}


def port_out_of(*nationals: str, **changes: Any) -> dict[str, Any]:
    """What a recipient sends to ask for these numbers of ours."""
    rios = {national: rio_for(national, "Y0") for national in nationals}
    return {**PORT_OUT, "numbers": list(nationals), "rios": rios, **changes}


def quote_of(national: str) -> dict[str, Any]:
    return {**QUOTE, "numbers": [national], "rios": {national: rio_for(national)}}


def subscription_of(national: str, **changes: Any) -> dict[str, Any]:
    """What a partner sends to subscribe a customer on this line."""
    return {**SUBSCRIPTION, "line_number": national, **changes}


@dataclass(slots=True)
class Stage:
    """The keys, and for each name of a path parameter the values that lead somewhere."""

    partner: ApiKey
    staff: ApiKey
    stranger: ApiKey
    known: dict[str, list[str]] = field(default_factory=dict)

    @property
    def client(self) -> APIClient:
        return client_of(self.partner)

    @classmethod
    def build(cls) -> "Stage":
        """Build the world anew, in an empty database."""
        world.build()
        AnswerRule.objects.all().delete()
        who = {operator.code: operator for operator in Operator.objects.all()}
        owner = CustomerFactory(partner=who["BASC"], name="Boulangerie Durand")
        for national in OURS:
            NumberFactory(national=national, customer=owner, rio=rio_for(national, "Y0"))
        build_plant()
        keys = [ApiKeyFactory(operator=who[code]) for code in ("NWOT", "BASC", "FREE")]
        return cls(*keys)

    def fill(self) -> "Stage":
        """Put a record of every kind into several of its states."""
        quotes = [self.post("/quotes/", quote_of(f"01990004{place:02}"))["id"] for place in range(4)]
        ordered = [self.order(quote) for quote in quotes[:3]]
        follow_port_ins(ordered)
        asked = [self.post("/port-outs/", port_out_of(OURS[place]))["id"] for place in range(4)]
        follow_port_outs(asked)
        subscribed = [self.post("/subscriptions/", subscription_of(f"01990050{place:02}"))["id"] for place in range(5)]
        follow_subscriptions(subscribed)
        webhook = self.post("/webhooks/", {"url": "http://127.0.0.1:9/hook"})["id"]
        delivery = self.post(f"/webhooks/{webhook}/test/", {})["id"]
        self.known = {
            "/quotes/": [*quotes[3:], quotes[0]],
            "/port-ins/": ordered,
            # The released one first: it alone has a closing list.
            "/port-outs/": asked[::-1],
            # The one that works first: it has services, and can be acted upon.
            "/subscriptions/": subscribed[::-1],
            "subscription": subscribed,
            "/unbundling-orders/": [
                str(key) for key in UnbundlingOrder.objects.order_by("reference").values_list("pk", flat=True)
            ],
            "code": ["dsl-tv-full"],
            "/webhooks/": [webhook],
            "/webhooks/deliveries/": [delivery],
            "document": [self.post(f"/port-ins/{ordered[0]}/documents/", {"kind": "mandate"})["id"]],
            "donor": ["FRTE"],
            "kind": ["end_billing"],
            "number": [NEVER_PORTED],
        }
        self.post(f"/port-ins/{ordered[0]}/comments/", {"text": "In the afternoon, please."})
        return self

    def order(self, quote: str) -> str:
        price = self.client.get(f"{ROOT}/quotes/{quote}/").json()["price"]["amount"]
        return self.post(f"/quotes/{quote}/order/", {**ORDER, "accept_price": price})["port_ins"][0]["id"]

    def post(self, address: str, body: dict[str, Any]) -> Any:
        answer = self.client.post(ROOT + address, body)
        assert answer.status_code in (200, 201, 202), answer.json()
        return answer.json()

    def values_for(self, path: str, name: str) -> list[str]:
        """Values that lead somewhere for one parameter of a path of the document."""
        if name in self.known:
            return self.known[name]
        fitting = [start for start in self.known if path.removeprefix(ROOT).startswith(start)]
        return self.known[max(fitting, key=len)] if fitting else []


def follow_port_ins(keys: list[str]) -> None:
    """One stays ordered, one is accepted, one is rejected."""
    later = NOW + timedelta(minutes=5)
    for key in keys[1:]:
        perform(PortIn.objects.get(pk=UUID(key)), "send", by=SYSTEM, now=later)
    perform(PortIn.objects.get(pk=keys[1]), "accept", by=SYSTEM, now=later)
    perform(PortIn.objects.get(pk=keys[2]), "reject", by=SYSTEM, now=later, code="rio_invalid")


def build_plant() -> None:
    """An exchange in Paris with some positions, and two offers of one kind of line."""
    exchange = ExchangeFactory(code="75LIL", name="Paris Lilas", postal_codes=["75"])
    strip = StripFactory(dslam__exchange=exchange)
    PositionFactory.create_batch(64, strip=strip)
    OfferFactory(code="dsl-tv-full", television=True)
    OfferFactory(code="dsl-full")


def follow_subscriptions(keys: list[str]) -> None:
    """One has its order to be sent, one sent, one acknowledged, one must call its customer, one works."""
    later = NOW + timedelta(minutes=5)
    orders = [UnbundlingOrder.objects.get(subscription=key, state=OrderState.DUE) for key in keys]
    for order in orders[1:]:
        perform(order, "send", by=SYSTEM, now=later)
    perform(orders[2], "acknowledge", by=SYSTEM, now=later)
    perform(orders[3], "refuse", by=SYSTEM, now=later, code="address_mismatch")
    perform(orders[4], "complete", by=SYSTEM, now=later)
    works = Subscription.objects.get(pk=keys[4])
    works.allocations.update(status="allocated")
    works.allocations.filter(kind="voip").update(sealed=seal("only for tests"))
    if works.state == "activating":
        perform(works, "finish", by=SYSTEM, now=later)


def follow_port_outs(keys: list[str]) -> None:
    """Two wait for their answer, one is accepted, one is released."""
    staff = client_of(ApiKeyFactory(own=True))
    for key in keys[2:]:
        assert staff.post(f"{ROOT}/port-outs/{key}/accept/", {}).status_code == 200
    perform(PortOut.objects.get(pk=keys[3]), "release", by=SYSTEM, now=NOW + timedelta(minutes=5))
