"""Batches killed with SIGKILL at any point and run again end as if nothing had happened."""

import json
import os
import subprocess
import sys
from datetime import UTC

import pytest
from django.db import connection

from activation.models import Position
from operators.exchange.codecs import ACCESS, FileHead
from operators.exchange.envelope import Envelope
from tests.activation.factories import OfferFactory
from tests.activation.lines import pools, stock
from tests.activation.place import at, build, day, order_of, send, someone
from tests.conftest import ROOT
from tests.operators.exchange.other_side import OtherSide

KILLS = 6
DAY = day(20)


def build_a_day(there):
    """Something for every batch to do, and a file of the incumbent's that has something of everything."""
    build(positions=20)
    pools()
    stock(5)
    lines = [someone(OfferFactory(partial=True), f"01990000{place:02}") for place in range(12)]
    send(day(1))
    Position.objects.filter(number=20).update(state="quarantined", quarantined_until=DAY)
    for place in range(12, 15):
        someone(OfferFactory(partial=True), f"01990000{place:02}")
    orders = [order_of(line).reference for line in lines]
    told = [
        ("access_acknowledgement", orders[0], {"result": "ok"}),
        ("access_acknowledgement", orders[1], {"result": "error", "code": "E-ADDRESS", "text": "Autre adresse"}),
        ("access_acknowledgement", orders[2], {"result": "error", "code": "E-POSITION-TAKEN"}),
        ("completion_report", orders[3], {"result": "ok", "done_on": day(18).isoformat()}),
        ("completion_report", orders[4], {"result": "ok"}),
        ("completion_report", orders[4], {"result": "failed", "code": "E-NO-PAIR"}),
        ("completion_report", orders[5], {"result": "failed", "code": "E-HELD"}),
        ("completion_report", orders[6], {"result": "failed", "code": "E-POSITION-USED"}),
        ("completion_report", orders[7], {"result": "failed", "code": "E-MOON", "text": "Lune pleine"}),
        ("completion_report", "UO-1999-000001", {"result": "ok"}),
        ("access_lost", "", {"line_number": "0199000003", "operator": "SFR0"}),
    ]
    head = FileHead("FRTE", "BASC", at(DAY, 6).astimezone(UTC), 1)
    there.lay_bytes(head.name, ACCESS.write_file(head, [Envelope(f"F-{n}", *one) for n, one in enumerate(told)]))


@pytest.mark.django_db(transaction=True)
def test_killed_at_any_point_and_run_again(tmp_path, settings):
    folder = tmp_path / "incumbent"
    settings.COUNTERPARTS = {"incumbent": {"code": "FRTE", "url": f"directory://{folder}"}}
    build_a_day(OtherSide(folder))
    if connection.vendor == "sqlite":
        database = str(tmp_path / "day.sqlite3")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [database])
        url = f"sqlite:///{database}"
    else:
        database = connection.settings_dict["NAME"]
        url = os.environ["DATABASE_URL"]
    connection.close()
    command = [sys.executable, "-m", "tests.activation.killing", database, str(folder)]
    done = subprocess.run(
        [*command, DAY.isoformat(), "2026", str(KILLS)],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["writes"] > 100, "the day is an empty one"
    assert len(report["disturbed"]) == KILLS
    assert {point: one for point, one in report["disturbed"].items() if one != [True, report["undisturbed"]]} == {}
