"""What counterparts, kinds of message and troubles are called on screen: one place for every page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from operators.exchange.handlers import Trouble

COUNTERPARTS = {"clearing_house": _("the clearing house"), "incumbent": _("the incumbent")}
KINDS = {
    "port_request": _("Port request"),
    "acknowledgement": _("Acknowledgement"),
    "eligibility": _("Answer of the donor"),
    "schedule": _("New date"),
    "go": _("Go"),
    "execution": _("Report of the cut-over"),
    "announcement": _("Announcement of a port"),
    "range_holder_notice": _("Notice to the range holder"),
    "confirmation": _("Confirmation"),
    "cancellation": _("Cancellation"),
    "reversal": _("Reversal"),
    "inventory_request": _("Request for a list of numbers"),
    "inventory_answer": _("List of numbers of the donor"),
    "reminder": _("Reminder"),
    "number_return": _("Number return"),
    "error": _("Error"),
    "register": _("Line of the full file"),
    "access_order": _("Order of an access"),
    "access_acknowledgement": _("Acknowledgement of an order"),
    "completion_report": _("Completion report"),
    "access_reminder": _("Reminder of an order"),
    "access_cancellation": _("Cancellation of an order"),
    "access_termination": _("Termination of an access"),
    "access_lost": _("Access taken by another operator"),
}
REFUSALS = {
    "header": _("its first line cannot be read"),
    "recipient": _("it is for somebody else"),
    "cut": _("it is cut: its last line is missing or counts otherwise"),
    "encoding": _("it is not UTF-8 text"),
    "other": _("what they acknowledged is not what we sent"),
}
"""Why a whole file is refused, by the code of its `.err`."""
TONES = {
    "sent": "live",
    "received": "live",
    "acknowledged": "done",
    "read": "done",
    "done": "done",
    "quarantined": "soon",
    "escalated": "late",
    "refused": "late",
    "failed": "late",
}
"""The colour of the state of a file or a message; the others only wait."""

Words = str | Promise


def counterpart_in_words(key: str) -> Words:
    return COUNTERPARTS.get(key, key)


def kind_in_words(kind: str) -> Words:
    """The name of a kind of message; one that nobody knows keeps its own word."""
    return KINDS.get(kind, kind)


def trouble_in_words(code: str) -> Words:
    return dict(Trouble.choices).get(code, code)


def refusal_in_words(code: str) -> Words:
    return REFUSALS.get(code, code)
