"""Webhooks as a partner's program meets them."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from rest_framework.test import APIClient

from bascule.models import IdempotencyRecord
from operators.models import Operator, Webhook
from operators.tasks import deliver_webhooks
from operators.webhooks.signing import signature
from tests.factories import ApiKeyFactory, OperatorFactory, client_of
from tests.operators.webhooks.receiver import Receiver, status
from tests.operators.webhooks.world import NOW, happened

ROOT = "/api/v1/webhooks/"


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(NOW, tick=False), translation.override(None):
        yield


@pytest.fixture
def client(partner: Operator) -> APIClient:
    return client_of(ApiKeyFactory(operator=partner, scopes=["events:write"]))


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def field_of(answer: Any) -> tuple[int, str, str]:
    return (*code_of(answer), answer.json()["errors"][0]["field"])


def made(client: APIClient, receiver: Receiver, **more: Any) -> dict[str, Any]:
    answer = client.post(ROOT, {"url": receiver.url, **more})
    assert answer.status_code == 201, answer.json()
    return answer.json()


def run() -> None:
    deliver_webhooks(NOW)


def test_an_address_is_given_and_its_secret_shown_this_once(client, receiver, partner) -> None:
    answer = client.post(ROOT, {"url": receiver.url, "events": ["port_in.ported", "port_in.accepted"]})
    assert answer.status_code == 201
    assert answer["Cache-Control"] == "no-store"
    said = answer.json()
    secret = said.pop("secret")
    assert secret.startswith("whsec_")
    expected = {
        "url": receiver.url,
        "events": ["port_in.accepted", "port_in.ported"],
        "active": True,
        "created_at": "2026-11-23T10:00:00Z",
        "disabled_at": None,
        "disabled_because": "",
    }
    assert said == {"id": said["id"], **expected}
    assert client.get(f"{ROOT}{said['id']}/").json() == said
    assert client.get(ROOT).json()["results"] == [said]
    assert secret.encode() not in bytes(Webhook.objects.get().secret)
    happened(partner)
    run()
    [heard] = receiver.heard
    name, timestamp = heard.headers["webhook-id"], int(heard.headers["webhook-timestamp"])
    assert heard.headers["webhook-signature"] == signature(secret, name, timestamp, heard.body)


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({}, "required", "url"),
        ({"url": ""}, "blank", "url"),
        ({"url": "hook"}, "url_malformed", "url"),
        ({"url": "https://partner.example/hook", "events": ["port_in.acepted"]}, "unknown_event", "events"),
        ({"url": "https://partner.example/hook", "events": "port_in.accepted"}, "not_a_list", "events"),
    ],
)
def test_a_body_that_says_nonsense_is_refused_with_its_field(client, body, code, field) -> None:
    assert field_of(client.post(ROOT, body)) == (422, code, field)


def test_a_slip_of_the_pen_is_told_what_was_meant(client) -> None:
    answer = client.post(ROOT, {"url": "https://partner.example/hook", "events": ["port_in.acepted"]})
    assert answer.json()["detail"].endswith("Did you mean port_in.accepted?")


@pytest.mark.parametrize(
    "url",
    ["https://127.0.0.1/hook", "https://10.0.0.1/", "https://169.254.169.254/", "https://[::1]/", "http://a.example/"],
)
def test_private_addresses_are_refused_unless_a_setting_opens_them(client, settings, url) -> None:
    settings.WEBHOOKS_TO_PRIVATE = False
    code = "url_not_https" if url.startswith("http:") else "url_not_public"
    assert field_of(client.post(ROOT, {"url": url})) == (422, code, "url")
    settings.WEBHOOKS_TO_PRIVATE = True
    assert client.post(ROOT, {"url": url}).status_code == 201


def test_after_twenty_addresses_one_must_go(client, receiver) -> None:
    ids = [made(client, receiver)["id"] for _turn in range(20)]
    assert code_of(client.post(ROOT, {"url": receiver.url})) == (422, "too_many_webhooks")
    assert client.delete(f"{ROOT}{ids[0]}/").status_code == 204
    made(client, receiver)


def test_a_deleted_address_is_told_nothing_more(client, receiver, partner) -> None:
    address = made(client, receiver)
    happened(partner)
    assert client.delete(f"{ROOT}{address['id']}/").status_code == 204
    run()
    assert receiver.heard == []
    assert code_of(client.get(f"{ROOT}{address['id']}/")) == (404, "not_found")


def test_after_a_rotation_both_secrets_sign(client, receiver, partner) -> None:
    address = made(client, receiver)
    answer = client.post(f"{ROOT}{address['id']}/rotate-secret/")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    happened(partner)
    run()
    [heard] = receiver.heard
    name, timestamp = heard.headers["webhook-id"], int(heard.headers["webhook-timestamp"])
    secrets = [answer.json()["secret"], address["secret"]]
    signatures = [signature(secret, name, timestamp, heard.body) for secret in secrets]
    assert heard.headers["webhook-signature"] == " ".join(signatures)
    assert len(set(signatures)) == 2


def test_a_test_is_queued_and_then_sent(client, receiver) -> None:
    address = made(client, receiver, events=["port_in.ported"])
    answer = client.post(f"{ROOT}{address['id']}/test/")
    assert (answer.status_code, answer.json()["type"], answer.json()["status"]) == (202, "webhook.test", "waiting")
    assert receiver.heard == []
    run()
    said = json.loads(receiver.heard[0].body)
    assert (said["type"], said["record"]["id"]) == ("webhook.test", address["id"])
    delivery = client.get(f"{ROOT}deliveries/{answer.json()['id']}/").json()
    assert (delivery["status"], delivery["answer"], delivery["attempts"]) == ("delivered", 204, 1)
    assert delivery["message_id"] == receiver.ids()[0]


def test_deliveries_are_listed_and_replayed_under_the_same_id(client, receiver, partner) -> None:
    address = made(client, receiver)
    [line] = happened(partner)
    run()
    [delivery] = client.get(f"{ROOT}deliveries/", {"webhook": address["id"], "status": "delivered"}).json()["results"]
    assert (delivery["event"], delivery["type"]) == (str(line.pk), "port_in.accepted")
    assert delivery["tries"][0]["at"].endswith("Z"), "like every moment of the API"
    answer = client.post(f"{ROOT}deliveries/{delivery['id']}/replay/")
    assert (answer.status_code, answer.json()["status"], answer.json()["attempts"]) == (202, "waiting", 0)
    assert code_of(client.post(f"{ROOT}deliveries/{delivery['id']}/replay/")) == (409, "conflict")
    run()
    assert receiver.ids() == [delivery["message_id"]] * 2
    assert receiver.heard[0].body == receiver.heard[1].body


def test_an_address_that_is_gone_can_be_switched_on_again(client, receiver, partner) -> None:
    receiver.answers_with(status(410), status(204))
    address = made(client, receiver)
    happened(partner)
    run()
    said = client.get(f"{ROOT}{address['id']}/").json()
    assert (said["active"], said["disabled_because"]) == (False, "gone")
    [delivery] = client.get(f"{ROOT}deliveries/").json()["results"]
    assert code_of(client.post(f"{ROOT}deliveries/{delivery['id']}/replay/")) == (409, "conflict")
    assert code_of(client.post(f"{ROOT}{address['id']}/test/")) == (409, "conflict")
    assert client.post(f"{ROOT}{address['id']}/enable/").json()["active"] is True
    assert client.post(f"{ROOT}deliveries/{delivery['id']}/replay/").status_code == 202


def test_what_another_partner_has_is_not_found(client, receiver, partner) -> None:
    address = made(client, receiver)
    happened(partner)
    run()
    [delivery] = client.get(f"{ROOT}deliveries/").json()["results"]
    stranger = client_of(ApiKeyFactory(operator=OperatorFactory()))
    one, sent = f"{ROOT}{address['id']}/", f"{ROOT}deliveries/{delivery['id']}/"
    assert code_of(stranger.get(one)) == code_of(stranger.delete(one)) == (404, "not_found")
    for move in (f"{one}rotate-secret/", f"{one}test/", f"{one}enable/", f"{sent}replay/"):
        assert code_of(stranger.post(move)) == (404, "not_found")
    assert code_of(stranger.get(sent)) == (404, "not_found")
    assert stranger.get(ROOT).json()["results"] == stranger.get(f"{ROOT}deliveries/").json()["results"] == []
    own = client_of(ApiKeyFactory(own=True))
    assert [row["id"] for row in own.get(ROOT).json()["results"]] == [address["id"]]


@pytest.mark.parametrize("path", ["nobody/", "deliveries/0/", "deliveries/x/", "deliveries/99999999999999999999/"])
def test_what_does_not_exist_is_not_found(client, path) -> None:
    assert code_of(client.get(ROOT + path)) == (404, "not_found")


def test_reading_needs_one_scope_and_writing_another(partner, receiver) -> None:
    reader = client_of(ApiKeyFactory(operator=partner, scopes=["events:read"]))
    assert reader.get(ROOT).status_code == reader.get(f"{ROOT}deliveries/").status_code == 200
    assert code_of(reader.post(ROOT, {"url": receiver.url})) == (403, "missing_scope")
    other = client_of(ApiKeyFactory(operator=partner, scopes=["port-ins:write"]))
    assert code_of(other.get(ROOT)) == (403, "missing_scope")


def test_the_same_post_twice_makes_one_address_and_leaves_no_secret_readable(client, receiver) -> None:
    headers = {"Idempotency-Key": "once"}
    first = client.post(ROOT, {"url": receiver.url}, headers=headers)
    again = client.post(ROOT, {"url": receiver.url}, headers=headers)
    assert again["Idempotency-Replayed"] == "true"
    assert again.json() == first.json()
    assert Webhook.objects.count() == 1
    assert first.json()["secret"] not in IdempotencyRecord.objects.get().body


def test_lists_cost_the_same_at_any_length(client, receiver, partner) -> None:
    made(client, receiver)
    happened(partner)
    run()
    client.get(ROOT)

    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(path)
        return len(seen)

    one = cost(ROOT), cost(f"{ROOT}deliveries/")
    made(client, receiver)
    happened(partner, count=8)
    run()
    assert (cost(ROOT), cost(f"{ROOT}deliveries/")) == one


def test_moments_are_in_utc(client, receiver) -> None:
    created = datetime.fromisoformat(made(client, receiver)["created_at"])
    assert created == NOW.astimezone(UTC)
