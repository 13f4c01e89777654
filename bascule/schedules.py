"""Batches: each app declares its own in `tasks.SCHEDULES`, django-q2 runs them, and a person may by hand.

    SCHEDULES = {"expire-quotes": ("portability.tasks.expire_quotes", "15 6 * * *")}

The cron expression is in the time zone of the settings. Nothing may run between 02:00 and 03:00: one night a
year that hour comes twice, and another night never.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock
from functools import wraps
from importlib import import_module
from typing import Protocol

from croniter import croniter
from django.apps import apps
from django.utils import timezone
from django.utils.module_loading import import_string, module_has_submodule
from django_q.models import Schedule

from bascule import dated

Report = str | int
"""What a batch says it did: a sentence, or how many records it moved."""


class Batch(Protocol):
    def __call__(self, now: datetime | None = None) -> Report: ...


def batch(function: Callable[[datetime], Report]) -> Batch:
    """Make a function of `now` callable without it: here is where scheduled work reads the clock."""

    @wraps(function)
    def run(now: datetime | None = None) -> Report:
        with dated.kept():
            return function(timezone.now() if now is None else now)

    return run


@dataclass(frozen=True, slots=True)
class Planned:
    """One batch: its name, the dotted path of its function, and when it runs."""

    name: str
    path: str
    cron: str

    def run(self, now: datetime) -> Report:
        function: Batch = import_string(self.path)
        return function(now=now)

    def first_run(self, day: date) -> datetime:
        """The first moment from the start of a day on at which this batch is due."""
        midnight = datetime.combine(day, clock.min, timezone.get_default_timezone())
        return croniter(self.cron, midnight - timedelta(seconds=1)).get_next(datetime)

    def is_due(self, day: date) -> bool:
        return self.first_run(day).date() == day

    def moments(self, day: date) -> list[datetime]:
        """Every moment of a day at which this batch is due."""
        first = self.first_run(day)
        found, times = [], croniter(self.cron, first)
        while first.date() == day:
            found.append(first)
            first = times.get_next(datetime)
        return found

    def moment(self, day: date) -> datetime:
        """When this batch runs on a day; on a day when it is not due, the hour at which it would."""
        hour = self.first_run(day).time()
        return datetime.combine(day, hour, timezone.get_default_timezone())


def planned() -> dict[str, Planned]:
    """Every batch of every app, in the order in which they are declared."""
    found: dict[str, Planned] = {}
    for app in apps.get_app_configs():
        if app.module is None or not module_has_submodule(app.module, "tasks"):
            continue
        declared = getattr(import_module(f"{app.name}.tasks"), "SCHEDULES", {})
        for name, (path, cron) in declared.items():
            if name in found:
                raise ValueError(f"Two batches are called {name}.")
            found[name] = Planned(name, path, cron)
    return found


def sync(batches: dict[str, Planned]) -> dict[str, list[str]]:
    """Make django-q2's table agree with the code; return the names added, changed and removed.

    Safe to run twice: an unchanged row keeps its next run.
    """
    done: dict[str, list[str]] = {"added": [], "changed": [], "removed": []}
    kept: dict[str, Schedule] = {}
    for row in Schedule.objects.order_by("pk"):
        if row.name in batches and row.name not in kept:
            kept[row.name] = row
        else:
            done["removed"].append(row.name or row.func)
            row.delete()
    for name, wanted in batches.items():
        row = kept.get(name) or Schedule(name=name)
        if set_fields(row, wanted):
            done["changed" if row.pk else "added"].append(name)
            row.next_run = row.calculate_next_run()
            row.save()
    return done


def set_fields(row: Schedule, wanted: Planned) -> bool:
    """Fill a row and say whether that changed it. No arguments: one bad text there stops all schedules."""
    fields = {
        "func": wanted.path,
        "cron": wanted.cron,
        "schedule_type": Schedule.CRON,
        "repeats": -1,
        "args": None,
        "kwargs": None,
        "hook": None,
        "cluster": None,
        "intended_date_kwarg": None,
    }
    changed = row.pk is None or any(getattr(row, field) != value for field, value in fields.items())
    for field, value in fields.items():
        setattr(row, field, value)
    return changed
