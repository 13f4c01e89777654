"""The delays on screen: orders without a report by age, and whose delay it was, by exchange and by week."""

from datetime import timedelta

import pytest
from django.urls import reverse
from time_machine import travel

from tests.activation.factories import ExchangeFactory, SubscriptionFactory, UnbundlingOrderFactory
from tests.activation.place import D, at, day
from tests.factories import UserFactory
from tests.screens import logged_in, queries_of, seen

pytestmark = pytest.mark.django_db

PAGE = "activation:ageing"


@pytest.fixture(autouse=True)
def monday():
    with travel(at(D), tick=False):
        yield


@pytest.fixture
def screen():
    return logged_in(UserFactory(groups=["activation agent"]))


def made(days_ago: int, theirs: int, ours: int, **fields):
    """A line that began to work some days ago, after so many days of the incumbent and of ours."""
    active_on = day(-days_ago)
    subscribed_on = active_on - timedelta(days=theirs + ours)
    line = SubscriptionFactory(active=True, activated_at=at(active_on), subscribed_on=subscribed_on, **fields)
    sent_on = subscribed_on + timedelta(days=ours)
    UnbundlingOrderFactory(subscription=line, done=True, sent_on=sent_on, reported_on=active_on)
    return line


def test_the_ages_are_counted_and_lead_to_their_orders(screen):
    for days_ago in (3, 16, 17, 45):
        UnbundlingOrderFactory(acknowledged=True, sent_on=day(-days_ago))
    text = seen(screen.get(reverse(PAGE)))
    assert "<title>2 orders</title>" in text
    href = f"{reverse('activation:order_list')}?age=reminded"
    assert href in text
    assert "2 orders" in seen(screen.get(href))


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_that_nobody_means_is_said_to_be_none(screen, day):
    assert screen.get(reverse(PAGE), {"since": day, "until": day}).status_code == 422
    for edge in ("active_from", "active_until"):
        assert "errorlist" in seen(screen.get(reverse("activation:order_list"), {edge: day}))
        assert screen.get(reverse("activation:order_export", args=["csv"]), {edge: day}).status_code < 500


def test_the_share_of_a_delay_is_said_in_days_and_in_percent(screen):
    made(5, theirs=8, ours=2)
    made(6, theirs=8, ours=2)
    text = seen(screen.get(reverse(PAGE)))
    assert "2 lines, 10.0 days from the subscription to the working line on average:" in text
    assert "8.0 with the incumbent (80 %)" in text
    assert "2.0 with us (20 %)" in text
    assert "<title>incumbent 80 %, us 20 %</title>" in text


def test_each_exchange_and_each_week_has_its_row_and_leads_to_its_orders(screen):
    made(1, 5, 5, exchange=ExchangeFactory(code="75LIL", name="Paris Lilas"))
    made(8, 9, 1, exchange=ExchangeFactory(code="59BEF", name="Lille Beffroi"))
    text = seen(screen.get(reverse(PAGE)))
    assert "Paris Lilas" in text
    assert "90 / 10 %" in text
    assert "2026-W47" in text
    assert "2026-W46" in text
    week = "?active_from=2026-11-09&amp;active_until=2026-11-15"
    assert week in text
    found = seen(screen.get(reverse("activation:order_list") + week.replace("&amp;", "&")))
    assert "59BEF" in found
    assert "75LIL" not in found


def test_another_period_may_be_asked_for(screen):
    made(100, 5, 5)
    assert "No line began to work in this period" in seen(screen.get(reverse(PAGE)))
    text = seen(screen.get(reverse(PAGE), {"since": "2026-08-01", "until": "2026-08-31"}))
    assert "1 line, 10.0 days" in text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"since": "2026-11-20", "until": "2026-11-01"}, "This day comes before the first one."),
        ({"since": "2020-01-01", "until": "2026-11-01"}, "Two years at most."),
        ({"since": "yesterday"}, "Enter a valid date."),
    ],
    ids=str,
)
def test_a_period_that_cannot_be_is_said_and_kept(screen, asked, said):
    response = screen.get(reverse(PAGE), asked)
    assert response.status_code == 422
    assert said in seen(response)
    assert f'value="{asked["since"]}"' in seen(response)


def test_the_number_of_queries_does_not_grow(screen):
    made(1, 5, 5)
    before = queries_of(screen, reverse(PAGE))
    for days_ago in range(2, 12):
        made(days_ago, 5, 5)
        UnbundlingOrderFactory(acknowledged=True, sent_on=day(-days_ago))
    assert queries_of(screen, reverse(PAGE)) == before


def test_it_is_not_for_everybody():
    screen = logged_in(UserFactory(permissions=["activation.view_subscription"]))
    assert screen.get(reverse(PAGE)).status_code == 403
