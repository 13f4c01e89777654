"""What becomes of each message: taken up once, or put aside alone, with a reason, having changed nothing."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bascule.lifecycle import SYSTEM, perform
from operators.exchange.handlers import HANDLERS
from operators.exchange.inbox import replay
from operators.models import Message, MessageStatus, Operator, Way
from portability.clearing_house.inventories import LETTERS
from portability.models import PortIn
from portability.tasks import send_port_ins
from tests.factories import PortInFactory, PortInNumberFactory, UserFactory
from tests.portability.clearing_house.other_side import (
    FIRST_DAY,
    accepted,
    at,
    events,
    fresh,
    gone,
    ordered,
    ported,
    quarantined,
)
from tests.portability.world import NEVER_PORTED, NOW

TO_US = [
    "acknowledgement",
    "eligibility",
    "schedule",
    "execution",
    "announcement",
    "confirmation",
    "inventory_answer",
]


@pytest.mark.parametrize("kind", TO_US)
def test_somebody_takes_up_each_kind_of_the_format(kind):
    assert ("clearing_house", kind) in HANDLERS


@pytest.mark.parametrize("kind", [kind for kind in TO_US if kind not in {"announcement", "inventory_answer"}])
def test_a_reference_that_nobody_knows(there, kind):
    there.says(kind, "PI-2026-009999", message="M-2026-000001", accepted=NEVER_PORTED, date="2026-12-02", result="done")
    assert quarantined() == [("PI-2026-009999", "unknown_record")]


def test_an_inventory_nobody_asked_for(there):
    there.says("acknowledgement", f"{LETTERS}2026-009999", message="M-2026-000001")
    assert quarantined() == [("IN-2026-009999", "unknown_record")]


WRONG = [
    ("acknowledgement", {}),
    ("acknowledgement", {"message": "M-1999-000001"}),
    ("eligibility", {}),
    ("eligibility", {"accepted": "0199000777"}),
    ("eligibility", {"accepted": "zero"}),
    ("eligibility", {"accepted": NEVER_PORTED, "refused.R-RIO": NEVER_PORTED}),
    ("eligibility", {"accepted": NEVER_PORTED, "date": "2026-11-22"}),
    ("eligibility", {"accepted": NEVER_PORTED, "date": "tomorrow"}),
    ("schedule", {}),
    ("schedule", {"date": "2026-02-30"}),
    ("schedule", {"date": "2026-11-22"}),
    ("schedule", {"date": "2026-12-03", "window": "night"}),
    ("execution", {}),
    ("execution", {"result": "perhaps"}),
    ("execution", {"result": "done", "at": "2026-12-01"}),
    ("execution", {"result": "done", "at": "2026-11-24T23:00:00Z"}),
    ("execution", {"result": "done", "at": "2026-11-20T09:00:00Z"}),
]


@pytest.mark.parametrize(("kind", "fields"), WRONG)
def test_a_field_that_cannot_be(there, kind, fields):
    request = ordered(NEVER_PORTED)
    send_port_ins(now=NOW)
    before = events(request)
    there.says(kind, request, **fields)
    assert quarantined() == [(request.reference, "bad_field")]
    assert Message.objects.quarantined().get().problem_text
    assert events(request) == before


UNEXPECTED = [
    ("ordered", "eligibility", {"accepted": NEVER_PORTED}),
    ("accepted", "eligibility", {"accepted": NEVER_PORTED}),
    ("sent", "schedule", {"date": "2026-12-03"}),
    ("accepted", "execution", {"result": "done"}),
    ("accepted", "execution", {"result": "failed"}),
    ("ready", "confirmation", {}),
    ("cancelled", "eligibility", {"accepted": NEVER_PORTED}),
    ("completed", "confirmation", {}),
]


@pytest.mark.parametrize(("state", "kind", "fields"), UNEXPECTED)
def test_a_state_that_does_not_expect_it(there, state, kind, fields):
    needed = {"scheduled_on": FIRST_DAY, "ported_on": FIRST_DAY, "created_at": NOW}
    request = PortInFactory(state=state, donor=Operator.objects.get(code="FRTE"), **needed)
    PortInNumberFactory(port_in=request, national=NEVER_PORTED)
    there.says(kind, request, **fields)
    assert quarantined() == [(request.reference, "not_expected")]
    assert request.reference in Message.objects.quarantined().get().problem_text
    assert (fresh(request).state, events(request)) == (state, [])


def test_one_bad_message_does_not_hold_up_its_neighbours(there):
    good, bad = ordered(NEVER_PORTED), ordered("0199000101")
    send_port_ins(now=NOW)
    told = [
        ("eligibility", bad, {"accepted": "0199000999"}),
        ("eligibility", "PI-2026-777777", {"accepted": NEVER_PORTED}),
        ("eligibility", good, {"accepted": NEVER_PORTED}),
    ]
    there.says_all(told)
    assert (fresh(good).state, fresh(bad).state) == ("accepted", "sent")
    assert [problem for _reference, problem in quarantined()] == ["bad_field", "unknown_record"]


def test_what_came_too_early_is_taken_up_when_somebody_says_so(there):
    request = accepted(there, NEVER_PORTED)
    there.says("execution", request, result="done")
    [message] = Message.objects.quarantined()
    perform(request, "start", by=SYSTEM, now=at(FIRST_DAY, 8))
    replay(message, by=UserFactory(groups=["supervisor"]), now=at(FIRST_DAY, 9))
    assert (fresh(request).state, quarantined()) == ("ported", [])


def test_only_the_request_itself_starts_the_clock_of_the_donor(there):
    request = ported(there, NEVER_PORTED)
    for kind in ("go", "announcement", "port_request"):
        there.says("acknowledgement", request, at(FIRST_DAY, 10), message=there.last(kind, request).id)
    assert (fresh(request).state, quarantined()) == ("ported", [])


def test_an_answer_may_overtake_its_acknowledgement(there):
    request = ordered(NEVER_PORTED)
    send_port_ins(now=NOW)
    there.accepts(request, date="2026-12-03")
    there.acknowledges(request)
    assert (fresh(request).state, fresh(request).scheduled_on) == ("accepted", date(2026, 12, 3))
    assert quarantined() == []


def test_messages_about_one_request_are_taken_in_their_order(there):
    request = gone(there, NEVER_PORTED)
    told = [("execution", request, {"result": result}) for result in ("failed", "done")]
    there.says_all(told, at(FIRST_DAY, 9))
    assert fresh(request).state == "incident"
    assert quarantined() == [(request.reference, "not_expected")]


def test_a_donor_may_refuse_after_all_until_the_day(there):
    request = accepted(there, NEVER_PORTED)
    there.says("eligibility", request, **{"refused.R-INACTIVE": NEVER_PORTED})
    assert (fresh(request).state, fresh(request).rejection_code) == ("rejected", "number_inactive")


def test_a_code_that_nobody_mapped_keeps_its_own_words(there):
    request = ordered(NEVER_PORTED)
    send_port_ins(now=NOW)
    there.says("eligibility", request, **{"refused.R-MARS": NEVER_PORTED, "text": "trop loin"})
    rejected = fresh(request)
    assert (rejected.state, rejected.rejection_code, rejected.rejection_text) == (
        "rejected",
        "unknown",
        "R-MARS: trop loin",
    )


def test_a_request_that_the_clearing_house_cannot_read_is_rejected(there):
    request = ordered(NEVER_PORTED)
    send_port_ins(now=NOW)
    message = there.last("port_request", request)
    there.says("error", request, message=message.id, code="R-INCOMPLETE", text="SIRET absent")
    assert (fresh(request).state, fresh(request).rejection_text) == ("rejected", "R-INCOMPLETE: SIRET absent")
    assert Message.objects.get(message_id=message.id, way=Way.OUT).status == MessageStatus.FAILED


def test_an_error_about_a_request_that_was_answered_moves_nothing(there):
    request = accepted(there, NEVER_PORTED)
    message = there.last("port_request", request)
    there.says("error", request, message=message.id, code="R-INCOMPLETE")
    assert (fresh(request).state, quarantined()) == ("accepted", [])


SAME = [
    ("sent", "acknowledgement", {}),
    ("acknowledged", "eligibility", {}),
    ("acknowledged", "eligibility", {"refused": "R-RIO"}),
    ("accepted", "schedule", {"date": "2026-12-03"}),
    ("ready", "execution", {"result": "done"}),
    ("ready", "execution", {"result": "failed"}),
    ("ported", "confirmation", {}),
]


@pytest.mark.usefixtures("there")
@pytest.mark.parametrize(("state", "kind", "fields"), SAME)
def test_hearing_costs_the_same_whatever_the_count(state, kind, fields):
    costs, number = [], 199000400
    own, donor = Operator.objects.own(), Operator.objects.get(code="FRTE")
    for count in (1, 1, 10):
        said = []
        for _ in range(count):
            number += 1
            request = PortInFactory(
                state=state,
                donor=donor,
                partner=own,
                customer__partner=own,
                routing_prefix="010999",
                scheduled_on=FIRST_DAY,
                ported_on=FIRST_DAY,
                created_at=NOW,
            )
            line = PortInNumberFactory(port_in=request, national=f"0{number}", open=state != "ported")
            ours = Message.objects.create(
                counterpart="clearing_house",
                way=Way.OUT,
                status="sent",
                message_id=f"M-{number}",
                kind="port_request",
                reference=request.reference,
                at=NOW,
            )
            told = dict(fields)
            if kind == "acknowledgement":
                told["message"] = ours.message_id
            if kind == "eligibility":
                told = {f"refused.{told['refused']}" if told else "accepted": line.national}
            said.append(Message(message_id=f"S-{number}", kind=kind, reference=request.reference, fields=told, at=NOW))
        with CaptureQueriesContext(connection) as queries:
            assert HANDLERS["clearing_house", kind](said, NOW) == {}
        costs.append(len(queries))
    assert costs[1] == costs[2]
    assert not PortIn.objects.filter(state=state).exists() or kind == "schedule"


def test_nobody_accepts_for_no_day(there):
    """Where neither side has named a day there is nothing to plan: the answer waits until one is known."""
    request = ordered(NEVER_PORTED)
    send_port_ins(now=NOW)
    PortIn.objects.filter(pk=request.pk).update(scheduled_on=None)
    there.accepts(request)
    assert quarantined() == [(request.reference, "bad_field")]
    there.accepts(request, date="2026-12-02")
    assert (fresh(request).state, fresh(request).scheduled_on) == ("accepted", date(2026, 12, 2))
