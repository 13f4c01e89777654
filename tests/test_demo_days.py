"""Days of the demonstration: played through the real batches, files and answers, the same every time."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings

from activation.models import Allocation, Exchange, Offer, Pool, Service, Shipment, Subscription, UnbundlingOrder
from activation.plant import occupancy
from bascule.models import History
from operators.exchange.simulator.lines import EXCHANGES
from operators.models import ExchangeFile, Message
from portability.models import Number, Port, PortIn

pytestmark = pytest.mark.django_db

TUESDAY = date(2026, 11, 24)
DAYS = 12


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exchange")


@pytest.fixture(scope="module")
def played(folder: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Played once for all the tests which only look."""
    with django_db_blocker.unblock(), transaction.atomic(), others_in(folder):
        yield play(DAYS)
        transaction.set_rollback(True)


def others_in(folder: Path) -> Any:
    """Both other sides, in folders of this test."""
    places = {name: {**said, "url": f"directory://{folder}/{name}"} for name, said in settings.COUNTERPARTS.items()}
    return override_settings(COUNTERPARTS=places)


def play(days: int) -> str:
    said = StringIO()
    call_command("demo", today=TUESDAY, days=days, force=True, stdout=said)
    return said.getvalue()


# First those that play for themselves: what is played for the others stays until the last of them.
def test_the_same_days_are_played_again(tmp_path: Path) -> None:
    stories = []
    for _turn in range(2):
        with transaction.atomic(), others_in(tmp_path):
            play(days=4)
            lines = History.objects.order_by("at", "kind", "reference", "event", "pk")
            stories.append(list(lines.values_list("at", "kind", "reference", "event", "by")))
            transaction.set_rollback(True)
    assert stories[0] == stories[1]
    assert Counter(kind for _at, kind, *_what in stories[0])["unbundling_order"] > 50
    assert len(stories[0]) > 500


def test_days_are_only_played_against_a_folder_of_ours() -> None:
    house = {**settings.COUNTERPARTS["clearing_house"], "url": "sftp://user@files.example/exchange"}
    refused = pytest.raises(CommandError, match="only played against a folder")
    with override_settings(COUNTERPARTS={"clearing_house": house}), refused:
        play(days=1)


class TestPorts:
    def test_weeks_of_work_leave_what_work_leaves(self, played: str) -> None:
        states = Counter(PortIn.objects.exclude(quote=None).values_list("state", flat=True))
        assert states["completed"] >= 5
        assert states["acknowledged"] + states["accepted"] >= 3
        assert {"port_in.rejected", "port_in.corrected", "port_in.go", "port_in.completed"} <= events()
        assert Port.objects.filter(source="announcement").count() > 100

    def test_every_move_was_made_by_somebody_at_its_own_time(self, played: str) -> None:
        for port_in in PortIn.objects.exclude(quote=None):
            moments = list(port_in.history.order_by("id").values_list("at", flat=True))
            assert moments == sorted(moments), port_in
            assert moments[0] == port_in.created_at
        assert {"agent", "system", "key NWOT demonstration"} <= set(History.objects.values_list("by", flat=True))


class TestFiles:
    def test_nothing_was_lost_on_the_way(self, played: str) -> None:
        assert set(Message.objects.values_list("counterpart", flat=True)) == {"clearing_house", "incumbent"}
        assert not Message.objects.filter(status="quarantined", problem="failed").exists()
        assert not Message.objects.filter(way="out", status="failed").exists()

    def test_the_lines_of_a_file_add_up(self, played: str, folder: Path) -> None:
        for file in ExchangeFile.objects.filter(way="in"):
            assert file.lines == file.reached == file.accepted + file.quarantined + file.duplicates
        assert {path.parent.name for path in folder.rglob("*") if path.is_file()} <= {"simulator", "to-us", "from-us"}


class TestLines:
    def test_everything_that_partners_were_promised_is_there(self, played: str) -> None:
        assert {"dsl-partial", "dsl-full", "dsl-tv-partial", "dsl-tv-full", "fibre", "fibre-tv"} <= set(
            Offer.objects.on_sale().values_list("code", flat=True)
        )
        assert not Offer.objects.filter(code__startswith="dsl-", voip=False).exists()
        assert "Samia Lacroix, activation agent" in played
        assert set(Pool.objects.values_list("kind", flat=True)) == set(Service.values)

    def test_the_plant_is_that_of_the_simulator(self, played: str) -> None:
        ours = {one.code: (one.name, tuple(one.postal_codes), one.copper_closed_on) for one in Exchange.objects.all()}
        assert ours == {one.code: (one.name, one.postal_codes, one.copper_closed_on) for one in EXCHANGES}
        full = [one.exchange.code for one in occupancy(TUESDAY) if one.is_saturated]
        assert full == ["69CHA"]
        assert Exchange.objects.get(code="38ALP").is_closed_to_copper(TUESDAY)

    def test_weeks_of_work_leave_what_work_leaves(self, played: str) -> None:
        states = Counter(Subscription.objects.values_list("state", flat=True))
        assert {"prospect", "ordered", "waiting_for_customer", "active"} <= set(states)
        assert {"subscription.activated", "unbundling_order.acknowledged_in_error"} <= events()
        assert "unbundling_order.done" in events()
        assert UnbundlingOrder.objects.exclude(failure_code="").exists()
        assert set(Shipment.objects.values_list("kind", flat=True)) == {"letter", "modem", "tv_decoder"}
        assert not Allocation.objects.unreached().exclude(problem="").exists()
        assert {"web", "phone", "mail"} == set(Subscription.objects.values_list("channel", flat=True))
        assert Subscription.objects.exclude(port_in=None).exists()
        assert Subscription.objects.filter(partner__code="NWOT").exists()

    def test_a_line_of_before_works_as_the_new_ones_do(self, played: str) -> None:
        old = Subscription.objects.filter(state="active", subscribed_on__lt=date(2026, 9, 1)).first()
        assert old
        assert set(old.allocations.values_list("kind", flat=True)) == set(old.offer.services)
        assert old.positions.get().state == "in_use"
        voip = old.allocations.get(kind="voip")
        assert Number.objects.active().filter(customer=old.customer).exists()
        assert voip.sealed


def events() -> set[str]:
    return set(History.objects.values_list("event", flat=True))
