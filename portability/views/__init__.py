"""The screens of portability: new quote, quotes, one quote, port-ins, one port-in, look-up of a number."""

from portability.views.new_quote import quote_new, quote_preview
from portability.views.number import number_lookup
from portability.views.orders import quote_order, quote_order_total
from portability.views.port_in import port_in_comment, port_in_detail, port_in_move
from portability.views.port_ins import port_in_list
from portability.views.quote import quote_decline, quote_detail, quote_inventory, quote_refuse_inventory
from portability.views.quotes import quote_list

__all__ = [
    "number_lookup",
    "port_in_comment",
    "port_in_detail",
    "port_in_list",
    "port_in_move",
    "quote_decline",
    "quote_detail",
    "quote_inventory",
    "quote_list",
    "quote_new",
    "quote_order",
    "quote_order_total",
    "quote_preview",
    "quote_refuse_inventory",
]
