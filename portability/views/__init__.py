"""The screens of portability: new quote, quotes, one quote, look-up of a number."""

from portability.views.new_quote import quote_new, quote_preview
from portability.views.number import number_lookup
from portability.views.quote import quote_decline, quote_detail, quote_inventory, quote_refuse_inventory
from portability.views.quotes import quote_list

__all__ = [
    "number_lookup",
    "quote_decline",
    "quote_detail",
    "quote_inventory",
    "quote_list",
    "quote_new",
    "quote_preview",
    "quote_refuse_inventory",
]
