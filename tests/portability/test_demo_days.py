"""Working days of the demonstration: played through the real batches, files and answers, the same every time."""

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

from bascule.models import History
from operators.models import ExchangeFile, Message
from portability.models import Port, PortIn

pytestmark = pytest.mark.django_db

TUESDAY = date(2026, 11, 24)
DAYS = 14


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exchange")


@pytest.fixture(scope="module")
def played(folder: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Played once for all the tests which only look."""
    with django_db_blocker.unblock(), transaction.atomic(), counterpart_in(folder):
        play()
        yield
        transaction.set_rollback(True)


def counterpart_in(folder: Path) -> Any:
    places = {name: {**said, "url": f"directory://{folder}/{name}"} for name, said in settings.COUNTERPARTS.items()}
    return override_settings(COUNTERPARTS=places)


def play(days: int = DAYS) -> None:
    call_command("demo", today=TUESDAY, days=days, force=True, stdout=StringIO())


def told() -> list[tuple[Any, ...]]:
    return list(History.objects.order_by("at", "reference", "event").values_list("at", "reference", "event", "by"))


# First those that play for themselves: what is played for the others stays until the last of them.
def test_the_same_days_are_played_again(tmp_path: Path) -> None:
    stories = []
    for _ in range(2):
        with transaction.atomic(), counterpart_in(tmp_path):
            play(days=5)
            stories.append(told())
            transaction.set_rollback(True)
    assert stories[0] == stories[1]
    assert len(stories[0]) > 100


def test_days_are_only_played_against_a_folder_of_ours() -> None:
    house = {**settings.COUNTERPARTS["clearing_house"], "url": "sftp://user@files.example/exchange"}
    refused = pytest.raises(CommandError, match="only played against a folder")
    with override_settings(COUNTERPARTS={"clearing_house": house}), refused:
        play(days=1)


def test_two_weeks_of_work_leave_what_work_leaves(played: None) -> None:
    states = Counter(PortIn.objects.exclude(quote=None).values_list("state", flat=True))
    assert states["completed"] >= 5
    assert states["acknowledged"] + states["accepted"] >= 3
    assert {"port_in.rejected", "port_in.corrected", "port_in.go", "port_in.completed"} <= set(events())
    assert Port.objects.filter(source="announcement").count() > 100
    assert not Message.objects.filter(status="quarantined", problem="failed").exists()


def events() -> list[str]:
    return list(History.objects.order_by().values_list("event", flat=True).distinct())


def test_every_move_was_made_by_somebody_at_its_own_time(played: None) -> None:
    for port_in in PortIn.objects.exclude(quote=None):
        moments = list(port_in.history.order_by("id").values_list("at", flat=True))
        assert moments == sorted(moments), port_in
        assert moments[0] == port_in.created_at
    assert {"agent", "system", "key NWOT demonstration"} <= set(History.objects.values_list("by", flat=True))


def test_the_lines_of_its_files_add_up(played: None, folder: Path) -> None:
    for file in ExchangeFile.objects.filter(way="in"):
        assert file.lines == file.reached == file.accepted + file.quarantined + file.duplicates
    assert {path.parent.name for path in folder.rglob("*") if path.is_file()} <= {"simulator", "to-us", "from-us"}
