"""The history is the outbox: every line becomes one delivery to each address that it concerns, whoever writes when."""

import random
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction

from bascule.models import History
from operators.models import Delivery, Operator, Webhook
from operators.webhooks import minding, spreading
from operators.webhooks.delivering import claim, note
from operators.webhooks.keeping import forget_old
from operators.webhooks.spreading import spread
from tests.factories import OperatorFactory
from tests.operators.webhooks.world import NOW, happened

URL = "http://127.0.0.1:9/hook"


def told(address: Webhook) -> list[int]:
    return list(address.deliveries.order_by("pk").values_list("event_id", flat=True))


def add(operator: Operator, *events: str) -> Webhook:
    return minding.add(operator, URL, events, now=NOW)[0]


def keys(*lines: History) -> list[int]:
    return [line.pk for line in lines]


def test_each_partner_is_told_of_its_own_records_and_we_of_all(partner: Operator) -> None:
    other, own = OperatorFactory(), Operator.objects.own()
    to_partner, to_other, to_us = add(partner), add(other), add(own)
    [a], [b], [c] = happened(partner), happened(other), happened(None)
    assert spread(NOW) == 5
    assert (told(to_partner), told(to_other), told(to_us)) == (keys(a), keys(b), keys(a, b, c))


def test_an_address_is_told_of_the_events_that_it_wants(partner: Operator) -> None:
    some, every = add(partner, "port_in.ported", "port_in.accepted"), add(partner)
    [a], [b], [c] = [happened(partner, f"port_in.{what}") for what in ("sent", "accepted", "ported")]
    spread(NOW)
    assert (told(some), told(every)) == (keys(b, c), keys(a, b, c))


def test_a_new_address_is_told_of_what_happens_from_now_on(partner: Operator) -> None:
    happened(partner, count=3)
    address = add(partner)
    [line] = happened(partner)
    spread(NOW)
    assert told(address) == keys(line)


def test_it_is_safe_to_spread_again_and_after_any_number_of_lines(partner: Operator, monkeypatch) -> None:
    monkeypatch.setattr(spreading, "AT_ONCE", 3)
    address = add(partner)
    lines = happened(partner, count=10)
    assert [spread(NOW), spread(NOW)] == [10, 0]
    assert told(address) == keys(*lines)


def test_addresses_that_lag_behind_do_not_make_others_hear_twice(partner: Operator, monkeypatch) -> None:
    monkeypatch.setattr(spreading, "AT_ONCE", 4)
    late, early = add(partner), add(partner)
    minding.switch_off(late, "by_hand", now=NOW)
    lines = happened(partner, count=6)
    spread(NOW)
    assert (told(late), told(early)) == ([], keys(*lines))
    minding.switch_on(late)
    lines += happened(partner, count=3)
    spread(NOW)
    assert (told(late), told(early)) == (keys(*lines), keys(*lines))


def test_what_is_undone_is_not_told(partner: Operator) -> None:
    address = add(partner)
    with transaction.atomic():
        happened(partner)
        transaction.set_rollback(True)
    spread(NOW)
    assert told(address) == []


def test_the_log_is_forgotten_after_thirty_days_and_nothing_of_it_told_again(partner: Operator) -> None:
    address = add(partner)
    happened(partner, count=2)
    spread(NOW)
    month = NOW + timedelta(days=30, minutes=1)
    [line] = happened(partner)
    spread(month)
    assert (forget_old(month), forget_old(month)) == (2, 0)
    spread(month)
    assert told(address) == keys(line)


def spread_until(enough: Callable[[], bool]) -> None:
    """Transactions of other databases of the same server hold the feed up too, for as long as they last."""
    begun = time.monotonic()
    spread(NOW)
    while not enough() and time.monotonic() - begun < 60:
        time.sleep(0.05)
        spread(NOW)


def in_threads(count: int, work) -> None:
    """The same work on connections of their own, at the same moment; what fails in one fails here."""
    gate, problems = threading.Barrier(count), []

    def one(number: int) -> None:
        try:
            gate.wait()
            work(number)
        except Exception as error:
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []


def written(partner: Operator, chance: random.Random) -> list[History]:
    """A transaction that takes its time; the lines that it leaves, for some are undone."""
    with transaction.atomic():
        lines = happened(partner, count=chance.randint(1, 3))
        time.sleep(chance.choice([0, 0, 0.002, 0.02]))
        if undone := chance.random() < 0.2:
            transaction.set_rollback(True)
    return [] if undone else lines


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_or_told_twice_under_eight_writers_and_two_readers(partner: Operator) -> None:
    """Transactions of all lengths, some undone, and commits that overtake each other."""
    address, over = add(partner), threading.Event()
    committed: list[int] = []
    ended: list[int] = []

    def write(number: int) -> None:
        chance = random.Random(number)
        for _turn in range(12):
            committed.extend(keys(*written(partner, chance)))
        ended.append(number)
        if len(ended) == 8:
            over.set()

    def read(number: int) -> None:
        while not over.wait(0.005):
            spread(NOW)

    in_threads(10, lambda number: (write if number < 8 else read)(number))
    spread_until(lambda: len(told(address)) >= len(committed))
    assert sorted(told(address)) == sorted(committed)
    assert len(committed) > 100


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_several_nodes_one_gets_each_delivery(partner: Operator) -> None:
    addresses = [add(partner) for _turn in range(3)]
    happened(partner, count=20)
    spread_until(lambda: Delivery.objects.count() == 60)
    in_hands: list[int] = []
    taken: list[int] = []

    def work(number: int) -> None:
        for _turn in range(8):
            claimed = claim(NOW)
            in_hands.extend(row.pk for row in claimed)
            time.sleep(0.005)
            assert len(in_hands) == len(set(in_hands))
            taken.append(len(claimed))
            for row in claimed:
                in_hands.remove(row.pk)
            if claimed:
                note(claimed, {})

    in_threads(6, work)
    assert sum(taken) >= 60
    assert Delivery.objects.filter(webhook__in=addresses, claim=None, status="waiting").count() == 60
