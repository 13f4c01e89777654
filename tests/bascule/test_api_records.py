"""Records with a life through the API: lists that lose nothing, what may be done, what happened."""

import itertools
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import translation
from rest_framework.test import APIClient

from bascule.api.paging import Cursor
from bascule.lifecycle import SYSTEM, perform
from operators.models import ApiKey
from tests.bascule.rehearsal import NOON, Errand, errand
from tests.factories import ApiKeyFactory, client_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.bascule.rehearsal")]
LIST = "/api/v1/errands/"


@pytest.fixture(scope="module", autouse=True)
def _table(django_db_setup, django_db_blocker):
    """The rehearsal's record is no part of the product, so no migration makes its table."""
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Errand)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(Errand)


@pytest.fixture(autouse=True)
def _own_language():
    with translation.override(None):
        yield


@pytest.fixture
def key() -> ApiKey:
    return ApiKeyFactory()


@pytest.fixture
def client(key: ApiKey) -> APIClient:
    return client_of(key)


def ids(response: Any) -> list[str]:
    assert response.status_code == 200, response.content
    return [row["id"] for row in response.json()["results"]]


def walk(client: APIClient, url: str, way: str = "next") -> list[list[str]]:
    """The ids of every page, following the links one way."""
    pages = []
    while url:
        response = client.get(url)
        pages.append(ids(response))
        url = response.json()[way]
    return pages


def test_a_list_without_records_is_one_empty_page(client: APIClient) -> None:
    assert client.get(LIST).json() == {"next": None, "previous": None, "results": []}


@pytest.mark.parametrize("order_by", ["created_at", "-created_at", "due_at", "-due_at", "reference", "-state_since"])
def test_pages_hold_every_record_once_even_where_they_are_even(client: APIClient, key: ApiKey, order_by: str) -> None:
    dues = [None, NOON, NOON, NOON + timedelta(days=1), None, NOON, NOON]
    made = [errand(key.operator, due_at=due) for due in dues]
    pages = walk(client, f"{LIST}?page_size=2&order_by={order_by}")
    assert [len(page) for page in pages] == [2, 2, 2, 1]
    assert sorted(itertools.chain(*pages)) == sorted(str(one.pk) for one in made)


@pytest.mark.parametrize("order_by", ["created_at", "-created_at", "due_at", "-due_at"])
def test_the_way_back_meets_the_same_pages(client: APIClient, key: ApiKey, order_by: str) -> None:
    for due in [None, NOON, NOON, NOON + timedelta(days=1), None, NOON]:
        errand(key.operator, due_at=due)
    first = f"{LIST}?page_size=2&order_by={order_by}"
    there = walk(client, first)
    last = client.get(client.get(first).json()["next"]).json()["next"]
    assert list(reversed(walk(client, last, "previous"))) == there


@pytest.mark.parametrize(("order_by", "expected"), [("due_at", "early late never"), ("-due_at", "late early never")])
def test_an_order_puts_empty_values_last_either_way(client, key: ApiKey, order_by: str, expected: str) -> None:
    dues = {"early": NOON, "never": None, "late": NOON + timedelta(days=1)}
    names = {str(errand(key.operator, due_at=due).pk): name for name, due in dues.items()}
    assert [names[pk] for pk in ids(client.get(f"{LIST}?order_by={order_by}"))] == expected.split()


def test_the_newest_come_first_unless_asked_otherwise(client: APIClient, key: ApiKey) -> None:
    old, new = errand(key.operator), errand(key.operator, created_at=NOON + timedelta(seconds=1))
    assert ids(client.get(LIST)) == [str(new.pk), str(old.pk)]
    assert ids(client.get(f"{LIST}?order_by=created_at")) == [str(old.pk), str(new.pk)]


def test_a_record_that_comes_meanwhile_moves_no_page(client: APIClient, key: ApiKey) -> None:
    made = [errand(key.operator, created_at=NOON + timedelta(seconds=second)) for second in range(4)]
    first = client.get(f"{LIST}?page_size=2")
    errand(key.operator, created_at=NOON + timedelta(days=1))
    second = client.get(first.json()["next"])
    assert ids(first) + ids(second) == [str(one.pk) for one in reversed(made)]


def test_a_page_holds_fifty_and_two_hundred_at_most(client: APIClient, key: ApiKey) -> None:
    sample = errand(key.operator)
    Errand.objects.bulk_create(
        Errand(partner=key.operator, reference=str(n), created_at=NOON, updated_at=NOON, state_since=NOON)
        for n in range(204)
    )
    assert sample.pk
    assert len(ids(client.get(LIST))) == 50
    assert len(ids(client.get(f"{LIST}?page_size=200"))) == 200
    assert len(ids(client.get(f"{LIST}?page_size=100000"))) == 200


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        ("page_size=0", 400, "page_size"),
        ("page_size=-1", 400, "page_size"),
        ("page_size=many", 400, "page_size"),
        ("page_size=²", 400, "page_size"),
        ("cursor=nonsense", 400, "cursor"),
        ("cursor=é", 400, "cursor"),
        ("cursor=W10=", 400, "cursor"),
        ("cursor=WyItY3JlYXRlZF9hdCIsIGZhbHNlLCAieCIsICJ5Il0=", 400, "cursor"),
        ("order_by=partner", 422, "order_by"),
        ("order_by=--created_at", 422, "order_by"),
        ("due_at=soon", 400, "due_at"),
    ],
)
def test_a_query_that_cannot_be_read_names_its_parameter(client, query: str, status: int, field: str) -> None:
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == status
    assert [error["field"] for error in response.json()["errors"]] == [field]


def test_a_cursor_belongs_to_its_order(client: APIClient, key: ApiKey) -> None:
    errand(key.operator)
    errand(key.operator)
    link = client.get(f"{LIST}?page_size=1&order_by=created_at").json()["next"]
    assert client.get(link.replace("order_by=created_at", "order_by=reference")).status_code == 400


@pytest.mark.parametrize(
    ("order_by", "value"),
    [
        ("reference", "\x00"),
        ("reference", "\ud800"),
        ("created_at", "0001-01-01T00:00:00+14:00"),
        ("created_at", "9999-12-31T23:59:59-14:00"),
    ],
)
def test_a_cursor_that_was_tampered_with_is_no_fault_of_ours(client, key: ApiKey, order_by: str, value: str) -> None:
    cursor = Cursor(order_by, False, value, str(errand(key.operator).pk))
    with transaction.atomic():
        answer = client.get(LIST, {"order_by": order_by, "cursor": str(cursor)})
        transaction.set_rollback(True)  # a query that PostgreSQL refused has spoilt it
    assert answer.status_code in (200, 400)


def test_filters_hold_on_every_page(client: APIClient, key: ApiKey) -> None:
    wanted = {str(errand(key.operator, state="forgotten").pk) for _ in range(3)}
    errand(key.operator)
    pages = walk(client, f"{LIST}?state=forgotten&page_size=2")
    assert set(itertools.chain(*pages)) == wanted


def test_a_record_shows_what_every_record_has(client: APIClient, key: ApiKey) -> None:
    one = errand(key.operator, external_reference="CRM-88", due_at=NOON + timedelta(days=1))
    assert client.get(f"{LIST}{one.pk}/").json() == {
        "id": str(one.pk),
        "reference": one.reference,
        "external_reference": "CRM-88",
        "created_at": "2026-11-22T12:00:00Z",
        "updated_at": "2026-11-22T12:00:00Z",
        "state": "asked",
        "state_since": "2026-11-22T12:00:00Z",
        "due_at": "2026-11-23T12:00:00Z",
        "allowed_actions": ["set-off"],
    }


def test_a_move_that_has_no_address_is_not_offered(client: APIClient, key: ApiKey) -> None:
    one = errand(key.operator)
    assert key.has_perm("tests.run_errand", one), "so this key may `forget`, but nothing takes a POST for it"
    assert "forget" not in client.get(f"{LIST}{one.pk}/").json()["allowed_actions"]


def test_actions_are_offered_where_they_can_be_made(client: APIClient, key: ApiKey) -> None:
    over = errand(key.operator, state="forgotten")
    reader = client_of(ApiKeyFactory(operator=key.operator, scopes=["quotes:read"]))
    assert client.get(f"{LIST}{over.pk}/").json()["allowed_actions"] == []
    assert reader.get(f"{LIST}{errand(key.operator).pk}/").json()["allowed_actions"] == []


def test_a_move_answers_with_the_record_as_it_is_now(client: APIClient, key: ApiKey) -> None:
    one = errand(key.operator)
    response = client.post(f"{LIST}{one.pk}/set-off/")
    assert response.status_code == 200
    assert (response.json()["state"], response.json()["allowed_actions"]) == ("under_way", [])
    assert Errand.objects.get().state == "under_way"
    assert one.history.get().by == key.history_name


def test_a_move_that_the_state_does_not_allow_is_409_and_changes_nothing(client: APIClient, key: ApiKey) -> None:
    one = errand(key.operator, state="forgotten")
    response = client.post(f"{LIST}{one.pk}/set-off/")
    assert (response.status_code, response.json()["code"]) == (409, "transition_not_allowed")
    assert not one.history.exists()


def test_the_record_of_another_partner_does_not_exist(client: APIClient) -> None:
    theirs = errand(ApiKeyFactory().operator)
    assert ids(client.get(LIST)) == []
    for answer in (
        client.get(f"{LIST}{theirs.pk}/"),
        client.get(f"{LIST}{theirs.pk}/events/"),
        client.post(f"{LIST}{theirs.pk}/set-off/"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert not theirs.history.exists()


def test_our_own_keys_see_and_move_the_records_of_every_partner(key: ApiKey) -> None:
    ours, theirs = client_of(ApiKeyFactory(own=True)), errand(key.operator)
    assert ids(ours.get(LIST)) == [str(theirs.pk)]
    assert ours.get(f"{LIST}{theirs.pk}/").json()["allowed_actions"] == ["set-off"]
    assert ours.post(f"{LIST}{theirs.pk}/set-off/").status_code == 200


@pytest.mark.parametrize("pk", [str(uuid.UUID(int=1)), "not-an-id", "0"])
def test_an_id_that_nobody_has_is_not_found(client: APIClient, pk: str) -> None:
    assert client.get(f"{LIST}{pk}/").status_code == 404


def test_events_tell_what_happened_in_order(client: APIClient, key: ApiKey) -> None:
    one = errand(key.operator)
    perform(one, "set_off", by=SYSTEM, now=NOON, reason="asked_for", on="2026-12-01")
    line = one.history.get()
    assert client.get(f"{LIST}{one.pk}/events/").json() == {
        "next": None,
        "previous": None,
        "results": [
            {
                "id": str(line.pk),
                "type": "errand.under_way",
                "at": "2026-11-22T12:00:00Z",
                "record": {"kind": "errand", "id": str(one.pk), "reference": one.reference},
                "from": "asked",
                "to": "under_way",
                "reason": "asked_for",
                "facts": {"on": "2026-12-01"},
            }
        ],
    }


def test_events_come_in_pages_the_oldest_first(client: APIClient, key: ApiKey) -> None:
    one = errand(key.operator)
    for _ in range(3):
        perform(one, "set_off", by=SYSTEM, now=NOON)
        Errand.objects.filter(pk=one.pk).delete()
        one = errand(key.operator, pk=one.pk, reference=one.reference)
    pages = walk(client, f"{LIST}{one.pk}/events/?page_size=2")
    assert [len(page) for page in pages] == [2, 1]
    assert list(itertools.chain(*pages)) == [str(pk) for pk in one.history.values_list("pk", flat=True)]


@pytest.mark.parametrize("count", [1, 10])
def test_a_list_costs_the_same_queries_at_any_length(
    client, key: ApiKey, count: int, django_assert_num_queries
) -> None:
    for _ in range(count):
        errand(key.operator)
    client.get(LIST)
    with django_assert_num_queries(2):  # the key, and the list
        client.get(LIST)
