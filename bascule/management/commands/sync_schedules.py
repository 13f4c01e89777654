from typing import Any

from django.db import transaction

from bascule.management.base import OnDatabase
from bascule.schedules import planned, sync


class Command(OnDatabase):
    help = "Make the table of schedules agree with the code."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        for verb, names in sync(planned()).items():
            for name in names:
                self.stdout.write(f"schedule {name}: {verb}")
