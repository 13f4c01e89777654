"""A client made of the OpenAPI document alone: it knows no address, no field and no status of ours.

`api.quotes_create(body)` is the operation of that name; `api.quotes_order_create(body, id=...)` fills its path. What
goes out and what comes back must both be as the document says, to the last member.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import httpx
from jsonschema import Draft202012Validator

from tests.portability.test_openapi import closed


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: Any


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the document."""

    method: str
    path: str
    said: dict[str, Any]

    def names(self, place: str) -> set[str]:
        return {one["name"] for one in self.said.get("parameters", []) if one["in"] == place}

    def request_schema(self) -> dict[str, Any]:
        return self.said["requestBody"]["content"]["application/json"]["schema"]

    def response_schema(self, answer: httpx.Response) -> dict[str, Any]:
        documented = self.said["responses"][str(answer.status_code)]
        return documented["content"][answer.headers["Content-Type"]]["schema"]


class Api:
    """A program of a partner: the address of the document and a key are all that it has."""

    def __init__(self, document_url: str, key: str) -> None:
        self.document_url = httpx.URL(document_url)
        self.http = httpx.Client(headers={"Authorization": f"Bearer {key}"}, timeout=30)

    def __enter__(self) -> "Api":
        return self

    def __exit__(self, *error: object) -> None:
        self.http.close()

    @cached_property
    def document(self) -> dict[str, Any]:
        return self.http.get(self.document_url, params={"format": "json"}).json()

    @cached_property
    def operations(self) -> dict[str, Operation]:
        return {
            operation["operationId"]: Operation(method, path, operation)
            for path, methods in self.document["paths"].items()
            for method, operation in methods.items()
        }

    def __getattr__(self, name: str) -> Any:
        return partial(self.call, name)

    def call(
        self, name: str, body: Any = None, *, query: dict[str, Any] | None = None, key: str = "", **places: str
    ) -> Answer:
        """Call an operation; `key` is its idempotency key, `places` fill its path."""
        operation = self.operations[name]
        assert set(places) == operation.names("path")
        assert set(query or {}) <= operation.names("query")
        if body is not None:
            self.check(operation.request_schema(), body)
        headers = {"Idempotency-Key": key} if key else {}
        assert set(headers) <= operation.names("header")
        url = self.document_url.copy_with(path=operation.path.format(**places), query=None)
        answer = self.http.request(operation.method, url, json=body, params=query, headers=headers)
        self.check(operation.response_schema(answer), answer.json())
        return Answer(answer.status_code, answer.json())

    def pages(self, name: str, **places: str) -> Iterator[Any]:
        """Every result of a list, page after page, two at a time."""
        query: dict[str, Any] = {"page_size": 2}
        while True:
            page = self.call(name, query=query, **places).body
            yield from page["results"]
            if not page["next"]:
                return
            query = dict(httpx.URL(page["next"]).params)

    def check(self, schema: dict[str, Any], value: Any) -> None:
        whole = closed(schema | {"components": self.document["components"]})
        wrong = [f"{error.json_path}: {error.message}" for error in Draft202012Validator(whole).iter_errors(value)]
        assert not wrong, wrong
