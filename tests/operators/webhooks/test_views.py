"""The pages of a partner: its keys and webhooks, each secret shown once, what was told and what failed."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from time_machine import travel

from operators.models import ApiKey, KeyUse, Operator, Webhook
from operators.tasks import deliver_webhooks
from operators.webhooks import minding
from tests.factories import ApiKeyFactory, OperatorFactory, PriceListFactory, UserFactory, client_of
from tests.operators.webhooks.receiver import Receiver, status
from tests.operators.webhooks.world import NOW, happened
from tests.screens import logged_in, seen

PAGE = "/operators/NWOT/api/"


@pytest.fixture(autouse=True)
def monday(partner: Operator):
    PriceListFactory()
    with travel(NOW, tick=False), translation.override("en"):
        yield


@pytest.fixture
def manager() -> Client:
    return logged_in(UserFactory(groups=["partner manager"]))


def page_of(address: Webhook) -> str:
    return reverse("operators:webhook", args=["NWOT", address.pk])


def act(client: Client, address: Webhook, name: str) -> str:
    return seen(client.post(f"{page_of(address)}act/", {"act": name}, follow=True))


def secret_in(text: str) -> str:
    return re.search(r"<code class=\"raw\">((?:bsc|whsec)_[^<]+)</code>", text)[1]


def test_a_key_is_made_shown_once_and_works(manager: Client) -> None:
    form = {"name": "CRM", "scopes": ["quotes:write", "events:read"], "allowed_ips": "", "expires_on": "2026-12-31"}
    text = seen(manager.post(f"{PAGE}keys/", form, follow=True))
    secret = secret_in(text)
    assert secret not in seen(manager.get(PAGE))
    key = ApiKey.objects.usable(secret, NOW)
    assert (key.name, key.scopes, key.operator.code) == ("CRM", ["events:read", "quotes:write"], "NWOT")
    assert ApiKey.objects.usable(secret, key.expires_at - timedelta(seconds=1))
    assert key.expires_at.isoformat() == "2026-12-31T23:00:00+00:00"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "This field is required."),
        ({"scopes": []}, "This field is required."),
        ({"expires_on": "2026-11-22"}, "This day is over."),
        ({"allowed_ips": "the moon"}, "Not an address or a network"),
    ],
)
def test_a_key_that_cannot_be_made_keeps_what_was_typed(manager: Client, wrong, sentence) -> None:
    form = {"name": "CRM of theirs", "scopes": ["quotes:write"], "allowed_ips": "10.0.0.0/8", "expires_on": ""}
    text = seen(manager.post(f"{PAGE}keys/", form | wrong))
    assert sentence in text
    assert "CRM of theirs" in text or "name" in wrong
    assert not ApiKey.objects.exists()


def test_a_key_is_revoked_for_ever(manager: Client) -> None:
    key = ApiKeyFactory(operator=Operator.objects.get(code="NWOT"))
    address = f"{PAGE}keys/{key.pk}/revoke/"
    assert "is revoked, for ever" in seen(manager.post(address, follow=True))
    assert "was revoked already" in seen(manager.post(address, follow=True))
    assert client_of(key).get("/api/v1/events/").status_code == 401
    other = ApiKeyFactory()
    assert manager.post(f"{PAGE}keys/{other.pk}/revoke/").status_code == 404


def test_a_webhook_is_added_shown_once_tried_and_its_result_stands_in_the_log(manager, receiver: Receiver) -> None:
    text = seen(manager.post(f"{PAGE}webhooks/", {"url": receiver.url, "events": ["port_in.ported"]}, follow=True))
    assert secret_in(text).startswith("whsec_")
    assert "whsec_" not in seen(manager.get(PAGE))
    address = Webhook.objects.get()
    assert (address.url, address.events) == (receiver.url, ["port_in.ported"])
    assert "Nothing was told yet" in seen(manager.get(page_of(address)))
    assert "A test is on its way" in act(manager, address, "test")
    deliver_webhooks(NOW)
    text = seen(manager.get(page_of(address)))
    assert "webhook.test" in text
    assert "answered 204" in text


def test_an_address_that_we_may_not_call_is_refused_beside_its_field(manager: Client, settings) -> None:
    settings.WEBHOOKS_TO_PRIVATE = False
    text = seen(manager.post(f"{PAGE}webhooks/", {"url": "https://10.0.0.1/hook"}))
    assert "This address is not public" in text
    assert 'value="https://10.0.0.1/hook"' in text
    assert not Webhook.objects.exists()


def test_a_partner_is_only_offered_events_of_its_own_records(manager: Client) -> None:
    assert "exchange_file.sent" not in seen(manager.get(PAGE))
    assert "port_in.accepted" in seen(manager.get(PAGE))
    assert "exchange_file.sent" in seen(manager.get("/operators/BASC/api/"))


def test_failures_are_shown_in_words_and_sent_again(manager, address: Webhook, receiver: Receiver) -> None:
    receiver.answers_with(status(410), status(204))
    happened(address.operator)
    deliver_webhooks(NOW)
    text = seen(manager.get(page_of(address)))
    assert "Nothing is sent to this address" in text
    assert "it answered that it is gone" in text
    delivery = address.deliveries.get()
    again = f"{page_of(address)}replay/"
    assert "switch it on first" in seen(manager.post(again, {"rows": [delivery.pk]}, follow=True))
    assert "It is switched on" in act(manager, address, "on")
    assert "On their way again: 1." in seen(manager.post(again, {"rows": [delivery.pk]}, follow=True))
    assert "still on its way" in seen(manager.post(again, {"rows": [delivery.pk]}, follow=True))
    assert "Choose the deliveries first" in seen(manager.post(again, {"rows": ["x"]}, follow=True))
    deliver_webhooks(NOW)
    assert "answered 204 (2)" in seen(manager.get(page_of(address)))


def test_the_log_is_filtered_by_status(manager, address: Webhook, receiver: Receiver) -> None:
    receiver.answers_with(status(204), status(500))
    happened(address.operator, count=2)
    deliver_webhooks(NOW)
    shown = {name: manager.get(page_of(address), {"status": name}).context["page"] for name in ("delivered", "waiting")}
    assert [row.answer for row in shown["delivered"]] == [204]
    assert [row.answer for row in shown["waiting"]] == [500]


def test_a_secret_is_turned_and_the_new_one_shown_once(manager, address: Webhook) -> None:
    text = act(manager, address, "rotate")
    assert secret_in(text)
    assert "the former secret signs too until" in text
    assert "whsec_" not in seen(manager.get(page_of(address)))


def test_a_webhook_is_switched_off_and_deleted(manager, address: Webhook, receiver: Receiver) -> None:
    assert "switched off" in act(manager, address, "off")
    happened(address.operator)
    deliver_webhooks(NOW)
    assert receiver.heard == []
    assert manager.post(f"{page_of(address)}act/", {"act": "explode"}).status_code == 404
    assert "told nothing more" in seen(manager.post(f"{page_of(address)}delete/", follow=True))
    assert not Webhook.objects.exists()


def test_the_page_of_another_operator_does_not_show_it(manager, address: Webhook) -> None:
    OperatorFactory(code="ELSE")
    assert manager.get(reverse("operators:webhook", args=["ELSE", address.pk])).status_code == 404


def test_requests_are_counted_by_the_minute_and_shown(manager, partner: Operator) -> None:
    key = ApiKeyFactory(operator=partner, name="counted")
    client = client_of(key)
    for minute, calls in enumerate([3, 2, 1]):
        with travel(NOW + timedelta(minutes=minute), tick=False):
            for _turn in range(calls):
                client.get("/api/v1/events/")
    use = KeyUse.objects.get(key=key)
    assert (use.requests, use.throttled, use.day.isoformat()) == (5, 0, "2026-11-23")
    assert 'counted</th><td class="right number" data-label="Requests">5</td>' in seen(manager.get(PAGE))


def test_what_was_switched_off_waits_on_today(manager, address: Webhook, receiver: Receiver) -> None:
    receiver.answers_with(status(410))
    happened(address.operator)
    deliver_webhooks(NOW)
    text = seen(manager.get("/"))
    assert "Switched off: it answered that it is gone (410)" in text
    assert page_of(address) in text
    minding.switch_on(address)
    assert "Switched off:" not in seen(manager.get("/"))


@pytest.mark.parametrize("group", ["agent", "supervisor"])
def test_only_those_who_look_after_partners_change_anything(address: Webhook, group: str) -> None:
    client = logged_in(UserFactory(groups=[group]))
    assert client.get(page_of(address)).status_code == 200
    for path in ("act/", "replay/", "delete/"):
        assert client.post(page_of(address) + path, {"act": "off"}).status_code == 403
    for path in ("keys/", "webhooks/"):
        assert client.post(PAGE + path).status_code == 403
    assert client.get(PAGE).status_code == (403 if group == "agent" else 200)


def test_pages_cost_the_same_at_any_length(manager, address: Webhook, receiver: Receiver) -> None:
    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as made:
            manager.get(path)
        return len(made)

    happened(address.operator)
    deliver_webhooks(NOW)
    ApiKeyFactory(operator=address.operator)
    manager.get(PAGE)
    once = cost(PAGE), cost(page_of(address))
    happened(address.operator, count=9)
    for _turn in range(4):
        minding.add(address.operator, receiver.url, [], now=NOW)
        ApiKeyFactory(operator=address.operator)
    deliver_webhooks(NOW)
    assert (cost(PAGE), cost(page_of(address))) == once
