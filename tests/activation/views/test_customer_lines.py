"""The lines of a customer, on the page of the customer."""

import pytest
from django.urls import reverse

from activation.models import FailureReason
from operators.customer_parts import SOURCES
from operators.models import Operator
from tests.activation.factories import SubscriptionFactory
from tests.factories import CustomerFactory, OperatorFactory, UserFactory
from tests.screens import logged_in, queries_of, seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer():
    return CustomerFactory(partner=OperatorFactory(own=True))


@pytest.fixture
def screen(customer):
    return logged_in(UserFactory(groups=["activation agent"]))


def page_of(customer) -> str:
    return reverse("portability:customer_detail", args=[customer.pk])


def test_portability_does_not_know_who_shows_what():
    assert [source.__module__ for source in SOURCES] == ["activation.customer_lines"]


def test_each_line_says_where_it_is_and_those_under_way_come_first(screen, customer):
    SubscriptionFactory(customer=customer, cancelled=True, line_number="0199000003")
    SubscriptionFactory(customer=customer, active=True, line_number="0199000002")
    waiting = SubscriptionFactory(customer=customer, waiting=True, line_number="0199000001")
    SubscriptionFactory(line_number="0199000009")
    text = seen(screen.get(page_of(customer)))
    assert text.index("01 99 00 00 01") < text.index("01 99 00 00 02") < text.index("01 99 00 00 03")
    assert "01 99 00 00 09" not in text, "it is another customer's"
    assert FailureReason.objects.get(code="address_mismatch").label in text
    assert reverse("activation:subscription", args=[waiting.reference]) in text


def test_a_new_line_is_one_click_away(screen, customer):
    href = f"{reverse('activation:subscription_new')}?customer={customer.pk}"
    assert href in seen(screen.get(page_of(customer)))
    assert screen.get(href).status_code == 200


def test_a_partner_sells_to_its_own_customers(screen):
    assert not Operator.objects.filter(code="PART").exists()
    theirs = CustomerFactory(partner=OperatorFactory(code="PART"))
    assert "activations/new" not in seen(screen.get(page_of(theirs)))


def test_who_may_not_see_subscriptions_sees_none(customer):
    SubscriptionFactory(customer=customer, line_number="0199000001")
    screen = logged_in(UserFactory(permissions=["operators.view_customer"]))
    text = seen(screen.get(page_of(customer)))
    assert "01 99 00 00 01" not in text
    assert "activations/new" not in text


def test_the_number_of_queries_does_not_grow(screen, customer):
    SubscriptionFactory(customer=customer, waiting=True)
    before = queries_of(screen, page_of(customer))
    for _ in range(9):
        SubscriptionFactory(customer=customer, waiting=True)
    assert queries_of(screen, page_of(customer)) == before
