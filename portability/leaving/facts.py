"""What we know of each number of a request and of its customer, gathered with a constant number of queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from bascule.models import DatedSetting
from operators.models import Customer, Operator, RioCode, RoutingPrefix
from operators.numbering import as_ranges
from portability.models import Number, PortInNumber, PortOut, PortOutCheck, PortOutNumber
from portability.models.number import NumberState
from portability.models.port_out import Answer, CheckVerdict, PortOutState
from portability.routing import Hop, holdings

SHOWN = 20
"""So many ranges of what stays with us are worth keeping in an evidence: the rest is a count."""


class Owned(NamedTuple):
    """A number of our stock."""

    national: str
    state: str
    state_since: datetime
    customer_id: int | None
    rio: str
    carries_access: bool


class Earlier(NamedTuple):
    """Another request for numbers of the same customer."""

    customer_id: int
    key: UUID
    reference: str
    partner_id: int
    recipient: str
    state: str


@dataclass(slots=True)
class Line:
    """What we know of one number that is asked for."""

    national: str
    rio: str
    whole: "Whole" = field(repr=False)
    owned: Owned | None = None
    hops: Sequence[Hop] = ()
    range_holder_id: int | None = None
    busy_with: str = ""

    @property
    def last_hop(self) -> Hop | None:
        return self.hops[-1] if self.hops else None

    @property
    def led_here(self) -> bool:
        """Whether the register, or else ARCEP's file, says that the number is ours."""
        hop = self.last_hop
        if hop is None:
            return self.range_holder_id == self.whole.own_id
        return hop.operator is not None and hop.operator.id == self.whole.own_id

    @property
    def is_ours(self) -> bool:
        """In our stock and not gone, or in a range of ours that nobody took it from."""
        if self.owned is not None:
            return self.owned.state not in {NumberState.PORTED_OUT, NumberState.RETURNED}
        return self.led_here


@dataclass(slots=True)
class Whole:
    """What holds for a whole request."""

    port_out: PortOut
    now: datetime
    settings: Mapping[str, int]
    own_id: int
    own_rio_codes: frozenset[str]
    lines: list[Line] = field(default_factory=list)
    customers: list[Customer] = field(default_factory=list)
    stays: list[str] = field(default_factory=list)
    prefix_owner: str = ""
    prefix_owner_id: int | None = None
    wrong_rios: int = 0
    earlier: list[Earlier] = field(default_factory=list)

    @property
    def today(self) -> date:
        return timezone.localdate(self.port_out.received_at)

    @property
    def is_grouped(self) -> bool:
        """A main number and two numbers or more: an installation, not single lines."""
        return bool(self.port_out.main_number) and len(self.lines) >= 2


def gather(port_outs: Sequence[PortOut], now: datetime) -> list[Whole]:
    """The facts of requests, in their order."""
    rows: dict[UUID, list[tuple[str, str]]] = {port_out.pk: [] for port_out in port_outs}
    lines = PortOutNumber.objects.filter(port_out__in=port_outs).order_by("national")
    for key, national, rio in lines.values_list("port_out_id", "national", "rio"):
        rows[key].append((national, rio))
    every = list({national for found in rows.values() for national, _rio in found})
    today = timezone.localdate(now)
    own = Operator.objects.own().pk
    codes = frozenset(RioCode.objects.in_force(today).filter(operator=own).values_list("code", flat=True))
    settings = DatedSetting.on(today)
    wholes = [Whole(one, now, settings, own, codes) for one in port_outs]
    numbers = Numbers.of(every, port_outs, today)
    for whole in wholes:
        whole.lines = [numbers.line(national, rio, whole) for national, rio in rows[whole.port_out.pk]]
    know_customers(wholes)
    know_recipients(wholes, today)
    return wholes


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is known of all numbers of these requests."""

    owned: Mapping[str, Owned]
    held: Mapping[str, tuple[Sequence[Hop], int | None]]
    asked: Mapping[str, list[tuple[UUID, str]]]
    coming: Mapping[str, str]

    @classmethod
    def of(cls, nationals: Sequence[str], port_outs: Sequence[PortOut], today: date) -> "Numbers":
        rows = Number.objects.among(nationals).values_list(*Owned._fields)
        owned = {one.national: one for one in map(Owned._make, rows)}
        held = {
            number: (one.hops, one.range_holder.id if one.range_holder else None)
            for number, one in holdings(nationals, today).items()
        }
        coming = PortInNumber.objects.filter(national__among=nationals, open=True)
        return cls(owned, held, other_requests(nationals), dict(coming.values_list("national", "port_in__reference")))

    def line(self, national: str, rio: str, whole: Whole) -> Line:
        hops, holder = self.held.get(national, ((), None))
        others = (reference for key, reference in self.asked.get(national, ()) if key != whole.port_out.pk)
        busy = next(others, "") or self.coming.get(national, "")
        return Line(national, rio, whole, self.owned.get(national), hops, holder, busy)


def other_requests(nationals: Iterable[str]) -> dict[str, list[tuple[UUID, str]]]:
    """The open requests that each number is in; of one that was answered already, only the numbers let go."""
    lines = PortOutNumber.objects.filter(national__among=nationals, port_out__state__in=PortOutState.open())
    found: dict[str, list[tuple[UUID, str]]] = defaultdict(list)
    columns = "national", "port_out_id", "port_out__reference"
    for national, key, reference in lines.exclude(answer=Answer.REFUSED).order_by("pk").values_list(*columns):
        found[national].append((key, reference))
    return found


def runs(nationals: Iterable[str]) -> list[str]:
    """Numbers as an evidence keeps them: `0465710001-0465710005`."""
    found = as_ranges(nationals)[:SHOWN]
    return [first if first == last else f"{first}-{last}" for first, last in found]


def know_customers(wholes: Sequence[Whole]) -> None:
    """Whose numbers they are, what those customers keep, and who else asked for numbers of theirs lately."""
    keys = {line.owned.customer_id for whole in wholes for line in whole.lines if line.owned}
    customers = Customer.objects.in_bulk(keys - {None})
    stays: dict[int | None, list[str]] = defaultdict(list)
    active = Number.objects.active().filter(customer__in=customers).order_by("national")
    for key, national in active.values_list("customer_id", "national"):
        stays[key].append(national)
    earlier = earlier_requests(wholes, customers)
    for whole in wholes:
        asked = {line.national for line in whole.lines}
        theirs = {line.owned.customer_id for line in whole.lines if line.owned} - {None}
        whole.customers = [customers[key] for key in sorted(theirs, key=str) if key in customers]
        whole.stays = [number for key in theirs for number in stays[key] if number not in asked]
        whole.earlier = [one for key in theirs for one in earlier[key] if one.key != whole.port_out.pk]


def earlier_requests(wholes: Sequence[Whole], customers: Iterable[int]) -> dict[int | None, list[Earlier]]:
    found: dict[int | None, list[Earlier]] = defaultdict(list)
    if not wholes:
        return found
    since = wholes[0].now - timedelta(days=wholes[0].settings["fraud_days"])
    rows = PortOut.objects.filter(customer__in=list(customers), received_at__gte=since).order_by("reference")
    columns = "customer_id", "pk", "reference", "partner_id", "partner__code", "state"
    for one in map(Earlier._make, rows.values_list(*columns)):
        found[one.customer_id].append(one)
    return found


def know_recipients(wholes: Sequence[Whole], today: date) -> None:
    """Whose prefix they name, and how many wrong RIOs they have given lately."""
    named = {whole.port_out.routing_prefix for whole in wholes} - {""}
    rows = RoutingPrefix.objects.in_force(today).filter(prefix__in=named)
    owners = {prefix: (key, code) for prefix, key, code in rows.values_list("prefix", "operator_id", "operator__code")}
    wrong = wrong_rios(wholes)
    for whole in wholes:
        whole.prefix_owner_id, whole.prefix_owner = owners.get(whole.port_out.routing_prefix, (None, ""))
        whole.wrong_rios = wrong[whole.port_out.partner_id]


def wrong_rios(wholes: Sequence[Whole]) -> Counter[int]:
    """How many RIOs each recipient has given wrong lately, these requests left out."""
    if not wholes:
        return Counter()
    since = wholes[0].now - timedelta(days=wholes[0].settings["fraud_days"])
    found = PortOutCheck.objects.filter(
        code="rio",
        verdict=CheckVerdict.FAILED,
        port_out__partner__in={whole.port_out.partner_id for whole in wholes},
        port_out__received_at__gte=since,
    ).exclude(national="")
    others = found.exclude(port_out__in=[whole.port_out for whole in wholes])
    return Counter(others.values_list("port_out__partner_id", flat=True))
