"""In which order things became true: ids are given out before a commit, and commits overtake each other."""

from contextlib import suppress
from datetime import timedelta
from typing import Any, TypeVar

from django.apps import apps as installed
from django.core.exceptions import FieldError
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import BigIntegerField, BooleanField, F, Field, Func, Max, Model, QuerySet, Value

AnyRow = TypeVar("AnyRow", bound=Model)
SQLITE_ALONE = 0
NEXT_TO_COME = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
# Transactions are numbered over all databases of a server. Those that surely belong to another one hold up nothing:
# somebody else's import may take hours. One of which nothing is known yet, or prepared by nobody knows whom, does.
FIRST_UNDER_WAY = """
    SELECT coalesce(min(under_way::text::bigint), min(pg_snapshot_xmax(now_)::text::bigint))
    FROM pg_current_snapshot() AS now_ LEFT JOIN LATERAL (
        SELECT under_way FROM pg_snapshot_xip(now_) AS under_way WHERE NOT EXISTS (
            SELECT FROM pg_locks AS held JOIN pg_stat_activity AS session USING (pid)
            WHERE held.transactionid = under_way::xid AND held.mode = 'ExclusiveLock' AND held.granted
            AND session.datname <> current_database()
        )
    ) AS ours ON true
"""


LONGEST_WRITER = """
    SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)::bigint FROM pg_stat_activity
    WHERE datname = current_database() AND backend_xid IS NOT NULL
"""


class TransactionId(Func):
    """The number of the transaction that writes a row.

    A reader that stops below the oldest transaction still under way (`settled_before`) will never see a row appear
    behind it. SQLite has one writer at a time, so ids are in the order of commits and every row may have the same.
    """

    template = f"({SQLITE_ALONE})"
    arity = 0
    output_field = BigIntegerField()

    def as_postgresql(self, compiler: Any, db: Any, **context: Any) -> Any:
        return super().as_sql(compiler, db, template="(pg_current_xact_id()::text::bigint)", **context)


def settled_before(using: str = DEFAULT_DB_ALIAS) -> int:
    """The first transaction that may still be under way: every row of those below it is there to be read."""
    return number_of(FIRST_UNDER_WAY, using)


def writing_for(using: str = DEFAULT_DB_ALIAS) -> timedelta:
    """For how long the oldest transaction that writes has been under way: what came after it waits to be told.

    On SQLite nobody is told of a moment that another one could still overtake, so nothing ever waits.
    """
    if connections[using].vendor != "postgresql":
        return timedelta()
    return timedelta(seconds=number_of(LONGEST_WRITER, using))


def number_of(question: str, using: str) -> int:
    """What PostgreSQL answers; SQLite's transactions all have one number, and none is under way beside ours."""
    if connections[using].vendor != "postgresql":
        return SQLITE_ALONE + 1
    with connections[using].cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def in_order(rows: QuerySet[AnyRow], after: AnyRow | None = None, *, before: int) -> QuerySet[AnyRow]:
    """Rows that have `tx` and `id`, in an order that never changes: after one of them, of transactions below `before`.

    Ask `settled_before` first: what is below it will not grow between two queries.
    """
    settled = rows.filter(tx__lt=before).order_by("tx", "pk")
    return settled if after is None else settled.filter(beyond(after))


def beyond(row: Any) -> Func:
    """`(tx, id) > (…, …)`: compared as one value, which an index can answer, however many rows share a `tx`."""
    here, there = together(F("tx"), F("pk")), together(Value(row.tx), Value(row.pk))
    return Func(here, there, template="%(expressions)s", arg_joiner=" > ", output_field=BooleanField())


def together(*parts: Any) -> Func:
    return Func(*parts, function="", output_field=Field())


def take_over(sender: Any, using: str, apps: Any = installed, **kwargs: Any) -> None:
    """After `migrate`: a history that another database wrote stands before all that this one will write.

    A dump that is loaded into a new server brings the transaction numbers of the old one along: higher than those
    to come, they would be held back, and be sorted behind what happens next. Their order stays, so cursors hold.
    """
    with suppress(LookupError, FieldError):  # on the way back to where there was none
        history: QuerySet[Any] = QuerySet(apps.get_model("bascule", "History"), using=using)
        last = history.aggregate(last=Max("tx"))["last"]
        if last is not None and last >= number_of(NEXT_TO_COME, using):
            put_back(apps, using, last + 1)


def put_back(apps: Any, using: str, by: int) -> None:
    """Lower the number of every transaction that is kept anywhere: such columns are named `tx`, or end in `_tx`."""
    with transaction.atomic(using):
        for model in apps.get_models():
            kept = [field.name for field in model._meta.concrete_fields if f"_{field.name}".endswith("_tx")]
            if kept:
                QuerySet(model, using=using).update(**{name: F(name) - by for name in kept})
