"""The clearing house that the demonstration plays with: it starts anew, and knows the ports of before."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.management.base import CommandError

from operators.exchange.counterparts import CLEARING_HOUSE
from operators.exchange.simulator.clearing_house import ClearingHouse
from operators.exchange.simulator.port_memory import Ported
from operators.exchange.simulator.subscribers import everybody
from operators.exchange.simulator.together import Together
from portability.demo.cast import OWN
from portability.demo.parts import Part
from portability.models import Port

FAULTS = {
    "partial": 0.05,
    "late-answer": 0.06,
    "no-answer": 0.02,
    "duplicate-file": 0.02,
    "bad-line": 0.002,
    "cutover-failed": 0.03,
    "wrongful-port": 0.30,
    "reject-R-RIO": 0.04,
    "reject-R-MANDATE": 0.03,
    "reject-R-99": 0.01,
}
"""What goes wrong on the other side in ordinary weeks."""
ANNOUNCED_A_DAY = 24
ASKED_A_DAY = 1
"""How many requests for our numbers recipients send."""


def folder() -> Path | None:
    """Where the files of the clearing house lie, when that is a folder of ours."""
    url = urlsplit(settings.COUNTERPARTS[CLEARING_HOUSE]["url"])
    return Path(unquote(url.path)) if url.scheme == "directory" else None


def open_anew(seed: int, parts: Sequence[Part] = ()) -> Together:
    """The clearing house, and whoever answers the other parts, as on their first day."""
    others = (part.open_other_side(seed) for part in parts)
    return Together([clearing_house(seed), *filter(None, others)])


def clearing_house(seed: int) -> ClearingHouse:
    """One that has forgotten all but what is ported today. Raises CommandError without a folder."""
    place = folder()
    if place is None:
        raise CommandError("CLEARING_HOUSE_URL is no folder: working days are only played against a folder of ours.")
    house = ClearingHouse(
        place,
        us=OWN,
        seed=seed,
        faults=FAULTS,
        announcements=ANNOUNCED_A_DAY,
        port_outs=ASKED_A_DAY,
        subscribers=everybody,
    )
    house.forget()
    house.learn(ported())
    return house


def ported() -> list[Ported]:
    rows = Port.objects.exclude(routing_prefix=None).filter(ended_on=None).order_by("number", "since")
    known = rows.values_list("number", "since", "operator__code", "routing_prefix__prefix")
    return [Ported(number, since.isoformat(), code or "", prefix) for number, since, code, prefix in known]
