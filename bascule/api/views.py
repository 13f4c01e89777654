"""The base of every view of the API."""

import json
from datetime import UTC, datetime
from typing import Any, NoReturn

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django import forms
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header
from django.views import defaults
from django_filters.fields import IsoDateTimeField
from django_filters.rest_framework import DjangoFilterBackend, IsoDateTimeFilter
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.request import Request
from rest_framework.serializers import Serializer
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from bascule.api.idempotency import Idempotent
from bascule.api.problems import MEDIA_TYPE, Problem, QueryUnreadable

ROOT = "/api/"


class Manners(Idempotent):
    """Mixin of views: their language, bodies read before any work, POSTs that can be sent twice."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        translation.activate(language_of(request))
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if hasattr(self, (request.method or "").lower()):
            read_body(request)


def language_of(request: HttpRequest) -> str:
    """The first language of `Accept-Language` that we speak, else English."""
    for tag, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        try:
            return get_supported_language_variant(tag)
        except LookupError:
            continue
    return "en"


def read_body(request: Request) -> None:
    """Read the body before any work. JSON may escape half a character, which nothing can store or answer."""
    try:
        if not isinstance(request.data, QueryDict):
            json.dumps(request.data, ensure_ascii=False).encode()
    except RecursionError as error:
        raise ParseError(_("The body is nested too deeply.")) from error
    except UnicodeEncodeError as error:
        raise ParseError(_("The body holds half a character: a lone surrogate.")) from error


class ApiView(Manners, APIView):
    """A view of the API; it says its `scope`."""

    scope: str


class ApiViewSet(Manners, GenericViewSet):
    """A set of views of the API; it says its `scope`."""

    scope: str


class ReadableMoment(IsoDateTimeField):
    """A date-time that still exists once it is told in UTC."""

    def to_python(self, value: Any) -> datetime | None:
        moment = super().to_python(value)
        try:
            return moment and moment.astimezone(UTC)
        except OverflowError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


class MomentFilter(IsoDateTimeFilter):
    """A filter by date-time: `due_before=2026-12-24T00:00:00Z`."""

    field_class = ReadableMoment


class QueryFilters(DjangoFilterBackend):
    """Filters named like the fields."""

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        try:
            return super().filter_queryset(request, queryset, view)
        except ValidationError as error:
            raise query_refused(error) from error


def query_refused(error: Any) -> ValidationError:
    """A value of the query that cannot be read is 400, one that means nothing here stays 422."""
    unreadable = any(detail.code == "invalid" for details in error.detail.values() for detail in details)
    return QueryUnreadable(error.detail) if unreadable else error


def query_of(request: Request, serializer_class: type[Serializer[Any]]) -> dict[str, Any]:
    """The parameters of the query, as a serializer reads them."""
    query = serializer_class(data=request.query_params)
    try:
        query.is_valid(raise_exception=True)
    except ValidationError as error:
        raise query_refused(error) from error
    return query.validated_data


class Document(Manners, SpectacularAPIView):
    """The OpenAPI document, in the language of whoever reads it."""


# Swagger's page holds a style of its own; scripts stay ours alone.
@method_decorator(csp_update({"style-src": [SELF, UNSAFE_INLINE]}), name="dispatch")
class DocumentPage(Manners, SpectacularSwaggerSplitView):
    """The same document to browse and try, in a page of ours: nothing of it comes from elsewhere."""


class Nothing(ApiView):
    """Whatever the other addresses of the API do not answer."""

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> NoReturn:
        raise Http404


not_found = Nothing.as_view()


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's `handler500`: the API says it in its own manner, without a word of what went wrong."""
    if not request.path.startswith(ROOT):
        return defaults.server_error(request)
    sentence = _("Something broke on our side; it is written down. Try again later.")
    fault = Problem(500, "server_error", sentence)
    return JsonResponse(fault.body, status=500, content_type=MEDIA_TYPE)
