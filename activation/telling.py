"""How activation tells of its lives: what happened to a line, and why."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy

from activation.changing import EndReason
from activation.models import Outcome
from activation.reasons import by_code
from bascule.models import History
from bascule.timeline import Explained, Telling

WORDS = {
    "subscription.prospect": gettext_lazy("Subscribed"),
    "subscription.ordered": gettext_lazy("The order is launched: the low-speed access opens"),
    "subscription.waiting": gettext_lazy("The customer must be called"),
    "subscription.called": gettext_lazy("Called"),
    "subscription.corrected": gettext_lazy("Corrected: a new order leaves"),
    "subscription.port_dropped": gettext_lazy("Goes on without the port"),
    "subscription.activating": gettext_lazy("The line is made: its services are allocated"),
    "subscription.activated": gettext_lazy("Everything works"),
    "subscription.active": gettext_lazy("Taken over as a line that works"),
    "subscription.suspended": gettext_lazy("Suspended"),
    "subscription.resumed": gettext_lazy("Resumed"),
    "subscription.offer_changed": gettext_lazy("Another offer"),
    "subscription.secret_read": gettext_lazy("The secret of its telephone account was read"),
    "subscription.cancelled": gettext_lazy("Cancelled"),
    "subscription.terminated": gettext_lazy("Terminated"),
    "unbundling_order.held": gettext_lazy("Order made, held during the withdrawal period"),
    "unbundling_order.due": gettext_lazy("Order ready to leave"),
    "unbundling_order.sent": gettext_lazy("Order sent to the incumbent"),
    "unbundling_order.acknowledged": gettext_lazy("Acknowledged by the incumbent"),
    "unbundling_order.acknowledged_in_error": gettext_lazy("Acknowledged in error"),
    "unbundling_order.reminded": gettext_lazy("The incumbent is reminded"),
    "unbundling_order.done": gettext_lazy("Completion report: the line is made"),
    "unbundling_order.failed": gettext_lazy("Completion report: the line is not made"),
    "unbundling_order.corrected": gettext_lazy("Replaced by a corrected order"),
    "unbundling_order.cancelled": gettext_lazy("Order cancelled"),
    "unbundling_order.stray_report": gettext_lazy("A report came that nobody awaited any more"),
    "unbundling_order.stray_settled": gettext_lazy("The stray report is settled"),
    "takeover.open": gettext_lazy("File opened"),
    "takeover.restored": gettext_lazy("The line is given back"),
    "takeover.dismissed": gettext_lazy("Settled: it was not wrongful"),
}


def code_of(line: History) -> str:
    """The code of a failure: the reason of the move, or what its facts say."""
    return str(line.facts.get("code", ""))


def explain(lines: Sequence[History]) -> Mapping[int, Explained]:
    """What the failures among these lines mean; one query."""
    failed = [line for line in lines if code_of(line)]
    reasons = by_code(code_of(line) for line in failed)
    return {line.pk: Explained(reasons[code_of(line)].label, reasons[code_of(line)].meaning) for line in failed}


def why(line: History) -> str:
    """What came of a call, or which offer a line has now."""
    if outcome := line.facts.get("outcome"):
        return str(dict(Outcome.choices).get(outcome, outcome))
    return str(line.facts.get("offer", ""))


TELLING = Telling(WORDS, reasons=dict(EndReason.choices), why=why, explain=explain)
