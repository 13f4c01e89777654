"""The clearing house by hand: it says what a test wants it to say, in real files, and reads what we laid for it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import count

from operators.exchange.codecs import NEUTRAL
from operators.exchange.envelope import Envelope
from operators.models import Message
from operators.tasks import read_inboxes as exchange
from portability.models import PortIn
from portability.ordering import Order, order
from portability.quoting.record import make_quote
from portability.tasks import end_windows, send_port_ins, start_cutovers
from tests.operators.exchange.other_side import OtherSide
from tests.portability.world import NOW, PARIS, asking, rio_for

FIRST_DAY = date(2026, 12, 1)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), PARIS)


@dataclass
class ClearingHouse(OtherSide):
    """`says` something to us, and has us read it; `heard` what we said."""

    ids: count = field(default_factory=lambda: count(1))

    def says(self, kind: str, request: PortIn | str, now: datetime = NOW, **fields: str) -> str:
        return self.says_all([(kind, request, fields)], now)

    def says_all(self, said: list[tuple[str, PortIn | str, dict[str, str]]], now: datetime = NOW) -> str:
        lines = [Envelope(f"S-{next(self.ids)}", kind, str(about), fields) for kind, about, fields in said]
        self.lay(lines, made_at=now)
        return str(exchange(now=now))

    def heard(self, kind: str = "", request: PortIn | str = "") -> list[Envelope]:
        files = [path for path in sorted(self.inbox.glob("BASC.*")) if path.suffix not in {".ack", ".err"}]
        lines = [NEUTRAL.read_line(line) for path in files for line in NEUTRAL.read_file(path.read_bytes())[1]]
        return [one for one in lines if kind in ("", one.kind) and str(request) in ("", one.reference)]

    def last(self, kind: str, request: PortIn | str = "") -> Envelope:
        return self.heard(kind, request)[-1]

    def acknowledges(self, request: PortIn, now: datetime = NOW) -> None:
        self.says("acknowledgement", request, now, message=self.last("port_request", request).id)

    def accepts(self, request: PortIn, now: datetime = NOW, **fields: str) -> None:
        numbers = ",".join(request.numbers.values_list("national", flat=True))
        self.says("eligibility", request, now, accepted=numbers, **fields)


def ordered(*numbers: str, code: str = "F0", by=None, now: datetime = NOW, customer=None, **wanted) -> PortIn:
    """One request of one donor, ordered as an agent would."""
    from bascule.lifecycle import SYSTEM

    rios = {number: rio_for(number, code) for number in numbers}
    changes = {"customer": customer} if customer else {}
    quote = make_quote(asking(*numbers, rios=rios, **changes), by=SYSTEM, now=now)
    basic = {"day": FIRST_DAY, "mandate_signed_on": now.date(), "mandate_reference": "M-1"} | wanted
    options = ["live_cutover"] if basic.get("cutover") == "live" else []
    price = quote.price + (40 if options else 0)
    [request] = order(quote, Order(accept_price=price, options=options, **basic), by=by or SYSTEM, now=now)
    return request


def fresh(request: PortIn) -> PortIn:
    return PortIn.objects.get(pk=request.pk)


def accepted(there: ClearingHouse, *numbers: str, **wanted) -> PortIn:
    """A request that the donor has accepted for the first possible day, unless said otherwise."""
    request = ordered(*numbers, **wanted)
    send_port_ins(now=NOW)
    there.acknowledges(request)
    there.accepts(request)
    return fresh(request)


def gone(there: ClearingHouse, *numbers: str, **wanted) -> PortIn:
    """An automatic one whose go the clock has given."""
    request = accepted(there, *numbers, **wanted)
    start_cutovers(now=at(request.scheduled_on, 8))
    exchange(now=at(request.scheduled_on, 8, 5))
    return fresh(request)


def ported(there: ClearingHouse, *numbers: str, **wanted) -> PortIn:
    request = gone(there, *numbers, **wanted)
    there.says("execution", request, at(request.scheduled_on, 9), result="done", at="2026-12-01T07:40:00Z")
    exchange(now=at(request.scheduled_on, 9, 5))
    return fresh(request)


def day_ends(day: date) -> None:
    end_windows(now=at(day, 12, 5))
    end_windows(now=at(day, 18, 5))


def quarantined() -> list[tuple[str, str]]:
    return list(Message.objects.quarantined().order_by("pk").values_list("reference", "problem"))


def events(request: PortIn) -> list[str]:
    return [event.removeprefix("port_in.") for event in request.history.values_list("event", flat=True)]
