"""The page of a new subscription: what is found of the line as it is typed, and what an agent makes of it."""

from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse
from time_machine import travel

from activation.models import Subscription, UnbundlingOrder
from operators.models import Customer, Operator
from tests.activation.factories import OfferFactory, SubscriptionFactory
from tests.activation.place import LINE, D, at, build
from tests.factories import CustomerFactory, OperatorFactory, PortInFactory, PortInNumberFactory, UserFactory
from tests.screens import logged_in, queries_of, seen

pytestmark = pytest.mark.django_db

NEW, PREVIEW = "activation:subscription_new", "activation:subscription_preview"
WHO = {"kind": "business", "name": "Atelier", "line1": "1 rue Basse", "postal_code": "75011", "city": "Paris"}


@pytest.fixture(autouse=True)
def monday(settings):
    settings.ELIGIBILITY_URL = "simulator:"
    with travel(at(D), tick=False):
        yield


@pytest.fixture
def duo(exchange):
    return OfferFactory(code="duo", name_en="Duo", monthly_price="29.90")


@pytest.fixture
def agent():
    return UserFactory(groups=["activation agent"], first_name="Anne", last_name="Martin")


@pytest.fixture
def screen(agent):
    return logged_in(agent)


@pytest.fixture
def customer(exchange):
    return CustomerFactory(partner=Operator.objects.own(), name="Hôtel des Lilas", postal_code="75011")


def preview(screen, **typed) -> str:
    response = screen.post(reverse(PREVIEW), {**WHO, "offer": "duo", "line_number": LINE, "channel": "web", **typed})
    assert response.status_code == 200
    return seen(response)


def demand(**typed):
    return {**WHO, "offer": "duo", "line_number": LINE, "channel": "phone", "key": uuid4(), "make": "1", **typed}


class TestAsTyped:
    def test_a_fresh_page_checks_nothing_and_says_no_error(self, screen, duo):
        text = seen(screen.get(reverse(NEW)))
        assert "Nothing to check yet" in text
        assert "errorlist" not in text
        assert "29.90" in text

    def test_the_exchange_the_free_positions_and_the_days_are_said(self, screen, duo):
        text = preview(screen)
        for said in ("can be ordered", "Paris Lilas", "75LIL", "Mon 7 December", "Tue 24 November", "Mon 14 December"):
            assert said in text
        assert "<dt>Free positions</dt><dd>8</dd>" in text

    def test_a_waived_withdrawal_brings_the_days_nearer(self, screen, duo):
        text = preview(screen, waived="on")
        assert '<dt>The order leaves</dt><dd class="number">Tue 24 November</dd>' in text

    def test_television_brings_a_decoder(self, screen, exchange):
        OfferFactory(code="trio", television=True)
        assert "The TV decoder leaves" in preview(screen, offer="trio")

    def test_what_stands_in_the_way_is_said(self, screen, duo):
        held = SubscriptionFactory(line_number=LINE, active=True)
        text = preview(screen)
        assert "cannot be ordered" in text
        assert held.reference in text

    def test_what_only_warns_does_not_stand_in_the_way(self, screen, duo):
        text = preview(screen, line_number="01 99 00 99 05")
        assert "can be ordered" in text
        assert "It can be ordered all the same." in text

    def test_a_customer_half_typed_is_no_obstacle(self, screen, duo):
        assert "can be ordered" in preview(screen, line1="", city="", name="")

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"line_number": "12"}, "A French number has 10 digits"),
            ({"wanted_on": "2026-11-01"}, "This day is over."),
            ({"offer": "gone"}, "Select a valid choice."),
        ],
        ids=str,
    )
    def test_what_cannot_be_read_is_said_beside_its_field(self, screen, duo, typed, said):
        assert said in preview(screen, **typed)

    def test_without_an_offer_or_a_line_it_waits(self, screen, duo):
        assert "Nothing to check yet" in preview(screen, offer="")
        assert "Nothing to check yet" in preview(screen, line_number="")
        assert "This field is required" not in preview(screen, offer="")

    def test_a_new_fibre_needs_no_line_number(self, screen, exchange):
        OfferFactory(code="fibre", fibre=True)
        text = preview(screen, offer="fibre", line_number="")
        assert "can be ordered" in text
        assert "Free positions" not in text

    def test_without_a_server_the_agent_names_the_exchange(self, screen, duo, settings):
        settings.ELIGIBILITY_URL = ""
        text = preview(screen, postal_code="")
        assert "Say which exchange of ours serves the line." in text
        assert "nobody was asked" in text
        assert "can be ordered" in preview(screen, postal_code="", exchange="75LIL")

    def test_it_writes_nothing(self, screen, duo):
        preview(screen)
        assert not Subscription.objects.exists()
        assert not Customer.objects.exists()

    def test_the_button_checks_without_script(self, screen, duo):
        typed = demand(check="1", name="", line1="")
        del typed["make"]
        response = screen.post(reverse(NEW), typed)
        assert response.status_code == 200
        text = seen(response)
        assert "can be ordered" in text
        assert "errorlist" not in text
        assert f'value="{LINE}"' in text

    def test_its_queries_do_not_grow_with_the_offers(self, screen, duo):
        before = queries_of(screen, reverse(NEW))
        for _ in range(9):
            OfferFactory()
        assert queries_of(screen, reverse(NEW)) == before


class TestMade:
    def test_a_new_customer_subscribes(self, screen, duo, agent):
        response = screen.post(reverse(NEW), demand(line_number="+33 1 99 00 00 01", external_reference="CRM-7"))
        one = Subscription.objects.get()
        assert response.url == reverse("activation:subscription", args=[one.reference])
        assert (one.customer.name, one.customer.partner.is_own) == ("Atelier", True)
        assert (one.offer, one.line_number, one.channel, one.external_reference) == (duo, LINE, "phone", "CRM-7")
        assert one.exchange.code == "75LIL"
        assert [order.state for order in UnbundlingOrder.objects.all()] == ["held"]
        assert one.history.get().by_user == agent

    def test_a_known_customer_subscribes(self, screen, duo, customer):
        page = seen(screen.get(reverse(NEW), {"customer": customer.pk}))
        assert "Hôtel des Lilas" in page
        assert 'name="line1"' not in page
        screen.post(reverse(NEW), {"customer": customer.pk, "offer": "duo", "line_number": LINE, "channel": "web",
                                   "waived": "on", "wanted_on": "2026-12-01", "key": uuid4(), "make": "1"})  # fmt: skip
        one = Subscription.objects.get()
        assert (one.customer, one.withdrawal_waived, one.wanted_on.isoformat()) == (customer, True, "2026-12-01")
        assert one.orders.get().state == "due"

    def test_an_open_port_of_the_customer_can_go_with_it(self, screen, duo, customer):
        port_in = PortInFactory(customer=customer, partner=customer.partner)
        PortInNumberFactory(port_in=port_in, national=LINE)
        PortInFactory(reference="PI-2026-000999")
        page = seen(screen.get(reverse(NEW), {"customer": customer.pk}))
        assert port_in.reference in page
        assert "PI-2026-000999" not in page, "it is another customer's"
        typed = demand(customer=customer.pk, port_in=port_in.reference)
        screen.post(reverse(NEW), typed)
        assert Subscription.objects.get().port_in == port_in
        port_in = type(port_in).objects.get(pk=port_in.pk)
        assert port_in.waits_for_line

    def test_a_double_click_makes_one(self, screen, duo):
        typed = demand()
        first, second = screen.post(reverse(NEW), typed), screen.post(reverse(NEW), typed)
        assert Subscription.objects.count() == Customer.objects.count() == 1
        assert first.url == second.url

    def test_two_demands_on_one_line_are_not_one(self, screen, duo):
        screen.post(reverse(NEW), demand())
        response = screen.post(reverse(NEW), demand(name="Another"))
        assert response.status_code == 422
        assert Subscription.objects.count() == Customer.objects.count() == 1


class TestRefused:
    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"name": ""}, "This field is required."),
            ({"postal_code": "750"}, "A postal code has five digits."),
            ({"line_number": "12"}, "A French number has 10 digits"),
            ({"line_number": ""}, "A copper line is ordered by the number that it carries."),
            ({"line_number": "0639980001"}, "This number is not that of a line."),
            ({"offer": ""}, "Choose an offer."),
            ({"channel": "pigeon"}, "Select a valid choice."),
            ({"wanted_on": "2026-11-22"}, "This day is over."),
            ({"siret": "123"}, "SIRET"),
        ],
        ids=str,
    )
    def test_it_is_said_beside_its_field_and_what_was_typed_stays(self, screen, duo, typed, said):
        response = screen.post(reverse(NEW), demand(external_reference="CRM-7", **typed))
        assert response.status_code == 422
        text = seen(response)
        assert said in text
        assert 'value="CRM-7"' in text
        assert 'value="1 rue Basse"' in text
        assert not Subscription.objects.exists()
        assert not Customer.objects.exists()

    def test_a_line_that_somebody_has_is_refused_beside_its_number(self, screen, duo):
        held = SubscriptionFactory(line_number=LINE, active=True)
        text = seen(screen.post(reverse(NEW), demand()))
        beside = text[text.index('id="errors-line_number"') : text.index('id="errors-exchange"')]
        assert held.reference in beside

    def test_a_full_exchange_is_refused(self, screen):
        build(positions=0)
        OfferFactory(code="duo")
        text = seen(screen.post(reverse(NEW), demand()))
        assert "No position is free in 75LIL Paris Lilas." in text
        assert not Subscription.objects.exists()

    def test_an_exchange_that_is_closed_to_copper_is_refused(self, screen):
        build(copper_closed_on=D)
        OfferFactory(code="duo")
        assert "takes no copper orders" in seen(screen.post(reverse(NEW), demand()))

    def test_an_offer_that_is_no_longer_sold_cannot_be_chosen(self, screen, duo):
        OfferFactory(code="old", on_sale=False)
        assert "Select a valid choice." in seen(screen.post(reverse(NEW), demand(offer="old")))
        assert 'value="old"' not in seen(screen.get(reverse(NEW)))

    def test_a_customer_of_a_partner_is_not_found(self, screen, duo):
        assert (
            screen.get(reverse(NEW), {"customer": CustomerFactory(partner=OperatorFactory(code="PART")).pk}).status_code
            == 404
        )


class TestRights:
    def test_looking_is_not_selling(self, duo):
        screen = logged_in(UserFactory(permissions=["activation.view_subscription"]))
        assert screen.get(reverse(NEW)).status_code == 403
        assert screen.post(reverse(NEW), demand()).status_code == 403
        assert screen.post(reverse(PREVIEW), demand()).status_code == 403
        assert not Subscription.objects.exists()

    def test_without_our_own_operator_it_says_so(self, screen):
        OperatorFactory(code="FRTE")
        assert screen.get(reverse(NEW)).status_code == 503


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_make_one(agent, exchange):
    OfferFactory(code="duo")
    typed, screens = demand(), [logged_in(agent) for _ in range(2)]

    def click(screen) -> None:
        screen.post(reverse(NEW), typed)
        connection.close()

    clicks = [Thread(target=click, args=[screen]) for screen in screens]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert Subscription.objects.count() == Customer.objects.count() == UnbundlingOrder.objects.count() == 1
