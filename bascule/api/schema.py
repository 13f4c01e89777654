"""What every operation of the OpenAPI document has in common."""

from collections.abc import Iterator
from typing import Any

from bascule.api.problems import MEDIA_TYPE

TEXT = {"type": "string"}
MAYBE = {"type": ["string", "null"]}
ERROR = {
    "type": "object",
    "required": ["field", "code", "detail"],
    "properties": {
        "field": {**MAYBE, "description": "Dotted path; null: none in particular."},
        "code": TEXT,
        "detail": TEXT,
    },
}
PROBLEM = {
    "type": "object",
    "description": "RFC 9457. A refused rule may add members that help to ask again, such as `price`.",
    "required": ["type", "title", "status", "detail", "code", "errors"],
    "properties": {
        "type": {**TEXT, "format": "uri"},
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": TEXT,
        "code": TEXT,
        "errors": {"type": "array", "items": ERROR},
    },
}
MEANINGS = {
    "400": "The body is not JSON, or the query cannot be read.",
    "401": "No key, or a bad one.",
    "403": "The key lacks the scope.",
    "404": "Nothing here, or not yours.",
    "409": "The present state does not allow it, or another request is in the way.",
    "413": "The body is too large.",
    "415": "The body is not in a format we read.",
    "422": "A field is missing, mistyped or refused by a rule.",
    "429": "Too many requests: come back after `Retry-After` seconds.",
}
WITH_A_BODY = ("409", "413", "415")
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "description": "Sent again with the same body within 24 hours, the request is answered again and not done again.",
}


def describe_manners(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """A postprocessing hook of drf-spectacular: problems everywhere, the idempotency key on every POST."""
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM
    for method, operation in operations(result):
        if method == "post":
            operation.setdefault("parameters", []).append(IDEMPOTENCY_KEY)
        for status, meaning in MEANINGS.items():
            if method not in ("get", "delete") or status not in WITH_A_BODY:
                operation["responses"].setdefault(status, problem_response(meaning))
    return result


def operations(result: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for methods in result.get("paths", {}).values():
        yield from methods.items()


def problem_response(meaning: str) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": meaning, "content": content}
