"""A request of another operator, whichever way it came: read, written down, checked, and answered if a rule says so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bascule.lifecycle import Actor, enter
from bascule.models import DatedSetting
from bascule.rules import InTheWay, RuleRefused
from bascule.templatetags.moments import day as in_words
from bascule.visible import visible
from bascule.workdays import area_of_postal_code
from operators.models import Customer, CustomerKind, Operator, RoutingPrefix
from operators.numbering import MalformedNumber, TooManyNumbers, parse_number, parse_numbers, why_malformed
from portability.deadlines import Window
from portability.leaving import checks, rules
from portability.models import Number, PortOut, PortOutNumber
from portability.models.port_in_state import Cutover, Fallback
from portability.models.port_out import Door

KEPT = ("name", "kind", "siren", "siret")
KEPT_OF_ADDRESS = ("line1", "line2", "postal_code", "city")
LONGEST = {"external_reference": 80, "mandate_reference": 80}
LONGEST_KEPT = 120
LONGEST_RIO = 40


@dataclass(slots=True)
class Asked:
    """What a recipient asks for. Numbers and ranges as people write them, RIOs by number.

    `customer` has the shape of the API: name, kind, siren, siret, address {line1, line2, postal_code, city}.
    """

    partner: Operator
    door: str
    numbers: Sequence[str]
    date: date
    rios: Mapping[str, str] = field(default_factory=dict)
    customer: Mapping[str, Any] = field(default_factory=dict)
    customer_kind: str = ""
    window: str = Window.MORNING
    cutover: str = Cutover.AUTOMATIC
    fallback: str = Fallback.RESCHEDULE
    routing_prefix: str = ""
    main_number: str = ""
    mandate_reference: str = ""
    external_reference: str = ""


@dataclass(slots=True)
class Read:
    """A request that can be written down: every number readable, in order and once, with its RIO or none."""

    asked: Asked
    rios: dict[str, str]
    main_number: str

    @property
    def numbers(self) -> list[str]:
        return list(self.rios)


def receive(asked: Asked, *, by: Actor, now: datetime, by_rule: bool = True) -> PortOut:
    """Write a request down, check it, and answer it at once when a rule says so. Returns it as it is then.

    Raises RuleRefused, with the field, for what nobody can read, and InTheWay for what this recipient's program has
    asked already; then nothing is written. What is merely wrong is written down: the checks say so, and only an
    answer refuses.
    """
    try:
        [received] = receive_all([asked], by=by, now=now, by_rule=by_rule)
    except IntegrityError:
        check_asked_once(asked)
        raise
    if isinstance(received, RuleRefused):
        raise received
    return received


def check_asked_once(asked: Asked) -> None:
    """An open request of the API for the same numbers under the same reference is that request again."""
    same = digest_of(asked, numbers_of(asked))
    if first := PortOut.objects.open().filter(door=Door.API, partner=asked.partner, digest=same).first():
        sentence = _("This is asked for already: %(reference)s.") % {"reference": first.reference}
        raise InTheWay(sentence, reference=first.reference, id=str(first.pk))


def digest_of(asked: Asked, numbers: Iterable[str]) -> str:
    return sha256("\n".join([asked.external_reference, *sorted(numbers)]).encode()).hexdigest()


@transaction.atomic
def receive_all(
    asked: Sequence[Asked], *, by: Actor, now: datetime, by_rule: bool = True
) -> list[PortOut | RuleRefused]:
    """Receive many requests at once; one that nobody can read gives its refusal, and stops no other."""
    known = Known.of(asked, now)
    read: dict[int, Read] = {}
    received: dict[int, PortOut | RuleRefused] = {}
    for place, one in enumerate(asked):
        try:
            read[place] = known.read(one)
        except RuleRefused as refused:
            received[place] = refused
    customers = customers_of(number for one in read.values() for number in one.numbers)
    port_outs = {place: record_of(one, customers, known, now) for place, one in read.items()}
    PortOut.begin_all(list(port_outs.values()), now)
    PortOut.objects.bulk_create(port_outs.values(), batch_size=500)
    PortOutNumber.objects.bulk_create(
        (
            PortOutNumber(port_out=port_outs[place], national=number, rio=rio)
            for place, one in read.items()
            for number, rio in one.rios.items()
        ),
        batch_size=500,
    )
    rows = list(port_outs.values())
    enter(rows, by=by, now=now)
    checks.run(rows, now)
    answered = rules.apply(rows, now) if by_rule else {}
    received |= {place: answered.get(row.pk, row) for place, row in port_outs.items()}
    return [received[place] for place in range(len(asked))]


@dataclass(frozen=True, slots=True)
class Known:
    """What it takes to read requests, in a few queries whatever their number."""

    today: date
    latest: date
    prefixes: Mapping[str, int]
    first_prefix: Mapping[int, str]
    own: int
    open_ones: Mapping[tuple[int, str], str]

    @classmethod
    def of(cls, asked: Sequence[Asked], now: datetime) -> "Known":
        today = timezone.localdate(now)
        settings = DatedSetting.on(today)
        rows = RoutingPrefix.objects.in_force(today).order_by("-prefix").values_list("prefix", "operator_id")
        prefixes = dict(rows)
        own = Operator.objects.own().pk
        latest = today + timedelta(days=settings["latest_days"])
        first = {owner: prefix for prefix, owner in prefixes.items()}
        return cls(today, latest, prefixes, first, own, open_ones(asked))

    def read(self, asked: Asked) -> Read:
        self.check_recipient(asked)
        check_texts(asked)
        self.check_date(asked.date)
        rios = dict.fromkeys(numbers_of(asked), "")
        for number, rio in asked.rios.items():
            rios[rio_number(number, rios)] = without_nul(rio).strip()[:LONGEST_RIO]
        if asked.routing_prefix and asked.routing_prefix not in self.prefixes:
            sentence = _("No operator has this routing prefix.")
            raise RuleRefused("prefix_unknown", sentence, field="routing_prefix")
        return Read(asked, rios, readable(asked.main_number, "main_number") if asked.main_number else "")

    def check_recipient(self, asked: Asked) -> None:
        if asked.partner.pk == self.own:
            raise RuleRefused("recipient_is_us", _("The numbers are ours already."), field="recipient")
        reference = self.open_ones.get((asked.partner.pk, asked.external_reference))
        if reference and asked.door == Door.CLEARING_HOUSE:
            sentence = _("This is asked for already: %(reference)s.") % {"reference": reference}
            raise RuleRefused("already_asked", sentence, field="external_reference", reference=reference)

    def check_date(self, day: date) -> None:
        if day < self.today:
            raise RuleRefused("date_past", _("This day is over."), field="date")
        if day > self.latest:
            sentence = _("A port is planned until %(day)s at the latest.") % {"day": in_words(self.latest)}
            raise RuleRefused("date_too_late", sentence, field="date", latest_date=self.latest.isoformat())

    def prefix_of(self, asked: Asked) -> str:
        """The prefix that they name, else the first of their own."""
        return asked.routing_prefix or self.first_prefix.get(asked.partner.pk, "")


def open_ones(asked: Iterable[Asked]) -> dict[tuple[int, str], str]:
    """The open requests that already bear a reference of the clearing house."""
    theirs = {one.external_reference for one in asked if one.door == Door.CLEARING_HOUSE} - {""}
    references = {reference for reference in theirs if "\x00" not in reference}
    rows = PortOut.objects.open().filter(door=Door.CLEARING_HOUSE, external_reference__among=references)
    columns = rows.values_list("partner_id", "external_reference", "reference")
    return {(partner, theirs): ours for partner, theirs, ours in columns}


def check_texts(asked: Asked) -> None:
    for name, longest in LONGEST.items():
        text = getattr(asked, name)
        if len(text) > longest or "\x00" in text:
            sentence = _("This is no text of at most %(count)d characters.") % {"count": longest}
            raise RuleRefused("unreadable", sentence, field=name)
    if asked.window not in Window.values:
        raise RuleRefused("unknown_window", _("There is no such window."), field="window")


def numbers_of(asked: Asked) -> list[str]:
    """Their national digits. Refuses none at all, too many, and one that nobody can read."""
    try:
        entries = parse_numbers(asked.numbers)
    except TooManyNumbers as error:
        raise RuleRefused(error.code, str(error), field="numbers") from error
    if not entries:
        raise RuleRefused("numbers_missing", _("Say which numbers are asked for."), field="numbers")
    for entry in entries:
        if entry.national is None:
            place = list(asked.numbers).index(entry.input)
            raise RuleRefused("malformed", why_malformed(entry.input), field=f"numbers.{place}")
    return [entry.national for entry in entries if entry.national]


def readable(text: str, field_name: str) -> str:
    try:
        return parse_number(text)
    except MalformedNumber as error:
        raise RuleRefused(error.code, str(error), field=field_name) from error


def rio_number(text: str, asked: Mapping[str, str]) -> str:
    """The number that a RIO is given for, which must be one of those asked for."""
    number = text if text in asked else readable(text, f"rios.{text}")
    if number not in asked:
        sentence = _("This number is not among those asked for: its RIO would be lost.")
        raise RuleRefused("unknown_number", sentence, field=f"rios.{text}")
    return number


def customers_of(nationals: Iterable[str]) -> dict[str, Customer]:
    """The customer that each of these numbers works for, as far as they are ours; two queries."""
    rows = dict(
        Number.objects.among(dict.fromkeys(nationals)).exclude(customer=None).values_list("national", "customer_id")
    )
    found = Customer.objects.in_bulk(set(rows.values()))
    return {national: found[key] for national, key in rows.items()}


def record_of(read: Read, customers: Mapping[str, Customer], known: Known, now: datetime) -> PortOut:
    asked, theirs = read.asked, kept_of(read.asked.customer)
    ours = {customer.pk: customer for number in read.numbers if (customer := customers.get(number))}
    customer = next(iter(ours.values())) if len(ours) == 1 else None
    kinds = {asked.customer_kind, theirs.get("kind"), *(one.kind for one in ours.values())}
    where = customer.postal_code if customer else theirs.get("address", {}).get("postal_code", "")
    return PortOut(
        door=asked.door,
        partner=asked.partner,
        customer=customer,
        # The shorter clock of a person holds as soon as either of us says that it is one.
        customer_kind=CustomerKind.PERSON if CustomerKind.PERSON in kinds else CustomerKind.BUSINESS,
        area=area_of_postal_code(where),
        digest=digest_of(asked, read.numbers) if asked.door == Door.API else "",
        asked=theirs,
        main_number=read.main_number,
        routing_prefix=known.prefix_of(asked),
        mandate_reference=visible(asked.mandate_reference),
        external_reference=asked.external_reference,
        scheduled_on=asked.date,
        window=asked.window,
        cutover=asked.cutover,
        fallback=asked.fallback,
        received_at=now,
    )


def kept_of(customer: Mapping[str, Any]) -> dict[str, Any]:
    """What they wrote of their customer, as far as it helps to tell who it is; nothing else is kept."""
    address = customer.get("address")
    kept: dict[str, Any] = texts_of(customer, KEPT)
    if isinstance(address, Mapping) and (lines := texts_of(address, KEPT_OF_ADDRESS)):
        kept["address"] = lines
    return kept


def texts_of(written: Mapping[str, Any], names: Iterable[str]) -> dict[str, str]:
    texts = {name: visible(text) for name in names if isinstance(text := written.get(name), str)}
    return {name: text[:LONGEST_KEPT] for name, text in texts.items() if text}


def without_nul(text: str) -> str:
    """PostgreSQL keeps no text with this character, and nobody means it."""
    return text.replace("\x00", "")
