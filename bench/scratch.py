"""A database of its own for each measure, and a clock."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def scratch() -> Iterator[str]:
    """The URL of an empty database, which Django is set up to use."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        url = os.environ["DATABASE_URL"]
        if connection.vendor == "sqlite":
            call_command("migrate", verbosity=0)
            yield url
            connection.close()
            return
        old = connection.settings_dict["NAME"]
        name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield url.rpartition("/")[0] + "/" + name
        finally:
            connection.creation.destroy_test_db(old, verbosity=0)


def timed(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started
