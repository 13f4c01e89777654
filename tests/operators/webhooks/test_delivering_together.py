"""Nodes that run `deliver-webhooks` at the same moment tell each event once, in order, on both databases."""

import json
import threading

import pytest
from django.db import connection

from bascule.models import History
from operators.models import Delivery, Operator
from operators.tasks import deliver_webhooks
from operators.webhooks import minding
from tests.operators.webhooks.receiver import Receiver, receiving
from tests.operators.webhooks.world import NOW, happened

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("together")]
NODES, EVENTS = 4, 25


def run_at_once(nodes: int) -> None:
    """The batch on connections of their own; what fails in one fails here."""
    gate, problems = threading.Barrier(nodes), []

    def node() -> None:
        try:
            gate.wait()
            deliver_webhooks(NOW)
        except Exception as error:
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=node) for _number in range(nodes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []


def events_heard(receiver: Receiver) -> list[int]:
    return [int(json.loads(heard.body)["id"]) for heard in receiver.heard]


def expected(lines: list[History]) -> list[int]:
    return [line.pk for line in lines]


@pytest.mark.parametrize("turn", range(3))
def test_each_event_is_told_once_to_each_address(turn: int, partner: Operator, receiver: Receiver) -> None:
    with receiving() as second:
        for one in (receiver, second):
            minding.add(partner, one.url, [], now=NOW)
        lines = happened(partner, count=EVENTS)
        while Delivery.objects.count() < 2 * EVENTS or Delivery.objects.exclude(status="delivered").exists():
            run_at_once(NODES)
        assert events_heard(receiver) == expected(lines)
        assert events_heard(second) == expected(lines)
    assert set(Delivery.objects.values_list("attempts", flat=True)) == {1}
