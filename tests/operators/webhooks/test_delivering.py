"""Events reach their receivers over real sockets, or come again; nobody's failure is anybody else's."""

import asyncio
import json
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from bascule.api.records import EventSerializer
from operators.models import Delivery, DeliveryStatus, Webhook
from operators.tasks import deliver_webhooks
from operators.webhooks import delivering, minding, posting
from operators.webhooks.delivering import DELAYS, claim, deliver
from operators.webhooks.posting import Clock, post_all
from operators.webhooks.signing import Letter, new_secret, signature
from operators.webhooks.spreading import spread
from operators.webhooks.wording import secrets_of
from tests.operators.webhooks.receiver import Receiver, flood, hang_up, receiving, status
from tests.operators.webhooks.world import NOW, happened, only


@pytest.fixture
def impatient(monkeypatch) -> None:
    """Half a second instead of ten."""
    monkeypatch.setattr(posting, "TIME_OUT", 0.5)


def run(now=NOW) -> None:
    spread(now)
    deliver(now)


def test_an_event_is_told_as_the_feed_tells_it_and_signed(address: Webhook, receiver: Receiver) -> None:
    [line] = happened(address.operator)
    run()
    [heard] = receiver.heard
    assert heard.path == "/hook"
    assert json.loads(heard.body) == json.loads(json.dumps(EventSerializer(line).data))
    assert heard.headers["content-type"] == "application/json"
    assert heard.headers["host"] == f"127.0.0.1:{receiver.port}"
    name, timestamp = heard.headers["webhook-id"], int(heard.headers["webhook-timestamp"])
    assert 0 <= timestamp - NOW.timestamp() < 5
    [secret] = secrets_of(address, NOW)
    assert heard.headers["webhook-signature"] == signature(secret, name, timestamp, heard.body)
    delivery = only(address)
    assert (delivery.status, delivery.answer, delivery.attempts, delivery.problem) == ("delivered", 204, 1, "")
    assert [(one["answer"], one["problem"]) for one in delivery.tries] == [(204, "")]


def test_letters_are_posted_beside_a_running_event_loop_too(receiver: Receiver) -> None:
    async def within() -> dict:
        letter = Letter("m-1", b"{}", [new_secret()])
        return post_all([(f"http://127.0.0.1:{receiver.port}/hook", [letter])], Clock(NOW), until=5)

    assert asyncio.run(within())["m-1"].heard
    assert len(receiver.heard) == 1


def test_what_was_told_is_not_told_again(address: Webhook, receiver: Receiver) -> None:
    happened(address.operator, count=3)
    run()
    run(NOW + timedelta(days=4))
    assert len(receiver.heard) == 3


def test_events_come_in_their_order_over_one_connection(address: Webhook, receiver: Receiver) -> None:
    lines = happened(address.operator, count=120)
    run()
    assert [json.loads(one.body)["id"] for one in receiver.heard] == [str(line.pk) for line in lines]
    assert receiver.connections == 1


def failing_ways(receiver: Receiver):
    return {
        "500": (status(500), 500, "refused"),
        "404": (status(404), 404, "refused"),
        "redirect": (status(307, Location="http://127.0.0.1:1/elsewhere"), 307, "redirect"),
        "moved": (status(301, Location="/hook2"), 301, "redirect"),
        "stall": (receiver.stall, None, "timeout"),
        "drip": (receiver.drip(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200, every=0.05), None, "timeout"),
        "hang up": (hang_up, None, "connection"),
        "nonsense": (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", None, "connection"),
    }


WAYS = ["500", "404", "redirect", "moved", "stall", "drip", "hang up", "nonsense"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.usefixtures("impatient")
def test_a_failure_is_noted_and_the_event_comes_again(address: Webhook, receiver: Receiver, way: str) -> None:
    answer, code, problem = failing_ways(receiver)[way]
    receiver.answers_with(answer)
    happened(address.operator)
    begun = time.monotonic()
    run()
    assert time.monotonic() - begun < 3
    delivery = only(address)
    assert (delivery.status, delivery.answer, delivery.problem, delivery.attempts) == ("waiting", code, problem, 1)
    assert NOW + timedelta(seconds=5) <= delivery.due_at < NOW + timedelta(seconds=9)
    assert len(receiver.heard) == 1  # no redirect was followed, nothing tried twice in one run


def test_nobody_listening_is_a_failure_too(partner) -> None:
    with receiving() as gone:
        address, _secret = minding.add(partner, gone.url, [], now=NOW)
    happened(partner)
    run()
    assert (only(address).problem, only(address).status) == ("connection", "waiting")


def test_a_success_is_one_however_much_comes_after_it(address: Webhook, receiver: Receiver) -> None:
    receiver.answers_with(flood)
    happened(address.operator)
    begun = time.monotonic()
    run()
    assert only(address).status == DeliveryStatus.DELIVERED
    assert time.monotonic() - begun < 2


def test_an_event_is_never_sent_before_its_time_and_ten_times_at_most(address: Webhook, receiver: Receiver) -> None:
    """Every retry at the second it is due, and not a second before; then the address is switched off."""
    receiver.answers_with(status(503))
    happened(address.operator)
    moment = NOW
    run(moment)
    for number, delay in enumerate(DELAYS, start=1):
        delivery = only(address)
        assert (delivery.attempts, delivery.status) == (number, "waiting")
        assert delay <= delivery.due_at - moment < delay + timedelta(seconds=3)
        assert not Webhook.objects.get(pk=address.pk).disabled_at
        run(delivery.due_at - timedelta(seconds=1))
        assert len(receiver.heard) == number
        moment = delivery.due_at
        run(moment)
    delivery = only(address)
    assert (delivery.attempts, delivery.status, delivery.due_at) == (10, "failed", None)
    assert len(receiver.heard) == len(delivery.tries) == 10
    assert len(set(receiver.ids())) == 1
    address.refresh_from_db()
    assert address.disabled_because == "failed"


def test_the_delays_are_those_of_the_contract() -> None:
    seconds = [delay.total_seconds() for delay in DELAYS]
    assert seconds == [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]


def test_gone_switches_the_address_off_at_once(address: Webhook, receiver: Receiver) -> None:
    receiver.answers_with(status(410))
    happened(address.operator, count=3)
    run()
    run(NOW + timedelta(days=1))
    assert len(receiver.heard) == 1
    address.refresh_from_db()
    assert (address.disabled_because, address.disabled_at is not None) == ("gone", True)
    assert [row.status for row in address.deliveries.all()] == ["failed", "waiting", "waiting"]


def test_an_address_switched_on_again_is_told_what_it_missed(address: Webhook, receiver: Receiver) -> None:
    receiver.answers_with(status(410), status(204))
    lost, *missed = happened(address.operator, count=3)
    run()
    missed += happened(address.operator, count=2)
    run()
    minding.switch_on(address)
    run(NOW + timedelta(hours=1))
    assert [json.loads(one.body)["id"] for one in receiver.heard] == [str(line.pk) for line in [lost, *missed]]
    minding.replay(address.deliveries.get(status="failed"), now=NOW)
    run(NOW + timedelta(hours=1))
    assert receiver.ids()[0] == receiver.ids()[-1]
    assert {row.status for row in address.deliveries.all()} == {"delivered"}


def test_an_event_that_a_receiver_cannot_stand_holds_up_no_other(address: Webhook, receiver: Receiver) -> None:
    receiver.answers_with(status(500), status(204))
    first, *others = happened(address.operator, count=3)
    run()
    assert len(receiver.heard) == 1  # a failure ends the run for this address
    run(NOW + timedelta(seconds=1))
    run(NOW + timedelta(minutes=1))
    assert [json.loads(one.body)["id"] for one in receiver.heard[1:]] == [str(line.pk) for line in [*others, first]]


@pytest.mark.usefixtures("impatient")
def test_a_receiver_that_stalls_keeps_nobody_waiting_but_itself(address: Webhook, receiver: Receiver, partner) -> None:
    receiver.answers_with(receiver.stall)
    with receiving() as well:
        good, _secret = minding.add(partner, well.url, [], now=NOW)
        happened(partner, count=60)
        begun = time.monotonic()
        run()
        assert time.monotonic() - begun < 3
        assert good.deliveries.filter(status="delivered").count() == 60
    assert address.deliveries.filter(attempts=1).count() == 1


def test_a_run_ends_in_time_and_the_next_goes_on(address: Webhook, receiver: Receiver, monkeypatch) -> None:
    monkeypatch.setattr(delivering, "A_RUN", 0.3)
    receiver.answers_with(receiver.drip(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", every=0.005))
    happened(address.operator, count=5)
    run()
    told = address.deliveries.filter(status="delivered").count()
    assert 1 <= told < 5
    assert address.deliveries.filter(status="waiting", attempts=0, claim=None).count() == 5 - told
    monkeypatch.setattr(delivering, "A_RUN", 20)
    run()
    assert address.deliveries.filter(status="delivered").count() == 5
    assert len(set(receiver.ids())) == 5


def test_the_address_is_checked_again_at_every_delivery(address: Webhook, receiver: Receiver, settings) -> None:
    """It was good when it was given; the name leads inside now."""
    happened(address.operator)
    settings.WEBHOOKS_TO_PRIVATE = False
    run()
    assert receiver.connections == 0
    assert (only(address).problem, only(address).status) == ("forbidden", "waiting")


def test_we_connect_to_the_address_that_was_checked(partner, receiver: Receiver, monkeypatch) -> None:
    """A name that leads elsewhere the second time it is asked is asked once."""
    asked = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    monkeypatch.setattr(posting, "resolved", rebinding)
    url = f"http://partner.invalid:{receiver.port}/hook"
    minding.add(partner, url, [], now=NOW)
    happened(partner, count=3)
    run()
    assert asked == ["partner.invalid"]
    assert len(receiver.heard) == 3
    assert {one.headers["host"] for one in receiver.heard} == {f"partner.invalid:{receiver.port}"}


def test_another_address_of_the_name_is_tried_when_one_cannot_be_reached(partner, receiver, monkeypatch) -> None:
    monkeypatch.setattr(posting, "resolved", lambda host, port: ["127.0.0.3", "127.0.0.1"])
    minding.add(partner, f"http://partner.invalid:{receiver.port}/", [], now=NOW)
    happened(partner)
    run()
    assert len(receiver.heard) == 1


def test_an_unknown_name_is_a_failure_that_comes_again(partner) -> None:
    address, _secret = minding.add(partner, "http://partner.invalid/", [], now=NOW)
    happened(partner)
    run()
    assert (only(address).problem, only(address).status) == ("unknown_host", "waiting")


def test_a_secret_that_cannot_be_read_switches_off_and_loses_nothing(address: Webhook, receiver, settings) -> None:
    happened(address.operator)
    settings.SECRET_KEY = "a key that never sealed this"
    run()
    address.refresh_from_db()
    assert (address.disabled_because, receiver.heard) == ("secret", [])
    assert (only(address).status, only(address).claim, only(address).attempts) == ("waiting", None, 0)
    minding.rotate(address, now=NOW)
    minding.switch_on(address)
    run()
    assert only(address).status == "delivered"


def test_a_test_is_tried_once_and_switches_nothing_off(address: Webhook, receiver: Receiver) -> None:
    receiver.answers_with(status(500))
    minding.try_out(address, now=NOW)
    run()
    run(NOW + timedelta(days=1))
    [heard] = receiver.heard
    assert json.loads(heard.body)["type"] == "webhook.test"
    assert only(address).status == "failed"
    assert not Webhook.objects.get(pk=address.pk).disabled_at


def test_what_a_dead_node_claimed_comes_back(address: Webhook, receiver: Receiver) -> None:
    happened(address.operator, count=2)
    spread(NOW)
    claimed = claim(NOW)
    assert len(claimed) == 2
    deliver(NOW + delivering.LEASE - timedelta(seconds=1))
    assert receiver.heard == []
    deliver(NOW + delivering.LEASE)
    assert len(receiver.heard) == 2
    delivering.note(claimed, {})  # the dead one was only slow
    assert {row.status for row in Delivery.objects.all()} == {"delivered"}


def test_a_claim_takes_each_delivery_once(address: Webhook) -> None:
    happened(address.operator, count=3)
    spread(NOW)
    assert len(claim(NOW)) == 3
    happened(address.operator)
    spread(NOW)
    assert claim(NOW) == []  # also of what came since: the order would be lost


def test_the_number_of_queries_does_not_grow(partner, receiver) -> None:
    def a_run(addresses: int, events: int) -> int:
        for _turn in range(addresses):
            minding.add(partner, receiver.url, [], now=NOW)
        happened(partner, count=events)
        with CaptureQueriesContext(connection) as seen:
            run()
        assert not Delivery.objects.exclude(status="delivered").exists()
        return len(seen)

    assert a_run(1, 2) == a_run(4, 10)


def test_the_batch_says_what_it_did(address: Webhook) -> None:
    happened(address.operator, count=2)
    with translation.override("en"):
        assert deliver_webhooks(NOW) == "Events to tell: 2; told: 2, failed attempts: 0."
        assert deliver_webhooks(NOW) == "Events to tell: 0; told: 0, failed attempts: 0."
