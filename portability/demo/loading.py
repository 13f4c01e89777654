"""The whole demonstration, or nothing of it."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from operators.models import ApiKey
from portability.demo import cast, leaving, other_side, register, telling
from portability.demo.days import first_day
from portability.demo.parts import parts


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did; `secrets` are those of the partners' keys, said this once."""

    anew: bool
    secrets: dict[str, str] = field(default_factory=dict)


def load(now: datetime, days: int = 0) -> Loaded:
    """Put the whole demonstration into the database, as it would be at `now`; nothing when it is there already.

    With `days`, so many working days up to `now` are played through the batches and the files of the other sides.
    """
    # One transaction: the keys of the demonstration are there when all of it is.
    with transaction.atomic():
        if ApiKey.objects.filter(name=cast.KEY_NAME).exists():
            return Loaded(anew=False)
        others, people = parts(), dict(cast.PEOPLE)
        for part in others:
            people |= part.people
        players, secrets = cast.gather(now, people)
        register.write(players, now, under_way=not days)
        for part in others:
            part.prepare(players, now, first_day(now, days))
        telling.tell(players, now, days, others)
        leaving.ask(players, now)
        if not days and other_side.folder():
            other_side.open_anew(1, others).close()
        return Loaded(anew=True, secrets=secrets)
