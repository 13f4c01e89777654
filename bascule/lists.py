"""A list as a page: filters and columns in its address, views kept of it, files of it, acts on many of its rows.

QUOTES = Listing(page="portability:quote_list", title=_("Quotes"), filters=QuoteFilter, columns=[…], …)

def quote_list(request):
    return QUOTES.show(request, Quote.objects.for_list())
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.formats import number_format
from django_filters import FilterSet

from bascule.board import Words
from bascule.exports import export
from bascule.pages import is_fragment, page_of
from bascule.saved_views import kept, save_form, views_of

MOST_EXPORTED = 50_000
A_CHUNK = 500


class Shown(Enum):
    """When a list has a column."""

    ALWAYS = auto()
    AT_FIRST = auto()
    WHEN_CHOSEN = auto()
    WITH_ACTS = auto()
    IN_FILES = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its cell is the partial of this name in the list's cells; `value` is what a file holds of a row."""

    name: str
    label: Words
    value: Callable[[Any], Any] | None = None
    shown: Shown = Shown.AT_FIRST
    right: bool = False
    unseen: bool = False

    @property
    def can_be_chosen(self) -> bool:
        return self.shown in {Shown.AT_FIRST, Shown.WHEN_CHOSEN}


@dataclass(frozen=True, slots=True)
class Empty:
    """What a list without a row says, and where it leads; to all of its own rows unless a page is named."""

    title: Words
    text: Words = ""
    action: Words = ""
    page: str = ""
    query: str = ""
    icon: str = "search"

    def href(self, own_page: str) -> str:
        return reverse(self.page or own_page) + self.query if self.action else ""


@dataclass(frozen=True, slots=True)
class Bulk:
    """Acts on the rows that are chosen: `page` asks what an act needs; without it the list itself is posted to."""

    acts: Callable[[Any], Iterable[tuple[str, Words]]]
    page: str = ""
    key: Callable[[Any], Any] = lambda row: row.reference
    """What a chosen row is called; nothing for one that cannot be chosen."""


class Line(NamedTuple):
    """A row, what choosing it sends, and its name for who does not see it."""

    row: Any
    key: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a list is, once and for all; `complete` adds to the rows of a page what their cells tell, set-based."""

    page: str
    title: Words
    filters: type[FilterSet]
    columns: Sequence[Column]
    cells: str
    counted: Any
    """`ngettext_lazy("%(shown)s quote", "%(shown)s quotes", "total")`."""
    unlike: Empty
    none: Empty
    label: Words = ""
    order: Words = ""
    look: str = ""
    template: str = "components/list.html"
    complete: Callable[[list[Any]], Sequence[Any]] = list
    bulk: Bulk | None = None
    exports: str = ""
    file_name: str = ""

    def show(self, request: HttpRequest, rows: QuerySet[Any], status: int = 200, **more: Any) -> HttpResponse:
        """The page, or its rows alone when only they are asked for; `more` is for the blocks of its template."""
        found = self.filters(request.GET, queryset=rows)
        page, acts = page_of(found.qs, request), self.acts(request.user)
        columns, total = self.columns_of(request.GET, bool(acts)), page.paginator.count
        context = {
            "frame": "components/results.html" if is_fragment(request) else "base.html",
            "is_fragment": is_fragment(request),
            "listing": self,
            "filter": found,
            "page": page,
            "lines": [Line(row, self.bulk.key(row) if acts and self.bulk else "") for row in self.rows_of(page)],
            "counted": self.counted % {"total": total, "shown": number_format(total, force_grouping=True)},
            "columns": columns,
            "cell_templates": [f"{self.cells}#{column.name}" for column in columns],
            "choice": [column for column in self.columns if column.can_be_chosen],
            "acts": acts,
            "kept": kept(request.GET),
            "views": views_of(request, self.page),
            "view_form": save_form(request, self.page),
            "empty": self.unlike if any(request.GET.get(name) for name in found.filters) else self.none,
        }
        context |= more
        context["href"] = context["empty"].href(self.page)
        response = render(request, self.template, context, status=status)
        patch_vary_headers(response, ["HX-Request"])
        return response

    def rows_of(self, page: Iterable[Any]) -> Sequence[Any]:
        return self.complete(list(page))

    def acts(self, user: Any) -> list[tuple[str, Words]]:
        return list(self.bulk.acts(user)) if self.bulk else []

    def columns_of(self, query: QueryDict, has_acts: bool = False) -> list[Column]:
        """The columns that an address asks for, in our order; the usual ones when it asks for none that there is."""
        wanted = {column.name for column in self.columns if column.can_be_chosen} & set(query.getlist("columns"))
        always = {Shown.ALWAYS, Shown.WITH_ACTS} if has_acts else {Shown.ALWAYS}
        return [
            column
            for column in self.columns
            if column.shown in always or (column.name in wanted if wanted else column.shown is Shown.AT_FIRST)
        ]

    def export(self, request: HttpRequest, rows: QuerySet[Any], file_format: str) -> HttpResponseBase:
        """What the filters find, as a file: the columns on screen, and no pages."""
        found = self.filters(request.GET, queryset=rows)
        if not found.is_valid():  # the list says what is wrong; a file would hold everything
            return redirect(f"{reverse(self.page)}?{request.GET.urlencode()}")
        on_screen = self.columns_of(request.GET)
        columns = [column for column in self.columns if column.shown is Shown.IN_FILES or column in on_screen]
        values = [(column.label, column.value) for column in columns if column.value]
        cells = ([value(row) for _label, value in values] for row in self.exported(found.qs))
        name = f"{self.file_name}-{timezone.localdate():%Y-%m-%d}"
        return export(name, file_format, [label for label, _value in values], cells)

    def exported(self, rows: QuerySet[Any]) -> Iterator[Any]:
        """The rows, read by chunks: a file may hold all of them."""
        everything = rows[:MOST_EXPORTED].iterator(chunk_size=A_CHUNK)
        while some := list(islice(everything, A_CHUNK)):
            yield from self.complete(some)
