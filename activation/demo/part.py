"""How lines play along with the other rooms of the demonstration."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings

from activation.demo import offers, plant
from operators.exchange.counterparts import INCUMBENT
from operators.exchange.simulator.incumbent import Incumbent
from portability.demo.cast import OWN, Cast, People
from portability.demo.parts import Act

WORLD = 1
"""The seed of the incumbent: the one of `manage.py simulate`, and of the eligibility server."""
FAULTS = {
    "no-acknowledgement": 0.02,
    "no-report": 0.03,
    "late-report": 0.06,
    "line-of-another": 0.03,
    "duplicate-report": 0.02,
    "report-for-unknown-order": 0.01,
    "access-lost": 0.04,
}
"""What goes wrong at the incumbent's in ordinary weeks."""


class Lines:
    """The part of activation."""

    people: People = {"activation": ("Samia", "Lacroix", "activation agent")}

    def prepare(self, cast: Cast, now: datetime, first: date) -> None:
        offers.write()
        plant.write(now)

    def open_other_side(self, seed: int) -> Incumbent | None:
        place = folder()
        if place is None:
            return None
        incumbent = Incumbent(place, code=settings.COUNTERPARTS[INCUMBENT]["code"], us=OWN, seed=WORLD, faults=FAULTS)
        incumbent.forget()
        return incumbent

    def acts(self, cast: Cast, now: datetime, first: date) -> Iterable[Act]:
        """Lines begin with whoever looks at the demonstration."""
        return ()


def folder() -> Path | None:
    """Where the files of the incumbent lie, when that is a folder of ours."""
    url = urlsplit(settings.COUNTERPARTS[INCUMBENT]["url"]) if INCUMBENT in settings.COUNTERPARTS else None
    return Path(unquote(url.path)) if url and url.scheme == "directory" else None
