"""The page of one outgoing port: its checks, its answer number by number, its closing list."""

from datetime import timedelta

import pytest
from django.urls import reverse
from time_machine import travel

from bascule.lifecycle import SYSTEM, perform
from portability.leaving import accept_all, receive
from portability.models import AnswerRule, ClosingItem, Number, PortOut, PortOutNumber
from portability.models.port_out import PortOutState
from tests.factories import MessageFactory, UserFactory
from tests.portability.leaving import desk as leaving
from tests.portability.leaving.desk import ONE, OURS, TWO, asking, fresh, no_rules, own_rio, serve
from tests.portability.world import NOW
from tests.screens import logged_in, seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

WRONG = own_rio(TWO)[:-1] + "A"


@pytest.fixture
def agent(desk):
    serve(*OURS)
    return UserFactory(groups=["agent"], first_name="Anne", last_name="Martin")


def received(*numbers, **changes) -> PortOut:
    """A request without a main number: one that leaves alone would be a signal."""
    return leaving.received(*numbers, **{"main_number": "", **changes})


def page_of(port_out) -> str:
    return reverse("portability:port_out_detail", args=[port_out.reference])


def post(screen, port_out, what="answer", *more, **typed):
    return screen.post(reverse(f"portability:port_out_{what}", args=[port_out.reference, *more]), typed)


def one_wrong(**changes) -> PortOut:
    """Two numbers, the second with a wrong RIO."""
    return received(ONE, TWO, rios={ONE: own_rio(ONE), TWO: WRONG}, **changes)


def released(*numbers) -> PortOut:
    port_out = received(*(numbers or (ONE,)))
    accept_all(port_out, by=SYSTEM, now=NOW)
    return perform(port_out, "release", by=SYSTEM, now=NOW)


def answers_of(port_out) -> dict[str, tuple[str, str]]:
    rows = PortOutNumber.objects.filter(port_out=port_out).values_list("national", "answer", "refusal")
    return {national: (answer, refusal) for national, answer, refusal in rows}


class TestPage:
    def test_checks_say_what_they_found_grounds_apart_from_signals(self, screen):
        text = seen(screen.get(page_of(one_wrong(mandate_reference=""))))
        grounds, signals = text.index("Legal grounds"), text.index("None can ever be a ground of refusal")
        assert grounds < text.index("Its control key does not fit this number") < signals
        assert signals < text.index("No mandate named")
        assert "04 65 71 00 11" in text

    def test_what_is_cut_and_what_stays_is_said_before_the_answer(self, screen):
        Number.objects.filter(national=ONE).update(carries_access=True)
        text = seen(screen.get(page_of(received(ONE))))
        assert "This cuts an access: 04 65 71 00 10" in text
        assert "04 65 71 00 11 – 12" in text

    def test_only_grounds_that_a_failed_check_shows_are_offered(self, screen):
        form = screen.get(page_of(one_wrong())).context["form"]
        offered = {row.first: [code for code, _label in field.field.choices] for row, field in form.with_fields()}
        assert offered == {TWO: ["accepted", "rio_invalid"], ONE: ["accepted"]}
        assert form[f"answer_{TWO}"].initial == "rio_invalid"

    def test_what_we_do_not_serve_cannot_be_let_go(self, screen):
        port_out = received("0199009999", rios={})
        assert 'name="all"' not in seen(screen.get(page_of(port_out)))
        response = post(screen, port_out, answer_0199009999="accepted")
        assert response.status_code == 422
        assert fresh(port_out).state == PortOutState.RECEIVED

    @pytest.mark.parametrize(
        ("reader", "shown"), [({"groups": ["agent"]}, True), ({"permissions": ["portability.view_portout"]}, False)]
    )
    def test_what_the_recipient_wrote_serves_the_answer_only(self, agent, reader, shown):
        reader = logged_in(UserFactory(**reader))
        text = seen(reader.get(page_of(one_wrong())))
        assert ("SAS Laiterie du Vercors" in text) is shown
        assert (WRONG in text) is shown
        assert ("your role does not see it" in text) is not shown

    @pytest.mark.parametrize(("group", "shown"), [("agent", True), ("partner manager", False)])
    def test_nor_do_its_files_show_it_to_others(self, desk, group, shown):
        message = MessageFactory(quarantined=True, raw="M-1|port_request|A-1|customer_name=Laiterie du Vercors")
        reader = logged_in(UserFactory(groups=[group]))
        for url in (reverse("exchanges:file", args=[message.file_id]), reverse("exchanges:quarantine")):
            assert ("Laiterie" in seen(reader.get(url))) is shown

    def test_its_timeline_has_the_messages_of_its_own_recipient(self, screen):
        port_out = received(ONE, door="clearing_house", external_reference="RQ-1")
        for code, kind in (("SFR0", "eligibility"), ("OVH", "cancellation")):
            MessageFactory(reference="RQ-1", kind=kind, fields={"recipient": code})
        story = [event.words for event in screen.get(page_of(port_out)).context["timeline"]]
        assert len([words for words in story if words.startswith("Message to the clearing house")]) == 1

    def test_what_was_purged_is_gone(self, screen):
        port_out = received(ONE)
        PortOut.objects.filter(pk=port_out.pk).update(asked={}, purged_at=NOW)
        assert "Erased: its time was over." in seen(screen.get(page_of(port_out)))

    def test_its_queries_do_not_grow_with_its_numbers(self, screen, django_assert_max_num_queries):
        numbers = [f"04657102{place:02}" for place in range(60)]
        serve(*numbers)
        port_out = received(*numbers, rios=dict.fromkeys(numbers, WRONG))
        with django_assert_max_num_queries(36):
            screen.get(page_of(port_out))

    def test_more_failures_than_a_page_takes_are_answered_together(self, screen):
        numbers = [f"0465713{place:03}" for place in range(130)]
        serve(*numbers)
        port_out = received(*numbers, rios=dict.fromkeys(numbers, WRONG))
        form = screen.get(page_of(port_out)).context["form"]
        typed = {f"answer_{row.first}": "rio_invalid" for row in form.rows}
        assert len(typed) == 101
        assert post(screen, port_out, **typed).status_code == 302
        assert set(answers_of(port_out).values()) == {("refused", "rio_invalid")}

    def test_an_unknown_request_is_not_found(self, screen):
        assert screen.get(reverse("portability:port_out_detail", args=["PO-1999-000001"])).status_code == 404


class TestAnswer:
    def test_each_number_has_its_own(self, screen):
        port_out = one_wrong()
        response = post(screen, port_out, **{f"answer_{ONE}": "accepted", f"answer_{TWO}": "rio_invalid"})
        assert response.url == page_of(port_out)
        assert fresh(port_out).state == PortOutState.ACCEPTED
        assert answers_of(port_out) == {ONE: ("accepted", ""), TWO: ("refused", "rio_invalid")}
        text = seen(screen.get(page_of(port_out)))
        assert "Its control key does not fit this number" in text
        assert "1 accepted, 1 refused" in text
        assert "Anne Martin" in text

    def test_all_are_let_go_at_once(self, screen):
        port_out = received(*OURS)
        assert post(screen, port_out, all="1").status_code == 302
        assert set(answers_of(port_out).values()) == {("accepted", "")}

    @pytest.mark.parametrize("ground", ["unpaid", "port_in_progress", "rio_missing", ""])
    def test_no_other_ground_is_taken(self, screen, ground):
        port_out = one_wrong()
        response = post(screen, port_out, **{f"answer_{ONE}": "accepted", f"answer_{TWO}": ground})
        assert response.status_code == 422
        assert f"answer_{TWO}" in response.context["form"].errors
        assert fresh(port_out).state == PortOutState.RECEIVED

    def by_hand(self, screen, port_out, **changed):
        rows = {f"answer_{ONE}": "accepted"}
        typed = {"by_hand": "04 65 71 00 11", "ground": "number_inactive", "evidence": "Cut on 20 November, T-7781"}
        return post(screen, port_out, **rows, **(typed | changed))

    def test_what_no_check_can_see_is_typed_with_its_evidence(self, screen):
        port_out = received(*OURS)
        assert self.by_hand(screen, port_out).status_code == 302
        assert answers_of(port_out)[TWO] == ("refused", "number_inactive")
        assert "Found by hand: Cut on 20 November, T-7781" in seen(screen.get(page_of(port_out)))
        assert "T-7781" not in str(list(fresh(port_out).history.values()))

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"evidence": ""}, "evidence"),
            ({"ground": ""}, "ground"),
            ({"ground": "rio_invalid"}, "ground"),
            ({"by_hand": ""}, "by_hand"),
            ({"by_hand": "0199000001"}, "by_hand"),
            ({"by_hand": "zut"}, "by_hand"),
            ({"all": "1"}, "by_hand"),
        ],
    )
    def test_a_refusal_by_hand_is_whole_or_none(self, screen, changed, field):
        port_out = received(*OURS)
        response = self.by_hand(screen, port_out, **changed)
        assert response.status_code == 422
        assert field in response.context["form"].errors
        assert fresh(port_out).state == PortOutState.RECEIVED

    @pytest.mark.parametrize("changes", [{"mandate_reference": ""}, {"recipient": "OVH"}])
    def test_signals_are_read_before_a_number_is_let_go(self, screen, changes):
        port_out = received(ONE, **changes)
        response = post(screen, port_out, all="1")
        assert response.status_code == 422
        assert "Read the signals first" in seen(response)
        assert post(screen, port_out, all="1", seen="on").status_code == 302

    def test_a_refusal_needs_no_reading(self, screen):
        port_out = received(ONE, rios={ONE: WRONG}, mandate_reference="")
        assert post(screen, port_out, **{f"answer_{ONE}": "rio_invalid"}).status_code == 302
        assert fresh(port_out).state == PortOutState.REFUSED

    def test_the_second_of_two_is_told_who_was_faster(self, screen):
        port_out = received(*OURS)
        colleague = UserFactory(groups=["agent"], first_name="Luc", last_name="Petit")
        accept_all(port_out, by=colleague, now=NOW)
        response = self.by_hand(screen, port_out)
        assert response.status_code == 409
        assert "Luc Petit was faster" in seen(response)
        assert answers_of(port_out)[TWO] == ("accepted", "")

    def test_who_may_only_look_gets_no_form(self, agent):
        reader = logged_in(UserFactory(permissions=["portability.view_portout"]))
        port_out = received(ONE)
        assert reader.get(page_of(port_out)).context["form"] is None
        for what in ("answer", "cancel"):
            assert post(reader, port_out, what, all="1").status_code == 403
        assert post(reader, port_out, "tick", "end_billing").status_code == 403


class TestAfter:
    def test_it_is_cancelled_for_the_recipient(self, screen):
        port_out = received(ONE)
        assert post(screen, port_out, "cancel").status_code == 422
        assert post(screen, port_out, "cancel", reason="customer_withdrew").status_code == 302
        assert fresh(port_out).state == PortOutState.CANCELLED
        assert "the customer withdrew" in seen(screen.get(page_of(port_out)))

    def test_what_is_gone_is_not_cancelled(self, screen):
        port_out = released()
        assert "Cancel for the recipient" not in seen(screen.get(page_of(port_out)))
        assert post(screen, port_out, "cancel", reason="mistake").status_code == 409

    def test_the_last_tick_closes_it(self, screen):
        port_out = released()
        post(screen, port_out, "tick", "stop_services")
        assert fresh(port_out).state == PortOutState.RELEASED
        post(screen, port_out, "tick", "end_billing", not_needed="1")
        assert fresh(port_out).state == PortOutState.CLOSED
        assert ClosingItem.objects.get(kind="end_billing").not_needed
        assert "nothing is left to do" in seen(screen.get(page_of(port_out)))

    def test_the_second_tick_says_who_was_faster(self, screen):
        port_out = released()
        post(screen, port_out, "tick", "stop_services")
        response = screen.post(
            reverse("portability:port_out_tick", args=[port_out.reference, "stop_services"]),
            {"not_needed": "1"},
            follow=True,
        )
        assert "was faster" in seen(response)
        assert not ClosingItem.objects.get(kind="stop_services").not_needed

    def test_what_is_late_after_the_release_is_an_alert(self, screen):
        port_out = released()
        with travel(NOW + timedelta(days=5), tick=False):
            text = seen(screen.get(page_of(port_out)))
            today = seen(screen.get(reverse("today")))
        assert "The customer is still billed for what has left." in text
        assert port_out.reference in today
        assert "Gone, and the customer is still billed" in today


def test_a_rule_that_answered_is_named(screen):
    no_rules()
    rule = AnswerRule.objects.create(name="All green", action="accept")
    port_out = receive(asking(ONE, main_number=""), by=SYSTEM, now=NOW)
    assert f"rule {rule.pk} of the automatic answers" in seen(screen.get(page_of(port_out)))
