"""A customer subscribes: the subscription, its first order, its position and its parcels, or nothing of it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from activation import porting
from activation.checking import Checked, Wanted, check, refuse, refuse_day
from activation.deadlines import expected_on, order_on
from activation.eligibility import LineCheck
from activation.following import SUBSCRIBE, follow
from activation.models import Exchange, Offer, OrderState, Subscription, Unbundling
from activation.ordering import Asked, write_orders
from bascule.lifecycle import Actor, enter
from bascule.models import DatedSetting
from bascule.rules import InTheWay
from bascule.workdays import area_of_postal_code
from operators.models import Customer, Operator
from portability.models import PortIn

ONE_LINE = ("one_subscription_a_line", "one_replacement_a_subscription", "line_number", "replaces_id")
"""How the two databases name what keeps a second subscription off a line."""


def subscribe(
    customer: Customer,
    offer: Offer,
    line_number: str = "",
    *,
    channel: str,
    by: Actor,
    now: datetime,
    partner: Operator | None = None,
    exchange: Exchange | None = None,
    waived: bool = False,
    port_in: PortIn | None = None,
    wanted_on: date | None = None,
    external_reference: str = "",
    replaces: Subscription | None = None,
    line_check: LineCheck | None = None,
    key: UUID | None = None,
) -> Subscription:
    """Subscribe a customer to an offer on a line, given by its national digits; a new fibre has none.

    The eligibility server is asked unless its answer is given. The same `key` again is given the subscription that it
    has. Raises RuleRefused with its field, InTheWay when somebody was faster, ValidationError for a customer that is
    not whole; then nothing is written.
    """
    if key and (made := Subscription.objects.filter(pk=key).first()):
        return made
    refuse_day(wanted_on, timezone.localdate(now), "wanted_on")
    wanted = Wanted(customer, offer, line_number, exchange, waived, port_in, replaces)
    checked = check(wanted, now=now, line_check=line_check)
    refuse(checked)
    said = {"pk": key or uuid4(), "channel": channel, "wanted_on": wanted_on, "external_reference": external_reference}
    return keep(wanted, checked, partner, said, by=by, now=now)


def keep(
    wanted: Wanted, checked: Checked, partner: Operator | None, said: Mapping[str, Any], *, by: Actor, now: datetime
) -> Subscription:
    """Write it all, or nothing; two who were checked at the same moment are told apart by the database."""
    try:
        with transaction.atomic():
            return write(wanted, checked, partner or wanted.customer.partner, said, by=by, now=now)
    except IntegrityError as error:
        if not any(name in str(error) for name in ONE_LINE):
            raise
        raise InTheWay(_("A subscription lives on this line already."), field="line_number") from error


def write(
    wanted: Wanted, checked: Checked, partner: Operator, said: Mapping[str, Any], *, by: Actor, now: datetime
) -> Subscription:
    customer, offer, today = wanted.customer, wanted.offer, timezone.localdate(now)
    settings = DatedSetting.on(today)
    leaves_on = order_on(today, offer.unbundling, wanted.waived, settings)
    subscription = Subscription(
        partner=partner,
        customer=customer,
        offer=offer,
        line_number=wanted.line_number,
        exchange=checked.exchange,
        line_check=checked.line_check.as_json() if checked.line_check.asked else {},
        area=area_of_postal_code(customer.postal_code),
        subscribed_on=today,
        withdrawal_waived=wanted.waived,
        expected_on=expected_on(leaves_on, settings),
        port_in=wanted.port_in,
        replaces=wanted.replaces,
        **said,
    ).begin(now)
    # Whoever sent the same demand a moment ago is done by now: references are given out one transaction at a time.
    if made := Subscription.objects.filter(pk=subscription.pk).first():
        return made
    if customer.pk is None:
        customer.full_clean(exclude=["partner"])
        customer.save()
        subscription.customer = customer
    subscription.save(force_insert=True)
    enter([subscription], by=by, now=now)
    held = offer.unbundling == Unbundling.FULL and not wanted.waived and leaves_on > today
    state = OrderState.HELD if held else OrderState.DUE
    write_orders([Asked(subscription, leaves_on, state)], by=by, now=now)
    if wanted.port_in:
        porting.attach(subscription, wanted.port_in, now=now)
    follow([subscription], SUBSCRIBE)
    return subscription
