"""How long the resources of many lines take, beside a floor measured in the same minute.

    PYTHONPATH=. python bench/provisioning.py            SQLite
    DATABASE_URL=postgres://… python bench/provisioning.py

A thousand lines with television get five resources each. The floor writes as many allocations and leases in bulk, moves
as many numbers and lines through the one door, and does nothing else. It writes each row
once; we write an allocation four times: wanted, claimed, taken, noted.
"""

from statistics import median

from bench.scratch import scratch, timed

COUNT, RUNS, LIMIT = 1_000, 3, 4.0


def bare(lines: list) -> None:
    """The rows that must be written, and the moves that must be made, and nothing about which."""
    from activation.models import Allocation, Lease, Service, Subscription
    from bascule.lifecycle import SYSTEM, perform_many
    from portability.models import Number
    from tests.activation.lines import NOW

    kinds = [Service.DHCP, Service.MER, Service.MULTICAST, Service.TV_USER, Service.VOIP]
    rows = [
        Allocation(subscription=line, kind=kind, status="allocated", values={"it": n}, created_at=NOW, status_since=NOW)
        for n, line in enumerate(lines)
        for kind in kinds
    ]
    Allocation.objects.bulk_create(rows, batch_size=500)
    start = 50_000_000 + Lease.objects.count()
    leases = [Lease(kind=row.kind, value=start + n, allocation=row) for n, row in enumerate(rows)]
    Lease.objects.bulk_create(leases, batch_size=500)
    numbers = list(Number.objects.filter(state="available").order_by("-national").values_list("pk", flat=True)[:COUNT])
    customer = lines[0].customer_id
    perform_many(
        Number.objects.filter(pk__in=numbers), "activate", by=SYSTEM, now=NOW, private={"customer_id": customer}
    )
    perform_many(Subscription.objects.filter(pk__in=[one.pk for one in lines]), "finish", by=SYSTEM, now=NOW)


def allocate(lines: list) -> None:
    from activation import provisioning
    from tests.activation.lines import NOW

    provisioning.want(lines, now=NOW)
    done = provisioning.work(NOW)
    assert (done.reached, done.finished) == (5 * COUNT, COUNT), done


def made() -> list:
    """As many lines as the incumbent makes on a busy day."""
    from activation.models import Subscription
    from tests.activation.factories import OfferFactory, SubscriptionFactory
    from tests.activation.lines import NOW

    like = SubscriptionFactory(offer=OfferFactory(television=True))
    known = {"customer": like.customer, "partner": like.partner, "offer": like.offer, "exchange": like.exchange}
    rows = [Subscription(state="activating", subscribed_on=NOW.date(), ordered_at=NOW, **known) for _ in range(COUNT)]
    Subscription.begin_all(rows, NOW)
    return Subscription.objects.bulk_create(rows, batch_size=500)


def measure() -> None:
    from django.db import connection

    from tests.activation.lines import pools, stock

    wide = dict.fromkeys(("mer", "tv_user"), ("1", "50000"))
    pools(dhcp=("198.18.0.1", "198.18.255.254"), multicast=("84.1", "99.4000"), **wide)
    stock(2 * COUNT * (RUNS + 1))
    pairs = [(timed(lambda: bare(made())), timed(lambda: allocate(made()))) for _ in range(RUNS + 1)][1:]
    floor, whole = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    ratio = median(whole / floor for floor, whole in pairs)
    print(f"five resources for each of {COUNT:,} lines, {connection.vendor}, median of {RUNS}")
    print(f"  floor {floor:.2f} s, allocated {whole:.2f} s (x{ratio:.1f}, limit x{LIMIT})")


if __name__ == "__main__":
    with scratch():
        measure()
