"""Everybody else: the ports of other people, announced day by day, and the weekly list of every ported number."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time

from operators.exchange.codecs import write_numbers
from operators.exchange.envelope import Envelope
from operators.exchange.simulator.chance import Seed
from operators.exchange.simulator.faults import Faults
from operators.exchange.simulator.hours import at
from operators.exchange.simulator.port_memory import Ported, PortMemory

NETWORKS = {
    "010001": "COLT",
    "010006": "SFR0",
    "010017": "SVCM",
    "010021": "OVH",
    "010025": "ALPL",
    "010062": "AXLY",
    "010066": "COMP",
    "010072": "FREE",
    "010124": "LEGO",
    "010150": "BOUY",
    "010899": "NWOT",
}
"""Prefixes and their networks; the range holder of the numbers below has none here, for ports go away from it."""
FIRST, LAST = 199005000, 199008999
SLOTS = (time(10), time(12), time(15), time(17))
"""When the clearing house tells what was ported."""
ONLY_SINGLE_FROM = 500
"""With so many ports a day there is no room for runs."""
TRIES = 8
GO_BACK, OPERATOR_UNKNOWN = 0.12, 0.3
FULL_FILE_AT = time(5)
DRIFT = 50
"""One line in so many differs in a full file that has drifted, and at least three."""


def announcements(memory: PortMemory, seed: Seed, day: date, count: int) -> Iterator[tuple[Envelope, datetime]]:
    """The ports of other people on one day, each with the moment at which it is told; also remembered."""
    held = memory.register()
    taken: set[str] = set()
    for turn in range(count):
        numbers = run_of_the_day(seed, day, turn, count, held, taken)
        if not numbers:
            continue
        taken.update(numbers)
        prefix, operator = destination(seed, day, turn, numbers, held)
        memory.port(Ported(number, day.isoformat(), operator, prefix) for number in numbers)
        said = {"date": day.isoformat(), "numbers": write_numbers(numbers), "operator": operator, "prefix": prefix}
        fields = {name: value for name, value in said.items() if value}
        reference = f"AN-{day:%Y%m%d}-{turn + 1:05d}"
        message = Envelope(f"S-{day:%Y%m%d}-{seed.token(reference)}", "announcement", reference, fields)
        yield message, at(day, SLOTS[turn * len(SLOTS) // count])


def run_of_the_day(
    seed: Seed, day: date, turn: int, count: int, held: Mapping[str, Ported], taken: set[str]
) -> list[str]:
    """Numbers that were not ported today and are not ours; none when there is no room left."""
    sizes = (1,) if count >= ONLY_SINGLE_FROM else (1, 1, 1, 1, 1, 1, 2, 3, 5, 10)
    for attempt in range(TRIES):
        size = seed.pick(sizes, "size", day, turn, attempt)
        first = seed.between(FIRST, LAST - size + 1, "first", day, turn, attempt)
        numbers = [f"{number:010d}" for number in range(first, first + size)]
        if not any(number in taken or is_ours(held.get(number)) for number in numbers):
            return numbers
    return []


def is_ours(port: Ported | None) -> bool:
    return port is not None and bool(port.reference)


def destination(seed: Seed, day: date, turn: int, numbers: list[str], held: Mapping[str, Ported]) -> tuple[str, str]:
    """Where they go: a prefix, and its operator when it is known; nowhere when they go back."""
    now = {held[number].prefix for number in numbers if number in held}
    everywhere_ported = all(number in held and held[number].prefix for number in numbers)
    if everywhere_ported and seed.share("back", day, turn) < GO_BACK:
        return "", ""
    prefix = seed.pick([prefix for prefix in NETWORKS if prefix not in now] or list(NETWORKS), "prefix", day, turn)
    unknown = seed.share("operator", day, turn) < OPERATOR_UNKNOWN
    return prefix, "" if unknown else NETWORKS[prefix]


def full_list(memory: PortMemory, seed: Seed, faults: Faults, sunday: date) -> Iterator[Envelope]:
    """Every ported number on a Sunday morning, one a line; under the fault, with a few differences."""
    ports = [port for port in memory.register(before=sunday.isoformat()).values() if port.prefix]
    if faults.strike("register-drift", sunday):
        ports = list(drifted(ports, seed, sunday))
    for port in ports:
        said = {"date": port.day, "number": port.number, "operator": port.operator, "prefix": port.prefix}
        fields = {name: value for name, value in said.items() if value}
        yield Envelope(f"S-{sunday:%Y%m%d}-R{port.number}", "register", "", fields)


def drifted(ports: list[Ported], seed: Seed, sunday: date) -> Iterator[Ported]:
    """In turn: a number is missing, has another prefix, or stands there though nobody ported it."""
    drawn = sorted(ports, key=lambda port: seed.share("drift", sunday, port.number))[: max(3, len(ports) // DRIFT)]
    turns = {port.number: turn % 3 for turn, port in enumerate(drawn)}
    held = {port.number for port in ports}
    for port in ports:
        turn = turns.get(port.number)
        if turn == 1:
            yield Ported(port.number, port.day, "", next(prefix for prefix in NETWORKS if prefix != port.prefix))
        elif turn != 0:
            yield port
        if turn == 2 and (neighbour := f"{int(port.number) + 1:010d}") not in held:
            yield Ported(neighbour, port.day, port.operator, port.prefix)


def full_file_moment(sunday: date) -> datetime:
    return at(sunday, FULL_FILE_AT)
