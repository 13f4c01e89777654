"""The RIOs we issue: one a number, drawn by lot, whose key fits, and another one for another customer."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from bascule.lifecycle import SYSTEM, perform
from operators.models import CustomerKind, RioCode
from portability import rio
from portability.issuing import issue, own_codes
from portability.models import Number
from tests.factories import CustomerFactory, NumberFactory, OperatorFactory, RioCodeFactory
from tests.portability.world import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ours():
    own = OperatorFactory(own=True)
    RioCodeFactory(code="Y0", operator=own)
    RioCodeFactory(code="42", operator=own)
    return own


def now_of(number: Number) -> Number:
    return Number.objects.get(pk=number.pk)


def rio_of(number: Number) -> rio.Rio:
    return rio.parse(now_of(number).rio)


def test_every_active_number_gets_a_rio_whose_key_fits():
    numbers = NumberFactory.create_batch(3)
    done = issue(NOW)
    assert (done.issued, done.without) == (3, 0)
    for number in numbers:
        found = rio_of(number)
        assert found.operator_code == "Y0"
        assert rio.verify(found, number.national)


def test_references_are_given_once(monkeypatch):
    monkeypatch.setattr("portability.issuing.SYMBOLS", "AB")
    for _turn in range(2):
        NumberFactory.create_batch(20)
        issue(NOW)
    references = {rio_of(number).reference for number in Number.objects.all()}
    assert len(references) == 40


def test_running_it_again_changes_nothing():
    NumberFactory.create_batch(3)
    issue(NOW)
    before = list(Number.objects.order_by("pk").values_list("rio", flat=True))
    assert issue(NOW).issued == 0
    assert list(Number.objects.order_by("pk").values_list("rio", flat=True)) == before


@pytest.mark.parametrize(
    ("national", "code"), [("0639980001", "42"), ("0199000001", "Y0"), ("0899001234", "Y0")], ids=str
)
def test_a_mobile_number_opens_with_two_digits(national, code):
    number = NumberFactory(national=national)
    issue(NOW)
    assert rio_of(number).operator_code == code


@pytest.mark.parametrize(("kind", "qualifier"), [(CustomerKind.PERSON, "P"), (CustomerKind.BUSINESS, "E")])
def test_the_qualifier_says_whose_it_is(kind, qualifier):
    number = NumberFactory(customer=CustomerFactory(kind=kind))
    issue(NOW)
    assert rio_of(number).qualifier == qualifier


@pytest.mark.parametrize("state", ["available", "quarantined", "ported_out", "returned"])
def test_what_works_for_nobody_gets_none(state):
    NumberFactory(state=state)
    assert issue(NOW).issued == 0


def test_a_number_without_a_code_of_ours_or_of_another_plan_is_counted():
    RioCode.objects.filter(code="42").delete()
    NumberFactory(national="0639980001")
    NumberFactory(national="3999")
    fixed = NumberFactory()
    assert tuple(issue(NOW)) == (1, 2)
    assert rio_of(fixed).operator_code == "Y0"


def test_a_code_that_was_withdrawn_is_given_to_nobody(ours):
    RioCode.objects.filter(code="Y0").update(withdrawn_on=TODAY - timedelta(days=1))
    assert own_codes(TODAY) == {True: "42"}


def test_a_number_that_changes_customer_changes_its_rio():
    number = NumberFactory()
    issue(NOW)
    before = rio_of(number)
    perform(number, "terminate", by=SYSTEM, now=NOW)
    assert rio_of(number) == before, "the customer can still claim it"
    perform(number, "activate", by=SYSTEM, now=NOW, customer_id=CustomerFactory().pk)
    assert rio_of(number).reference != before.reference
    assert rio.verify(rio_of(number), number.national)


def test_it_costs_the_same_for_one_and_for_many(django_assert_num_queries, django_assert_max_num_queries):
    NumberFactory()
    with django_assert_max_num_queries(12) as one:
        issue(NOW)
    NumberFactory.create_batch(30)
    with django_assert_num_queries(len(one)):
        issue(NOW)


def test_more_numbers_than_a_chunk_all_get_one(monkeypatch):
    monkeypatch.setattr("portability.issuing.CHUNK", 4)
    NumberFactory.create_batch(11)
    assert issue(NOW).issued == 11


class TestCommand:
    def run(self, *arguments: str) -> str:
        said = StringIO()
        call_command("issue_rios", *arguments, stdout=said)
        return said.getvalue()

    def test_it_says_what_it_did(self):
        NumberFactory.create_batch(2)
        assert "RIOs issued: 2; numbers that can have none: 0." in self.run()
        assert "RIOs issued: 0" in self.run("--missing")

    def test_only_the_numbers_that_are_named(self):
        one, other = NumberFactory(national="0199000001"), NumberFactory(national="0199000002")
        self.run("01 99 00 00 01")
        assert now_of(one).rio
        assert not now_of(other).rio

    def test_another_one_for_a_number_whose_rio_was_seen_by_the_wrong_people(self):
        number = NumberFactory(national="0199000001")
        self.run()
        before = rio_of(number)
        self.run("0199000001", "--again")
        assert rio_of(number).reference != before.reference

    @pytest.mark.parametrize(
        ("arguments", "said"), [(["--again"], "Say which numbers"), (["01 99 00"], "is no number")], ids=str
    )
    def test_nonsense_is_refused(self, arguments, said):
        with pytest.raises(CommandError, match=said):
            self.run(*arguments)

    def test_without_a_code_it_says_what_to_do(self, ours):
        ours.rio_codes.all().delete()
        with pytest.raises(CommandError, match="MAJRIO"):
            self.run()


def test_without_a_code_a_number_still_goes_into_service(ours):
    ours.rio_codes.all().delete()
    number = NumberFactory(state="available", customer=None)
    perform(number, "activate", by=SYSTEM, now=timezone.now(), customer_id=CustomerFactory().pk)
    number = now_of(number)
    assert (number.state, number.rio) == ("active", "")
