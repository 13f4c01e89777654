"""The life of an outgoing port: its map of moves, who may make them, its clocks, its consequences, each thing twice."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import SYSTEM, allowed_moves, perform
from bascule.rules import RuleRefused
from operators.models import Operator
from portability.clearing_house.register import Route, record
from portability.leaving import accept_all, cancel, late_closings, receive, tick
from portability.models import ClosingItem, Number, Port, PortOut, PortOutNumber
from portability.models.number import PortSource
from portability.models.port_out import PortOutState
from portability.tasks import check_released, execute_port_outs
from tests.factories import ApiKeyFactory, NumberFactory, UserFactory
from tests.portability.leaving.desk import (
    DAY,
    ONE,
    OURS,
    TWO,
    agent,
    asking,
    at,
    events,
    failed,
    fresh,
    quarantined,
    received,
    serve,
)
from tests.portability.leaving.factories import PortOutFactory, PortOutNumberFactory
from tests.portability.world import NOW, PARIS

pytestmark = pytest.mark.usefixtures("desk")

EXPECTED = {
    "accept": ({"received"}, "accepted", "accepted"),
    "refuse": ({"received"}, "refused", "refused"),
    "release": ({"accepted"}, "released", "released"),
    "go": ({"accepted"}, "released", "released"),
    "reschedule": ({"accepted"}, "accepted", "rescheduled"),
    "put_off": ({"accepted"}, "accepted", "rescheduled"),
    "take_date": ({"accepted"}, "accepted", "rescheduled"),
    "close": ({"released"}, "closed", "closed"),
    "cancel": ({"received", "accepted"}, "cancelled", "cancelled"),
}
ANSWERS = {
    "accept": {"answer": "accepted"},
    "refuse": {"answer": "refused", "refusal": "incomplete", "evidence": {"a": 1}},
}
FACTS = {move: {"scheduled_on": DAY} for move in ("reschedule", "put_off", "take_date")}


def test_the_whole_map_of_moves():
    moves = {}
    for move in PortOut().get_all_state_transitions():
        sources, *_ = moves.setdefault(move.name, (set(), str(move.target), move.custom["event"]))
        sources.add(str(move.source))
    assert moves == EXPECTED


@pytest.mark.parametrize("move", sorted(EXPECTED))
@pytest.mark.parametrize("state", sorted(PortOutState.values))
def test_each_move_from_each_state(state, move):
    is_over = state in {"released", "closed"}
    request = PortOutFactory(
        state=state, received_at=NOW, scheduled_on=NOW.date(), released_on=NOW.date() if is_over else None
    )
    PortOutNumberFactory(port_out=request, **ANSWERS.get(move, {}))
    sources, target, event = EXPECTED[move]
    if state in sources:
        assert perform(request, move, by=SYSTEM, now=NOW, **FACTS.get(move, {})).state == target
        assert events(request) == [event]
    else:
        with pytest.raises(TransitionNotAllowed):
            perform(request, move, by=SYSTEM, now=NOW, **FACTS.get(move, {}))
        assert (fresh(request).state, events(request)) == (state, [])


@pytest.mark.parametrize("move", ["accept", "refuse"])
def test_nobody_moves_around_the_answers(move):
    serve(ONE)
    request = received(ONE)
    with pytest.raises(TransitionNotAllowed):
        perform(request, move, by=SYSTEM, now=NOW)
    assert (fresh(request).state, events(request)) == ("received", ["received"])


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("agent", ["accept", "refuse", "cancel"]),
        ("supervisor", ["accept", "refuse", "cancel"]),
        ("partner manager", []),
        ("recipient", ["cancel"]),
        ("other recipient", []),
        ("own key", ["accept", "refuse", "cancel"]),
    ],
)
def test_who_may_do_what(who, may):
    serve(ONE)
    request = received(ONE)
    keys = {"recipient": "SFR0", "other recipient": "FREE", "own key": "BASC"}
    by = ApiKeyFactory(operator=Operator.objects.get(code=keys[who])) if who in keys else UserFactory(groups=[who])
    assert allowed_moves(request, by) == may


def test_a_recipient_cannot_answer_itself():
    serve(ONE)
    request = received(ONE)
    key = ApiKeyFactory(operator=request.partner)
    with pytest.raises(PermissionDenied):
        accept_all(request, by=key, now=NOW)
    assert events(request) == ["received"]


@pytest.mark.parametrize(
    ("kind", "due"),
    [("business", datetime(2026, 12, 1, tzinfo=PARIS)), ("person", datetime(2026, 11, 26, tzinfo=PARIS))],
)
def test_the_clock_of_the_answer_then_of_the_day_then_of_the_closing(kind, due):
    serve(ONE)
    request = received(ONE, customer_kind=kind)
    assert request.due_at == due
    accepted = accept_all(request, by=agent(), now=NOW)
    assert accepted.due_at == at(DAY, 12)
    execute_port_outs(now=at(DAY, 8))
    assert fresh(request).due_at == at(date(2026, 12, 10), 0)


def released(*numbers, **changes) -> PortOut:
    request = received(*numbers, **changes)
    accept_all(request, by=agent(), now=NOW)
    execute_port_outs(now=at(DAY, 8))
    return fresh(request)


def test_a_whole_life():
    serve(ONE, TWO)
    request = released(ONE, TWO)
    assert (request.state, request.released_on) == ("released", DAY)
    assert [
        (row.number, row.operator.code, row.routing_prefix.prefix, row.since) for row in Port.objects.among(OURS)
    ] == [
        (ONE, "SFR0", "010801", DAY),
        (TWO, "SFR0", "010801", DAY),
    ]
    assert set(Number.objects.among(OURS).values_list("state", flat=True)) == {"ported_out"}
    assert not request.numbers.filter(promised=True).exists()
    assert sorted(request.closing.values_list("kind", flat=True)) == ["end_billing", "stop_services"]
    by = agent()
    for item in request.closing.all():
        tick(item, by=by, now=at(DAY, 15))
    assert fresh(request).state == "closed"
    assert events(request) == ["received", "accepted", "released", "closed"]


def test_everything_twice():
    serve(ONE)
    request = received(ONE)
    by = agent()
    accept_all(request, by=by, now=NOW)
    with pytest.raises(TransitionNotAllowed):
        accept_all(request, by=by, now=NOW)
    for _time in range(2):
        execute_port_outs(now=at(DAY, 8))
        check_released(now=at(DAY, 9))
    [first, second] = request.closing.all()
    for item in (first, first, second, second):
        tick(item, by=by, now=at(DAY, 15))
    check_released(now=at(DAY, 16))
    assert events(request) == ["received", "accepted", "released", "closed"]
    assert Port.objects.filter(number=ONE).count() == 1
    assert ClosingItem.objects.get(pk=first.pk).done_at == at(DAY, 15)


@pytest.mark.parametrize(
    ("window", "hours", "gone"),
    [("morning", 7, False), ("morning", 8, True), ("afternoon", 8, False), ("afternoon", 14, True)],
)
def test_the_release_waits_for_its_window(window, hours, gone):
    serve(ONE)
    request = received(ONE, window=window)
    accept_all(request, by=agent(), now=NOW)
    execute_port_outs(now=at(DAY - timedelta(days=1), 20))
    execute_port_outs(now=at(DAY, hours))
    assert (fresh(request).state == "released") is gone


def test_a_day_that_was_missed_is_made_up_for():
    serve(ONE)
    request = received(ONE, window="afternoon")
    accept_all(request, by=agent(), now=NOW)
    execute_port_outs(now=at(DAY + timedelta(days=1), 8))
    assert fresh(request).released_on == DAY + timedelta(days=1)


@pytest.mark.parametrize("announced", [DAY, DAY - timedelta(days=1)])
def test_their_announcement_may_come_first(announced):
    serve(ONE)
    request = received(ONE)
    accept_all(request, by=agent(), now=NOW)
    said(announced)
    execute_port_outs(now=at(DAY, 8))
    assert fresh(request).state == "released"
    assert [row.since for row in Port.objects.filter(number=ONE)] == [announced]


def test_their_announcement_may_come_after():
    serve(ONE)
    released(ONE)
    said(DAY)
    assert Port.objects.filter(number=ONE).count() == 1


def said(day: date) -> None:
    """SFR announces the number under its prefix."""
    operator = Operator.objects.get(code="SFR0")
    prefix = operator.prefixes.get(prefix="010801")
    record([Route(ONE, day, prefix.pk, operator.pk, PortSource.ANNOUNCEMENT)])


def test_a_number_that_goes_back_to_its_range_holder_ends_its_row():
    serve("0199000555")
    Port.objects.create(
        number="0199000555", operator=Operator.objects.own(), since=date(2025, 1, 8), source=PortSource.OWN_REQUEST
    )
    released("0199000555", recipient="FRTE", routing_prefix="010800")
    assert Port.objects.get(number="0199000555").ended_on == DAY


def test_a_terminated_number_that_is_claimed_leaves_too():
    quarantined(ONE, days=12)
    released(ONE)
    assert Number.objects.get(national=ONE).state == "ported_out"


def test_the_access_goes_with_its_number():
    serve(ONE)
    serve(TWO, carries_access=True)
    request = released(ONE, TWO)
    assert set(request.closing.values_list("kind", flat=True)) == {
        "terminate_access",
        "stop_services",
        "end_billing",
        "recover_equipment",
    }


def test_the_list_is_that_of_each_request():
    serve(ONE)
    serve(TWO, carries_access=True)
    first, second = received(ONE), received(TWO)
    for request in (first, second):
        accept_all(request, by=agent(), now=NOW)
    execute_port_outs(now=at(DAY, 8))
    assert (first.closing.count(), second.closing.count()) == (2, 4)


@pytest.mark.parametrize("accepted", [False, True])
def test_the_recipient_cancels_until_the_release(accepted):
    serve(ONE)
    request = received(ONE)
    if accepted:
        accept_all(request, by=agent(), now=NOW)
    key = ApiKeyFactory(operator=request.partner)
    cancel(request, by=key, now=NOW, reason="the customer stays with us, Mrs Dupont")
    assert fresh(request).state == "cancelled"
    assert request.history.last().reason == "other"
    assert not request.numbers.filter(promised=True).exists()
    execute_port_outs(now=at(DAY, 8))
    assert Number.objects.get(national=ONE).state == "active"
    accept_all(received(ONE, recipient="FREE", routing_prefix="010800"), by=agent(), now=NOW)


def test_nobody_cancels_what_is_gone():
    serve(ONE)
    request = released(ONE)
    with pytest.raises(TransitionNotAllowed):
        cancel(request, by=ApiKeyFactory(operator=request.partner), now=at(DAY, 9))
    assert fresh(request).state == "released"


def test_what_is_not_needed_is_said_so():
    serve(ONE)
    request = released(ONE)
    item = tick(request.closing.get(kind="stop_services"), by=agent(), now=at(DAY, 9), needed=False)
    assert (item.not_needed, item.done_at) == (True, at(DAY, 9))
    assert fresh(request).state == "released"


def test_the_recipient_ticks_nothing():
    serve(ONE)
    request = released(ONE)
    with pytest.raises(PermissionDenied):
        tick(request.closing.first(), by=ApiKeyFactory(operator=request.partner), now=at(DAY, 9))
    assert not request.closing.exclude(done_at=None).exists()


def test_a_closing_that_is_late_is_told_with_what_is_left():
    serve(ONE, TWO)
    request = released(ONE, TWO)
    assert late_closings(at(date(2026, 12, 9), 23)) == []
    tick(request.closing.get(kind="stop_services"), by=agent(), now=at(DAY, 9))
    Number.objects.filter(national=TWO).delete()
    NumberFactory(national=TWO)  # somebody put it back into service
    [late] = late_closings(at(date(2026, 12, 10), 0))
    assert (late.port_out, late.still_active, late.undone, late.is_billed) == (request, [TWO], ["end_billing"], True)
    assert check_released(now=at(date(2026, 12, 10), 7)).startswith("Closed: 0; late: 1, of which still in service: 1")


def test_late_closings_cost_the_same_for_many():
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            late_closings(NOW)
        return len(captured)

    PortOutFactory(released=True, received_at=NOW - timedelta(days=9), due_at=NOW - timedelta(days=5))
    few = queries()
    PortOutFactory.create_batch(9, released=True, received_at=NOW - timedelta(days=9), due_at=NOW - timedelta(days=5))
    assert queries() == few == 3


def test_the_batch_costs_the_same_for_many():
    def queries(*requests: PortOut) -> int:
        by = agent()
        for request in requests:
            accept_all(request, by=by, now=NOW)
        with CaptureQueriesContext(connection) as captured:
            execute_port_outs(now=at(DAY, 8))
        assert {fresh(request).state for request in requests} == {"released"}
        return len(captured)

    many = [f"04657120{number:02}" for number in range(12)]
    serve(*OURS, *many)
    assert queries(received(ONE)) == queries(*[received(number) for number in many])


def test_the_database_promises_a_number_once():
    PortOutNumberFactory(national=ONE, answer="accepted", promised=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        PortOutNumberFactory(national=ONE, answer="accepted", promised=True)
    PortOutNumberFactory(national=ONE, answer="accepted")


@pytest.mark.parametrize(
    "fields",
    [
        {"answer": "refused"},
        {"answer": "refused", "refusal": "unpaid_bill", "evidence": {"amount": 3}},
        {"answer": "refused", "refusal": "rio_invalid", "evidence": {}},
        {"answer": "accepted", "refusal": "rio_invalid", "evidence": {"check": "rio"}},
        {"answer": "", "promised": True},
        {"answer": "refused", "refusal": "rio_invalid", "evidence": {"check": "rio"}, "promised": True},
    ],
)
def test_the_database_knows_the_grounds_of_the_law_only(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        PortOutNumberFactory(**fields)
    assert not PortOutNumber.objects.exists()


def test_the_clearing_house_asks_once_for_the_same():
    serve(ONE)
    asked = {"door": "clearing_house", "external_reference": "PI-9"}
    first = received(ONE, **asked)
    with pytest.raises(RuleRefused) as refused:
        receive(asking(ONE, **asked), by=SYSTEM, now=NOW)
    assert (refused.value.code, refused.value.extra) == ("already_asked", {"reference": first.reference})
    cancel(first, by=SYSTEM, now=NOW)
    assert failed(receive(asking(ONE, **asked), by=SYSTEM, now=NOW)) == set()
