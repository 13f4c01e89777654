"""How long ARCEP's whole data set takes, beside a floor measured in the same minute.

    PYTHONPATH=. python bench/import_arcep.py            SQLite
    DATABASE_URL=postgres://… python bench/import_arcep.py

The floor of a first import reads the four files with `csv` and writes their rows in bulk, checking nothing; that of
a second one reads the files and our tables, and compares nothing. Works in a database of its own.
"""

import csv
import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

from bench.scratch import scratch, timed

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(os.environ.get("ARCEP_DIR", ROOT.parent / "shared" / "data" / "arcep"))
LIMITS = {"first": 3.0, "again": 1.5}


def rows_of(file: str) -> list[list[str]]:
    with (FOLDER / file).open(encoding="latin-1", newline="") as opened:
        return list(csv.reader(opened, delimiter=";"))[1:]


def day(written: str) -> date:
    return date(int(written[6:]), int(written[3:5]), int(written[:2]))


def bare_write() -> None:
    """The rows as they come, in bulk."""
    from django.db import transaction

    from operators.models import NumberRange, Operator, RioCode, RoutingPrefix

    declared, codes = rows_of("identifiants_CE.csv"), rows_of("MAJRIO.csv")
    prefixes, ranges = rows_of("MAJPORTA.csv"), rows_of("MAJNUM.csv")
    names = {row[1]: row[0] for row in declared}
    used = {row[1] for row in codes} | {row[1] for row in prefixes} | {row[3] for row in ranges}
    with transaction.atomic():
        made = Operator.objects.bulk_create(
            Operator(code=code, name=names.get(code, code)) for code in used | names.keys()
        )
        ids = {operator.code: operator.pk for operator in made}
        RioCode.objects.bulk_create(
            RioCode(code=row[0], operator_id=ids[row[1]], assigned_on=day(row[3])) for row in codes
        )
        RoutingPrefix.objects.bulk_create(
            RoutingPrefix(prefix=row[0], operator_id=ids[row[1]], assigned_on=day(row[2])) for row in prefixes
        )
        NumberRange.objects.bulk_create(
            NumberRange(first=row[1], last=row[2], holder_id=ids[row[3]], territory="national", assigned_on=day(row[5]))
            for row in ranges
        )


def bare_read() -> None:
    from operators.models import NumberRange, Operator, RioCode, RoutingPrefix

    for file in ("identifiants_CE.csv", "MAJRIO.csv", "MAJPORTA.csv", "MAJNUM.csv"):
        rows_of(file)
    for model in (Operator, RioCode, RoutingPrefix, NumberRange):
        list(model.objects.values_list())


def empty() -> None:
    from operators.models import NumberRange, Operator, RioCode, RoutingPrefix

    for model in (NumberRange, RoutingPrefix, RioCode, Operator):
        model.objects.all().delete()


def inside() -> None:
    from operators.arcep.importing import import_files
    from operators.models import Source

    import_files(FOLDER, Source.ARCEP, datetime.now().astimezone().date())


def whole_process(url: str) -> None:
    process(url, "manage.py", "import_arcep", str(FOLDER))


def bare_start(url: str) -> None:
    process(url, "-c", "import django; django.setup()")


def process(url: str, *arguments: str) -> None:
    environment = {**os.environ, "DATABASE_URL": url}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True, capture_output=True)


def main() -> None:
    if not (FOLDER / "MAJNUM.csv").exists():
        print("ARCEP's files are not here (ARCEP_DIR names their folder): nothing to measure.")
        return
    with scratch() as url:
        measure(url)


def measure(url: str) -> None:
    from django.db import connection

    floors = {"first": timed(bare_write), "again": timed(bare_read)}
    empty()
    inner = {"first": timed(inside), "again": timed(inside)}
    empty()
    outer = {"first": timed(lambda: whole_process(url)), "again": timed(lambda: whole_process(url))}
    start = timed(lambda: bare_start(url))
    print(f"import_arcep, whole data set, {connection.vendor} (starting Django alone: {start:.2f} s)")
    for run, limit in LIMITS.items():
        print(
            f"  {run}: floor {floors[run]:.2f} s, import {inner[run]:.2f} s (x{inner[run] / floors[run]:.1f}), "
            f"whole process {outer[run]:.2f} s (limit {limit} s)"
        )


if __name__ == "__main__":
    main()
