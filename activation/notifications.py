"""What customers and staff are told by e-mail of their lines. Customers of partners hear it from their partner."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from activation.models import Subscription, SubscriptionState, Takeover, UnbundlingOrder
from activation.reasons import by_code
from bascule.board import last_minute
from bascule.models import History
from operators.notifications import Letter, Staff, tells
from operators.notifications.letters import cause_of
from operators.numbering import pretty

WHO_ENDS_TAKEOVERS = Staff("activation.end_takeover")


@tells("subscription.ordered")
def tell_of_orders(lines: Sequence[History]) -> Iterator[Letter]:
    """The line is ordered, and when it usually works."""
    known = our_own(line.record_id for line in lines)
    for line in lines:
        if one := known.get(line.record_id):
            facts = facts_of(one) | {"expected_on": one.expected_on.isoformat() if one.expected_on else ""}
            yield Letter(cause_of(line), "subscription_ordered", one.customer_id, facts)


@tells("subscription.waiting")
def tell_of_calls(lines: Sequence[History]) -> Iterator[Letter]:
    """Something stands in the way: we will call, and the customer may be faster."""
    known, reasons = our_own(line.record_id for line in lines), by_code(line.reason for line in lines)
    for line in lines:
        if one := known.get(line.record_id):
            reason = reasons[line.reason]
            words = {language: {"label": getattr(reason, f"label_{language}")} for language in ("fr", "en")}
            yield Letter(cause_of(line), "subscription_to_call", one.customer_id, facts_of(one) | {"reason": words})


@tells("subscription.activated")
def tell_of_lines_that_work(lines: Sequence[History]) -> Iterator[Letter]:
    """Once: another offer on a line that works is no news of this kind."""
    known = our_own(line.record_id for line in lines)
    for line in lines:
        one = known.get(line.record_id)
        if one and one.activated_at == line.at:
            facts = facts_of(one) | {"tv": one.offer.tv, "voip": one.offer.voip}
            yield Letter(cause_of(line), "subscription_activated", one.customer_id, facts)


@tells("unbundling_order.failed")
def tell_of_failures(lines: Sequence[History]) -> Iterator[Letter]:
    """The line could not be made and is ordered again; where we must call instead, that is what is told."""
    again = UnbundlingOrder.objects.filter(replaces__in=[line.record_id for line in lines])
    subscriptions = dict(again.values_list("replaces_id", "subscription_id"))
    known = our_own(subscriptions.values())
    for line in lines:
        one = known.get(subscriptions.get(line.record_id))  # type: ignore[arg-type]
        if one and one.state != SubscriptionState.WAITING_FOR_CUSTOMER:
            yield Letter(cause_of(line), "subscription_delayed", one.customer_id, facts_of(one))


@tells("takeover.open")
def tell_of_takeovers(lines: Sequence[History]) -> Iterator[Letter]:
    found = Takeover.objects.filter(pk__in=[line.record_id for line in lines]).select_related("other").in_bulk()
    for line in lines:
        if one := found.get(line.record_id):
            due_on = timezone.localdate(last_minute(one.due_at)).isoformat() if one.due_at else ""
            facts: dict[str, Any] = {"reference": one.reference, "side": one.side, "due_on": due_on}
            facts |= {"number": pretty(one.line_number), "operator": one.other.name if one.other else ""}
            page = {"page": reverse("activation:takeover", args=[one.reference])}
            yield Letter(cause_of(line), "takeover_opened", WHO_ENDS_TAKEOVERS, facts | page)


def our_own(keys: Iterable[UUID]) -> dict[UUID, Subscription]:
    """Those of our own customers, by key."""
    rows = Subscription.objects.filter(partner__code=settings.OWN_OPERATOR).select_related("offer")
    return rows.in_bulk(set(keys))


def facts_of(subscription: Subscription) -> dict[str, Any]:
    offer = subscription.offer
    return {
        "reference": subscription.reference,
        "number": pretty(subscription.line_number) if subscription.line_number else "",
        "offer": {"fr": offer.name_fr, "en": offer.name_en},
    }
