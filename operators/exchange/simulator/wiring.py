"""What the incumbent answers to an order, and when: it checks number and address, wires, and reports. Pure."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from bascule.workdays import WorkingDay, add_working_days, next_working_day
from operators.exchange.codecs import NUMBER, MalformedLine, read_numbers
from operators.exchange.simulator.crowd import NETWORKS
from operators.exchange.simulator.habits import Habits, Heard, Reply
from operators.exchange.simulator.hours import OPENS, after, at, day_of, office_moment
from operators.exchange.simulator.lines import BY_CODE, COPPER, FIBRE, LineFacts, closed_on, line_facts

WORDS = {
    "E-UNKNOWN-NUMBER": "Numéro inconnu",
    "E-ADDRESS": "L'adresse ne correspond pas au numéro",
    "E-UNLISTED": "Ligne en liste rouge, titulaire non vérifiable",
    "E-INACTIVE": "Ligne inactive",
    "E-HELD": "Ligne créée par un autre opérateur",
    "E-UNBUNDLED": "Ligne déjà dégroupée",
    "E-IN-PROGRESS": "Une commande est déjà en cours sur cette ligne",
    "E-MULTIPLEXED": "Ligne multiplexée",
    "E-LENGTH": "Ligne trop longue",
    "E-NO-PAIR": "Aucune paire disponible",
    "E-POSITION-USED": "Plot déjà câblé au répartiteur",
    "E-SATURATED": "Saturation du point de concentration",
    "E-NO-MANDATE": "Mandat du client absent",
    "E-CANCELLED": "Le client a renoncé",
    "E-ABSENT": "Client absent au rendez-vous",
    "E-STRIP-UNKNOWN": "Réglette inconnue",
    "E-POSITION-TAKEN": "Plot déjà réservé",
    "E-MALFORMED": "Commande illisible",
    "E-COPPER-CLOSED": "Zone fermée à la commande du cuivre",
}
AT_WIRING = {
    *("E-HELD", "E-MULTIPLEXED", "E-LENGTH", "E-NO-PAIR", "E-POSITION-USED", "E-SATURATED"),
    *("E-CANCELLED", "E-ABSENT"),
}
"""What comes out when somebody goes to the line; the rest is seen when the order is checked."""
NEXT_MORNING = 0.85
DAYS_TO_WIRE = (3, 4, 4, 5, 5, 5, 6, 7, 8)
NATURAL_ERRORS, NATURAL_DELAYS, HURRIES = 0.04, 0.03, 0.3
NATURAL_FAILURES = (
    ("E-HELD", 0.03),
    ("E-NO-PAIR", 0.015),
    ("E-SATURATED", 0.010),
    ("E-POSITION-USED", 0.005),
    ("E-ABSENT", 0.01),
)
LATE_DAY = 22
"""Calendar days after the order: past a week of reminders."""


def is_readable(heard: Heard) -> bool:
    """Whether an order has what an order needs."""
    technology, place = heard["technology"], (heard["exchange"], heard["strip"], heard["position"])
    try:
        read_numbers(heard["port_numbers"])
        if heard["wanted_on"]:
            date.fromisoformat(heard["wanted_on"])
    except (MalformedLine, ValueError):
        return False
    return (
        heard["attempt"] in ("1", "2", "3", "4")
        and heard["unbundling"] in ("partial", "full")
        and NUMBER.fullmatch(heard["line_number"]) is not None
        and bool(heard["address"] and heard["postal_code"])
        and (all(place) if technology == COPPER else technology == FIBRE and not any(place[1:]))
    )


def facts_of(heard: Heard, habits: Habits) -> LineFacts:
    return line_facts(heard["line_number"], heard["postal_code"], habits.seed.value, natural=habits.natural)


def defects(heard: Heard, habits: Habits) -> Iterator[str]:
    """The codes of what is in the way of an order, the plant's first."""
    technology, today = heard["technology"], day_of(heard.at)
    closed = closed_on(BY_CODE.get(heard["exchange"]))
    if technology == COPPER and closed and closed <= today:
        yield "E-COPPER-CLOSED"
    yield from facts_of(heard, habits).defects(technology, heard["address"], today)


def objection(heard: Heard, habits: Habits) -> str:
    """The code with which an order is not accepted; empty when all is well."""
    if not is_readable(heard):
        return "E-MALFORMED"
    if code := next((code for code in defects(heard, habits) if code not in AT_WIRING), ""):
        return code
    reference = heard.message.reference
    if habits.faults.strike("address-error", reference):
        return "E-ADDRESS"
    if heard["replaces"] or not habits.by_itself(NATURAL_ERRORS, "objection", reference):
        return ""
    return habits.seed.pick(("E-ADDRESS", "E-ADDRESS", "E-UNKNOWN-NUMBER"), "which objection", reference)


def obstacle(heard: Heard, habits: Habits) -> str:
    """The code with which the wiring fails; empty when the line works. Another's line stays another's."""
    if habits.faults.strike("line-of-another", heard["line_number"]):
        return "E-HELD"
    if code := next((code for code in defects(heard, habits) if code in AT_WIRING), ""):
        return code
    drawn = habits.seed.share("obstacle", heard.message.reference) if habits.natural else 1
    for code, share in NATURAL_FAILURES:
        drawn -= share
        if drawn < 0 and not (heard["technology"] == FIBRE and code == "E-POSITION-USED"):
            return code
    return ""


def acknowledgement_moment(heard: Heard, habits: Habits) -> datetime:
    """Mostly the next working morning, else the same day when somebody is there."""
    seed, about = habits.seed, heard.message.id
    if seed.share("checked", about) < NEXT_MORNING:
        morning = add_working_days(day_of(heard.at), 1, WorkingDay.OUVRE, heard.area)
        return at(morning, OPENS) + timedelta(minutes=seed.between(0, 200, "morning", about))
    return after(heard.at, seed.between(30, 180, "soon", about), heard.area)


def wiring_moment(heard: Heard, habits: Habits) -> datetime:
    """Three to eight working days later, and on no day before the one that the customer wants."""
    about = heard.message.reference
    days = habits.seed.pick(DAYS_TO_WIRE, "wired", about)
    day = add_working_days(day_of(heard.at), days, WorkingDay.OUVRE, heard.area)
    if heard["wanted_on"]:
        day = next_working_day(max(day, date.fromisoformat(heard["wanted_on"])), WorkingDay.OUVRE, heard.area)
    return office_moment(day, habits.seed, "wired", about)


def report_moment(heard: Heard, wired: datetime, habits: Habits) -> datetime:
    """Within hours, unless it lies about; then it comes after the reminders have begun."""
    seed, about = habits.seed, heard.message.reference
    if habits.faults.strike("late-report", about):
        return at(day_of(heard.at) + timedelta(days=LATE_DAY), time(10, seed.between(0, 59, "late", about)))
    prompt = after(wired, seed.between(30, 240, "reported", about), heard.area)
    if not habits.by_itself(NATURAL_DELAYS, "lies about", about):
        return prompt
    late = day_of(heard.at) + timedelta(days=seed.between(16, 21, "lies about", about))
    return max(prompt, office_moment(next_working_day(late, WorkingDay.OUVRE, heard.area), seed, "lies about", about))


def pair(heard: Heard, habits: Habits) -> str:
    about = heard.message.reference
    if heard["technology"] == FIBRE:
        return f"PTO FI-{habits.seed.token('pto', about)[:8].upper()}"
    return f"Tête {habits.seed.between(1, 24, 'head', about):02d} ; paire {habits.seed.between(1, 112, 'pair', about)}"


def lost(heard: Heard, wired: datetime, habits: Habits) -> Reply:
    """Weeks later, another operator takes the line; who it is, is not always said."""
    seed, about = habits.seed, heard.message.reference
    day = next_working_day(
        day_of(wired) + timedelta(days=seed.between(10, 30, "lost", about)), WorkingDay.OUVRE, heard.area
    )
    moment = habits.pace.due(heard.at, office_moment(day, seed, "lost", about))
    operator = seed.pick(("", *sorted(NETWORKS.values())), "taken by", about)
    said = {"line_number": heard["line_number"], "operator": operator, "on": day_of(moment).isoformat()}
    return Reply("access_lost", about, said, moment)
