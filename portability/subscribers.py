"""Our customers as they describe themselves to their next operator: who plays recipients is told them.

The RIO of a line is told to whoever calls from it: what stands here is what a customer would know.
"""

from collections import defaultdict
from collections.abc import Iterator

from operators.exchange.simulator.subscribers import Subscriber, knows_subscribers
from operators.models import Customer
from portability.models import Number


@knows_subscribers
def subscribers() -> Iterator[Subscriber]:
    """Every customer with numbers that work, in two queries."""
    rows = Number.objects.active().order_by("national").values_list("customer_id", "national", "rio")
    numbers: dict[int, dict[str, str]] = defaultdict(dict)
    for customer_id, national, rio in rows:
        numbers[customer_id or 0][national] = rio
    for customer in Customer.objects.filter(pk__in=list(numbers)).order_by("name", "pk"):
        yield described(customer, numbers[customer.pk])


def described(customer: Customer, numbers: dict[str, str]) -> Subscriber:
    return Subscriber(
        name=customer.name,
        kind=customer.kind,
        numbers=tuple(numbers),
        rios={national: rio for national, rio in numbers.items() if rio},
        address=" ".join(filter(None, [customer.line1, customer.line2])),
        postal_code=customer.postal_code,
        city=customer.city,
        siren=customer.siren,
    )
