"""Whoever exchanges may be killed at any query and at any use of a file: run again, the end is always the same."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from operators.exchange.codecs import NEUTRAL
from operators.exchange.envelope import Envelope, Said
from operators.exchange.outbox import post
from operators.exchange.transports import DirectoryTransport
from operators.models import ExchangeFile, Message
from operators.tasks import read_inboxes
from tests.operators.exchange.conftest import Room
from tests.operators.exchange.other_side import NOW, OtherSide

pytestmark = pytest.mark.django_db
STEPS = 160
"""In so many places, at least, the plug can be pulled."""
LATER = NOW + timedelta(minutes=5)


class Killed(BaseException):
    """Somebody pulled the plug."""


class Fuse:
    """Burns through at the nth step: a query, or a use of a file, before it (even) or after it (odd)."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise Killed

    def around(self, act: Callable[..., Any], *args: Any) -> Any:
        self.step()
        done = act(*args)
        self.step()
        return done


def run_until(fuse: Fuse, monkeypatch: pytest.MonkeyPatch) -> bool:
    """One run of the batch with a fuse; whether it was killed."""
    with monkeypatch.context() as patch, ExitStack() as stack:
        for name in ("get", "put", "delete"):
            patch.setattr(DirectoryTransport, name, fused(getattr(DirectoryTransport, name), fuse))
        stack.enter_context(connection.execute_wrapper(lambda run, *query: fuse.around(run, *query)))
        try:
            read_inboxes(LATER)
        except Killed:
            return True
        return False


def fused(method: Callable[..., Any], fuse: Fuse) -> Callable[..., Any]:
    return lambda *args: fuse.around(method, *args)


@pytest.fixture
def work(there: OtherSide, room: Room, monkeypatch: pytest.MonkeyPatch) -> OtherSide:
    """Everything at once: an answer, two files of theirs in three chunks, messages of ours that wait."""
    monkeypatch.setattr("operators.exchange.inbox.CHUNK", 3)
    post("clearing_house", [Said("go", "PI-0")], now=NOW)
    read_inboxes(NOW)
    there.acknowledge(there.found()[0])
    there.lay([Envelope(f"S-{n}", "note", f"PI-{n}") for n in (1, 2, 2, 3, 4, 5, 6)])
    there.lay([Envelope("S-4", "note", "PI-4"), Envelope("S-8", "music", "PI-8")])
    post("clearing_house", [Said("go", f"PI-{n}") for n in range(3)], now=NOW)
    return there


def assert_all_is_done(there: OtherSide) -> None:
    files = ExchangeFile.objects.order_by("way", "number")
    assert list(files.values_list("state", "lines", "accepted", "quarantined", "duplicates", "sendings")) == [
        ("read", 7, 6, 0, 1, 0),
        ("read", 2, 0, 1, 1, 0),
        ("acknowledged", 1, 0, 0, 0, 1),
        ("sent", 3, 0, 0, 0, 1),
    ]
    events = [line.event.partition(".")[2] for file in files for line in file.history]
    assert events == ["received", "read"] * 2 + ["prepared", "sent", "acknowledged", "prepared", "sent"]
    said = Message.objects.order_by("way", "message_id").values_list("way", "status")
    assert list(said) == [("in", "done")] * 6 + [("in", "quarantined")] + [("out", "sent")] * 4
    assert there.left() == []
    assert [name for name in there.found() if not name.endswith(".tmp")] == sorted(
        [
            *(f"{file.name}.ack" for file in files if file.way == "in"),
            *(file.name for file in files if file.way == "out"),
        ]
    )
    head, lines = NEUTRAL.read_file((there.inbox / files[3].name).read_bytes())
    assert (head.number, len(lines)) == (2, 3)


def test_an_undisturbed_run_does_all_of_it(work: OtherSide, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    fuse = Fuse(1_000_000)
    assert not run_until(fuse, monkeypatch)
    assert_all_is_done(work)
    assert sorted(room.ids()) == [f"S-{n}" for n in range(1, 7)]
    assert 1_000_000 - fuse.left >= STEPS


@pytest.mark.parametrize("steps", range(1, STEPS, 5))
def test_killed_anywhere_the_end_is_the_same(work: OtherSide, monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    assert run_until(Fuse(steps), monkeypatch)
    read_inboxes(LATER)
    read_inboxes(LATER)
    assert_all_is_done(work)
