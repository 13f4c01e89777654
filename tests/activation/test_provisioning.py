"""Resources are allocated, suspended, resumed and given back, each alone."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activation import provisioning
from activation.models import (
    Allocation,
    AllocationStatus,
    Goal,
    Lease,
    Pool,
    Problem,
    Service,
    Subscription,
    SubscriptionState,
)
from activation.provisioning.dhcp import Dhcp
from activation.provisioning.working import CLAIM, DELAYS, claim
from portability.models import Number
from tests.activation.factories import (
    ExchangeFactory,
    LeaseFactory,
    OfferFactory,
    PoolFactory,
    PositionFactory,
    SubscriptionFactory,
)
from tests.activation.lines import NOW, line, pools, resource, stock, values, wanted

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def state(subscription: Subscription) -> str:
    return Subscription.objects.get(pk=subscription.pk).state


def test_a_line_gets_all_that_its_offer_needs_and_works() -> None:
    pools()
    stock()
    one = line()
    PositionFactory(strip__dslam__name="dslam-1", strip__code="R001", number=3, state="in_use", subscription=one)
    wanted(one)
    done = provisioning.work(NOW)
    assert done == provisioning.Done(reached=5, finished=1)
    assert values(one, Service.DHCP) == {
        "address": "198.18.0.10",
        "gateway": "198.18.0.1",
        "dns": ["192.0.2.53"],
        "circuit": "dslam-1/R001/3",
    }
    assert values(one, Service.MER) == {"session": "mer00000001"}
    assert values(one, Service.MULTICAST) == {
        "vlan": "84.1",
        "package": "essential",
        "groups": ["239.255.1.1", "239.255.1.2"],
    }
    assert values(one, Service.TV_USER) == {"account": "tv00000001", "package": "essential", "packages": ["essential"]}
    assert values(one, Service.VOIP) == {
        "number": "+33465710000",
        "account": "+33465710000@sip.example",
        "domain": "sip.example",
        "proxy": "sip1.example",
    }
    one = Subscription.objects.get()
    assert (one.state, one.activated_at) == (SubscriptionState.ACTIVE, NOW)
    assert one.history.get().event == "subscription.activated"


def test_low_speed_opens_before_the_line_and_does_not_make_it_work() -> None:
    pools()
    one = SubscriptionFactory(ordered=True)
    wanted(one, services=[Service.LOW_SPEED])
    assert provisioning.work(NOW) == provisioning.Done(reached=1)
    assert values(one, Service.LOW_SPEED) == {"session": "ls00000001"}
    assert state(one) == SubscriptionState.ORDERED


def test_wanting_twice_and_working_twice_changes_nothing() -> None:
    pools()
    stock()
    one = line()
    wanted(one)
    wanted(one)
    provisioning.work(NOW)
    before = list(Allocation.objects.order_by("pk").values()), list(Lease.objects.order_by("pk").values())
    wanted(one)
    assert provisioning.work(NOW + timedelta(hours=1)) == provisioning.Done()
    assert (list(Allocation.objects.order_by("pk").values()), list(Lease.objects.order_by("pk").values())) == before


def test_one_that_fails_stops_no_other_and_undoes_none() -> None:
    pools(dhcp=("198.18.0.10", "198.18.0.10"))
    stock()
    first, second = line(), line()
    wanted(first, second)
    done = provisioning.work(NOW)
    assert (done.reached, done.failed, done.finished) == (9, 1, 1)
    failed = resource(second, Service.DHCP)
    assert (failed.status, failed.problem, failed.tries) == (AllocationStatus.PENDING, Problem.POOL_EXHAUSTED, 1)
    assert list(Allocation.objects.in_trouble()) == [failed]
    assert (state(first), state(second)) == (SubscriptionState.ACTIVE, SubscriptionState.ACTIVATING)


def test_what_failed_comes_again_later_each_time() -> None:
    one = line()
    wanted(one, services=[Service.DHCP])
    moment, waited = NOW, []
    for _try in range(9):
        assert provisioning.work(moment).failed == 1
        row = resource(one, Service.DHCP)
        assert row.problem == Problem.POOL_MISSING
        waited.append(row.next_try_at - moment)
        assert provisioning.work(row.next_try_at - timedelta(seconds=1)) == provisioning.Done()
        moment = row.next_try_at
    assert waited == [*DELAYS, DELAYS[-1], DELAYS[-1]]


def test_somebody_may_try_one_again_at_once() -> None:
    one = line(offer=OfferFactory(voip=False))
    wanted(one)
    provisioning.work(NOW)
    pools()
    assert provisioning.retry([resource(one, Service.DHCP)], NOW) == provisioning.Done(reached=1)
    assert resource(one, Service.MER).problem == Problem.POOL_MISSING
    assert provisioning.retry([resource(one, Service.MER)], NOW) == provisioning.Done(reached=1, finished=1)
    assert resource(one, Service.MER).problem == ""


def test_an_adapter_that_breaks_on_one_line_serves_the_others() -> None:
    pools()
    good, bad = line(), line()
    wanted(bad, good, services=[Service.DHCP])
    write = Dhcp.values

    def break_on_bad(self: Dhcp, allocation: Allocation, value: int, options: dict) -> dict:
        if allocation.subscription == bad:
            raise RuntimeError("a bug of ours")
        return write(self, allocation, value, options)

    with patch.object(Dhcp, "values", break_on_bad):
        assert provisioning.work(NOW) == provisioning.Done(reached=1, failed=1)
    broken = resource(bad, Service.DHCP)
    assert (broken.problem, broken.problem_text, broken.claim) == (Problem.BROKEN, "RuntimeError", None)
    assert Lease.objects.get().allocation == resource(good, Service.DHCP)
    assert not Allocation.objects.in_trouble()
    assert provisioning.work(NOW + DELAYS[0]).reached == 1


def test_who_is_killed_has_claimed_for_a_while_only() -> None:
    pools()
    stock()
    one = line()
    wanted(one)
    claim(list(Allocation.objects.values_list("pk", flat=True)), NOW)  # and dies
    assert provisioning.work(NOW + CLAIM - timedelta(seconds=1)) == provisioning.Done()
    assert provisioning.work(NOW + CLAIM) == provisioning.Done(reached=5, finished=1)


@pytest.mark.parametrize("place", ["tell", "note", "finish_served"])
def test_killed_anywhere_and_run_again_gives_the_same(place: str) -> None:
    pools()
    stock(3)
    one = line()
    wanted(one)

    class Killed(BaseException):
        pass

    with patch(f"activation.provisioning.working.{place}", side_effect=Killed), pytest.raises(Killed):
        provisioning.work(NOW)
    provisioning.work(NOW + CLAIM)
    assert state(one) == SubscriptionState.ACTIVE
    assert Lease.objects.count() == 5
    assert [values(one, kind) for kind in (Service.DHCP, Service.VOIP)] == [
        {"address": "198.18.0.10", "gateway": "198.18.0.1", "dns": ["192.0.2.53"]},
        values(one, Service.VOIP) | {"number": "+33465710000"},
    ]
    assert Number.objects.active().count() == 1


def test_what_is_given_back_rests_and_is_given_again() -> None:
    pools(dhcp=("198.18.0.10", "198.18.0.10"))
    former, new = line(offer=OfferFactory(voip=False)), line(offer=OfferFactory(voip=False))
    wanted(former)
    provisioning.work(NOW)
    provisioning.release([former], now=NOW)
    assert provisioning.work(NOW).reached == 2
    assert resource(former, Service.DHCP).status == AllocationStatus.RELEASED
    assert Lease.objects.get(kind="dhcp").quarantined_until == TODAY + timedelta(days=7)
    wanted(new)
    provisioning.work(NOW + timedelta(days=6))
    assert resource(new, Service.DHCP).problem == Problem.POOL_EXHAUSTED
    assert provisioning.work(NOW + timedelta(days=7)).finished == 1
    assert values(new, Service.DHCP)["address"] == "198.18.0.10"
    assert Lease.objects.get(kind="dhcp").allocation == resource(new, Service.DHCP)


def test_services_stop_and_work_again_and_keep_what_they_have() -> None:
    pools()
    stock()
    one = line()
    wanted(one)
    provisioning.work(NOW)
    held = list(Lease.objects.order_by("pk").values_list("value", "allocation"))
    provisioning.suspend([one], now=NOW)
    assert provisioning.work(NOW).reached == 5
    assert set(Allocation.objects.values_list("status", flat=True)) == {AllocationStatus.SUSPENDED}
    provisioning.resume([one], now=NOW)
    assert provisioning.work(NOW).reached == 5
    assert set(Allocation.objects.values_list("status", flat=True)) == {AllocationStatus.ALLOCATED}
    assert list(Lease.objects.order_by("pk").values_list("value", "allocation")) == held


def test_another_offer_changes_what_it_changes_and_nothing_else() -> None:
    pools()
    stock()
    one = line()
    wanted(one)
    provisioning.work(NOW)
    one.offer = OfferFactory(tv=True, tv_package="premium", voip=False)
    one.save(update_fields=["offer"])
    wanted(one)
    provisioning.release_unneeded([one], now=NOW)
    assert provisioning.work(NOW).reached == 3
    assert values(one, Service.MULTICAST)["groups"] == ["239.255.1.1", "239.255.2.1"]
    assert values(one, Service.MULTICAST)["vlan"] == "84.1"
    assert values(one, Service.TV_USER)["packages"] == ["premium"]
    assert resource(one, Service.VOIP).status == AllocationStatus.RELEASED
    assert resource(one, Service.DHCP).status_since == NOW


def test_a_package_that_the_pool_does_not_know_is_for_somebody_to_see_to() -> None:
    pools()
    one = line(offer=OfferFactory(tv=True, tv_package="sports"))
    wanted(one, services=[Service.MULTICAST])
    provisioning.work(NOW)
    failed = Allocation.objects.in_trouble().get()
    assert (failed.problem, failed.problem_text) == (Problem.PACKAGE_UNKNOWN, "sports")
    pool = Pool.objects.get(kind="multicast")
    pool.options["packages"]["sports"] = ["239.255.3.1"]
    pool.save()
    provisioning.work(NOW + DELAYS[0])
    assert values(one, Service.MULTICAST)["vlan"] == "84.1"


def test_what_is_wanted_again_while_it_is_given_back_is_allocated_anew() -> None:
    pools()
    one = line()
    wanted(one, services=[Service.DHCP])
    provisioning.work(NOW)
    provisioning.release([one], now=NOW)

    def want_meanwhile(*args: object, **kwargs: object) -> dict:
        wanted(one, services=[Service.DHCP])
        return {row.pk: None for row in args[0]}

    with patch("activation.provisioning.working.tell", side_effect=want_meanwhile):
        provisioning.work(NOW)
    row = Allocation.objects.get()
    assert (row.status, row.goal, row.values) == (AllocationStatus.PENDING, Goal.ALLOCATED, {})
    provisioning.work(NOW)
    assert values(one, Service.DHCP)["address"] == "198.18.0.11"
    assert Allocation.objects.count() == 1


def test_a_pool_of_the_exchange_comes_before_those_of_everywhere() -> None:
    here, elsewhere = ExchangeFactory(), ExchangeFactory()
    PoolFactory(kind="mer", first=500, last=600)
    PoolFactory(kind="mer", first=10, last=11, exchange=here)
    PoolFactory(kind="mer", first=20, last=21, exchange=elsewhere, is_open=False)
    lines = [line(exchange=here) for _ in range(3)] + [line(exchange=elsewhere)]
    wanted(*lines, services=[Service.MER])
    provisioning.work(NOW)
    assert [values(one, Service.MER)["session"] for one in lines] == [
        *("mer00000010", "mer00000011", "mer00000500", "mer00000501")
    ]


def test_what_lies_between_is_given_in_the_end() -> None:
    pool = PoolFactory(kind="mer", first=100, last=104)
    LeaseFactory(pool=pool, kind="mer", value=104, allocation__kind="mer")
    LeaseFactory(pool=pool, kind="mer", value=102, allocation=None, quarantined_until=TODAY)
    LeaseFactory(pool=pool, kind="mer", value=101, allocation=None, quarantined_until=TODAY + timedelta(days=1))
    Allocation.objects.update(status="allocated")
    lines = [line() for _ in range(4)]
    wanted(*lines, services=[Service.MER])
    done = provisioning.work(NOW)
    assert (done.reached, done.failed) == (3, 1)
    assert [values(one, Service.MER).get("session") for one in lines] == [
        *("mer00000102", "mer00000100", "mer00000103", None)
    ]


@pytest.mark.parametrize("kind", list(Service))
def test_many_lines_cost_as_many_queries_as_one(kind: Service) -> None:
    pools()
    stock(30)
    counts = []
    for many in (1, 12):
        wanted(*(line() for _ in range(many)), services=[kind])
        with CaptureQueriesContext(connection) as queries:
            assert provisioning.work(NOW).reached == many
        counts.append(len(queries))
        with CaptureQueriesContext(connection) as queries:
            provisioning.release(list(Subscription.objects.all()), now=NOW)
            provisioning.work(NOW)
        counts.append(len(queries))
    assert counts[:2] == counts[2:]


def test_nobody_is_served_who_does_not_wait_for_it() -> None:
    """A line without any resource does not work, whatever its state says."""
    line()
    assert provisioning.work(NOW) == provisioning.Done()
    assert Subscription.objects.get().state == SubscriptionState.ACTIVATING
