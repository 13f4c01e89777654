"""The cut-over cockpit: who is called when, go and no-go, the clocks, the test call, and two agents at once."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from time_machine import travel

from bascule.lifecycle import SYSTEM, perform
from operators.models import Contact
from portability.conduct import act, comment
from portability.cutovers import Stage, boards, live_on
from portability.models import Comment, PortIn
from portability.views.cutover_rows import clock_of, in_hours
from tests.factories import (
    ApiKeyFactory,
    CustomerFactory,
    PortInFactory,
    PortInNumberFactory,
    UserFactory,
    client_of,
)
from tests.portability.world import NOW, PARIS, TODAY
from tests.screens import logged_in, seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def colleague(desk):
    return UserFactory(groups=["agent"], first_name="Paul", last_name="Durand")


def live(state="ready", **fields):
    """A live cut-over of this morning, at its right clock."""
    needed = {"cutover": "live", "scheduled_on": TODAY, "window": "morning", "ported_on": TODAY}
    port_in = PortInFactory(state="accepted" if state == "ready" else state, **{**needed, **fields})
    return perform(port_in, "start", by=SYSTEM, now=at(7)) if state == "ready" else port_in


def at(hour, minute=0) -> datetime:
    return datetime(2026, 11, 23, hour, minute, tzinfo=PARIS)


def numbers(port_in, *nationals):
    for national in nationals:
        PortInNumberFactory(port_in=port_in, national=national)


def cockpit(screen, **query):
    return screen.get(reverse("portability:cutovers"), query)


def page_of(port_in) -> str:
    return reverse("portability:cutover", args=[port_in.reference])


def move(screen, port_in, name, **typed):
    return screen.post(reverse("portability:cutover_move", args=[port_in.reference, name]), typed)


def call_tested(screen, port_in, **typed):
    untried = {"incoming": "untried", "outgoing": "untried", "shown": "untried"}
    return screen.post(reverse("portability:cutover_test", args=[port_in.reference]), untried | typed)


def told(screen, port_in) -> str:
    return seen(screen.get(page_of(port_in)))


class TestTheDay:
    def test_the_live_ones_of_the_day_are_shown_by_window_with_whom_to_call(self, screen):
        customer = CustomerFactory(name="Hôtel des Lilas")
        Contact.objects.create(customer=customer, name="Yann Moreau", role="réception", phone="0639980015")
        port_in = live(customer=customer)
        numbers(port_in, "0199000010", "0199000011", "0199000012")
        live(window="afternoon", customer__name="Garage du Soir")
        text = seen(cockpit(screen))
        assert text.index("Morning, 08:00 to 12:00") < text.index("Hôtel des Lilas") < text.index("Afternoon, 14:00")
        assert text.index("Afternoon, 14:00 to 18:00") < text.index("Garage du Soir")
        assert 'href="tel:0639980015">06 39 98 00 15</a>' in text
        assert "Yann Moreau" in text
        assert "01 99 00 00 10 – 12" in text
        assert "2 h 00 left" in text

    def test_another_day_is_chosen_in_the_address(self, screen):
        live("accepted", scheduled_on=date(2026, 12, 8), customer__name="Mairie de Demain")
        assert "Mairie de Demain" not in seen(cockpit(screen))
        assert "Mairie de Demain" in seen(cockpit(screen, day="2026-12-08"))

    @pytest.mark.parametrize("day", ["soon", "", "2026-13-01"])
    def test_a_day_that_does_not_exist_is_today(self, screen, day):
        assert "Today, Monday 23 November" in seen(cockpit(screen, day=day))

    def test_an_empty_day_says_when_the_next_port_is(self, screen):
        live("accepted", scheduled_on=date(2026, 12, 8))
        text = seen(cockpit(screen))
        assert "The next port is planned for Tuesday 8 December." in text
        assert "?day=2026-12-08" in text

    def test_without_any_port_it_says_how_one_comes_here(self, screen):
        assert "Choose the live cut-over when you order a quote" in seen(cockpit(screen))

    def test_automatic_ones_stand_below_and_have_no_script(self, screen):
        port_in = live(cutover="automatic", customer__name="Sans appel")
        text = seen(cockpit(screen))
        assert text.index("Live, by telephone") < text.index("Automatic") < text.index("Sans appel")
        assert page_of(port_in) not in text

    def test_what_is_left_from_earlier_days_comes_first_and_is_late_in_words(self, screen):
        left = live("accepted", scheduled_on=date(2026, 11, 20), customer__name="Oubliée")
        perform(left, "start", by=SYSTEM, now=NOW - timedelta(days=3))
        live(customer__name="Du jour")
        text = seen(cockpit(screen))
        assert text.index("Left from earlier days") < text.index("Oubliée") < text.index("Du jour")
        assert "2 days late" in text
        assert "Oubliée" not in seen(cockpit(screen, day="2026-11-24"))

    def test_what_was_put_off_is_still_told(self, screen, colleague):
        port_in = live(customer__name="Reportée")
        act(port_in, "no_go", by=colleague, now=NOW, said="customer_not_ready", scheduled_on=TOMORROW)
        text = seen(cockpit(screen))
        assert "Put off on this day" in text
        assert "Put off: 24 November 2026 · the customer is not ready · Paul Durand" in text

    def test_who_may_not_see_ports_sees_no_cockpit(self, desk):
        stranger = logged_in(UserFactory())
        assert cockpit(stranger).status_code == 403
        assert stranger.get(page_of(live())).status_code == 403

    @pytest.mark.parametrize("count", [1, 10])
    def test_it_costs_the_same_queries_whatever_the_count(self, screen, count, django_assert_num_queries):
        for place in range(count):
            port_in = live()
            Contact.objects.create(customer=port_in.customer, name="Anne", phone="0639980015")
            numbers(port_in, f"01990001{place:02}")
            comment(port_in, "They are ready.", by=SYSTEM, now=NOW)
            live(cutover="automatic")
        board = {"path": reverse("portability:cutovers"), "headers": {"HX-Request": "true"}}
        screen.get(**board)
        with django_assert_num_queries(15):
            assert seen(screen.get(**board)).count('id="open-PI') == count

    def test_the_refresh_is_a_fragment_that_announces_what_is_left(self, screen):
        live()
        text = seen(screen.get(reverse("portability:cutovers"), headers={"HX-Request": "true"}))
        assert "<html" not in text
        assert 'id="cutover-count" hx-swap-oob="innerHTML">1 live cut-over to finish' in text


class TestTheCall:
    def test_the_script_says_who_what_and_until_when(self, screen):
        port_in = live(routing_prefix="010999", donor__name="Opérateur Cédant")
        numbers(port_in, "0199000010", "0199000011")
        text = told(screen, port_in)
        assert "Good day, Anne Martin of Bascule Télécom." in text
        assert "from Opérateur Cédant to us: 01 99 00 00 10 – 11." in text
        assert "for 4 hours at most" in text
        assert "under prefix 010999" in text
        assert "say go or no-go before 12:00" in text

    @pytest.mark.parametrize(("fallback", "words"), [
        ("reschedule", "put off to the next working day: Tuesday 24 November."),
        ("automatic", "If nobody confirms by 12:00, it is cut over anyway."),
    ])  # fmt: skip
    def test_it_says_what_the_clock_will_do(self, screen, fallback, words):
        assert words in told(screen, live(fallback=fallback))

    def test_a_contact_on_a_ported_number_is_warned_of(self, screen):
        port_in = live()
        numbers(port_in, "0199000010")
        Contact.objects.create(customer=port_in.customer, name="Yann", phone="0199000010")
        assert "This number is being ported" in told(screen, port_in)

    def test_without_a_contact_it_says_where_to_add_one(self, screen):
        port_in = live()
        text = told(screen, port_in)
        assert "Nobody to call is known at this customer." in text
        assert f"{reverse('portability:customer_detail', args=[port_in.customer_id])}#contacts" in text

    def test_what_was_said_is_on_the_row(self, screen):
        port_in = live()
        comment(port_in, "They call back at eleven.", by=SYSTEM, now=NOW)
        assert "They call back at eleven." in seen(cockpit(screen))


class TestGoAndNoGo:
    def test_go_starts_the_interruption_clock_and_waits_for_the_donor(self, screen):
        port_in = live(donor__name="Opérateur Cédant")
        response = move(screen, port_in, "go")
        assert response.url == page_of(port_in)
        stored = PortIn.objects.get()
        assert (stored.state, stored.go_at, stored.due_at) == ("ready", NOW, NOW + timedelta(hours=4))
        text = told(screen, port_in)
        assert "Go given at 10:00. Waiting for Opérateur Cédant" in text
        assert "4 h 00 left" in text
        assert "until 14:00" in text

    def test_no_go_takes_a_reason_and_a_day_and_leads_back_to_the_board(self, screen):
        port_in = live(customer__name="Reportée")
        response = move(screen, port_in, "no_go", date="2026-11-25", reason="customer_not_ready", note="trunk missing")
        assert response.url == reverse("portability:cutovers")
        stored = PortIn.objects.get()
        assert (stored.state, stored.scheduled_on) == ("accepted", date(2026, 11, 25))
        assert Comment.objects.get().text == "trunk missing"
        assert "No go: the port is put off." in seen(screen.get(response.url))

    @pytest.mark.parametrize("typed", [
        {"reason": "customer_not_ready"},
        {"date": "2026-11-28", "reason": "customer_not_ready"},
        {"date": "2026-11-23", "reason": "customer_not_ready"},
        {"date": "2026-11-25", "reason": "other"},
    ])  # fmt: skip
    def test_a_no_go_that_cannot_be_keeps_what_was_typed_and_moves_nothing(self, screen, typed):
        port_in = live()
        response = move(screen, port_in, "no_go", **{"note": "", **typed})
        assert response.status_code == 422
        assert PortIn.objects.get().state == "ready"
        assert 'class="errorlist"' in seen(response)
        assert page_of(port_in) in seen(response)

    @pytest.mark.parametrize("name", ["go", "no_go"])
    def test_only_the_day_itself_allows_them(self, screen, name):
        port_in = live("accepted", scheduled_on=TOMORROW)
        perform(port_in, "start", by=SYSTEM, now=NOW)
        assert f"/{name}/" not in told(screen, port_in)
        response = move(screen, port_in, name, date="2026-11-25", reason="not_ready")
        assert response.status_code == 409
        assert "The port is planned for 24 November 2026: go and no-go are said on that day." in seen(response)
        assert PortIn.objects.get().go_at is None

    def test_what_is_left_from_an_earlier_day_takes_another_day(self, screen):
        left = live("accepted", scheduled_on=date(2026, 11, 20))
        perform(left, "start", by=SYSTEM, now=NOW - timedelta(days=3))
        text = told(screen, left)
        assert "Its window is over and nobody has said go or no-go." in text
        assert "/go/" not in text
        move(screen, left, "reschedule", date="2026-11-25", window="afternoon", reason="not_ready")
        assert (PortIn.objects.get().scheduled_on, PortIn.objects.get().window) == (date(2026, 11, 25), "afternoon")

    @pytest.mark.parametrize(("name", "said"), [("go", {}), ("no-go", {"reason": "customer_not_ready"})])
    def test_the_api_obeys_the_same_day(self, desk, name, said):
        port_in = live("accepted", scheduled_on=TOMORROW)
        perform(port_in, "start", by=SYSTEM, now=NOW)
        partner = client_of(ApiKeyFactory(operator=port_in.partner))
        answer = partner.post(f"/api/v1/port-ins/{port_in.pk}/{name}/", said, format="json")
        assert (answer.status_code, answer.json()["code"]) == (422, "not_the_day")
        assert PortIn.objects.get().go_at is None
        with travel(NOW + timedelta(days=1), tick=False):
            assert partner.post(f"/api/v1/port-ins/{port_in.pk}/{name}/", said, format="json").status_code == 200

    def test_who_may_only_look_can_say_nothing(self, desk):
        reader = logged_in(UserFactory(permissions=["portability.view_portin"]))
        port_in = live()
        assert "/go/" not in told(reader, port_in)
        assert move(reader, port_in, "go").status_code == 403
        assert call_tested(reader, port_in, incoming="works").status_code == 403
        assert PortIn.objects.get().go_at is None

    @pytest.mark.parametrize("name", ["cancel", "accept", "reverse", "fly"])
    def test_other_moves_are_not_made_here(self, screen, name):
        assert move(screen, live(), name, reason="mistake").status_code == 404


class TestTwoAgents:
    def test_the_second_go_is_told_who_was_faster(self, screen, colleague):
        port_in = live()
        act(port_in, "go", by=colleague, now=NOW)
        response = move(screen, port_in, "go")
        assert response.status_code == 409
        assert "Paul Durand was faster: “Go”" in seen(response)

    def test_a_go_after_a_no_go_is_told_who_was_faster(self, screen, colleague):
        port_in = live()
        act(port_in, "no_go", by=colleague, now=NOW, said="not_ready", scheduled_on=TOMORROW)
        response = move(screen, port_in, "go")
        assert response.status_code == 409
        assert "Paul Durand was faster: “Put off: 24 November 2026”" in seen(response)

    @pytest.mark.parametrize("page", ["portability:cutover_move", "portability:port_in_move"])
    def test_a_go_after_the_clock_put_it_off_hears_why_and_the_new_day(self, screen, page):
        port_in = live()
        perform(port_in, "no_go", by=SYSTEM, now=NOW, reason="not_confirmed", scheduled_on=TOMORROW)
        response = screen.post(reverse(page, args=[port_in.reference, "go"]))
        assert response.status_code == 409
        sentence = "put off to 24 November 2026 (nobody confirmed in its window): go and no-go are said on that day."
        assert sentence in seen(response)
        assert PortIn.objects.get().go_at is None

    def test_a_second_no_go_puts_off_once_and_loses_no_word(self, screen, colleague):
        port_in = live()
        act(port_in, "no_go", by=colleague, now=NOW, said="not_ready", scheduled_on=TOMORROW)
        typed = {"date": "2026-11-26", "reason": "customer_not_ready", "note": "they asked for Thursday"}
        response = move(screen, port_in, "no_go", **typed)
        assert response.status_code == 409
        assert "they asked for Thursday</textarea>" in seen(response)
        assert PortIn.objects.get().scheduled_on == TOMORROW

    def test_the_refresh_says_that_it_has_moved_on(self, screen, colleague):
        port_in = live()
        act(port_in, "go", by=colleague, now=NOW)
        text = seen(screen.get(page_of(port_in), {"seen": "to_call"}, headers={"HX-Request": "true"}))
        assert "<html" not in text
        assert "It has moved on: cutting over." in text
        assert "<form" not in text


class TestTheTestCall:
    @pytest.fixture
    def ported(self, agent):
        port_in = act(live(), "go", by=agent, now=NOW)
        return perform(port_in, "execute", by=SYSTEM, now=NOW + timedelta(minutes=20))

    def test_what_works_ends_the_cutover(self, screen, ported):
        assert "Make a test call" in told(screen, ported)
        response = call_tested(screen, ported, incoming="works", outgoing="works", shown="works", note="very quick")
        assert response.url == page_of(ported)
        line = ported.history.last()
        assert (line.event, line.facts) == (
            "port_in.tested", {"incoming": "works", "outgoing": "works", "shown": "works"}
        )  # fmt: skip
        assert Comment.objects.get().text == "very quick"
        text = told(screen, ported)
        assert "Nothing is left to do here." in text
        assert "Nobody to call" not in text
        assert "nobody is known" not in seen(cockpit(screen))
        assert "Incoming call: works, Outgoing call: works, Number shown: works" in text
        assert cockpit(screen).context["open"] == []

    def test_what_fails_leads_to_the_incident_in_one_click(self, screen, ported):
        call_tested(screen, ported, incoming="works", outgoing="fails")
        text = told(screen, ported)
        assert "The last test call failed." in text
        assert 'name="reason" value="numbers_partly_dead"' in text
        move(screen, ported, "report_incident", reason="numbers_partly_dead")
        stored = PortIn.objects.get()
        assert (stored.state, stored.due_at) == ("incident", NOW + timedelta(hours=4))
        text = told(screen, ported)
        assert "service must be back by 14:00" in text
        move(screen, ported, "resolve")
        assert PortIn.objects.get().state == "ported"

    def test_when_nothing_works_the_numbers_are_dead(self, screen, ported):
        call_tested(screen, ported, incoming="fails", outgoing="fails")
        assert 'name="reason" value="numbers_dead"' in told(screen, ported)

    @pytest.mark.parametrize("typed", [{}, {"incoming": "perhaps"}])
    def test_a_test_that_says_nothing_is_refused(self, screen, ported, typed):
        assert call_tested(screen, ported, **typed).status_code == 422
        assert ported.history.last().event == "port_in.ported"

    def test_nothing_is_tried_before_the_go(self, screen):
        port_in = live()
        response = call_tested(screen, port_in, incoming="works")
        assert response.status_code == 409
        assert "was faster" in seen(response)


class TestClocks:
    @pytest.mark.parametrize(("now", "words", "tone"), [
        (at(7, 20), "opens in 40 min", "wait"),
        (at(8), "4 h 00 left", "live"),
        (at(11, 30), "30 min left", "soon"),
        (at(12), "0 min late", "late"),
        (at(13, 5), "1 h 05 late", "late"),
    ])  # fmt: skip
    def test_the_window_s_clock(self, desk, now, words, tone):
        live()
        [board] = live_on(TODAY, TODAY)
        clock = clock_of(board, now)
        assert (clock.words, clock.tone) == (words, tone)

    @pytest.mark.parametrize(
        ("minutes", "words"), [(0, "0 min"), (59, "59 min"), (60, "1 h 00"), (2879, "47 h 59"), (2880, "2 days")]
    )
    def test_a_span_is_read_as_on_a_clock(self, minutes, words):
        assert in_hours(timedelta(minutes=minutes)) == words

    @pytest.mark.parametrize(
        ("state", "stage"),
        [
            ("accepted", Stage.COMING),
            ("ready", Stage.TO_CALL),
            ("ported", Stage.TO_TEST),
            ("incident", Stage.INCIDENT),
            ("completed", Stage.DONE),
            ("reversed", Stage.UNDONE),
        ],
    )
    def test_each_state_has_its_stage(self, desk, state, stage):
        port_in = live(state)
        [board] = boards(PortIn.objects.filter(pk=port_in.pk))
        assert board.stage == stage


class TestElsewhere:
    def test_today_shows_what_is_still_to_do_with_its_time_left(self, screen):
        port_in = live(customer__name="À appeler")
        live("completed", customer__name="Terminée")
        text = seen(screen.get("/"))
        assert "Live cut-overs today" in text
        assert "2 h 00 left" in text
        assert f'href="{page_of(port_in)}">Call, then go' in text
        assert "Terminée" not in text

    @pytest.mark.parametrize(("cutover", "what", "action"), [
        ("live", "Go or no-go before the end of the window", "Call, then go"),
        ("automatic", "It is cut over by itself in its window", "Open"),
    ])  # fmt: skip
    def test_the_list_of_today_leads_to_the_cockpit(self, screen, cutover, what, action):
        port_in = live(cutover=cutover)
        [(_, [row])] = screen.get("/").context["buckets"]
        assert (str(row.what), str(row.action)) == (what, action)
        assert (row.url == page_of(port_in)) == (cutover == "live")

    def test_a_day_without_any_takes_no_room_on_today(self, screen):
        assert "Live cut-overs today" not in seen(screen.get("/"))

    def test_the_navigation_counts_those_to_call(self, screen, agent):
        live()
        act(live(), "go", by=agent, now=NOW)
        assert 'Cut-overs <span class="count">1</span>' in seen(screen.get("/"))
