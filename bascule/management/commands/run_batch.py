import re
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.core.management.base import CommandError, no_translations
from django.utils import timezone

from bascule.management.base import OnDatabase
from bascule.schedules import Planned, planned

DID_SOMETHING = re.compile("[1-9]")
EVERY = timedelta(minutes=5)
"""A batch says what it did in numbers: one that counts only zeros did nothing."""


class Command(OnDatabase):
    help = (
        "Run one batch by hand, or all those of a day in the order of the clock, each as often as it is due. Running "
        "one twice changes nothing more. A batch that has nothing to do is named once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("name", nargs="?", help=", ".join(planned()) or "no batch is declared")
        which.add_argument("--all", action="store_true", help="every batch due on that day, in order")
        parser.add_argument("--date", type=day, dest="on", help="YYYY-MM-DD: as on that day; else today, until now")

    @no_translations
    def handle(self, *args: Any, name: str | None, on: date | None, **options: Any) -> None:
        if name:
            batch = called(name)
            self.stdout.write(f"{name}: {batch.run(batch.moment(on) if on else timezone.now())}")
            return
        said = set()
        until = None if on else timezone.now()
        for at, batch in occurrences(on or timezone.localdate()):
            if until and at > until:
                break
            sentence = str(batch.run(at))
            if DID_SOMETHING.search(sentence) or (batch.name, sentence) not in said:
                self.stdout.write(f"{at:%H:%M} {batch.name}: {sentence}")
            said.add((batch.name, sentence))


def day(text: str) -> date:
    return date.fromisoformat(text)


def called(name: str) -> Planned:
    batches = planned()
    if name not in batches:
        raise CommandError(f"No batch is called {name}. There are: {', '.join(batches) or 'none'}.")
    return batches[name]


def occurrences(on: date) -> Iterator[tuple[datetime, Planned]]:
    """Every run of every batch on a day, as the clock would; at the same minute in the order of declaration.

    One that is due each minute runs every five: it takes up whatever has come since.
    """
    runs = [(at, batch) for batch in planned().values() for at in spaced(batch.moments(on))]
    yield from sorted(runs, key=lambda run: run[0])


def spaced(moments: Iterable[datetime]) -> Iterator[datetime]:
    last = None
    for at in moments:
        if last is None or at - last >= EVERY:
            last = at
            yield at
