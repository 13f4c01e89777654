"""A live cut-over waits for its recipient's go, and an accepted port can be put off, whichever way it came."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import SYSTEM
from bascule.models import DatedSetting
from bascule.rules import RuleRefused
from operators.models import Operator
from operators.tasks import read_inboxes as exchange
from portability.board_leaving import attention
from portability.leaving import accept_all, go, reschedule
from portability.models import PortOut
from portability.tasks import end_windows, execute_port_outs
from portability.views.port_out_facts import alerts
from tests.factories import ApiKeyFactory, UserFactory
from tests.portability.clearing_house.other_side import ClearingHouse, quarantined
from tests.portability.clearing_house.recipient_side import asks, route, said, states
from tests.portability.leaving.desk import DAY, ONE, OURS, TWO, agent, at, events, fresh, no_rules, received, serve
from tests.portability.leaving.factories import PortOutFactory, PortOutNumberFactory
from tests.portability.world import NOW
from tests.screens import logged_in

pytestmark = pytest.mark.usefixtures("desk")
TUESDAY = DAY + timedelta(days=1)


def accepted(*numbers: str, **changes) -> PortOut:
    serve(*(numbers or (ONE,)))
    return accept_all(received(*(numbers or (ONE,)), **changes), by=agent(), now=NOW)


def key_for(port_out: PortOut):
    return ApiKeyFactory(operator=port_out.partner, scopes=["port-outs:write"])


def test_a_live_cutover_waits_for_its_go():
    request = accepted(cutover="live")
    execute_port_outs(now=at(DAY, 8))
    assert (fresh(request).state, states(ONE)) == ("accepted", ["active"])
    gone = go(request, by=key_for(request), now=at(DAY, 9, 12))
    assert (gone.state, gone.released_at, states(ONE)) == ("released", at(DAY, 9, 12), ["ported_out"])
    assert (events(gone), gone.history.last().by[:3]) == (["received", "accepted", "released"], "key")
    assert route(ONE) == ("SFR0", "010801", DAY)


def test_an_automatic_one_needs_no_go():
    request = accepted()
    execute_port_outs(now=at(DAY, 8))
    assert fresh(request).state == "released"


def test_go_is_said_on_the_day_and_once():
    request = accepted(cutover="live")
    with pytest.raises(RuleRefused, match="on the day"):
        go(request, by=SYSTEM, now=at(DAY - timedelta(days=1), 23))
    go(request, by=SYSTEM, now=at(DAY, 0, 5))
    with pytest.raises(TransitionNotAllowed):
        go(request, by=SYSTEM, now=at(DAY, 9))
    assert events(request).count("released") == 1


def test_go_is_not_said_by_another_recipient():
    request = accepted(cutover="live")
    stranger = ApiKeyFactory(operator=Operator.objects.get(code="FREE"), scopes=["port-outs:write"])
    with pytest.raises(PermissionDenied):
        go(request, by=stranger, now=at(DAY, 9))
    with pytest.raises(PermissionDenied):
        reschedule(request, TUESDAY, by=stranger, now=at(DAY, 9))
    assert events(request) == ["received", "accepted"]


def test_without_a_go_another_day_when_that_was_agreed():
    request = accepted(cutover="live")
    end_windows(now=at(DAY, 11, 59))
    assert fresh(request).scheduled_on == DAY
    for _twice in range(2):
        end_windows(now=at(DAY, 12, 5))
    later = fresh(request)
    assert (later.state, later.scheduled_on, later.window) == ("accepted", TUESDAY, "morning")
    assert (later.due_at, later.history.last().reason) == (at(TUESDAY, 12), "not_confirmed")
    assert events(later) == ["received", "accepted", "rescheduled"]
    assert states(ONE) == ["active"]


def missed(request: PortOut, days: int) -> PortOut:
    """The request after so many windows in which nobody said go."""
    for _each in range(days):
        end_windows(now=at(fresh(request).scheduled_on, 12, 5))
    return fresh(request)


def test_after_three_days_without_a_go_a_supervisor_calls():
    request = missed(accepted(cutover="live"), 3)
    last_day = DAY + timedelta(days=3)
    assert (request.scheduled_on, request.put_offs) == (last_day, 3)
    request = missed(request, 2)
    assert (request.state, request.scheduled_on, events(request).count("rescheduled")) == ("accepted", last_day, 3)
    week_after = at(last_day + timedelta(days=7), 9)
    end_windows(now=week_after)
    [row] = [one for one in attention(week_after) if one.reference == request.reference]
    assert (str(row.what), str(row.actor)) == ("Put off 3 times without a go: call them", "a supervisor")
    assert "put off no more" in " ".join(alerts(fresh(request), week_after, []))


def test_what_was_put_off_too_often_still_leaves_on_its_go():
    request = missed(accepted(cutover="live"), 4)
    gone = go(request, by=key_for(request), now=at(DAY + timedelta(days=4), 9))
    assert (gone.state, states(ONE)) == ("released", ["ported_out"])


def test_the_recipient_s_own_new_day_is_waited_for_anew():
    request, week_after = missed(accepted(cutover="live"), 4), DAY + timedelta(days=7)
    reschedule(request, week_after, by=key_for(request), now=at(DAY + timedelta(days=4), 9))
    assert fresh(request).put_offs == 0
    request = missed(request, 1)
    assert (request.scheduled_on, request.put_offs) == (week_after + timedelta(days=1), 1)


def test_how_many_days_is_a_dated_setting():
    DatedSetting.objects.filter(name="put_offs_before_escalation").update(value=1)
    request = missed(accepted(cutover="live"), 3)
    assert (request.scheduled_on, request.put_offs) == (TUESDAY, 1)


def test_without_a_go_all_the_same_when_that_was_agreed():
    request = accepted(cutover="live", fallback="automatic")
    sentence = end_windows(now=at(DAY, 12, 5))
    assert (fresh(request).state, fresh(request).history.last().reason) == ("released", "not_confirmed")
    assert "1 cut over" in sentence


def test_nobody_agreed_on_today_for_a_cutover_of_an_earlier_day():
    """The machine was down: what was to go yesterday without a go does not go today."""
    request = accepted(cutover="live", fallback="automatic")
    end_windows(now=at(TUESDAY, 7))
    assert (fresh(request).state, fresh(request).scheduled_on) == ("accepted", TUESDAY + timedelta(days=1))


def test_many_windows_end_in_the_same_queries():
    def cost(count: int) -> int:
        for _each in range(count):
            request = PortOutFactory(
                state="accepted", cutover="live", received_at=NOW, scheduled_on=DAY, window="morning"
            )
            PortOutNumberFactory(port_out=request, answer="accepted", promised=True)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            end_windows(now=at(DAY, 12, 5))
        PortOut.objects.all().delete()
        return len(queries)

    assert cost(1) == cost(40)


@pytest.mark.parametrize(
    ("day", "window", "hour"),
    [
        (TUESDAY, "", (NOW.date(), 10)),
        (DAY, "afternoon", (NOW.date(), 10)),
        (DAY, "afternoon", (DAY, 9)),
        (TUESDAY, "morning", (DAY, 19)),
        (date(2027, 2, 1), "afternoon", (DAY, 9)),
    ],
)
def test_put_off_to_a_day_that_can_be_kept(day, window, hour):
    request = accepted(cutover="live")
    later = reschedule(request, day, window=window, by=key_for(request), now=at(*hour), reason="customer_not_ready")
    assert (later.state, later.scheduled_on, later.window) == ("accepted", day, window or "morning")
    assert later.due_at == at(day, 18 if window == "afternoon" else 12)
    line = later.history.last()
    assert (line.event, line.reason) == ("port_out.rescheduled", "customer_not_ready")
    assert line.facts == {"scheduled_on": day.isoformat(), "window": window}
    assert later.numbers.get().promised


@pytest.mark.parametrize(
    ("day", "window", "hour", "code"),
    [
        (DAY, "", (NOW.date(), 10), "date_too_early"),
        (DAY - timedelta(days=3), "", (NOW.date(), 10), "date_too_early"),
        (DAY, "afternoon", (DAY, 14), "date_too_early"),
        (DAY + timedelta(days=5), "", (NOW.date(), 10), "date_not_working_day"),
        (date(2099, 1, 4), "", (NOW.date(), 10), "date_too_late"),
    ],
)
def test_not_put_off_to_a_day_that_cannot_be(day, window, hour, code):
    request = accepted()
    with pytest.raises(RuleRefused) as refused:
        reschedule(request, day, window=window, by=SYSTEM, now=at(*hour))
    assert (refused.value.code, refused.value.field) == (code, "date")
    assert fresh(request).scheduled_on == DAY
    if code == "date_too_early":
        assert refused.value.extra == {"earliest_date": TUESDAY.isoformat()}


def test_nothing_is_put_off_before_its_answer_nor_once_it_is_gone():
    serve(TWO)
    waiting = received(TWO)
    with pytest.raises(TransitionNotAllowed):
        reschedule(waiting, TUESDAY, by=SYSTEM, now=NOW)
    gone = accepted()
    execute_port_outs(now=at(DAY, 8))
    with pytest.raises(TransitionNotAllowed):
        reschedule(gone, TUESDAY, by=SYSTEM, now=at(DAY, 8, 1))


# Over files.


@pytest.fixture
def there(desk, tmp_path, settings) -> ClearingHouse:
    settings.COUNTERPARTS = {"clearing_house": {"code": "APNF", "url": f"directory://{tmp_path}"}}
    return ClearingHouse(tmp_path)


@pytest.fixture
def agreed(there: ClearingHouse) -> PortOut:
    """A live cut-over, asked for and accepted over files, and the answer read."""
    serve(*OURS)
    waiting = asks(there, *OURS, cutover="live", fallback="reschedule")
    port_out = accept_all(waiting, by=agent(), now=NOW + timedelta(minutes=5))
    exchange(now=NOW + timedelta(minutes=6))
    return port_out


@pytest.fixture(autouse=True)
def by_hand(desk):
    no_rules()


def test_the_flag_and_the_go_come_in_files(there, agreed):
    assert (agreed.cutover, agreed.fallback) == ("live", "reschedule")
    execute_port_outs(now=at(DAY, 8))
    assert fresh(agreed).state == "accepted"
    there.says("go", "RQ-1", at(DAY, 10, 20), recipient="SFR0", date=DAY.isoformat())
    exchange(now=at(DAY, 10, 21))
    assert (fresh(agreed).state, said(there)[-1][0]) == ("released", "execution")


def test_the_recipient_is_told_the_day_that_our_clock_chose(there, agreed):
    end_windows(now=at(DAY, 12, 5))
    exchange(now=at(DAY, 12, 6))
    assert said(there)[-1] == (
        "schedule",
        {"date": TUESDAY.isoformat(), "recipient": "SFR0", "window": "morning"},
    )


def test_a_recipient_puts_off_in_a_file(there, agreed):
    there.says("schedule", "RQ-1", NOW + timedelta(hours=1), recipient="SFR0", date="2026-12-10", window="afternoon")
    later = fresh(agreed)
    assert (later.scheduled_on, later.window, later.due_at) == (
        date(2026, 12, 10),
        "afternoon",
        at(later.scheduled_on, 18),
    )
    assert later.history.last().event == "port_out.rescheduled"
    exchange(now=NOW + timedelta(hours=1, minutes=1))
    assert said(there)[-1][0] == "acknowledgement"
    there.says("reminder", "RQ-1", NOW + timedelta(hours=2), recipient="SFR0", waiting_for="eligibility")
    exchange(now=NOW + timedelta(hours=2, minutes=1))
    assert said(there)[-1][1]["date"] == "2026-12-10"


def test_the_same_day_again_is_no_move(there, agreed):
    there.says("schedule", "RQ-1", NOW + timedelta(hours=1), recipient="SFR0", date=DAY.isoformat())
    assert (events(agreed)[-1], quarantined()) == ("accepted", [])


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"date": "2026-12-12"}, "bad_field"),
        ({"date": "2026-11-24"}, "bad_field"),
        ({}, "bad_field"),
        ({"date": "2026-12-10", "window": "night"}, "bad_field"),
        ({"date": "2026-12-10", "recipient": "FREE"}, "unknown_record"),
    ],
)
def test_a_day_that_cannot_be_waits_with_its_reason(there, agreed, fields, code):
    there.says("schedule", "RQ-1", NOW + timedelta(hours=1), **({"recipient": "SFR0"} | fields))
    assert fresh(agreed).scheduled_on == DAY
    assert [problem for _about, problem in quarantined()] == [code]


@pytest.mark.parametrize("name", ["cutover", "fallback"])
def test_a_cutover_that_nobody_knows_makes_no_record(there, name):
    serve(ONE)
    there.says("port_request", "RQ-9", NOW, **{"recipient": "SFR0", "numbers": ONE, "date": DAY.isoformat(), name: "x"})
    assert not PortOut.objects.exists()
    assert [problem for _about, problem in quarantined()] == ["bad_field"]


# On screen.


@pytest.fixture
def desk_agent():
    return logged_in(UserFactory(username="camille", groups=["agent"]))


def page(port_out: PortOut, act: str = "") -> str:
    name = f"portability:port_out_{act}" if act else "portability:port_out_detail"
    return reverse(name, args=[port_out.reference])


def test_the_page_and_the_inbox_say_live(desk_agent):
    request = accepted(cutover="live")
    with time_machine.travel(at(DAY, 9), tick=False):
        shown = desk_agent.get(page(request)).content.decode()
        assert "live, by telephone" in shown
        assert page(request, "go") in shown
        assert page(request, "reschedule") in shown
        assert "live" in desk_agent.get(reverse("portability:port_out_list")).content.decode()


def test_before_the_day_there_is_no_go(desk_agent):
    request = accepted(cutover="live")
    with time_machine.travel(at(DAY - timedelta(days=3), 9), tick=False):
        assert page(request, "go") not in desk_agent.get(page(request)).content.decode()
        assert desk_agent.post(page(request, "go")).status_code == 409
    assert fresh(request).state == "accepted"


def test_an_agent_says_go_for_the_recipient(desk_agent):
    request = accepted(cutover="live")
    with time_machine.travel(at(DAY, 9), tick=False):
        assert desk_agent.post(page(request, "go")).status_code == 302
        assert desk_agent.post(page(request, "go")).status_code == 409
    assert (fresh(request).state, fresh(request).history.last().by) == ("released", "camille")


def test_an_agent_puts_off_for_the_recipient(desk_agent):
    request = accepted()
    with time_machine.travel(NOW, tick=False):
        late = desk_agent.post(
            page(request, "reschedule"), {"date": "2026-12-12", "window": "morning", "reason": "other"}
        )
        assert (late.status_code, "Nobody works on that day" in late.content.decode()) == (422, True)
        told = {"date": "2026-12-10", "window": "afternoon", "reason": "customer_not_ready"}
        assert desk_agent.post(page(request, "reschedule"), told).status_code == 302
    assert (fresh(request).scheduled_on, fresh(request).window) == (date(2026, 12, 10), "afternoon")


def test_who_may_only_look_moves_nothing(client):
    client.force_login(UserFactory(groups=["partner manager"]))
    request = accepted(cutover="live")
    for act in ("go", "reschedule"):
        assert client.post(page(request, act), {"date": "2026-12-10"}).status_code == 403
    assert events(request) == ["received", "accepted"]


def test_today_says_that_it_waits_for_the_go():
    request = accepted(cutover="live")
    [row] = [one for one in attention(at(DAY, 9)) if one.reference == request.reference]
    assert (str(row.what), str(row.actor)) == (
        "Its day has come: it waits for the recipient's go",
        "SFR",
    )
