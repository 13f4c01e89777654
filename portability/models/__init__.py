from portability.models.answer_rule import AnswerRule
from portability.models.closing import ClosingItem
from portability.models.comment import Comment
from portability.models.difference import DifferenceKind, ListedPort, Outcome, RegisterDifference
from portability.models.document import Document, DocumentKind
from portability.models.inventory import Inventory, InventoryState
from portability.models.number import Number, Port
from portability.models.number_return import NumberReturn, Restoration
from portability.models.port_in import PortIn
from portability.models.port_in_number import PortInNumber
from portability.models.port_out import PortOut, PortOutCheck, PortOutNumber
from portability.models.price_list import PriceList, PriceTier
from portability.models.quote import DeclineReason, Quote, QuoteLine, QuoteRequest
from portability.models.rejection import Correctable, CounterpartReason, LegalGround, RejectionReason, WhoActs

__all__ = [
    "AnswerRule",
    "ClosingItem",
    "Comment",
    "Correctable",
    "CounterpartReason",
    "DeclineReason",
    "DifferenceKind",
    "Document",
    "DocumentKind",
    "Inventory",
    "InventoryState",
    "LegalGround",
    "ListedPort",
    "Number",
    "NumberReturn",
    "Outcome",
    "Port",
    "PortIn",
    "PortInNumber",
    "PortOut",
    "PortOutCheck",
    "PortOutNumber",
    "PriceList",
    "PriceTier",
    "Quote",
    "QuoteLine",
    "QuoteRequest",
    "RegisterDifference",
    "RejectionReason",
    "Restoration",
    "WhoActs",
]
