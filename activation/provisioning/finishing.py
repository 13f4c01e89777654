"""Lines that have all they need start to work, and numbers that do not come after all are done without."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from activation.models import Allocation, AllocationStatus, Goal, Lease, Service, Subscription, SubscriptionState
from activation.provisioning.goals import aim
from activation.provisioning.spelling import national
from bascule.lifecycle import SYSTEM, Outcome, perform_many
from portability.models import PortInNumber
from portability.models.port_in_state import PortInState

LOST = [PortInState.CANCELLED, PortInState.REVERSED]


def finish_served(now: datetime) -> Outcome:
    """Lines that are being activated, and whose offer needs nothing more, are active."""
    services = Allocation.objects.filter(subscription=OuterRef("pk"), goal=Goal.ALLOCATED)
    services = services.exclude(kind=Service.LOW_SPEED)
    rows = Subscription.objects.filter(state=SubscriptionState.ACTIVATING)
    rows = rows.filter(Exists(services), ~Exists(services.exclude(status=AllocationStatus.ALLOCATED)))
    lines = list(rows.select_related("offer").only("offer"))
    if not lines:
        return Outcome()
    allocated = Allocation.objects.filter(subscription__in=rows, status=AllocationStatus.ALLOCATED)
    there = set(allocated.values_list("subscription_id", "kind"))
    served = [one.pk for one in lines if all((one.pk, kind) in there for kind in one.offer.services)]
    return perform_many(Subscription.objects.filter(pk__in=served), "finish", by=SYSTEM, now=now)


def lose_ports() -> None:
    """Telephones whose number was to be ported here, and is not any more, are allocated anew."""
    lost = Q(allocation__subscription__port_in__state__in=LOST) | Q(allocation__subscription__without_port=True)
    leases = Lease.objects.filter(lost, kind=Service.VOIP, pool=None, allocation__goal=Goal.ALLOCATED)
    rows = list(leases.values_list("pk", "allocation_id", "value", "allocation__subscription__port_in"))
    if not rows:
        return
    ports = PortInNumber.objects.filter(port_in__in={port for *_others, port in rows if port})
    numbers = set(ports.values_list("port_in_id", "national"))
    gone = {lease: key for lease, key, value, port in rows if (port, national(value)) in numbers}
    with transaction.atomic():
        Lease.objects.filter(pk__in=gone).delete()
        aim(Allocation.objects.filter(pk__in=gone.values()), Goal.ALLOCATED, status=AllocationStatus.PENDING)
