"""The feed of events: what happened to a partner's records, in one order, none lost and none twice."""

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from bascule.events import event_types
from bascule.lifecycle import perform
from bascule.models import History
from operators.models import ApiKey, MailMark
from tests.factories import ApiKeyFactory, QuoteFactory, UserFactory, client_of
from tests.portability.test_openapi import check

# What a transaction that is still under way has written is not told, so every test commits.
pytestmark = pytest.mark.django_db(transaction=True)
FEED = "/api/v1/events/"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_language():
    with translation.override(None):
        yield


@pytest.fixture
def key() -> ApiKey:
    return ApiKeyFactory(scopes=["events:read"])


@pytest.fixture
def client(key: ApiKey) -> APIClient:
    return client_of(key)


def happened(key: ApiKey | None, event: str = "quote.offered", **fields: Any) -> str:
    """Something happened to a record of this key's operator; the id of the event."""
    values = {"kind": event.split(".")[0], "record_id": uuid.uuid4(), "reference": "Q-2026-000001", "at": NOON}
    known = {"transition": "offer", "source": "draft", "target": "offered", "by": "camille"}
    owner = key and key.operator_id
    return str(History.objects.create(event=event, owner=owner, **{**values, **known, **fields}).pk)


def told(client: APIClient, **query: Any) -> tuple[list[str], str]:
    """The ids of a page, and where to go on."""
    answer = client.get(FEED, query)
    assert answer.status_code == 200, answer.content
    assert set(answer.json()) == {"results", "next"}
    return [event["id"] for event in answer.json()["results"]], answer.json()["next"]


def walk(client: APIClient, after: str = "", **query: Any) -> list[list[str]]:
    """Every page from a cursor on, until nothing is new."""
    pages, (page, after) = [], told(client, after=after, **query)
    while page:
        pages.append(page)
        page, after = told(client, after=after, **query)
    return pages


def test_an_event_tells_what_happened_to_which_record(client: APIClient) -> None:
    quote = QuoteFactory(offered=True, partner=ApiKey.objects.get().operator)
    perform(quote, "decline", by=UserFactory(permissions=["portability.decline_quote"]), now=NOON, reason="price")
    line = quote.history.get()
    [event] = client.get(FEED).json()["results"]
    assert event == {
        "id": str(line.pk),
        "type": "quote.declined",
        "at": "2026-11-22T12:00:00Z",
        "record": {"kind": "quote", "id": str(quote.pk), "reference": quote.reference},
        "from": "offered",
        "to": "declined",
        "reason": "price",
        "facts": {},
    }


def test_an_event_writes_amounts_as_everything_else_does(client: APIClient, key: ApiKey) -> None:
    happened(key, "quote.ordered", facts={"price": "28.00"})
    [event] = client.get(FEED).json()["results"]
    assert event["facts"] == {"price": {"amount": "28.00", "currency": "EUR"}}


def test_a_feed_in_which_nothing_happened_has_a_cursor_to_ask_again_with(client: APIClient, key: ApiKey) -> None:
    assert told(client) == ([], "0")
    first = happened(key)
    assert told(client, after="0") == ([first], first)
    assert told(client, after=first) == ([], first)


def test_pages_hold_every_event_once_the_oldest_first(client: APIClient, key: ApiKey) -> None:
    made = [happened(key) for _ in range(7)]
    assert walk(client, page_size=3) == [made[:3], made[3:6], made[6:]]
    assert walk(client, after=made[4]) == [made[5:]]


def test_the_same_cursor_gives_the_same_events_again(client: APIClient, key: ApiKey) -> None:
    made = [happened(key) for _ in range(3)]
    page = told(client, after=made[0], page_size=1)
    happened(key)
    assert told(client, after=made[0], page_size=1) == page == ([made[1]], made[1])


def test_a_page_holds_fifty_and_two_hundred_at_most(client: APIClient, key: ApiKey) -> None:
    for _ in range(203):
        happened(key)
    assert [len(page) for page in walk(client, page_size=100_000)] == [200, 3]
    assert len(told(client)[0]) == 50


def test_a_partner_reads_nothing_of_another_and_nothing_that_is_nobodys(client: APIClient, key: ApiKey) -> None:
    other = ApiKeyFactory(scopes=["events:read"])
    mine, theirs, nobodys = happened(key), happened(other), happened(None, "exchange_file.sent")
    assert walk(client) == [[mine]]
    assert walk(client_of(other)) == [[theirs]]
    assert walk(client_of(ApiKeyFactory(own=True))) == [[mine, theirs, nobodys]]


def test_another_key_of_the_same_operator_reads_on_where_the_first_stopped(client: APIClient, key: ApiKey) -> None:
    made = [happened(key) for _ in range(3)]
    second = client_of(ApiKeyFactory(operator=key.operator, scopes=["events:write"]))
    assert told(second, after=told(client, page_size=2)[1]) == (made[2:], made[2])


def test_types_and_a_record_can_be_asked_for(client: APIClient, key: ApiKey) -> None:
    one = uuid.uuid4()
    offered, ordered = happened(key, record_id=one), happened(key, "quote.ordered", record_id=one)
    accepted = happened(key, "port_in.accepted")
    assert walk(client, type="quote.ordered") == [[ordered]]
    assert walk(client, type=["port_in.accepted", "quote.offered"]) == [[offered, accepted]]
    assert walk(client, record=one, type="") == [[offered, ordered]]
    assert walk(client, record=one, type="port_in.accepted") == []


def test_a_filter_moves_past_what_it_leaves_out_and_only_past_that(client: APIClient, key: ApiKey) -> None:
    ordered = [happened(key, "quote.ordered") for _ in range(3)]
    left_out = happened(key)
    assert told(client, type="quote.ordered", page_size=2) == (ordered[:2], ordered[1])
    assert told(client, type="quote.ordered", after=ordered[1]) == (ordered[2:], left_out)
    late = happened(key, "quote.ordered")
    assert told(client, type="quote.ordered", after=left_out) == ([late], late)


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        ("after=nonsense", 400, "after"),
        ("after=-1", 400, "after"),
        ("after=²", 400, "after"),
        ("after=%00", 400, "after"),
        ("after=999999999999999999", 400, "after"),
        ("after=99999999999999999999999", 400, "after"),
        ("page_size=0", 400, "page_size"),
        ("page_size=many", 400, "page_size"),
        ("record=PI-2026-000001", 400, "record"),
        ("type=quote.ofered", 422, "type"),
        ("type=%00", 422, "type"),
    ],
)
def test_a_query_that_cannot_be_read_names_its_parameter(client, query: str, status: int, field: str) -> None:
    answer = client.get(f"{FEED}?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert {error["field"] for error in answer.json()["errors"]} == {field}


def test_the_cursor_of_another_partner_is_none_of_mine(client: APIClient) -> None:
    theirs = happened(ApiKeyFactory())
    assert client.get(FEED, {"after": theirs}).status_code == 400


def test_the_feed_is_for_keys_that_may_read_events() -> None:
    assert APIClient().get(FEED).status_code == 401
    answer = client_of(ApiKeyFactory(scopes=["quotes:write", "port-ins:write"])).get(FEED)
    assert (answer.status_code, answer.json()["code"]) == (403, "missing_scope")
    assert client_of(ApiKeyFactory()).post(FEED, {}).status_code == 405


def test_a_page_costs_the_same_whatever_it_holds(client: APIClient, key: ApiKey) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as counted:
            told(client, page_size=50)
        return len(counted)

    happened(key)
    queries()  # the key notes its use once a minute
    one = queries()
    for _ in range(20):
        happened(key)
    assert queries() == one


def test_every_type_that_the_contract_names_exists() -> None:
    named = "quote.offered quote.ordered inventory.received port_in.accepted port_in.ordered port_out.received"
    assert set(named.split()) | {"port_out.accepted", "port_out.released"} <= event_types()


def test_a_history_that_was_loaded_from_another_server_is_told_in_its_order(client: APIClient, key: ApiKey) -> None:
    far = 10**12  # the old server had seen many more transactions than the new one ever will
    late, early = happened(key, tx=far + 7), happened(key, tx=far + 3)
    assert told(client) == ([], "0"), "as if they were still under way"
    mark = MailMark.objects.create(pk=1, tx=far + 3, line=int(early), started_at=NOON)
    call_command("migrate", verbosity=0)
    new = happened(key)
    mark.refresh_from_db()
    assert mark.tx == History.objects.get(pk=early).tx, "whoever else reads the history goes on where it was"
    assert walk(client) == [[early, late, new]]
    assert told(client, after=late) == ([new], new), "the cursors that the old server gave hold"
    call_command("migrate", verbosity=0)
    assert walk(client) == [[early, late, new]]


def test_the_feed_answers_as_its_document_says(client: APIClient, key: ApiKey) -> None:
    drawn = SchemaGenerator().get_schema(public=True)
    for answer in (client.get(FEED), client.get(f"{FEED}?type=quote.ordered"), client.get(f"{FEED}?after=x")):
        check(drawn, "/events/", answer)
        happened(key, "quote.ordered", facts={"price": "28.00"})
