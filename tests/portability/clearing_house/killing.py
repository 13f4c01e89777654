"""A day of batches, killed with SIGKILL before its n-th write and run again: a process of its own that forks them.

`python -m tests.portability.clearing_house.killing DATABASE FOLDER DAY SEED KILLS` prints, as JSON, the digest of the
undisturbed day and that of each disturbed one. DATABASE is a file (SQLite) or the name of a database (PostgreSQL);
it and FOLDER are copied for each day and stay as they are.
"""

import json
import os
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from random import Random

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, connections  # noqa: E402

from bascule.management.commands.run_batch import occurrences  # noqa: E402
from bascule.models import History  # noqa: E402
from bascule.schedules import Planned  # noqa: E402
from operators.exchange.codecs import NEUTRAL  # noqa: E402
from operators.models import ExchangeFile, Message  # noqa: E402
from portability.models import (  # noqa: E402
    ClosingItem,
    Number,
    Port,
    PortIn,
    PortInNumber,
    PortOut,
    PortOutCheck,
    PortOutNumber,
    Quote,
    Restoration,
)

READS = ("SELECT", "PRAGMA", "SAVEPOINT", "RELEASE")
EVERY_MINUTE = {"send-mails", "deliver-webhooks"}
"""They change nothing of what is compared here, and would make the day forty times as long."""
OFTEN = 30
"""A batch that runs more often in a day is run once an hour: the other runs find nothing."""
FILE_EVENTS = {"os.rename", "os.remove"}
DATABASE, FOLDER = sys.argv[1], Path(sys.argv[2])


class Count:
    """Counts what is written, in the database and in folders; at its end the process dies as if by a power cut."""

    def __init__(self, last: int | None) -> None:
        self.done, self.last = 0, last

    def statement(self, execute: Callable, sql: str, params: object, many: bool, context: object) -> object:
        if not str(sql).startswith(READS):
            self.one_more()
        return execute(sql, params, many, context)

    def event(self, name: str, arguments: tuple) -> None:
        if name in FILE_EVENTS:
            self.one_more()

    def one_more(self) -> None:
        self.done += 1
        if self.done == self.last:
            os.kill(os.getpid(), signal.SIGKILL)


def copy_of(label: str) -> tuple[str, Path]:
    folder = FOLDER.with_name(f"{FOLDER.name}-{label}")
    shutil.copytree(FOLDER, folder)
    if connection.vendor == "sqlite":
        return shutil.copy(DATABASE, f"{DATABASE}-{label}"), folder
    name = f"{DATABASE}_{label}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {DATABASE}")
    return name, folder


def drop(database: str) -> None:
    connections.close_all()
    if connection.vendor == "postgresql":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {database}")


def use(database: str, folder: Path) -> None:
    connections.close_all()
    connection.settings_dict["NAME"] = database
    settings.COUNTERPARTS["clearing_house"]["url"] = f"directory://{folder}"


def day_of(day: str, last: int | None) -> int:
    """Run the day in a child; how much it wrote, or -9 when it was killed."""
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        count = Count(last)
        sys.addaudithook(count.event)
        with connection.execute_wrapper(count.statement):
            for moment, batch in runs_of(date.fromisoformat(day)):
                batch.run(moment)
        os.write(writing, str(count.done).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as said:
        text = said.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return int(text) if code == 0 else code


def runs_of(day: date) -> Iterator[tuple[datetime, Planned]]:
    runs = [(moment, batch) for moment, batch in occurrences(day) if batch.name not in EVERY_MINUTE]
    often = {name for name, count in Counter(batch.name for _moment, batch in runs).items() if count > OFTEN}
    return ((moment, batch) for moment, batch in runs if batch.name not in often or moment.minute == 0)


def digest(folder: Path) -> str:
    """What there is in the end, without what no two runs have in common: keys, clocks, names of files."""
    lines = []
    for path in sorted((folder / "from-us").glob("BASC.*"), key=lambda path: path.name.rpartition(".")[2]):
        if path.suffix not in {".ack", ".err", ".tmp"}:
            lines += NEUTRAL.read_file(path.read_bytes())[1]
    tables = [
        PortIn.objects.order_by("reference").values_list("reference", "state", "scheduled_on", "go_at", "rejections"),
        PortInNumber.objects.order_by("national").values_list("national", "port_in__reference", "open"),
        Quote.objects.order_by("reference").values_list("reference", "state"),
        PortOut.objects.order_by("reference").values_list("reference", "external_reference", "state", "released_on"),
        PortOutNumber.objects.order_by("port_out__reference", "national").values_list("national", "answer", "promised"),
        PortOutCheck.objects.order_by("port_out__reference", "national", "code").values_list("code", "verdict"),
        ClosingItem.objects.order_by("port_out__reference", "kind").values_list("port_out__reference", "kind"),
        Restoration.objects.order_by("reference").values_list("reference", "state", "numbers"),
        Number.objects.order_by("national").values_list("national", "state"),
        Port.objects.order_by("number", "since").values_list("number", "since", "ended_on", "operator__code"),
        History.objects.exclude(kind="exchange_file")
        .order_by("reference", "id")
        .values_list("reference", "event", "source", "target", "by", "at", "reason", "facts"),
        Message.objects.order_by("way", "message_id", "line").values_list(
            "way", "message_id", "kind", "reference", "fields", "status", "problem"
        ),
        ExchangeFile.objects.filter(way="in").order_by("name").values_list("name", "state", "accepted", "quarantined"),
    ]
    answers = sorted(path.name for path in (folder / "from-us").glob("APNF.*") if path.suffix != ".tmp")
    left = sorted(path.name for path in (folder / "to-us").glob("*"))
    everything = [[list(map(str, row)) for row in table] for table in tables]
    return sha256(json.dumps([everything, lines, answers, left]).encode()).hexdigest()


def main() -> None:
    day, seed, kills = sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
    database, folder = copy_of("undisturbed")
    use(database, folder)
    writes = day_of(day, None)
    report = {"writes": writes, "undisturbed": digest(folder), "disturbed": {}}
    drop(database)
    for last in sorted(Random(seed).sample(range(1, writes + 1), kills)):
        database, folder = copy_of(f"killed_{last}")
        use(database, folder)
        died = day_of(day, last) == -signal.SIGKILL
        day_of(day, None)
        report["disturbed"][last] = [died, digest(folder)]
        drop(database)
    sys.stdout.write(json.dumps(report))


if __name__ == "__main__":
    main()
