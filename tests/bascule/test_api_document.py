"""The OpenAPI document and its page, as a partner meets them before having a key."""

import json
from typing import Any

import pytest
from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db
DOCUMENT = "/api/v1/schema/"


def document(**headers: str) -> dict[str, Any]:
    return json.loads(APIClient().get(DOCUMENT, {"format": "json"}, headers=headers).content)


def what_states_mean(drawn: dict[str, Any]) -> str:
    return drawn["components"]["schemas"]["QuoteStateEnum"]["description"]


def test_the_document_is_written_in_the_language_of_its_reader() -> None:
    assert "`offered` - offered" in what_states_mean(document())
    assert "`offered` - proposé" in what_states_mean(document(**{"Accept-Language": "fr"}))


@pytest.mark.parametrize("address", [DOCUMENT, "/api/v1/docs/"])
def test_what_the_document_refuses_is_a_problem_in_json(address: str) -> None:
    answer = APIClient().post(address, {})
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
    assert (answer.json()["code"], answer.json()["title"]) == ("method_not_allowed", "Method not allowed")
