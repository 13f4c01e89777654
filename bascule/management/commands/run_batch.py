from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.utils import timezone

from bascule.schedules import Planned, planned


class Command(BaseCommand):
    help = "Run one batch by hand, or all those due on a day. Running one twice changes nothing more."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("name", nargs="?", help=", ".join(planned()) or "no batch is declared")
        which.add_argument("--all", action="store_true", help="every batch due on that day, in order")
        parser.add_argument("--date", type=day, dest="on", help="YYYY-MM-DD: as on that day; else now")

    @no_translations
    def handle(self, *args: Any, name: str | None, on: date | None, **options: Any) -> None:
        for batch in [called(name)] if name else due(on or timezone.localdate()):
            now = batch.moment(on) if on else timezone.now()
            self.stdout.write(f"{batch.name}: {batch.run(now)}")


def day(text: str) -> date:
    return date.fromisoformat(text)


def called(name: str) -> Planned:
    batches = planned()
    if name not in batches:
        raise CommandError(f"No batch is called {name}. There are: {', '.join(batches) or 'none'}.")
    return batches[name]


def due(on: date) -> list[Planned]:
    return [batch for batch in planned().values() if batch.is_due(on)]
