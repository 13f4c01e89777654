"""How long a quote of 10,000 numbers takes through the API, beside a floor measured in the same minute.

    PYTHONPATH=. python bench/quote.py            SQLite
    DATABASE_URL=postgres://… python bench/quote.py

The floor writes as many rows of the same shape in bulk and reads them again, and does nothing else. Every other number
is written in its own spelling, one in a hundred has a RIO, one in a thousand is a typo.
"""

from statistics import median
from typing import Any

from bench.scratch import scratch, timed

COUNT, RUNS, LIMIT = 10_000, 5, 1.0


def spelled(number: int) -> str:
    if number % 1000 == 7:
        return f"01 99 00 {number}"
    return f"01 99 00 {number // 100:02} {number % 100:02}" if number % 2 else f"+33 1 9900 {number:04}"


def body() -> dict[str, Any]:
    from tests.portability.world import PARIS_ADDRESS, rio_for

    with_rio = [f"019900{number:04}" for number in range(0, COUNT, 100)]
    return {
        "customer": {"name": "Boulangerie Durand", "address": PARIS_ADDRESS},
        "numbers": [spelled(number) for number in range(COUNT)],
        "rios": {number: rio_for(number) for number in with_rio},
    }


def bare() -> None:
    """The rows of a quote, in bulk, and back."""
    from portability.models import QuoteLine
    from tests.factories import QuoteFactory

    quote = QuoteFactory()
    QuoteLine.objects.bulk_create(
        QuoteLine(
            quote_id=quote.pk, position=n, input="-", number=f"019900{n:04}", portable=False, rio_status="missing"
        )
        for n in range(COUNT)
    )
    list(QuoteLine.objects.filter(quote=quote))


def measure() -> None:
    from django.db import connection

    from operators.models import Operator
    from tests.factories import ApiKeyFactory, client_of
    from tests.portability import world

    world.build()
    partner = client_of(ApiKeyFactory(operator=Operator.objects.get(code="NWOT")))
    asked = body()

    def ask() -> None:
        answer = partner.post("/api/v1/quotes/", asked)
        assert answer.status_code == 201, answer.content

    ask()
    pairs = [(timed(bare), timed(ask)) for _ in range(RUNS)]
    floor, quote = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    ratio = median(quote / floor for floor, quote in pairs)
    print(f"a quote of {COUNT:,} numbers by the API, {connection.vendor}, median of {RUNS}")
    print(f"  floor {floor:.2f} s, quote {quote:.2f} s (x{ratio:.1f}, limit {LIMIT} s)")


if __name__ == "__main__":
    with scratch():
        measure()
