"""The list of orders to the incumbent, its files, and what leads to it from the figures of the delays."""

from datetime import timedelta

import pytest
from django.urls import reverse
from time_machine import travel

from activation.models import Reminder
from tests.activation.factories import ExchangeFactory, SubscriptionFactory, UnbundlingOrderFactory
from tests.activation.place import D, at, day
from tests.factories import CustomerFactory, UserFactory
from tests.screens import logged_in, queries_of, seen

pytestmark = pytest.mark.django_db

LIST = "activation:order_list"


@pytest.fixture(autouse=True)
def monday():
    with travel(at(D), tick=False):
        yield


@pytest.fixture
def screen():
    return logged_in(UserFactory(groups=["activation agent"]))


def sent(days_ago: int, **fields):
    return UnbundlingOrderFactory(acknowledged=True, sent_on=day(-days_ago), **fields)


def test_an_empty_list_says_what_comes_there(screen):
    assert "No order yet" in seen(screen.get(reverse(LIST)))


def test_a_row_tells_how_long_it_waits_and_how_often_the_incumbent_was_reminded(screen):
    order = sent(18, attempt=2)
    for number in (15, 16, 17):
        Reminder.objects.create(order=order, day=order.sent_on + timedelta(days=number))
    text = seen(screen.get(reverse(LIST)))
    assert 'data-label="Days without report">18<' in text
    assert 'data-label="Reminders">3<' in text
    assert 'data-label="Attempt">2<' in text
    assert f"{reverse('activation:subscription', args=[order.subscription.reference])}#attempts" in text


def test_an_order_that_is_over_waits_for_nothing(screen):
    UnbundlingOrderFactory(done=True, sent_on=day(-18))
    assert 'data-label="Days without report"><' in seen(screen.get(reverse(LIST)))


def test_a_stray_report_is_seen_at_once(screen):
    UnbundlingOrderFactory(done=True, stray_result="failed")
    assert "stray report" in seen(screen.get(reverse(LIST)))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"state": "acknowledged"}, True),
        ({"state": "done"}, False),
        ({"exchange": "75lil"}, True),
        ({"exchange": "lilas"}, True),
        ({"exchange": "59BEF"}, False),
        ({"attempt": "3"}, True),
        ({"attempt": "1"}, False),
        ({"age": "reminded"}, True),
        ({"age": "week"}, False),
        ({"age": "very_late"}, False),
        ({"customer": "lilas"}, True),
        ({"customer": "moreau"}, False),
        ({"number": "01.99.00.00.42"}, True),
        ({"number": "0199000043"}, False),
        ({"active_from": "2026-11-01"}, False),
    ],
    ids=str,
)
def test_filters(screen, asked, found):
    subscription = SubscriptionFactory(
        ordered=True,
        customer=CustomerFactory(name="Hôtel des Lilas"),
        line_number="0199000042",
        exchange=ExchangeFactory(code="75LIL", name="Paris Lilas"),
    )
    order = sent(18, subscription=subscription, attempt=3)
    assert (order.reference in seen(screen.get(reverse(LIST), asked))) == found


@pytest.mark.parametrize(
    ("days_ago", "age"), [(0, "week"), (7, "week"), (8, "reminders_soon"), (30, "late"), (31, "very_late")]
)
def test_ages_meet_without_a_gap(screen, days_ago, age):
    order = sent(days_ago)
    found = {name for name in ("week", "reminders_soon", "reminded", "late", "very_late")
             if order.reference in seen(screen.get(reverse(LIST), {"age": name}))}  # fmt: skip
    assert found == {age}


@pytest.mark.parametrize(("active_until", "found"), [("2026-11-20", True), ("2026-11-19", False)])
def test_the_orders_of_lines_that_began_to_work_in_some_days(screen, active_until, found):
    line = SubscriptionFactory(active=True, activated_at=at(day(-3), 23, 30))
    order = UnbundlingOrderFactory(done=True, subscription=line)
    asked = {"active_from": "2026-11-20", "active_until": active_until}
    assert (order.reference in seen(screen.get(reverse(LIST), asked))) == found


def test_files_hold_what_is_on_screen(screen):
    order = sent(18, subscription__customer=CustomerFactory(name="Hôtel des Lilas"))
    other = sent(2)
    asked = {"age": "reminded", "columns": ["days", "strip"]}
    answer = screen.get(reverse("activation:order_export", args=["csv"]), asked)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert text.splitlines()[0] == "Reference;Subscription;Customer;Days without report;Strip and position"
    assert f"{order.reference};{order.subscription.reference};Hôtel des Lilas;18;" in text
    assert other.reference not in text
    workbook = screen.get(reverse("activation:order_export", args=["xlsx"]))
    assert b"".join(workbook.streaming_content).startswith(b"PK")
    workbook.close()


def test_the_number_of_queries_does_not_grow(screen):
    def failed() -> None:
        Reminder.objects.create(order=UnbundlingOrderFactory(failed=True), day=D)

    failed()
    before = queries_of(screen, reverse(LIST))
    for _ in range(9):
        failed()
    assert queries_of(screen, reverse(LIST)) == before


def test_it_is_not_for_everybody():
    screen = logged_in(UserFactory(permissions=["activation.view_subscription"]))
    assert screen.get(reverse(LIST)).status_code == 403
    assert screen.get(reverse("activation:order_export", args=["csv"])).status_code == 403
