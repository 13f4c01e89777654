"""What donors answer, and when: each has its habits, and now and then a reason to refuse. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from bascule.workdays import WorkingDay, add_working_days, previous_working_day
from operators.exchange.codecs import read_numbers, write_numbers
from operators.exchange.simulator.chance import Seed
from operators.exchange.simulator.habits import Habits, Heard, Reply
from operators.exchange.simulator.hours import answer_day, day_of, end_of, last_legal_day, late_day, office_moment

# What a donor says, and how often among a hundred refusals. The words are theirs, so they are in French.
REFUSALS = (
    ("R-RIO", "RIO erroné pour ce numéro", 26),
    ("R-INACTIVE", "Numéro inactif à la date de la demande", 18),
    ("R-IN-PROGRESS", "Une autre demande de portage est en cours", 10),
    ("R-INCOMPLETE", "Demande incomplète", 9),
    ("R-MAIN-NUMBER", "La tête de ligne ne correspond pas", 10),
    ("R-MANDATE", "Référence de mandat absente", 6),
    ("R-DATE", "Date de portage non recevable", 6),
    ("R-NAME", "Le titulaire ne correspond pas", 6),
    ("R-UNPAID", "Facture impayée", 3),
    ("R-TECH", "Incompatibilité technique", 3),
    ("R-PLAN", "Numéro hors du plan de numérotation", 3),
)
WORDS = {code: words for code, words, _weight in REFUSALS}
ONE_BY_ONE = {"R-INACTIVE", "R-IN-PROGRESS"}
"""Grounds that concern single numbers of a request."""
LEGAL_DAYS = {"person": 2, "business": 6}
DAYS_UNASKED = 3
"""After its answer, a donor ports within this when nobody asked for a day."""
NATURAL_REFUSALS, NATURAL_DELAYS, NATURAL_DATES, NATURAL_LISTS_REFUSED = 0.05, 0.02, 0.03, 0.04


def eligibility(heard: Heard, habits: Habits) -> Reply | None:
    """A donor's answer to a request, or none for ever."""
    message = heard.message
    if habits.faults.strike("no-answer", message.id):
        return None
    honest = answer_moment(heard, habits)
    said: dict[str, str] = {}
    numbers = read_numbers(heard["numbers"])
    code, refused = refusal(heard, numbers, habits)
    if refused:
        said[f"refused.{code}"] = write_numbers(refused)
        said["text"] = WORDS.get(code, "")
    if accepted := [number for number in numbers if number not in set(refused)]:
        said["accepted"] = write_numbers(accepted)
        said["date"] = other_date(heard, honest, habits)
    return Reply("eligibility", message.reference, said, habits.pace.due(heard.at, honest))


def answer_moment(heard: Heard, habits: Habits) -> datetime:
    """When a donor honestly answers a request: one to four working days later, as is its habit."""
    message, today, seed = heard.message, day_of(heard.at), habits.seed
    legal = LEGAL_DAYS.get(heard["customer_kind"], LEGAL_DAYS["business"])
    extra = seed.between(0, 1, "mood", message.id)
    late = habits.by_itself(NATURAL_DELAYS, "late", message.id)
    if late or habits.faults.strike("late-answer", message.id):
        day = late_day(today, 1 + extra, legal, heard.area)
    else:
        usual = seed.between(1, 3, "habit", heard["donor"])
        day = answer_day(today, usual + extra, legal, heard.area)
    return office_moment(day, seed, message.id)


def last_legal_answer(heard: datetime, customer_kind: str, area: str) -> datetime:
    """The end of the last day on which an answer is in time."""
    return end_of(last_legal_day(day_of(heard), LEGAL_DAYS.get(customer_kind, LEGAL_DAYS["business"]), area))


def refusal(heard: Heard, numbers: Sequence[str], habits: Habits) -> tuple[str, list[str]]:
    """The code of a refusal and the numbers that it concerns; none when all is well."""
    message, seed = heard.message, habits.seed
    forced = habits.faults.rejection(message.id)
    if habits.faults.strike("partial", message.id):
        return forced or "R-INACTIVE", some_of(numbers, 2, seed, message.id)
    if forced:
        return forced, list(numbers)
    corrected = heard["attempt"] not in ("", "1")
    if corrected or not habits.by_itself(NATURAL_REFUSALS, "refusal", message.id):
        return "", []
    code = natural_code(seed, message.id)
    single = code in ONE_BY_ONE and len(numbers) > 1
    return code, some_of(numbers, 4, seed, message.id) if single else list(numbers)


def some_of(numbers: Sequence[str], parts: int, seed: Seed, *about: object) -> list[str]:
    """About one number in `parts`, at least one and never all; a single number is left alone."""
    count = min(len(numbers) - 1, max(1, len(numbers) // parts))
    drawn = sorted(numbers, key=lambda number: seed.share("some", number, *about))
    return sorted(drawn[:count])


def natural_code(seed: Seed, *about: object) -> str:
    drawn = seed.share("code", *about) * sum(weight for _code, _words, weight in REFUSALS)
    for code, _words, weight in REFUSALS:
        drawn -= weight
        if drawn < 0:
            return code
    return REFUSALS[-1][0]


def other_date(heard: Heard, answered: datetime, habits: Habits) -> str:
    """The day that a donor proposes when none was asked for, or one on which it cannot port; else nothing."""
    known = day_of(answered)
    try:
        wanted = date.fromisoformat(heard["date"])
    except ValueError:
        return add_working_days(known, DAYS_UNASKED, WorkingDay.OUVRE, heard.area).isoformat()
    if known >= wanted:
        return add_working_days(known, 1, WorkingDay.OUVRE, heard.area).isoformat()
    if habits.by_itself(NATURAL_DATES, "date", heard.message.id):
        days = habits.seed.between(1, 3, "date", heard.message.id)
        return add_working_days(wanted, days, WorkingDay.OUVRE, heard.area).isoformat()
    return ""


def inventory_answer(heard: Heard, habits: Habits) -> Reply | None:
    """A donor's list of the numbers behind a main number, or why it gives none; or no answer for ever."""
    message = heard.message
    if habits.faults.strike("no-answer", message.id):
        return None
    refused = habits.by_itself(NATURAL_LISTS_REFUSED, "list", message.id)
    if refused or habits.faults.strike("inventory-refused", message.id):
        said = {"answer": "refused", "code": "R-MAIN-NUMBER", "text": WORDS["R-MAIN-NUMBER"]}
    else:
        said = {"answer": "list", "numbers": write_numbers(numbers_behind(heard["main_number"], habits.seed))}
    return Reply("inventory_answer", message.reference, said, habits.pace.due(heard.at, list_moment(heard, habits)))


def list_moment(heard: Heard, habits: Habits) -> datetime:
    """Two to six days later, on a working day; after more than a week when late."""
    message, today = heard.message, day_of(heard.at)
    late = habits.faults.strike("late-answer", message.id)
    days = habits.seed.between(8, 11, "late", message.id) if late else habits.seed.between(2, 6, "list", message.id)
    day = previous_working_day(today + timedelta(days=days), WorkingDay.OUVRE, heard.area)
    day = max(day, add_working_days(today, 1, WorkingDay.OUVRE, heard.area))
    return office_moment(day, habits.seed, message.id)


def numbers_behind(main_number: str, seed: Seed) -> Iterator[str]:
    """The run of numbers around a main number, with it, less one that was given up now and then."""
    size = seed.pick((5, 10, 10, 10, 20, 30), "run", main_number)
    main = int(main_number)
    first = main - main % max(size, 10)
    for number in range(min(first, main), max(first + size, main + 1)):
        national = f"{number:0{len(main_number)}d}"
        if number == main or seed.share("given up", national) > 0.06:
            yield national
