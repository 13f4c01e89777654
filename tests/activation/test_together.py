"""Two at work at the same moment: one position for each, one message for each order, one reminder a day."""

import os
import subprocess
import sys
from threading import Barrier, Thread

import pytest
from django.db import connection

from activation import orders
from activation.changing import cancel
from activation.models import Position, Reminder, Subscription, UnbundlingOrder
from bascule.lifecycle import SYSTEM
from bascule.rules import RuleRefused
from operators.models import Message
from tests.activation.factories import OfferFactory
from tests.activation.place import at, build, day, fresh, order_of, report, send, someone
from tests.conftest import ROOT
from tests.factories import CustomerFactory

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def together(*works):
    start, heard = Barrier(len(works)), []

    def run(work):
        start.wait()
        try:
            heard.append(work())
        except RuleRefused as refused:
            heard.append(refused.code)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return heard


def test_eight_at_once_for_eight_positions():
    build(positions=8)
    offer, customers = OfferFactory(), [CustomerFactory() for _ in range(8)]
    heard = together(
        *(
            lambda place=place: someone(offer, f"01990000{place:02}", customer=customers[place]).state
            for place in range(8)
        )
    )
    assert heard == ["prospect"] * 8
    assert Position.objects.filter(state="reserved").values("subscription").distinct().count() == 8
    assert sorted(UnbundlingOrder.objects.values_list("position", flat=True)) == list(range(1, 9))


def test_ten_at_once_for_eight_positions():
    build(positions=8)
    offer, customers = OfferFactory(), [CustomerFactory() for _ in range(10)]
    heard = together(
        *(
            lambda place=place: someone(offer, f"01990000{place:02}", customer=customers[place]).state
            for place in range(10)
        )
    )
    assert sorted(heard) == ["prospect"] * 8 + ["saturated"] * 2
    assert Subscription.objects.count() == UnbundlingOrder.objects.count() == 8


def test_two_subscribe_for_one_line():
    build()
    offer, customers = OfferFactory(), [CustomerFactory() for _ in range(2)]
    heard = together(*(lambda who=who: someone(offer, customer=who).state for who in customers))
    assert "prospect" in heard
    assert set(heard) <= {"prospect", "conflict", "line_in_use"}
    assert heard.count("prospect") == UnbundlingOrder.objects.count() == 1


def many(count=12):
    build(positions=count)
    for place in range(count):
        someone(OfferFactory(partial=True), f"01990000{place:02}")


NODE = """
import sys, django
django.setup()
from datetime import datetime
from activation.tasks import remind_incumbent, send_unbundling_orders
moment = datetime.fromisoformat(sys.argv[1])
sys.stdout.write("ready\\n"); sys.stdout.flush()
sys.stdin.readline()
for batch in (send_unbundling_orders, remind_incumbent):
    batch(now=moment)
"""


def two_nodes(moment):
    """Two processes run the batches of the day at the same moment, each with a connection of its own."""
    url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**connection.settings_dict)
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    nodes = [
        subprocess.Popen(
            [sys.executable, "-c", NODE, moment.isoformat()],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for node in nodes:
        assert node.stdout.readline() == "ready\n"
    for node in nodes:
        node.stdin.write("go\n")
        node.stdin.flush()
    for node in nodes:
        _out, errors = node.communicate(timeout=120)
        assert node.returncode == 0, errors


def test_two_nodes_send_each_order_once():
    many()
    two_nodes(at(day(1), 6, 40))
    sent = Message.objects.filter(kind="access_order")
    assert sent.count() == sent.values("reference").distinct().count() == 12
    assert set(UnbundlingOrder.objects.values_list("state", flat=True)) == {"sent"}
    assert set(Subscription.objects.values_list("state", flat=True)) == {"ordered"}


def test_two_nodes_remind_of_each_order_once():
    many()
    send(day(1))
    for number in (16, 17):
        two_nodes(at(day(number), 7, 50))
        assert Reminder.objects.filter(day=day(number)).count() == 12
    reminders = Message.objects.filter(kind="access_reminder")
    assert sorted(reminders.values_list("fields__count", flat=True)) == ["1"] * 12 + ["2"] * 12


def test_an_agent_cancels_while_the_batch_sends():
    """Whoever is first, what was told to the incumbent is what is known here."""
    build()
    subscription = someone(OfferFactory(partial=True))
    together(
        lambda: cancel(fresh(subscription), by=SYSTEM, now=at(day(1))),
        lambda: orders.send_due(at(day(1))),
    )
    orders.send_due(at(day(1)))
    assert (fresh(subscription).state, order_of(subscription).state) == ("cancelled", "cancelled")
    said = list(Message.objects.order_by("pk").values_list("kind", flat=True))
    assert said in ([], ["access_order", "access_cancellation"])


def test_a_report_comes_while_an_agent_cancels():
    build()
    subscription = someone(OfferFactory(partial=True))
    send(day(1))
    order = order_of(subscription)
    together(
        lambda: cancel(fresh(subscription), by=SYSTEM, now=at(day(5))),
        lambda: report(order, at(day(5))),
    )
    assert fresh(subscription).state == "cancelled"
    kinds = set(Message.objects.filter(way="out").values_list("kind", flat=True)) - {"access_order"}
    assert (fresh(order).state, kinds) in [
        ("done", {"access_termination"}),
        ("cancelled", {"access_cancellation"}),
    ]
