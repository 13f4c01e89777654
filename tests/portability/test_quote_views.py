"""The page of a new quote: what an agent pastes, sees as typed, and makes."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from operators.models import Customer, Operator
from portability.models import Quote
from portability.quoting.record import make_quote
from tests.factories import (
    CustomerFactory,
    UserFactory,
)
from tests.portability.world import NEVER_PORTED, ONCE, TWICE, asking, rio_for
from tests.screens import logged_in, seen

pytestmark = pytest.mark.django_db

NEW, PREVIEW, LIST = "portability:quote_new", "portability:quote_preview", "portability:quote_list"
JANUARY = datetime(2026, 1, 15, 10, 0, tzinfo=UTC)
CUSTOMER = {"kind": "business", "name": "Atelier", "line1": "1 rue Basse", "postal_code": "75011", "city": "Paris"}
PASTED = f"""Standard\t01 99 00 01 00\t{rio_for(NEVER_PORTED)}
0199000110 - 0199000119
01 99 00 01 10
06 39 98 00 01
01 99 00 00
{TWICE}"""


def preview(screen, numbers=PASTED, trigger="", **typed) -> str:
    headers = {"HX-Request": "true", "HX-Trigger-Name": trigger}
    response = screen.post(reverse(PREVIEW), {"numbers": numbers, **typed}, headers=headers)
    assert response.status_code == 200
    return seen(response)


def page_of(quote) -> str:
    return reverse("portability:quote_detail", args=[quote.reference])


class TestAsTyped:
    def test_every_number_gets_its_own_verdict(self, screen):
        text = preview(screen)
        assert "15 numbers" in text
        assert "12 portable" in text
        assert "3 not portable" in text
        for reason in ("Given twice", "Mobile number", "Unreadable number"):
            assert text.count(f">{reason}</strong>") == 1
        assert "01 99 00 01 10 – 19" in text
        assert "Orange → SFR → OVH" in text

    def test_the_type_comes_with_its_price_and_its_reason(self, screen):
        text = preview(screen)
        assert "Why complex" in text
        assert "Ported twice: Orange → SFR → OVH" in text
        assert "Total incl. VAT" in text

    def test_it_writes_nothing(self, screen):
        preview(screen, **CUSTOMER)
        assert not Quote.objects.exists()
        assert not Customer.objects.exists()

    def test_a_customer_half_typed_is_no_obstacle(self, screen):
        assert "12 portable" in preview(screen, **{**CUSTOMER, "name": "", "postal_code": "75"})

    @pytest.mark.parametrize(
        ("postal_code", "portable"), [("", "1 portable"), ("97410", "1 portable"), ("75011", "0 portable")]
    )
    def test_the_territory_counts_once_the_address_is_known(self, screen, postal_code, portable):
        assert portable in preview(screen, "0262910001", postal_code=postal_code)

    def test_a_field_that_cannot_be_read_says_so_and_the_rest_is_judged(self, screen):
        text = preview(screen, donor="nobody at all", main_number="12")
        assert "No operator has this code or this name." in text
        assert "A French number has 10 digits" in text
        assert "12 portable" in text

    @pytest.mark.parametrize("donor", ["OVH", "ovh", "  Ovh ", "tiny telecom", "ny tele"])
    def test_a_donor_is_known_by_its_code_or_its_name(self, screen, donor):
        assert "RIO of another operator" in preview(screen, donor=donor)

    def test_a_name_that_several_operators_share_is_not_guessed(self, screen):
        assert "Several operators have this in their name" in preview(screen, donor="é")

    def test_more_numbers_than_a_quote_may_hold_are_refused_in_words(self, screen):
        assert "More than 10" in preview(screen, "0199000000 - 0199009999\n0353010000")

    def test_an_inventory_shows_an_estimate_and_says_so(self, screen):
        assert "An estimate" in preview(screen, inventory="on")
        assert "An estimate" not in preview(screen)

    def test_an_inventory_needs_no_number_but_the_main_one(self, screen):
        assert "The donor's list comes first" in preview(screen, "", inventory="on")

    def test_nothing_typed_asks_for_numbers(self, screen):
        assert "Nothing to quote yet" in preview(screen, "")


class TestManyNumbers:
    def test_ten_thousand_portable_numbers_are_a_few_rows_and_an_exact_count(self, screen):
        text = preview(screen, "0199000000 - 0199009999")
        assert "10,000 numbers" in text
        assert text.count("<tr") < 60
        assert len(text) < 100_000

    def test_ten_thousand_problems_are_cut_and_still_counted(self, screen):
        text = preview(screen, "\n".join(["0199000100", *["0639980001 "] * 5000]))
        assert "5,000 not portable" in text
        assert "and 4,920 others" in text
        assert text.count("<tr") < 120

    def test_numbers_scattered_one_by_one_are_cut_too(self, screen):
        text = preview(screen, "\n".join(f"01990{number:05}" for number in range(0, 4000, 2)))
        assert "2,000 numbers" in text
        assert "other ranges, counted above" in text
        assert text.count("<tr") < 220

    def test_the_queries_do_not_grow_with_the_numbers(self, screen, django_assert_max_num_queries):
        preview(screen)
        with django_assert_max_num_queries(20):
            preview(screen, "0199000000 - 0199009999")


class TestRios:
    WRONG = rio_for(NEVER_PORTED).replace("0", "O", 1)

    def test_a_wrong_rio_is_offered_its_correction(self, screen):
        text = preview(screen, f"{NEVER_PORTED} {self.WRONG}")
        assert "Wrong RIO" in text
        assert f'value="rio {NEVER_PORTED} {rio_for(NEVER_PORTED)}"' in text

    def test_one_click_takes_the_correction(self, screen):
        text = preview(screen, f"{NEVER_PORTED} {self.WRONG}", fix=f"rio {NEVER_PORTED} {rio_for(NEVER_PORTED)}")
        assert "1 portable" in text
        assert f'value="{rio_for(NEVER_PORTED)}"' in text

    def test_a_wrong_number_is_corrected_in_the_text(self, screen):
        text = preview(screen, "01.99.00.01.01 x\n0199000110", fix=f"number 0199000101 {NEVER_PORTED}")
        assert "01 99 00 01 00 x" in text
        assert "0199000110" in text
        assert "01.99.00.01.01" not in text

    def test_a_number_inside_a_range_is_never_rewritten(self, screen):
        text = preview(screen, f"0199000100 - 0199000102 {self.WRONG}")
        assert 'value="number ' not in text

    def test_a_rio_typed_beside_a_number_counts(self, screen):
        assert "RIO valid" in preview(screen, NEVER_PORTED, **{f"rio_{NEVER_PORTED}": rio_for(NEVER_PORTED)})

    def test_typing_a_rio_leaves_the_other_inputs_alone(self, screen):
        typed = {f"rio_{NEVER_PORTED}": rio_for(NEVER_PORTED)}
        text = preview(screen, f"{NEVER_PORTED}\n{ONCE}", trigger=f"rio_{NEVER_PORTED}", **typed)
        assert "RIO valid" in text
        assert "<input" not in text

    def test_a_typed_rio_is_kept_even_when_its_row_is_no_longer_drawn(self, screen):
        typed = {f"rio_{NEVER_PORTED}": rio_for(NEVER_PORTED)}
        text = preview(screen, f"0199000200 - 0199000299\n{NEVER_PORTED}", **typed)
        assert f'<input type="hidden" name="rio_{NEVER_PORTED}" value="{rio_for(NEVER_PORTED)}">' in text

    def test_the_rio_of_a_number_that_is_not_listed_is_ignored(self, screen):
        assert "1 portable" in preview(screen, NEVER_PORTED, **{f"rio_{ONCE}": "rubbish"})


class TestMaking:
    def make(self, screen, **typed):
        return screen.post(reverse(NEW), {"numbers": PASTED, **CUSTOMER, "make": "1", **typed})

    def test_the_quote_says_what_the_preview_said(self, screen, agent):
        shown = preview(screen, **CUSTOMER)
        response = self.make(screen)
        quote = Quote.objects.get()
        assert response.url == page_of(quote)
        assert quote.state == "offered"
        assert f'<strong><span class="number">{quote.price}&nbsp;€</span>' in shown
        assert quote.history.get().by_user == agent
        assert quote.partner == Operator.objects.own()

    def test_a_double_click_makes_one_quote(self, screen):
        key = re.search(r'name="key" value="([^"]+)"', seen(screen.get(reverse(NEW))))[1]
        first, second = self.make(screen, key=key), self.make(screen, key=key)
        assert first.status_code == second.status_code == 302
        assert first.url == second.url
        assert Quote.objects.count() == 1

    def test_nothing_is_made_of_an_incomplete_customer_and_nothing_typed_is_lost(self, screen):
        response = self.make(screen, name="", siret="12345")
        text = seen(response)
        assert response.status_code == 422
        assert "This field is required." in text
        assert "This SIRET is not right" in text
        assert 'value="1 rue Basse"' in text
        assert "0199000110 - 0199000119" in text
        assert "12 portable" in text
        assert not Quote.objects.exists()

    def test_checking_does_not_nag_about_the_customer(self, screen):
        text = seen(screen.post(reverse(NEW), {"numbers": PASTED, "name": "Atelier", "check": "1"}))
        assert "12 portable" in text
        assert 'value="Atelier"' in text
        assert "This field is required." not in text
        assert not Quote.objects.exists()

    def test_a_siret_may_have_spaces(self, screen):
        self.make(screen, siret="356 000 000 00048")
        assert Quote.objects.get().customer.siret == "35600000000048"

    def test_a_list_of_nothing_is_refused_beside_its_field(self, screen):
        response = self.make(screen, numbers="")
        assert response.status_code == 422
        assert "Give numbers, or a main number with an inventory." in seen(response)

    def test_a_main_number_is_enough_for_an_inventory(self, screen):
        self.make(screen, numbers="", main_number=NEVER_PORTED, inventory="on")
        assert Quote.objects.get().state == "awaiting_inventory"

    def test_numbers_kept_with_the_donor_make_a_partial_port(self, screen):
        self.make(screen, keep_with_donor="01 99 00 02 01")
        quote = Quote.objects.get()
        assert (quote.scope, quote.keep_with_donor) == ("partial", ["0199000201"])

    def test_a_known_customer_is_picked_not_copied(self, screen):
        customer = CustomerFactory(name="Habitué")
        assert "Habitué" in seen(screen.get(reverse(NEW), {"customer": customer.pk}))
        screen.post(reverse(NEW), {"numbers": PASTED, "customer": customer.pk, "make": "1"})
        assert Quote.objects.get().customer == customer
        assert Customer.objects.count() == 1

    def test_a_customer_of_a_partner_cannot_be_picked(self, screen):
        stranger = CustomerFactory(partner=Operator.objects.get(code="TINY"))
        assert screen.get(reverse(NEW), {"customer": stranger.pk}).status_code == 404

    def test_a_quote_is_copied_with_its_numbers_and_rios(self, screen, agent):
        asked = asking(NEVER_PORTED, "0199000110-0199000112", rios={NEVER_PORTED: rio_for(NEVER_PORTED)})
        quote = make_quote(asked, by=agent, now=timezone.now())
        text = screen.get(reverse(NEW), {"copy": quote.reference}).content.decode()
        assert f"{NEVER_PORTED}\t{rio_for(NEVER_PORTED)}\n0199000110-0199000112</textarea>" in text
        assert "Boulangerie Durand" in text
        assert "4 portable" in text

    def test_a_copied_range_keeps_the_rio_of_one_of_its_numbers(self, screen, agent):
        asked = asking("0199000110-0199000112", rios={"0199000111": rio_for("0199000111")})
        quote = make_quote(asked, by=agent, now=timezone.now())
        text = seen(screen.get(reverse(NEW), {"copy": quote.reference}))
        assert f"0199000110 0199000111 {rio_for('0199000111')} 0199000112</textarea>" in text
        assert "3 portable" in text


class TestWhoMay:
    def test_a_quote_needs_the_permission_to_offer(self, desk):
        screen = logged_in(UserFactory(groups=["partner manager"]))
        assert screen.get(reverse(NEW)).status_code == 403
        assert screen.post(reverse(PREVIEW), {"numbers": PASTED}).status_code == 403
        assert screen.get(reverse(LIST)).status_code == 200

    def test_nobody_is_let_in_unnamed(self, client):
        for name in (NEW, LIST, "portability:number_lookup"):
            assert client.get(reverse(name)).status_code == 302

    def test_without_an_operator_of_our_own_a_sentence_says_what_is_missing(self, screen, settings):
        settings.OWN_OPERATOR = "NONE"
        response = screen.get(reverse(NEW))
        assert response.status_code == 503
        assert "OWN_OPERATOR is NONE" in seen(response)
