"""Whole lives over real files: each batch is the real one, and a hand writes what the other side says."""

from datetime import date, timedelta

import pytest

from bascule.lifecycle import perform
from operators.models import Message
from operators.tasks import read_inboxes as exchange
from portability.conduct import act
from portability.models import Number, Port, PortIn
from portability.tasks import chase_missing_answers, send_port_ins, start_cutovers
from tests.factories import UserFactory
from tests.portability.clearing_house.other_side import (
    FIRST_DAY,
    accepted,
    at,
    day_ends,
    events,
    fresh,
    gone,
    ordered,
    ported,
    quarantined,
)
from tests.portability.world import NEVER_PORTED, NOW

OTHERS = ["0199000101", "0199000102", "0199000103"]


@pytest.fixture
def agent(db):
    return UserFactory(username="camille", groups=["agent"])


def test_automatic_from_the_order_to_the_confirmation(there, agent):
    request = ordered(NEVER_PORTED, by=agent)
    send_port_ins(now=NOW)
    assert fresh(request).state == "sent"
    there.acknowledges(request)
    there.accepts(request)
    assert fresh(request).state == "accepted"
    start_cutovers(now=at(FIRST_DAY, 8))
    exchange(now=at(FIRST_DAY, 8, 5))
    assert (fresh(request).state, fresh(request).go_at) == ("ready", at(FIRST_DAY, 8))
    assert there.last("go").fields == {"date": "2026-12-01"}
    there.says("execution", request, at(FIRST_DAY, 8, 35), result="done", at="2026-12-01T07:20:00Z")
    assert fresh(request).ported_at == at(FIRST_DAY, 8, 20)
    assert there.last("announcement").fields == {
        "date": "2026-12-01",
        "numbers": NEVER_PORTED,
        "operator": "BASC",
        "prefix": "010999",
    }
    there.says("confirmation", request, at(FIRST_DAY, 17), date="2026-12-01")
    assert events(request) == [
        "ordered",
        "sent",
        "acknowledged",
        "accepted",
        "ready",
        "go",
        "ported",
        "completed",
    ]
    assert [line.by for line in request.history.all()] == ["camille", *["system"] * 7]
    assert Number.objects.get(national=NEVER_PORTED).state == "active"
    assert quarantined() == []


def test_live_a_person_says_go(there, agent):
    request = accepted(there, NEVER_PORTED, cutover="live")
    start_cutovers(now=at(FIRST_DAY, 8))
    assert (fresh(request).state, fresh(request).go_at) == ("ready", None)
    act(fresh(request), "go", by=agent, now=at(FIRST_DAY, 10))
    exchange(now=at(FIRST_DAY, 10, 5))
    assert len(there.heard("go", request)) == 1
    there.says("execution", request, at(FIRST_DAY, 10, 30), result="done", at="2026-12-01T09:20:00Z")
    day_ends(FIRST_DAY)
    assert fresh(request).state == "ported"


@pytest.mark.parametrize(
    ("fallback", "state", "day"), [("automatic", "ready", FIRST_DAY), ("reschedule", "accepted", date(2026, 12, 2))]
)
def test_live_and_nobody_says_anything(there, fallback, state, day):
    request = accepted(there, NEVER_PORTED, cutover="live", fallback=fallback)
    start_cutovers(now=at(FIRST_DAY, 8))
    day_ends(FIRST_DAY)
    request = fresh(request)
    assert (request.state, request.scheduled_on, bool(request.go_at)) == (state, day, state == "ready")
    assert request.history.last().reason == "not_confirmed"
    exchange(now=at(FIRST_DAY, 18, 10))
    kind, fields = ("go", {"date": "2026-12-01"})
    if fallback == "reschedule":
        kind, fields = "schedule", {"date": "2026-12-02", "window": "morning"}
    assert there.last(kind, request).fields == fields


def test_rejected_corrected_and_sent_again(there, agent):
    request = ordered(NEVER_PORTED)
    send_port_ins(now=NOW)
    there.acknowledges(request)
    there.says("eligibility", request, **{"refused.R-RIO": NEVER_PORTED, "text": "clé fausse"})
    rejected = fresh(request)
    assert (rejected.state, rejected.rejection_code, rejected.rejections) == ("rejected", "rio_invalid", 1)
    assert rejected.rejection_text == "R-RIO: clé fausse"
    assert "clé" not in str(list(request.history.values_list("reason", "facts")))
    perform(rejected, "correct", by=agent, now=NOW + timedelta(hours=1))
    send_port_ins(now=NOW + timedelta(hours=2))
    assert [one.fields["attempt"] for one in there.heard("port_request", request)] == ["1", "2"]
    there.accepts(request)
    assert fresh(request).state == "accepted"


def test_cancelled_after_it_left_and_before(there, agent):
    left, stayed = accepted(there, NEVER_PORTED), ordered(*OTHERS)
    for request in (left, stayed):
        act(request, "cancel", by=agent, now=NOW, said="customer_withdrew")
    exchange(now=NOW + timedelta(minutes=5))
    assert [(one.reference, one.fields) for one in there.heard("cancellation")] == [
        (left.reference, {"reason": "customer_withdrew"})
    ]


def test_what_came_back_rejected_need_not_be_cancelled_over_there(there, agent):
    request = ordered(NEVER_PORTED)
    send_port_ins(now=NOW)
    there.says("eligibility", request, **{"refused.R-DATE": NEVER_PORTED})
    act(fresh(request), "cancel", by=agent, now=NOW)
    exchange(now=NOW)
    assert there.heard("cancellation") == []


def test_a_cutover_that_failed_and_was_mended(there, agent):
    request = gone(there, NEVER_PORTED)
    there.says("execution", request, at(FIRST_DAY, 9), result="failed", text="carte en panne")
    broken = fresh(request)
    assert (broken.state, broken.history.last().reason) == ("incident", "cutover_failed")
    assert not Port.objects.filter(number=NEVER_PORTED).exists()
    perform(broken, "resolve", by=agent, now=at(FIRST_DAY, 11))
    assert Port.objects.get(number=NEVER_PORTED).since == FIRST_DAY
    exchange(now=at(FIRST_DAY, 11, 5))
    assert len(there.heard("announcement", request)) == 1


def test_an_incident_after_the_port_is_announced_once(there, agent):
    request = ported(there, NEVER_PORTED)
    perform(request, "report_incident", by=agent, now=at(FIRST_DAY, 11))
    perform(request, "resolve", by=agent, now=at(FIRST_DAY, 11))
    exchange(now=at(FIRST_DAY, 11, 5))
    assert len(there.heard("announcement", request)) == 1
    assert Port.objects.filter(number=NEVER_PORTED).count() == 1


def test_undone(there):
    request = ported(there, NEVER_PORTED)
    supervisor = UserFactory(groups=["supervisor"])
    act(request, "reverse", by=supervisor, now=at(FIRST_DAY, 15), said="numbers_dead")
    exchange(now=at(FIRST_DAY, 15, 5))
    assert there.last("reversal").fields == {"numbers": NEVER_PORTED, "reason": "numbers_dead"}
    assert there.last("announcement").fields == {"date": "2026-12-01", "numbers": NEVER_PORTED}
    assert Number.objects.get(national=NEVER_PORTED).state == "ported_out"


def test_a_donor_that_never_answers_is_chased_until_the_day(there):
    request = ordered(NEVER_PORTED)
    send_port_ins(now=NOW)
    there.acknowledges(request)
    chase_missing_answers(now=at(date(2026, 11, 27), 7, 30))
    assert there.heard("reminder") == []
    for _twice in (1, 2):
        chase_missing_answers(now=at(date(2026, 11, 30), 7, 30))
    exchange(now=at(date(2026, 11, 30), 7, 35))
    assert [one.fields for one in there.heard("reminder", request)] == [{"waiting_for": "eligibility"}]
    assert fresh(request).chased_on == date(2026, 11, 30)


def test_every_line_of_a_life_is_accounted_for(there):
    ported(there, NEVER_PORTED)
    assert not Message.objects.exclude(status__in=["sent", "done"]).exists()
    assert PortIn.objects.count() == 1
