"""Every operation of the document, tried by those who may not: no key, a key of another scope, another partner."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from rest_framework.test import APIClient

from operators.models import Scope
from tests.api.stage import ROOT, Stage
from tests.factories import ApiKeyFactory, client_of

NOWHERE = "0b9cf3a2-6f0e-4c61-9a55-2f7d5a1c8e10"
NOBODYS = {f"{ROOT}/numbers/{{number}}/", f"{ROOT}/offers/{{code}}/"}
"""What is no record of a partner: a number, an offer."""
FOR_EVERYBODY = {f"{ROOT}/offers/", f"{ROOT}/exchanges/"}
LOOKS_UP = ("/lookup/", "/line-checks/")
ACTIVATIONS = ("offers", "exchanges", "line-checks", "subscriptions", "unbundling-orders")


@pytest.fixture
def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def example(operation: dict[str, Any]) -> Any:
    contents = operation.get("requestBody", {}).get("content", {})
    return contents.get("application/json", {}).get("example", {})


def ask(
    client: APIClient, method: str, path: str, operation: dict[str, Any], places: dict[str, str]
) -> tuple[int, str]:
    """What is answered: the status and the code of the problem."""
    body = example(operation) if method not in ("get", "delete") else None
    answer = getattr(client, method)(path.format(**places), body)
    assert answer["Content-Type"] == "application/problem+json", (method, path, answer.status_code)
    return answer.status_code, answer.json()["code"]


def nowhere(operation: dict[str, Any]) -> dict[str, str]:
    """The path of a record that is not there, spelt as its kind of key is."""
    places = [one for one in operation.get("parameters", []) if one["in"] == "path"]
    numbered = "^[0-9]"
    return {one["name"]: "999" if one["schema"].get("pattern", "").startswith(numbered) else NOWHERE for one in places}


def others(scope: str) -> list[str]:
    return [known for known in Scope.values if not known.startswith(f"{scope}:")]


def test_nobody_comes_in_without_a_key(stage: Stage, operations: list[Any]) -> None:
    for client in (APIClient(), APIClient(HTTP_AUTHORIZATION="Bearer bsc_of_nobody")):
        answers = {(method, path): ask(client, method, path, said, nowhere(said)) for method, path, said in operations}
        assert {name: answer for name, answer in answers.items() if answer[0] != 401} == {}


def test_a_key_of_other_scopes_does_nothing(stage: Stage, operations: list[Any]) -> None:
    """The first part of an address is its scope; the events and the webhooks share one, orders are quotes'."""
    scopes = {"webhooks": "events", **dict.fromkeys(ACTIVATIONS, "activations")}
    for method, path, said in operations:
        family = path.removeprefix(f"{ROOT}/").split("/")[0]
        client = client_of(ApiKeyFactory(operator=stage.partner.operator, scopes=others(scopes.get(family, family))))
        assert ask(client, method, path, said, nowhere(said)) == (403, "missing_scope"), f"{method} {path}"


def test_a_key_that_may_only_read_changes_nothing(stage: Stage, operations: list[Any]) -> None:
    reading = [scope for scope in Scope.values if scope.endswith(":read")]
    client = client_of(ApiKeyFactory(operator=stage.partner.operator, scopes=reading))
    writes = [one for one in operations if one[0] != "get" and not one[1].endswith(LOOKS_UP)]
    assert writes
    for method, path, said in writes:
        assert ask(client, method, path, said, nowhere(said)) == (403, "missing_scope"), f"{method} {path}"


def records(stage: Stage, operations: list[Any]) -> Iterator[tuple[str, str, dict[str, Any], dict[str, str]]]:
    """Every operation on a record of the partner, at an address where something is."""
    for method, path, said in operations:
        names = re.findall(r"{(\w+)}", path)
        if names and path not in NOBODYS:
            values = {name: stage.values_for(path, name) for name in names}
            assert all(values.values()), f"the stage holds no record for {path}"
            yield method, path, said, {name: found[0] for name, found in values.items()}


def test_another_partners_records_are_not_there(stage: Stage, operations: list[Any]) -> None:
    stage.fill()
    stranger, tried = client_of(stage.stranger), 0
    for method, path, said, places in records(stage, operations):
        assert ask(stranger, method, path, said, places) == (404, "not_found"), f"{method} {path}"
        tried += 1
    assert tried > 20


def test_the_same_addresses_are_there_for_their_partner(stage: Stage, operations: list[Any]) -> None:
    """Else the test above would show nothing."""
    stage.fill()
    own = client_of(stage.staff)
    deleting_last = sorted(records(stage, operations), key=lambda found: found[0] == "delete")
    for method, path, said, places in deleting_last:
        if method == "get":
            assert stage.client.get(path.format(**places)).status_code == 200, path
        else:
            assert getattr(own, method)(path.format(**places), example(said)).status_code != 404, path


def test_another_partners_lists_are_empty(stage: Stage, operations: list[Any]) -> None:
    stage.fill()
    lists = [path for method, path, said in operations if method == "get" and "{" not in path]
    assert f"{ROOT}/port-outs/" in lists
    for path in set(lists) - FOR_EVERYBODY:
        assert client_of(stage.stranger).get(path).json()["results"] == [], path
