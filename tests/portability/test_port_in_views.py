"""The list of incoming ports and the page of one: found, read, moved by hand, commented."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from bascule.lifecycle import SYSTEM, perform
from operators.models import Operator
from portability.models import PortIn
from portability.ordering import Order, order
from portability.quoting.record import make_quote
from portability.views.deadline_bar import deadline_bar
from tests.factories import CustomerFactory, OperatorFactory, PortInFactory, PortInNumberFactory, UserFactory
from tests.portability.world import NEVER_PORTED, NOW, ONCE, PARIS, TODAY, TWICE, asking
from tests.screens import logged_in, seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

LIST = "portability:port_in_list"


def request(state="accepted", **fields):
    """A request in a state, with what the state needs."""
    needed = {"scheduled_on": date(2026, 12, 8), "ported_on": TODAY, "rejection_code": "rio_invalid"}
    return PortInFactory(state=state, **{**needed, **fields})


def page_of(port_in) -> str:
    return reverse("portability:port_in_detail", args=[port_in.reference])


def move(screen, port_in, name, **typed):
    return screen.post(reverse("portability:port_in_move", args=[port_in.reference, name]), typed)


class TestList:
    def found(self, screen, **filters) -> str:
        return seen(screen.get(reverse(LIST), filters))

    @pytest.mark.parametrize(
        "filters",
        [
            {"number": "01.99.00.42.42"},
            {"customer": "lilas"},
            {"donor": "OVH"},
            {"donor": "ovh"},
            {"state": "accepted"},
            {"due": "late"},
            {"day": "2026-12-08"},
        ],
    )
    def test_a_request_is_found_by_what_is_known_of_it(self, screen, filters):
        donor = Operator.objects.get(code="OVH")
        late = NOW - timedelta(days=2)
        wanted = request(reference="PI-2026-111111", donor=donor, customer__name="Les Lilas", due_at=late)
        PortInNumberFactory(port_in=wanted, national="0199004242")
        request("sent", reference="PI-2026-222222", scheduled_on=date(2026, 12, 9), due_at=NOW + timedelta(days=30))
        text = self.found(screen, **filters)
        assert "PI-2026-111111" in text
        assert "PI-2026-222222" not in text

    @pytest.mark.parametrize(
        ("due", "shown"),
        [("late", {"PI-2026-000001"}), ("today", {"PI-2026-000002"}), ("week", {"PI-2026-000002", "PI-2026-000003"})],
    )
    def test_what_is_due_late_today_and_until_sunday(self, screen, due, shown):
        moments = [NOW - timedelta(hours=1), NOW + timedelta(hours=13), datetime(2026, 11, 29, 23, tzinfo=PARIS)]
        moments.append(datetime(2026, 11, 30, 9, tzinfo=PARIS))
        for place, moment in enumerate(moments, start=1):
            request(reference=f"PI-2026-{place:06}", due_at=moment)
        text = self.found(screen, due=due)
        assert {f"PI-2026-{place:06}" for place in range(1, 5) if f"PI-2026-{place:06}" in text} == shown

    def test_it_says_how_late_a_request_is(self, screen):
        request(due_at=NOW - timedelta(days=2))
        assert "2 days late" in self.found(screen)

    def test_typing_in_a_filter_brings_the_rows_alone(self, screen):
        request(reference="PI-2026-333333")
        response = screen.get(reverse(LIST), headers={"HX-Request": "true"})
        assert "PI-2026-333333" in seen(response)
        assert "<html" not in seen(response)

    def test_the_next_page_keeps_the_filters(self, screen):
        PortInFactory.create_batch(51, state="sent", customer=CustomerFactory(), donor=OperatorFactory())
        assert "state=sent&amp;page=2" in self.found(screen, state="sent")

    def test_an_empty_list_says_what_to_do(self, screen):
        assert "See the quotes" in self.found(screen)
        assert "Show all requests" in self.found(screen, state="sent")

    @pytest.mark.parametrize("count", [1, 10])
    def test_its_queries_do_not_grow_with_its_rows(self, screen, django_assert_num_queries, count):
        for _ in range(count):
            PortInNumberFactory(port_in=request())
        screen.get(reverse(LIST), headers={"HX-Request": "true"})
        with django_assert_num_queries(7):
            screen.get(reverse(LIST), headers={"HX-Request": "true"})

    def test_who_may_not_look_does_not(self, desk):
        assert logged_in(UserFactory()).get(reverse(LIST)).status_code == 403


class TestPage:
    @pytest.fixture
    def ordered(self, agent):
        quote = make_quote(asking(TWICE, ONCE, main_number=TWICE), by=agent, now=NOW)
        wanted = Order(day=date(2026, 12, 8), accept_price=quote.price, mandate_signed_on=TODAY)
        [port_in] = order(quote, wanted, by=agent, now=NOW)
        return port_in

    def test_it_says_all_that_was_ordered(self, screen, ordered):
        text = seen(screen.get(page_of(ordered)))
        for said in (ordered.quote.reference, "Boulangerie Durand", "OVH", "01 99 00 00 01", "Tuesday 8 December 2026"):
            assert said in text
        assert "Orange → SFR → OVH → Bascule Télécom" in text
        assert "signed on 23 November 2026" in text

    def test_numbers_are_told_in_ranges_and_the_rio_of_one_is_shown(self, screen):
        port_in = request()
        for number in range(10, 20):
            PortInNumberFactory(port_in=port_in, national=f"01990000{number}")
        PortInNumberFactory(port_in=port_in, national="0199000030", rio="F0R123456ABC")
        text = seen(screen.get(page_of(port_in)))
        assert "01 99 00 00 10 – 19" in text
        assert "F0R123456ABC" in text

    def test_its_line_of_deadlines_is_in_the_order_of_time(self, ordered):
        perform(ordered, "send", by=SYSTEM, now=NOW + timedelta(minutes=5))
        later = NOW + timedelta(hours=2)
        sent = PortIn.objects.get()
        marks = deadline_bar(sent, later).marks
        assert [str(mark.label) for mark in marks[:4]] == ["Ordered", "Sent", "Receipt due", "Now"]
        assert [mark.tone for mark in marks[:4]] == ["done", "done", "late", "now"]
        assert "Planned" in [str(mark.label) for mark in marks[4:]]
        assert [mark.x for mark in marks] == sorted(mark.x for mark in marks)

    def test_what_is_over_has_no_deadline_left(self, screen):
        port_in = request("cancelled")
        assert [str(mark.label) for mark in deadline_bar(port_in, NOW).marks] == ["Ordered"]
        assert screen.get(page_of(port_in)).status_code == 200

    def test_an_unknown_request_is_not_found(self, screen):
        assert screen.get(reverse("portability:port_in_detail", args=["PI-1999-000001"])).status_code == 404

    def test_its_queries_do_not_grow_with_its_numbers(self, screen, django_assert_max_num_queries):
        port_in = request()
        PortInNumberFactory.create_batch(30, port_in=port_in)
        with django_assert_max_num_queries(30):
            screen.get(page_of(port_in))

    def test_names_of_customers_are_text(self, screen):
        assert "<script>alert" not in seen(screen.get(page_of(request(customer__name="<script>alert(1)</script>"))))


class TestMoves:
    def buttons(self, screen, port_in) -> set[str]:
        return {action.move for action in screen.get(page_of(port_in)).context["actions"]}

    def test_only_what_is_allowed_is_offered(self, screen, supervisor):
        assert self.buttons(screen, request("accepted")) == {"cancel", "reschedule"}
        assert self.buttons(screen, request("ported")) == {"report_incident"}
        limit = {"reversible_until": NOW + timedelta(hours=1)}
        assert self.buttons(supervisor, request("ported", **limit)) == {"report_incident", "reverse", "complete"}
        assert self.buttons(logged_in(UserFactory(groups=["partner manager"])), request("accepted")) == set()

    def test_go_and_no_go_are_said_on_the_day(self, screen):
        today = request("ready", scheduled_on=TODAY)
        tomorrow = request("ready", scheduled_on=TODAY + timedelta(days=1))
        assert {"go", "no_go"} <= self.buttons(screen, today)
        assert not {"go", "no_go"} & self.buttons(screen, tomorrow)
        assert move(screen, tomorrow, "go").status_code == 409
        assert move(screen, today, "go").url == page_of(today)
        assert PortIn.objects.get(pk=today.pk).go_at == NOW

    def test_a_cancelled_request_says_why_and_by_whom(self, screen):
        port_in = request("sent")
        assert move(screen, port_in, "cancel", reason="customer_withdrew", note="moves abroad").status_code == 302
        text = seen(screen.get(page_of(port_in)))
        assert "the customer withdrew" in text
        assert "moves abroad" in text
        assert "Anne Martin" in text
        assert PortIn.objects.get().state == "cancelled"
        assert "abroad" not in str(PortIn.objects.get().history.values())

    @pytest.mark.parametrize("typed", [{}, {"reason": "weather"}, {"reason": "other"}])
    def test_without_a_reason_nothing_is_cancelled(self, screen, typed):
        port_in = request("sent")
        assert move(screen, port_in, "cancel", **typed).status_code == 422
        assert PortIn.objects.get().state == "sent"

    def test_another_day_is_taken(self, screen):
        port_in = request()
        move(screen, port_in, "reschedule", date="2026-12-10", window="afternoon", reason="customer_not_ready")
        moved = PortIn.objects.get()
        assert (moved.scheduled_on, moved.window) == (date(2026, 12, 10), "afternoon")
        assert "Put off: 10 December 2026" in seen(screen.get(page_of(port_in)))

    @pytest.mark.parametrize("day", ["2026-11-20", "2026-12-12", "soon"])
    def test_a_day_on_which_nobody_can_port_is_refused_beside_its_field(self, screen, day):
        response = move(screen, request(), "reschedule", date=day, window="morning", reason="not_ready", note="kept")
        assert response.status_code == 422
        [form] = [action.form for action in response.context["actions"] if action.move == "reschedule"]
        assert "date" in form.errors
        assert "kept</textarea>" in seen(response)
        assert PortIn.objects.get().scheduled_on == date(2026, 12, 8)

    def test_an_incident_is_reported_and_resolved(self, screen):
        port_in = request("ported")
        move(screen, port_in, "report_incident", reason="numbers_dead")
        assert PortIn.objects.get().state == "incident"
        assert self.buttons(screen, port_in) == {"resolve"}
        move(screen, port_in, "resolve")
        assert PortIn.objects.get().state == "ported"

    @pytest.mark.parametrize(("name", "reason", "state"), [
        ("reverse", "numbers_dead", "reversed"), ("complete", "confirmed_by_phone", "completed")
    ])  # fmt: skip
    def test_undoing_and_completing_are_a_supervisors(self, screen, supervisor, name, reason, state):
        port_in = request("ported", reversible_until=NOW + timedelta(hours=1))
        assert move(screen, port_in, name, reason=reason).status_code == 403
        assert move(supervisor, port_in, name, reason=reason).status_code == 302
        assert PortIn.objects.get().state == state

    def test_the_second_agent_learns_who_was_faster_and_loses_nothing(self, screen):
        port_in = request()
        perform(port_in, "cancel", by=UserFactory(groups=["agent"], first_name="Paul", last_name="Durand"), now=NOW)
        response = move(screen, port_in, "cancel", reason="mistake", note="they called at noon")
        text = seen(response)
        assert response.status_code == 409
        assert "Paul Durand was faster: “Cancelled”" in text
        assert "they called at noon</textarea>" in text

    def test_the_moves_of_files_are_nobodys(self, screen):
        assert move(screen, request("sent"), "accept").status_code == 404


class TestElsewhere:
    def test_the_navigation_counts_what_is_open(self, screen):
        request()
        request("completed")
        text = seen(screen.get("/"))
        assert 'Incoming ports <span class="count">1</span>' in text

    @pytest.mark.parametrize(
        ("state", "who"), [("acknowledged", "OVH"), ("sent", "the clearing house"), ("incident", "us")]
    )
    def test_today_says_what_is_late_and_who_must_act(self, screen, state, who):
        request(state, donor=Operator.objects.get(code="OVH"), due_at=NOW - timedelta(hours=1))
        request(state, due_at=NOW + timedelta(days=2))
        [(bucket, [row])] = screen.get("/").context["buckets"]
        assert (bucket.value, str(row.actor)) == ("late", who)

    def test_what_ends_at_midnight_is_due_today(self, screen):
        port_in = request("rejected", due_at=datetime(2026, 11, 24, tzinfo=PARIS))
        [(bucket, _rows)] = screen.get("/").context["buckets"]
        assert bucket.value == "today"
        assert "due today at 11:59 p.m." in seen(screen.get(page_of(port_in)))

    def test_a_reference_leads_to_its_page(self, screen):
        port_in = request()
        assert screen.get(reverse("search"), {"q": port_in.reference.lower()}).url == page_of(port_in)

    def test_the_look_up_of_a_number_leads_to_its_request(self, screen):
        port_in = request()
        PortInNumberFactory(port_in=port_in, national=NEVER_PORTED)
        text = seen(screen.get(reverse("portability:number_lookup"), {"number": NEVER_PORTED}))
        assert f'href="{page_of(port_in)}"' in text


def test_a_donor_that_hears_no_reminder_is_called(screen):
    waiting = request("acknowledged", chases=3, donor__name="Orange")
    assert "was reminded 3 times and has not answered" in seen(screen.get(page_of(waiting)))
    patient = request("acknowledged", chases=2)
    assert "was reminded" not in seen(screen.get(page_of(patient)))
    assert "was reminded" not in seen(screen.get(page_of(request("accepted", chases=3))))
