"""When people on the other side work: days without nights, week-ends and holidays, unless time is made to fly. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bascule.workdays import Area, WorkingDay, add_working_days, next_working_day, previous_working_day
from operators.exchange.simulator.chance import Seed

PARIS = ZoneInfo("Europe/Paris")
OPENS, CLOSES = time(8, 30), time(17, 30)
MINUTES_A_DAY = 9 * 60


def day_of(moment: datetime) -> date:
    return moment.astimezone(PARIS).date()


def at(day: date, hour: time) -> datetime:
    """A moment of a day in Paris, as UTC."""
    return datetime.combine(day, hour, PARIS).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The last second of a day in Paris."""
    return at(day + timedelta(days=1), time()) - timedelta(seconds=1)


def office_moment(day: date, seed: Seed, *about: object) -> datetime:
    """A moment of a day at which people are at their desks."""
    return at(day, OPENS) + timedelta(minutes=seed.between(0, MINUTES_A_DAY - 1, "moment", *about))


def after(moment: datetime, minutes: int, area: str = Area.METROPOLE) -> datetime:
    """So many minutes later, or as long after the next opening when nobody is there at that time."""
    late = moment + timedelta(minutes=minutes)
    day = day_of(late)
    worked = next_working_day(day, WorkingDay.OUVRE, area)
    if worked == day and at(day, OPENS) <= late < at(day, CLOSES):
        return late
    if late >= at(day, CLOSES):
        worked = add_working_days(day, 1, WorkingDay.OUVRE, area)
    return at(worked, OPENS) + timedelta(minutes=minutes)


def answer_day(heard: date, days: int, legal: int, area: str) -> date:
    """So many jours ouvrés later, and within the legal jours ouvrables where a working day allows it."""
    usual = add_working_days(heard, days, WorkingDay.OUVRE, area)
    legally = previous_working_day(last_legal_day(heard, legal, area), WorkingDay.OUVRE, area)
    return max(min(usual, legally), add_working_days(heard, 1, WorkingDay.OUVRE, area))


def late_day(heard: date, days: int, legal: int, area: str) -> date:
    """So many jours ouvrés after the last legal day."""
    return add_working_days(last_legal_day(heard, legal, area), days, WorkingDay.OUVRE, area)


def last_legal_day(heard: date, legal: int, area: str) -> date:
    return add_working_days(heard, legal, WorkingDay.OUVRABLE, area)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast time goes for those who answer: 1 is honest, 1440 makes a minute of a day."""

    speed: float = 1.0

    def due(self, heard: datetime, honest: datetime) -> datetime:
        """When an answer comes that would honestly come at `honest`; to the second."""
        return (heard + (honest - heard) / self.speed).replace(microsecond=0)
