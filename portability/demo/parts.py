"""What the rooms above add to the demonstration: each app that has one says `PART` in its `demo` package."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from importlib import import_module
from typing import Protocol

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from operators.exchange.simulator.together import Player
from portability.demo.cast import Cast, People

Act = tuple[datetime, Callable[[], object]]
"""Something that happens, and when."""


class Part(Protocol):
    """One room's part: its people, what is there from the start, its other side, and what happens day by day."""

    people: People

    def prepare(self, cast: Cast, now: datetime, first: date) -> None:
        """Write what is there before the first day that is played."""

    def open_other_side(self, seed: int) -> Player | None:
        """Whoever answers the files of this room, with nothing in mind; None where that is no folder of ours."""

    def acts(self, cast: Cast, now: datetime, first: date) -> Iterable[Act]:
        """What its people do from the first day on; the batches and the post are played for all rooms."""


def parts() -> list[Part]:
    """The parts of every app, in the order in which they are installed."""
    found: list[Part] = []
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "demo"):
            part = getattr(import_module(f"{app.name}.demo"), "PART", None)
            found += [part] if part else []
    return found
