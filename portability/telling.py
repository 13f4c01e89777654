"""How portability tells of its lives: what happened to a request, and why."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bascule.models import History
from bascule.timeline import Explained, Telling
from portability.conduct import ActReason, ClockReason
from portability.cutovers import CALLS, Tried
from portability.models import DeclineReason
from portability.rejections import by_code

WORDS = {
    "quote.draft": gettext_lazy("Drafted"),
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
    "port_in.waiting_for_line": gettext_lazy("Waits for its line"),
    "port_in.line_ready": gettext_lazy("Its line works"),
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
    "port_out.rescheduled": gettext_lazy("Put off"),
    "port_out.released": gettext_lazy("Released: the numbers have left"),
    "port_out.closed": gettext_lazy("Closed: nothing is left to do"),
    "port_out.cancelled": gettext_lazy("Cancelled by the recipient"),
    "restoration.open": gettext_lazy("File opened"),
    "restoration.restored": gettext_lazy("Restored"),
    "restoration.rejected": gettext_lazy("Settled: it was not wrongful"),
    "number_return.quarantined": gettext_lazy("Quarantine begins"),
    "number_return.due": gettext_lazy("Quarantine over: to be given back"),
    "number_return.returned": gettext_lazy("Given back to its range holder"),
    "number_return.withdrawn": gettext_lazy("In use again: stays where it is"),
    "number.available": gettext_lazy("Free to be put into service"),
    "number.activated": gettext_lazy("Now in service"),
    "number.terminated": gettext_lazy("Out of service"),
    "number.ported_out": gettext_lazy("Gone to another operator"),
    "number.returned": gettext_lazy("Given back to its range holder"),
    "inventory.asked": gettext_lazy("The donor is asked for its list"),
    "inventory.acknowledged": gettext_lazy("Acknowledged by the clearing house"),
    "inventory.chased": gettext_lazy("The list is asked for again"),
    "inventory.received": gettext_lazy("The donor's list has come"),
    "inventory.refused": gettext_lazy("The donor gives no list"),
}
REASONS: dict[str, Any] = dict(DeclineReason.choices) | dict(ActReason.choices) | dict(ClockReason.choices)
REJECTIONS = {"port_in.rejected", "port_in.split"}
"""The events whose reason is that of a rejection."""
ANSWERS = {"port_out.accepted", "port_out.refused"}


def rejections(lines: Sequence[History]) -> dict[int, Explained]:
    """What the rejections among these lines mean; one query."""
    rejected = [line for line in lines if line.event in REJECTIONS and line.reason]
    reasons = by_code(line.reason for line in rejected)
    return {line.pk: Explained(reasons[line.reason].label, reasons[line.reason].meaning) for line in rejected}


def split_in_words(line: History) -> str:
    """Both halves of a split say it: so many numbers, and the other request."""
    count, other = line.facts["numbers"], line.facts["other"]
    words = ngettext(
        "Split: %(count)d number answered apart, see %(other)s",
        "Split: %(count)d numbers answered apart, see %(other)s",
        count,
    )
    return words % {"count": count, "other": other}


def why(line: History) -> str:
    if line.reason == "nothing_portable":
        return _("no number of its list can be ported")
    if line.transition == "test_call":
        return test_in_words(line.facts)
    if line.reason.startswith("rule:"):
        return _("rule %(number)s of the automatic answers") % {"number": line.reason.removeprefix("rule:")}
    return answers_in_words(line.facts) if line.event in ANSWERS else ""


def answers_in_words(facts: Mapping[str, Any]) -> str:
    """`2 accepted, 1 refused`: what a recipient was told."""
    accepted, refused = facts.get("accepted", 0), facts.get("refused", 0)
    told = {
        ngettext("%(count)d accepted", "%(count)d accepted", accepted): accepted,
        ngettext("%(count)d refused", "%(count)d refused", refused): refused,
    }
    return ", ".join(words % {"count": count} for words, count in told.items() if count)


def test_in_words(found: Mapping[str, str]) -> str:
    """`incoming call: works, number shown: does not work`."""
    tried = [(label, Tried(found[part])) for part, label in CALLS.items() if found.get(part, "untried") != "untried"]
    return ", ".join(_("%(part)s: %(said)s") % {"part": part, "said": said.label} for part, said in tried)


TELLING = Telling(
    WORDS,
    reasons=REASONS,
    sentences={"port_in.split": split_in_words},
    why=why,
    explain=rejections,
    births=frozenset({"port_in.split"}),
)
