"""The API before a subscription, and the secrets of a line: what is looked at, and what is hardly ever shown."""

from datetime import timedelta
from typing import Any

import pytest

from activation.models import Allocation, Exchange, Subscription
from bascule.models import History, IdempotencyRecord
from bascule.sealing import seal
from tests.activation.factories import AllocationFactory, OfferFactory
from tests.activation.test_api import LINE, act, refused, working
from tests.api.conftest import monday, stage, wide_open  # noqa: F401
from tests.api.stage import CUSTOMER, ROOT, Stage, subscription_of
from tests.factories import client_of
from tests.portability.world import NOW

pytestmark = pytest.mark.django_db


class TestSecrets:
    @pytest.fixture
    def made(self, stage: Stage) -> dict[str, Any]:  # noqa: F811
        made = working(stage)
        Allocation.objects.filter(subscription=made["id"], kind="voip").delete()
        AllocationFactory(
            subscription_id=made["id"],
            subscription=None,
            kind="voip",
            status="allocated",
            values={"account": "+33465712200@sip.example"},
            sealed=seal("s3cret-of-the-line"),
        )
        return made

    def test_no_answer_shows_it(self, stage: Stage, made: dict[str, Any]) -> None:  # noqa: F811
        for client in (stage.client, client_of(stage.staff)):
            shown = client.get(f"{ROOT}/subscriptions/{made['id']}/").content.decode()
            assert "+33465712200@sip.example" in shown
            assert "s3cret" not in shown

    def test_a_partner_does_not_read_it(self, stage: Stage, made: dict[str, Any]) -> None:  # noqa: F811
        answer = act(stage.client, made, "reveal-secret")
        assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
        assert not History.objects.filter(transition="reveal").exists()

    def test_our_own_program_does_and_is_noted(self, stage: Stage, made: dict[str, Any]) -> None:  # noqa: F811
        answer = act(client_of(stage.staff), made, "reveal-secret", {"kind": "voip"})
        assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
        assert answer.json() == {
            "kind": "voip",
            "values": {"account": "+33465712200@sip.example"},
            "secret": "s3cret-of-the-line",
        }
        line = History.objects.get(transition="reveal")
        assert (line.event, line.by, line.facts) == (
            "subscription.secret_read",
            stage.staff.history_name,
            {"kind": "voip"},
        )

    def test_an_answer_that_is_kept_is_kept_sealed(self, stage: Stage, made: dict[str, Any]) -> None:  # noqa: F811
        address = f"{ROOT}/subscriptions/{made['id']}/reveal-secret/"
        client_of(stage.staff).post(address, {}, headers={"Idempotency-Key": "one"})
        assert "s3cret" not in IdempotencyRecord.objects.get().body

    def test_a_line_without_one(self, stage: Stage) -> None:  # noqa: F811
        made = working(stage)
        Allocation.objects.filter(subscription=made["id"], kind="voip").update(sealed=None)
        answer = act(client_of(stage.staff), made, "reveal-secret")
        assert (answer.status_code, answer.json()["code"]) == (422, "no_secret")
        assert not History.objects.filter(transition="reveal").exists()


class TestBefore:
    def test_offers_on_sale(self, stage: Stage) -> None:  # noqa: F811
        OfferFactory(code="gone", on_sale=False)
        found = stage.client.get(f"{ROOT}/offers/").json()["results"]
        assert [one["code"] for one in found] == ["dsl-full", "dsl-tv-full"]
        assert found[1]["services"] == ["dhcp", "mer", "multicast", "tv_user", "voip"]
        assert found[1]["parcels"] == ["letter", "modem", "tv_decoder"]
        assert found[1]["monthly_price"] == {"amount": "0.00", "currency": "EUR"}
        ours = client_of(stage.staff).get(f"{ROOT}/offers/").json()["results"]
        assert len(ours) == len(found) + 1

    def test_a_line_is_checked_and_nothing_is_written(self, stage: Stage) -> None:  # noqa: F811
        body = {"address": CUSTOMER["address"], "line_number": "01 99 00 50 00", "offer": "dsl-tv-full"}
        said = stage.client.post(f"{ROOT}/line-checks/", body).json()
        assert (said["orderable"], said["order_on"], said["asked"]) == (True, "2026-12-07", False)
        assert (said["exchange"]["code"], said["verdicts"]) == ("75LIL", [])
        assert not Subscription.objects.exists()

    def test_a_check_asks_the_server_of_the_incumbent(self, stage: Stage, settings: Any) -> None:  # noqa: F811
        settings.ELIGIBILITY_URL = "simulator:"
        body = {"address": CUSTOMER["address"], "line_number": "0199009901", "offer": "dsl-tv-full"}
        said = stage.client.post(f"{ROOT}/line-checks/", body).json()
        assert (said["orderable"], said["asked"]) == (False, True)
        assert {"unknown_number", "line_number"} <= {said["verdicts"][-1]["code"], said["verdicts"][-1]["field"]}

    def test_an_exchange_closed_to_copper(self, stage: Stage) -> None:  # noqa: F811
        Exchange.objects.update(copper_closed_on=NOW.date() + timedelta(days=1))
        body = {"address": CUSTOMER["address"], "line_number": LINE, "offer": "dsl-full"}
        said = stage.client.post(f"{ROOT}/line-checks/", body).json()
        assert [(one["code"], one["blocks"]) for one in said["verdicts"]] == [("copper_closed", True)]
        assert refused(stage, subscription_of(LINE))[:2] == (422, "copper_closed")
