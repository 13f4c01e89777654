"""What the incumbent makes of each kind of message of ours."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from operators.exchange.simulator.access_memory import CANCELLED, DONE, FAILED, OPEN, REFUSED, AccessMemory, Order
from operators.exchange.simulator.habits import Habits, Heard, Reply
from operators.exchange.simulator.hearing import Reactions, error
from operators.exchange.simulator.hours import after, at, day_of
from operators.exchange.simulator.wiring import (
    HURRIES,
    WORDS,
    acknowledgement_moment,
    lost,
    objection,
    obstacle,
    pair,
    report_moment,
    wiring_moment,
)

REACTIONS = Reactions[AccessMemory]()
on = REACTIONS.on
REPORT = "completion_report"


@on("access_order")
def ordered(memory: AccessMemory, habits: Habits, heard: Heard) -> Iterator[Reply]:
    """It is checked by the next working day, wired within eight, and reported; what becomes of it is decided now."""
    if memory.order(heard.message.reference):
        yield error(heard, habits, "known-already", "Une commande existe déjà sous cette référence")
        return
    code = objection(heard, habits) or conflict(memory, heard)
    checked = habits.pace.due(heard.at, acknowledgement_moment(heard, habits))
    if not habits.faults.strike("no-acknowledgement", heard.message.reference):
        yield said_of(heard, "access_acknowledgement", "error" if code else "ok", code, checked)
    if code:
        memory.keep(order_of(heard, REFUSED, heard.at))
    else:
        yield from wired(memory, habits, heard)


def conflict(memory: AccessMemory, heard: Heard) -> str:
    """What another order of ours has taken already."""
    for other in memory.of_line(heard["line_number"]):
        if other.holds(heard.at) and other.state(heard.at) == OPEN:
            return "E-IN-PROGRESS"
        same = (other.technology, other.unbundling) == (heard["technology"], heard["unbundling"])
        if other.holds(heard.at) and same:
            return "E-UNBUNDLED"
    taken = any(other.holds(heard.at) for other in memory.at_place(place_of(heard)))
    return "E-POSITION-TAKEN" if taken else ""


def place_of(heard: Heard) -> str:
    return "/".join([heard["exchange"], heard["strip"], heard["position"]]) if heard["strip"] else ""


def order_of(heard: Heard, outcome: str, closes_at: datetime, wired_at: datetime | None = None) -> Order:
    return Order(
        reference=heard.message.reference,
        line_number=heard["line_number"],
        technology=heard["technology"],
        unbundling=heard["unbundling"],
        place=place_of(heard),
        outcome=outcome,
        closes_at=closes_at,
        wired_at=wired_at,
    )


def said_of(heard: Heard, kind: str, result: str, code: str, moment: datetime, **more: str) -> Reply:
    said = {"result": result, "code": code, "text": WORDS.get(code, ""), **more}
    return Reply(kind, heard.message.reference, said, moment)


def wired(memory: AccessMemory, habits: Habits, heard: Heard) -> Iterator[Reply]:
    """Somebody goes to the exchange; the line works then, or does not, and is reported, or is not."""
    code, honest = obstacle(heard, habits), wiring_moment(heard, habits)
    worked = habits.pace.due(heard.at, honest)
    reported = habits.pace.due(heard.at, report_moment(heard, honest, habits))
    if code:
        memory.keep(order_of(heard, FAILED, reported))
        report = said_of(heard, REPORT, "failed", code, reported)
    else:
        memory.keep(order_of(heard, DONE, worked, worked))
        report = said_of(heard, REPORT, "ok", "", reported, done_on=day(worked), pair=pair(heard, habits))
    reference = heard.message.reference
    if habits.faults.strike("no-report", reference):
        return
    yield report
    if habits.faults.strike("duplicate-report", reference):
        again = after(reported, habits.seed.between(20, 90, "again", reference))
        yield replace(report, at=habits.pace.due(reported, again), turn=1)
    if habits.faults.strike("report-for-unknown-order", reference):
        stranger = f"UO-1999-{habits.seed.between(1, 999_999, 'stranger', reference):06d}"
        yield replace(said_of(heard, REPORT, "ok", "", reported, done_on=day(worked)), reference=stranger, turn=2)
    if not code and habits.faults.strike("access-lost", reference):
        yield lost(heard, honest, habits)


def day(moment: datetime) -> str:
    return day_of(moment).isoformat()


def known(memory: AccessMemory, heard: Heard) -> Order | None:
    return memory.order(heard.message.reference)


def nobody_ordered(heard: Heard, habits: Habits) -> Reply:
    return error(heard, habits, "not-known", "Aucune commande sous cette référence")


@on("access_cancellation")
def cancelled(memory: AccessMemory, habits: Habits, heard: Heard) -> Iterator[Reply]:
    """Nothing more is said about it; too late once the line is wired, whether or not that was reported."""
    order = known(memory, heard)
    if order is None:
        yield nobody_ordered(heard, habits)
        return
    if order.is_wired(heard.at):
        yield error(heard, habits, "E-TOO-LATE", "La ligne est déjà câblée")
        return
    memory.drop_unsaid(order.reference)
    if order.state(heard.at) == OPEN:
        memory.keep(replace(order, outcome=CANCELLED, closes_at=heard.at, wired_at=None))


@on("access_termination")
def given_up(memory: AccessMemory, habits: Habits, heard: Heard) -> Iterator[Reply]:
    """The position is free from that day on; there is nothing to say."""
    order = known(memory, heard)
    if order is None:
        yield nobody_ordered(heard, habits)
    elif not order.is_wired(heard.at):
        yield error(heard, habits, "not-wired", "Cette ligne n'est pas câblée")
    else:
        memory.drop_unsaid(order.reference, "access_lost")
        memory.keep(replace(order, ends_at=last_day(heard)))


def last_day(heard: Heard) -> datetime:
    """From when on the line is given up: the day that was said, or at once."""
    try:
        return max(at(date.fromisoformat(heard["on"]), time()), heard.at)
    except ValueError:
        return heard.at


@on("access_reminder")
def reminded(memory: AccessMemory, habits: Habits, heard: Heard) -> Iterator[Reply]:
    """A report that lies about is found now and then; one that was given long ago, and must be lost, is given again."""
    order = known(memory, heard)
    if order is None:
        yield nobody_ordered(heard, habits)
        return
    found = memory.last_of(order.reference, REPORT)
    if found is None:
        return
    report, moment, said = found
    about = heard.message.id
    due = habits.pace.due(heard.at, after(heard.at, habits.seed.between(60, 420, "reminded", about)))
    if said and moment < heard.at - timedelta(days=1):
        yield Reply(REPORT, report.reference, report.fields, due)
    elif not said and order.is_wired(heard.at) and hurries(heard, habits):
        memory.say_sooner(report.id, due)


def hurries(heard: Heard, habits: Habits) -> bool:
    """Whether a reminder helps; what a fault holds back stays where it is."""
    held_back = habits.faults.strike("late-report", heard.message.reference)
    return not held_back and habits.seed.share("hurries", heard.message.id) < HURRIES
