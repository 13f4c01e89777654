"""What an event may tell: codes, references, dates and numbers; a line of history can never be purged."""

import ast
import inspect
import re
import types
import typing
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps

from bascule.events import event_types
from bascule.models import Life
from tests.tree import APPS, ROOT, code_of, name, parsed

PAGE = ROOT / "docs" / "events.md"
PRIVATE = {"changes", "customers", "listed", "moments", "note", "option_prices", "price_lines", "text"}
"""What transitions are given beside facts, and no history keeps: words, lists, amounts line by line."""
PLAIN = {int, str, date, Decimal, Sequence[str], type(None)}
DOORS = {"perform", "perform_many", "act", "move"}


def documented() -> set[str]:
    """The facts that partners are told of: the first column of the page's table."""
    rows = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    return {fact for row in rows for fact in re.findall(r"`(\w+)`", row.split("|")[1])}


def transitions() -> list[Any]:
    lives = [model for model in apps.get_models() if issubclass(model, Life)]
    found = {
        f"{model.KIND}.{move.name}": move
        for model in lives
        for move in model._meta.get_field("state").get_all_transitions(model)
    }
    return [pytest.param(move.method, id=name) for name, move in found.items()]


def given_to(method: Any) -> dict[str, set[Any]]:
    """The parameters of a transition beside its time, each with the types it may have."""
    hints = typing.get_type_hints(method)
    given = {name: kind for name, kind in inspect.signature(method).parameters.items() if name not in ("self", "now")}
    assert {kind.kind for kind in given.values()} <= {inspect.Parameter.KEYWORD_ONLY}, "each fact has its name"
    return {name: alternatives(hints[name]) for name in given}


def alternatives(hint: Any) -> set[Any]:
    return set(typing.get_args(hint)) if isinstance(hint, types.UnionType) else {hint}


@pytest.mark.parametrize("method", transitions())
def test_whatever_a_transition_is_told_is_a_plain_fact_of_the_page_or_private(method: Any) -> None:
    given = given_to(method)
    assert given.keys() - PRIVATE - documented() == set()
    assert {fact: kinds for fact, kinds in given.items() if fact not in PRIVATE and not kinds <= PLAIN} == {}


def test_the_page_names_no_fact_that_no_transition_knows() -> None:
    known = {fact for param in transitions() for fact in given_to(param.values[0])}
    assert documented() - known == set()
    assert PRIVATE - known == set()


def test_nothing_private_is_given_as_a_fact() -> None:
    leaks = [
        f"{name(path)}:{call.lineno} {keyword.arg}"
        for app in APPS
        for path in code_of(app)
        for call in ast.walk(parsed(path))
        if isinstance(call, ast.Call) and called(call) in DOORS
        for keyword in call.keywords
        if keyword.arg in PRIVATE
    ]
    assert leaks == []


def called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


@pytest.mark.parametrize("event", sorted(event_types()))
def test_every_type_of_event_reads_as_the_contract_writes_it(event: str) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*", event)


@pytest.mark.parametrize("method", transitions())
def test_an_amount_is_known_as_one(method: Any) -> None:
    """So that the API can write it as money."""
    amounts = {fact for fact, kinds in given_to(method).items() if Decimal in kinds}
    model = next(
        model for model in apps.get_models() if issubclass(model, Life) and model.__name__ in method.__qualname__
    )
    assert amounts <= model.AMOUNTS
