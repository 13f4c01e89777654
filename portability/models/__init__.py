from portability.models.comment import Comment
from portability.models.number import Number, Port
from portability.models.port_in import PortIn, PortInNumber
from portability.models.price_list import PriceList, PriceTier
from portability.models.quote import DeclineReason, Quote, QuoteLine, QuoteRequest

__all__ = [
    "Comment",
    "DeclineReason",
    "Number",
    "Port",
    "PortIn",
    "PortInNumber",
    "PriceList",
    "PriceTier",
    "Quote",
    "QuoteLine",
    "QuoteRequest",
]
