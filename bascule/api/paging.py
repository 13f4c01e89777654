"""Lists: cursor paging that loses and repeats nothing, and the order that the caller asks for."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import F, Field, Model, Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from bascule.api.problems import QueryUnreadable


@dataclass(frozen=True, slots=True)
class Cursor:
    """The row where a page ends: its value of the ordering field, its key, and which way to read on."""

    order_by: str
    backwards: bool
    value: str | None
    key: str

    @classmethod
    def read(cls, token: str) -> "Cursor":
        """Read what `str()` wrote. Raises ValueError or TypeError."""
        order_by, backwards, value, key = json.loads(urlsafe_b64decode(token.encode()))
        if not isinstance(value, str | None) or not isinstance(key, str):
            raise TypeError(token)
        return cls(order_by, bool(backwards), value, key)

    def __str__(self) -> str:
        content = json.dumps([self.order_by, self.backwards, self.value, self.key])
        return urlsafe_b64encode(content.encode()).decode()


@dataclass(frozen=True, slots=True)
class Order:
    """Rows by one field, empty values last, and by key where it is equal: no two rows are ever even."""

    name: str
    field: Field

    @classmethod
    def of(cls, model: type[Model], order_by: str) -> "Order":
        return cls(order_by, cast(Field, model._meta.get_field(order_by.removeprefix("-"))))

    def rows(self, queryset: QuerySet[Any], cursor: Cursor | None) -> QuerySet[Any]:
        """The rows after the cursor, in this order; or those before it, nearest first."""
        backwards = cursor is not None and cursor.backwards
        down = self.name.startswith("-") != backwards
        if cursor is not None:
            queryset = queryset.filter(self.beyond(cursor, "lt" if down else "gt"))
        nulls = {"nulls_first" if backwards else "nulls_last": True} if self.field.null else {}
        column = F(self.field.attname)
        first = column.desc(**nulls) if down else column.asc(**nulls)
        return queryset.order_by(first, "-pk" if down else "pk")

    def beyond(self, cursor: Cursor, side: str) -> Q:
        column = self.field.attname
        empty = Q(**{f"{column}__isnull": True})
        further = Q(**{f"pk__{side}": self.field.model._meta.pk.to_python(cursor.key)})
        if cursor.value is None:
            return (empty & further) | ~empty if cursor.backwards else empty & further
        value = self.field.to_python(cursor.value)
        # The first condition says nothing more than the others, but an index can start from it.
        rest = Q(**{f"{column}__{side}e": value}) & (Q(**{f"{column}__{side}": value}) | further)
        return rest | empty if self.field.null and not cursor.backwards else rest

    def cursor(self, row: Model, *, backwards: bool) -> Cursor:
        empty = getattr(row, self.field.attname) is None
        value = None if empty else self.field.value_to_string(row)
        return Cursor(self.name, backwards, value, str(row.pk))


class CursorPages(BasePagination):
    """`next`, `previous`, `results`; asked with `cursor=`, `page_size=` (200 at most) and `order_by=`.

    A view says its `order_by_fields`, one of which can be asked for, and `ordering`, its order otherwise.
    """

    page_size = 50
    max_page_size = 200
    order_by_fields: Collection[str] = ("created_at",)
    ordering = "-created_at"

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        size = page_size_of(request, self.page_size, self.max_page_size)
        order = Order.of(queryset.model, self.order_by(request, view))
        cursor = cursor_of(request, order)
        rows = read(order, queryset, cursor, size + 1)
        more, page = len(rows) > size, rows[:size]
        url = request.build_absolute_uri()
        if cursor is not None and cursor.backwards:
            page.reverse()
            self.next = link(url, order, page[-1:], backwards=False)
            self.previous = link(url, order, page[:1], backwards=True) if more else None
        else:
            self.next = link(url, order, page[-1:], backwards=False) if more else None
            self.previous = link(url, order, page[:1], backwards=True) if cursor else None
        return page

    def order_by(self, request: Request, view: Any) -> str:
        asked = request.query_params.get("order_by")
        if not asked:
            return getattr(view, "ordering", self.ordering)
        allowed = self.allowed(view)
        if asked.removeprefix("-") not in allowed:
            sentence = _("Lists can be ordered by: %(fields)s.") % {"fields": ", ".join(allowed)}
            raise exceptions.ValidationError({"order_by": [sentence]}, code="unknown_field")
        return asked

    def allowed(self, view: Any) -> Collection[str]:
        return getattr(view, "order_by_fields", self.order_by_fields)

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self.next, "previous": self.previous, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        page_link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": page_link, "previous": page_link, "results": schema},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        fields = [sign + name for name in self.allowed(view) for sign in ("", "-")]
        sizes = {"type": "integer", "minimum": 1, "maximum": self.max_page_size, "default": self.page_size}
        order = {"order_by": {"type": "string", "enum": fields}} if fields else {}
        asked = {"cursor": {"type": "string"}, "page_size": sizes, **order}
        return [{"name": name, "in": "query", "schema": schema} for name, schema in asked.items()]


def page_size_of(request: Request, default: int, most: int) -> int:
    asked = request.query_params.get("page_size") or str(default)
    if not asked.isascii() or not asked.isdigit() or int(asked[:9]) < 1:
        raise QueryUnreadable({"page_size": [_("Give a whole number from 1 to %(most)d.") % {"most": most}]})
    return min(int(asked[:9]), most)


def cursor_of(request: Request, order: Order) -> Cursor | None:
    token = request.query_params.get("cursor")
    if not token:
        return None
    try:
        cursor = Cursor.read(token)
    except (ValueError, TypeError) as error:
        raise unreadable_cursor() from error
    if cursor.order_by != order.name:
        raise unreadable_cursor()
    return cursor


def read(order: Order, queryset: QuerySet[Any], cursor: Cursor | None, most: int) -> list[Any]:
    """The rows of a page. A cursor that was tampered with may only be found out by the database."""
    if cursor is None:
        return list(order.rows(queryset, None)[:most])
    try:
        return list(order.rows(queryset, cursor)[:most])
    except (ValidationError, ValueError, OverflowError, DataError) as error:
        raise unreadable_cursor() from error


def unreadable_cursor() -> QueryUnreadable:
    sentence = _("This is not a cursor of this list: follow `next` and `previous`.")
    return QueryUnreadable({"cursor": [sentence]})


def link(url: str, order: Order, edge: list[Model], *, backwards: bool) -> str | None:
    """The address of the page beyond one edge of this one; none when this one is empty."""
    if not edge:
        return None
    return replace_query_param(url, "cursor", str(order.cursor(edge[0], backwards=backwards)))
