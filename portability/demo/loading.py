"""The whole demonstration, or nothing of it."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from operators.models import ApiKey
from portability.demo import cast, leaving, other_side, register, telling


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did; `secrets` are those of the partners' keys, said this once."""

    anew: bool
    secrets: dict[str, str] = field(default_factory=dict)


def load(now: datetime, days: int = 0) -> Loaded:
    """Put the whole demonstration into the database, as it would be at `now`; nothing when it is there already.

    With `days`, so many working days up to `now` are played through the batches and the files of the clearing house.
    """
    # One transaction: the keys of the demonstration are there when all of it is.
    with transaction.atomic():
        if ApiKey.objects.filter(name=cast.KEY_NAME).exists():
            return Loaded(anew=False)
        players, secrets = cast.gather(now)
        register.write(players, now, under_way=not days)
        telling.tell(players, now, days)
        leaving.ask(players, now)
        if not days and other_side.folder():
            other_side.open_anew(seed=1).close()
        return Loaded(anew=True, secrets=secrets)
