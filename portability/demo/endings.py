"""Numbers at the end of their life: services that end, a number owed to us, and, unplayed, a number taken wrongly.

What follows is left to the batches: quarantines end, numbers go back, files of wrongful ports run out of time.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from functools import partial

from django.utils import timezone

from bascule.lifecycle import perform_many
from portability.demo.cast import Cast
from portability.demo.register import moment, nationals
from portability.models import Number, Restoration
from portability.models.number_return import RestorationSide
from portability.restorations import open_file
from portability.returns import claim
from portability.tasks import return_numbers

Act = tuple[datetime, Callable[[], object]]
# Numbers of other operators' ranges that came to us, and how many days ago their customer gave them up.
GIVEN_UP = (("01 99 00 10 41", 44), ("02 61 91 10 06", 26), ("02 61 91 10 30", 12), ("01 99 00 10 11", 3))
OURS_GIVEN_UP = ("04 65 71 20 19", 15)
OWED_TO_US = ("04 65 71 21 00", 9)
TAKEN = ("OVH", "04 65 71 20 05", 2)
"""Announced by somebody who was let go nothing; the desk opens its file when the customer calls."""


def acts(cast: Cast, now: datetime, *, played: bool) -> Iterator[Act]:
    supervisor = cast.people["superviseur"]
    for text, days in (*GIVEN_UP, OURS_GIVEN_UP):
        at = moment(now, days, hour=11)
        yield at, partial(perform_many, Number.objects.among(nationals(text)), "terminate", by=supervisor, now=at)
    text, days = OWED_TO_US
    at = moment(now, days, hour=15)
    yield at, partial(claim, nationals(text), by=supervisor, now=at)
    if not played:
        operator, text, days = TAKEN
        at = moment(now, days, hour=16)
        taken = partial(open_file, nationals(text), cast.operators[operator], RestorationSide.TAKEN_FROM_US)
        yield at, partial(taken, by=supervisor, now=at)
        morning = datetime.combine(timezone.localdate(now), time(6, 20), timezone.get_default_timezone())
        yield min(morning, now), partial(return_numbers, now=min(morning, now))


def settle(by: object, now: datetime, patience: timedelta) -> None:
    """A supervisor has the numbers of old files restored, and leaves those of the last days to whoever looks."""
    old = Restoration.objects.open().filter(opened_at__lt=now - patience)
    perform_many(old, "restore", by=by, now=now)  # type: ignore[arg-type]
