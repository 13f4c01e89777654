"""The OpenAPI document says everything that a stranger needs: errors and examples on every operation."""

from collections.abc import Iterator
from typing import Any

import pytest
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator

pytestmark = pytest.mark.django_db
PROBLEMS = {"400", "401", "403", "404", "406", "413", "415", "422", "429"}


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


def validator(document: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator(schema | {"components": document["components"]})


def json_bodies(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, operation in operations(document):
        for status, body in [("asked", operation.get("requestBody", {})), *operation["responses"].items()]:
            for media_type, content in body.get("content", {}).items():
                if media_type.endswith("json"):
                    yield f"{name} {status} {media_type}", content


def test_it_is_drawn_without_a_warning() -> None:
    with GENERATOR_STATS.silence():
        GENERATOR_STATS.reset()
        SchemaGenerator().get_schema(public=True)
        assert list(GENERATOR_STATS._warn_cache) + list(GENERATOR_STATS._error_cache) == []


def test_it_is_an_openapi_document(document: dict[str, Any]) -> None:
    validate_schema(document)
    assert document["openapi"].startswith("3.1")


def test_every_operation_tells_its_errors(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        wanted = PROBLEMS if name.startswith(("get", "delete")) else PROBLEMS | {"409"}
        assert wanted <= set(operation["responses"]), name
        assert any(status.startswith("2") for status in operation["responses"]), name


def test_every_json_body_has_an_example_that_fits_it(document: dict[str, Any]) -> None:
    for name, content in json_bodies(document):
        if "examples" in content:
            shown = [
                document["components"]["examples"][one["$ref"].rpartition("/")[2]]
                for one in content["examples"].values()
            ]
            values = [one["value"] for one in shown]
        else:
            values = [content["example"]]
        for value in values:
            wrong = [error.message for error in validator(document, content["schema"]).iter_errors(value)]
            assert not wrong, name


def test_every_operation_says_in_words_what_it_does(document: dict[str, Any]) -> None:
    assert [name for name, operation in operations(document) if not operation.get("description")] == []


def test_no_member_is_left_without_a_type(document: dict[str, Any]) -> None:
    saying = {"type", "$ref", "oneOf", "anyOf", "allOf", "enum"}
    vague = [
        f"{component}.{name}"
        for component, schema in document["components"]["schemas"].items()
        for name, below in schema.get("properties", {}).items()
        if not saying & set(below)
    ]
    assert vague == []
