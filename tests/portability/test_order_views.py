"""Ordering from the page of a quote: what is shown, refused beside its field, and made."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from bascule.lifecycle import SYSTEM, perform
from operators.models import Operator, RoutingPrefix
from portability.models import PortIn, Quote
from portability.quoting.record import make_quote
from tests.factories import UserFactory
from tests.portability.world import LONG_AGO, NEVER_PORTED, NOW, ONCE, TODAY, asking, business, rio_for
from tests.screens import logged_in, seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

EARLIEST = date(2026, 12, 1)


@pytest.fixture
def offered(agent):
    return make_quote(asking(NEVER_PORTED, "0199000101", main_number=NEVER_PORTED), by=agent, now=NOW)


def person_asking(*numbers, **changes):
    return asking(*numbers, customer=business(kind="person", name="Odile Carpentier"), **changes)


def page_of(quote) -> str:
    return reverse("portability:quote_detail", args=[quote.reference])


def typed(quote, **changes):
    """What an agent leaves in the form when nothing is changed but the mandate."""
    filled = {
        "date": "2026-12-10",
        "window": "morning",
        "cutover": "automatic",
        "fallback": "reschedule",
        "mandate_signed_on": TODAY.isoformat(),
        "mandate_reference": "M-7",
        "accept_price": str(quote.price),
    }
    return {name: value for name, value in {**filled, **changes}.items() if value is not None}


def order(screen, quote, **changes):
    return screen.post(reverse("portability:quote_order", args=[quote.reference]), typed(quote, **changes))


class TestForm:
    def test_it_begins_with_the_earliest_date_and_says_each_price(self, screen, offered):
        text = seen(screen.get(page_of(offered)))
        assert f'value="{EARLIEST}"' in text
        assert f'min="{EARLIEST}"' in text
        assert "live, by telephone (+ 40.00 €)" in text
        assert "express (+ 60.00 €)" in text
        assert f'name="accept_price" value="{offered.price}"' in text

    def test_its_total_follows_what_is_ticked(self, screen, offered):
        address = reverse("portability:quote_order_total", args=[offered.reference])
        text = seen(screen.get(address, {"options": ["express"], "cutover": "live"}))
        assert f'value="{offered.price + 100}"' in text
        assert f'value="{offered.price}"' in seen(screen.get(address, {"options": ["nonsense"]}))

    def test_only_who_may_order_sees_it(self, offered):
        looker = logged_in(UserFactory(groups=["partner manager"]))
        assert "Order at this price" not in seen(looker.get(page_of(offered)))
        assert order(looker, offered).status_code == 403
        assert not PortIn.objects.exists()

    def test_a_partner_with_a_prefix_of_its_own_may_choose_it(self, screen, agent):
        netwo = Operator.objects.get(code="NWOT")
        RoutingPrefix.objects.create(prefix="010898", operator=netwo, assigned_on=LONG_AGO)
        asked = asking(NEVER_PORTED, "0199000101", main_number=NEVER_PORTED, customer=business(partner="NWOT"))
        quote = make_quote(asked, by=agent, now=NOW)
        assert "010898 · Netwo" in seen(screen.get(page_of(quote)))
        order(screen, quote, routing_prefix="010898")
        assert PortIn.objects.get().routing_prefix == "010898"

    def test_its_queries_do_not_grow_with_the_numbers(self, screen, agent, django_assert_max_num_queries):
        numbers = [f"01990005{n:02}" for n in range(40)]
        quote = make_quote(asking(*numbers, main_number=numbers[0]), by=agent, now=NOW)
        with django_assert_max_num_queries(40):
            screen.get(page_of(quote))


class TestOrdering:
    def test_one_donor_makes_one_request_and_leads_to_its_page(self, screen, offered):
        response = order(screen, offered, cutover="live", options=["express"], accept_price=offered.price + 100)
        request = PortIn.objects.get()
        assert response.url == reverse("portability:port_in_detail", args=[request.reference])
        assert (request.cutover, sorted(request.options)) == ("live", ["express", "live_cutover"])
        assert (request.mandate_reference, request.numbers.count()) == ("M-7", 2)
        text = seen(screen.get(page_of(offered)))
        assert request.reference in text
        assert "Order at this price" not in text

    def test_several_donors_make_several_requests_and_lead_to_their_list(self, screen, agent):
        quote = make_quote(asking(NEVER_PORTED, ONCE, main_number=NEVER_PORTED), by=agent, now=NOW)
        response = order(screen, quote)
        assert response.url == f"{reverse('portability:port_in_list')}?quote={quote.reference}"
        text = seen(screen.get(response.url))
        assert all(request.reference in text for request in PortIn.objects.all())
        assert PortIn.objects.count() == 2

    @pytest.mark.parametrize(
        ("changes", "field", "said"),
        [
            ({"date": "2026-11-24"}, "date", "The earliest date possible now is 1 December 2026."),
            ({"date": "2026-12-12"}, "date", "Nobody works on that day there."),
            ({"mandate_signed_on": ""}, "mandate_signed_on", "Say when the customer signed the mandate."),
            ({"mandate_signed_on": "2026-05-02"}, "mandate_signed_on", "The mandate must be signed between"),
            ({"date": "soon"}, "date", "Enter a valid date."),
        ],
    )
    def test_what_a_rule_refuses_is_said_beside_its_field_and_nothing_is_lost(
        self, screen, offered, changes, field, said
    ):
        response = order(screen, offered, mandate_reference="kept as typed", **changes)
        assert response.status_code == 422
        assert said in str(response.context["order_form"].errors[field])
        assert 'value="kept as typed"' in seen(response)
        assert Quote.objects.get().state == "offered"
        assert not PortIn.objects.exists()

    def test_a_price_that_is_no_longer_the_one_shown_is_asked_again(self, screen, offered):
        response = order(screen, offered, options=["express"])
        assert response.status_code == 422
        assert f'name="accept_price" value="{offered.price + 60}"' in seen(response)
        assert "The price with these options is" in seen(response)
        order(screen, offered, options=["express"], accept_price=offered.price + 60)
        assert Quote.objects.get().accepted_price == offered.price + Decimal(60)

    def test_the_second_agent_learns_who_ordered_and_keeps_what_was_typed(self, screen, offered):
        colleague = UserFactory(groups=["agent"], first_name="Paul", last_name="Durand")
        order(logged_in(colleague), offered)
        response = order(screen, offered, mandate_reference="M-2026-9")
        text = seen(response)
        assert response.status_code == 409
        assert "Paul Durand was faster: “Ordered”" in text
        assert "M-2026-9</textarea>" in text
        assert PortIn.objects.count() == 1

    def test_a_quote_that_offers_nothing_is_not_ordered(self, screen, offered, agent):
        perform(offered, "decline", by=agent, now=NOW, reason="price")
        assert order(screen, offered).status_code == 409

    def test_a_quote_that_expired_while_it_was_looked_at_is_not_ordered(self, screen, offered):
        perform(offered, "expire", by=SYSTEM, now=NOW)
        response = order(screen, offered, mandate_reference="M-2026-9")
        assert response.status_code == 409
        assert "M-2026-9</textarea>" in seen(response)
        assert not PortIn.objects.exists()


class TestRios:
    @pytest.fixture
    def quote(self, agent):
        return make_quote(person_asking(NEVER_PORTED, "0199000101"), by=agent, now=NOW)

    def test_each_one_that_is_missing_has_an_input(self, screen, quote):
        text = seen(screen.get(page_of(quote)))
        assert "2 RIOs are missing" in text
        assert 'name="rio_0199000100"' in text

    def test_they_are_typed_or_pasted(self, screen, quote):
        pasted = f"01 99 00 01 01\t{rio_for('0199000101')}"
        order(screen, quote, rio_0199000100=rio_for(NEVER_PORTED).lower(), rios=pasted, mandate_signed_on=None)
        given = dict(PortIn.objects.get().numbers.values_list("national", "rio"))
        assert given == {number: rio_for(number) for number in (NEVER_PORTED, "0199000101")}

    def test_one_that_lacks_is_said_and_those_typed_are_kept(self, screen, quote):
        response = order(screen, quote, rio_0199000100=rio_for(NEVER_PORTED))
        assert "The RIO of 1 number is missing" in str(response.context["order_form"].errors["rios"])
        assert f'value="{rio_for(NEVER_PORTED)}"' in seen(response)

    def test_a_wrong_one_is_said_beside_its_number(self, screen, quote):
        right = rio_for("0199000101")
        response = order(screen, quote, rio_0199000100=right, rio_0199000101=right)
        text = seen(response)
        assert response.status_code == 422
        assert 'aria-describedby="rio-error-0199000100"' in text
        assert 'aria-describedby="rio-error-0199000101"' not in text

    def test_a_single_one_that_lacks_is_said_beside_its_input(self, screen, agent):
        quote = make_quote(person_asking(NEVER_PORTED), by=agent, now=NOW)
        response = order(screen, quote)
        assert response.status_code == 422
        assert 'aria-describedby="rio-error-0199000100"' in seen(response)

    def test_beyond_fifty_they_are_pasted(self, screen, agent):
        numbers = [f"01990005{n:02}" for n in range(60)]
        quote = make_quote(person_asking(*numbers), by=agent, now=NOW)
        text = seen(screen.get(page_of(quote)))
        assert text.count('name="rio_') == 50
        assert "and 10 others: paste them below" in text
