"""Whatever comes and goes, a pool gives out what is its own, once, and all of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from activation.models import Allocation, Lease, Pool, Problem, Service, Subscription
from activation.provisioning import pools
from tests.activation.factories import AllocationFactory, LeaseFactory, PoolFactory, SubscriptionFactory
from tests.activation.lines import NOW

TODAY = NOW.date()
SIZE, REST = 9, timedelta(days=7)


STEPS = st.lists(st.tuples(st.sampled_from(["take", "give back", "wait"]), st.integers(1, 5)), max_size=12)


@pytest.mark.django_db
@given(STEPS)
def test_a_pool_gives_all_that_is_free_and_nothing_twice(steps: list[tuple[str, int]]) -> None:
    """In any order of lines that come and go, with days between them."""
    with transaction.atomic():
        play(steps)
        transaction.set_rollback(True)


def play(steps: list[tuple[str, int]]) -> None:
    pool, line = PoolFactory(kind="mer", first=100, last=100 + SIZE - 1), SubscriptionFactory()
    today, held, resting = TODAY, [], []
    for step, count in steps:
        if step == "wait":
            today += timedelta(days=count)
        elif step == "give back":
            pools.give_back(held[:count], today)
            resting += [today] * len(held[:count])
            held = held[count:]
        else:
            over = sum(day + REST <= today for day in resting)
            untouched = SIZE - len(held) - len(resting)
            asked = [asks(line) for _ in range(count)]
            found, problems = pools.take(Service.MER, asked, today)
            assert len(found) == min(count, untouched + over)
            assert set(problems.values()) <= {Problem.POOL_EXHAUSTED}
            assert found.keys() | problems.keys() == {one.pk for one in asked}
            held += [one for one in asked if one.pk in found]
            resting = resting[max(0, len(found) - untouched) :]
        leases = Lease.objects.filter(pool=pool)
        assert leases.exclude(allocation=None).count() == len(held)
        assert all(100 <= value < 100 + SIZE for value in leases.values_list("value", flat=True))


def asks(line: Subscription) -> Allocation:
    """One more of the same kind; a line has one at a time, so these are over already, which a pool does not mind."""
    return AllocationFactory(subscription=line, kind="mer", status="released", goal="released")


@pytest.mark.django_db
def test_the_database_gives_nothing_out_twice() -> None:
    lease = LeaseFactory()
    with pytest.raises(IntegrityError):
        LeaseFactory(kind=lease.kind, value=lease.value)


@pytest.mark.django_db
def test_pools_of_one_kind_do_not_overlap() -> None:
    PoolFactory(kind="dhcp", name="lilas", first=100, last=199)
    with pytest.raises(ValidationError, match="lilas gives out some of these already"):
        Pool(kind="dhcp", name="other", first=199, last=300).full_clean()
    Pool(kind="mer", name="other", first=199, last=300).full_clean()
    Pool(kind="dhcp", name="other", first=200, last=300).full_clean()
