"""The screens of portability: new quote, quotes, one quote, port-ins, one port-in, look-up of a number."""

from portability.views.correction import port_in_correct
from portability.views.customers import (
    contact_add,
    contact_edit,
    contact_remove,
    customer_detail,
    customer_edit,
    customer_list,
    note_add,
    note_remove,
)
from portability.views.cutovers import cutover, cutover_move, cutover_test, cutovers
from portability.views.differences import difference_list
from portability.views.inventories import (
    inventory_list,
    quote_ask_inventory,
    quote_inventory,
    quote_keep,
    quote_offer,
    quote_refuse_inventory,
)
from portability.views.new_quote import quote_new, quote_preview
from portability.views.number import number_lookup
from portability.views.orders import quote_order, quote_order_total
from portability.views.papers import (
    port_in_comment,
    port_in_document,
    port_in_document_add,
    port_in_mandate,
    quote_mandate,
)
from portability.views.port_in import port_in_detail, port_in_move
from portability.views.port_in_bulk import port_in_bulk
from portability.views.port_ins import port_in_export, port_in_list
from portability.views.port_out import port_out_answer, port_out_cancel, port_out_detail, port_out_tick
from portability.views.port_out_bulk import port_out_bulk
from portability.views.port_out_planning import port_out_go, port_out_reschedule
from portability.views.port_outs import port_out_export, port_out_list
from portability.views.quote import quote_decline, quote_detail
from portability.views.quotes import quote_list
from portability.views.restorations import restoration_detail, restoration_list, restoration_move, restoration_new
from portability.views.returns import number_terminate, return_give_back, return_list

__all__ = [
    "contact_add",
    "contact_edit",
    "contact_remove",
    "customer_detail",
    "customer_edit",
    "customer_list",
    "cutover",
    "cutover_move",
    "cutover_test",
    "cutovers",
    "difference_list",
    "inventory_list",
    "note_add",
    "note_remove",
    "number_lookup",
    "number_terminate",
    "port_in_bulk",
    "port_in_comment",
    "port_in_correct",
    "port_in_detail",
    "port_in_document",
    "port_in_document_add",
    "port_in_export",
    "port_in_list",
    "port_in_mandate",
    "port_in_move",
    "port_out_answer",
    "port_out_bulk",
    "port_out_cancel",
    "port_out_detail",
    "port_out_export",
    "port_out_go",
    "port_out_list",
    "port_out_reschedule",
    "port_out_tick",
    "quote_ask_inventory",
    "quote_decline",
    "quote_detail",
    "quote_inventory",
    "quote_keep",
    "quote_list",
    "quote_mandate",
    "quote_new",
    "quote_offer",
    "quote_order",
    "quote_order_total",
    "quote_preview",
    "quote_refuse_inventory",
    "restoration_detail",
    "restoration_list",
    "restoration_move",
    "restoration_new",
    "return_give_back",
    "return_list",
]
