"""Two at work at the same moment on one request: one wins, the other is told, and nothing happens twice."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import SYSTEM
from bascule.rules import RuleRefused
from operators.exchange.envelope import Envelope
from operators.models import Message, Operator
from operators.tasks import read_inboxes
from portability.clock import end_windows, start_cutovers
from portability.conduct import act
from portability.models import PortIn
from tests.factories import PortInFactory, PortInNumberFactory
from tests.portability.clearing_house.other_side import at, fresh
from tests.portability.world import NEVER_PORTED, TODAY

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def waiting(there):
    """A live cut-over of this morning."""
    request = PortInFactory(
        state="ready",
        donor=Operator.objects.get(code="FRTE"),
        routing_prefix="010999",
        scheduled_on=TODAY,
        cutover="live",
        created_at=at(TODAY, 7),
    )
    PortInNumberFactory(port_in=request, national=NEVER_PORTED)
    return request


def together(*works):
    start, heard = Barrier(len(works)), []

    def run(work):
        start.wait()
        try:
            heard.append(work())
        except (TransitionNotAllowed, RuleRefused):
            heard.append("too late")
        finally:
            connection.close()

    threads = [Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return heard


def test_two_agents_say_go(waiting):
    heard = together(*[lambda: act(fresh(waiting), "go", by=SYSTEM, now=at(TODAY, 10)) and "gone"] * 2)
    assert sorted(heard) == ["gone", "too late"]
    assert Message.objects.filter(kind="go").count() == 1


def test_an_agent_says_go_at_the_end_of_the_window(waiting):
    """Whoever is first, the request is either cut over or put off, and never both."""
    together(
        lambda: act(fresh(waiting), "go", by=SYSTEM, now=at(TODAY, 11, 59)),
        lambda: end_windows(at(TODAY, 12, 5)),
    )
    request = fresh(waiting)
    said = list(Message.objects.filter(way="out").values_list("kind", flat=True))
    assert (request.state, said) in [("ready", ["go"]), ("accepted", ["schedule"])]


def test_two_nodes_run_one_batch(waiting):
    PortIn.objects.update(state="accepted", cutover="automatic")
    together(*[lambda: start_cutovers(at(TODAY, 8))] * 2)
    start_cutovers(at(TODAY, 8))
    assert list(waiting.history.values_list("event", flat=True)) == ["port_in.ready", "port_in.go"]
    assert Message.objects.filter(kind="go").count() == 1


def test_two_nodes_read_one_file(waiting, there):
    fields = {"result": "done", "at": "2026-11-23T08:00:00Z"}
    there.lay([Envelope("S-1", "execution", waiting.reference, fields)])
    together(*[lambda: read_inboxes(now=at(TODAY, 9, 30))] * 2)
    read_inboxes(now=at(TODAY, 9, 35))
    assert [line.event for line in waiting.history.all()] == ["port_in.ported"]
    assert there.left() == []
    assert len(there.heard("announcement")) == 1


def test_a_row_that_a_colleague_holds_waits_for_the_next_run(waiting, second_connection):
    with second_connection.cursor() as colleague:
        colleague.execute("begin")
        colleague.execute("select 1 from portability_portin where id = %s for update", [waiting.pk])
        ended = end_windows(at(TODAY, 12, 5))
        colleague.execute("rollback")
    assert [refusal.code for refusal in ended.put_off.refused] == ["locked"]
    assert len(end_windows(at(TODAY, 12, 5)).put_off.moved) == 1
