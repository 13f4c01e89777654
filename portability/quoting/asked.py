"""What somebody asks when asking for a quote, once it is readable."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from operators.models import Customer, Operator
from operators.numbering import Entry

TOO_LITTLE = _("Give numbers, or a main number with an inventory.")


@dataclass(slots=True)
class Asked:
    """A readable demand. `customer` may be unsaved; `rios` goes by national number.

    `key` names the demand: sent twice, it makes one quote.
    """

    partner: Operator
    customer: Customer
    entries: list[Entry]
    main_number: str = ""
    rios: dict[str, str] = field(default_factory=dict)
    keep_with_donor: list[str] = field(default_factory=list)
    donor: Operator | None = None
    inventory: bool = False
    external_reference: str = ""
    key: UUID = field(default_factory=uuid4)


def is_enough(entries: Sequence[Entry] | None, main_number: str | None, inventory: bool | None) -> bool:
    """Whether there is something to quote: numbers, or a donor's list to ask for."""
    return bool(entries or (main_number and inventory))
