"""A test that commits is undone by emptying every table: fast, and with what migrations had written put back."""

from typing import Any

from django.db import connection, transaction


def prepare() -> None:
    """Keep a copy of what migrations wrote (groups, dated settings, reasons) in the database just made."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f"DROP TABLE IF EXISTS kept_{table}")
            if has_rows(cursor, table):
                cursor.execute(f"CREATE TABLE kept_{table} AS SELECT * FROM {table}")
    # Django would put them back object by object, before such a test instead of after it.
    connection._test_serialized_contents = "[]"
    # Of sixty tables few hold anything, and PostgreSQL's TRUNCATE makes a new file for each.
    connection.ops.sql_flush = deletions


def deletions(style: Any, tables: list[str], **options: bool) -> list[str]:
    with connection.cursor() as cursor:
        return [f"DELETE FROM {table}" for table in tables if has_rows(cursor, table)]


def put_back() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for kept in connection.introspection.table_names(cursor):
            table = kept.removeprefix("kept_")
            if table != kept and not has_rows(cursor, table):
                cursor.execute(f"INSERT INTO {table} SELECT * FROM {kept}")


def has_rows(cursor: Any, table: str) -> bool:
    cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table})")
    return bool(cursor.fetchone()[0])
