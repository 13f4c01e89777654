"""The lines of a customer, on the page of the customer."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activation.models import Subscription, SubscriptionState
from activation.reasons import by_code
from bascule.board import bucket_of
from operators.customer_parts import CustomerPart, shown_with_customers
from operators.models import Customer

MOST = 50


@shown_with_customers
def lines(customer: Customer, user: Any) -> CustomerPart | None:
    """Its lines, those under way first; whoever may sell is led to a new one."""
    if not user.has_perm("activation.view_subscription"):
        return None
    found = list(Subscription.objects.filter(customer=customer).select_related("offer").order_by("-created_at")[:MOST])
    under_way = SubscriptionState.under_way()
    found.sort(key=lambda one: (one.state not in under_way, one.state not in SubscriptionState.served()))
    reasons, now = by_code(one.waits_for for one in found if one.waits_for), timezone.now()
    rows = [(one, reasons.get(one.waits_for), bucket_of(one.due_at, now)) for one in found]
    return CustomerPart("activation/_customer_lines.html", rows, new_line(customer, user))


def new_line(customer: Customer, user: Any) -> tuple[tuple[Any, str], ...]:
    if not (customer.partner.is_own and user.has_perm("activation.add_subscription")):
        return ()
    return ((_("New subscription"), f"{reverse('activation:subscription_new')}?customer={customer.pk}"),)
