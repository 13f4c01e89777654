"""The plant on screen: how full each exchange is, who holds which position, what serves it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from activation.models import PositionState
from tests.activation.factories import (
    ExchangeFactory,
    LeaseFactory,
    PoolFactory,
    PositionFactory,
    StripFactory,
    SubscriptionFactory,
)
from tests.factories import UserFactory
from tests.screens import logged_in, queries_of, seen

pytestmark = pytest.mark.django_db

PLANT = "activation:plant"


@pytest.fixture
def screen():
    return logged_in(UserFactory(groups=["activation agent"]))


def exchange_with(*states: str, **fields):
    """An exchange with one strip, whose positions are in these states."""
    served = ExchangeFactory(**fields)
    strip = StripFactory(dslam__exchange=served, size=len(states))
    for number, state in enumerate(states, 1):
        taken = state in PositionState.taken()
        until = timezone.localdate() + timedelta(days=5) if state == "quarantined" else None
        holder = SubscriptionFactory(exchange=served) if taken else None
        PositionFactory(strip=strip, number=number, state=state, subscription=holder, quarantined_until=until)
    return served


def page_of(one) -> str:
    return reverse("activation:exchange", args=[one.code])


def test_without_an_exchange_it_says_what_comes_there(screen):
    assert "No exchange yet" in seen(screen.get(reverse(PLANT)))


def test_each_exchange_shows_its_figures_and_a_bar_with_a_title(screen):
    exchange_with("free", "in_use", "in_use", "reserved", "quarantined", "faulty", "free", "free", name="Rennes Genêts")
    text = seen(screen.get(reverse(PLANT)))
    row = text[text.index("Rennes Genêts") : text.index("</tr>", text.index("Rennes Genêts"))]
    assert "<title>63 % taken</title>" in row
    assert [figure in row for figure in ('data-label="In use">2<', 'data-label="Reserved">1<')] == [True, True]
    assert 'width="25.0%"' in row, "two of eight are in use"


def test_the_fullest_comes_first_and_one_without_equipment_last(screen):
    ExchangeFactory(code="EMPTY", name="Nothing of ours")
    exchange_with("free", "free", name="Hardly used")
    exchange_with("in_use", "reserved", "free", name="Nearly full")
    text = seen(screen.get(reverse(PLANT)))
    assert text.index("Nearly full") < text.index("Hardly used") < text.index("Nothing of ours")
    assert "not equipped" in text


@pytest.mark.parametrize(("states", "warns"), [(["in_use"] * 9 + ["free"], True), (["in_use", "free"], False)])
def test_saturation_is_said_in_words(screen, states, warns):
    exchange_with(*states)
    text = seen(screen.get(reverse(PLANT)))
    assert ("1 exchange is over 85 %" in text) == warns
    assert ("saturated" in text) == warns


def test_the_day_of_the_end_of_copper_is_shown_and_a_past_one_stands_out(screen):
    exchange_with("free", copper_closed_on=date(2020, 1, 31))
    exchange_with("free", copper_closed_on=date(2099, 1, 31))
    text = seen(screen.get(reverse(PLANT)))
    assert "since 31 Jan. 2020" in text
    assert "since 31 Jan. 2099" not in text
    assert "31 Jan. 2099" in text


def test_each_position_says_who_holds_it_and_leads_there(screen):
    one = exchange_with("in_use", "free", "quarantined", "faulty")
    holder = one.subscriptions.get()
    text = seen(screen.get(page_of(one)))
    assert reverse("activation:subscription", args=[holder.reference]) in text
    assert f"in use, {holder.reference}" in text
    assert f"in quarantine until {timezone.localdate() + timedelta(days=5)}" in text
    assert "1 free of 4" in text


def test_who_may_not_see_subscriptions_is_not_led_to_them():
    one = exchange_with("in_use")
    screen = logged_in(UserFactory(permissions=["activation.view_exchange"]))
    text = seen(screen.get(page_of(one)))
    assert reverse("activation:subscription", args=[one.subscriptions.get().reference]) not in text
    assert "?exchange=" not in text


def test_the_pools_that_serve_an_exchange_say_what_is_left(screen):
    one = exchange_with("free")
    PoolFactory(name="addresses here", exchange=one)
    everywhere = PoolFactory(name="sessions", first=1, last=2)
    PoolFactory(name="addresses elsewhere", exchange=ExchangeFactory())
    PoolFactory(name="shut", is_open=False)
    LeaseFactory(pool=everywhere, value=1)
    LeaseFactory(pool=everywhere, value=2, allocation=None, kind="dhcp", quarantined_until=timezone.localdate())
    text = seen(screen.get(page_of(one)))
    assert "addresses here" in text
    assert "this exchange" in text
    assert "and 1 at rest" in text
    assert "none</span>" in text, "both identifiers of the sessions are given or at rest"
    assert "elsewhere" not in text
    assert "shut" not in text


def test_an_exchange_without_equipment_says_so(screen):
    assert "No equipment of ours here" in seen(screen.get(page_of(ExchangeFactory())))


def test_many_strips_come_in_pages(screen):
    one = ExchangeFactory()
    for _ in range(17):
        StripFactory(dslam__exchange=one)
    assert "1 to 16 of 17" in seen(screen.get(page_of(one)))
    assert screen.get(page_of(one), {"page": 2}).status_code == 200


def test_the_number_of_queries_does_not_grow(screen):
    one = exchange_with("in_use", "free", "reserved")
    PoolFactory()
    before = queries_of(screen, reverse(PLANT)), queries_of(screen, page_of(one))
    for _ in range(5):
        exchange_with("in_use", "free")
        PositionFactory(strip__dslam=one.dslams.get(), state="in_use", subscription=SubscriptionFactory())
        LeaseFactory(pool=PoolFactory())
    assert (queries_of(screen, reverse(PLANT)), queries_of(screen, page_of(one))) == before


@pytest.mark.parametrize("permissions", [[], ["activation.view_subscription"]])
def test_it_is_not_for_everybody(permissions):
    screen, one = logged_in(UserFactory(permissions=permissions)), ExchangeFactory()
    assert screen.get(reverse(PLANT)).status_code == 403
    assert screen.get(page_of(one)).status_code == 403


def test_an_unknown_exchange_is_not_found(screen):
    assert screen.get("/plant/NOWHERE/").status_code == 404
