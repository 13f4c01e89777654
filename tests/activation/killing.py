"""A day of activation's batches, killed with SIGKILL before its n-th write and run again: `python -m` of its own.

Arguments and report are those of `tests.portability.clearing_house.killing`, whose machinery this borrows.
"""

import json
import os
import signal
import sys
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, connections  # noqa: E402

from activation.models import Allocation, Lease, Position, Reminder, Shipment, Subscription, UnbundlingOrder  # noqa: E402
from bascule.models import History  # noqa: E402
from bascule.schedules import planned  # noqa: E402
from operators.models import ExchangeFile, Message  # noqa: E402
from tests.portability.clearing_house.killing import Count, copy_of, drop  # noqa: E402

BATCHES = (
    *(("free-positions", 0), ("send-unbundling-orders", 0), ("read-inbox", 0), ("remind-incumbent", 0)),
    *(("send-unbundling-orders", 0), ("send-shipments", 0)),
    *(("retry-allocations", minutes) for minutes in (0, 10, 20)),
)
"""Each so many minutes after its first run of the day: what a killed run has claimed is taken over after five, and a
line that works then gives up its low-speed access with the next run."""


def use(database: str, folder: Path) -> None:
    connections.close_all()
    connection.settings_dict["NAME"] = database
    settings.COUNTERPARTS = {"incumbent": {"code": "FRTE", "url": f"directory://{folder}"}}


def day_of(day: str, last: int | None) -> int:
    """Run the day in a child; how much it wrote, or -9 when it was killed."""
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        count = Count(last)
        sys.addaudithook(count.event)
        with connection.execute_wrapper(count.statement):
            for name, minutes in BATCHES:
                one = planned()[name]
                one.run(one.moment(date.fromisoformat(day)) + timedelta(minutes=minutes))
        os.write(writing, str(count.done).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as said:
        text = said.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return int(text) if code == 0 else code


def digest(folder: Path) -> str:
    """What there is in the end, without what no two runs have in common: keys, clocks, names of files."""
    tables = [
        Subscription.objects.order_by("reference").values_list("reference", "state", "waits_for", "waits_for_text"),
        UnbundlingOrder.objects.order_by("reference").values_list(
            *("reference", "state", "attempt", "replaces__reference", "position", "sent_on", "done_on", "stray_result")
        ),
        Position.objects.order_by("number").values_list("number", "state", "subscription__reference"),
        Reminder.objects.order_by("order__reference", "day").values_list("order__reference", "day"),
        Shipment.objects.order_by("subscription__reference", "kind").values_list("kind", "status", "planned_on"),
        Allocation.objects.order_by("subscription__reference", "kind").values_list("kind", "goal", "status"),
        Lease.objects.order_by("kind", "value").values_list("kind", "value", "allocation__kind"),
        History.objects.exclude(kind="exchange_file")
        .order_by("reference", "id")
        .values_list("reference", "event", "source", "target", "by", "reason", "facts"),
        Message.objects.order_by("way", "kind", "reference", "line").values_list(
            "way", "kind", "reference", "fields", "status", "problem"
        ),
        ExchangeFile.objects.filter(way="in").order_by("name").values_list("name", "state", "accepted", "quarantined"),
    ]
    left = sorted(path.name for path in (folder / "to-us").glob("*"))
    everything = [[list(map(str, row)) for row in table] for table in tables]
    return sha256(json.dumps([everything, left]).encode()).hexdigest()


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
