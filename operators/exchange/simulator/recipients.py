"""Recipients: operators whose next customers are ours. They ask for numbers, wait, cut over and announce.

Most of what they ask is right. Now and then a RIO is wrong or missing, a number is not ours, a day cannot be; some
give up before the day, and some days one of them asks for many numbers at once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bascule.workdays import Area, WorkingDay, add_working_days, area_of_postal_code
from operators.exchange.codecs import MalformedLine, read_numbers, write_numbers
from operators.exchange.envelope import Envelope
from operators.exchange.simulator.chance import Seed
from operators.exchange.simulator.crowd import FIRST, LAST, NETWORKS
from operators.exchange.simulator.donors import LEGAL_DAYS
from operators.exchange.simulator.faults import Faults
from operators.exchange.simulator.habits import Habits, Heard, Reply
from operators.exchange.simulator.hearing import error, reply_in
from operators.exchange.simulator.hours import after, at, day_of, last_legal_day, office_moment
from operators.exchange.simulator.port_memory import Ported, PortMemory, Wanted
from operators.exchange.simulator.ports import new_day, on
from operators.exchange.simulator.subscribers import Subscriber

Planned = tuple[Envelope, datetime]
SLIPS = (
    ("wrong_rio", 0.10),
    ("not_ours", 0.06),
    ("no_rio", 0.05),
    ("other_name", 0.05),
    ("no_mandate", 0.05),
    ("bad_day", 0.03),
    ("asked_already", 0.04),
    ("at_night", 0.03),
)
"""What is wrong with a request, and how often among all."""
CORRECTABLE = ("refused.rio_invalid", "refused.rio_missing")
GIVES_UP, BURST, WHOLE, CORRECTS = 0.10, 0.25, 0.5, 0.8
LIVE, PUTS_OFF, FORGETS = 0.15, 0.15, 0.10
"""How many cut over live; and of those, how many need another day, and how many let the window pass."""
SOONEST, LATEST = 8, 15
"""The day that they ask for, in jours ouvrés."""
MOST_OF_A_PART = 3
WINDOWS = {"morning": time(8), "afternoon": time(14)}
NIGHT = time(22, 40)
NOBODY = "Cabinet Introuvable"


@dataclass(frozen=True, slots=True)
class Market:
    """One working day: who could leave us, and what is asked for already."""

    seed: Seed
    day: date
    subscribers: Sequence[Subscriber]
    taken: set[str]

    @classmethod
    def of(cls, memory: PortMemory, seed: Seed, day: date, subscribers: Iterable[Subscriber]) -> "Market":
        taken = {number for one in memory.all_wanted() for number in read_numbers(one.fields["numbers"])}
        known = sorted(subscribers, key=lambda one: (one.name, one.numbers))
        return cls(seed, day, known, taken)

    def free(self, one: Subscriber) -> list[str]:
        return [number for number in sorted(one.numbers) if number not in self.taken]

    def customer(self, turn: int) -> Subscriber | None:
        """Somebody who leaves us; None when everybody has left."""
        able = [one for one in self.subscribers if self.free(one)]
        return self.seed.pick(able, "who", self.day, turn) if able else None

    def recipient(self, turn: int, count: int) -> tuple[str, str]:
        """An operator and its prefix; on some days the last third is a campaign of one of them."""
        prefixes = sorted(NETWORKS)
        campaign = self.is_campaign(turn, count)
        about = ("campaign", self.day) if campaign else ("recipient", self.day, turn)
        prefix = self.seed.pick(prefixes, *about)
        return NETWORKS[prefix], prefix

    def is_campaign(self, turn: int, count: int) -> bool:
        return 3 * turn >= 2 * count and self.seed.share("campaign", self.day, "at all") < BURST

    def slip(self, turn: int) -> str:
        drawn = self.seed.share("slip", self.day, turn)
        for name, share in SLIPS:
            drawn -= share
            if drawn < 0:
                return name
        return ""

    def numbers(self, one: Subscriber, turn: int, slip: str) -> list[str]:
        """All that it has, or a few of them; or numbers that are somebody else's."""
        free = self.free(one)
        if slip == "not_ours":
            return [f"{self.seed.between(FIRST, LAST, 'strange', self.day, turn):010d}"]
        if slip == "asked_already" and self.taken:
            return [self.seed.pick(sorted(self.taken), "again", self.day, turn)]
        if self.seed.share("whole", self.day, turn) < WHOLE:
            return free
        size = self.seed.between(1, min(MOST_OF_A_PART, len(free)), "size", self.day, turn)
        first = self.seed.between(0, len(free) - size, "first", self.day, turn)
        return free[first : first + size]

    def moment(self, turn: int, count: int, slip: str) -> datetime:
        if slip == "at_night":
            return at(self.day, NIGHT)
        if self.is_campaign(turn, count):
            return office_moment(self.day, self.seed, "campaign", self.day) + timedelta(minutes=turn % 10)
        return office_moment(self.day, self.seed, "request", self.day, turn)


def requests(
    memory: PortMemory, seed: Seed, day: date, count: int, subscribers: Iterable[Subscriber]
) -> Iterator[Planned]:
    """What recipients ask for on one working day, each with its moment; also remembered."""
    market = Market.of(memory, seed, day, subscribers)
    for turn in range(count):
        customer = market.customer(turn)
        if customer is None:
            return
        slip = market.slip(turn)
        recipient, prefix = market.recipient(turn, count)
        numbers = market.numbers(customer, turn, slip)
        reference = f"{recipient}-{day:%Y%m%d}-{turn + 1:03d}"
        fields = request_fields(market, turn, customer, numbers, slip) | {"prefix": prefix, "recipient": recipient}
        market.taken.update(numbers)
        memory.want(reference, fields, {number: customer.rios[number] for number in numbers if number in customer.rios})
        moment = market.moment(turn, count, slip)
        yield envelope(seed, "port_request", reference, fields, day), moment
        yield from patience(seed, reference, fields, day)
        if seed.share("gives up", reference) < GIVES_UP:
            yield change_of_mind(seed, reference, fields, day)


def envelope(seed: Seed, kind: str, reference: str, fields: Mapping[str, str], day: date) -> Envelope:
    said = {name: value for name, value in fields.items() if value}
    return Envelope(f"S-{day:%Y%m%d}-{seed.token(kind, reference)}", kind, reference, said)


def request_fields(
    market: Market, turn: int, customer: Subscriber, numbers: Sequence[str], slip: str
) -> dict[str, str]:
    area = area_of_postal_code(customer.postal_code) if customer.postal_code else Area.METROPOLE
    days = market.seed.between(SOONEST, LATEST, "day", market.day, turn)
    wanted = add_working_days(market.day, days, WorkingDay.OUVRE, area)
    if slip == "bad_day":
        wanted += timedelta(days=6 - wanted.weekday())
    return {
        "address": customer.address,
        "attempt": "1",
        "city": customer.city,
        "customer": NOBODY if slip == "other_name" else customer.name,
        "customer_kind": customer.kind,
        "cutover": "live" if market.seed.share("live", market.day, turn) < LIVE else "automatic",
        "date": wanted.isoformat(),
        "main_number": numbers[0] if len(numbers) == len(customer.numbers) else "",
        "mandate": "" if slip == "no_mandate" else f"M-{market.seed.token('mandate', market.day, turn)[:6].upper()}",
        "numbers": write_numbers(numbers),
        "postal_code": customer.postal_code,
        "rios": "" if slip == "no_rio" else rios_field(given_rios(customer, numbers, slip)),
        "siren": customer.siren,
        "window": market.seed.pick(sorted(WINDOWS), "window", market.day, turn),
    }


def given_rios(customer: Subscriber, numbers: Sequence[str], slip: str) -> dict[str, str]:
    rios = {number: customer.rios[number] for number in numbers if number in customer.rios}
    return {number: mistyped(rio) for number, rio in rios.items()} if slip == "wrong_rio" else rios


def mistyped(rio: str) -> str:
    """One symbol of the reference is another one, as a slip of the pen makes it."""
    return f"{rio[:5]}{'7' if rio[5] != '7' else '8'}{rio[6:]}"


def rios_field(rios: Mapping[str, str]) -> str:
    return ",".join(f"{number}:{rio}" for number, rio in sorted(rios.items()))


def patience(seed: Seed, reference: str, fields: Mapping[str, str], day: date) -> Iterator[Planned]:
    """Who has no answer after the legal days asks for it, the morning after."""
    legal = LEGAL_DAYS.get(fields["customer_kind"], LEGAL_DAYS["business"])
    morning = add_working_days(last_legal_day(day, legal, Area.METROPOLE), 1, WorkingDay.OUVRE, Area.METROPOLE)
    said = {"recipient": fields["recipient"], "waiting_for": "eligibility"}
    yield envelope(seed, "reminder", reference, said, day), at(morning, time(9, 30))


def change_of_mind(seed: Seed, reference: str, fields: Mapping[str, str], day: date) -> Planned:
    later = add_working_days(
        day, seed.between(1, SOONEST - 2, "cancelled", reference), WorkingDay.OUVRE, Area.METROPOLE
    )
    said = {"reason": "customer_withdrew", "recipient": fields["recipient"]}
    return envelope(seed, "cancellation", reference, said, day), office_moment(later, seed, "cancelled", reference)


def wrongful(
    memory: PortMemory, seed: Seed, faults: Faults, day: date, subscribers: Iterable[Subscriber]
) -> Iterator[Planned]:
    """Under the fault, somebody takes a number of ours that nobody asked for."""
    market = Market.of(memory, seed, day, subscribers)
    victim = market.customer(-1)
    if victim is None or not faults.strike("wrongful-port", day):
        return
    operator, prefix = market.recipient(-1, 1)
    number = seed.pick(market.free(victim), "wrongful", day)
    reference = f"{operator}-{day:%Y%m%d}-X01"
    memory.port([Ported(number, day.isoformat(), operator, prefix, reference)])
    said = {"date": day.isoformat(), "numbers": number, "operator": operator, "prefix": prefix}
    yield envelope(seed, "announcement", reference, said, day), at(day, time(12))


# What they make of what we say.


def expected(memory: PortMemory, heard: Heard) -> Wanted | None:
    wanted = memory.wanted(heard.message.reference)
    return wanted if wanted and wanted.open else None


def nobody_asked(heard: Heard, habits: Habits) -> Reply:
    return error(heard, habits, "not-known", "Aucune demande en cours sous cette référence")


@on("eligibility")
def answered(memory: PortMemory, habits: Habits, heard: Heard) -> Iterator[Reply]:
    """They keep the day on which we let the numbers go; a wrong RIO is asked for again and sent anew."""
    wanted = expected(memory, heard)
    if wanted is None:
        yield nobody_asked(heard, habits)
        return
    reference = heard.message.reference
    try:
        accepted = read_numbers(heard["accepted"])
    except MalformedLine as malformed:
        yield error(heard, habits, "bad-field", malformed.words)
        return
    memory.drop_unsaid(reference, "reminder")
    if accepted:
        fields = {**wanted.fields, "numbers": write_numbers(accepted), "date": heard["date"] or wanted.fields["date"]}
        memory.want(reference, fields, wanted.rios)
        if memory.last_of(reference, "cancellation") is None:
            yield from ready(habits, heard, fields)
        return
    memory.drop_unsaid(reference)
    yield from again(memory, habits, heard, wanted)


def ready(habits: Habits, heard: Heard, fields: Mapping[str, str]) -> Iterator[Reply]:
    """On the day, when its window has begun: go; now and then another day first, or no word at all."""
    reference, recipient = heard.message.reference, fields["recipient"]
    drawn = habits.seed.share("live go", reference) if fields["cutover"] == "live" else 1.0
    day = fields["date"]
    if drawn < PUTS_OFF:
        day = add_working_days(date.fromisoformat(day), 2, WorkingDay.OUVRE, heard.area).isoformat()
        eve = after(heard.at, habits.seed.between(60, 400, "put off", reference))
        said = {"date": day, "recipient": recipient, "window": fields["window"]}
        yield Reply("schedule", reference, said, habits.pace.due(heard.at, eve))
    if not PUTS_OFF <= drawn < PUTS_OFF + FORGETS:
        yield go(habits, heard, {**fields, "date": day})


def go(habits: Habits, heard: Heard, fields: Mapping[str, str]) -> Reply:
    begins = at(date.fromisoformat(fields["date"]), WINDOWS[fields["window"]])
    minutes = habits.seed.between(5, 40, "go", heard.message.reference)
    moment = max(begins + timedelta(minutes=minutes), heard.at)
    return Reply("go", heard.message.reference, {"date": fields["date"], "recipient": fields["recipient"]}, moment)


@on("schedule")
def put_off(memory: PortMemory, habits: Habits, heard: Heard) -> Iterator[Reply | None]:
    """We put a live cut-over off that they forgot: on the new day they say go. Of a port of ours, the donor hears."""
    wanted = expected(memory, heard)
    if wanted is None or heard["recipient"] != wanted.fields["recipient"]:
        yield from new_day(memory, habits, heard)
        return
    fields = {**wanted.fields, "date": heard["date"], "window": heard["window"] or wanted.fields["window"]}
    memory.want(heard.message.reference, fields, wanted.rios)
    yield go(habits, heard, fields)


def again(memory: PortMemory, habits: Habits, heard: Heard, wanted: Wanted) -> Iterator[Reply]:
    reference = heard.message.reference
    mends = wanted.rios and any(heard[name] for name in CORRECTABLE) and wanted.fields["attempt"] == "1"
    if not mends or habits.seed.share("corrects", reference) >= CORRECTS:
        memory.want(reference, wanted.fields, wanted.rios, is_open=False)
        return
    moment = after(heard.at, habits.seed.between(60, 600, "corrects", reference))
    soonest = add_working_days(day_of(moment), SOONEST, WorkingDay.OUVRE, heard.area)
    day = max(soonest, date.fromisoformat(wanted.fields["date"]))
    fields = {**wanted.fields, "attempt": "2", "date": day.isoformat(), "rios": rios_field(wanted.rios)}
    memory.want(reference, fields, wanted.rios)
    yield Reply("port_request", reference, fields, habits.pace.due(heard.at, moment))


@on("execution")
def executed(memory: PortMemory, habits: Habits, heard: Heard) -> Iterator[Reply]:
    """Our side is done: they cut over, and tell everybody within the hour."""
    wanted = expected(memory, heard)
    if wanted is None:
        yield nobody_asked(heard, habits)
        return
    reference, fields = heard.message.reference, wanted.fields
    memory.drop_unsaid(reference)
    memory.want(reference, fields, wanted.rios, is_open=False)
    reply = reply_in(heard, habits, habits.seed.between(5, 50, "announced", reference), "announcement", {})
    day = day_of(reply.at).isoformat()
    numbers, recipient, prefix = read_numbers(fields["numbers"]), fields["recipient"], fields["prefix"]
    memory.port(Ported(number, day, recipient, prefix, reference) for number in numbers)
    said = {"date": day, "numbers": fields["numbers"], "operator": recipient, "prefix": prefix}
    yield Reply("announcement", reference, said, reply.at)


@on("number_return")
def given_back(memory: PortMemory, habits: Habits, heard: Heard) -> Iterable[Reply]:
    """Numbers that we give back are with their range holder again."""
    day = heard["date"] or day_of(heard.at).isoformat()
    memory.port(Ported(number, day, "", "", heard.message.reference) for number in read_numbers(heard["numbers"]))
    return ()
