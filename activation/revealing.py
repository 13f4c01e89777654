"""The secrets of a line's services: sealed where they are kept, read by few, and never without a trace."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from activation.models import Allocation, Subscription
from bascule.lifecycle import Actor, perform
from bascule.rules import RuleRefused
from bascule.sealing import Unreadable, unseal


@transaction.atomic
def reveal(subscription: Subscription, kind: str, *, by: Actor, now: datetime) -> tuple[Allocation, str]:
    """A service and its secret; the history says who read it, and when. Raises RuleRefused, or as `perform`."""
    perform(subscription, "reveal", by=by, now=now, kind=kind)
    allocation = Allocation.objects.live().filter(subscription=subscription, kind=kind).first()
    if allocation is None or not allocation.sealed:
        raise RuleRefused("no_secret", _("This line has no such secret."), field="kind")
    try:
        return allocation, unseal(allocation.sealed)
    except Unreadable as error:
        raise RuleRefused("secret_lost", _("It was sealed under a key that is gone."), field="kind") from error
