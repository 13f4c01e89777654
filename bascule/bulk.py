"""Write many rows as plain tuples: an instance a row costs several times what the database needs."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Model

CHUNK = 10_000


def insert_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows whose values stand in the order of `columns`, as the database takes them (JSON already a text).

    Nothing is filled in: no default, no `save`, no signal. Raises IntegrityError like any other write, and then the
    caller's transaction is over.
    """
    insert_into(model._meta.db_table, columns, rows)


def insert_into(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """The same for a table without a model. Rows are taken as they are written: millions need no more memory."""
    quote = connection.ops.quote_name
    table, names = quote(table), ", ".join(map(quote, columns))
    with connection.cursor() as cursor, connection.wrap_database_errors:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks, coming = ", ".join(["%s"] * len(columns)), iter(rows)
            while chunk := list(islice(coming, CHUNK)):
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", chunk)  # noqa: S608
