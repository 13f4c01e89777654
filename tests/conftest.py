import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.servers.basehttp import WSGIRequestHandler
from django.db import connection, connections
from django.utils import translation
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import blocking_manager_key

from tests import emptying

ROOT = Path(__file__).resolve().parent.parent
BROWSER_TESTS = ROOT / "tests" / "browser"
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}

# The same examples every time: a test that fails must fail for everybody.
hypothesis_settings.register_profile("bascule", derandomize=True, deadline=None, max_examples=60)
hypothesis_settings.load_profile("bascule")

# The body of an answer would wait 40 ms for the client's word that its head has come.
WSGIRequestHandler.disable_nagle_algorithm = True


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the browser's tests by their folder; on SQLite leave out those that are about PostgreSQL."""
    for item in items:
        if BROWSER_TESTS in item.path.parents:
            item.add_marker("browser")
        if empties_tables(item):
            # Serialized: what migrations made is put back by us, and Django makes nothing of it anew.
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)
    on_postgresql = settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql"
    left_out = needs_no_database if on_postgresql else needs_postgresql
    config.hook.pytest_deselected(items=[item for item in items if left_out(item)])
    # Those that commit come first: they are the longest, and no worker is left alone with one at the end.
    items[:] = sorted((item for item in items if not left_out(item)), key=lambda item: not empties_tables(item))


def needs_postgresql(item: pytest.Item) -> bool:
    return item.get_closest_marker("postgresql") is not None


def needs_no_database(item: pytest.Item) -> bool:
    """Whether pytest-django keeps it from the database of the run: once is enough."""
    asked = DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ()))
    return not asked and item.get_closest_marker("django_db") is None


def empties_tables(item: pytest.Item) -> bool:
    """Whether a test commits, so that it is undone by emptying every table."""
    marker = item.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        return True
    return not {"live_server", "transactional_db"}.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    yield
    if nextitem is not None and empties_tables(item):  # after the last test there is no database
        with item.config.stash[blocking_manager_key].unblock():
            emptying.put_back()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        emptying.prepare()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """What is said outside of a request is English here, whatever the request of the test before asked for."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def arcep_dir() -> Path:
    """The regulator's real files, which are no part of the project: a copy alone cannot be tried on them."""
    folder = Path(os.environ.get("ARCEP_DIR", ROOT.parent / "shared" / "data" / "arcep"))
    if not (folder / "MAJNUM.csv").exists():
        pytest.skip("ARCEP's real files are not beside the project (ARCEP_DIR names their folder)")
    return folder


@pytest.fixture(autouse=True)
def _own_cache() -> None:
    """What another test counted is none of this one's: keys of other tests may have had the same id."""
    cache.clear()


@pytest.fixture
def second_connection(transactional_db: None):
    """Another connection to the test database: a colleague at work at the same moment."""
    other = connection.copy()
    yield other
    other.close()


@pytest.fixture
def together(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A database that several connections write to at once; the tests' SQLite is in memory, so this one is a file."""
    if connection.vendor == "postgresql":
        yield
        return
    in_memory, name = connections["default"], str(tmp_path / "together.sqlite3")
    with in_memory.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [name])
    monkeypatch.setitem(connections.databases, "default", {**connections.databases["default"], "NAME": name})
    connections["default"] = connections.create_connection("default")
    yield
    connections["default"].close()
    connections["default"] = in_memory
