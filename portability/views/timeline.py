"""The history of a record in words: the same for every page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bascule.lifecycle import SYSTEM
from bascule.models import History, Record
from bascule.templatetags.moments import day as in_words
from portability.conduct import ActReason
from portability.models import Comment, DeclineReason

WORDS = {
    "quote.offered": gettext_lazy("Offered"),
    "quote.awaiting_inventory": gettext_lazy("The donor is asked for its list"),
    "quote.inventory_refused": gettext_lazy("The donor gives no list"),
    "quote.declined": gettext_lazy("Declined"),
    "quote.expired": gettext_lazy("Expired"),
    "quote.ordered": gettext_lazy("Ordered"),
    "port_in.sent": gettext_lazy("Sent to the clearing house"),
    "port_in.acknowledged": gettext_lazy("Acknowledged by the clearing house"),
    "port_in.accepted": gettext_lazy("Accepted by the donor"),
    "port_in.rejected": gettext_lazy("Rejected"),
    "port_in.corrected": gettext_lazy("Corrected, to be sent again"),
    "port_in.ready": gettext_lazy("The day has come"),
    "port_in.go": gettext_lazy("Go"),
    "port_in.rescheduled": gettext_lazy("Put off"),
    "port_in.ported": gettext_lazy("Ported"),
    "port_in.incident": gettext_lazy("Incident"),
    "port_in.resolved": gettext_lazy("Resolved"),
    "port_in.reversed": gettext_lazy("Undone"),
    "port_in.completed": gettext_lazy("Completed"),
    "port_in.cancelled": gettext_lazy("Cancelled"),
    "port_in.split": gettext_lazy("Split"),
}
REASONS: dict[str, Any] = dict(DeclineReason.choices) | dict(ActReason.choices)
DAY = "scheduled_on"


@dataclass(frozen=True, slots=True)
class Event:
    """A line of a timeline: what happened, why, what was said of it."""

    words: str
    why: str
    who: str
    at: datetime
    tone: str = ""
    said: str = ""


def timeline_of(record: Record, born: str, said: Mapping[str, str] | None = None) -> list[Event]:
    """What happened to a record, the latest first; `said` holds what was said when a state was reached."""
    lines = list(record.history.select_related("by_user"))
    events = [
        Event(what_happened(line), why(line), who_did(line), line.at, line.target, (said or {}).get(line.target, ""))
        for line in lines
    ]
    made_by = who_did(lines[0]) if lines and lines[0].at == record.created_at else ""
    return [*reversed(events), Event(born, "", made_by, record.created_at)]


def what_happened(line: History) -> str:
    words = str(WORDS.get(line.event, line.event.partition(".")[2]))
    planned = line.facts.get(DAY)
    if not planned:
        return words
    return _("%(what)s: %(day)s") % {"what": words, "day": in_words(date.fromisoformat(str(planned)))}


def why(line: History) -> str:
    if line.reason == "nothing_portable":
        return _("no number of its list can be ported")
    return str(REASONS.get(line.reason, line.reason))


def who_did(line: History | Comment) -> str:
    if line.by == SYSTEM.history_name:
        return "Bascule"
    return (line.by_user.get_full_name() if line.by_user else "") or line.by


def who_was_faster(record: Record) -> str:
    """Who moved a record before the reader could, and how."""
    last = record.history.select_related("by_user").last()
    if last is None:
        return _("This is no longer possible.")
    return _("%(who)s was faster: “%(what)s”, %(when)s. Nothing of yours was applied.") % {
        "who": who_did(last),
        "what": what_happened(last),
        "when": in_words(timezone.localtime(last.at), "j F Y, H:i"),
    }
