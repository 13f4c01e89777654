"""The rules of the house that the code itself must keep."""

import ast
import inspect
import re
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

import pytest
from croniter import croniter
from django.apps import apps
from django.contrib.auth import get_permission_codename
from django.core.management import call_command
from django.utils.module_loading import import_string
from django_fsm import FSMFieldMixin

from bascule.models import Life
from bascule.schedules import planned
from tests.tree import APPS, ROOT, code_of, files, lines, name, parsed, tracked

LOWER = {
    "bascule": set(),
    "operators": {"bascule"},
    "portability": {"bascule", "operators"},
    "activation": {"bascule", "operators", "portability"},
}
SEES_ALL = {"bascule/urls.py", "bascule/dashboard.py"}
TOP_FOLDERS = {*APPS, "templates", "static", "locale", "tests", "bench", "docs", ".ci"}
TOP_FILES = {"manage.py", "pyproject.toml", "requirements.lock", "Makefile", ".gitignore"}
TOP_TEXTS = {"README.md", "CHANGELOG.md"}
SAYS_NOTHING = {"utils", "helpers", "services", "managers", "signals", "common", "misc"}
LIVES = [model for model in apps.get_models() if issubclass(model, Life)]


def imported_apps(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found & set(APPS)


def named_apps(path: Path) -> set[str]:
    """Apps named in a text such as "operators.Operator"; the settings name everybody, that is their work."""
    texts = {node.value for node in ast.walk(parsed(path)) if isinstance(node, ast.Constant)}
    dotted = {text for text in texts if isinstance(text, str) and re.fullmatch(r"[a-z_]+(\.\w+)+", text)}
    return {text.split(".")[0] for text in dotted} & set(APPS)


@pytest.mark.parametrize("app", APPS)
def test_an_app_only_looks_downwards(app: str) -> None:
    upwards = {
        name(path): above
        for path in code_of(app)
        if name(path) not in SEES_ALL
        if (above := imported_apps(path) - LOWER[app] - {app})
    }
    assert upwards == {}


@pytest.mark.parametrize("app", APPS)
def test_an_app_names_none_above_it_in_a_text(app: str) -> None:
    upwards = {
        name(path): above
        for path in code_of(app)
        if name(path) not in {*SEES_ALL, "bascule/settings.py"}
        if (above := named_apps(path) - LOWER[app] - {app})
    }
    assert upwards == {}


def test_imports_are_absolute() -> None:
    relative = [
        f"{name(path)}:{node.lineno}"
        for path in files(".py")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_record_with_a_life_has_a_kind_of_its_own() -> None:
    kinds = [model.KIND for model in LIVES]
    assert "quote" in kinds
    assert all(re.fullmatch(r"[a-z_]+", kind) for kind in kinds)
    assert len(set(kinds)) == len(kinds)


@pytest.mark.parametrize("model", LIVES)
def test_a_life_has_one_state_and_it_is_protected(model: type[Life]) -> None:
    states = [field for field in model._meta.get_fields() if isinstance(field, FSMFieldMixin)]
    assert [field.name for field in states] == ["state"]
    assert states[0].protected


def transitions_of(model: type[Life]) -> Iterator:
    return model._meta.get_field("state").get_all_transitions(model)


@pytest.mark.parametrize("model", LIVES)
def test_every_transition_says_who_may_and_what_happened(model: type[Life]) -> None:
    moves = transitions_of(model)
    assert [move.name for move in moves if not move.permission or not move.custom.get("event")] == []


def every_permission() -> Iterator[str]:
    for model in apps.get_models():
        options = model._meta
        codes = [get_permission_codename(action, options) for action in options.default_permissions]
        for code in [*codes, *(code for code, label in options.permissions)]:
            yield f"{options.app_label}.{code}"


def test_every_permission_that_a_transition_asks_for_exists() -> None:
    asked = {move.permission for model in LIVES for move in transitions_of(model)}
    named = {permission for permission in asked if isinstance(permission, str)}
    assert named
    assert named - set(every_permission()) == set()


def writes_state(call: ast.Call) -> bool:
    """`.update(state=…)` or `.bulk_update(rows, ["state"])`: a way around the one door."""
    method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if method == "update":
        return any(keyword.arg == "state" for keyword in call.keywords)
    texts = {node.value for node in ast.walk(call) if isinstance(node, ast.Constant)}
    return method == "bulk_update" and "state" in texts


WITHOUT_A_LIFE = {"activation/plant.py"}
"""What has a state here and no life: the positions of strips, which follow the orders."""


def test_only_the_one_door_writes_states() -> None:
    around = [
        f"{name(path)}:{node.lineno}"
        for app in APPS
        for path in code_of(app)
        if name(path) not in {"bascule/lifecycle.py", *WITHOUT_A_LIFE}
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and writes_state(node)
    ]
    assert around == []


def test_there_are_batches() -> None:
    assert planned()


@pytest.mark.parametrize("batch", planned().values(), ids=lambda batch: batch.name)
def test_a_batch_can_be_called_by_the_clock_and_by_hand(batch) -> None:
    function = import_string(batch.path)
    assert hasattr(function, "__wrapped__"), "it lacks the @batch decorator"
    assert list(inspect.signature(function.__wrapped__).parameters) == ["now"]


@pytest.mark.parametrize("batch", planned().values(), ids=lambda batch: batch.name)
def test_no_batch_is_due_in_the_hour_that_comes_twice_or_never(batch) -> None:
    hours = croniter.expand(batch.cron)[0][1]
    assert 2 not in hours


def test_only_the_maintained_state_machine_is_installed() -> None:
    installed = {found.metadata["Name"].lower() for found in distributions()}
    assert "django-fsm-2" in installed
    assert "django-fsm" not in installed


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [name(path) for path in files(".py") if {path.stem, *path.parent.parts} & SAYS_NOTHING] == []


def test_files_are_short() -> None:
    limits = dict.fromkeys(files(".py"), 350) | dict.fromkeys(files(".py", under="tests"), 450)
    long = {name(path): lines(path) for path, limit in limits.items() if lines(path) > limit}
    assert {path: length for path, length in long.items() if "/migrations/" not in path} == {}


def test_functions_are_short() -> None:
    long = {
        f"{name(path)}:{node.name}": node.end_lineno - node.lineno + 1
        for path in files(".py")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 50
        if "migrations" not in path.parts
    }
    assert long == {}


def test_nothing_new_stands_at_the_top() -> None:
    there = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert there - TOP_FOLDERS - TOP_FILES - TOP_TEXTS == set()
