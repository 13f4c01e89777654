"""What agents type: a demand for a quote, what they answer about it, an order, and what they do with a request."""

from portability.forms.demand import (
    RIO,
    CustomerForm,
    DeclineForm,
    DemandForm,
    LookupForm,
    corrected,
    customer_so_far,
    is_alone,
)
from portability.forms.inventory import InventoryForm, RefusalForm
from portability.forms.moves import MoveForm, form_of
from portability.forms.order import OrderForm

__all__ = [
    "RIO",
    "CustomerForm",
    "DeclineForm",
    "DemandForm",
    "InventoryForm",
    "LookupForm",
    "MoveForm",
    "OrderForm",
    "RefusalForm",
    "corrected",
    "customer_so_far",
    "form_of",
    "is_alone",
]
