"""Batches killed with SIGKILL at any point and run again end as if nothing had happened."""

import json
import os
import subprocess
import sys
from datetime import date, timedelta

import pytest
from django.db import connection

from bascule.lifecycle import SYSTEM
from operators.exchange.envelope import Envelope
from operators.models import Message, Operator
from portability.leaving import accept_all, receive
from portability.models import AnswerRule, PortIn
from tests.conftest import ROOT
from tests.factories import PortInFactory, PortInNumberFactory, QuoteFactory
from tests.portability.clearing_house.other_side import at
from tests.portability.clearing_house.recipient_side import request_fields
from tests.portability.leaving.desk import asking, no_rules, serve

DAY = date(2026, 12, 1)
KILLS = 5


def request_for(state, day=DAY, count=3, **fields):
    number = 100 + 10 * PortIn.objects.count()
    donor = Operator.objects.get(code="FRTE")
    own = Operator.objects.own()
    times = dict.fromkeys(["created_at", "updated_at", "state_since"], at(date(2026, 11, 23), 9))
    given = {"donor": donor, "partner": own, "customer__partner": own, "routing_prefix": "010999", **times}
    request = PortInFactory(state=state, scheduled_on=day, ordered_on=date(2026, 11, 23), **{**given, **fields})
    for last in range(count):
        PortInNumberFactory(port_in=request, national=f"019900{number + last:04}")
    return request


def numbers(request):
    return list(request.numbers.values_list("national", flat=True))


def build_a_day(there):
    """Something for every batch to do, and a file for us that has something of everything."""
    for _ in range(3):
        request_for("ordered", day=DAY + timedelta(days=7))
    sent = request_for("sent")
    message = Message.objects.create(
        counterpart="clearing_house",
        way="out",
        status="sent",
        message_id="M-2026-900001",
        kind="port_request",
        reference=sent.reference,
        at=at(DAY, 5),
    )
    mixed, refused, _unanswered = (request_for("acknowledged", day=DAY + timedelta(days=1)) for _ in range(3))
    for cutover, window in (("automatic", "morning"), ("live", "morning"), ("automatic", "afternoon")):
        request_for("accepted", cutover=cutover, window=window)
    request_for("accepted", cutover="live", fallback="automatic")
    cutting = request_for("ready", go_at=at(DAY, 5))
    done = request_for("ported", ported_on=DAY, ported_at=at(DAY, 5))
    QuoteFactory(offered=True, created_at=at(date(2026, 10, 1), 9))
    a, b, c = numbers(mixed)
    told = [
        ("acknowledgement", sent.reference, {"message": message.message_id}),
        ("eligibility", sent.reference, {"accepted": ",".join(numbers(sent))}),
        ("eligibility", mixed.reference, {"accepted": a, "refused.R-DATE": c, "refused.R-RIO": b}),
        ("eligibility", refused.reference, {"refused.R-RIO": ",".join(numbers(refused))}),
        ("execution", cutting.reference, {"result": "done"}),
        ("confirmation", done.reference, {"date": "2026-12-01"}),
        ("confirmation", "PI-1999-000001", {}),
    ]
    others = [("announcement", f"X-{n}", {"numbers": f"019900{5000 + n}", "prefix": "010801"}) for n in range(20)]
    told += [(kind, about, {**fields, "date": "2026-11-30"}) for kind, about, fields in others]
    told += leaving()
    there.lay([Envelope(f"S-{n}", *one) for n, one in enumerate(told)], made_at=at(DAY, 5))
    there.lay([Envelope("S-0", *told[0]), Envelope("S-900", "moon", "", {})], made_at=at(DAY, 5))


def leaving():
    """Requests for our numbers in each state, and what their recipients say."""
    asked = [f"04657120{place}" for place in range(10, 16)]
    serve(*asked)
    early = at(date(2026, 11, 23), 9)
    no_rules()
    for place, number in enumerate(asked[:4]):
        port_out = receive(
            asking(number, door="clearing_house", external_reference=f"RQ-{place}", date=DAY), by=SYSTEM, now=early
        )
        accept_all(port_out, by=SYSTEM, now=early)
    rule = AnswerRule.objects.create(name="Alone", action="accept", most_numbers=5)
    assert rule.active
    taken = {"date": "2026-12-01", "operator": "SFR0", "prefix": "010801"}
    return [
        ("cancellation", "RQ-0", {"recipient": "SFR0"}),
        ("go", "RQ-1", {"recipient": "SFR0"}),
        ("announcement", "RQ-2", {"numbers": asked[2], **taken}),
        ("announcement", "RQ-8", {"numbers": asked[5], **taken}),
        ("port_request", "RQ-4", request_fields(asked[4], date="2026-12-14")),
        ("port_request", "RQ-5", request_fields(asked[4], date="2026-12-14", recipient="OVH")),
        ("port_request", "RQ-6", request_fields(asked[0], recipient="ZZZZ")),
    ]


@pytest.mark.django_db(transaction=True)
def test_killed_at_any_point_and_run_again(there, tmp_path):
    build_a_day(there)
    if connection.vendor == "sqlite":
        database = str(tmp_path / "day.sqlite3")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [database])
        url = f"sqlite:///{database}"
    else:
        database = connection.settings_dict["NAME"]
        url = os.environ["DATABASE_URL"]
    connection.close()
    command = [sys.executable, "-m", "tests.portability.clearing_house.killing", database, str(there.base)]
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [*command, DAY.isoformat(), "2026", str(KILLS)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["writes"] > 100, "the day is an empty one"
    assert len(report["disturbed"]) == KILLS
    assert {point: one for point, one in report["disturbed"].items() if one != [True, report["undisturbed"]]} == {}
