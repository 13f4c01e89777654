"""The customers to call: why, whom, since when, and what leads to the call."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from time_machine import travel

from activation.models import FailureReason
from operators.models import Contact
from tests.activation.factories import SubscriptionFactory
from tests.activation.place import D, at
from tests.factories import CustomerFactory, UserFactory
from tests.screens import logged_in, queries_of, seen

pytestmark = pytest.mark.django_db

LIST = "activation:to_call"
NOW = at(D)


@pytest.fixture(autouse=True)
def monday():
    with travel(NOW, tick=False):
        yield


@pytest.fixture
def screen():
    return logged_in(UserFactory(groups=["activation agent"]))


def waiting(code: str = "address_mismatch", due_at: datetime = NOW, **fields):
    return SubscriptionFactory(waiting=True, waits_for=code, due_at=due_at, **fields)


def test_nobody_waits(screen):
    assert "Nobody waits for a call" in seen(screen.get(reverse(LIST)))


def test_a_row_says_why_whom_and_since_when_and_leads_to_the_call(screen):
    one = waiting(customer=CustomerFactory(name="Hôtel des Lilas"), calls_made=2, line_number="0199000042")
    Contact.objects.create(customer=one.customer, name="Léa Martin", phone="0639980012")
    text = seen(screen.get(reverse(LIST)))
    assert FailureReason.objects.get(code="address_mismatch").label in text
    assert "Hôtel des Lilas" in text
    assert 'href="tel:0639980012"' in text
    assert "01 99 00 00 42" in text
    assert f"{reverse('activation:subscription', args=[one.reference])}#to-call" in text
    assert 'data-label="Calls">2<' in text


def test_the_first_due_comes_first_and_an_agreed_day_is_said(screen):
    waiting(due_at=NOW + timedelta(days=3), customer=CustomerFactory(name="Later"), call_again_on=at(D).date())
    waiting(due_at=NOW - timedelta(hours=2), customer=CustomerFactory(name="Sooner"))
    text = seen(screen.get(reverse(LIST)))
    assert text.index("Sooner") < text.index("Later")
    assert "agreed for Mon 23 Nov." in text
    assert "2 hours late" in text


def test_only_those_who_wait_are_there(screen):
    SubscriptionFactory(ordered=True, customer=CustomerFactory(name="Under way"))
    SubscriptionFactory(active=True, customer=CustomerFactory(name="Served"))
    text = seen(screen.get(reverse(LIST)))
    assert "Under way" not in text
    assert "Served" not in text


def test_a_reason_that_is_gone_is_shown_as_unknown(screen):
    waiting("given_up_long_ago")
    unknown = FailureReason.objects.get(code="unknown")
    assert unknown.label in seen(screen.get(reverse(LIST)))
    assert "1 customer to call" in seen(screen.get(reverse(LIST), {"family": "unknown"}))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"customer": "lilas"}, True),
        ({"customer": "moreau"}, False),
        ({"number": "+33 1 99 00 00 42"}, True),
        ({"number": "0199000043"}, False),
        ({"family": "identification"}, True),
        ({"family": "technical"}, False),
        ({"family": "unknown"}, False),
        ({"due": "late"}, True),
        ({"due": "today"}, False),
    ],
    ids=str,
)
def test_filters(screen, asked, found):
    waiting(customer=CustomerFactory(name="Hôtel des Lilas"), line_number="0199000042")
    assert ("Hôtel des Lilas" in seen(screen.get(reverse(LIST), asked))) == found


def test_a_number_that_cannot_be_read_says_so(screen):
    assert "A French number has 10 digits" in seen(screen.get(reverse(LIST), {"number": "12"}))


def test_the_number_of_queries_does_not_grow(screen):
    Contact.objects.create(customer=waiting().customer, name="Léa", phone="0639980012")
    before = queries_of(screen, reverse(LIST))
    for code in ("unknown_number", "address_mismatch", "nothing_known") * 3:
        Contact.objects.create(customer=waiting(code).customer, name="Léa", phone="0639980012")
    assert queries_of(screen, reverse(LIST)) == before


def test_it_is_not_for_everybody():
    assert logged_in(UserFactory()).get(reverse(LIST)).status_code == 403
