"""The batch `read-inbox`: with everybody, each on its own; cheap when there is nothing."""

from datetime import timedelta
from pathlib import Path

import pytest

from operators.exchange.envelope import Envelope, Said
from operators.exchange.outbox import post
from operators.models import ExchangeFile
from operators.tasks import read_inboxes
from tests.operators.exchange.conftest import Room
from tests.operators.exchange.other_side import NOW, OtherSide

pytestmark = pytest.mark.django_db


def test_one_visit_reads_what_came_and_lays_what_waits(there: OtherSide, room: Room) -> None:
    post("clearing_house", [Said("go", "PI-1")], now=NOW)
    there.lay([Envelope("S-1", "note", "PI-1"), Envelope("S-2", "music", "PI-1")])
    sentence = read_inboxes(NOW)
    assert "1" in sentence
    assert sorted(ExchangeFile.objects.values_list("way", "state", "lines")) == [("in", "read", 2), ("out", "sent", 1)]
    ours = next(name for name in there.found() if name.startswith("BASC"))
    there.acknowledge(ours)
    read_inboxes(NOW + timedelta(minutes=5))
    assert ExchangeFile.objects.get(way="out").state == "acknowledged"
    before = sorted(ExchangeFile.objects.values_list("pk", "updated_at"))
    assert read_inboxes(NOW + timedelta(minutes=10)) == read_inboxes(NOW + timedelta(hours=5))
    assert sorted(ExchangeFile.objects.values_list("pk", "updated_at")) == before


def test_a_file_that_comes_again_is_not_said_to_be_taken_up_again(there: OtherSide, room: Room) -> None:
    name = there.lay([Envelope("S-1", "note", "PI-1"), Envelope("S-2", "note", "PI-2")])
    data = (there.outbox / name).read_bytes()
    assert "files read: 1 (refused: 0, known already: 0), lines: 2 (accepted: 2" in read_inboxes(NOW)
    there.lay_bytes(name, data)
    again = read_inboxes(NOW + timedelta(minutes=5))
    assert "files read: 0 (refused: 0, known already: 1), lines: 0 (accepted: 0" in again


def test_nothing_there_costs_next_to_nothing(there: OtherSide, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(2):
        read_inboxes(NOW)


def test_one_that_is_down_does_not_stop_the_others(
    there: OtherSide, tmp_path: Path, room: Room, settings, caplog: pytest.LogCaptureFixture
) -> None:
    broken = tmp_path / "broken"
    broken.write_text("no folder")
    settings.COUNTERPARTS = {
        "incumbent": {"code": "HIST", "url": f"directory://{broken}"},
        **settings.COUNTERPARTS,
    }
    post("incumbent", [Said("access_cancellation", "UO-1", {"reason": "moved"})], now=NOW)
    there.lay([Envelope("S-1", "note", "PI-1")])
    sentence = read_inboxes(NOW)
    assert str(broken) in sentence
    assert str(broken) in caplog.text
    assert room.heard == [["S-1"]]
    broken.unlink()
    read_inboxes(NOW)
    assert ExchangeFile.objects.get(counterpart="incumbent").state == "sent"
