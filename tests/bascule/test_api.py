"""What every answer of the API has in common, whatever it is about."""

import logging
from typing import Any

import pytest
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from rest_framework.test import APIClient

from bascule.api.schema import describe_manners
from tests.bascule.rehearsal import OrderSerializer
from tests.factories import ApiKeyFactory, client_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.bascule.rehearsal")]
CUSTOMER = {"name": "Boulangerie Durand", "address": {"line1": "12 rue A"}}
ORDER = {"customer": CUSTOMER, "numbers": ["0199000001"]}


@pytest.fixture(autouse=True)
def _own_language():
    """A request leaves its language behind, as Django does; the next test starts from its own."""
    with translation.override(None):
        yield


@pytest.fixture
def client() -> APIClient:
    return client_of(ApiKeyFactory())


def refusal(client: APIClient, kind: str) -> Any:
    return client.get(f"/api/v1/refusals/{kind}/")


def fields_of(response: Any) -> dict[str | None, str]:
    return {error["field"]: error["code"] for error in response.json()["errors"]}


def test_a_problem_has_its_media_type_and_all_its_members(client: APIClient) -> None:
    response = refusal(client, "state")
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json() == {
        "type": "urn:bascule:problem:transition_not_allowed",
        "title": "Not possible now",
        "status": 409,
        "detail": "The present state does not allow this.",
        "code": "transition_not_allowed",
        "errors": [],
    }


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("state", 409, "transition_not_allowed"),
        ("race", 409, "transition_not_allowed"),
        ("conflict", 409, "conflict"),
        ("forbidden", 403, "permission_denied"),
        ("nothing", 404, "not_found"),
        ("busy", 429, "throttled"),
        ("bad", 400, "bad_request"),
        ("large", 413, "too_large"),
        ("price", 422, "price_changed"),
        ("date", 422, "date_too_early"),
        ("model", 422, "bad"),
        ("whole", 422, "invalid"),
    ],
)
def test_each_exception_has_its_status_and_code(client: APIClient, kind: str, status: int, code: str) -> None:
    response = refusal(client, kind)
    body = response.json()
    assert (response.status_code, body["status"], body["code"]) == (status, status, code)
    assert "internal words" not in response.text


def test_a_refused_rule_says_what_helps_to_ask_again(client: APIClient) -> None:
    price, day = refusal(client, "price").json(), refusal(client, "date").json()
    assert price["price"] == {"amount": "96.00", "currency": "EUR"}
    assert price["errors"] == [{"field": "accept_price", "code": "price_changed", "detail": "The price is now 96."}]
    assert day["earliest_date"] == "2026-12-01"
    assert day["errors"][0]["field"] is None


def test_a_refusal_of_the_model_names_its_field(client: APIClient) -> None:
    assert refusal(client, "model").json()["errors"] == [{"field": "siret", "code": "bad", "detail": "Not a SIRET."}]
    assert fields_of(refusal(client, "whole")) == {None: "invalid"}


def test_too_many_requests_are_told_when_to_come_back(client: APIClient) -> None:
    assert refusal(client, "busy").headers["Retry-After"] == "2"


@pytest.mark.parametrize(
    ("order", "errors"),
    [
        ({}, {"customer": "required", "numbers": "required"}),
        ({**ORDER, "numbers": []}, {}),
        ({**ORDER, "numbers": ["1", "2", "3", "01990000011"]}, {"numbers.3": "max_length"}),
        ({**ORDER, "numbers": "0199000001"}, {"numbers": "not_a_list"}),
        ({**ORDER, "numbers": ["1"] * 6}, {"numbers": "max_length"}),
        ({**ORDER, "customer": {"name": "A", "address": {}}}, {"customer.address.line1": "required"}),
        ({**ORDER, "customer": {**CUSTOMER, "name": "nobody"}}, {"customer": "nobody"}),
        ({**ORDER, "customer": "Durand"}, {"customer": "invalid"}),
        ({**ORDER, "lines": [{"line1": "fine"}, {}]}, {"lines.1.line1": "required"}),
        (["an", "array"], {None: "invalid"}),
        ("a text", {None: "invalid"}),
        ({**ORDER, "numbers": ["\x00"]}, {"numbers.0": "null_characters_not_allowed"}),
    ],
)
def test_every_refused_field_is_named_by_its_path(client: APIClient, order: Any, errors: dict) -> None:
    response = client.post("/api/v1/orders/", order)
    if not errors:
        assert response.status_code == 201
        return
    assert response.status_code == 422
    assert fields_of(response) == errors


def test_one_error_is_the_detail_and_several_are_counted_apart(client: APIClient) -> None:
    one = client.post("/api/v1/orders/", {**ORDER, "customer": {**CUSTOMER, "name": "nobody"}}).json()
    two = client.post("/api/v1/orders/", {"numbers": "x"}).json()
    assert (one["code"], one["detail"]) == ("nobody", "Nobody is no customer.")
    assert (two["code"], two["detail"]) == ("invalid", "Several values are missing or refused.")


NOT_JSON = ["", "{", '{"a": NaN}', "\ud800".encode("utf-8", "surrogatepass"), r'{"\ud800": "\udfff"}', "[" * 100_000]


@pytest.mark.parametrize("body", NOT_JSON)
def test_a_body_that_is_not_json_is_unreadable(client: APIClient, body: Any) -> None:
    response = client.post("/api/v1/orders/", body, content_type="application/json")
    if body == "":
        assert response.status_code == 422, "no body at all lacks every field"
        return
    assert (response.status_code, response.json()["code"]) == (400, "parse_error")


@pytest.mark.parametrize(
    "twice", ['{"numbers": ["a"], "numbers": []}', '{"customer": {"name": "A", "n\\u0061me": "B"}}']
)
def test_a_name_given_twice_is_refused(client: APIClient, twice: str) -> None:
    """Each reader on the way would take another of the two values."""
    response = client.post("/api/v1/orders/", twice, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (400, "parse_error")
    assert "twice" in response.json()["detail"]


def test_a_format_we_do_not_read_is_refused(client: APIClient) -> None:
    response = client.post("/api/v1/orders/", "<order/>", content_type="application/xml")
    assert (response.status_code, response.json()["code"]) == (415, "unsupported_media_type")


def test_a_body_beyond_the_limit_is_too_large(client: APIClient, settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = client.post("/api/v1/orders/", {**ORDER, "note": "x" * 100})
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


def test_a_method_that_an_address_does_not_have_is_refused(client: APIClient) -> None:
    response = client.put("/api/v1/orders/", ORDER)
    assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")
    assert "POST" in response.headers["Allow"]


def test_a_representation_we_do_not_have_is_said_in_a_problem_all_the_same(client: APIClient) -> None:
    response = client.get("/api/v1/day/", headers={"Accept": "text/csv"})
    assert response.status_code == 406
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("address", ["/api/v1/nowhere/", "/api/v1/orders", "/api/", "/api/v2/orders/"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_unknown_address_is_not_found_even_without_a_key(address: str, method: str) -> None:
    response = APIClient().generic(method, address, "{", content_type="application/json")
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "not_found"


@pytest.mark.parametrize(
    ("query", "status", "errors"),
    [
        ("?on=2026-11-22&kind=a", 200, None),
        ("?on=tomorrow", 400, {"on": "invalid"}),
        ("?kind=c", 422, {"kind": "invalid_choice"}),
    ],
)
def test_a_query_is_read_or_its_parameter_is_named(client, query: str, status: int, errors: dict | None) -> None:
    response = client.get(f"/api/v1/day/{query}")
    assert response.status_code == status
    if errors:
        assert fields_of(response) == errors


def test_a_fault_of_ours_still_reaches_whoever_watches(client: APIClient) -> None:
    with pytest.raises(RuntimeError, match="our secret"):
        refusal(client, "trouble")


def test_a_fault_of_ours_is_logged_and_told_without_a_word_of_it(client: APIClient, caplog) -> None:
    client.raise_request_exception = False
    response = refusal(client, "trouble")
    assert response.status_code == 500
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "server_error"
    assert "our secret" not in response.text
    assert "our secret" in caplog.text


@pytest.mark.parametrize(
    ("asked", "language", "title"),
    [
        (None, "en", "Not possible now"),
        ("en", "en", "Not possible now"),
        ("de", "en", "Not possible now"),
        ("*", "en", "Not possible now"),
        ("de, fr;q=0.8, en;q=0.5", "fr", None),
        ("fr-CA", "fr", None),
    ],
)
def test_texts_follow_the_language_asked_for(client, asked: str | None, language: str, title: str | None) -> None:
    response = client.get("/api/v1/refusals/state/", headers={"Accept-Language": asked} if asked else {})
    assert response.headers["Content-Language"] == language
    assert "Accept-Language" in response.headers["Vary"]
    if title:
        assert response.json()["title"] == title


def test_a_browser_cookie_does_not_choose_the_language_of_a_program(client: APIClient) -> None:
    client.cookies["django_language"] = "fr"
    assert refusal(client, "state").headers["Content-Language"] == "en"


def test_the_callers_request_id_is_given_back_and_logged(client: APIClient, caplog) -> None:
    response = client.get("/api/v1/refusals/nothing/", headers={"X-Request-ID": "crm-42.A_b"})
    assert response.headers["X-Request-ID"] == "crm-42.A_b"
    line = next(record for record in caplog.records if record.name == "django.request")
    handler = logging.getLogger().handlers[0]
    assert handler.filter(line)
    assert line.request_id == "crm-42.A_b"


@pytest.mark.parametrize("theirs", [None, "", "a b", "x" * 81, "né", "a/b"])
def test_a_request_without_a_sane_id_is_given_one_of_its_own(client: APIClient, theirs: str | None) -> None:
    headers = {} if theirs is None else {"X-Request-ID": theirs}
    ids = {client.get("/api/v1/day/", headers=headers).headers["X-Request-ID"] for _ in range(2)}
    assert len(ids) == 2
    assert theirs not in ids


def test_the_order_of_the_rehearsal_is_what_these_tests_think() -> None:
    assert OrderSerializer(data=ORDER).is_valid()


@pytest.fixture
def document() -> dict[str, Any]:
    drawn = SchemaGenerator(urlconf="tests.bascule.rehearsal").get_schema(public=True)
    return describe_manners(drawn, None, None, True)


def test_the_openapi_document_tells_the_manners_too(document: dict[str, Any]) -> None:
    validate_schema(document)
    post = document["paths"]["/api/v1/errands/{id}/set-off/"]["post"]
    assert post["security"] == [{"key": []}]
    assert "Idempotency-Key" in [parameter["name"] for parameter in post["parameters"]]
    assert set(post["responses"]) == {"200", "400", "401", "403", "404", "406", "409", "413", "415", "422", "429"}
    assert list(post["responses"]["409"]["content"]) == ["application/problem+json"]


def test_the_openapi_document_tells_how_lists_are_asked(document: dict[str, Any]) -> None:
    asked = {one["name"]: one["schema"] for one in document["paths"]["/api/v1/errands/"]["get"]["parameters"]}
    assert {"cursor", "page_size", "order_by", "state", "due_at"} <= set(asked)
    assert "-created_at" in asked["order_by"]["enum"]
    events = document["paths"]["/api/v1/errands/{id}/events/"]["get"]
    page = events["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    assert document["components"]["schemas"][page]["required"] == ["next", "previous", "results"]
    event = document["components"]["schemas"]["Event"]["properties"]
    assert list(event) == ["id", "type", "at", "record", "from", "to", "reason", "facts"]
