"""What we know of each number of a demand, gathered with a constant number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from bascule.models import DatedSetting
from operators.models import CustomerKind, Operator, RioCode, RoutingPrefix
from operators.numbering import Entry, Kind, Territory, kind_of
from portability import rio
from portability.models import Number, PortInNumber, PriceList
from portability.models.quote import UNKNOWN, PortKind, RioStatus
from portability.quoting.asked import Asked
from portability.routing import Holder, Holding, holdings


@dataclass(frozen=True, slots=True)
class Prefix:
    """The routing prefix that the port would use, and whose it is."""

    prefix: str
    operator: Holder


@dataclass(slots=True)
class Case:
    """What holds for a whole demand."""

    asked: Asked
    now: datetime
    settings: Mapping[str, int]
    recipient: Holder
    own: Holder
    routing: Prefix | None
    recipient_has_prefix: bool
    given_donor: Holder | None
    price_list: PriceList | None
    kept: frozenset[str]

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def territory(self) -> Territory | None:
        """Where the customer is; None as long as its postal code is not known."""
        customer = self.asked.customer
        return customer.territory if customer.postal_code else None

    @property
    def is_business(self) -> bool:
        return self.asked.customer.kind == CustomerKind.BUSINESS

    @property
    def is_grouped(self) -> bool:
        """A main number and two numbers or more: an installation, not single lines."""
        return bool(self.asked.main_number) and len(self.asked.entries) >= 2

    @property
    def rio_is_required(self) -> bool:
        return needs_rio(self.asked.customer.kind, self.is_grouped, self.settings)


def needs_rio(customer_kind: str, is_grouped: bool, settings: Mapping[str, int]) -> bool:
    """Whether each number needs its RIO. Source: décisions ARCEP 2013-0830 and 2022-2148."""
    if customer_kind == CustomerKind.PERSON:
        return bool(settings["rio_required_person"])
    return bool(settings["rio_required_group" if is_grouped else "rio_required_business"])


@dataclass(slots=True)
class NumberFacts:
    """What we know of one number; `chain` goes from the range holder to whom we would ask."""

    entry: Entry
    position: int
    repeats: bool = False
    kind: Kind | None = None
    holding: Holding | None = None
    rio_text: str = ""
    rio_status: RioStatus = RioStatus.MISSING
    rio_holder: Holder | None = None
    ours: bool = False
    open_request: str | None = None
    """The reference of the open request that it is in; empty when that is none of the asker's."""
    chain: list[Holder | None] = field(default_factory=list)
    chain_is_incomplete: bool = False
    port_kind: PortKind | None = None

    @property
    def national(self) -> str:
        return self.entry.national or ""

    @property
    def range_holder(self) -> Holder | None:
        return self.holding.range_holder if self.holding else None

    @property
    def donor(self) -> Holder | None:
        return self.chain[-1] if self.chain else None

    @property
    def holder_names(self) -> tuple[str, ...]:
        """The chain as people read it."""
        return tuple(holder.name if holder else UNKNOWN for holder in self.chain)

    @property
    def past_ports(self) -> int:
        return max(len(self.chain) - 1, 0)


def case_of(asked: Asked, now: datetime) -> Case:
    """What holds for the whole demand, on the day it is made."""
    day = timezone.localdate(now)
    own = Operator.objects.own()
    routing, recipient_has_prefix = routing_choice(own, asked.partner, day)
    return Case(
        asked=asked,
        now=now,
        settings=DatedSetting.on(day),
        recipient=holder_of(asked.partner),
        own=holder_of(own),
        routing=routing,
        recipient_has_prefix=recipient_has_prefix,
        given_donor=holder_of(asked.donor) if asked.donor else None,
        price_list=PriceList.objects.in_force(asked.partner.pk, day),
        kept=frozenset(asked.keep_with_donor),
    )


def holder_of(operator: Operator) -> Holder:
    return Holder(operator.pk, operator.code, operator.name)


def routing_choice(own: Operator, partner: Operator, day: date) -> tuple[Prefix | None, bool]:
    """The prefix a port would use by default (ours, else our porting provider's), and whether the partner has one."""
    candidates = [own.pk, partner.pk, own.porting_provider_id]
    prefixes = RoutingPrefix.objects.in_force(day).filter(operator__in=[pk for pk in candidates if pk])
    first: dict[int, Prefix] = {}
    for row in prefixes.select_related("operator").order_by("prefix"):
        first.setdefault(row.operator_id, Prefix(row.prefix, holder_of(row.operator)))
    return first.get(own.pk) or first.get(own.porting_provider_id or 0), partner.pk in first


def gather(case: Case) -> list[NumberFacts]:
    """The facts of every number of the demand, in its order."""
    asked, seen = case.asked, set[str]()
    nationals = list(dict.fromkeys(entry.national for entry in asked.entries if entry.national))
    known = holdings(nationals, case.today)
    ours = set(Number.objects.active().among(nationals).values_list("national", flat=True))
    busy = open_requests(nationals, asked.partner)
    donors_by_code = rio_holders(case.today)
    gathered = []
    for position, entry in enumerate(asked.entries):
        facts = NumberFacts(entry, position, rio_text=rio_given(entry, asked.rios))
        gathered.append(facts)
        if entry.national is None:
            continue
        facts.repeats = entry.national in seen
        seen.add(entry.national)
        facts.kind = kind_of(entry.national)
        facts.holding = known[entry.national]
        facts.ours = entry.national in ours
        facts.open_request = busy.get(entry.national)
        read_rio(facts, donors_by_code)
        settle_chain(facts, case.given_donor)
        facts.port_kind = kind_of_port(facts, case.recipient)
    return gathered


def open_requests(nationals: list[str], asker: Operator) -> dict[str, str]:
    """The reference of the open request that each number is in; empty where the request is another partner's."""
    rows = PortInNumber.objects.filter(national__among=nationals, open=True)
    found = rows.values_list("national", "port_in__reference", "port_in__partner_id")
    return {number: reference if asker.may_know(partner) else "" for number, reference, partner in found}


def rio_holders(day: date) -> dict[str, Holder]:
    rows = RioCode.objects.in_force(day).values_list("code", "operator_id", "operator__code", "operator__name")
    return {code: Holder(*operator) for code, *operator in rows}


def rio_given(entry: Entry, rios: Mapping[str, str]) -> str:
    """The RIO given for a number, or the one that was pasted beside it."""
    return rios.get(entry.national or "", "") or (entry.note and rio.find(entry.note)) or ""


def read_rio(facts: NumberFacts, donors_by_code: Mapping[str, Holder]) -> None:
    if not facts.rio_text:
        return
    try:
        statement = rio.parse(facts.rio_text)
        fits = rio.verify(statement, facts.national)
    except (rio.MalformedRio, rio.NumberWithoutRio):
        fits = False
    facts.rio_status = RioStatus.VALID if fits else RioStatus.INVALID
    if fits:
        facts.rio_text = str(statement)
        facts.rio_holder = donors_by_code.get(statement.operator_code)


def settle_chain(facts: NumberFacts, given_donor: Holder | None) -> None:
    """Range holder, then each known port, then whoever the RIO or the demand names, if the register missed a port."""
    holding = facts.holding
    if holding is None or holding.block is None:
        return
    facts.chain = [holding.range_holder, *(hop.operator for hop in holding.hops)]
    named = facts.rio_holder or given_donor
    if named is None or named == facts.chain[-1]:
        return
    if facts.chain[-1] is None:
        facts.chain[-1] = named
    else:
        facts.chain.append(named)
        facts.chain_is_incomplete = True


def kind_of_port(facts: NumberFacts, recipient: Holder) -> PortKind:
    if recipient == facts.range_holder:
        return PortKind.PORT_BACK
    return PortKind.FIRST if facts.donor == facts.range_holder else PortKind.SUBSEQUENT
