"""The days of an activation: when an order leaves, when it is chased, what is posted when. Pure.

Days are calendar days unless a name says otherwise. D is the day of the subscription, S the day on which its clock
starts; delays are dated settings.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activation.models.states import Unbundling
from bascule.dated import Declared, declare
from bascule.workdays import WorkingDay
from portability.deadlines import days_later, end_of

DAYS, COUNT, MINUTES, PERCENT = _("days"), _("count"), _("minutes"), _("percent")

SETTINGS = (
    Declared("withdrawal_days", _("A customer may withdraw for this long"), DAYS, 0, 60),
    Declared("access_ack_days", _("The incumbent acknowledges an order within this, in jours ouvrés"), DAYS, 1, 30),
    Declared(
        "reminder_from_days", _("Without a completion report, the incumbent is reminded from this day on"), DAYS, 1
    ),
    Declared("most_reorders", _("How often a line made by another operator is ordered again"), COUNT, 0, 3),
    Declared("activation_days", _("How long an activation usually takes once ordered"), DAYS, 1, 120),
    Declared("activation_most_days", _("An activation takes this at most when something goes wrong"), DAYS, 1, 365),
    Declared("call_days", _("A customer who must be called is called within this, in jours ouvrés"), DAYS, 1, 30),
    Declared("allocation_minutes", _("The resources of a line are allocated within this"), MINUTES, 1, 10_080),
    Declared("position_quarantine_days", _("A position that was given up is kept for this long"), DAYS, 0, 365),
    Declared(
        "resource_quarantine_days", _("An address or identifier that was given up is kept for this long"), DAYS, 0, 365
    ),
    Declared("saturation_percent", _("From this occupancy on, an exchange needs more positions"), PERCENT, 1, 100),
    Declared("letter_days", _("The confirmation letter leaves this long after the subscription"), DAYS, 0, 60),
    Declared("modem_days", _("The modem leaves this long after the start of the clock"), DAYS, 0, 60),
    Declared("tv_decoder_days", _("The TV decoder leaves this long after the start of the clock"), DAYS, 0, 60),
    Declared("parcel_days", _("A parcel arrives this long after it left"), DAYS, 0, 60),
    Declared("takeover_days", _("A line taken by mistake is given back within this, in jours ouvrables"), DAYS, 1, 60),
)
declare(*SETTINGS)


def clock_start(subscribed_on: date, unbundling: str, waived: bool, settings: Mapping[str, int]) -> date:
    """S: the day of the subscription; for a full unbundling the end of the withdrawal period, unless it is waived.

    Source: code de la consommation L221-18 (14 days), and the usage of unbundling.
    """
    held = unbundling == Unbundling.FULL and not waived
    return subscribed_on + timedelta(days=settings["withdrawal_days"] if held else 0)


def order_on(subscribed_on: date, unbundling: str, waived: bool, settings: Mapping[str, int]) -> date:
    """The day on which the order leaves: S+1 when nothing holds it, else S, when the withdrawal period ends."""
    start = clock_start(subscribed_on, unbundling, waived, settings)
    held = unbundling == Unbundling.FULL and not waived
    return start if held else start + timedelta(days=1)


def first_reminder_on(sent_on: date, settings: Mapping[str, int]) -> date:
    """From this day on, Sundays included, a reminder leaves every day until the completion report comes."""
    return sent_on + timedelta(days=settings["reminder_from_days"])


class Posting(NamedTuple):
    """When something leaves, and when it should have arrived."""

    leaves_on: date
    arrives_on: date


def postings(subscribed_on: date, unbundling: str, waived: bool, settings: Mapping[str, int]) -> dict[str, Posting]:
    """The letter at D+1, the modem at S+1, received three days after, the decoder at S+2.

    Nothing bulky leaves before the withdrawal period ends.
    """
    start = clock_start(subscribed_on, unbundling, waived, settings)
    leave = {
        "letter": subscribed_on + timedelta(days=settings["letter_days"]),
        "modem": start + timedelta(days=settings["modem_days"]),
        "tv_decoder": start + timedelta(days=settings["tv_decoder_days"]),
    }
    underway = timedelta(days=settings["parcel_days"])
    return {kind: Posting(day, day + underway) for kind, day in leave.items()}


def expected_on(ordered_on: date, settings: Mapping[str, int]) -> date:
    """When a line usually works, counted from the day on which its order leaves."""
    return ordered_on + timedelta(days=settings["activation_days"])


def answer_due(sent_at: datetime, area: str, settings: Mapping[str, int]) -> datetime:
    """Until when the incumbent acknowledges an order."""
    return days_later(sent_at, settings["access_ack_days"], WorkingDay.OUVRE, area)


def call_due(since: datetime, area: str, settings: Mapping[str, int]) -> datetime:
    """Until when a customer who waits for us is called."""
    return days_later(since, settings["call_days"], WorkingDay.OUVRE, area)


def late_from(ordered_at: datetime, settings: Mapping[str, int]) -> datetime:
    """From when on an activation takes too long, whoever is to blame."""
    return end_of(timezone.localdate(ordered_at) + timedelta(days=settings["activation_most_days"]))
