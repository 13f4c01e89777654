"""A line in quarantine is taken up again or set aside by somebody who may, once, and the counts follow."""

import pytest
from django.core.exceptions import PermissionDenied

from bascule.rules import RuleRefused
from operators.exchange import inbox
from operators.exchange.counterparts import Counterpart
from operators.exchange.handlers import HANDLERS, Problem
from operators.models import ExchangeFile, Message
from tests.factories import UserFactory
from tests.operators.exchange.conftest import Room
from tests.operators.exchange.other_side import NOW, OtherSide

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return UserFactory(username="camille", permissions=["operators.replay_message"])


def quarantined(there: OtherSide, house: Counterpart, *lines: str) -> Message:
    there.lay_lines(lines)
    inbox.read_inbox(house, now=NOW)
    return Message.objects.quarantined().get()


def counts() -> tuple[int, int, int, int]:
    file = ExchangeFile.objects.get()
    return file.reached, file.accepted, file.quarantined, file.duplicates


def test_a_line_is_taken_up_when_its_obstacle_is_gone(there, house, room: Room, clerk) -> None:
    room.refuses = {"S-1": Problem("unknown_record", "PI-1")}
    message = quarantined(there, house, "S-1|note|PI-1|text=a", "S-2|note|PI-2")
    still = inbox.replay(message, by=clerk, now=NOW)
    assert (still.status, still.problem, counts()) == ("quarantined", "unknown_record", (2, 1, 1, 0))
    room.refuses = {}
    done = inbox.replay(message, by=clerk, now=NOW)
    done.refresh_from_db()
    assert (done.status, done.problem, done.handled_by, done.handled_at) == ("done", "", "camille", NOW)
    assert counts() == (2, 2, 0, 0)


def test_a_new_obstacle_is_said_instead_of_the_old_one(there, house, room: Room, clerk) -> None:
    message = quarantined(there, house, "S-1|music|PI-1")
    HANDLERS["clearing_house", "music"] = room
    room.fails_on = {"S-1"}
    assert inbox.replay(message, by=clerk, now=NOW).problem == "failed"


def test_a_malformed_line_is_read_again_and_stays_when_it_still_is(there, house, room: Room, clerk) -> None:
    message = quarantined(there, house, "S-1|note|PI-1|text=50%")
    assert inbox.replay(message, by=clerk, now=NOW).problem == "malformed"
    Message.objects.update(raw="S-1|note|PI-1|text=50%25")
    done = inbox.replay(message, by=clerk, now=NOW)
    done.refresh_from_db()
    assert (done.status, done.message_id, done.fields) == ("done", "S-1", {"text": "50%"})
    assert room.heard == [["S-1"]]


def test_a_malformed_line_whose_message_came_since_is_not_taken_twice(there, house, room: Room, clerk) -> None:
    message = quarantined(there, house, "S-1|note|PI-1|text=50%", "S-2|note|PI-2")
    Message.objects.filter(pk=message.pk).update(raw="S-2|note|PI-2")
    assert inbox.replay(message, by=clerk, now=NOW).problem == "known"
    assert room.heard == [["S-2"]]


def test_a_line_is_set_aside(there, house, room: Room, clerk) -> None:
    message = quarantined(there, house, "S-1|music|PI-1")
    aside = inbox.dismiss(message, by=clerk, now=NOW)
    assert (aside.status, aside.problem, aside.handled_by) == ("dismissed", "unknown_kind", "camille")
    assert counts() == (1, 0, 1, 0)


@pytest.mark.parametrize("act", [inbox.replay, inbox.dismiss])
def test_nobody_else_may(there, house, room: Room, act) -> None:
    message = quarantined(there, house, "S-1|music|PI-1")
    with pytest.raises(PermissionDenied):
        act(message, by=UserFactory(), now=NOW)


@pytest.mark.parametrize("act", [inbox.replay, inbox.dismiss])
def test_the_second_of_two_is_told(there, house, room: Room, clerk, act) -> None:
    message = quarantined(there, house, "S-1|music|PI-1")
    inbox.dismiss(message, by=clerk, now=NOW)
    with pytest.raises(RuleRefused) as refused:
        act(message, by=clerk, now=NOW)
    assert refused.value.code == "not_in_quarantine"


def test_a_failing_handler_leaves_nothing_of_a_replay(there, house, room: Room, clerk) -> None:
    message = quarantined(there, house, "S-1|music|PI-1")

    def half(messages, now):
        UserFactory(username="half-done")
        raise LookupError

    HANDLERS["clearing_house", "music"] = half
    inbox.replay(message, by=clerk, now=NOW)
    assert not type(clerk).objects.filter(username="half-done").exists()
