"""The history of a record in words: the same for every page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bascule.lifecycle import SYSTEM
from bascule.models import History, Life, Record
from bascule.templatetags.moments import day as in_words
from portability.conduct import ActReason, ClockReason
from portability.cutovers import CALLS, Tried
from portability.models import Comment, DeclineReason, Document, RejectionReason
from portability.rejections import by_code

WORDS = {
    "quote.offered": gettext_lazy("Offered"),
    "quote.awaiting_inventory": gettext_lazy("The donor is asked for its list"),
    "quote.inventory_refused": gettext_lazy("The donor gives no list"),
    "quote.declined": gettext_lazy("Declined"),
    "quote.expired": gettext_lazy("Expired"),
    "quote.ordered": gettext_lazy("Ordered"),
    "quote.revised": gettext_lazy("Offered again, with other numbers left with the donor"),
    "port_in.ordered": gettext_lazy("Ordered"),
    "port_in.sent": gettext_lazy("Sent to the clearing house"),
    "port_in.acknowledged": gettext_lazy("Acknowledged by the clearing house"),
    "port_in.chased": gettext_lazy("The answer is asked for again"),
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
    "port_in.tested": gettext_lazy("Test call"),
    "port_out.received": gettext_lazy("Received"),
    "port_out.accepted": gettext_lazy("Accepted"),
    "port_out.refused": gettext_lazy("Refused"),
    "port_out.released": gettext_lazy("Released: the numbers have left"),
    "port_out.closed": gettext_lazy("Closed: nothing is left to do"),
    "port_out.cancelled": gettext_lazy("Cancelled by the recipient"),
    "restoration.open": gettext_lazy("File opened"),
    "restoration.restored": gettext_lazy("Restored"),
    "restoration.rejected": gettext_lazy("Settled: it was not wrongful"),
    "inventory.asked": gettext_lazy("The donor is asked for its list"),
    "inventory.acknowledged": gettext_lazy("Acknowledged by the clearing house"),
    "inventory.chased": gettext_lazy("The list is asked for again"),
    "inventory.received": gettext_lazy("The donor's list has come"),
    "inventory.refused": gettext_lazy("The donor gives no list"),
}
REASONS: dict[str, Any] = dict(DeclineReason.choices) | dict(ActReason.choices) | dict(ClockReason.choices)
DAY = "scheduled_on"
REJECTIONS = {"port_in.rejected", "port_in.split"}
"""The events whose reason is that of a rejection."""
ANSWERS = {"port_out.accepted", "port_out.refused"}


@dataclass(frozen=True, slots=True)
class Event:
    """A line of a timeline: what happened, why, what was said of it."""

    words: str
    why: str
    who: str
    at: datetime
    tone: str = ""
    said: str = ""
    href: str = ""


def timeline_of(record: Record, born: str, said: Mapping[str, str] | None = None) -> list[Event]:
    """What happened to a record, the latest first; `said` holds what was said when a state was reached."""
    lines = list(record.history.select_related("by_user"))
    reasons = by_code(line.reason for line in lines if is_rejection(line))
    events = [event_of(line, reasons, said or {}) for line in reversed(lines)]
    if lines and (not lines[0].source or lines[0].event == "port_in.split"):
        return events
    made_by = who_did(lines[0]) if lines and lines[0].at == record.created_at else ""
    return [*events, Event(born, "", made_by, record.created_at)]


def event_of(line: History, reasons: Mapping[str, RejectionReason], said: Mapping[str, str]) -> Event:
    """A rejection is told with what it means: the page itself explains the present one only."""
    words, who = what_happened(line), who_did(line)
    if is_rejection(line):
        reason = reasons[line.reason]
        return Event(words, reason.label, who, line.at, line.target, reason.meaning)
    return Event(words, why(line), who, line.at, line.target, said.get(line.target, ""))


def is_rejection(line: History) -> bool:
    return line.event in REJECTIONS and bool(line.reason)


def what_happened(line: History) -> str:
    words = str(WORDS.get(line.event, line.event.partition(".")[2]))
    if line.event == "port_in.split":
        return split_in_words(line.facts)
    planned = line.facts.get(DAY)
    if not planned:
        return words
    return _("%(what)s: %(day)s") % {"what": words, "day": in_words(date.fromisoformat(str(planned)))}


def split_in_words(facts: Mapping[str, Any]) -> str:
    """Both halves of a split say it: so many numbers, and the other request."""
    words = ngettext(
        "Split: %(count)d number answered apart, see %(other)s",
        "Split: %(count)d numbers answered apart, see %(other)s",
        facts["numbers"],
    )
    return words % {"count": facts["numbers"], "other": facts["other"]}


def why(line: History) -> str:
    if line.reason == "nothing_portable":
        return _("no number of its list can be ported")
    if line.transition == "test_call":
        return test_in_words(line.facts)
    if line.reason.startswith("rule:"):
        return _("rule %(number)s of the automatic answers") % {"number": line.reason.removeprefix("rule:")}
    if line.event in ANSWERS:
        return answers_in_words(line.facts)
    return str(REASONS.get(line.reason, line.reason))


def answers_in_words(facts: Mapping[str, Any]) -> str:
    """`2 accepted, 1 refused`: what a recipient was told."""
    told = {_("%(count)d accepted"): facts.get("accepted"), _("%(count)d refused"): facts.get("refused")}
    return ", ".join(words % {"count": count} for words, count in told.items() if count)


def words_of(line: History) -> str:
    """A whole line at once: what happened, why, and who did it."""
    reason = why(line)
    return " · ".join([what_happened(line), reason, who_did(line)] if reason else [what_happened(line), who_did(line)])


def test_in_words(found: Mapping[str, str]) -> str:
    """`incoming call: works, number shown: does not work`."""
    tried = [(label, Tried(found[part])) for part, label in CALLS.items() if found.get(part, "untried") != "untried"]
    return ", ".join(_("%(part)s: %(said)s") % {"part": part, "said": said.label} for part, said in tried)


def who_did(line: History | Comment | Document) -> str:
    if line.by == SYSTEM.history_name:
        return "Bascule"
    return (line.by_user.get_full_name() if line.by_user else "") or line.by


def who_was_faster(record: Life) -> str:
    """Who moved a record before the reader could, and how."""
    last = record.history.select_related("by_user").last()
    if last is None:
        return _("This is no longer possible.")
    return _("%(who)s was faster: “%(what)s”, %(when)s. Nothing of yours was applied.") % {
        "who": who_did(last),
        "what": what_happened(last),
        "when": in_words(timezone.localtime(last.at), "j F Y, H:i"),
    }
