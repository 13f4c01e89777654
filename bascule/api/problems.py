"""The one place that turns an exception into an answer: RFC 9457, `application/problem+json`.

| Status | When | Code |
|---|---|---|
| 400 | the body is not JSON, the query cannot be read | `parse_error`, `query_unreadable`, `bad_request` |
| 401 | no key, or a bad one | `not_authenticated`, `authentication_failed`, `address_not_allowed` |
| 403 | the key may not do this | `missing_scope`, `permission_denied` |
| 404, 405, 406, 413, 415 | | `not_found`, `method_not_allowed`, `not_acceptable`, `too_large`, ... |
| 409 | the state, or somebody else, is in the way | `transition_not_allowed`, `conflict` |
| 422 | a field is missing, mistyped or refused by a rule | the one that all errors share, else `invalid` |
| 429 | too many requests, with `Retry-After` | `throttled` |
| 500 | our fault | `server_error` |
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    ValidationError,
)
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_fsm import ConcurrentTransition, TransitionNotAllowed
from rest_framework import exceptions
from rest_framework.fields import get_error_detail
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from bascule.api.money import money
from bascule.rules import InTheWay, RuleRefused

MEDIA_TYPE = "application/problem+json"
NO_FIELD = ("non_field_errors", "__all__")
TITLES = {
    400: _("Unreadable request"),
    401: _("No valid key"),
    403: _("Not allowed"),
    404: _("Not found"),
    405: _("Method not allowed"),
    406: _("No such representation"),
    409: _("Not possible now"),
    413: _("Too large"),
    415: _("Unsupported format"),
    422: _("Refused"),
    429: _("Too many requests"),
    500: _("Our fault"),
}


class Conflict(exceptions.APIException):
    """Somebody or something else is in the way; asking again later may work."""

    status_code = 409
    default_detail = _("Another request is in the way: ask again.")
    default_code = "conflict"


class QueryUnreadable(exceptions.ValidationError):
    """A parameter of the query cannot be read: `QueryUnreadable({"due_before": ["..."]})`."""

    status_code = 400
    default_code = "query_unreadable"


@dataclass(frozen=True, slots=True)
class Problem:
    """What an answer says about what went wrong."""

    status: int
    code: str
    detail: str | Promise
    errors: list[dict[str, Any]] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def body(self) -> dict[str, Any]:
        return {
            "type": f"urn:bascule:problem:{self.code}",
            "title": TITLES.get(self.status, TITLES[400]),
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
            "errors": self.errors,
            **self.extra,
        }


def problem(exc: Exception, context: dict[str, Any]) -> Response | None:
    """REST framework's exception handler. An exception that nobody expected stays one: None."""
    found = next((describe(exc) for kinds, describe in DESCRIPTIONS if isinstance(exc, kinds)), None)
    if found is None:
        return None
    # Whatever the view writes otherwise, the OpenAPI document in YAML for one, a problem is JSON.
    request = context["request"]
    request.accepted_renderer, request.accepted_media_type = JSONRenderer(), MEDIA_TYPE
    return Response(found.body, status=found.status, headers=found.headers, content_type=MEDIA_TYPE)


def of_rule(exc: RuleRefused) -> Problem:
    error = {"field": exc.field, "code": exc.code, "detail": exc.message}
    extra = {name: money(value) if isinstance(value, Decimal) else value for name, value in exc.extra.items()}
    status = 409 if isinstance(exc, InTheWay) else 422
    return Problem(status, str(exc.code), exc.message, [error], extra)


def of_validation(exc: Any) -> Problem:
    detail = get_error_detail(exc) if isinstance(exc, ValidationError) else exc.detail
    errors = list(flat(detail))
    if isinstance(exc, QueryUnreadable):
        return Problem(exc.status_code, exc.default_code, summary(errors), errors)
    codes = {error["code"] for error in errors}
    return Problem(422, codes.pop() if len(codes) == 1 else "invalid", summary(errors), errors)


def flat(detail: Any, path: str = "") -> Iterator[dict[str, Any]]:
    """Every error under its dotted field: `customer.address.line1`, `numbers.3`; None for the whole body."""
    if isinstance(detail, Mapping):
        for name, below in detail.items():
            yield from flat(below, path if name in NO_FIELD else f"{path}.{name}".lstrip("."))
    elif isinstance(detail, list):
        for index, below in enumerate(detail):
            item = f"{path}.{index}".lstrip(".") if isinstance(below, Mapping | list) else path
            yield from flat(below, item)
    else:
        yield {"field": path or None, "code": getattr(detail, "code", None) or "invalid", "detail": detail}


def summary(errors: list[dict[str, Any]]) -> str | Promise:
    return errors[0]["detail"] if len(errors) == 1 else _("Several values are missing or refused.")


def of_api_exception(exc: exceptions.APIException) -> Problem:
    headers = {}
    if auth_header := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = auth_header
    if (wait := getattr(exc, "wait", None)) is not None:
        headers["Retry-After"] = str(wait)
    detail: Any = exc.detail
    return Problem(exc.status_code, getattr(detail, "code", exc.default_code), detail, headers=headers)


def always(status: int, code: str, detail: Promise) -> Callable[[Any], Problem]:
    """The same answer whatever the exception says: its own words are for us, not for the caller."""
    return lambda exc: Problem(status, code, detail)


DESCRIPTIONS: list[tuple[Any, Callable[[Any], Problem]]] = [
    (RuleRefused, of_rule),
    ((ValidationError, exceptions.ValidationError), of_validation),
    (exceptions.APIException, of_api_exception),
    (
        (TransitionNotAllowed, ConcurrentTransition),
        always(409, "transition_not_allowed", _("The present state does not allow this.")),
    ),
    (Http404, always(404, "not_found", _("There is nothing here, or it is not yours."))),
    (PermissionDenied, always(403, "permission_denied", _("You may not do this."))),
    (RequestDataTooBig, always(413, "too_large", _("The body is too large."))),
    ((BadRequest, SuspiciousOperation), always(400, "bad_request", _("The request cannot be read."))),
]
