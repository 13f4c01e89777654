"""How lines play along with the other rooms of the demonstration."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils import timezone

from activation.demo import offers, past, plant
from activation.demo.days import LineDays
from activation.models import OrderState, UnbundlingOrder
from operators.exchange.counterparts import INCUMBENT
from operators.exchange.simulator.access_memory import DONE, Order
from operators.exchange.simulator.incumbent import Incumbent
from portability.demo.cast import OWN, Cast, People
from portability.demo.parts import Act

WORLD = 1
"""The seed of the incumbent: the one of `manage.py simulate`, and of the eligibility server."""
FAULTS = {
    "no-acknowledgement": 0.02,
    "address-error": 0.06,
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
        before = datetime.combine(first, time(5), timezone.get_default_timezone())
        plant.write(before)
        past.write(cast, before)

    def open_other_side(self, seed: int) -> Incumbent | None:
        place = folder()
        if place is None:
            return None
        incumbent = Incumbent(place, code=settings.COUNTERPARTS[INCUMBENT]["code"], us=OWN, seed=WORLD, faults=FAULTS)
        incumbent.forget()
        with incumbent.memory.remembering():
            for order in wired():
                incumbent.memory.keep(order)
        return incumbent

    def acts(self, cast: Cast, now: datetime, first: date) -> Iterable[Act]:
        return LineDays(cast, now, first).acts()


def wired() -> Iterator[Order]:
    """The lines of before, as the incumbent remembers them."""
    done = UnbundlingOrder.objects.filter(state=OrderState.DONE).select_related("exchange")
    for order in done.exclude(done_on=None):
        moment = datetime.combine(order.done_on or order.due_on, time(10), timezone.get_default_timezone())
        place = f"{order.exchange.code}/{order.strip}/{order.position}" if order.exchange else ""
        asked = (order.reference, order.line_number, order.technology, order.unbundling)
        yield Order(*asked, place, DONE, closes_at=moment, wired_at=moment)


def folder() -> Path | None:
    """Where the files of the incumbent lie, when that is a folder of ours."""
    url = urlsplit(settings.COUNTERPARTS[INCUMBENT]["url"]) if INCUMBENT in settings.COUNTERPARTS else None
    return Path(unquote(url.path)) if url and url.scheme == "directory" else None
