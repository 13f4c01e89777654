"""The look-up of a number: whose it is and was, how it is routed, and what we have to do with it."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from operators.models import Operator
from portability.models import Port
from portability.quoting.record import make_quote
from tests.factories import CustomerFactory, NumberFactory, PortFactory, PortInFactory, PortInNumberFactory, UserFactory
from tests.portability.world import NETWORK_ONLY, NEVER_PORTED, ONCE, TWICE, asking
from tests.screens import logged_in, seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent(desk):
    return UserFactory(groups=["agent"])


@pytest.fixture
def look_up(agent):
    screen = logged_in(agent)

    def ask(number, **more) -> str:
        response = screen.get(reverse("portability:number_lookup"), {"number": number, **more})
        assert response.status_code == 200
        return seen(response)

    return ask


@pytest.mark.parametrize(
    "spelling", ["0199000100", "01.99.00.01.00", "+33 1 99 00 01 00", "0033199000100", "01 99 00 01 00"]
)
def test_any_spelling_finds_the_number(look_up, spelling):
    text = look_up(spelling)
    assert "01 99 00 01 00" in text
    assert "01 99 00 00 00 – 01 99 00 99 99" in text
    assert "Orange, since 1 January 2015" in text
    assert "Metropolitan France" in text


def test_its_holders_in_time_are_a_picture_and_a_table(look_up):
    text = look_up(TWICE)
    for holder, since in (("Orange", "1 January 2015"), ("SFR", "6 May 2019"), ("OVH", "1 February 2023")):
        assert f'<th scope="row">{holder}</th>' in text
        assert since in text
    assert text.count('<rect class="past"') == 2
    assert text.count('<rect class="now"') == 1


def test_the_bars_follow_each_other_from_the_first_day_to_this_one(look_up):
    Port.objects.all().delete()
    PortFactory(number=NEVER_PORTED, operator=Operator.objects.get(code="OVH"), since=date(2020, 1, 1))
    text = look_up(NEVER_PORTED, on="2025-01-01")
    assert 'x="0.0%" y="24" width="49.99%"' in text
    assert 'x="49.99%" y="68" width="50.01%"' in text


@pytest.mark.parametrize(
    ("number", "forms"),
    [
        (TWICE, ["10802199000001", "+3310802199000001", "tel:+33199000001;npdi;rn=+3310802199000001"]),
        (NEVER_PORTED, ["199000100", "+33199000100", "tel:+33199000100;npdi<"]),
        ("0262910001", ["262910001", "+262262910001"]),
    ],
)
def test_routed_digits_come_in_three_forms(look_up, number, forms):
    text = look_up(number)
    for form in forms:
        assert f"<code>{form}" in text


def test_a_past_day_is_answered_as_it_was(look_up):
    text = look_up(TWICE, on="2020-01-01")
    assert "as on 1 January 2020" in text
    assert "<strong>SFR</strong>" in text
    assert "OVH" not in text


def test_a_number_that_went_back_is_with_its_range_holder_again(look_up):
    Port.objects.filter(number=ONCE).update(ended_on=date(2025, 6, 2))
    text = look_up(ONCE)
    assert "<strong>Orange</strong>" in text
    assert "back at its range holder" in text
    assert "2 June 2025" in text


def test_an_unknown_operator_is_not_made_up(look_up):
    assert "unknown, on the network of OVH" in look_up(NETWORK_ONLY)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("01 99 00", "A French number has 10 digits, not 6."),
        ("hello", "There is no digit in it."),
        ("0199000000 - 0199000009", "only one number is expected here"),
        ("0536490001", "This number belongs to nobody"),
    ],
)
def test_what_cannot_be_answered_is_said_in_words(look_up, number, sentence):
    text = look_up(number)
    assert sentence in text
    assert "Holders in time" not in text


def test_a_day_before_the_range_was_given_is_said_in_words(look_up):
    assert "On 1 January 2001 no operator had a range with it" in look_up(NEVER_PORTED, on="2001-01-01")


def test_our_quotes_and_requests_on_it_are_listed(look_up, agent):
    quote = make_quote(asking(NEVER_PORTED, NEVER_PORTED), by=agent, now=timezone.now())
    request = PortInFactory(donor=Operator.objects.get(code="FRTE"), customer=CustomerFactory())
    PortInNumberFactory(port_in=request, national=NEVER_PORTED)
    text = look_up(NEVER_PORTED)
    assert text.count(f">{quote.reference}<") == 1
    assert request.reference in text
    assert "nobody asked us for this number" in look_up(ONCE)


def test_a_number_of_ours_names_its_customer(look_up):
    NumberFactory(national="0465710009", customer__name="Atelier du Port")
    assert "Atelier du Port" in look_up("0465710009")


def test_nothing_asked_says_what_to_type(agent):
    assert "Whose number is it?" in seen(logged_in(agent).get(reverse("portability:number_lookup")))


def test_its_queries_do_not_grow_with_the_register(look_up, django_assert_max_num_queries):
    for year in range(2000, 2020):
        PortFactory(number=NEVER_PORTED, since=date(year, 1, 1))
    with django_assert_max_num_queries(27):
        look_up(NEVER_PORTED)
