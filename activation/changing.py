"""A line that lives changes: suspended, resumed, another offer, another place, cancelled, terminated."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_fsm import TransitionNotAllowed

from activation.models import Exchange, Offer, Subscription, SubscriptionState, UnbundlingOrder
from activation.subscribing import subscribe
from bascule.lifecycle import Actor, perform
from bascule.rules import RuleRefused
from operators.models import Customer


class EndReason(models.TextChoices):
    """Why a line is cancelled, suspended or terminated."""

    CUSTOMER_WITHDREW = "customer_withdrew", gettext_lazy("the customer withdrew")
    CUSTOMER_ASKED = "customer_asked", gettext_lazy("the customer asked for it")
    NO_LINE = "no_line", gettext_lazy("no line can be made")
    UNPAID = "unpaid", gettext_lazy("unpaid")
    MOVED = "moved", gettext_lazy("the customer moved")
    MISTAKE = "mistake", gettext_lazy("ordered by mistake")
    OTHER = "other", gettext_lazy("another reason")


CUSTOMER_WITHDREW = EndReason.CUSTOMER_WITHDREW.value
LIVING = {SubscriptionState.ACTIVE, SubscriptionState.SUSPENDED}


def move_held(subscription: Subscription, name: str, *, by: Actor, now: datetime, reason: str) -> Subscription:
    """Make one move whose consequences move orders too: orders are locked before their subscription."""
    with transaction.atomic():
        list(UnbundlingOrder.objects.filter(subscription=subscription).order_by("pk").select_for_update(of=("self",)))
        return perform(subscription, name, by=by, now=now, reason=reason)


def cancel(subscription: Subscription, *, by: Actor, now: datetime, reason: str = "") -> Subscription:
    """No line is wanted any more: its order is cancelled, at the incumbent too, its parcels are recalled.

    `reason` is a code of `EndReason`. Raises as `perform`.
    """
    return move_held(subscription, "cancel", by=by, now=now, reason=reason)


def terminate(subscription: Subscription, *, by: Actor, now: datetime, reason: str = "") -> Subscription:
    """The line is given up, with all that it holds. Raises as `perform`."""
    return move_held(subscription, "terminate", by=by, now=now, reason=reason)


def suspend(subscription: Subscription, *, by: Actor, now: datetime, reason: str = "") -> Subscription:
    return perform(subscription, "suspend", by=by, now=now, reason=reason)


def resume(subscription: Subscription, *, by: Actor, now: datetime, reason: str = "") -> Subscription:
    return perform(subscription, "resume", by=by, now=now, reason=reason)


def change_offer(
    subscription: Subscription, offer: Offer, *, by: Actor, now: datetime, waived: bool = False
) -> Subscription:
    """Another offer: on the same line when it is of the same kind, else on one that will replace it.

    Returns the subscription that has the new offer. Raises RuleRefused with its field, or as `perform`.
    """
    if not offer.on_sale:
        raise RuleRefused("offer_not_on_sale", _("This offer is no longer sold."), field="offer")
    if offer.pk == subscription.offer_id:
        raise RuleRefused("same_offer", _("This is the offer that it has."), field="offer")
    now_has = subscription.offer
    if (offer.technology, offer.unbundling) == (now_has.technology, now_has.unbundling):
        private = {"changes": {"offer_id": offer.pk}}
        return perform(subscription, "change_offer", by=by, now=now, private=private, offer=offer.code)
    check_replaceable(subscription, by)
    return subscribe(
        subscription.customer,
        offer,
        subscription.line_number,
        channel=subscription.channel,
        exchange=subscription.exchange,
        partner=subscription.partner,
        waived=waived,
        replaces=subscription,
        by=by,
        now=now,
    )


def move(
    subscription: Subscription,
    customer: Customer,
    line_number: str = "",
    *,
    by: Actor,
    now: datetime,
    exchange: Exchange | None = None,
    offer: Offer | None = None,
    waived: bool = False,
    wanted_on: date | None = None,
) -> Subscription:
    """The customer moves: `customer` has the new address. The former line ends when the new one works.

    Raises as `subscribe`.
    """
    check_replaceable(subscription, by)
    return subscribe(
        customer,
        offer or subscription.offer,
        line_number,
        channel=subscription.channel,
        partner=subscription.partner,
        exchange=exchange,
        waived=waived,
        wanted_on=wanted_on,
        replaces=subscription,
        by=by,
        now=now,
    )


def check_replaceable(subscription: Subscription, by: Actor) -> None:
    """Only a line that lives is replaced, by whoever may change its offer."""
    if subscription.state not in LIVING:
        raise TransitionNotAllowed(f"{subscription} is {subscription.state}", object=subscription)
    permission = "activation.change_offer_of_subscription"
    # As django-fsm asks: a key answers for a record alone, a person for all of them alone.
    if not (by.has_perm(permission, subscription) or by.has_perm(permission)):
        raise PermissionDenied(_("You may not do this."))
