"""Legal clocks and the dates of a port. Delays are dated settings; days are those of the customer's area."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bascule.dated import Declared, declare
from bascule.workdays import WorkingDay, add_working_days, area_of_postal_code, next_working_day
from operators.models import CustomerKind

DAYS, HOURS, COUNT, YES_NO = _("days"), _("hour of the day"), _("count"), _("1 = yes, 0 = no")
MINUTES, HOURS_LONG = _("minutes"), _("hours")

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
    Declared("mandate_months", _("A mandate is not older than this, in months"), COUNT, 1, 60),
    Declared("send_days", _("An order leaves within this many jours ouvrés"), DAYS, 0, 10),
    Declared("acknowledgement_minutes", _("The clearing house acknowledges a request within this"), MINUTES, 1, 1_440),
    Declared(
        "answer_days_business", _("The donor answers for a business within this, in jours ouvrables"), DAYS, 1, 60
    ),
    Declared("answer_days_person", _("A donor answers for a person within this, in jours ouvrables"), DAYS, 1, 60),
    Declared("correction_days", _("A rejected request is corrected within this, in jours ouvrés"), DAYS, 1, 30),
    Declared("interruption_hours", _("A number may be out of service for this long"), HOURS_LONG, 1, 48),
    Declared("confirmation_days", _("The clearing house confirms a port within this, in jours ouvrés"), DAYS, 1, 30),
    Declared("reversal_days", _("A port can be reversed for this long, in jours ouvrés"), DAYS, 0, 30),
    Declared("rejections_before_escalation", _("Rejected this often, a request goes to a supervisor"), COUNT, 1, 20),
    Declared("chases_before_escalation", _("Chased this often without an answer, a supervisor calls"), COUNT, 1, 60),
    Declared("put_offs_before_escalation", _("Put off this often without a go, a supervisor calls"), COUNT, 1, 60),
    Declared("inventory_days", _("A donor gives its list within this"), DAYS, 1, 60),
    Declared("inventory_alert_days", _("From this day on, a donor that has not given its list is chased"), DAYS, 1, 60),
    Declared("closing_days", _("A closing list is done within this, in jours ouvrés"), DAYS, 1, 60),
    Declared("return_quarantine_days", _("A terminated number is kept for whoever may claim it"), DAYS, 0, 365),
    Declared("reuse_days", _("A terminated number of ours can be given again after this"), DAYS, 45, 120),
    Declared("return_days", _("A number is given back to its range holder within this, in jours ouvrés"), DAYS, 1, 90),
    Declared("restoration_days", _("A wrongful port is undone within this, in jours ouvrés"), DAYS, 1, 60),
    Declared("port_out_retention_days", _("A request of another operator is kept in full for this"), DAYS, 30, 3_650),
    Declared("comment_retention_days", _("Comments on a request that is over are kept for this"), DAYS, 30, 3_650),
    Declared("document_retention_days", _("Papers of a request that is over are kept for this"), DAYS, 30, 7_300),
    Declared("rio_validity_days", _("A terminated number can still be claimed for this"), DAYS, 0, 365),
    Declared("fraud_days", _("How far back what happened before tells of a fraud"), DAYS, 1, 365),
    Declared("wrong_rios", _("From this many wrong RIOs on, a recipient is suspicious"), COUNT, 1),
    Declared("desk_opens", _("The porting desk is at work from this hour on"), HOURS, 0, 23),
    Declared("desk_closes", _("The porting desk is at work until this hour"), HOURS, 1, 24),
    Declared("latest_days", _("How far ahead a port can be planned"), DAYS, 30, 3_650),
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


class Window(TextChoices):
    """The half of a day in which a port is made."""

    MORNING = "morning", _("morning")
    AFTERNOON = "afternoon", _("afternoon")


WINDOWS = {Window.MORNING: (time(8), time(12)), Window.AFTERNOON: (time(14), time(18))}


def window_start(day: date, window: str) -> datetime:
    return at(day, WINDOWS[Window(window)][0])


def window_end(day: date, window: str) -> datetime:
    return at(day, WINDOWS[Window(window)][1])


def at(day: date, hour: time) -> datetime:
    """A moment of a day, in Paris."""
    return datetime.combine(day, hour, timezone.get_default_timezone())


def end_of(day: date) -> datetime:
    """The midnight that ends a day, in Paris."""
    return at(day + timedelta(days=1), time())


def days_later(moment: datetime, days: int, kind: WorkingDay, area: str) -> datetime:
    """The end of the n-th working day after a moment's own day."""
    return end_of(add_working_days(timezone.localdate(moment), days, kind, area))


def answer_due(sent_at: datetime, customer_kind: str, area: str, settings: Mapping[str, int]) -> datetime:
    """When the donor must have answered. Source: décision ARCEP 2013-0830."""
    days = settings["answer_days_person" if customer_kind == CustomerKind.PERSON else "answer_days_business"]
    return days_later(sent_at, days, WorkingDay.OUVRABLE, area)


def reversible_until(ported_at: datetime, area: str, settings: Mapping[str, int]) -> datetime:
    """Until when a port can be undone."""
    return days_later(ported_at, settings["reversal_days"], WorkingDay.OUVRE, area)
