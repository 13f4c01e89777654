"""A line by the partner's API alone: subscribed, ordered, acknowledged, reported, working; or corrected on the way.

The batches and the incumbent are the real ones, over files.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from rest_framework.test import APIClient
from time_machine import travel

from activation.tasks import remind_incumbent, retry_allocations, send_shipments, send_unbundling_orders
from operators.exchange.simulator.incumbent import Incumbent
from operators.models import Message, Operator
from operators.tasks import read_inboxes
from tests.activation import place
from tests.activation.factories import OfferFactory
from tests.activation.lines import pools, stock
from tests.factories import ApiKeyFactory, client_of

pytestmark = pytest.mark.django_db
LINE = "0199000100"
ADDRESS = {"line1": "12 rue des Lilas", "postal_code": "75011", "city": "Paris"}
ASKED = {
    "customer": {"kind": "person", "name": "Odile Carpentier", "address": ADDRESS},
    "line_number": "01 99 00 01 00",
    "offer": "dsl-tv-full",
    "unbundling": "full",
    "channel": "web",
    "port_in": None,
    "withdrawal_waived": True,
    "external_reference": "CRM-88",
}


class Desk:
    """A partner's program on one side, the incumbent on the other, and the clock of both."""

    def __init__(self, folder: Path, clock: Any, **faults: float) -> None:
        place.build()
        pools()
        stock()
        OfferFactory(code="dsl-tv-full", television=True)
        self.incumbent = Incumbent(folder, natural=False, faults=faults)
        self.clock = clock
        self.client: APIClient = client_of(ApiKeyFactory(operator=Operator.objects.get(code="NWOT")))

    @property
    def now(self) -> datetime:
        return datetime.now(place.PARIS)

    def post(self, path: str, body: dict[str, Any], status: int = 200) -> dict[str, Any]:
        answer = self.client.post(f"/api/v1/{path}", body)
        assert answer.status_code == status, answer.json()
        return answer.json()

    def read(self, key: str) -> dict[str, Any]:
        return self.client.get(f"/api/v1/subscriptions/{key}/").json()

    def events(self, key: str) -> list[str]:
        """What happened to it, as the partner reads it."""
        found = self.client.get(f"/api/v1/subscriptions/{key}/events/").json()["results"]
        return [event["type"].removeprefix("subscription.") for event in found]

    def wait_for(self, key: str, state: str, *, days: int = 20) -> dict[str, Any]:
        """Days go by, each with its batches and its post, until the subscription is in this state."""
        for _day in range(days):
            for _turn in range(8):
                self.clock.shift(timedelta(hours=3))
                self.incumbent.play(self.now)
                read_inboxes(now=self.now)
                retry_allocations(now=self.now)
                if self.read(key)["state"] == state:
                    return self.read(key)
            send_shipments(now=self.now)
            send_unbundling_orders(now=self.now)
            remind_incumbent(now=self.now)
        raise AssertionError((self.now, self.read(key)))


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.COUNTERPARTS = {"incumbent": {"code": "FRTE", "url": f"directory://{tmp_path}"}}
    return tmp_path


@pytest.fixture
def clock() -> Iterator[Any]:
    with travel(place.at(place.D), tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def partner(db: None) -> None:
    Operator.objects.create(code="NWOT", name="Netwo")


def test_a_line_from_its_subscription_to_the_day_on_which_it_works(folder: Path, clock: Any) -> None:
    desk = Desk(folder, clock)
    check = {"address": ADDRESS, "line_number": ASKED["line_number"], "offer": "dsl-tv-full", "withdrawal_waived": True}
    assert desk.post("line-checks/", check)["orderable"]
    made = desk.post("subscriptions/", ASKED, 201)
    assert (made["state"], made["orders"][0]["state"]) == ("prospect", "due")

    shown = desk.wait_for(made["id"], "ordered")
    assert (shown["orders"][0]["state"], shown["low_speed_access"]["state"]) == ("sent", "allocated")
    shown = desk.wait_for(made["id"], "active")

    [order] = shown["orders"]
    assert (order["state"], order["attempt"], order["reminders"]) == ("done", 1, 0)
    assert order["sent_on"] < order["acknowledged_on"] < order["reported_on"]
    services = {one["kind"]: one for one in shown["services"]}
    assert {kind: one["state"] for kind, one in services.items()} == dict.fromkeys(
        ("dhcp", "mer", "multicast", "tv_user", "voip"), "allocated"
    )
    assert services["voip"]["values"]["number"] == "+33465710000"
    assert {one["kind"]: one["state"] for one in shown["shipments"]} == dict.fromkeys(
        ("letter", "modem", "tv_decoder"), "sent"
    )
    assert desk.events(made["id"]) == ["prospect", "ordered", "activating", "activated"]
    assert Message.objects.filter(counterpart="incumbent", kind="access_order").count() == 1


def test_a_line_whose_address_is_wrong_is_corrected_and_works(folder: Path, clock: Any) -> None:
    desk = Desk(folder, clock, **{"address-error": 1})
    made = desk.post("subscriptions/", ASKED, 201)
    shown = desk.wait_for(made["id"], "waiting_for_customer")
    assert (shown["to_call"]["code"], shown["orders"][0]["state"]) == ("address_mismatch", "acknowledged_in_error")
    assert "correct" in shown["allowed_actions"]

    desk.incumbent.faults.rates.clear()  # from now on it finds nothing to say
    fields = {"address": {"line1": "14 rue des Lilas"}}
    assert desk.post(f"subscriptions/{made['id']}/correct/", {"fields": fields})["state"] == "ordered"
    shown = desk.wait_for(made["id"], "active")
    assert shown["customer"]["address"]["line1"] == "14 rue des Lilas"
    assert sorted(one["state"] for one in shown["orders"]) == ["corrected", "done"]
    assert desk.events(made["id"]) == ["prospect", "ordered", "waiting", "corrected", "activating", "activated"]


def test_a_report_that_does_not_come_is_asked_for_every_day(folder: Path, clock: Any) -> None:
    desk = Desk(folder, clock, **{"late-report": 1})
    made = desk.post("subscriptions/", ASKED, 201)
    shown = desk.wait_for(made["id"], "active", days=40)
    [order] = shown["orders"]
    days = [datetime.fromisoformat(day).date() for day in order["reminded_on"]]
    sent_on = datetime.fromisoformat(order["sent_on"]).date()
    assert days == [sent_on + timedelta(days=15 + turn) for turn in range(order["reminders"])]
    assert order["reminders"] >= 6


def test_one_that_is_given_up_is_cancelled_there_too(folder: Path, clock: Any) -> None:
    desk = Desk(folder, clock)
    made = desk.post("subscriptions/", ASKED, 201)
    desk.wait_for(made["id"], "ordered")
    shown = desk.post(f"subscriptions/{made['id']}/cancel/", {"reason": "customer_withdrew"})
    assert (shown["state"], shown["orders"][0]["state"]) == ("cancelled", "cancelled")
    assert Message.objects.filter(kind="access_cancellation").count() == 1
