"""The list of subscriptions, the search, and what of them waits on Today."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from activation import board
from tests.activation.factories import (
    AllocationFactory,
    ExchangeFactory,
    OfferFactory,
    PositionFactory,
    ShipmentFactory,
    SubscriptionFactory,
    TakeoverFactory,
    UnbundlingOrderFactory,
)
from tests.factories import PortInFactory, UserFactory
from tests.portability.world import NOW
from tests.screens import logged_in, seen

pytestmark = pytest.mark.django_db

LIST = "activation:subscription_list"


@pytest.fixture(autouse=True)
def monday():
    with travel(NOW, tick=False):
        yield


@pytest.fixture
def agent(desk):
    return UserFactory(groups=["activation agent"])


@pytest.fixture
def screen(agent):
    return logged_in(agent)


def found(screen, **filters) -> str:
    return seen(screen.get(reverse(LIST), filters))


class TestList:
    @pytest.mark.parametrize(
        ("filters", "there"),
        [
            ({"number": "01 99 00 00 77"}, True),
            ({"number": "01 99 00 00 78"}, False),
            ({"customer": "lilas"}, True),
            ({"customer": "nobody"}, False),
            ({"state": "ordered"}, True),
            ({"state": "active"}, False),
            ({"offer": "dsl-full"}, True),
            ({"exchange": "lil75"}, True),
            ({"exchange": "elsewhere"}, False),
            ({"due": "late"}, True),
            ({"due": "week"}, False),
        ],
    )
    def test_each_filter_finds_what_it_names(self, screen, filters, there):
        OfferFactory(code="other")
        SubscriptionFactory(
            reference="SU-2026-000001",
            ordered=True,
            due_at=NOW - timedelta(days=1),
            line_number="0199000077",
            customer__name="Boulangerie des Lilas",
            offer=OfferFactory(code="dsl-full"),
            exchange=ExchangeFactory(code="LIL75"),
        )
        assert ("SU-2026-000001" in found(screen, **filters)) is there

    def test_a_number_that_cannot_be_read_is_told_so(self, screen):
        SubscriptionFactory(reference="SU-2026-000001")
        assert "errorlist" in found(screen, number="12")

    @pytest.mark.parametrize("count", [1, 12])
    def test_it_costs_the_same_whatever_its_length(self, screen, count, django_assert_max_num_queries):
        for _number in range(count):
            UnbundlingOrderFactory(sent=True)
        screen.get(reverse(LIST))
        with django_assert_max_num_queries(32):
            screen.get(reverse(LIST))

    def test_the_file_holds_what_the_filters_find(self, screen):
        SubscriptionFactory(reference="SU-2026-000001", customer__name="=1+1")
        SubscriptionFactory(reference="SU-2026-000002", cancelled=True)
        response = screen.get(reverse("activation:subscription_export", args=["csv"]), {"state": "prospect"})
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text), delimiter=";"))
        assert [row[0] for row in rows[1:]] == ["SU-2026-000001"]
        assert "'=1+1" in rows[1]

    def test_who_may_not_look_is_refused(self, desk):
        stranger = logged_in(UserFactory())
        assert stranger.get(reverse(LIST)).status_code == 403
        assert stranger.get(reverse("activation:subscription_export", args=["csv"])).status_code == 403


class TestSearch:
    @pytest.mark.parametrize("text", ["SU-2026-000001", "su-2026-000001", "UO-2026-000009", "CRM-5", "01 99 00 00 77"])
    def test_a_subscription_is_found_by_what_people_have_in_hand(self, agent, text):
        one = SubscriptionFactory(
            reference="SU-2026-000001", external_reference="CRM-5", line_number="0199000077", ordered=True
        )
        UnbundlingOrderFactory(reference="UO-2026-000009", subscription=one, sent=True)
        [group] = board.find(text, agent)
        assert [row.title for row in group.rows] == ["SU-2026-000001"]

    def test_who_may_not_see_finds_nothing(self, desk):
        SubscriptionFactory(reference="SU-2026-000001")
        assert board.find("SU-2026-000001", UserFactory()) == []


def rows(agent) -> dict[str, str]:
    return {row.reference: str(row.what) for row in board.attention(agent, NOW)}


class TestToday:
    def test_a_customer_to_call_says_why(self, agent):
        SubscriptionFactory(reference="SU-2026-000001", waiting=True, due_at=NOW)
        SubscriptionFactory(reference="SU-2026-000002", waiting=True, due_at=NOW + timedelta(days=3))
        assert list(rows(agent)) == ["SU-2026-000001"]
        assert rows(agent)["SU-2026-000001"] != "address_mismatch"
        assert board.counts(agent, NOW) == {
            "activation:subscription_list": 2,
            "activation:to_call": 2,
            "today": 1,
        }

    @pytest.mark.parametrize(
        ("state", "what"),
        [
            ({"due": True}, "The order has not left"),
            ({"sent": True}, "The order is not acknowledged"),
            ({"acknowledged": True}, "No completion report, 0 reminders"),
        ],
    )
    def test_an_order_whose_clock_is_over_says_what_it_waits_for(self, agent, state, what):
        UnbundlingOrderFactory(reference="UO-2026-000001", due_at=NOW - timedelta(hours=1), **state)
        UnbundlingOrderFactory(reference="UO-2026-000002", due_at=NOW + timedelta(hours=1), **state)
        assert rows(agent) == {"UO-2026-000001": what}

    def test_a_stray_report_waits_for_somebody(self, agent):
        UnbundlingOrderFactory(reference="UO-2026-000001", done=True, stray_result="ok", stray_at=NOW, due_at=NOW)
        assert rows(agent) == {"UO-2026-000001": "A report came that nobody awaited any more"}

    def test_a_line_that_is_made_and_does_not_work_waits_for_somebody(self, agent):
        SubscriptionFactory(reference="SU-2026-000001", state="activating", due_at=NOW - timedelta(minutes=5))
        assert rows(agent) == {"SU-2026-000001": "The line is made and some of its services are not"}

    def test_a_service_in_trouble_says_what_is_in_its_way(self, agent):
        one = SubscriptionFactory(reference="SU-2026-000001", active=True)
        AllocationFactory(subscription=one, kind="voip", problem="platform_refused", tries=1)
        AllocationFactory(subscription=one, kind="dhcp", problem="platform_down", tries=1)
        assert rows(agent) == {"SU-2026-000001": "VoIP – the platform refused"}
        [row] = board.attention(agent, NOW)
        assert row.url.endswith("/SU-2026-000001/#services")

    def test_a_line_that_should_work_by_now_is_said_once(self, agent):
        one = SubscriptionFactory(reference="SU-2026-000001", state="activating", due_at=NOW - timedelta(minutes=5))
        AllocationFactory(subscription=one, kind="voip", problem="platform_refused", tries=1)
        assert len(board.attention(agent, NOW)) == 1

    @pytest.mark.parametrize(("days", "said"), [(2, False), (3, True)])
    def test_a_port_put_off_too_often_for_its_line_waits_for_somebody(self, agent, days, said):
        promised_on = timezone.localdate(NOW) - timedelta(days=days)
        port = PortInFactory(state="accepted", waits_for_line=True, promised_on=promised_on, scheduled_on=promised_on)
        SubscriptionFactory(reference="SU-2026-000001", ordered=True, port_in=port)
        assert list(rows(agent)) == ([port.reference] if said else [])

    def test_a_line_taken_by_mistake_waits_for_somebody(self, agent):
        TakeoverFactory(reference="WT-2026-000001")
        assert list(rows(agent)) == ["WT-2026-000001"]

    def test_an_exchange_nearly_full_asks_for_capacity(self, agent):
        exchange = ExchangeFactory(code="LIL75")
        for _number in range(9):
            PositionFactory(strip__dslam__exchange=exchange, state="faulty")
        PositionFactory(strip__dslam__exchange=exchange)
        PositionFactory(strip__dslam__exchange=ExchangeFactory(code="PAR20"))
        assert rows(agent) == {"LIL75": "Only 1 position is left"}

    def test_late_parcels_are_one_row(self, agent):
        day = timezone.localdate(NOW) - timedelta(days=2)
        for _number in range(3):
            ShipmentFactory(status="sent", sent_on=day, planned_on=day, expected_on=day)
        assert rows(agent) == {"Shipments": "It should have arrived"}

    def test_who_may_not_see_is_told_nothing(self, desk):
        SubscriptionFactory(waiting=True, due_at=NOW)
        TakeoverFactory()
        nobody = UserFactory()
        assert board.attention(nobody, NOW) == []
        assert board.counts(nobody, NOW) == {}
