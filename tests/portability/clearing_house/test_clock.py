"""What the clock does, and on which days: each request has the calendar of its customer."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from bascule.lifecycle import SYSTEM, perform
from bascule.models import DatedSetting, History
from bascule.schedules import planned
from operators.models import ExchangeFile, Message, Operator
from portability.board import counts, ports_that_wait
from portability.conduct import ActReason, act
from portability.models import PortIn, Quote
from portability.patience import is_silent, patience
from portability.tasks import chase_missing_answers, end_windows, send_port_ins, start_cutovers
from tests.factories import PortInFactory, PortInNumberFactory, UserFactory
from tests.portability.clearing_house.other_side import FIRST_DAY, at, fresh, ordered
from tests.portability.world import NEVER_PORTED, NOW

MONDAY, FRIDAY = date(2026, 11, 30), date(2026, 11, 27)


def request_for(day, state="acknowledged", **fields):
    given = {"donor": Operator.objects.get(code="FRTE"), "routing_prefix": "010999", "promised_on": day}
    number = PortIn.objects.count()
    request = PortInFactory(state=state, scheduled_on=day, **{**given, **fields})
    PortInNumberFactory(port_in=request, national=f"01990004{number:02}")
    return request


# Area · planned · day of the reminder · the day to which it is put off · what is special there.
DATES = [
    ("metropole", date(2026, 12, 1), date(2026, 11, 30), date(2026, 12, 2), "an ordinary Tuesday"),
    ("metropole", date(2026, 11, 30), date(2026, 11, 27), date(2026, 12, 1), "on Friday look to Monday"),
    ("metropole", date(2026, 12, 4), date(2026, 12, 3), date(2026, 12, 7), "no port on a Saturday"),
    ("metropole", date(2028, 12, 26), date(2028, 12, 22), date(2028, 12, 27), "Christmas is a Monday"),
    ("alsace_moselle", date(2028, 12, 27), date(2028, 12, 22), date(2028, 12, 28), "and Tuesday 26 is one too"),
    ("metropole", date(2028, 12, 22), date(2028, 12, 21), date(2028, 12, 26), "put off over Christmas"),
    ("alsace_moselle", date(2028, 12, 22), date(2028, 12, 21), date(2028, 12, 27), "and over 26 December"),
    ("metropole", date(2027, 12, 21), date(2027, 12, 20), date(2027, 12, 22), "20 December, a Monday"),
    ("reunion", date(2027, 12, 21), date(2027, 12, 17), date(2027, 12, 22), "a holiday in Réunion"),
    ("reunion", date(2027, 12, 17), date(2027, 12, 16), date(2027, 12, 21), "put off over it"),
    ("metropole", date(2027, 7, 1), date(2027, 6, 30), date(2027, 7, 2), "the day the law changes"),
    ("metropole", date(2027, 7, 13), date(2027, 7, 12), date(2027, 7, 15), "put off over 14 July"),
]


def days_until(day):
    return [day - timedelta(days=back) for back in range(10, 0, -1)]


@pytest.mark.usefixtures("there")
@pytest.mark.parametrize(("area", "planned_on", "chased_on", "put_off_to", "why"), DATES)
def test_the_table_of_dates(area, planned_on, chased_on, put_off_to, why):
    waiting = request_for(planned_on, area=area)
    for day in days_until(planned_on):
        chase_missing_answers(now=at(day, 7, 30))
    assert [line.at.date() for line in waiting.history.filter(event="port_in.chased")] == [chased_on], why

    accepted = request_for(planned_on, "accepted", area=area, cutover="live")
    for day in [*days_until(planned_on), planned_on]:
        start_cutovers(now=at(day, 8))
        if day != planned_on:
            end_windows(now=at(day, 18, 5))
    assert accepted.history.get().at == at(planned_on, 8), why
    assert fresh(accepted).due_at == at(planned_on, 12)
    end_windows(now=at(planned_on, 12, 5))
    assert (fresh(accepted).scheduled_on, fresh(accepted).due_at) == (put_off_to, at(put_off_to, 8)), why


@pytest.mark.usefixtures("there")
def test_where_saturdays_are_worked_friday_looks_to_saturday():
    DatedSetting.objects.create(
        name="cutover_on_ouvre_days", value=0, starts_on=date(2026, 1, 1), source="a test: ports on Saturdays"
    )
    DatedSetting.objects.filter(name="cutover_on_ouvre_days").exclude(value=0).delete()
    on_saturday, on_monday = request_for(FRIDAY + timedelta(days=1)), request_for(MONDAY)
    chase_missing_answers(now=at(FRIDAY, 7, 30))
    assert (fresh(on_saturday).chased_on, fresh(on_monday).chased_on) == (FRIDAY, None)
    chase_missing_answers(now=at(FRIDAY + timedelta(days=1), 7, 30))
    assert fresh(on_monday).chased_on == FRIDAY + timedelta(days=1)


@pytest.mark.usefixtures("there")
def test_an_answer_that_does_not_come_is_chased_on_three_working_days_then_somebody_calls():
    late = request_for(FRIDAY)
    for day in range(7):
        chase_missing_answers(now=at(FRIDAY + timedelta(days=day), 7, 30))
    chased = [line.at.date().isoweekday() for line in late.history.all()]
    assert chased == [5, 1, 2]
    [row] = ports_that_wait(at(FRIDAY + timedelta(days=5), 9))
    with translation.override("en"):
        said = (row.reference, str(row.what), str(row.actor))
    assert said == (late.reference, "3 reminders and no answer: call them", "a supervisor")
    DatedSetting.objects.filter(name="chases_before_escalation").update(value=4)
    chase_missing_answers(now=at(FRIDAY + timedelta(days=7), 7, 30))
    assert fresh(late).chases == 4, "more patience, from the day on which it is set"


@pytest.mark.usefixtures("there")
def test_one_whose_clock_has_time_left_is_on_today_all_the_same():
    waiting = request_for(FRIDAY)
    PortIn.objects.filter(pk=waiting.pk).update(chases=3, due_at=at(FRIDAY + timedelta(days=30), 9))
    agent = UserFactory(groups=["agent"])
    assert [row.reference for row in ports_that_wait(at(FRIDAY, 9))] == [waiting.reference]
    assert counts(agent, at(FRIDAY, 9))["today"] == 1


@pytest.mark.usefixtures("there")
def test_what_is_sent_again_is_chased_anew():
    late = request_for(FRIDAY)
    PortIn.objects.filter(pk=late.pk).update(chases=3)
    perform(late, "reject", by=SYSTEM, now=at(FRIDAY, 9), reason="number_inactive", code="number_inactive")
    perform(late, "correct", by=SYSTEM, now=at(FRIDAY, 9))
    assert perform(late, "send", by=SYSTEM, now=at(FRIDAY, 9)).chases == 0


@pytest.mark.usefixtures("there")
def test_an_automatic_cutover_goes_when_its_window_opens():
    morning, afternoon = (request_for(MONDAY, "accepted", window=window) for window in ("morning", "afternoon"))
    live = request_for(MONDAY, "accepted", cutover="live")
    start_cutovers(now=at(MONDAY, 8))
    assert [fresh(one).state for one in (morning, afternoon, live)] == ["ready"] * 3
    assert [fresh(one).go_at for one in (morning, afternoon, live)] == [at(MONDAY, 8), None, None]
    start_cutovers(now=at(MONDAY, 14))
    assert [fresh(one).go_at for one in (morning, afternoon, live)] == [at(MONDAY, 8), at(MONDAY, 14), None]


@pytest.mark.usefixtures("there")
def test_a_day_on_which_nothing_ran_is_put_off_and_never_made_up_for():
    """The machine stood still on Friday: nobody agreed to Monday, so the customer's day is chosen again."""
    automatic = request_for(FRIDAY, "accepted")
    forced = request_for(FRIDAY, "ready", cutover="live", fallback="automatic")
    start_cutovers(now=at(MONDAY, 8))
    end_windows(now=at(MONDAY, 12, 5))
    tuesday = MONDAY + timedelta(days=1)
    assert [(fresh(one).state, fresh(one).scheduled_on) for one in (automatic, forced)] == [("accepted", tuesday)] * 2
    assert automatic.history.last().reason == "window_missed"
    assert forced.history.last().reason == "not_confirmed"


@pytest.mark.usefixtures("there")
def test_who_lets_three_windows_pass_is_called_before_there_is_another_day():
    request = request_for(MONDAY, "accepted", cutover="live")
    days = [MONDAY + timedelta(days=place) for place in range(5)]
    for day in days:
        start_cutovers(now=at(day, 8))
        end_windows(now=at(day, 12, 5))
    silent = fresh(request)
    assert (silent.state, silent.scheduled_on, silent.put_offs) == ("ready", days[3], 3)
    assert silent.history.filter(event="port_in.rescheduled").count() == 3
    [row] = ports_that_wait(at(days[4], 13))
    assert (str(row.what), str(row.actor)) == ("Put off 3 times without a go: call them", "a supervisor")
    act(silent, "reschedule", by=UserFactory(groups=["agent"]), now=at(days[4], 13), **another_day(days[4]))
    assert (fresh(request).state, fresh(request).put_offs) == ("accepted", 0)


@pytest.mark.usefixtures("there")
@pytest.mark.parametrize("cutover", ["live", "automatic"])
def test_days_spent_waiting_for_a_line_are_nobody_s_silence(cutover):
    request = request_for(MONDAY, "accepted", cutover=cutover, waits_for_line=True)
    for place in range(4):
        end_windows(now=at(MONDAY + timedelta(days=place), 12, 5))
    perform(fresh(request), "find_line", by=SYSTEM, now=at(MONDAY + timedelta(days=3), 14))
    day = fresh(request).scheduled_on
    PortIn.objects.filter(pk=request.pk).update(state="ready")
    assert not is_silent(fresh(request), patience(at(day, 8)))
    end_windows(now=at(day, 12, 5))
    assert (fresh(request).state, fresh(request).put_offs) == ("accepted", 1)


def another_day(day):
    return {"said": ActReason.CUSTOMER_NOT_READY, "scheduled_on": day + timedelta(days=7)}


@pytest.mark.usefixtures("there")
def test_a_live_one_that_was_never_made_ready_still_falls_back_on_its_day():
    request = request_for(MONDAY, "accepted", cutover="live", fallback="automatic")
    end_windows(now=at(MONDAY, 12, 5))
    assert fresh(request).go_at == at(MONDAY, 12, 5)


@pytest.mark.usefixtures("there")
@pytest.mark.parametrize("fields", [{"go_at": NOW}, {"window": "afternoon"}])
def test_the_end_of_the_morning_leaves_alone(fields):
    request = request_for(MONDAY, "ready", cutover="live", **fields)
    end_windows(now=at(MONDAY, 12, 5))
    assert not request.history.exists()


def test_each_batch_says_what_it_did(there):
    ordered(NEVER_PORTED)
    request_for(FIRST_DAY), request_for(MONDAY, "accepted")
    request_for(MONDAY, "ready", cutover="live")
    with translation.override("en"):
        assert send_port_ins(now=NOW) == "Requests sent: 1, left for the next run: 0; files: 1."
        assert chase_missing_answers(now=at(MONDAY, 7, 30)) == "2 answers chased."
        assert start_cutovers(now=at(MONDAY, 8)) == "Cut-overs ready: 1, automatic go: 1."
        told = "Windows that ended without a go: 0 cut over all the same, 1 put off."
        assert end_windows(now=at(MONDAY, 12, 5)) == told


def test_a_clearing_house_out_of_reach_loses_nothing(there, settings):
    request = ordered(NEVER_PORTED)
    (there.base / "from-us").parent.mkdir(exist_ok=True)
    (there.base / "from-us").write_text("a file where the folder should be")
    send_port_ins(now=NOW)
    assert (fresh(request).state, there.left()) == ("sent", [])
    (there.base / "from-us").unlink()
    send_port_ins(now=NOW + timedelta(hours=2))
    assert len(there.heard("port_request", request)) == 1


def everything():
    """All that a batch may write."""
    return (
        list(PortIn.objects.order_by("pk").values()),
        list(Quote.objects.order_by("pk").values()),
        list(History.objects.order_by("pk").values()),
        list(Message.objects.order_by("pk").values()),
        list(ExchangeFile.objects.order_by("pk").values("name", "state", "sendings")),
    )


@pytest.mark.parametrize("name", sorted(planned()))
def test_a_batch_that_runs_twice_changes_nothing_the_second_time(there, name):
    day = date(2026, 12, 7) if name != "reconcile" else date(2026, 12, 6)
    ordered(NEVER_PORTED)
    for state in ("sent", "acknowledged", "accepted", "ready"):
        for cutover in ("live", "automatic"):
            for planned_on in (FRIDAY, day, day + timedelta(days=1)):
                request_for(planned_on, state, cutover=cutover)
    batch = planned()[name]
    moments = batch.moments(day)
    assert moments
    for moment in moments[:3]:
        batch.run(moment)
        before = everything()
        batch.run(moment)
        assert everything() == before


BATCHES = [
    (chase_missing_answers, at(MONDAY, 7, 30), {"state": "acknowledged"}),
    (start_cutovers, at(MONDAY, 8), {"state": "accepted"}),
    (end_windows, at(MONDAY, 12, 5), {"state": "ready", "cutover": "live"}),
    (end_windows, at(MONDAY, 12, 5), {"state": "accepted", "cutover": "live", "fallback": "automatic"}),
    (send_port_ins, at(MONDAY, 8), {"state": "ordered"}),
]


@pytest.mark.usefixtures("there")
@pytest.mark.parametrize(("batch", "now", "fields"), BATCHES)
def test_a_batch_costs_the_same_whatever_the_count(batch, now, fields):
    costs = []
    for minute, count in enumerate((1, 1, 10)):
        requests = [request_for(MONDAY, **fields) for _ in range(count)]
        with CaptureQueriesContext(connection) as queries:
            batch(now=now + timedelta(minutes=minute))
        assert all(request.history.exists() for request in requests)
        costs.append(len(queries))
    assert costs[1] == costs[2]
