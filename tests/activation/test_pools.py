"""Whatever comes and goes, a pool gives out what is its own, once, and all of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from activation.models import Allocation, Lease, Pool, Problem
from activation.provisioning import pools
from tests.activation.factories import AllocationFactory, LeaseFactory, PoolFactory, SubscriptionFactory
from tests.activation.lines import NOW

TODAY = NOW.date()
SIZE = 9


class Random(TestCase):
    """In any order of lines that come and go, with days between them."""

    @given(st.lists(st.tuples(st.sampled_from(["take", "give back", "wait"]), st.integers(1, 5)), max_size=12))
    def test_a_pool_gives_all_that_is_free_and_nothing_twice(self, steps: list[tuple[str, int]]) -> None:
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
                rested = sum(day + timedelta(days=7) <= today for day in resting)
                free = SIZE - len(held) - len(resting) + rested
                asked = [self.asks(line) for _ in range(count)]
                found, problems = pools.take("mer", asked, today)
                assert len(found) == min(count, free)
                assert set(problems.values()) <= {Problem.POOL_EXHAUSTED}
                assert found.keys() | problems.keys() == {one.pk for one in asked}
                held += [one for one in asked if one.pk in found]
                resting = sorted(resting)[max(0, len(held) + len(resting) - Lease.objects.count()) :]
            leases = Lease.objects.filter(pool=pool)
            assert leases.exclude(allocation=None).count() == len(held)
            assert all(100 <= value < 100 + SIZE for value in leases.values_list("value", flat=True))

    def asks(self, line: object) -> Allocation:
        """Its own kind, for a line has one of each only; the pool does not care."""
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
