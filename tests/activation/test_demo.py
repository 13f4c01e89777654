"""The lines of the demonstration: played through the real batches, files and answers, the same every time."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from activation.models import Allocation, Exchange, Offer, Pool, Service, Shipment, Subscription, UnbundlingOrder
from activation.plant import occupancy
from bascule.models import History
from operators.exchange.simulator.lines import EXCHANGES
from operators.models import Message
from portability.models import Number

pytestmark = pytest.mark.django_db

TUESDAY = date(2026, 11, 24)
DAYS = 18


def others_in(folder: Path) -> Any:
    """Both other sides, in folders of this test."""
    places = {name: {**said, "url": f"directory://{folder}/{name}"} for name, said in settings.COUNTERPARTS.items()}
    return override_settings(COUNTERPARTS=places)


def play(days: int) -> str:
    said = StringIO()
    call_command("demo", today=TUESDAY, days=days, force=True, stdout=said)
    return said.getvalue()


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Played once for all the tests which only look."""
    folder = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), transaction.atomic(), others_in(folder):
        yield play(DAYS)
        transaction.set_rollback(True)


# First the one that plays for itself: what is played for the others stays until the last of them.
def test_the_same_days_are_played_again(tmp_path: Path) -> None:
    stories = []
    for _turn in range(2):
        with transaction.atomic(), others_in(tmp_path):
            play(days=4)
            lines = History.objects.filter(kind__in=["subscription", "unbundling_order"]).order_by(
                "at", "reference", "pk"
            )
            stories.append(list(lines.values_list("at", "reference", "event", "by")))
            transaction.set_rollback(True)
    assert stories[0] == stories[1]
    assert len(stories[0]) > 300


def test_everything_that_partners_were_promised_is_there(played: str) -> None:
    assert {"dsl-partial", "dsl-full", "dsl-tv-partial", "dsl-tv-full", "fibre", "fibre-tv"} <= set(
        Offer.objects.on_sale().values_list("code", flat=True)
    )
    assert not Offer.objects.filter(code__startswith="dsl-", voip=False).exists()
    assert "Samia Lacroix, activation agent" in played
    assert set(Pool.objects.values_list("kind", flat=True)) == set(Service.values)


def test_the_plant_is_that_of_the_simulator(played: str) -> None:
    ours = {one.code: (one.name, tuple(one.postal_codes), one.copper_closed_on) for one in Exchange.objects.all()}
    assert ours == {one.code: (one.name, one.postal_codes, one.copper_closed_on) for one in EXCHANGES}
    full = [one.exchange.code for one in occupancy(TUESDAY) if one.is_saturated]
    assert full == ["69CHA"]
    assert Exchange.objects.get(code="38ALP").is_closed_to_copper(TUESDAY)


def test_weeks_of_work_leave_what_work_leaves(played: str) -> None:
    states = Counter(Subscription.objects.values_list("state", flat=True))
    assert {"prospect", "ordered", "waiting_for_customer", "active"} <= set(states)
    happened = set(History.objects.values_list("event", flat=True))
    assert {"subscription.activated", "unbundling_order.acknowledged_in_error", "unbundling_order.done"} <= happened
    assert UnbundlingOrder.objects.exclude(failure_code="").exists()
    assert set(Shipment.objects.values_list("kind", flat=True)) == {"letter", "modem", "tv_decoder"}
    assert not Allocation.objects.unreached().exclude(problem="").exists()
    assert {"web", "phone", "mail"} == set(Subscription.objects.values_list("channel", flat=True))
    assert Subscription.objects.exclude(port_in=None).exists()
    assert Subscription.objects.filter(partner__code="NWOT").exists()


def test_nothing_was_lost_on_the_way(played: str) -> None:
    ours = Message.objects.filter(counterpart="incumbent")
    assert ours.exists()
    assert not ours.filter(status="quarantined", problem="failed").exists()
    assert not ours.filter(way="out", status="failed").exists()


def test_a_line_of_before_works_as_the_new_ones_do(played: str) -> None:
    old = Subscription.objects.filter(state="active", subscribed_on__lt=date(2026, 9, 1)).first()
    assert old
    assert set(old.allocations.values_list("kind", flat=True)) == set(old.offer.services)
    assert old.positions.get().state == "in_use"
    voip = old.allocations.get(kind="voip")
    assert Number.objects.active().filter(customer=old.customer).exists()
    assert voip.sealed
