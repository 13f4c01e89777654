"""What somebody asks when asking for a quote, once it is readable."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from operators.models import Customer, Operator
from operators.numbering import Entry


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
