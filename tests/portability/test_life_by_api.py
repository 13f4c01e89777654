"""A whole life by the partner's API: ordered live, rejected, corrected, gone, ported and confirmed; others undone."""

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from rest_framework.test import APIClient
from time_machine import travel

from operators.exchange.simulator.clearing_house import ClearingHouse
from operators.models import ApiKey, Operator
from operators.tasks import read_inboxes
from portability.models import Number, Port, PortIn
from portability.tasks import send_port_ins, start_cutovers
from tests.factories import ApiKeyFactory, client_of
from tests.portability import world
from tests.portability.world import NEVER_PORTED, NOW, PARIS, rio_for

pytestmark = pytest.mark.django_db

CUSTOMER = {"name": "Boulangerie Durand", "address": world.PARIS_ADDRESS}
OUT = "/api/v1/port-ins/"


class Desk:
    """A partner's program on one side, the clearing house on the other, and the clock of both."""

    def __init__(self, folder: Path, clock: Any, **faults: float) -> None:
        world.build()
        self.house = ClearingHouse(folder, natural=False, faults=faults)
        self.clock = clock
        self.key: ApiKey = ApiKeyFactory(operator=Operator.objects.own())
        self.client: APIClient = client_of(self.key)

    @property
    def now(self) -> datetime:
        return datetime.now(PARIS)

    def post(self, path: str, body: dict[str, Any], status: int = 200) -> dict[str, Any]:
        answer = self.client.post(f"/api/v1/{path}", body)
        assert answer.status_code == status, answer.json()
        return answer.json()

    def order(self, **wanted: Any) -> str:
        asked = {"customer": CUSTOMER, "numbers": [NEVER_PORTED], "rios": {NEVER_PORTED: rio_for(NEVER_PORTED)}}
        offer = self.post("quotes/", asked, 201)
        mandate = {"signed_on": "2026-11-20", "reference": "M-1"}
        body = {"date": offer["earliest_date"], "accept_price": offer["price"]["amount"], "mandate": mandate}
        [made] = self.post(f"quotes/{offer['id']}/order/", body | wanted, 201)["port_ins"]
        send_port_ins(now=self.now)
        return made["id"]

    def read(self, key: str) -> dict[str, Any]:
        return self.client.get(f"{OUT}{key}/").json()

    def wait_for(self, key: str, what: str) -> dict[str, Any]:
        """Half-days go by until it has happened, as the partner reads it in the events."""
        for _half_day in range(14):
            for _hour in range(12):
                self.clock.shift(timedelta(hours=1))
                self.house.play(self.now)
                read_inboxes(now=self.now)
            events = self.client.get(f"{OUT}{key}/events/").json()["results"]
            if f"port_in.{what}" in {event["type"] for event in events}:
                return self.read(key)
        raise AssertionError(self.read(key)["state"])

    def come_to_the_day(self, key: str) -> None:
        planned = datetime.fromisoformat(self.read(key)["date"]).date()
        self.clock.move_to(datetime.combine(planned, time(8, 5), PARIS))
        start_cutovers(now=self.now)


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.COUNTERPARTS = {"clearing_house": {"code": "APNF", "url": f"directory://{tmp_path}"}}
    return tmp_path


def test_live_rejected_corrected_gone_ported_confirmed(folder: Path) -> None:
    with travel(NOW, tick=False) as clock:
        desk = Desk(folder, clock, **{"reject-R-MANDATE": 1})
        key = desk.order(cutover="live", accept_price="75.00")
        rejected = desk.wait_for(key, "rejected")["rejection"]
        assert (rejected["code"], "mandate_reference" in rejected["correctable_fields"]) == ("mandate_invalid", True)
        assert rejected["fix"]
        desk.house.faults.rates.clear()  # from now on this donor accepts
        assert desk.post(f"port-ins/{key}/correct/", {"fields": {"mandate_reference": "M-2"}})["state"] == "ordered"
        send_port_ins(now=desk.now)
        assert desk.wait_for(key, "accepted")["rejection"] is None
        desk.come_to_the_day(key)
        assert desk.post(f"port-ins/{key}/go/", {})["go_at"]
        read_inboxes(now=desk.now)
        done = desk.wait_for(key, "completed")
        assert done["state"] == "completed"
        assert all(step["actual_at"] for step in done["steps"])
    assert Number.objects.get(national=NEVER_PORTED).state == "active"
    assert Port.objects.get(number=NEVER_PORTED).routing_prefix.prefix == "010999"


def test_automatic_then_undone(folder: Path) -> None:
    with travel(NOW, tick=False) as clock:
        desk = Desk(folder, clock)
        key = desk.order()
        desk.wait_for(key, "accepted")
        desk.come_to_the_day(key)
        read_inboxes(now=desk.now)
        clock.shift(timedelta(hours=1))
        desk.house.play(desk.now)
        read_inboxes(now=desk.now)
        assert desk.read(key)["state"] == "ported"
        desk.post(f"port-ins/{key}/report-incident/", {"reason": "numbers_dead"})
        assert desk.post(f"port-ins/{key}/resolve/", {})["state"] == "ported"
        desk.post(f"port-ins/{key}/report-incident/", {"reason": "numbers_dead"})
        assert desk.post(f"port-ins/{key}/reverse/", {"reason": "numbers_dead"})["state"] == "reversed"
    assert not Number.objects.filter(state="active", national=NEVER_PORTED).exists()
    assert not Port.objects.filter(number=NEVER_PORTED, ended_on=None).exists()


def test_put_off_then_cancelled(folder: Path) -> None:
    with travel(NOW, tick=False) as clock:
        desk = Desk(folder, clock)
        key = desk.order()
        desk.wait_for(key, "accepted")
        later = desk.post(f"port-ins/{key}/reschedule/", {"date": "2026-12-15", "window": "afternoon"})
        assert (later["date"], later["window"]) == ("2026-12-15", "afternoon")
        assert desk.post(f"port-ins/{key}/cancel/", {"reason": "customer_withdrew"})["state"] == "cancelled"
        read_inboxes(now=desk.now)
    assert PortIn.objects.get().due_at is None
