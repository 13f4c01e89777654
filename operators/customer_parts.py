"""What the rooms show on the page of a customer: a room enrols its part, and the page asks them all.

@shown_with_customers
def lines(customer, user): return CustomerPart("activation/_customer_lines.html", …)
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from bascule.board import Words
from operators.models import Customer


class CustomerPart(NamedTuple):
    """One part: its template is given `part`, which is `told`; `actions` are links beside the customer's name."""

    template: str
    told: Any
    actions: tuple[tuple[Words, str], ...] = ()


Source = Callable[[Customer, Any], CustomerPart | None]
SOURCES: list[Source] = []


def shown_with_customers(source: Source) -> Source:
    """Enrol what a room knows of a customer; it answers None when this person may not see it."""
    SOURCES.append(source)
    return source


def parts_of(customer: Customer, user: Any) -> list[CustomerPart]:
    found = (source(customer, user) for source in SOURCES)
    return [part for part in found if part]
