"""The list of quotes and the page of one: found again, read, declined, completed by the donor's list."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from bascule.lifecycle import perform
from operators.models import Operator
from portability.models import PriceList, Quote
from portability.quoting.record import make_quote
from tests.factories import (
    CustomerFactory,
    OperatorFactory,
    QuoteFactory,
    QuoteLineFactory,
    QuoteRequestFactory,
    UserFactory,
)
from tests.portability.world import NEVER_PORTED, ONCE, asking
from tests.screens import logged_in, queries_of, seen

pytestmark = pytest.mark.django_db

LIST = "portability:quote_list"
JANUARY = datetime(2026, 1, 15, 10, 0, tzinfo=UTC)


@pytest.fixture
def offered(desk, agent):
    return make_quote(asking(NEVER_PORTED, ONCE, "0639980001"), by=agent, now=timezone.now())


def page_of(quote) -> str:
    return reverse("portability:quote_detail", args=[quote.reference])


class TestPage:
    def test_it_shows_what_was_said_not_what_would_be_said_today(self, screen, offered):
        PriceList.objects.update(request_simple=Decimal(777))
        text = seen(screen.get(page_of(offered)))
        assert "Total excl. VAT" in text
        assert "777" not in text
        assert "Orange, the range holder, still serves it." in text

    @pytest.mark.parametrize(
        ("verdict", "shown", "hidden"),
        [("refused", "06 39 98 00 01", "01 99 00 02 00"), ("warned", "01 99 00 02 00", "06 39 98 00 01")],
    )
    def test_its_numbers_are_filtered_by_verdict(self, screen, offered, verdict, shown, hidden):
        response = screen.get(page_of(offered), {"verdict": verdict}, headers={"HX-Request": "true"})
        assert shown in seen(response)
        assert hidden not in seen(response)

    def test_names_of_customers_are_text(self, screen):
        quote = QuoteFactory(customer__name="<script>alert(1)</script>")
        assert "<script>alert" not in seen(screen.get(page_of(quote)))

    def test_its_queries_do_not_grow_with_its_numbers(self, screen):
        few, many = QuoteFactory(offered=True), QuoteFactory(offered=True)
        QuoteLineFactory(quote=few, holders="FRTE OVH")
        QuoteLineFactory.create_batch(30, quote=many, holders="FRTE OVH")
        assert queries_of(screen, page_of(few)) == queries_of(screen, page_of(many))

    def test_an_unknown_quote_is_not_found(self, screen):
        assert screen.get(reverse("portability:quote_detail", args=["Q-1999-000001"])).status_code == 404


class TestDeclining:
    def decline(self, screen, quote, **typed):
        return screen.post(reverse("portability:quote_decline", args=[quote.reference]), {"reason": "price", **typed})

    def test_it_is_written_with_its_reason_and_its_note(self, screen, offered):
        assert self.decline(screen, offered, note="too dear for them").url == page_of(offered)
        text = seen(screen.get(page_of(offered)))
        assert "declined" in text
        assert "too expensive" in text
        assert "too dear for them" in text

    def test_the_second_agent_learns_who_was_faster_and_loses_nothing(self, screen, offered):
        colleague = UserFactory(groups=["agent"], first_name="Paul", last_name="Durand")
        perform(offered, "decline", by=colleague, now=timezone.now(), reason="delay")
        response = self.decline(screen, offered, note="they called at noon")
        text = seen(response)
        assert response.status_code == 409
        assert "Paul Durand was faster: “Declined”" in text
        assert "they called at noon</textarea>" in text
        assert Quote.objects.get().history.last().reason == "delay"

    def test_a_reason_nobody_knows_is_refused(self, screen, offered):
        assert self.decline(screen, offered, reason="weather").status_code == 422
        assert Quote.objects.get().state == "offered"

    def test_only_what_is_allowed_is_offered(self, screen, offered):
        assert "Decline the quote" in seen(screen.get(page_of(offered)))
        looker = logged_in(UserFactory(groups=["partner manager"]))
        assert "Decline the quote" not in seen(looker.get(page_of(offered)))
        assert self.decline(looker, offered).status_code == 403
        self.decline(screen, offered)
        assert "Decline the quote" not in seen(screen.get(page_of(offered)))


class TestInventory:
    @pytest.fixture
    def awaiting(self, desk, agent):
        asked = asking(NEVER_PORTED, "0199000101", inventory=True)
        return make_quote(asked, by=agent, now=timezone.now())

    def take(self, screen, quote, numbers):
        return screen.post(reverse("portability:quote_inventory", args=[quote.reference]), {"numbers": numbers})

    def test_the_donors_list_sets_the_price_and_the_page_says_what_it_changed(self, screen, awaiting):
        assert "Take this list" in seen(screen.get(page_of(awaiting)))
        self.take(screen, awaiting, "0199000100\n0199000110 - 0199000114")
        text = seen(screen.get(page_of(awaiting)))
        assert Quote.objects.get().state == "offered"
        assert "5 numbers added: 01 99 00 01 10 – 14" in text
        assert "1 number left out: 01 99 00 01 01" in text
        assert "Take this list" not in text

    @pytest.mark.parametrize("numbers", ["", "no digit here", "0199000100\n0199 12"])
    def test_a_list_that_cannot_be_read_whole_is_refused_and_kept(self, screen, awaiting, numbers):
        response = self.take(screen, awaiting, numbers)
        assert response.status_code == 422
        assert numbers in response.content.decode()
        assert Quote.objects.get().state == "awaiting_inventory"

    def test_a_donor_may_give_no_list(self, screen, awaiting):
        screen.post(reverse("portability:quote_refuse_inventory", args=[awaiting.reference]))
        assert Quote.objects.get().state == "draft"
        assert "The donor gives no list" in seen(screen.get(page_of(awaiting)))

    def test_a_list_that_comes_too_late_is_not_lost(self, screen, awaiting, agent):
        perform(awaiting, "decline", by=agent, now=timezone.now(), reason="delay")
        response = self.take(screen, awaiting, "0199000110")
        assert response.status_code == 409
        assert "0199000110</textarea>" in seen(response)


class TestList:
    def found(self, screen, **filters) -> str:
        return seen(screen.get(reverse(LIST), filters))

    @pytest.mark.parametrize(
        "filters",
        [
            {"number": "01.99.00.42.42"},
            {"number": "+33 1 99 00 42 42"},
            {"customer": "lilas"},
            {"donor": "OVH"},
            {"donor": "ovh"},
            {"state": "declined"},
            {"type": "complex"},
            {"before": "2026-01-31"},
        ],
    )
    def test_a_quote_is_found_by_what_is_known_of_it(self, screen, filters):
        lilas = {"customer__name": "Les Lilas", "created_at": JANUARY}
        wanted = QuoteFactory(declined=True, type="complex", reference="Q-2026-111111", **lilas)
        QuoteLineFactory(quote=wanted, number="0199004242")
        QuoteRequestFactory(quote=wanted, donor=Operator.objects.get(code="OVH"))
        QuoteFactory(offered=True, reference="Q-2026-222222")
        text = self.found(screen, **filters)
        assert "Q-2026-111111" in text
        assert "Q-2026-222222" not in text

    def test_a_number_that_cannot_be_read_is_said_beside_its_field(self, screen):
        QuoteFactory(reference="Q-2026-333333")
        text = self.found(screen, number="01 99")
        assert "A French number has 10 digits, not 4." in text

    def test_typing_in_a_filter_brings_the_rows_alone(self, screen):
        QuoteFactory(reference="Q-2026-333333")
        response = screen.get(reverse(LIST), headers={"HX-Request": "true"})
        assert "Q-2026-333333" in seen(response)
        assert "<html" not in seen(response)
        assert "HX-Request" in response["Vary"]

    def test_the_next_page_keeps_the_filters(self, screen):
        customer = CustomerFactory()
        QuoteFactory.create_batch(51, offered=True, customer=customer)
        assert "state=offered&amp;page=2" in self.found(screen, state="offered")

    def test_an_empty_list_says_what_to_do(self, screen):
        assert "Make the first quote" in self.found(screen)
        assert "Show all quotes" in self.found(screen, state="offered")

    @pytest.mark.parametrize("count", [1, 10])
    def test_its_queries_do_not_grow_with_its_rows(self, screen, django_assert_max_num_queries, count):
        for quote in QuoteFactory.create_batch(count, offered=True):
            QuoteRequestFactory(quote=quote, donor=OperatorFactory())
        with django_assert_max_num_queries(9):
            screen.get(reverse(LIST), headers={"HX-Request": "true"})
