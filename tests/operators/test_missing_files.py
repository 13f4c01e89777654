"""Files of theirs that never came: on the page of exchanges, and on Today as long as they are fresh."""

from datetime import timedelta

import pytest
from django.utils import translation
from time_machine import travel

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
    assert "22 Nov, 10:00" in text


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
