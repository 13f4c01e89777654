"""A POST that is sent twice with the same key is done once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone, translation
from rest_framework.test import APIClient

from bascule.models import IdempotencyRecord
from bascule.tasks import purge_idempotency
from operators.models import ApiKey, Operator
from tests.factories import ApiKeyFactory, client_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.bascule.rehearsal")]
ORDER = {"customer": {"name": "Durand", "address": {"line1": "12 rue A"}}, "numbers": ["0199000001"]}


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


def order(client: APIClient, idempotency_key: str | None = "k-1", body: Any = ORDER, **options: Any) -> Any:
    headers = {} if idempotency_key is None else {"Idempotency-Key": idempotency_key}
    return client.post("/api/v1/orders/", body, headers=headers, **options)


def named(name: str) -> dict[str, Any]:
    return {**ORDER, "customer": {**ORDER["customer"], "name": name}}


def made() -> int:
    return Operator.objects.filter(name__in=["Durand", "too late", "trouble"]).count()


def test_without_a_key_the_same_post_is_done_twice(client: APIClient) -> None:
    assert [order(client, None).status_code, order(client, None).status_code] == [201, 201]
    assert made() == 2
    assert not IdempotencyRecord.objects.exists()


def test_with_a_key_the_first_answer_is_given_again_to_the_letter(client: APIClient) -> None:
    first, second = order(client), order(client)
    assert (first.status_code, second.status_code) == (201, 201)
    assert second.content == first.content
    assert second.headers["Content-Type"] == first.headers["Content-Type"]
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert made() == 1


def test_the_order_of_members_does_not_make_another_body(client: APIClient) -> None:
    order(client)
    again = order(client, body=dict(reversed(ORDER.items())))
    assert again.headers["Idempotency-Replayed"] == "true"


def test_a_key_used_for_another_body_is_refused(client: APIClient) -> None:
    order(client)
    response = order(client, body=named("Martin"))
    assert (response.status_code, response.json()["code"]) == (422, "idempotency_key_reused")
    assert response.json()["errors"][0]["field"] == "Idempotency-Key"
    assert "Idempotency-Replayed" not in response.headers
    assert order(client).headers["Idempotency-Replayed"] == "true", "the first answer is still there"


def test_a_key_used_at_another_address_is_refused(client: APIClient) -> None:
    order(client)
    response = client.post("/api/v1/refusals/state/", ORDER, headers={"Idempotency-Key": "k-1"})
    assert response.json()["code"] == "idempotency_key_reused"


def test_each_partner_has_its_own_keys(client: APIClient) -> None:
    order(client)
    theirs = order(client_of(ApiKeyFactory()))
    assert theirs.status_code == 201
    assert "Idempotency-Replayed" not in theirs.headers
    assert made() == 2


@pytest.mark.parametrize("idempotency_key", ["", "x" * 256])
def test_a_key_that_cannot_be_kept_is_refused(client: APIClient, idempotency_key: str) -> None:
    response = order(client, idempotency_key)
    assert (response.status_code, response.json()["code"]) == (422, "idempotency_key_invalid")
    assert made() == 0


def test_a_key_of_255_characters_is_kept(client: APIClient) -> None:
    assert [order(client, "x" * 255).status_code for _ in range(2)] == [201, 201]
    assert made() == 1


def test_a_refusal_is_given_again_too(client: APIClient) -> None:
    first, second = order(client, body={}), order(client, body={})
    assert second.content == first.content
    assert (second.status_code, second.headers["Content-Type"]) == (422, "application/problem+json")
    assert second.headers["Idempotency-Replayed"] == "true"


def test_what_a_refusal_had_written_is_undone(client: APIClient) -> None:
    assert order(client, body=named("too late")).status_code == 409
    assert made() == 0
    assert order(client, body=named("too late")).headers["Idempotency-Replayed"] == "true"


def test_a_fault_of_ours_leaves_nothing_and_can_be_tried_again(client: APIClient) -> None:
    client.raise_request_exception = False
    assert order(client, body=named("trouble")).status_code == 500
    assert made() == 0
    assert not IdempotencyRecord.objects.exists()
    assert order(client).status_code == 201


@pytest.mark.parametrize("kind", ["forbidden", "busy"])
def test_an_answer_about_the_caller_is_not_kept(client: APIClient, kind: str) -> None:
    answers = [client.post(f"/api/v1/refusals/{kind}/", {}, headers={"Idempotency-Key": "k"}) for _ in range(2)]
    assert [answer.headers.get("Idempotency-Replayed") for answer in answers] == [None, None]
    assert {answer.status_code for answer in answers} <= {403, 429}
    assert not IdempotencyRecord.objects.exists()


def test_a_key_is_no_way_around_authentication_and_scope(client: APIClient, key: ApiKey) -> None:
    order(client)
    assert order(APIClient()).status_code == 401
    ApiKey.objects.filter(pk=key.pk).update(scopes=["quotes:read"])
    assert order(client).status_code == 403


def test_a_file_sent_again_is_the_same_whatever_its_envelope(client: APIClient) -> None:
    def send(content: bytes) -> Any:
        file = SimpleUploadedFile("mandate.pdf", content)
        return order(client, body={"file": file}, format="multipart")

    first, same, other = send(b"one"), send(b"one"), send(b"two")
    assert first.json()["name"] == "one", "the work still reads the whole file"
    assert same.json() == first.json()
    assert same.headers["Idempotency-Replayed"] == "true"
    assert other.json()["code"] == "idempotency_key_reused"


def test_only_posts_are_kept(client: APIClient) -> None:
    for _ in range(2):
        response = client.get("/api/v1/day/", headers={"Idempotency-Key": "k-1"})
        assert "Idempotency-Replayed" not in response.headers
    assert not IdempotencyRecord.objects.exists()


def test_answers_are_kept_for_two_days(client: APIClient) -> None:
    order(client)
    now = datetime(2026, 11, 22, 4, 40, tzinfo=UTC)
    IdempotencyRecord.objects.update(created_at=now - timedelta(hours=47, minutes=59))
    assert purge_idempotency(now=now) == 0
    assert order(client).headers["Idempotency-Replayed"] == "true"
    assert purge_idempotency(now=now + timedelta(minutes=1)) == 1
    assert purge_idempotency(now=now + timedelta(minutes=1)) == 0
    assert made() == 1
    assert "Idempotency-Replayed" not in order(client).headers


def test_the_age_of_an_answer_is_counted_from_its_first_request(client: APIClient) -> None:
    before = timezone.now()
    order(client)
    assert before <= IdempotencyRecord.objects.get().created_at <= timezone.now()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_are_done_once(key: ApiKey) -> None:
    start = Barrier(20)

    def one(_number: int) -> tuple[int, bytes, bool]:
        start.wait()
        try:
            response = order(client_of(key))
            return response.status_code, response.content, "Idempotency-Replayed" in response.headers
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(one, range(20)))
    assert made() == 1
    assert {(status, content) for status, content, _replayed in answers} == {answers[0][:2]}
    assert sorted(replayed for *_answer, replayed in answers) == [False] + [True] * 19
