"""What the lists of every room share on screen."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

A_PAGE = 50


def is_fragment(request: HttpRequest) -> bool:
    """Whether only a part of the page is asked for."""
    return bool(getattr(request, "htmx", False))


def page_of(rows: QuerySet[Any], request: HttpRequest) -> Page[Any]:
    """The rows of the page that the address names; the first or the last one when it names none that there is."""
    return Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
