"""What a move of requests entails beside the requests: messages, the register, the numbers that we serve.

Everything is written for all that moved at once, in the transaction of the move.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from bascule.models import History
from portability.clearing_house import register, saying
from portability.models import PortIn

Consequence = Callable[[Sequence[PortIn]], None]


def follow(moved: Sequence[PortIn], name: str) -> None:
    """Do what follows from a move of these requests; moves that concern nobody else entail nothing."""
    if consequence := CONSEQUENCES.get(name):
        consequence(moved)


def port(requests: Sequence[PortIn]) -> None:
    """The numbers change hands: register, announcement, service."""
    ports = register.ports_of(requests)
    register.write(ports)
    register.serve(ports)
    saying.announce(ports)


def port_at_last(requests: Sequence[PortIn]) -> None:
    """An incident that is resolved is a port, unless the port was made before the incident."""
    keys = [request.pk for request in requests]
    lines = History.objects.filter(record_id__in=keys, transition__in=["execute", "resolve"])
    times = Counter(lines.values_list("record_id", flat=True))
    if first := [request for request in requests if times[request.pk] == 1]:
        port(first)


def undo(requests: Sequence[PortIn]) -> None:
    """The numbers go back to the donor; what was never executed had not left it."""
    saying.ask_for_reversal(requests)
    ported = [request for request in requests if request.ported_at]
    if ported:
        restored = register.restore(ported)
        register.leave(restored)
        saying.announce_return(restored)


CONSEQUENCES: dict[str, Consequence] = {
    "send": saying.ask_to_port,
    "chase": saying.remind,
    "reschedule": saying.put_off,
    "no_go": saying.put_off,
    "put_off": saying.put_off,
    "cancel": saying.cancel,
    "go": saying.say_go,
    "execute": port,
    "resolve": port_at_last,
    "reverse": undo,
}
