"""What people do with records: a button on one, or an act on many with a result for each.

A view of an act goes one way: load through a scoped queryset → form → one domain call → tell → leave.
`press` is that way for a button that asks nothing; `BulkPage` and `on_each` are it for many records.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from bascule.board import Words
from bascule.lifecycle import perform
from bascule.pages import A_PAGE
from bascule.rules import RuleRefused
from bascule.timeline import who_was_faster

MOST = 200
"""How many records one act takes: each is a transaction of its own, and somebody waits for the answer."""


@dataclass(frozen=True, slots=True)
class Step:
    """A move as people see it: its button, what is said when it is done, and what it leads to."""

    label: Words
    done: Words
    warning: Words = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one record."""

    record: Any
    done: bool
    words: Words


def press(request: HttpRequest, record: Any, move: str, done: Words) -> None:
    """Make a move that asks nothing, and tell what it did or why it did not; `move` comes from code."""
    try:
        perform(record, move, by=request.user, now=timezone.now())
    except TransitionNotAllowed:
        messages.warning(request, who_was_faster(record))
    except RuleRefused as refused:
        messages.warning(request, " ".join(refused.messages))
    else:
        messages.success(request, str(done))


def asked(request: HttpRequest) -> tuple[str, list[str]]:
    """The move that a bulk page is asked for, and the rows that it is meant for."""
    typed = request.POST if request.method == "POST" else request.GET
    return typed.get("move", ""), typed.getlist("rows")[:MOST]


def asked_in_place(typed: QueryDict, acts: Collection[str]) -> tuple[str, list[str]]:
    """The act that a list is posted with, and the keys of its rows: the one of the button, or all that were chosen."""
    one = next((name for name in acts if typed.get(name)), "")
    keys = typed.getlist(one)[:1] if one else typed.getlist("rows")[:A_PAGE]
    return one or typed.get("act", ""), keys


def whole_numbers(texts: Iterable[str]) -> list[int]:
    """The keys among these texts; what is none, or more than a database holds, is passed over."""
    return [int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 19]


def on_each(
    records: Iterable[Any], act: Callable[[Any], tuple[Any, Words]], again: Callable[[Any], Any]
) -> list[Result]:
    """Make an act on each record in a transaction of its own; it gives back the record as it is then, and its words.

    Whatever is in the way of one is said, and the others go on; `again` reads one that somebody else has moved.
    """
    return [on_one(record, act, again) for record in records]


def on_one(record: Any, act: Callable[[Any], tuple[Any, Words]], again: Callable[[Any], Any]) -> Result:
    try:
        with transaction.atomic():
            moved, words = act(record)
    except RuleRefused as refused:
        return Result(record, False, " ".join(refused.messages))
    except PermissionDenied:
        return Result(record, False, _("You may not do this."))
    except TransitionNotAllowed:
        current = again(record)
        if current.state == record.state:
            return Result(current, False, _("Not possible in this state."))
        return Result(current, False, who_was_faster(current))
    return Result(moved, True, words)


@dataclass(frozen=True, slots=True)
class BulkPage:
    """The page between a list and its results: `record_page` takes the reference of a record."""

    list_page: str
    list_title: Words
    record_page: str
    template: str

    def ask(self, request: HttpRequest, move: str, step: Step, rows: list[Any], **more: Any) -> HttpResponse:
        """What was chosen, and what the act needs to know; 422 when that was answered wrongly."""
        form = more.get("form")
        context = {"bulk": self, "move": move, "step": step, "rows": rows, "most": MOST, **more}
        return render(request, self.template, context, status=422 if form is not None and form.errors else 200)

    def tell(self, request: HttpRequest, step: Step, results: list[Result]) -> HttpResponse:
        done = sum(result.done for result in results)
        return render(request, self.template, {"bulk": self, "step": step, "results": results, "done": done})
