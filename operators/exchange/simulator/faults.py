"""What can go wrong on the other side, on demand."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operators.exchange.simulator.chance import Seed

REJECT = "reject-"
CODE = re.compile(r"[A-Za-z0-9_-]{1,30}")
FAULTS = {
    "reject-CODE": gettext_lazy("donors refuse requests with this code"),
    "partial": gettext_lazy("donors refuse some of the numbers of a request"),
    "late-answer": gettext_lazy("donors answer after the legal days"),
    "no-answer": gettext_lazy("donors do not answer"),
    "inventory-refused": gettext_lazy("donors refuse to give the list of numbers"),
    "cutover-failed": gettext_lazy("cut-overs fail"),
    "no-ack": gettext_lazy("files are read and never acknowledged"),
    "duplicate-file": gettext_lazy("files are laid twice, under two names"),
    "cut-file": gettext_lazy("files are cut in the middle, and come whole once refused"),
    "bad-line": gettext_lazy("lines cannot be read, and come again an hour later"),
    "wrong-recipient": gettext_lazy("a file for somebody else lies beside each file"),
    "unknown-message": gettext_lazy("messages of an unknown kind, or about an unknown request, stand among the others"),
    "wrongful-port": gettext_lazy("somebody announces a number of ours that nobody asked for"),
    "no-acknowledgement": gettext_lazy("orders of access are not acknowledged, though the line is wired"),
    "address-error": gettext_lazy("orders of access are refused for their address"),
    "no-report": gettext_lazy("lines are wired, and never reported"),
    "late-report": gettext_lazy("completion reports come on day 22"),
    "line-of-another": gettext_lazy("another operator has created the line, at each attempt"),
    "duplicate-report": gettext_lazy("completion reports come twice, under two ids"),
    "report-for-unknown-order": gettext_lazy("a report about an order that there is not comes beside the right one"),
    "access-lost": gettext_lazy("an access of ours is announced as taken by another operator"),
    "register-drift": gettext_lazy("the weekly full file differs from the truth"),
}
"""Each with what it does; its rate is the share of requests, files, lines or days that it strikes."""


class UnknownFault(ValueError):  # noqa: N818
    """A fault that nobody knows, or a rate that is none; its sentence says what there is."""


def read_faults(texts: Iterable[str]) -> dict[str, float]:
    """The rate of each fault, from `NAME` or `NAME=RATE`. Raises UnknownFault."""
    rates = {}
    for text in texts:
        name, separator, rate = text.partition("=")
        if not is_known(name):
            sentence = _("%(name)s is no fault. There are: %(faults)s.")
            raise UnknownFault(sentence % {"name": repr(name), "faults": ", ".join(FAULTS)})
        rates[name] = read_rate(text, rate) if separator else 1.0
    return rates


def is_known(name: str) -> bool:
    if name.startswith(REJECT):
        return name != "reject-CODE" and CODE.fullmatch(name.removeprefix(REJECT)) is not None
    return name in FAULTS


def read_rate(text: str, rate: str) -> float:
    try:
        share = float(rate)
    except ValueError:
        share = -1
    if not 0 <= share <= 1:
        sentence = _("%(text)s: a rate is a number from 0 to 1. The faults are: %(faults)s.")
        raise UnknownFault(sentence % {"text": text, "faults": ", ".join(FAULTS)})
    return share


@dataclass(frozen=True, slots=True)
class Faults:
    """Which faults are on, and how often each strikes."""

    seed: Seed = field(default_factory=Seed)
    rates: Mapping[str, float] = field(default_factory=dict)

    def strike(self, name: str, *about: object) -> bool:
        return self.seed.share("fault", name, *about) < self.rates.get(name, 0)

    def rejection(self, *about: object) -> str:
        """The code with which a donor is made to refuse, or nothing."""
        codes = (name for name in self.rates if name.startswith(REJECT) and self.strike(name, *about))
        return next(codes, "").removeprefix(REJECT)
