from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from bascule.management.base import OnDatabase
from operators.numbering import MalformedNumber, TooManyNumbers, parse_numbers
from portability.issuing import issue, own_codes


class Command(OnDatabase):
    help = "Give a RIO to our active numbers that have none. Safe to run twice: what was issued stays."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("numbers", nargs="*", help="only these numbers or ranges, in any spelling")
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--missing", action="store_true", help="only numbers without a RIO, which is the default")
        which.add_argument("--again", action="store_true", help="a new RIO for these numbers: the old one is void")

    def handle(self, *args: Any, numbers: list[str], again: bool, **options: Any) -> None:
        now = timezone.now()
        if again and not numbers:
            raise CommandError("Say which numbers get another RIO: customers may have written theirs down.")
        if not own_codes(timezone.localdate(now)):
            raise CommandError("Our operator has no RIO code: import ARCEP's MAJRIO.csv, or add it by hand.")
        nationals = read(numbers) if numbers else None
        done = issue(now, nationals=nationals, again=again)
        self.stdout.write(f"RIOs issued: {done.issued}; numbers that can have none: {done.without}.")


def read(texts: list[str]) -> list[str]:
    """National digits of what was typed; a number that nobody can read stops everything."""
    try:
        entries = list(parse_numbers(texts))
    except (MalformedNumber, TooManyNumbers) as error:
        raise CommandError(str(error)) from None
    unreadable = [entry.input for entry in entries if not entry.national]
    if unreadable:
        raise CommandError(f"{unreadable[0]!r} is no number.")
    return [entry.national for entry in entries if entry.national]
