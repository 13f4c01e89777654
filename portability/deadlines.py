"""Legal clocks and the dates of a port. Delays are dated settings; days are those of the customer's area."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from statistics import median

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bascule.dated import Declared, declare
from bascule.workdays import WorkingDay, add_working_days, area_of_postal_code, next_working_day
from operators.models import CustomerKind
from portability.models import PortIn

DAYS, HOURS, COUNT, YES_NO = _("days"), _("hour of the day"), _("count"), _("1 = yes, 0 = no")

SETTINGS = (
    Declared("complex_from_ports", _("A number that was ported this many times is complex"), COUNT, 1, 99),
    Declared("complex_from_numbers", _("A request of this many numbers is complex; 0: never"), COUNT),
    Declared("partial_from_numbers", _("Keeping some numbers is a right from this many numbers"), COUNT, 1),
    Declared("lead_days_business", _("Lead time of a business port, in jours ouvrables"), DAYS, 1, 60),
    Declared("lead_days_person", _("Lead time of a consumer port, in jours ouvrables"), DAYS, 1, 60),
    Declared("order_cutoff_hour", _("From this hour on, an order counts as the next day's"), HOURS, 0, 24),
    Declared("cutover_on_ouvre_days", _("A port can only be on a jour ouvré"), YES_NO, 0, 1),
    Declared("expected_days", _("How long a port usually takes when the donor has no history"), DAYS, 1, 120),
    Declared("history_days", _("How far back a donor's past ports count"), DAYS, 1, 3_650),
    Declared("history_min_ports", _("How many past ports make a donor's history"), COUNT, 1),
    Declared("quote_days", _("How long an offer lives"), DAYS, 1, 365),
    Declared("rio_required_person", _("A consumer's order needs a RIO"), YES_NO, 0, 1),
    Declared("rio_required_business", _("A business's order needs a RIO for ungrouped numbers"), YES_NO, 0, 1),
    Declared("rio_required_group", _("A business's order needs a RIO for grouped numbers"), YES_NO, 0, 1),
)
declare(*SETTINGS)


def counted_from(asked_at: datetime, settings: Mapping[str, int]) -> date:
    """The day an order counts as made: the next one once the last exchange window has closed."""
    local = timezone.localtime(asked_at)
    return local.date() + timedelta(days=int(local.hour >= settings["order_cutoff_hour"]))


def earliest_date(customer_kind: str, postal_code: str, asked_at: datetime, settings: Mapping[str, int]) -> date:
    """The first day for which an order made now may ask.

    The lead time runs in jours ouvrables from the day after the order; the day itself must also be a jour ouvré
    where the setting says so. Source: market practice within décision ARCEP 2022-2148.
    """
    area = area_of_postal_code(postal_code)
    lead = lead_days(customer_kind, settings)
    first = add_working_days(counted_from(asked_at, settings), lead, WorkingDay.OUVRABLE, area)
    return next_working_day(first, port_days(settings), area)


def lead_days(customer_kind: str, settings: Mapping[str, int]) -> int:
    """How many jours ouvrables lie between an order and the first day for which it may ask."""
    return settings["lead_days_person" if customer_kind == CustomerKind.PERSON else "lead_days_business"]


def port_days(settings: Mapping[str, int]) -> WorkingDay:
    """The kind of day on which a number may be ported."""
    return WorkingDay.OUVRE if settings["cutover_on_ouvre_days"] else WorkingDay.OUVRABLE


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
