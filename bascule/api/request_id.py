"""One name for each request, from the caller's log to ours."""

import logging
import re
import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
SANE = re.compile(r"[A-Za-z0-9._-]{1,80}")
current: ContextVar[str] = ContextVar("request_id", default="-")


class RequestIdMiddleware:
    """Take the caller's request id when it is sane, else make one: it is given back, and in all log lines."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = request_id_of(request)  # type: ignore[attr-defined]
        token = current.set(request.request_id)  # type: ignore[attr-defined]
        try:
            response = self.get_response(request)
        finally:
            current.reset(token)
        response[HEADER] = request.request_id  # type: ignore[attr-defined]
        return response


def request_id_of(request: HttpRequest) -> str:
    theirs = request.headers.get(HEADER, "")
    return theirs if SANE.fullmatch(theirs) else uuid.uuid4().hex


class RequestIdFilter(logging.Filter):
    """Gives every log record its `request_id`; `-` outside a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        # Django logs a bad answer after the middleware is done, but says which request it was.
        request = getattr(record, "request", None)
        record.request_id = getattr(request, "request_id", None) or current.get()
        return True
