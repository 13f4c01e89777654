"""Eight at work at once: every line gets its resources once, nothing is given out twice, nothing is lost."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from activation import provisioning, shipping
from activation.models import Allocation, Lease, Shipment, Subscription
from activation.provisioning import working
from portability.models import Number
from tests.activation.factories import OfferFactory, ShipmentFactory
from tests.activation.lines import NOW, line, pools, stock, wanted
from tests.activation.platform_server import serving
from tests.factories import CustomerFactory

WORKERS, LINES = 8, 40


@pytest.fixture(autouse=True)
def small_chunks(together: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "CHUNK", 7)


def all_at_once(work: Callable[[], object]) -> list[object]:
    start, heard = Barrier(WORKERS), []

    def run() -> None:
        start.wait()
        try:
            heard.append(work())
        except Exception as error:
            heard.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return heard


def lines(count: int) -> list[Subscription]:
    offer, customer = OfferFactory(television=True), CustomerFactory()
    return [line(offer=offer, customer=customer) for _ in range(count)]


def sum_of(heard: list[object]) -> provisioning.Done:
    assert [one for one in heard if not isinstance(one, provisioning.Done)] == []
    return sum(heard, provisioning.Done())


def test_eight_workers_allocate_each_resource_once() -> None:
    pools()
    stock(LINES)
    some = lines(LINES)
    wanted(*some)
    done = sum_of(all_at_once(lambda: provisioning.work(NOW)))
    assert done == provisioning.Done(reached=5 * LINES, finished=LINES)
    assert set(Allocation.objects.values_list("status", "tries", "problem")) == {("allocated", 0, "")}
    assert Lease.objects.count() == Lease.objects.values("kind", "value").distinct().count() == 5 * LINES
    assert Number.objects.active().count() == LINES
    shown = [str(sorted(row.items())) for row in Allocation.objects.values_list("values", flat=True)]
    assert len(set(shown)) == 5 * LINES


def test_eight_workers_share_a_pool_that_is_too_small() -> None:
    pools(mer=("1", "25"))
    wanted(*lines(LINES), services=["mer"])
    done = sum_of(all_at_once(lambda: provisioning.work(NOW)))
    assert (done.reached, done.failed) == (25, LINES - 25)
    assert sorted(Lease.objects.values_list("value", flat=True)) == list(range(1, 26))


def test_eight_workers_tell_a_platform_of_each_allocation_once(settings) -> None:
    pools()
    some = lines(LINES)
    wanted(*some, services=["dhcp"])
    with serving() as server:
        settings.PROVISIONING = settings.PROVISIONING | {"dhcp": {"url": server.url, "token": ""}}
        assert sum_of(all_at_once(lambda: provisioning.work(NOW))).reached == LINES
        assert len(server.heard) == len(server.kept) == LINES
        provisioning.release(some, now=NOW)
        assert sum_of(all_at_once(lambda: provisioning.work(NOW))).reached == LINES
        assert server.kept == {}
    assert not Lease.objects.exclude(allocation=None).exists()


def test_eight_workers_want_the_same_and_get_it_once() -> None:
    some = lines(5)
    heard = all_at_once(lambda: wanted(*some))
    assert heard == [None] * WORKERS
    assert Allocation.objects.count() == 25


def test_eight_batches_send_each_parcel_once() -> None:
    for one in lines(LINES):
        ShipmentFactory(subscription=one, planned_on=NOW.date())
    assert sum(all_at_once(lambda: shipping.send_due(NOW))) == LINES  # type: ignore[arg-type]
    assert Shipment.objects.filter(status="sent").count() == LINES
