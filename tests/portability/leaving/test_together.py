"""Two at work at the same moment on outgoing ports: one wins, the other is told, and nothing happens twice."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import SYSTEM
from bascule.rules import RuleRefused
from portability.leaving import accept_all, cancel, tick
from portability.models import Number, Port, PortOutNumber
from portability.tasks import execute_port_outs
from tests.portability.leaving.desk import DAY, ONE, OURS, agent, at, events, fresh, received, serve
from tests.portability.world import NOW

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("desk")]


def together(*works):
    start, heard = Barrier(len(works)), []

    def run(work):
        start.wait()
        try:
            heard.append(work())
        except (TransitionNotAllowed, RuleRefused) as error:
            heard.append(getattr(error, "code", None) or "too late")
        finally:
            connection.close()

    threads = [Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return heard


def test_two_people_answer_one_request():
    serve(*OURS)
    request, by = received(*OURS), agent()
    heard = together(*[lambda: accept_all(fresh(request), by=by, now=NOW) and "accepted"] * 4)
    assert sorted(heard) == ["accepted", *["too late"] * 3]
    assert events(request) == ["received", "accepted"]


@pytest.mark.parametrize("turn", range(5))
def test_two_recipients_are_answered_for_the_same_numbers(turn):
    serve(*OURS)
    requests = [received(*OURS), received(*OURS[::-1], recipient="FREE", routing_prefix="010800")]
    heard = together(*[lambda one=one: accept_all(one, by=SYSTEM, now=NOW) and "accepted" for one in requests])
    assert sorted(heard) == ["accepted", "port_in_progress"]
    assert PortOutNumber.objects.filter(promised=True).count() == 3


def test_the_last_two_things_are_done_at_once():
    serve(ONE)
    request, by = received(ONE), agent()
    accept_all(request, by=by, now=NOW)
    execute_port_outs(now=at(DAY, 8))
    together(*[lambda item=item: tick(item, by=by, now=at(DAY, 9)) for item in request.closing.all()])
    assert events(request) == ["received", "accepted", "released", "closed"]


def test_two_nodes_release():
    serve(ONE)
    request = received(ONE)
    accept_all(request, by=agent(), now=NOW)
    together(*[lambda: execute_port_outs(now=at(DAY, 8))] * 2)
    execute_port_outs(now=at(DAY, 8))
    assert events(request) == ["received", "accepted", "released"]
    assert Port.objects.filter(number=ONE).count() == 1


def test_the_recipient_cancels_while_we_release():
    """Whoever is first, the number is either gone or here."""
    serve(ONE)
    request = received(ONE)
    accept_all(request, by=agent(), now=NOW)
    together(
        lambda: cancel(fresh(request), by=SYSTEM, now=at(DAY, 8)),
        lambda: execute_port_outs(now=at(DAY, 8)),
    )
    found = fresh(request).state, Number.objects.get(national=ONE).state
    assert found in [("cancelled", "active"), ("released", "ported_out")]
