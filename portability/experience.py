"""What a donor's past ports teach about the next one."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from statistics import median

from bascule.workdays import area_of_postal_code, next_working_day
from portability.deadlines import counted_from, port_days
from portability.models import PortIn


def expected_date(
    donors: Collection[int], postal_code: str, asked_at: datetime, earliest: date, settings: Mapping[str, int]
) -> date:
    """When the port will probably be over, as the slowest of its donors behaves; never before `earliest`."""
    day = counted_from(asked_at, settings)
    usual = usual_days(donors, day, settings)
    slowest = max((usual.get(donor, settings["expected_days"]) for donor in donors), default=0)
    probable = next_working_day(day + timedelta(days=slowest), port_days(settings), area_of_postal_code(postal_code))
    return max(probable, earliest)


def usual_days(donors: Collection[int], day: date, settings: Mapping[str, int]) -> dict[int, int]:
    """Median calendar days from order to port, for each donor that has history enough."""
    since = day - timedelta(days=settings["history_days"])
    past: dict[int, list[int]] = defaultdict(list)
    ports = PortIn.objects.ported_from(donors, since).values_list("donor_id", "ordered_on", "ported_on")
    for donor, ordered_on, ported_on in ports:
        if ported_on:
            past[donor].append((ported_on - ordered_on).days)
    return {donor: round(median(days)) for donor, days in past.items() if len(days) >= settings["history_min_ports"]}
