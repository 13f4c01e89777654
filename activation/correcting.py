"""What people do for a line that waits: call, correct, order again, or go on without the port."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from activation.checking import Wanted, check, refuse, refuse_day
from activation.models import (
    Call,
    Exchange,
    LineField,
    OrderState,
    Outcome,
    Subscription,
    SubscriptionState,
    UnbundlingOrder,
)
from activation.ordering import order_again, write_orders
from activation.reasons import reason_of
from bascule.lifecycle import Actor, check_may, perform
from bascule.models import DatedSetting
from bascule.rules import RuleRefused
from bascule.said import signed
from bascule.workdays import WorkingDay, add_working_days, area_of_postal_code
from operators.models import Customer
from portability.quoting.record import CUSTOMER_FIELDS, keep_customer

ADDRESS = ("line1", "line2", "postal_code", "city")
FIELD_OF = {"name": LineField.CUSTOMER_NAME.value} | {name: f"{LineField.ADDRESS.value}.{name}" for name in ADDRESS}
"""Which field of a correction each column of a customer comes from."""
ON_A_DAY = {Outcome.CALL_AGAIN, Outcome.VISIT_BOOKED}


def correct(
    subscription: Subscription, fields: Mapping[str, Any], *, by: Actor, now: datetime, note: str = ""
) -> Subscription:
    """Change what its reason lets change, and order again; the new order leaves with the next batch.

    `fields` are named as in `LineField`: `line_number` (national digits), `customer_name`, `address` (a mapping of
    line1, line2, postal_code, city), `exchange` (an Exchange). With none, the order is made again as it was. A note is
    kept as a call. Raises RuleRefused with its field, TransitionNotAllowed when it does not wait (any more), or
    PermissionDenied; then nothing is written.
    """
    check_may(subscription, "correct", by)
    changed = customer_with(subscription, fields)
    wanted = Wanted(
        customer=changed or subscription.customer,
        offer=subscription.offer,
        line_number=fields.get(LineField.LINE_NUMBER, subscription.line_number),
        exchange=another_exchange(subscription, fields),
        waived=subscription.withdrawal_waived,
        port_in=subscription.port_in,
        replaces=subscription.replaces,
        known=subscription,
    )
    checked = check(wanted, now=now)
    with transaction.atomic():
        former = last_order(subscription)
        held = held_waiting(subscription)
        check_names(held, fields)
        refuse_unless_sold(checked)
        changes = changes_of(held, wanted, changed, checked.exchange)
        names = sorted(fields)
        corrected = perform(held, "correct", by=by, now=now, private={"changes": changes}, fields=names)
        order_anew(corrected, former, by=by, now=now)
        if note:
            write_call(corrected, Outcome.CORRECTED, None, note, by=by, now=now)
    return corrected


def another_exchange(subscription: Subscription, fields: Mapping[str, Any]) -> Exchange | None:
    """The one that is chosen; one that is left as it was chooses nothing."""
    chosen: Exchange | None = fields.get(LineField.EXCHANGE)
    return None if chosen == subscription.exchange else chosen


def reorder(subscription: Subscription, *, by: Actor, now: datetime, note: str = "") -> Subscription:
    """Order again as it was, for what stood in the way is gone. Raises as `correct`."""
    return correct(subscription, {}, by=by, now=now, note=note)


def last_order(subscription: Subscription) -> UnbundlingOrder:
    """The order that came to nothing, held: orders are locked before their subscription."""
    rows = UnbundlingOrder.objects.filter(subscription=subscription).order_by("-created_at", "-reference")
    return rows.select_for_update(of=("self",))[:1].get()


def held_waiting(subscription: Subscription) -> Subscription:
    rows = Subscription.objects.select_for_update(of=("self",)).select_related("offer", "customer", "exchange")
    held = rows.get(pk=subscription.pk)
    if held.state != SubscriptionState.WAITING_FOR_CUSTOMER:
        raise TransitionNotAllowed(f"{held} is {held.state}", object=held)
    return held


def check_names(held: Subscription, fields: Mapping[str, Any]) -> None:
    reason = reason_of(held)
    allowed = reason.correctable_fields if reason else []
    for name in fields:
        if name not in allowed:
            sentence = _("What stands in the way of this line does not let this field be corrected.")
            raise RuleRefused("field_not_correctable", sentence, field=name, correctable_fields=allowed)


def refuse_unless_sold(checked: Any) -> None:
    """What is subscribed stays as it was sold, though it may be off sale by now."""
    verdicts = [verdict for verdict in checked.verdicts if verdict.code != "offer_not_on_sale"]
    refuse(type(checked)(checked.exchange, checked.line_check, checked.order_on, verdicts))


def customer_with(subscription: Subscription, fields: Mapping[str, Any]) -> Customer | None:
    """The customer as corrected: another row than before, for the old one may have other lines. None when unchanged."""
    said = dict(fields.get(LineField.ADDRESS, {}))
    if LineField.CUSTOMER_NAME in fields:
        said["name"] = fields[LineField.CUSTOMER_NAME]
    before = subscription.customer
    if all(getattr(before, name) == value for name, value in said.items()):
        return None
    customer = Customer(partner=before.partner, **{name: getattr(before, name) for name in CUSTOMER_FIELDS} | said)
    try:
        customer.full_clean(exclude=["partner"])
    except ValidationError as error:
        name, [first, *_others] = next(iter(error.error_dict.items()))
        raise RuleRefused(first.code or "invalid", first.messages[0], field=FIELD_OF.get(name, name)) from error
    return customer


def changes_of(
    held: Subscription, wanted: Wanted, changed: Customer | None, exchange: Exchange | None
) -> dict[str, Any]:
    """The columns of a correction; its address may be served by another exchange."""
    changes: dict[str, Any] = {
        "line_number": wanted.line_number,
        "exchange_id": exchange.pk if exchange else held.exchange_id,
    }
    if changed:
        kept = keep_customer(changed)
        kept.learn_from(held.customer)
        changes |= {"customer_id": kept.pk, "area": area_of_postal_code(kept.postal_code)}
    return changes


def order_anew(subscription: Subscription, former: UnbundlingOrder, *, by: Actor, now: datetime) -> UnbundlingOrder:
    """A new order in the place of the one that came to nothing."""
    if former.state == OrderState.ACKNOWLEDGED_IN_ERROR:
        former = perform(former, "correct", by=by, now=now)
    fresh = Subscription.objects.select_related("offer", "exchange").get(pk=subscription.pk)
    asked = order_again(former, fresh, timezone.localdate(now))
    return write_orders([asked], by=by, now=now)[0]


@transaction.atomic
def note_call(
    subscription: Subscription,
    outcome: str,
    *,
    by: Actor,
    now: datetime,
    again_on: date | None = None,
    note: str = "",
) -> Subscription:
    """Note what came of a call; whoever withdrew is cancelled. Raises RuleRefused, or as `perform`.

    A call after which the order is corrected is noted by `correct` itself.
    """
    today = timezone.localdate(now)
    if outcome == Outcome.CORRECTED:
        raise RuleRefused("correct_instead", _("Correct the order: the call is noted with it."), field="outcome")
    if outcome in ON_A_DAY and again_on is None:
        raise RuleRefused("day_missing", _("Say on which day."), field="again_on")
    refuse_day(again_on, today, "again_on")
    if outcome == Outcome.WITHDREW:
        from activation.changing import CUSTOMER_WITHDREW, cancel

        write_call(subscription, outcome, None, note, by=by, now=now)
        return cancel(subscription, by=by, now=now, reason=CUSTOMER_WITHDREW)
    again_on = again_on or next_call(subscription, now)
    called = perform(subscription, "call", by=by, now=now, outcome=outcome, call_again_on=again_on)
    write_call(called, outcome, again_on, note, by=by, now=now)
    return called


def next_call(subscription: Subscription, now: datetime) -> date:
    """Nobody answered: we call again as soon as we would have called at first."""
    today = timezone.localdate(now)
    return add_working_days(today, DatedSetting.on(today)["call_days"], WorkingDay.OUVRE, subscription.area)


def write_call(
    subscription: Subscription, outcome: str, again_on: date | None, note: str, *, by: Any, now: datetime
) -> Call:
    said = signed(by, now)
    return Call.objects.create(subscription=subscription, outcome=outcome, again_on=again_on, note=note[:2_000], **said)


def go_on_without_port(subscription: Subscription, *, by: Actor, now: datetime) -> Subscription:
    """Have the line made although its number cannot be ported: the number may be lost. Raises RuleRefused, or as
    `perform`."""
    if subscription.port_in_id is None:
        raise RuleRefused("no_port", _("No port goes with this line."))
    return perform(subscription, "drop_port", by=by, now=now)
