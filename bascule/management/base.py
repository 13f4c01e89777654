"""The manners that all our commands share."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


class OnDatabase(BaseCommand):
    """A command that works on our tables: where they are not there yet, it says what to do instead of a traceback."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except DatabaseError as error:
            if is_up_to_date():
                raise
            raise CommandError("The database is not up to date: run manage.py migrate first.") from error


def is_up_to_date() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
