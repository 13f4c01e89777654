"""Files of theirs that never came: on the page of exchanges, and on Today as long as they are fresh."""

from datetime import timedelta

import pytest
from django.utils import translation
from time_machine import travel

from operators.exchange.gaps import LOOKED_BACK, gaps, open_gaps
from operators.models import UnusedNumbers
from tests.factories import ExchangeFileFactory, OperatorFactory, PriceListFactory, UserFactory
from tests.portability.world import NOW
from tests.screens import logged_in, seen

pytestmark = pytest.mark.django_db

LIST = "/exchanges/"


@pytest.fixture(autouse=True)
def monday(db):
    OperatorFactory(own=True)
    PriceListFactory()
    with travel(NOW, tick=False), translation.override("en"):
        yield


@pytest.fixture
def agent():
    return logged_in(UserFactory(groups=["agent"]))


@pytest.fixture
def lost():
    """Their files 5 and 7 to 8 never came; the last gap was noticed long ago."""
    for number, days in [(1, 40), (3, 30), (4, 1), (6, 1), (9, 0)]:
        at = NOW - timedelta(days=days)
        ExchangeFileFactory(read=True, number=number, made_at=at, created_at=at)


def test_the_page_names_them_and_says_what_to_do(lost, agent):
    text = seen(agent.get(LIST))
    assert "Files that never came" in text
    for shown in ("APNF-000002", "APNF-000005", "APNF-000007 – 000008"):
        assert shown in text
    assert "Ask them to send the files again" in text
    assert "22 Nov., 10:00" in text


def test_today_names_the_fresh_ones_and_who_must_act(lost, agent):
    text = seen(agent.get("/"))
    assert "2 files of theirs never came: ask for them again" in text
    assert "A file of theirs never came: ask for it again" in text
    assert "APNF-000002" not in text
    assert f"{LIST}#missing" in text


def test_nothing_is_said_when_nothing_is_lost(agent):
    for number in (4, 5, 6):
        ExchangeFileFactory(read=True, number=number, counterpart="clearing_house")
    ExchangeFileFactory(read=True, number=90, counterpart="incumbent")
    assert "never came" not in seen(agent.get(LIST)) + seen(agent.get("/"))


def test_who_sees_no_file_sees_no_gap(lost):
    assert "never came" not in seen(logged_in(UserFactory()).get("/"))


def closed_by(client, first, last, counterpart="clearing_house"):
    answer = client.post(f"{LIST}gaps/close/", {"counterpart": counterpart, "first": first, "last": last}, follow=True)
    return seen(answer)


@pytest.fixture
def supervisor():
    return logged_in(UserFactory(groups=["supervisor"], username="sophie"))


def test_a_gap_is_closed_by_hand_with_who_and_when(lost, supervisor, agent):
    assert "They never used it" in seen(supervisor.get(LIST))
    text = closed_by(supervisor, 7, 8)
    assert "Noted: no file has these numbers." in text
    assert "Never used (sophie, 23 Nov., 10:00)" in text
    today = seen(agent.get("/"))
    assert "APNF-000007" not in today
    assert "APNF-000005" in today


def test_what_is_left_of_a_closed_gap_stays_closed(lost, supervisor):
    closed_by(supervisor, 7, 8)
    ExchangeFileFactory(read=True, number=7, made_at=NOW, created_at=NOW)
    assert [gap.shown for gap in open_gaps(NOW - LOOKED_BACK)] == ["APNF-000005", "APNF-000002"]


def test_who_may_not_close_a_gap_does_not(lost, agent):
    assert "They never used it" not in seen(agent.get(LIST))
    assert agent.post(f"{LIST}gaps/close/", {"counterpart": "clearing_house", "first": 5, "last": 5}).status_code == 403
    assert not UnusedNumbers.objects.exists()


@pytest.mark.parametrize(("first", "last"), [(5, 6), (4, 4), (1, 900), (8, 7)])
def test_only_a_gap_as_it_is_now_is_closed(lost, supervisor, first, last):
    assert "This is no longer missing" in closed_by(supervisor, first, last)
    assert not UnusedNumbers.objects.exists()


def test_a_gap_is_closed_once(lost, supervisor):
    closed_by(supervisor, 5, 5)
    assert "This is no longer missing" in closed_by(supervisor, 5, 5)
    assert UnusedNumbers.objects.count() == 1


@pytest.mark.parametrize("odd", [{}, {"first": "x"}, {"first": 10**30}, {"counterpart": "nobody"}, {"first": -1}])
def test_an_odd_form_is_turned_away(lost, supervisor, odd):
    asked = {"counterpart": "clearing_house", "first": 5, "last": 5} | odd if odd else {}
    assert supervisor.post(f"{LIST}gaps/close/", asked).status_code == 400


def test_a_file_that_came_late_does_not_make_a_gap_of_older_ones():
    for number in (1, 2, 3, 4, 5):
        at = NOW - timedelta(days=100 - number)
        ExchangeFileFactory(read=True, number=number, made_at=at, created_at=NOW if number == 2 else at)
    ExchangeFileFactory(read=True, number=6, made_at=NOW, created_at=NOW)
    assert gaps(NOW - LOOKED_BACK) == []
