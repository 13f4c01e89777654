from datetime import date, datetime, timedelta
from datetime import time as clock
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser, no_translations
from django.utils import timezone
from django.utils.translation import gettext as _

from bascule.management.base import OnDatabase
from operators.models import ApiKey, Operator, Scope


class Command(OnDatabase):
    help = "Make an API key for an operator and print it, alone, on the standard output: it is shown this once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--operator", required=True, metavar="CODE", help="such as NWOT")
        parser.add_argument("--name", required=True, help="what the key is for")
        parser.add_argument("--scopes", required=True, help=f"comma-separated: {', '.join(Scope.values)}")
        parser.add_argument("--expires-on", metavar="YYYY-MM-DD", help="the last day on which it works")
        parser.add_argument(
            "--allow-ip",
            action="append",
            default=[],
            metavar="ADDRESS",
            help="address or network; may be repeated",
        )

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            _key, secret = ApiKey.objects.issue(
                operator_of(options["operator"]),
                options["name"],
                [scope.strip() for scope in options["scopes"].split(",") if scope.strip()],
                expires_at=end_of(options["expires_on"]),
                allowed_ips=options["allow_ip"],
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(secret)


def operator_of(code: str) -> Operator:
    found = Operator.objects.filter(code=code.strip().upper()).first()
    if found is None:
        raise CommandError(_("No operator has the code %(code)s.") % {"code": code})
    return found


def end_of(day: str | None) -> datetime | None:
    """The midnight after a day of ours; None when there is no day."""
    if day is None:
        return None
    try:
        last = date.fromisoformat(day)
    except ValueError as error:
        raise CommandError(_("%(day)s is not a day: write 2027-12-31.") % {"day": day}) from error
    if last < timezone.localdate():
        raise CommandError(_("%(day)s is over: the key would never work.") % {"day": day})
    return datetime.combine(last + timedelta(days=1), clock.min, timezone.get_default_timezone())
