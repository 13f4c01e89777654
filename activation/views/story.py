"""What happened to a subscription and to its orders, with what people said of it."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from activation.models import Subscription, UnbundlingOrder
from bascule.models import History
from bascule.timeline import Event, event_of, explanations, latest_first, who_did
from operators.exchange.about import messages_about


def story_of(subscription: Subscription, orders: Sequence[UnbundlingOrder]) -> list[Event]:
    """The moves of both lives, the messages, calls and comments, the latest first."""
    return latest_first(moves_of(subscription, orders), said_of(orders), written_about(subscription))


def moves_of(subscription: Subscription, orders: Sequence[UnbundlingOrder]) -> Iterator[Event]:
    keys = [subscription.pk, *(order.pk for order in orders)]
    lines = list(History.objects.filter(record_id__in=keys).select_related("by_user"))
    explained = explanations(lines)
    return (event_of(line, explained, {}) for line in reversed(lines))


def said_of(orders: Sequence[UnbundlingOrder]) -> Iterator[Event]:
    return (event for order in orders for event in messages_about(order.reference))


def written_about(subscription: Subscription) -> Iterator[Event]:
    for call in subscription.calls.exclude(note="").select_related("by_user"):
        yield Event(_("Note of a call"), call.get_outcome_display(), who_did(call), call.at, "comment", call.note)
    for one in subscription.comments.select_related("by_user"):
        words = _("Comment") if one.internal else _("Comment that the partner reads")
        yield Event(words, "", who_did(one), one.at, "comment", one.text)
