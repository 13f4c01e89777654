"""The life of an incoming port: its map of moves, who may make them, its clocks, and what the database refuses."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import SYSTEM, allowed_moves, perform, perform_many
from bascule.models import DatedSetting, History
from operators.models import Operator
from portability.deadlines import end_of
from portability.models import PortIn, PortInNumber
from portability.models.port_in_clocks import CLOCKS
from portability.models.port_in_state import PortInState
from portability.quoting.assess import assess
from tests.factories import ApiKeyFactory, PortInFactory, PortInNumberFactory, UserFactory
from tests.portability.world import NEVER_PORTED, NOW, PARIS, asking

pytestmark = pytest.mark.django_db

EXPECTED = {
    "send": ({"ordered"}, "sent", "sent"),
    "acknowledge": ({"sent"}, "acknowledged", "acknowledged"),
    "chase": ({"sent", "acknowledged"}, "None", "chased"),
    "split": ({"sent", "acknowledged", "accepted"}, "None", "split"),
    "accept": ({"sent", "acknowledged"}, "accepted", "accepted"),
    "reject": ({"sent", "acknowledged", "accepted"}, "rejected", "rejected"),
    "correct": ({"rejected"}, "ordered", "corrected"),
    "start": ({"accepted"}, "ready", "ready"),
    "go": ({"ready"}, "ready", "go"),
    "no_go": ({"accepted", "ready"}, "accepted", "rescheduled"),
    "put_off": ({"accepted", "ready"}, "accepted", "rescheduled"),
    "reschedule": ({"accepted", "ready"}, "accepted", "rescheduled"),
    "take_date": ({"accepted", "ready"}, "accepted", "rescheduled"),
    "wait_for_line": ({"ordered", "sent", "acknowledged", "accepted", "rejected"}, "None", "waiting_for_line"),
    "find_line": (
        {"ordered", "sent", "acknowledged", "accepted", "rejected", "ready", "incident"},
        "None",
        "line_ready",
    ),
    "execute": ({"ready"}, "ported", "ported"),
    "test_call": ({"ready", "ported", "incident"}, "None", "tested"),
    "report_incident": ({"ready", "ported"}, "incident", "incident"),
    "resolve": ({"incident"}, "ported", "resolved"),
    "reverse": ({"incident", "ported"}, "reversed", "reversed"),
    "complete": ({"ported"}, "completed", "completed"),
    "cancel": ({"ordered", "sent", "acknowledged", "accepted", "rejected", "ready"}, "cancelled", "cancelled"),
}
FACTS = {
    "split": {"numbers": 1, "other": "PI-2026-000002"},
    "reject": {"code": "rio_invalid"},
    "no_go": {"scheduled_on": date(2026, 12, 10)},
    "put_off": {"scheduled_on": date(2026, 12, 10)},
    "reschedule": {"scheduled_on": date(2026, 12, 10), "window": "afternoon"},
    "take_date": {"scheduled_on": date(2026, 12, 10), "window": "afternoon"},
    "test_call": {"incoming": "works", "outgoing": "works", "shown": "untried"},
}
NEEDED = {"test_call": {"go_at": NOW}}
STAYS = "None"
TUESDAY = date(2026, 12, 1)


def test_the_whole_map_of_moves():
    moves = {}
    for move in PortIn().get_all_state_transitions():
        sources, *_ = moves.setdefault(move.name, (set(), str(move.target), move.custom["event"]))
        sources.add(str(move.source))
    assert moves == EXPECTED


def port_in(state, **fields):
    """A request in a state, with what the state needs."""
    needed = {"scheduled_on": TUESDAY, "ported_on": TUESDAY, "rejection_code": "rio_invalid"}
    limit = {"reversible_until": NOW + timedelta(hours=1)}
    return PortInFactory(state=state, **{**needed, **limit, **fields})


@pytest.mark.parametrize("move", sorted(EXPECTED))
@pytest.mark.parametrize("state", sorted(PortInState.values))
def test_each_move_from_each_state(state, move):
    request = port_in(state, **NEEDED.get(move, {}))
    sources, target, event = EXPECTED[move]
    if state in sources:
        reached = state if target == STAYS else target
        assert perform(request, move, by=SYSTEM, now=NOW, **FACTS.get(move, {})).state == reached
        assert request.history.get().event == f"port_in.{event}"
    else:
        with pytest.raises(TransitionNotAllowed):
            perform(request, move, by=SYSTEM, now=NOW, **FACTS.get(move, {}))
        assert PortIn.objects.get().state == state
        assert not History.objects.exists()


BY_HAND = {"correct", "go", "no_go", "reschedule", "test_call", "report_incident", "resolve", "cancel"}


@pytest.mark.parametrize(
    ("group", "extra"), [("agent", set()), ("supervisor", {"reverse", "complete"}), ("partner manager", None)]
)
@pytest.mark.parametrize("state", sorted(PortInState.values))
def test_what_each_group_may_do_in_each_state(group, extra, state):
    may = set() if extra is None else BY_HAND | extra
    possible = {move for move, (sources, *_) in EXPECTED.items() if state in sources}
    before_the_go = {"test_call"} if state == "ready" else set()
    assert set(allowed_moves(port_in(state), UserFactory(groups=[group]))) == possible & may - before_the_go


def test_a_partner_s_key_moves_its_own_requests_and_no_other():
    mine, other = port_in("accepted"), port_in("accepted", customer__partner=Operator.objects.create(code="ELSE"))
    key = ApiKeyFactory(operator=mine.partner, scopes=["port-ins:write"])
    stranger = ApiKeyFactory(operator=other.partner, scopes=["port-ins:write"])
    assert "cancel" in allowed_moves(other, stranger)
    with pytest.raises(PermissionDenied):
        perform(mine, "cancel", by=stranger, now=NOW)
    assert perform(mine, "cancel", by=key, now=NOW).state == "cancelled"


@pytest.mark.parametrize("move", ["go", "no_go", "put_off", "reschedule", "cancel"])
def test_nothing_is_put_off_once_the_go_is_given(move):
    request = perform(port_in("ready"), "go", by=SYSTEM, now=NOW)
    assert (request.state, request.go_at) == ("ready", NOW)
    with pytest.raises(TransitionNotAllowed):
        perform(request, move, by=SYSTEM, now=NOW, **FACTS.get(move, {}))


def test_the_go_does_not_restart_the_state_it_stays_in():
    before = NOW - timedelta(hours=2)
    request = perform(port_in("ready", state_since=before), "go", by=SYSTEM, now=NOW)
    assert request.state_since == before
    assert request.due_at == NOW + timedelta(hours=4)


def test_a_port_is_undone_within_its_limit_and_not_after():
    request = perform(port_in("ready", reversible_until=None), "execute", by=SYSTEM, now=NOW)
    assert request.reversible_until == datetime(2026, 11, 25, 0, 0, tzinfo=PARIS)
    too_late = request.reversible_until + timedelta(seconds=1)
    with pytest.raises(TransitionNotAllowed):
        perform(request, "reverse", by=SYSTEM, now=too_late)
    assert PortIn.objects.get().state == "ported"
    assert perform(request, "reverse", by=SYSTEM, now=request.reversible_until).state == "reversed"


def test_one_too_late_does_not_hold_up_the_others():
    late, early = port_in("ported", reversible_until=NOW - timedelta(hours=1)), port_in("ported")
    outcome = perform_many(PortIn.objects.all(), "reverse", by=SYSTEM, now=NOW)
    assert [row.pk for row in outcome.moved] == [early.pk]
    assert [(refusal.pk, refusal.code) for refusal in outcome.refused] == [(late.pk, "transition_not_allowed")]


def test_the_third_rejection_is_the_third():
    request = port_in("sent", rejections=2)
    request = perform(request, "reject", by=SYSTEM, now=NOW, reason="rio_invalid", code="rio_invalid")
    assert (request.rejections, request.rejection_code) == (3, "rio_invalid")
    assert perform(request, "correct", by=SYSTEM, now=NOW).rejection_code == ""


# The numbers of a request.


def is_open(request):
    return PortInNumber.objects.get(port_in=request).open


@pytest.mark.parametrize(
    ("state", "move", "still_open"),
    [("ordered", "send", True), ("ready", "execute", False), ("ready", "cancel", False), ("ported", "reverse", False)],
)
def test_numbers_are_free_again_when_their_request_is_over(state, move, still_open):
    request = port_in(state)
    PortInNumberFactory(port_in=request)
    perform(request, move, by=SYSTEM, now=NOW)
    assert is_open(request) is still_open


def test_an_incident_after_the_port_takes_its_numbers_again():
    request = port_in("ported")
    PortInNumberFactory(port_in=request, open=False)
    assert is_open(perform(request, "report_incident", by=SYSTEM, now=NOW)) is True
    assert is_open(perform(request, "resolve", by=SYSTEM, now=NOW)) is False


@pytest.mark.usefixtures("desk")
def test_a_cancelled_request_lets_its_numbers_be_quoted_again():
    request = port_in("ordered")
    PortInNumberFactory(port_in=request, national=NEVER_PORTED)
    codes = [given.code for given in assess(asking(NEVER_PORTED), NOW).verdicts[0].reasons]
    assert "open_request" in codes
    perform(request, "cancel", by=SYSTEM, now=NOW)
    codes = [given.code for given in assess(asking(NEVER_PORTED), NOW).verdicts[0].reasons]
    assert "open_request" not in codes


def test_a_number_is_in_one_open_request_at_a_time():
    PortInNumberFactory(national=NEVER_PORTED)
    with pytest.raises(IntegrityError), transaction.atomic():
        PortInNumberFactory(national=NEVER_PORTED)
    PortInNumberFactory(national=NEVER_PORTED, open=False)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("an_accepted_port_has_a_date", {"state": "accepted"}),
        ("a_ported_port_says_when", {"state": "ported"}),
        ("a_rejection_has_a_code", {"state": "rejected"}),
    ],
)
def test_what_the_database_refuses(constraint, fields):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PortInFactory(**fields)


# The clocks. It is Monday 23 November 2026, 10:00.

DUE = [
    ("ordered", {}, datetime(2026, 11, 25, 0, 0, tzinfo=PARIS)),
    ("sent", {}, datetime(2026, 11, 23, 11, 0, tzinfo=PARIS)),
    ("acknowledged", {}, datetime(2026, 12, 1, 0, 0, tzinfo=PARIS)),
    ("acknowledged", {"customer_kind": "person"}, datetime(2026, 11, 26, 0, 0, tzinfo=PARIS)),
    ("accepted", {}, datetime(2026, 12, 1, 8, 0, tzinfo=PARIS)),
    ("accepted", {"window": "afternoon"}, datetime(2026, 12, 1, 14, 0, tzinfo=PARIS)),
    ("rejected", {}, datetime(2026, 11, 25, 0, 0, tzinfo=PARIS)),
    ("ready", {}, datetime(2026, 12, 1, 12, 0, tzinfo=PARIS)),
    ("ready", {"go_at": NOW}, datetime(2026, 11, 23, 14, 0, tzinfo=PARIS)),
    ("incident", {}, datetime(2026, 11, 23, 14, 0, tzinfo=PARIS)),
    ("ported", {}, datetime(2026, 11, 25, 0, 0, tzinfo=PARIS)),
    ("completed", {}, None),
    ("reversed", {}, None),
    ("cancelled", {}, None),
]


@pytest.mark.parametrize(("state", "fields", "due"), DUE)
def test_every_state_has_its_clock(state, fields, due):
    request = port_in(state, state_since=NOW, **fields)
    assert request.deadline(DatedSetting.on(NOW.date())) == due


def test_no_state_is_forgotten():
    over = {PortInState.COMPLETED, PortInState.REVERSED, PortInState.CANCELLED}
    assert set(CLOCKS) | over == set(PortInState)
    assert not set(CLOCKS) & over


@pytest.mark.parametrize(
    ("area", "day"),
    [("metropole", date(2026, 12, 29)), ("alsace_moselle", date(2026, 12, 30))],
)
def test_the_donor_s_answer_is_counted_on_the_customer_s_calendar(area, day):
    asked = datetime(2026, 12, 21, 9, 0, tzinfo=PARIS)
    request = port_in("acknowledged", state_since=asked, area=area)
    assert request.deadline(DatedSetting.on(asked.date())) == end_of(day)


MANY = ["send", "chase", "accept", "start", "go", "no_go", "execute", "complete"]


@pytest.mark.parametrize("move", MANY)
def test_moving_many_costs_the_same_whatever_their_count(move):
    state, costs = min(EXPECTED[move][0]), []
    for count in (1, 1, 10):
        requests = [port_in(state) for _ in range(count)]
        for request in requests:
            PortInNumberFactory(port_in=request)
        with CaptureQueriesContext(connection) as queries:
            rows = PortIn.objects.filter(pk__in=[request.pk for request in requests])
            outcome = perform_many(rows, move, by=SYSTEM, now=NOW, **FACTS.get(move, {}))
        assert len(outcome.moved) == count
        costs.append(len(queries))
    assert costs[1] == costs[2]
