from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from bascule.management.base import OnDatabase
from operators.models import Customer
from portability.demo.cast import OWN, PASSWORD, PEOPLE
from portability.demo.loading import Loaded, load
from portability.demo.parts import parts
from portability.models import Port, Quote


class Command(OnDatabase):
    help = "Load the demonstration: operators, customers, past ports, prices, users and some weeks of quotes."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--today", type=date.fromisoformat, help="YYYY-MM-DD: as if loaded on that day at 10:00")
        parser.add_argument(
            "--days", type=int, default=0, help="play so many working days through the batches and the simulator"
        )
        parser.add_argument("--force", action="store_true", help="load it although DEBUG is off")

    def handle(self, *args: Any, today: date | None, days: int, force: bool, **options: Any) -> None:
        refuse_where_it_would_harm(force)
        loaded = load(at_ten(today) if today else timezone.now(), days)
        self.stdout.write(summary() if loaded.anew else "The demonstration is already here.")
        self.stdout.write(f"Sign in with the password {PASSWORD} as:")
        for people in (PEOPLE, *(part.people for part in parts())):
            for login, (first, last, group) in people.items():
                self.stdout.write(f"  {login:<12} {first} {last}, {group or 'administrator'}")
        self.tell_keys(loaded)

    def tell_keys(self, loaded: Loaded) -> None:
        for code, secret in loaded.secrets.items():
            self.stdout.write(f"API key of {code}, shown this once: {secret}")
        if not loaded.anew:
            self.stdout.write(
                "API keys were shown the first time; another one: manage.py create_api_key "
                "--operator NWOT --name test --scopes quotes:write,numbers:read"
            )


def refuse_where_it_would_harm(force: bool) -> None:
    if settings.OWN_OPERATOR != OWN:
        raise CommandError(f"The demonstration plays the operator {OWN}: set OWN_OPERATOR={OWN} first.")
    if not (settings.DEBUG or force):
        raise CommandError(
            "DEBUG is off, and the password of the demonstration is public: load it with DEBUG=on on your own "
            "machine, or with --force where nobody else can sign in."
        )


def at_ten(day: date) -> datetime:
    return datetime.combine(day, time(10), timezone.get_default_timezone())


def summary() -> str:
    return (
        f"Demonstration loaded: {Customer.objects.count()} customers, {Port.objects.count()} past ports, "
        f"{Quote.objects.count()} quotes."
    )
