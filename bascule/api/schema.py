"""What every operation of the OpenAPI document has in common: its problems, its examples, its headers."""

from collections.abc import Iterator
from typing import Any

from django.utils import translation

from bascule.api.examples import Sampler
from bascule.api.problems import MEDIA_TYPE, TITLES

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
    "406": "None of the formats accepted is one that we write.",
    "409": "The present state does not allow it, or another request is in the way.",
    "413": "The body is too large.",
    "415": "The body is not in a format we read.",
    "422": "A field is missing, mistyped or refused by a rule.",
    "429": "Too many requests: come back after `Retry-After` seconds.",
}
TYPICAL = {
    "400": ("parse_error", "JSON parse error - Expecting value: line 1 column 1 (char 0)", None),
    "401": ("authentication_failed", "This key is unknown, revoked or over.", None),
    "403": ("missing_scope", "This key lacks the scope quotes:write.", None),
    "404": ("not_found", "There is nothing here, or it is not yours.", None),
    "406": ("not_acceptable", "Could not satisfy the request Accept header.", None),
    "409": ("transition_not_allowed", "The present state does not allow this.", None),
    "413": ("too_large", "The body is too large.", None),
    "415": ("unsupported_media_type", 'Unsupported media type "text/xml" in request.', None),
    "422": ("required", "This field is required.", "customer.name"),
    "429": ("throttled", "Request was throttled. Expected available in 12 seconds.", None),
}
"""What such a problem mostly is: its code, its detail and its field."""
ONLY_WRITES = ("409",)
HEADERS = {
    "401": {"WWW-Authenticate": {"schema": TEXT, "description": "`Bearer`."}},
    "429": {"Retry-After": {"schema": {"type": "integer", "minimum": 0}, "description": "Seconds."}},
}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "description": "Sent again with the same body within 24 hours, the request is answered again and not done again.",
}


def describe_manners(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """A postprocessing hook of drf-spectacular: problems and examples everywhere, idempotency on every POST."""
    components = result.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas["Problem"] = PROBLEM
    components["examples"] = {f"Problem{status}": {"value": typical(status)} for status in MEANINGS}
    sampler = Sampler(schemas)
    for method, operation in operations(result):
        if method == "post":
            operation.setdefault("parameters", []).append(IDEMPOTENCY_KEY)
        sampler.illustrate(operation)
        for status in MEANINGS:
            if method not in ("get", "delete") or status not in ONLY_WRITES:
                operation["responses"].setdefault(status, problem_response(status))
    return result


def operations(result: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for methods in result.get("paths", {}).values():
        yield from methods.items()


def problem_response(status: str) -> dict[str, Any]:
    example = {"$ref": f"#/components/examples/Problem{status}"}
    content = {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": {"typical": example}}
    headers = {"headers": HEADERS[status]} if status in HEADERS else {}
    return {"description": MEANINGS[status], **headers, "content": {MEDIA_TYPE: content}}


def typical(status: str) -> dict[str, Any]:
    """A problem of this status as it is mostly met, in English like the rest of the document."""
    code, detail, field = TYPICAL[status]
    with translation.override("en"):
        title = str(TITLES[int(status)])
    errors = [{"field": field, "code": code, "detail": detail}] if field else []
    said = {"title": title, "status": int(status), "detail": detail, "code": code, "errors": errors}
    return {"type": f"urn:bascule:problem:{code}", **said}
