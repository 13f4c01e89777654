"""A kill between any two steps loses nothing: what is played again ends in the same files."""

import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

from operators.exchange.simulator.clearing_house import ClearingHouse
from operators.exchange.simulator.hours import end_of
from tests.operators.simulator.desk import Desk, about, paris, port_request

STEPS = {"hear_file", "read_their_answers", "speak", "live", "prepare", "lay", "put", "delete", "remembering"}
"""The functions in which something becomes known or visible; a kill strikes when each of their lines is met first."""
UNTIL = end_of(paris("2026-11-29T12:00").date())
FAULTS = {"bad-line": 0.3, "duplicate-file": 1}


def play(base: Path) -> None:
    house = ClearingHouse(base, faults=FAULTS, announcements=1)
    house.play(paris("2026-11-23T08:00"))
    house.play(UNTIL)
    house.close()


def post(base: Path) -> Path:
    """A file that waits for the other side, in a folder in which nothing was played yet."""
    requests = [port_request(f"PI-2026-{turn:06d}") for turn in range(3)]
    desk = Desk(base)
    desk.say(paris("2026-11-23T07:00"), *requests, about("cancellation", "PI-2026-000001"))
    return base


def die_before(step: int) -> Callable[..., Any]:
    """A tracer that kills its process before a step."""
    passed: set[tuple[str, int]] = set()

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:
        if frame.f_code.co_name not in STEPS:
            return None
        if event == "line":
            passed.add((frame.f_code.co_name, frame.f_lineno))
            if len(passed) == step:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    return trace


def play_and_die(base: Path, step: int, play: Callable[[Path], None] = play) -> bool:
    """Play in a process of its own that is killed before a step; whether it came so far."""
    child = os.fork()
    if not child:
        sys.settrace(die_before(step))
        try:
            play(base)
        finally:
            os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def lying(base: Path) -> dict[str, bytes]:
    """All files on both sides, under their final names."""
    there = [path for side in ("to-us", "from-us") for path in (base / side).iterdir()]
    return {f"{path.parent.name}/{path.name}": path.read_bytes() for path in there if path.suffix != ".tmp"}


def test_killed_before_any_step_it_ends_in_the_same_files(tmp_path: Path) -> None:
    quiet = post(tmp_path / "quiet")
    play(quiet)
    wanted = lying(quiet)
    assert sum(name.startswith("to-us/APNF") for name in wanted) >= 5
    deaths = 0
    for step in count(1):
        base = post(tmp_path / str(step))
        if not play_and_die(base, step):
            break
        deaths += 1
        play(base)
        assert lying(base) == wanted, f"killed before step {step}"
    assert deaths > 40


def test_it_survives_many_deaths(tmp_path: Path) -> None:
    quiet, base = post(tmp_path / "quiet"), post(tmp_path / "killed")
    play(quiet)
    assert all(play_and_die(base, step) for step in (5, 20, 30, 25, 1))
    play(base)
    assert lying(base) == lying(quiet)
