"""Reasons are data: in two languages, with a way out, and with the codes of the counterpart that stand for them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from time_machine import travel

from bascule.lifecycle import SYSTEM, perform
from operators.models import Operator
from portability import rio
from portability.clearing_house.splitting import split
from portability.models import Correctable, CounterpartReason, LegalGround, PortIn, RejectionReason
from portability.rejections import by_code, reason_for, reasons_for, their_words
from tests.factories import AdministratorFactory, PortInFactory, PortInNumberFactory, UserFactory
from tests.portability.world import NEVER_PORTED, NOW, TODAY, rio_for
from tests.screens import logged_in, seen

pytestmark = pytest.mark.django_db

HOUSE = "clearing_house"
OTHER = "0199000101"


def rejected(code="rio_invalid", text="R-RIO: non", numbers=(NEVER_PORTED,), **fields):
    needed = {"scheduled_on": date(2026, 12, 8), "donor": Operator.objects.get(code="FRTE")}
    port_in = PortInFactory(state="acknowledged", ordered_on=TODAY, **{**needed, **fields})
    for number in numbers:
        PortInNumberFactory(port_in=port_in, national=number, rio=rio_for(number))
    return perform(port_in, "reject", by=SYSTEM, now=NOW, reason=code, code=code, private={"text": text})


class TestData:
    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_every_reason_says_all_in_both_languages(self, language):
        with translation.override(language):
            for reason in RejectionReason.objects.all():
                reason.full_clean()
                texts = [reason.label, reason.meaning, reason.fix]
                assert all(texts)
                assert all(text.endswith(".") for text in texts[1:])

    def test_the_two_languages_differ(self):
        for reason in RejectionReason.objects.all():
            assert reason.meaning_fr != reason.meaning_en

    @pytest.mark.parametrize("code", ["unpaid_bills", "commitment_period", "identity_mismatch"])
    def test_what_the_law_does_not_allow_can_be_contested_and_sent_again(self, code):
        reason = RejectionReason.objects.get(code=code)
        assert reason.legal_ground == LegalGround.NONE
        assert not reason.needs_a_change

    def test_a_field_that_nobody_knows_is_refused(self):
        reason = RejectionReason.objects.get(code="rio_invalid")
        reason.correctable_fields = ["shoe_size"]
        with pytest.raises(ValidationError, match="shoe_size"):
            reason.full_clean()

    def test_an_unknown_reason_lets_everything_be_corrected(self):
        assert set(RejectionReason.objects.get(code="unknown").correctable_fields) == set(Correctable.values)


class TestCodes:
    @pytest.mark.parametrize(
        ("theirs", "ours"),
        [
            ("R-RIO", "rio_invalid"),
            ("R-INACTIVE", "number_inactive"),
            ("R-IN-PROGRESS", "port_in_progress"),
            ("R-INCOMPLETE", "incomplete_request"),
            ("R-MAIN-NUMBER", "main_number_mismatch"),
            ("R-MANDATE", "mandate_invalid"),
            ("R-DATE", "date_impossible"),
            ("R-NAME", "identity_mismatch"),
            ("R-UNPAID", "unpaid_bills"),
            ("R-TECH", "technical_incompatibility"),
            ("R-PLAN", "numbering_plan"),
            ("R-WEIRD", "unknown"),
            ("", "unknown"),
        ],
    )
    def test_a_code_of_the_clearing_house_means_one_reason(self, theirs, ours):
        assert reason_for(HOUSE, theirs).code == ours

    def test_another_counterpart_speaks_otherwise(self):
        assert reason_for("incumbent", "R-RIO").code == "unknown"

    @pytest.mark.parametrize("count", [1, 15])
    def test_many_codes_cost_two_queries(self, django_assert_num_queries, count):
        codes = ["R-WEIRD", *CounterpartReason.objects.values_list("their_code", flat=True)[:count]]
        with django_assert_num_queries(2):
            assert len(reasons_for(HOUSE, codes)) == count + 1

    def test_a_reason_of_ours_that_is_gone_is_unknown(self):
        assert by_code(["gone"])["gone"].code == "unknown"
        assert by_code([]) == {}

    def test_their_words_are_kept_as_they_came(self):
        assert their_words("R-WEIRD", "contrat suspendu") == "R-WEIRD: contrat suspendu"
        assert their_words("R-WEIRD") == "R-WEIRD"
        assert len(their_words("R-WEIRD", "x" * 500)) == 300


@pytest.fixture
def now(desk):
    with travel(NOW, tick=False):
        yield


@pytest.fixture
def screen(now):
    return logged_in(UserFactory(groups=["agent"], first_name="Anne", last_name="Martin"))


def page_of(port_in):
    return reverse("portability:port_in_detail", args=[port_in.reference])


def send(screen, port_in, **typed):
    return screen.post(reverse("portability:port_in_correct", args=[port_in.reference]), typed)


class TestPanel:
    def test_it_says_what_it_means_what_to_do_and_who_must_act(self, screen):
        text = seen(screen.get(page_of(rejected("number_inactive", "R-INACTIVE: ligne résiliée"))))
        reason = RejectionReason.objects.get(code="number_inactive")
        for said in (reason.label_en, reason.meaning_en, reason.fix_en, "the customer", "R-INACTIVE: ligne résiliée"):
            assert said in text

    def test_what_has_no_ground_can_be_contested(self, screen):
        text = seen(screen.get(page_of(rejected("unpaid_bills"))))
        assert "can be contested" in text
        assert "Send again as it is" in text

    def test_the_fields_are_filled_in_with_what_was_asked(self, screen):
        port_in = rejected("incomplete_request", customer__name="Les Lilas", mandate_signed_on=date(2026, 11, 2))
        text = seen(screen.get(page_of(port_in)))
        for value in ("Les Lilas", "12 rue des Lilas", "2026-11-02", rio_for(NEVER_PORTED)):
            assert f'value="{value}"' in text

    def test_a_request_that_is_not_rejected_has_none(self, screen):
        assert "What it means" not in seen(screen.get(page_of(PortInFactory(state="sent"))))

    def test_it_is_corrected_and_told(self, screen):
        port_in = rejected()
        right = str(rio.make("F0", "S", "654321", NEVER_PORTED))
        response = send(screen, port_in, numbers="01 99 00 01 00", **{f"rio_{NEVER_PORTED}": right})
        assert response.url == page_of(port_in)
        text = seen(screen.get(response.url))
        assert "the request leaves again with the next window." in text
        assert "Corrected, to be sent again" in text
        assert "Wrong RIO" in text, "the past rejection stays in the timeline"
        assert "rio_invalid" not in text
        assert PortIn.objects.get().state == "ordered"

    @pytest.mark.parametrize(
        ("code", "typed", "said"),
        [
            ("rio_invalid", {"rio_0199000100": "zut"}, "A RIO has 12 characters"),
            ("rio_invalid", {"rio_0199000100": rio_for(NEVER_PORTED)}, "Nothing is changed"),
            ("date_impossible", {"date": "2026-11-25", "window": "morning"}, "The earliest date possible now is 1 Dec"),
            ("date_impossible", {"date": "soon", "window": "morning"}, "Enter a valid date"),
            ("mandate_invalid", {"mandate_signed_on": "2026-01-05"}, "The mandate must be signed between"),
            ("number_inactive", {"numbers": "zut 12"}, "This cannot be read: zut 12"),
            ("number_inactive", {"numbers": "0199000777"}, "numbers can only be taken out"),
            ("number_inactive", {"numbers": ""}, "At least one number stays"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_is_kept(self, screen, code, typed, said):
        port_in = rejected(code)
        response = send(screen, port_in, **{"numbers": "01 99 00 01 00", **typed})
        assert response.status_code == 422
        text = seen(response)
        assert said in text
        assert all(value in text for value in typed.values())
        assert PortIn.objects.get().state == "rejected"

    def test_a_slip_in_a_rio_is_mended_with_one_click(self, screen):
        right = rio_for(NEVER_PORTED)
        port_in = rejected(numbers=())
        PortInNumberFactory(port_in=port_in, national=NEVER_PORTED, rio=right[:-1] + ("A" if right[-1] != "A" else "B"))
        text = seen(screen.get(page_of(port_in)))
        assert f'value="{NEVER_PORTED} {right}"' in text
        response = send(screen, port_in, fix=f"{NEVER_PORTED} {right}", numbers="01 99 00 01 00")
        assert response.status_code == 200
        assert f'value="{right}"' in seen(response)
        assert PortIn.objects.get().state == "rejected"

    def test_a_day_that_can_no_longer_be_met_is_said_before(self, screen):
        port_in = rejected("rio_invalid", scheduled_on=date(2026, 11, 30))
        text = seen(screen.get(page_of(port_in)))
        assert "The planned day can no longer be met" in text
        assert 'value="2026-12-01"' in text
        right = str(rio.make("F0", "S", "654321", NEVER_PORTED))
        typed = {f"rio_{NEVER_PORTED}": right, "numbers": "0199000100", "date": "2026-12-02", "window": "morning"}
        send(screen, port_in, **typed)
        assert "Wednesday 2 December 2026" in seen(screen.get(page_of(port_in)))

    def test_two_agents_at_once(self, screen):
        port_in = rejected("mandate_invalid")
        paul = UserFactory(groups=["agent"], first_name="Paul", last_name="Durand")
        perform(port_in, "correct", by=paul, now=NOW + timedelta(minutes=1))
        response = send(screen, port_in, mandate_reference="M-77")
        text = seen(response)
        assert response.status_code == 409
        assert "Paul Durand was faster: “Corrected, to be sent again”" in text
        assert "M-77" in text

    def test_the_third_is_a_supervisors(self, screen):
        port_in = rejected("unpaid_bills", rejections=2)
        text = seen(screen.get(page_of(port_in)))
        assert "a supervisor takes it up" in text
        assert "Send again" not in text
        assert send(screen, port_in).status_code == 403
        supervisor = logged_in(UserFactory(groups=["supervisor"]))
        assert "Send again as it is" in seen(supervisor.get(page_of(port_in)))
        assert send(supervisor, port_in).status_code == 302

    def test_who_only_looks_is_given_no_form(self, now):
        visitor = logged_in(UserFactory(permissions=["portability.view_portin"]))
        port_in = rejected()
        text = seen(visitor.get(page_of(port_in)))
        assert "Wrong RIO" in text
        assert "Send again" not in text
        assert send(visitor, port_in).status_code == 403

    def test_a_thousand_numbers_cost_no_more(self, screen, django_assert_max_num_queries):
        port_in = rejected(numbers=[f"019900{number:04}" for number in range(200, 260)])
        with django_assert_max_num_queries(40):
            text = seen(screen.get(page_of(port_in)))
        assert text.count('name="rio_') == 50
        assert "and 10 others: paste them below" in text

    def test_rios_that_have_no_input_are_pasted(self, screen):
        numbers = [f"019900{number:04}" for number in range(200, 260)]
        port_in, last = rejected(numbers=numbers), numbers[-1]
        right = str(rio.make("F0", "S", "654321", last))
        typed = {f"rio_{number}": rio_for(number) for number in numbers[:50]}
        response = send(screen, port_in, numbers="0199000200-0199000259", pasted=f"{last} {right}", **typed)
        assert response.status_code == 302
        assert port_in.numbers.get(national=last).rio == right

    def test_words_of_the_counterpart_are_text(self, screen):
        text = seen(screen.get(page_of(rejected("unknown", "R-X: <script>alert(1)</script>"))))
        assert "<script>alert" not in text


class TestToday:
    def row(self, screen):
        [(_bucket, [row])] = screen.get("/").context["buckets"]
        return str(row.what), str(row.actor)

    def late(self, code, **fields):
        port_in = rejected(code, **fields)
        PortIn.objects.filter(pk=port_in.pk).update(due_at=NOW - timedelta(hours=1))

    @pytest.mark.parametrize(
        ("code", "what", "who"),
        [
            ("rio_invalid", "Rejected: Wrong RIO", "us"),
            ("number_inactive", "Rejected: Inactive number", "the customer"),
            ("unpaid_bills", "Rejected: Unpaid bills", "Orange"),
            ("unknown", "Rejected: its code is in no list, read their words", "us"),
        ],
    )
    def test_it_says_why_and_who_must_act(self, screen, code, what, who):
        self.late(code)
        assert self.row(screen) == (what, who)

    def test_the_third_asks_for_a_supervisor(self, screen):
        self.late("rio_invalid", rejections=2)
        assert self.row(screen) == ("Rejected: Wrong RIO", "a supervisor")


class TestTimeline:
    def test_who_ordered_is_told_once(self, screen):
        from bascule.lifecycle import enter

        port_in = PortInFactory(created_at=NOW)
        enter([port_in], by=UserFactory(first_name="Zoé", last_name="Petit"), now=NOW)
        events = screen.get(page_of(port_in)).context["timeline"]
        assert [(event.words, event.who) for event in events] == [("Ordered", "Zoé Petit")]

    def test_what_was_split_off_begins_with_the_split(self, screen):
        whole = PortInFactory(state="acknowledged")
        PortInNumberFactory(port_in=whole, national=OTHER)
        part = split(whole, [OTHER], NOW)
        [event] = screen.get(page_of(part)).context["timeline"]
        assert event.words.startswith("Split: 1 number answered apart, see PI-")

    def test_each_past_rejection_keeps_its_label_and_its_meaning(self, screen):
        port_in = rejected("unpaid_bills")
        perform(port_in, "correct", by=SYSTEM, now=NOW)
        perform(port_in, "send", by=SYSTEM, now=NOW)
        perform(port_in, "chase", by=SYSTEM, now=NOW)
        perform(port_in, "reject", by=SYSTEM, now=NOW, reason="rio_invalid", code="rio_invalid")
        events = screen.get(page_of(port_in)).context["timeline"]
        assert [event.why for event in events if event.words == "Rejected"] == ["Wrong RIO", "Unpaid bills"]
        assert "The answer is asked for again" in [event.words for event in events]


class TestAdministration:
    @pytest.fixture
    def office(self, now):
        return logged_in(AdministratorFactory())

    def test_a_code_that_is_mapped_explains_the_requests_that_wait(self, office):
        theirs = rejected("unknown", "R-LEASE: bail")
        other = rejected("unknown", "R-LEASED: autre", numbers=[OTHER])
        typed = {"counterpart": HOUSE, "their_code": "R-LEASE", "reason": str(reason_for(HOUSE, "R-TECH").pk)}
        assert office.post(reverse("admin:portability_counterpartreason_add"), typed).status_code == 302
        assert PortIn.objects.get(pk=theirs.pk).rejection_code == "technical_incompatibility"
        assert PortIn.objects.get(pk=other.pk).rejection_code == "unknown"
        assert reason_for(HOUSE, "R-LEASE").code == "technical_incompatibility"

    def test_a_reason_is_written_in_both_languages_with_its_codes(self, office):
        reason = RejectionReason.objects.get(code="rio_invalid")
        page = reverse("admin:portability_rejectionreason_change", args=[reason.pk])
        text = seen(office.get(page))
        assert reason.meaning_fr.split(":")[0] in text
        assert "R-RIO" in text
        waiting = rejected("unknown", "R-RIO-2")
        [code] = reason.their_codes.all()
        names = ("who_acts", "legal_ground", "label_fr", "meaning_fr", "fix_fr", "meaning_en", "fix_en")
        typed = {name: getattr(reason, name) for name in names}
        typed |= {"label_en": "RIO not right", "correctable_fields": ["rios"]}
        typed |= {"their_codes-TOTAL_FORMS": 2, "their_codes-INITIAL_FORMS": 1}
        typed |= {"their_codes-0-id": code.pk, "their_codes-0-counterpart": HOUSE, "their_codes-0-their_code": "R-RIO"}
        typed |= {"their_codes-0-reason": reason.pk, "their_codes-1-reason": reason.pk}
        typed |= {"their_codes-1-counterpart": HOUSE, "their_codes-1-their_code": "R-RIO-2"}
        assert office.post(page, typed).status_code == 302
        changed = RejectionReason.objects.get(code="rio_invalid")
        assert (changed.label_en, changed.correctable_fields) == ("RIO not right", ["rios"])
        assert PortIn.objects.get(pk=waiting.pk).rejection_code == "rio_invalid"

    def test_the_unknown_reason_stays(self, office):
        reason = RejectionReason.objects.get(code="unknown")
        assert office.post(reverse("admin:portability_rejectionreason_delete", args=[reason.pk])).status_code == 403

    def test_lists_cost_the_same_whatever_their_length(self, office, django_assert_max_num_queries):
        for name in ("rejectionreason", "counterpartreason"):
            with django_assert_max_num_queries(12):
                assert office.get(reverse(f"admin:portability_{name}_changelist")).status_code == 200
