"""The RIOs that we issue: every number that works for a customer of ours has one, which its customer can ask for.

A reference is drawn by lot and given once: whoever knows one RIO of ours must not be able to tell the next one.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max
from django.db.models.functions import Substr
from django.utils import timezone

from bascule.lifecycle import CHUNK
from operators.models import Customer, CustomerKind, RioCode
from portability import rio
from portability.models import Number

SYMBOLS = rio.ALPHABET.removesuffix("+")
QUALIFIERS = {CustomerKind.PERSON: "P", CustomerKind.BUSINESS: "E"}
PLACE, LENGTH = 4, 6
"""Where the reference stands in a RIO, counted from one, and its length."""
MOBILE = ("06", "07")


class Issued(NamedTuple):
    """How many numbers have a RIO now, and how many can have none: no code of ours fits them."""

    issued: int = 0
    without: int = 0


def issue(now: datetime, *, nationals: Iterable[str] | None = None, again: bool = False) -> Issued:
    """Give a RIO to our active numbers that have none, in chunks; `again` gives those that have one another one.

    Safe to run twice and to be killed anywhere. A number that is being moved meanwhile gets its RIO from its move.
    """
    wanted = Number.objects.active() if nationals is None else Number.objects.active().among(list(nationals))
    wanted = wanted if again else wanted.filter(rio="")
    issued = without = last = 0
    end = wanted.aggregate(last=Max("national"))["last"] or ""
    start = ""
    while start < end:
        with transaction.atomic():
            rows = wanted.filter(national__gt=start).order_by("national").select_for_update(of=("self",))
            chunk = list(rows[:CHUNK])
            last = issue_to(chunk, now)
        if not chunk:
            break
        start, issued, without = chunk[-1].national, issued + last, without + len(chunk) - last
    return Issued(issued, without)


def issue_to(numbers: Sequence[Number], now: datetime | None = None) -> int:
    """Give each of these numbers a RIO of its own, and return how many got one; a constant number of queries.

    The caller holds the rows. A number of another plan than ours, or without a code of ours for it, is left without.
    """
    if not numbers:
        return 0
    codes = own_codes(timezone.localdate(now or numbers[0].updated_at))
    kinds = dict(Customer.objects.filter(pk__in={one.customer_id for one in numbers}).values_list("pk", "kind"))
    with_one = [(one, code) for one in numbers if (code := code_for(one.national, codes))]
    references = draw(len(with_one))
    for (number, code), reference in zip(with_one, references, strict=True):
        qualifier = QUALIFIERS[CustomerKind(kinds[number.customer_id])] if number.customer_id in kinds else "E"
        number.rio = str(rio.make(code, qualifier, reference, number.national))
    Number.objects.bulk_update([number for number, _code in with_one], ["rio"], batch_size=CHUNK)
    return len(with_one)


def own_codes(today: date) -> Mapping[bool, str]:
    """Our RIO code of fixed numbers under False, and of mobile ones under True, as far as we have them."""
    rows = RioCode.objects.in_force(today).filter(operator__code=settings.OWN_OPERATOR).order_by("-code")
    return {code.isdigit(): code for code in rows.values_list("code", flat=True)}


def code_for(national: str, codes: Mapping[bool, str]) -> str:
    """The code of ours that a number's RIO opens with; empty when it can have none."""
    return codes.get(national.startswith(MOBILE), "") if rio.NATIONAL.fullmatch(national) else ""


def draw(count: int) -> list[str]:
    """So many references that no number of ours has, nor had since it came to its customer."""
    drawn: dict[str, None] = {}
    while len(drawn) < count:
        fresh = {reference() for _turn in range(count - len(drawn))}
        drawn |= dict.fromkeys(sorted(fresh - given(fresh)))
    return list(drawn)[:count]


def reference() -> str:
    return "".join(secrets.choice(SYMBOLS) for _place in range(LENGTH))


def given(references: Iterable[str]) -> set[str]:
    """Those of these references that a number has."""
    rows = Number.objects.exclude(rio="").annotate(given=Substr(F("rio"), PLACE, LENGTH))
    return set(rows.filter(given__in=list(references)).values_list("given", flat=True))
