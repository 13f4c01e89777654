"""The page of one subscription: read, called, corrected, suspended, moved, ended, commented."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from time_machine import travel

from activation.models import Call, Subscription, SubscriptionComment, UnbundlingOrder
from bascule.lifecycle import SYSTEM, perform
from operators.models import Contact
from tests.activation.factories import (
    AllocationFactory,
    ExchangeFactory,
    OfferFactory,
    PoolFactory,
    PositionFactory,
    ShipmentFactory,
    SubscriptionFactory,
    UnbundlingOrderFactory,
)
from tests.factories import PortInFactory, PortInNumberFactory, UserFactory
from tests.portability.world import NOW, TODAY
from tests.screens import logged_in, seen

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with travel(NOW, tick=False):
        yield


@pytest.fixture
def screen(desk):
    return logged_in(UserFactory(groups=["activation agent"], first_name="Anne", last_name="Martin"))


@pytest.fixture
def reader(desk):
    return logged_in(UserFactory(permissions=["activation.view_subscription"]))


@pytest.fixture
def waiting(desk):
    """A customer whose address the incumbent does not know, with a place for the next order."""
    exchange = ExchangeFactory(code="LIL75")
    PositionFactory(strip__dslam__exchange=exchange)
    one = SubscriptionFactory(waiting=True, exchange=exchange, customer__name="Durand", offer__unbundling="partial")
    UnbundlingOrderFactory(subscription=one, in_error=True, exchange=exchange)
    return one


def page_of(one) -> str:
    return reverse("activation:subscription", args=[one.reference])


def act(screen, one, name, **typed):
    return screen.post(reverse(f"activation:subscription_{name}", args=[one.reference]), typed)


def move(screen, one, name, **typed):
    return screen.post(reverse("activation:subscription_move", args=[one.reference, name]), typed)


class TestPage:
    def test_it_tells_all_that_is_known_of_a_line(self, screen):
        one = SubscriptionFactory(active=True, line_number="0199000077", customer__name="Durand")
        order = UnbundlingOrderFactory(subscription=one, done=True, sent_on=TODAY - timedelta(days=20))
        order.reminders.create(day=TODAY - timedelta(days=5))
        AllocationFactory(subscription=one, kind="dhcp", status="allocated", values={"address": "100.64.0.9"})
        ShipmentFactory(subscription=one, kind="modem", carrier_reference="6A123")
        text = seen(screen.get(page_of(one)))
        for said in ("Durand", "01 99 00 00 77", order.reference, "100.64.0.9", "6A123", "Terminate"):
            assert said in text

    @pytest.mark.parametrize("count", [1, 4])
    def test_it_costs_the_same_whatever_it_holds(self, screen, count, django_assert_max_num_queries):
        one = SubscriptionFactory(active=True)
        for attempt in range(1, count + 1):
            UnbundlingOrderFactory(subscription=one, failed=True, attempt=attempt)
        screen.get(page_of(one))
        with django_assert_max_num_queries(44 + count):
            screen.get(page_of(one))

    def test_a_line_that_was_here_before_was_subscribed_before_its_order_left(self, screen):
        one = SubscriptionFactory(active=True, subscribed_on=TODAY - timedelta(days=90), created_at=NOW)
        UnbundlingOrderFactory(subscription=one, done=True, sent_on=TODAY - timedelta(days=89))
        marks = screen.get(page_of(one)).context["bar"].marks
        assert [str(mark.label) for mark in marks][:2] == ["Subscribed", "Order sent"]

    def test_a_reader_is_offered_nothing(self, reader, waiting):
        text = seen(reader.get(page_of(waiting)))
        assert "What you say" in text
        assert "Order again" not in text
        assert "Keep this comment" not in text

    def test_an_unknown_one_is_not_found(self, screen):
        assert screen.get(reverse("activation:subscription", args=["SU-2026-999999"])).status_code == 404


class TestHeldByItsPort:
    @pytest.fixture
    def held(self, desk):
        port = PortInFactory(state="rejected", rejection_code="rio_invalid")
        PortInNumberFactory(port_in=port, national="0199000077")
        one = SubscriptionFactory(port_in=port, line_number="0199000077", customer=port.customer)
        UnbundlingOrderFactory(subscription=one, due=True)
        return one

    def test_the_page_and_today_say_so(self, screen, reader, held):
        text = seen(screen.get(page_of(held)))
        assert "The order waits for its port" in text
        assert held.port_in.reference in text
        assert "Go on without the port" in text
        assert "Go on without the port" not in seen(reader.get(page_of(held)))
        assert "Its port was refused: correct it, or go on without it" in seen(screen.get("/"))

    def test_an_order_that_has_left_waits_for_nothing(self, screen, held):
        perform(held.orders.get(), "send", by=SYSTEM, now=NOW)
        assert "The order waits for its port" not in seen(screen.get(page_of(held)))

    def test_the_line_goes_on_without_it(self, screen, held):
        assert act(screen, held, "drop_port").status_code == 302
        assert Subscription.objects.get().without_port
        assert "The order waits for its port" not in seen(screen.get(page_of(held)))


class TestCall:
    def test_the_card_says_why_whom_to_call_and_what_to_say(self, screen, waiting):
        Contact.objects.create(customer=waiting.customer, name="Léa Durand", phone="0639980001")
        text = seen(screen.get(page_of(waiting)))
        assert 'href="tel:0639980001"' in text
        assert "What you say" in text

    def test_a_call_is_noted_with_the_day_that_was_agreed(self, screen, waiting):
        answer = act(screen, waiting, "call", outcome="call_again", again_on="2026-11-26", note="At noon")
        assert answer.status_code == 302
        stored = Subscription.objects.get()
        assert (stored.state, stored.calls_made, stored.call_again_on) == (
            "waiting_for_customer",
            1,
            date(2026, 11, 26),
        )
        assert Call.objects.get().note == "At noon"
        assert "At noon" in seen(screen.get(page_of(waiting)))

    @pytest.mark.parametrize(
        "typed",
        [
            {},
            {"outcome": "perhaps"},
            {"outcome": "call_again"},
            {"outcome": "call_again", "again_on": "2026-11-01"},
            {"outcome": "visit_booked", "again_on": "not a day"},
        ],
    )
    def test_a_call_that_says_too_little_keeps_what_was_typed(self, screen, waiting, typed):
        answer = act(screen, waiting, "call", note="He said no", **typed)
        assert answer.status_code == 422
        assert "He said no" in seen(answer)
        assert not Call.objects.exists()

    def test_a_correction_orders_again(self, screen, waiting):
        customer = waiting.customer
        answer = act(
            screen,
            waiting,
            "correct",
            line1="14 rue des Lilas",
            line2="",
            postal_code=customer.postal_code,
            city=customer.city,
            customer_name=customer.name,
            line_number=waiting.line_number,
        )
        assert answer.status_code == 302, seen(answer)
        stored = Subscription.objects.select_related("customer").get()
        assert (stored.state, stored.customer.line1) == ("ordered", "14 rue des Lilas")
        assert sorted(UnbundlingOrder.objects.values_list("state", flat=True)) == ["corrected", "due"]

    def test_a_correction_that_cannot_be_is_said_beside_its_field(self, screen, waiting):
        answer = act(screen, waiting, "correct", line1="", postal_code="7501", city="Paris")
        assert answer.status_code == 422
        assert Subscription.objects.get().state == "waiting_for_customer"

    def test_who_may_not_correct_is_refused(self, reader, waiting):
        assert act(reader, waiting, "call", outcome="no_answer").status_code == 403
        assert act(reader, waiting, "correct").status_code == 403
        assert act(reader, waiting, "drop_port").status_code == 403

    def test_the_second_agent_hears_who_was_faster(self, screen, waiting):
        perform(waiting, "cancel", by=SYSTEM, now=NOW)
        answer = act(screen, waiting, "call", outcome="no_answer", note="Nobody")
        assert answer.status_code == 409
        assert "was faster" in seen(answer)
        assert "Nobody" in seen(answer)
        assert not Call.objects.exists()


class TestMoves:
    def test_a_line_is_suspended_for_a_reason_and_resumed(self, screen):
        one = SubscriptionFactory(active=True)
        assert move(screen, one, "suspend", reason="unpaid", note="Two months").status_code == 302
        assert Subscription.objects.get().state == "suspended"
        assert SubscriptionComment.objects.get().text == "Two months"
        assert one.history.last().reason == "unpaid"
        assert move(screen, one, "resume").status_code == 302
        assert Subscription.objects.get().state == "active"

    @pytest.mark.parametrize("name", ["suspend", "cancel", "terminate"])
    def test_no_end_without_a_reason(self, screen, name):
        one = SubscriptionFactory(active=True)
        assert move(screen, one, name, note="because").status_code == 422
        assert Subscription.objects.get().state == "active"

    def test_an_offer_of_the_same_kind_changes_at_once(self, screen):
        one = SubscriptionFactory(active=True, offer=OfferFactory(code="dsl-full"))
        other = OfferFactory(code="dsl-tv-full", television=True)
        assert move(screen, one, "change_offer", offer=other.pk).status_code == 302
        stored = Subscription.objects.get()
        assert (stored.state, stored.offer) == ("activating", other)

    def test_an_offer_that_is_not_sold_is_not_offered(self, screen):
        one = SubscriptionFactory(active=True)
        other = OfferFactory(code="old", on_sale=False)
        assert move(screen, one, "change_offer", offer=other.pk).status_code == 422
        assert Subscription.objects.get().offer == one.offer

    def test_moves_of_the_clock_are_no_address(self, screen):
        one = SubscriptionFactory(ordered=True)
        for name in ("launch", "activate", "finish", "wait"):
            assert move(screen, one, name).status_code == 404

    def test_who_may_not_move_is_refused(self, reader):
        one = SubscriptionFactory(active=True)
        assert move(reader, one, "terminate", reason="mistake").status_code == 403
        assert Subscription.objects.get().state == "active"


class TestSmallActs:
    def test_a_comment_is_kept(self, screen):
        one = SubscriptionFactory()
        assert act(screen, one, "comment", text="Calls after six").status_code == 302
        assert "Calls after six" in seen(screen.get(page_of(one)))

    def test_an_empty_comment_is_none(self, screen):
        one = SubscriptionFactory()
        assert act(screen, one, "comment", text=" ").status_code == 422
        assert not SubscriptionComment.objects.exists()

    def test_a_stray_report_is_settled(self, screen):
        order = UnbundlingOrderFactory(done=True, stray_result="ok", stray_at=NOW)
        url = reverse("activation:order_settle", args=[order.reference])
        assert "call it, then settle this" in seen(screen.get(page_of(order.subscription)))
        assert screen.post(url).status_code == 302
        assert UnbundlingOrder.objects.get().stray_result == ""
        assert "was faster" in seen(screen.post(url, follow=True))

    def test_a_resource_is_tried_again(self, screen):
        """Without a pool it fails again, and says why; once there is one, it is allocated."""
        one = SubscriptionFactory(state="activating", ordered_at=NOW)
        row = AllocationFactory(subscription=one, kind="mer", problem="pool_exhausted", tries=3, next_try_at=NOW)
        url = reverse("activation:allocation_retry", args=[row.pk])
        assert "It failed again" in seen(screen.post(url, follow=True))
        PoolFactory(kind="mer")
        assert "Done: MER session." in seen(screen.post(url, follow=True))
        row.refresh_from_db()
        assert (row.status, row.problem) == ("allocated", "")

    def test_who_may_not_try_again_is_refused(self, reader):
        row = AllocationFactory(kind="mer", problem="pool_exhausted")
        assert reader.post(reverse("activation:allocation_retry", args=[row.pk])).status_code == 403
