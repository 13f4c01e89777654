"""What the API really answers is what its OpenAPI document says."""

from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator
from rest_framework.test import APIClient

from operators.models import Operator
from tests.factories import ApiKeyFactory, client_of
from tests.portability.test_quote_api import BODY, CUSTOMER
from tests.portability.world import NEVER_PORTED, ONCE, rio_for

pytestmark = [pytest.mark.usefixtures("desk"), pytest.mark.usefixtures("monday")]
ROOT = "/api/v1"


@pytest.fixture
def partner() -> APIClient:
    return client_of(ApiKeyFactory(operator=Operator.objects.get(code="NWOT"), scopes=["quotes:write", "numbers:read"]))


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    drawn = SchemaGenerator().get_schema(public=True)
    assert drawn is not None
    return drawn


def check(document: dict[str, Any], path: str, answer: Any) -> Any:
    """The document knows this answer: its status, its media type, and every member of its body."""
    method = answer.request["REQUEST_METHOD"].lower()
    content = document["paths"][ROOT + path][method]["responses"][str(answer.status_code)]["content"]
    schema = closed(content[answer["Content-Type"]]["schema"] | {"components": document["components"]})
    wrong = [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(answer.json())]
    assert not wrong
    return answer.json()


def closed(schema: Any) -> Any:
    """The same schema, refusing what it does not name; but a problem may add what helps to ask again."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    shut = {name: part if name == "Problem" else closed(part) for name, part in schema.items()}
    return shut | {"unevaluatedProperties": False} if "properties" in schema and "type" in schema else shut


def test_quotes_answer_as_the_document_says(partner: APIClient, document: dict[str, Any]) -> None:
    numbers = ["zut", "0639980001", NEVER_PORTED, ONCE, ONCE]
    wrong = rio_for(NEVER_PORTED).replace("0", "O", 1)
    mixed = {**BODY, "numbers": numbers, "main_number": None, "rios": {NEVER_PORTED: wrong}}
    awaited = {"customer": CUSTOMER, "main_number": NEVER_PORTED, "inventory": True}
    made = [
        check(document, "/quotes/", partner.post(f"{ROOT}/quotes/", body))
        for body in (BODY, mixed, {"customer": CUSTOMER, "numbers": ["zut"]}, awaited)
    ]
    for quote in made:
        check(document, "/quotes/{id}/", partner.get(f"{ROOT}/quotes/{quote['id']}/"))
    address = f"{ROOT}/quotes/{made[0]['id']}"
    check(document, "/quotes/{id}/decline/", partner.post(f"{address}/decline/", {"reason": "price"}))
    check(document, "/quotes/{id}/decline/", partner.post(f"{address}/decline/", {"reason": "price"}))
    check(document, "/quotes/{id}/events/", partner.get(f"{address}/events/"))
    assert len(check(document, "/quotes/", partner.get(f"{ROOT}/quotes/?page_size=1"))["results"]) == 1


def test_look_ups_answer_as_the_document_says(partner: APIClient, document: dict[str, Any]) -> None:
    for number in (BODY["main_number"], NEVER_PORTED, "0899000000", "3900", "zut"):
        check(document, "/numbers/{number}/", partner.get(f"{ROOT}/numbers/{number}/"))
    asked = {"numbers": [BODY["main_number"], "zut", "3900"]}
    check(document, "/numbers/lookup/", partner.post(f"{ROOT}/numbers/lookup/", asked))


def test_refusals_answer_as_the_document_says(partner: APIClient, document: dict[str, Any]) -> None:
    check(document, "/quotes/", partner.post(f"{ROOT}/quotes/", {}))
    check(document, "/quotes/", partner.get(f"{ROOT}/quotes/?cursor=x"))
    check(document, "/quotes/", partner.post(f"{ROOT}/quotes/", "<x/>", content_type="text/xml"))
    check(document, "/quotes/", APIClient().get(f"{ROOT}/quotes/"))
    check(document, "/quotes/{id}/", partner.get(f"{ROOT}/quotes/nobody/"))
