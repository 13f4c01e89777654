"""The inbox of outgoing ports: in the order of its deadlines, found, exported, answered in bulk, told elsewhere."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from bascule.lifecycle import SYSTEM
from bascule.models import SavedView
from portability.leaving import accept_all, answer
from portability.leaving.answering import Verdict
from portability.models import Number, PortOut
from portability.models.port_out import PortOutState, Refusal
from tests.factories import CustomerFactory, StaffFactory, UserFactory
from tests.portability.leaving.desk import ONE, OURS, THREE, TWO, fresh, serve
from tests.portability.test_port_out_views import WRONG, one_wrong, page_of, received
from tests.portability.world import NOW
from tests.screens import logged_in, seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

LIST = "portability:port_out_list"


@pytest.fixture
def agent(desk):
    serve(*OURS)
    return UserFactory(groups=["agent"], first_name="Anne", last_name="Martin")


class TestInbox:
    def found(self, screen, **filters) -> str:
        return seen(screen.get(reverse(LIST), filters))

    def test_those_to_answer_come_first_the_most_urgent_on_top(self, screen):
        later, sooner = received(ONE), received(TWO, now=NOW - timedelta(days=2))
        answered = received(THREE, now=NOW - timedelta(days=3))
        accept_all(answered, by=SYSTEM, now=NOW)
        text = self.found(screen)
        places = [text.index(one.reference) for one in (sooner, later, answered)]
        assert places == sorted(places)

    def test_the_deadline_is_counted_down_in_words(self, screen):
        received(ONE)
        received(TWO, now=NOW - timedelta(days=12))
        text = self.found(screen)
        assert "7 days left" in text
        assert "4 days late" in text

    @pytest.mark.parametrize(
        ("changes", "glance", "tone"),
        [
            ({}, "all green", "done"),
            ({"mandate_reference": ""}, "no mandate named", "soon"),
            ({"rios": {ONE: WRONG}}, "wrong RIO", "late"),
        ],
    )
    def test_the_checks_are_seen_at_a_glance(self, screen, changes, glance, tone):
        received(ONE, **changes)
        assert f'badge-{tone}">{glance}<' in self.found(screen)

    @pytest.mark.parametrize(
        "filters",
        [
            {"number": "04.65.71.00.11"},
            {"customer": "lilas"},
            {"recipient": "ovh"},
            {"state": "accepted"},
            {"checks": "signal"},
            {"day": "2026-12-08"},
            {"due": "late"},
        ],
    )
    def test_a_request_is_found_by_what_is_known_of_it(self, screen, filters):
        Number.objects.filter(national=TWO).update(customer=CustomerFactory(name="Les Lilas"))
        early = NOW - timedelta(days=20)
        wanted = received(TWO, recipient="OVH", date=date(2026, 12, 8), mandate_reference="", now=early)
        PortOut.objects.filter(pk=wanted.pk).update(due_at=NOW - timedelta(days=1))
        if "state" in filters:
            accept_all(wanted, by=SYSTEM, now=NOW)
        other = received(ONE)
        text = self.found(screen, **filters)
        assert wanted.reference in text
        assert other.reference not in text

    def test_green_and_failed_are_found_apart(self, screen):
        green, failed = received(ONE), received(TWO, rios={TWO: WRONG})
        assert failed.reference not in self.found(screen, checks="green")
        assert green.reference not in self.found(screen, checks="ground")

    @pytest.mark.parametrize("count", [1, 10])
    def test_its_queries_do_not_grow_with_its_rows(self, screen, django_assert_num_queries, count):
        for place in range(count):
            national = f"04657101{place:02}"
            serve(national, customer=CustomerFactory())
            received(national, mandate_reference="")
        screen.get(reverse(LIST), headers={"HX-Request": "true"})
        with django_assert_num_queries(8):
            screen.get(reverse(LIST), headers={"HX-Request": "true"})

    def test_typing_in_a_filter_brings_the_rows_alone(self, screen):
        text = seen(screen.get(reverse(LIST), headers={"HX-Request": "true"}))
        assert "<html" not in text
        assert "Nobody asks for our numbers" in text

    def test_a_view_of_it_is_kept(self, screen):
        screen.post(reverse("save_view"), {"name": "Doubtful", "page": LIST, "query": "checks=signal"})
        assert SavedView.objects.get().query == "checks=signal"
        assert "Doubtful" in self.found(screen)

    def test_it_is_exported(self, screen):
        one_wrong()
        response = screen.get(reverse("portability:port_out_export", args=["csv"]))
        head, row = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
        told = dict(zip(head.split(";"), row.split(";"), strict=True))
        assert told | {"Recipient": "SFR", "Customer": "Laiterie du Vercors", "Numbers": "2"} == told
        assert told | {"State": "received", "Checks": "wrong RIO", "Planned for": "2026-12-07"} == told

    def test_a_file_has_the_columns_on_screen(self, screen):
        one_wrong()
        response = screen.get(reverse("portability:port_out_export", args=["csv"]), {"columns": ["due", "checks"]})
        head, _row = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
        assert head == "Request;Customer;Checks;Due"

    def test_who_may_not_look_does_not(self, desk):
        nobody = logged_in(UserFactory())
        assert nobody.get(reverse(LIST)).status_code == 403
        assert nobody.get(reverse("portability:port_out_bulk")).status_code == 403


class TestBulk:
    URL = "portability:port_out_bulk"

    def chosen(self):
        return {
            "green": received(ONE),
            "wrong": received(TWO, rios={TWO: WRONG}),
            "doubtful": received(THREE, mandate_reference=""),
        }

    def act(self, screen, move, rows):
        return screen.post(reverse(self.URL), {"move": move, "rows": [row.reference for row in rows]})

    def test_it_says_what_would_happen_to_each(self, screen):
        rows = self.chosen()
        typed = {"move": "accept", "rows": [row.reference for row in rows.values()]}
        text = seen(screen.get(reverse(self.URL), typed))
        assert "Accept: 1 request" in text
        assert "to be looked at: wrong RIO" in text
        assert "to be looked at: no mandate named" in text

    @pytest.mark.parametrize(
        ("move", "states"),
        [("accept", ("accepted", "received", "received")), ("as_checked", ("accepted", "refused", "received"))],
    )
    def test_each_request_has_its_result(self, screen, move, states):
        rows = self.chosen()
        response = self.act(screen, move, rows.values())
        assert [result.done for result in response.context["results"]] == [state != "received" for state in states]
        assert tuple(fresh(row).state for row in rows.values()) == states
        assert ("1 refused" in seen(response)) is (move == "as_checked")

    def test_what_contradicts_itself_waits_for_a_human(self, screen):
        port_out = received("0465710001", rios={})
        serve("0465710001")
        doubtful = received("0465710001")
        self.act(screen, "as_checked", [port_out, doubtful])
        assert fresh(doubtful).state == PortOutState.RECEIVED

    def test_what_a_colleague_answered_meanwhile_is_told(self, screen):
        rows = self.chosen()
        colleague = UserFactory(groups=["agent"], first_name="Luc", last_name="Petit")
        answer(rows["wrong"], {TWO: Verdict(False, Refusal.RIO_INVALID)}, by=colleague, now=NOW)
        text = seen(self.act(screen, "as_checked", rows.values()))
        assert "Luc Petit was faster" in text
        assert "1 of 3 requests done" in text

    @pytest.mark.parametrize("typed", [{}, {"move": "accept"}, {"move": "release", "rows": ["PO-2026-000001"]}])
    def test_without_an_act_or_a_request_it_goes_back(self, screen, typed):
        assert screen.get(reverse(self.URL), typed).url == reverse(LIST)

    def test_it_needs_the_permission_to_answer(self, agent):
        reader = logged_in(UserFactory(groups=["partner manager"]))
        assert self.act(reader, "accept", []).status_code == 403


class TestElsewhere:
    def test_the_navigation_counts_those_to_answer(self, screen):
        received(ONE)
        accept_all(received(TWO), by=SYSTEM, now=NOW)
        text = seen(screen.get(reverse("today")))
        assert 'Outgoing ports <span class="count">1</span>' in text

    def test_today_says_what_is_to_be_answered(self, screen):
        port_out = received(ONE, mandate_reference="")
        text = seen(screen.get(reverse("today")))
        assert port_out.reference in text
        assert "a signal asks for a look" in text

    def test_what_may_be_a_fraud_is_for_a_supervisor(self, screen):
        port_out = received(ONE, now=NOW - timedelta(hours=13))
        text = seen(screen.get(reverse("today")))
        assert "To be answered: it may be a fraud" in text
        assert "a supervisor" in text
        assert "Ask a supervisor before you let a number go" in seen(screen.get(page_of(port_out)))

    @pytest.mark.parametrize("which", ["ours", "theirs"])
    def test_it_is_searched_by_either_reference(self, screen, which):
        port_out = received(ONE, external_reference="SFR-7788")
        text = port_out.reference if which == "ours" else "SFR-7788"
        response = screen.get(reverse("search"), {"q": text}, follow=True)
        assert port_out.reference in seen(response)

    def test_who_may_not_look_is_told_nothing(self, desk):
        serve(ONE)
        port_out = received(ONE)
        nobody = logged_in(UserFactory())
        for url in (reverse("today"), f"{reverse('search')}?q={port_out.reference}"):
            assert port_out.partner.name not in seen(nobody.get(url))


@pytest.mark.parametrize("where", ["number", "customer"])
def test_the_pages_of_its_number_and_of_its_customer_lead_to_it(screen, where):
    port_out = received(ONE)
    pages = {
        "number": f"{reverse('portability:number_lookup')}?number={ONE}",
        "customer": reverse("portability:customer_detail", args=[port_out.customer_id]),
    }
    assert page_of(port_out) in seen(screen.get(pages[where]))
    onlooker = logged_in(StaffFactory(permissions=["portability.view_port", "operators.view_customer"]))
    assert page_of(port_out) not in seen(onlooker.get(pages[where]))
