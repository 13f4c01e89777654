"""Every check, passing and failing, each with its evidence; and what may never be one."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from bascule.models import DatedSetting
from operators.models import Customer, Operator
from portability import rio
from portability.leaving import checks, receive
from portability.leaving.identity import differences
from portability.models import Port, PortOut, PortOutCheck
from portability.models.number import NumberState, PortSource
from portability.models.port_out import Refusal
from tests.factories import CustomerFactory, PortInFactory, PortInNumberFactory
from tests.portability.leaving.desk import (
    DAY,
    LAITERIE,
    ONE,
    OURS,
    THREE,
    TWO,
    agent,
    asking,
    at,
    evidence,
    failed,
    laiterie,
    own_rio,
    quarantined,
    received,
    serve,
    verdicts,
)
from tests.portability.world import NOW, PARIS, TAKEN_FROM_US

pytestmark = pytest.mark.usefixtures("desk")


def test_a_clean_request_passes_every_check():
    serve(*OURS)
    request = received(*OURS)
    assert failed(request) == set()
    assert not request.suspicious
    said = verdicts(request)
    assert said.keys() == checks.CHECKS.keys() - {"terminated_recently"}
    assert evidence(request, "rio") == {"passed": 3, "failed": 0}


def test_the_grounds_are_those_of_the_law_and_no_more():
    assert {check.refusal for check in checks.GROUNDS.values()} == set(Refusal.values)
    assert not any(check.refusal for check in checks.SIGNALS.values())
    assert not {"unpaid", "commitment", "debt", "contract"} & checks.CHECKS.keys()
    assert checks.SIGNALS.keys() >= checks.FRAUD


@pytest.mark.parametrize(
    ("number", "state"), [("0199000777", "unknown"), (TAKEN_FROM_US, "unknown"), ("0353010001", "unknown")]
)
def test_a_number_of_somebody_else(number, state):
    request = received(number)
    assert failed(request) == {"served_by_us"}
    found = evidence(request, "served_by_us", number)
    assert found["state"] == state
    assert "contested" not in found


def test_a_number_that_left_us_says_where_it_went():
    serve(ONE, state=NumberState.PORTED_OUT)
    Port.objects.create(
        number=ONE, operator=Operator.objects.get(code="FREE"), since=date(2026, 1, 8), source=PortSource.ANNOUNCEMENT
    )
    request = received(ONE)
    assert evidence(request, "served_by_us", ONE) == {"state": "ported_out", "operator": "FREE", "since": "2026-01-08"}


def test_a_register_that_contradicts_our_stock_is_no_certain_ground():
    serve(ONE)
    Port.objects.create(
        number=ONE, operator=Operator.objects.get(code="FREE"), since=date(2026, 1, 8), source=PortSource.ANNOUNCEMENT
    )
    assert evidence(received(ONE), "served_by_us", ONE)["contested"] is True


def test_a_number_that_was_ported_in_is_ours():
    serve("0199000555")
    Port.objects.create(
        number="0199000555", operator=Operator.objects.own(), since=date(2025, 1, 8), source=PortSource.OWN_REQUEST
    )
    assert "served_by_us" not in failed(received("0199000555"))


@pytest.mark.parametrize("state", [NumberState.AVAILABLE, "unknown"])
def test_a_number_of_our_range_that_works_for_nobody_is_inactive(state):
    if state != "unknown":
        serve(ONE, state=state, rio="")
    request = received(ONE)
    assert "active" in failed(request)
    assert "served_by_us" not in failed(request)
    assert evidence(request, "active", ONE)["state"] == state


@pytest.mark.parametrize(("days", "portable"), [(0, True), (39, True), (40, True), (41, False), (300, False)])
def test_a_terminated_number_stays_portable_forty_days(days, portable):
    quarantined(ONE, days)
    request = received(ONE)
    assert ("active" not in failed(request)) is portable
    assert (verdicts(request, ONE)["terminated_recently"] == "passed") is portable
    ended = (NOW - timedelta(days=days)).date()
    assert evidence(request, "terminated_recently", ONE) == {
        "terminated_on": ended.isoformat(),
        "until": (ended + timedelta(days=40)).isoformat(),
    }


def test_the_forty_days_are_a_dated_setting():
    quarantined(ONE, 45)
    DatedSetting.objects.create(name="rio_validity_days", value=50, starts_on=NOW.date(), source="Test")
    assert "active" not in failed(received(ONE))


@pytest.mark.parametrize(
    ("given", "differs"),
    [
        ("Y0P12", "format"),
        ("Y0PAB12CD+++", "key"),
        (str(rio.make("F0", "P", "AB12CD", ONE)), "operator"),
        (own_rio(ONE, reference="ZZ99ZZ"), "reference"),
        (own_rio(TWO), "key"),
        ("Ÿ" * 60, "format"),
    ],
)
def test_a_wrong_rio_says_what_differs(given, differs):
    serve(ONE)
    request = received(ONE, rios={ONE: given})
    assert failed(request) == {"rio"}
    assert evidence(request, "rio", ONE)["differs"] == differs


@pytest.mark.parametrize(
    "given",
    [own_rio(ONE), own_rio(ONE).lower(), " ".join(own_rio(ONE)), str(rio.make("Y0", "9", "AB12CD", ONE))],
    ids=["plain", "small", "spaced", "other qualifier"],
)
def test_a_right_rio_however_it_is_written(given):
    serve(ONE)
    assert failed(received(ONE, rios={ONE: given})) == set()


def test_evidence_never_holds_the_rio_itself():
    serve(ONE)
    wrong = own_rio(ONE, reference="ZZ99ZZ")
    request = received(ONE, rios={ONE: wrong})
    assert wrong not in str(list(request.checks.values("evidence")))
    assert own_rio(ONE) not in str(list(request.checks.values("evidence")))


@pytest.mark.parametrize(
    ("kind", "main", "day", "needed"),
    [
        ("business", ONE, date(2026, 11, 23), False),
        ("business", "", date(2026, 11, 23), True),
        ("business", "", date(2025, 6, 20), False),
        ("business", ONE, date(2027, 7, 1), True),
        ("person", ONE, date(2026, 11, 23), True),
    ],
)
def test_where_a_rio_is_needed_follows_the_dated_rule(kind, main, day, needed):
    serve(ONE, TWO)
    now = at(day, 10)
    customer = {**LAITERIE, "kind": kind}
    request = received(ONE, TWO, rios={}, main_number=main, customer=customer, now=now, date=day + timedelta(days=21))
    assert ("rio_present" in failed(request)) is needed


def test_a_person_of_ours_is_a_person_whatever_they_write():
    customer = CustomerFactory(kind="person", name="Karim Belaïd")
    serve(ONE, customer=customer)
    request = received(ONE, customer={**LAITERIE, "kind": "business"})
    assert request.customer_kind == "person"
    assert request.due_at == datetime(2026, 11, 26, 0, 0, tzinfo=PARIS)


@pytest.mark.parametrize("recipient", ["SFR0", "FREE"])
def test_another_open_request_for_the_number(recipient):
    serve(ONE)
    first = received(ONE)
    second = received(ONE, recipient=recipient)
    assert "no_open_port" in failed(second)
    assert evidence(second, "no_open_port", ONE) == {"reference": first.reference}
    assert "no_open_port" not in failed(first)


def test_a_port_of_our_own_for_the_number():
    serve(ONE)
    ours = PortInFactory(customer=laiterie())
    PortInNumberFactory(port_in=ours, national=ONE)
    assert evidence(received(ONE), "no_open_port", ONE) == {"reference": ours.reference}


@pytest.mark.parametrize(
    ("changes", "lacks"),
    [
        ({"customer": {}}, ["customer.name"]),
        ({"main_number": "0465719999"}, ["main_number"]),
        ({"recipient": "TINY", "routing_prefix": ""}, ["routing_prefix"]),
    ],
)
def test_what_an_incomplete_request_lacks(changes, lacks):
    serve(*OURS)
    request = received(*OURS, **changes)
    assert "complete" in failed(request)
    assert evidence(request, "complete")["lacks"] == lacks


def test_a_number_that_goes_back_to_its_range_holder_needs_no_prefix():
    serve("0199000555")
    request = received("0199000555", recipient="FRTE", routing_prefix="")
    assert request.routing_prefix == "010800"
    assert "complete" not in failed(request)


def test_a_partial_request_says_what_stays():
    serve(*OURS, "0465710500")
    request = received(THREE, main_number=ONE)
    assert verdicts(request)["complete"] == "passed"
    assert evidence(request, "complete") == {"stays": 3, "staying": [f"{ONE}-{TWO}", "0465710500"]}
    assert "head_with_group" not in failed(request)


def test_a_main_number_that_leaves_its_group_behind_is_for_a_human():
    serve(*OURS)
    assert evidence(received(ONE), "head_with_group") == {"stays": 2, "staying": [f"{TWO}-{THREE}"]}


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 12, 5), "not_working_day"),
        (date(2026, 12, 25), "not_working_day"),
        (date(2026, 11, 27), "too_early"),
        (date(2026, 11, 30), None),
        (date(2026, 12, 1), None),
    ],
)
def test_the_day(day, reason):
    serve(ONE)
    request = received(ONE, date=day)
    assert ("date" in failed(request)) is bool(reason)
    if reason:
        assert evidence(request, "date")["reason"] == reason


def test_the_day_is_one_of_the_customers_own_calendar():
    strasbourg = CustomerFactory(name="Laiterie du Vercors", postal_code="67000")
    serve(ONE, customer=strasbourg)
    request = received(ONE, date=date(2027, 3, 26), now=datetime(2027, 3, 1, 10, tzinfo=PARIS))
    assert evidence(request, "date")["reason"] == "not_working_day"


def test_the_access_that_a_number_carries_is_told_by_number():
    serve(ONE, TWO)
    serve(THREE, carries_access=True)
    request = received(*OURS)
    assert evidence(request, "carries_access", THREE) == {"cut": "access"}
    assert verdicts(request, ONE) == {}
    assert request.suspicious


def test_a_number_without_a_rio_of_ours_is_for_a_human():
    serve(ONE, rio="")
    request = received(ONE)
    assert failed(request) == {"rio_issued"}
    assert request.suspicious


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"mandate_reference": ""}, "mandate_reference"),
        ({"routing_prefix": "010802"}, "hosted_prefix"),
        ({"customer": {**LAITERIE, "name": "Garage Payet"}}, "identity"),
        ({"now": at(date(2026, 11, 22), 10)}, "outside_hours"),
        ({"now": at(date(2026, 11, 23), 3)}, "outside_hours"),
        ({"now": at(date(2026, 11, 23), 21)}, "outside_hours"),
    ],
)
def test_signals_are_no_grounds(changes, code):
    serve(ONE)
    request = received(ONE, **changes)
    assert failed(request) == {code}
    assert request.suspicious
    assert PortOutCheck.objects.get(port_out=request, code=code).nature == "signal"


def test_numbers_of_two_customers():
    serve(ONE)
    serve(TWO, customer=CustomerFactory(name="Garage Payet"))
    request = received(ONE, TWO)
    assert request.customer is None
    assert evidence(request, "one_customer") == {"customers": 2}


def test_many_wrong_rios_of_one_recipient():
    serve(*OURS)
    wrong = {number: own_rio(number, reference="ZZ99ZZ") for number in OURS}
    first = received(*OURS, rios=wrong)
    assert "recipient_wrong_rios" not in failed(first)
    second = received(ONE, TWO, rios=wrong | {}, numbers=list(OURS))
    assert evidence(second, "recipient_wrong_rios") == {"count": 6, "days": 30}
    assert "recipient_wrong_rios" not in failed(received(ONE, recipient="FREE", routing_prefix="010800"))
    later = received(ONE, now=NOW + timedelta(days=31), date=DAY + timedelta(days=35))
    assert "recipient_wrong_rios" not in failed(later)


def test_one_customer_asked_for_by_two_recipients():
    serve(ONE, TWO)
    first = received(ONE)
    again, other = received(TWO), received(TWO, recipient="OVH", routing_prefix="010802")
    assert "customer_hit_twice" not in failed(first) | failed(again)
    assert evidence(other, "customer_hit_twice") == {
        "requests": sorted([first.reference, again.reference]),
        "recipients": ["SFR0"],
    }


@pytest.mark.parametrize(("days", "found"), [(1, True), (29, True), (31, False)])
def test_a_port_right_after_an_address_change(days, found):
    customer = laiterie()
    serve(ONE, customer=customer)
    Customer.objects.filter(pk=customer.pk).update(address_changed_at=NOW - timedelta(days=days))
    assert ("address_changed" in failed(received(ONE))) is found


def test_a_customer_remembers_that_its_address_was_changed():
    customer = laiterie()
    assert customer.address_changed_at is None
    customer.name = "Laiterie"
    customer.save()
    assert customer.address_changed_at is None
    customer.line1 = "1 rue Neuve"
    customer.save(update_fields=["line1"])
    assert Customer.objects.get(pk=customer.pk).address_changed_at is not None


def known(**changes) -> Customer:
    fields = {"name": "Cabinet Vasseur Avocats", "line1": "4 quai des Chartreux", "postal_code": "69002"}
    return Customer(**{**fields, "city": "Lyon", "siren": "999990187", **changes})


@pytest.mark.parametrize(
    ("written", "differs"),
    [
        ({"name": "CABINET VASSEUR AVOCATS"}, []),
        ({"name": "SELARL Vasseur"}, []),
        ({"name": "Avocats Vasseur & Associés, cabinet"}, []),
        ({"name": "Garage Payet"}, ["name"]),
        ({"address": {"line1": "4, Quai des Chartreux", "postal_code": "69 002"}}, []),
        ({"address": {"line1": "5 quai des Chartreux", "postal_code": "69002"}}, ["address"]),
        ({"address": {"line1": "4 quai des Chartreux", "postal_code": "75011"}}, ["address"]),
        ({"siret": "99999018700018"}, []),
        ({"siren": "999990534"}, ["siren"]),
        ({}, []),
    ],
)
def test_whether_it_is_the_customer_that_we_know(written, differs):
    assert differences(written, known()) == differs


TEXTS = st.text(max_size=60)


@given(name=TEXTS, line=TEXTS, code=TEXTS, siren=TEXTS)
def test_whatever_they_write_can_be_compared(name, line, code, siren):
    written = {"name": name, "siren": siren, "address": {"line1": line, "postal_code": code}}
    assert set(differences(written, known())) <= {"name", "address", "siren"}


@given(name=st.text(alphabet="abcdéèçÀÔ -'", min_size=1, max_size=30), form=st.sampled_from(["", "SARL ", "Sté "]))
def test_a_customer_is_itself_however_its_name_is_written(name, form):
    assert differences({"name": form + name.upper()}, known(name=name)) == []


@pytest.mark.parametrize("line", ["12 av. de la Gare", "12 AVENUE DE LA GARE", "12 ave gare"])
def test_streets_are_written_in_many_ways(line):
    assert differences({"address": {"line1": line}}, known(line1="12 avenue de la Gare")) == []


def test_the_cost_does_not_grow_with_the_numbers():
    by, many = agent(), [f"04657120{number:02}" for number in range(60)]
    serve(ONE, customer=CustomerFactory(**known_fields()))
    serve(*many)
    serve(TWO, customer=CustomerFactory(**known_fields()))
    received(TWO)  # the first reference of a year makes its counter

    def queries(*numbers: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            request = receive(asking(*numbers), by=by, now=NOW)
        assert failed(request) == set()
        return len(captured)

    assert queries(ONE) == queries(*many) <= 40
    assert PortOut.objects.count() == 3


def known_fields() -> dict[str, str]:
    return {"name": LAITERIE["name"], "line1": "6 route des Alpages", "postal_code": "38000"}
