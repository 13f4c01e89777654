"""The telephone of a line: where its number comes from, and what becomes of it."""

import pytest

from activation import provisioning
from activation.models import (
    Allocation,
    Lease,
    Problem,
    Service,
    Subscription,
)
from bascule.lifecycle import SYSTEM, perform
from bascule.models import History
from bascule.sealing import unseal
from portability.models import Number
from portability.models.number import NumberState
from portability.models.port_in_state import PortInState
from tests.activation.factories import (
    PoolFactory,
)
from tests.activation.lines import NOW, line, pools, resource, stock, values, wanted
from tests.factories import CustomerFactory, NumberFactory, NumberRangeFactory, PortInFactory, PortInNumberFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def test_the_secret_of_a_telephone_is_sealed_and_nowhere_else(caplog: pytest.LogCaptureFixture) -> None:
    pools()
    stock(2)
    one, other = line(), line()
    wanted(one, other)
    provisioning.work(NOW)
    secrets = [unseal(resource(each, Service.VOIP).sealed) for each in (one, other)]
    assert secrets[0] != secrets[1]
    assert all(len(secret) >= 32 for secret in secrets)
    written = str([*Allocation.objects.values("values", "problem_text"), *History.objects.values("facts")])
    assert not any(secret in written + caplog.text for secret in secrets)


def test_a_number_that_is_given_back_ends_as_its_life_wants() -> None:
    pools()
    stock()
    one = line()
    wanted(one)
    provisioning.work(NOW)
    number = Number.objects.get(national="0465710000")
    assert (number.state, number.customer) == (NumberState.ACTIVE, one.customer)
    assert [moved.by for moved in number.history] == ["system"]
    provisioning.release([one], now=NOW)
    provisioning.work(NOW)
    assert Number.objects.get(pk=number.pk).state == NumberState.QUARANTINED
    assert not Lease.objects.filter(kind="voip").exists()
    assert resource(one, Service.VOIP).sealed is None


def test_a_number_that_went_elsewhere_is_left_alone() -> None:
    pools()
    stock()
    one = line()
    wanted(one)
    provisioning.work(NOW)
    perform(Number.objects.get(national="0465710000"), "leave", by=SYSTEM, now=NOW)
    provisioning.release([one], now=NOW)
    assert provisioning.work(NOW).failed == 0
    assert Number.objects.get(national="0465710000").state == NumberState.PORTED_OUT


def test_a_number_comes_from_the_territory_of_the_line() -> None:
    pools()
    stock()
    NumberRangeFactory(first="0262910000", last="0262919999", territory="reunion")
    NumberFactory(national="0262910007", state="available", customer=None)
    PoolFactory(kind="voip", first=262910000, last=262919999, options={"domain": "sip.example"})
    there = line(customer=CustomerFactory(postal_code="97400", city="Saint-Denis"))
    nowhere = line(customer=CustomerFactory(postal_code="97200", city="Fort-de-France"))
    wanted(there, nowhere, services=[Service.VOIP])
    provisioning.work(NOW)
    assert values(there, Service.VOIP)["number"] == "+262262910007"
    assert resource(nowhere, Service.VOIP).problem == Problem.POOL_MISSING


def ported(**given: object) -> Subscription:
    """A line to which a group of numbers is ported."""
    port_in = PortInFactory(main_number="0199000012", **given)
    for number in ("0199000011", "0199000012"):
        PortInNumberFactory(port_in=port_in, national=number)
    return line(port_in=port_in)


@pytest.mark.parametrize("where", ["ordered", "accepted", "completed"])
def test_a_number_that_is_ported_here_is_the_number(where: str) -> None:
    pools()
    stock()
    one = ported(state=where, scheduled_on=TODAY, ported_on=TODAY)
    wanted(one)
    assert provisioning.work(NOW).finished == 1
    shown = values(one, Service.VOIP)
    assert shown["number"] == "+33199000012"
    assert shown["numbers"] == ["+33199000012", "+33199000011"]
    assert shown["account"] == "+33199000012@sip.example"
    assert not Number.objects.active().exists()


@pytest.mark.parametrize("given_up", ["cancelled", "without"])
def test_without_the_port_the_line_gets_a_number_of_ours(given_up: str) -> None:
    pools()
    stock()
    one = ported()
    wanted(one)
    provisioning.work(NOW)
    if given_up == "cancelled":
        type(one.port_in).objects.filter(pk=one.port_in_id).update(state=PortInState.CANCELLED)
    else:
        Subscription.objects.update(without_port=True)
    secret = bytes(resource(one, Service.VOIP).sealed)
    assert provisioning.work(NOW).reached == 1
    assert values(one, Service.VOIP)["number"] == "+33465710000"
    assert "numbers" not in values(one, Service.VOIP)
    assert bytes(resource(one, Service.VOIP).sealed) == secret
    assert provisioning.work(NOW) == provisioning.Done()


def test_two_lines_do_not_get_one_ported_number() -> None:
    pools()
    one = ported()
    other = line(port_in=one.port_in)
    wanted(one, services=[Service.VOIP])
    provisioning.work(NOW)
    wanted(other, services=[Service.VOIP])
    provisioning.work(NOW)
    assert resource(other, Service.VOIP).problem == Problem.NUMBER_TAKEN


def test_a_line_keeps_the_number_of_the_line_that_it_replaces() -> None:
    pools()
    stock()
    former = line()
    wanted(former)
    provisioning.work(NOW)
    new = line(replaces=former, line_number=former.line_number)
    wanted(new)
    provisioning.release([former], now=NOW)
    provisioning.work(NOW)
    assert values(new, Service.VOIP)["number"] == "+33465710000"
    assert Number.objects.get(national="0465710000").state == NumberState.ACTIVE
    assert Lease.objects.get(kind="voip").allocation == resource(new, Service.VOIP)
