"""Working days of the French territories. Pure: dates in, dates out, no clock.

The law counts in *jours ouvrables* and the market in *jours ouvrés*; public holidays depend on the area.
The French calendar is known up to the year 2100; beyond it only week-ends and the abolition days are.
"""

from bisect import bisect_left, bisect_right
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from holidays import France


class WorkingDay(TextChoices):
    """The two ways of counting: *jour ouvrable* and *jour ouvré*, both less public holidays."""

    OUVRABLE = "ouvrable", _("Monday to Saturday")
    OUVRE = "ouvre", _("Monday to Friday")


class Area(TextChoices):
    """A part of France with public holidays of its own."""

    METROPOLE = "metropole", _("Metropolitan France")
    ALSACE_MOSELLE = "alsace_moselle", _("Alsace and Moselle")
    GUADELOUPE = "guadeloupe", _("Guadeloupe")
    MARTINIQUE = "martinique", _("Martinique")
    GUYANE = "guyane", _("French Guiana")
    REUNION = "reunion", _("Réunion")
    MAYOTTE = "mayotte", _("Mayotte")
    SAINT_PIERRE_ET_MIQUELON = "saint_pierre_et_miquelon", _("Saint Pierre and Miquelon")
    SAINT_BARTHELEMY = "saint_barthelemy", _("Saint Barthélemy")
    SAINT_MARTIN = "saint_martin", _("Saint Martin")


POSTAL_AREAS = {
    "57": Area.ALSACE_MOSELLE,
    "67": Area.ALSACE_MOSELLE,
    "68": Area.ALSACE_MOSELLE,
    "971": Area.GUADELOUPE,
    "97133": Area.SAINT_BARTHELEMY,
    "97150": Area.SAINT_MARTIN,
    "972": Area.MARTINIQUE,
    "973": Area.GUYANE,
    "974": Area.REUNION,
    "975": Area.SAINT_PIERRE_ET_MIQUELON,
    "976": Area.MAYOTTE,
}

# Month and day on which the abolition of slavery is a public holiday: code du travail L3422-2. Other local
# feasts (21 July, mid-Lent, Good Friday in Guadeloupe) are custom, and stop no legal clock.
# Saint Martin keeps 28 May since 2018, by the State's circular, although the code was never corrected.
ABOLITION_DAYS = {
    Area.GUADELOUPE: (5, 27),
    Area.MARTINIQUE: (5, 22),
    Area.GUYANE: (6, 10),
    Area.REUNION: (12, 20),
    Area.MAYOTTE: (4, 27),
    Area.SAINT_BARTHELEMY: (10, 9),
    Area.SAINT_MARTIN: (5, 28),
}

DAYS_A_WEEK = {WorkingDay.OUVRABLE: 6, WorkingDay.OUVRE: 5}


def area_of_postal_code(code: str) -> Area:
    """The area of a French postal code; anything that is not known to be elsewhere is `METROPOLE`."""
    code = "".join(code.split())
    prefixes = (code[:length] for length in (5, 3, 2))
    return next((POSTAL_AREAS[prefix] for prefix in prefixes if prefix in POSTAL_AREAS), Area.METROPOLE)


@lru_cache(maxsize=1000)
def public_holidays(area: str, year: int) -> frozenset[date]:
    """The public holidays of an area in one year: code du travail L3133-1, L3134-13 and L3422-2.

    Good Friday is counted in all of Alsace-Moselle, though the text limits it to communes with a Protestant
    or mixed church: better a day late than a day short. Raises ValueError for an unknown area.
    """
    area = Area(area)
    days = set(France(years=year, subdiv="57" if area is Area.ALSACE_MOSELLE else None))
    if area in ABOLITION_DAYS:
        days.add(date(year, *ABOLITION_DAYS[area]))
    return frozenset(days)


def is_working_day(day: date, kind: str, area: str) -> bool:
    """Whether people work on that day, in that area."""
    return next_working_day(day, kind, area) == day


def next_working_day(day: date, kind: str, area: str) -> date:
    """The first working day from `day` on: `day` itself if it is one."""
    return _from_first_of(day.year, bisect_left(_working_days(day.year, kind, area), day), kind, area)


def previous_working_day(day: date, kind: str, area: str) -> date:
    """The last working day up to `day`: `day` itself if it is one."""
    return _from_first_of(day.year, bisect_right(_working_days(day.year, kind, area), day) - 1, kind, area)


def add_working_days(day: date, count: int, kind: str, area: str) -> date:
    """The `count`-th working day after `day`; the first one is the first working day of the days after it.

    A negative `count` goes back from the day before, and 0 is `day` itself, or the next working day if it
    is none. Raises OverflowError outside the years 1 to 9999.
    """
    day + timedelta(days=count)  # refuses at once, before walking, what could only end outside the calendar
    if count <= 0:
        position = bisect_left(_working_days(day.year, kind, area), day) + count
    else:
        position = bisect_right(_working_days(day.year, kind, area), day) + count - 1
    return _from_first_of(day.year, position, kind, area)


def working_days_between(start: date, end: date, kind: str, area: str) -> int:
    """How many working days follow `start`, up to and with `end`; 0 when `end` does not follow `start`."""
    if end <= start:
        return 0
    whole_years = sum(len(_working_days(year, kind, area)) for year in range(start.year, end.year))
    return whole_years + _worked_in_year(end, kind, area) - _worked_in_year(start, kind, area)


def _worked_in_year(day: date, kind: str, area: str) -> int:
    """How many working days the year of `day` has had, `day` included."""
    return bisect_right(_working_days(day.year, kind, area), day)


def _from_first_of(year: int, position: int, kind: str, area: str) -> date:
    """The working day `position` places after the first of `year`, in that year or another."""
    while position < 0:
        year -= 1
        position += len(_working_days(year, kind, area))
    while position >= len(days := _working_days(year, kind, area)):
        position -= len(days)
        year += 1
    return days[position]


@lru_cache(maxsize=1000)
def _working_days(year: int, kind: str, area: str) -> tuple[date, ...]:
    """The working days of a year, in order."""
    if not MINYEAR <= year <= MAXYEAR:
        raise OverflowError("date value out of range")
    week, closed = DAYS_A_WEEK[WorkingDay(kind)], public_holidays(area, year)
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    every_day = map(date.fromordinal, range(first, last + 1))
    return tuple(day for day in every_day if day.weekday() < week and day not in closed)
