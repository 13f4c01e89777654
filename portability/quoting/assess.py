"""The whole answer to a demand, computed and not written: what the preview shows is what the quote will say."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import islice
from typing import Any

from portability import rio
from portability.deadlines import earliest_date
from portability.experience import expected_date
from portability.models.quote import PortKind, PortType
from portability.quoting.asked import Asked
from portability.quoting.assessment import Assessment, DonorRequest, Given, Reasoning, Verdict
from portability.quoting.facts import Case, NumberFacts, case_of, gather
from portability.quoting.pricing import price_of
from portability.quoting.reasons import REASONS, Reason
from portability.quoting.rules import CLOSE_LOOK, EXPLANATIONS, FIRST_LOOK, WHOLE, is_complex
from portability.routing import Holder

MOST_CORRECTED = 200


def assess(asked: Asked, now: datetime) -> Assessment:
    """Judge every number, group them by donor, price and date the whole. Reads the database, writes nothing.

    Raises ImproperlyConfigured when our own operator is not known.
    """
    case = case_of(asked, now)
    whole = Assessment(case, [verdict_on(number, case) for number in gather(case)])
    suggest_corrections(whole.verdicts)
    portable = whole.portable
    whole.requests = requests_of(portable, case)
    whole.reasons = reasons_of(whole, portable)
    if whole.requests:
        add_price_and_dates(whole, len(portable))
    return whole


def verdict_on(number: NumberFacts, case: Case) -> Verdict:
    given = next(([found] for found in speaking(FIRST_LOOK, number, case)), None)
    given = list(speaking(CLOSE_LOOK, number, case)) if given is None else given
    return Verdict(number, given)


def suggest_corrections(verdicts: list[Verdict]) -> None:
    """Offer corrections for the first wrong RIOs: a whole column that slipped by a row is no thousand typos."""
    wrong = (verdict for verdict in verdicts if any(given.code == "rio_invalid" for given in verdict.reasons))
    for verdict in islice(wrong, MOST_CORRECTED):
        verdict.suggestions = rio.suggest(verdict.number.rio_text, verdict.number.national)


def speaking(rules: Iterable[Reason], *about: Any) -> Iterable[Given]:
    """The rules that have something to say of this."""
    for rule in rules:
        if (facts := rule.applies(*about)) is not None:
            yield Given(rule, facts)


def requests_of(portable: list[NumberFacts], case: Case) -> list[DonorRequest]:
    by_donor: dict[Holder, list[NumberFacts]] = defaultdict(list)
    for number in portable:
        if number.donor:
            by_donor[number.donor].append(number)
    return [
        DonorRequest(donor, kind_of_request(numbers), type_of_request(numbers, case), numbers)
        for donor, numbers in by_donor.items()
    ]


def kind_of_request(numbers: list[NumberFacts]) -> PortKind:
    return hardest({number.port_kind for number in numbers})


def hardest(kinds: Collection[PortKind | None]) -> PortKind:
    """The kind that asks most of us: a range holder to tell before anything else."""
    return next(kind for kind in (PortKind.SUBSEQUENT, PortKind.PORT_BACK, PortKind.FIRST) if kind in kinds)


def type_of_request(numbers: list[NumberFacts], case: Case) -> PortType:
    limit = case.settings["complex_from_numbers"]
    many = bool(limit) and len(numbers) >= limit
    return PortType.COMPLEX if many or any(is_complex(number, case) for number in numbers) else PortType.SIMPLE


def reasons_of(whole: Assessment, portable: list[NumberFacts]) -> list[Reasoning]:
    """Every reason once, with the numbers that it holds for: what explains the type first, then what is in the way."""
    found: dict[tuple[Any, ...], Reasoning] = {}
    for given in speaking(WHOLE, whole):
        found[given.code,] = Reasoning(given)
    for number in portable:
        for given in speaking(EXPLANATIONS, number, whole.case):
            note(found, given, number)
    for verdict in whole.verdicts:
        for given in verdict.reasons:
            note(found, given, verdict.number)
    ranks = {code: rank for rank, code in enumerate(REASONS)}
    return sorted(found.values(), key=lambda item: (item.given.reason.severity, ranks[item.given.code]))


def note(found: dict[tuple[Any, ...], Reasoning], given: Given, number: NumberFacts) -> None:
    key = (given.code, *given.facts.values())
    found.setdefault(key, Reasoning(given)).numbers.append(number)


def add_price_and_dates(whole: Assessment, numbers: int) -> None:
    case, asked = whole.case, whole.case.asked
    types = [request.type for request in whole.requests]
    if case.price_list:
        whole.price = price_of(case.price_list, types, numbers, inventory=asked.inventory)
    customer, donors = asked.customer, [request.donor.id for request in whole.requests]
    whole.earliest_date = earliest_date(customer.kind, customer.postal_code, case.now, case.settings)
    whole.expected_date = expected_date(donors, customer.postal_code, case.now, whole.earliest_date, case.settings)
