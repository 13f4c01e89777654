"""Events under writers that overtake each other: ids are given out in one order, transactions end in another."""

import time
import uuid
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import UTC, datetime
from random import Random

import pytest
from django.db import connection, transaction
from django.db.models import Q

from bascule.api.events import BEGINNING, read
from bascule.models import History
from tests.factories import ApiKeyFactory, client_of

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
WRITERS, TRANSACTIONS = 8, 25
LONGEST = 0.012
"""Seconds that a transaction may rest between two of its lines."""
POSTGRESQL = connection.vendor == "postgresql"


class SecondThoughtsError(Exception):
    pass


def note(owner: int = 1) -> int:
    """Write one line of history, in whatever transaction is open."""
    known = {"kind": "quote", "reference": "Q-2026-000001", "event": "quote.offered", "transition": "offer"}
    line = History(
        record_id=uuid.uuid4(), source="draft", target="offered", by="camille", at=NOON, owner=owner, **known
    )
    line.save()
    return line.pk


def write(number: int) -> list[int]:
    """Transactions of random length, one in five of them undone; the ids of what was kept."""
    chance, kept = Random(number), []
    try:
        for _ in range(TRANSACTIONS):
            with suppress(SecondThoughtsError), transaction.atomic():
                written = [one(chance) for _ in range(chance.randint(1, 4))]
                if chance.random() < 0.2:
                    raise SecondThoughtsError
                kept += written
    finally:
        connection.close()
    return kept


def one(chance: Random) -> int:
    with transaction.atomic():  # a savepoint: another number below, the same transaction
        written = note()
    time.sleep(chance.random() * LONGEST)
    return written


def by_place(cursor: str, most: int) -> tuple[list[int], str]:
    page = read(History.objects.filter(owner=1), cursor, Q(), most)
    return [event.pk for event in page.events], page.next


def by_id(cursor: str, most: int) -> tuple[list[int], str]:
    """What everybody writes first: the last id that was seen, and all above it."""
    rows = History.objects.filter(owner=1, pk__gt=int(cursor)).order_by("pk")[:most]
    keys = [event.pk for event in rows]
    return keys, str(keys[-1]) if keys else cursor


class Consumer:
    """A partner's program that asks again and again, and keeps what it is told in the order in which it is told."""

    def __init__(self, ask) -> None:
        self.ask, self.cursor, self.told = ask, BEGINNING, []

    def turn(self, most: int) -> bool:
        page, self.cursor = self.ask(self.cursor, most)
        self.told += page
        return bool(page)

    def all(self, most: int = 200) -> list[int]:
        while self.turn(most):
            pass
        return self.told


def storm(*consumers: Consumer) -> list[int]:
    """Eight writers, and consumers that read meanwhile and to the end; the ids of all that was kept."""
    with ThreadPoolExecutor(WRITERS) as pool:
        writers: list[Future[list[int]]] = [pool.submit(write, number) for number in range(WRITERS)]
        chance = Random(2026)
        while not all(writer.done() for writer in writers):
            for consumer in consumers:
                consumer.turn(chance.randint(1, 9))
    for consumer in consumers:
        consumer.all()
    return [key for writer in writers for key in writer.result()]


def test_a_consumer_under_eight_writers_misses_none_and_sees_none_twice(together) -> None:
    consumer = Consumer(by_place)
    kept = storm(consumer)
    assert len(kept) > WRITERS * TRANSACTIONS
    assert sorted(consumer.told) == sorted(kept)
    assert Consumer(by_place).all() == consumer.told, "whoever comes late reads the same order"
    assert Consumer(by_place).all(most=3) == consumer.told


@pytest.mark.postgresql
def test_a_consumer_that_goes_by_ids_alone_loses_events() -> None:
    consumer, careless = Consumer(by_place), Consumer(by_id)
    kept = storm(consumer, careless)
    assert sorted(consumer.told) == sorted(kept)
    assert set(careless.told) < set(kept), "were it not so, the other test would show nothing"


@pytest.mark.postgresql
def test_what_was_written_first_and_ends_last_is_not_passed_by(second_connection) -> None:
    key = ApiKeyFactory()
    client = client_of(key)

    def told() -> list[str]:
        return [event["id"] for event in client.get("/api/v1/events/").json()["results"]]

    def careless(after: int = 0) -> list[int]:
        return list(History.objects.filter(owner=key.operator_id, pk__gt=after).values_list("pk", flat=True))

    with second_connection.cursor() as colleague:
        colleague.execute("BEGIN")
        columns = (
            "kind, record_id, reference, event, transition, source, target, by, at, recorded_at, reason, facts, owner"
        )
        values = "'quote', %s, 'Q', 'quote.offered', 'offer', 'draft', 'offered', 'x', now(), now(), '', '{}', %s"
        insert = f"INSERT INTO bascule_history ({columns}) VALUES ({values}) RETURNING id"
        colleague.execute(insert, [uuid.uuid4(), key.operator_id])
        [slow] = colleague.fetchone()
        quick = note(owner=key.operator_id)
        assert slow < quick
        assert told() == [], "who read on from the quick one would never be told the slow one"
        assert careless() == [quick]
        colleague.execute("COMMIT")
    assert told() == [str(slow), str(quick)]
    assert careless(after=quick) == []


@pytest.mark.postgresql
def test_a_long_report_holds_nothing_up(second_connection) -> None:
    key = ApiKeyFactory()
    with second_connection.cursor() as report:
        report.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        report.execute("SELECT count(*) FROM bascule_history")
        written = note(owner=key.operator_id)
        answer = client_of(key).get("/api/v1/events/").json()
        report.execute("ROLLBACK")
    assert [event["id"] for event in answer["results"]] == [str(written)]


@pytest.mark.postgresql
def test_what_is_under_way_in_another_database_holds_nothing_up(transactional_db) -> None:
    elsewhere = connection.Database.connect(**{**connection.get_connection_params(), "dbname": "postgres"})
    with closing(elsewhere):
        elsewhere.execute("SELECT pg_current_xact_id()")  # numbered with ours, and before what follows
        written = [note(), note()]
        assert by_place(BEGINNING, 10) == (written, str(written[-1]))
