"""Where the pair of a line ends on our equipment."""

from django.db.models import Prefetch

from activation.models import Position, PositionState, Subscription

WITH_PLACE = Prefetch(
    "subscription__positions",
    Position.objects.filter(state__in=PositionState.taken()).select_related("strip__dslam"),
)
"""For a queryset of what belongs to subscriptions: their places in one query."""


def place_of(subscription: Subscription) -> str:
    """``dslam-1/R001/3``; empty for a fibre, which has no position."""
    held = [one for one in subscription.positions.all() if one.state in PositionState.taken()]
    return f"{held[0].strip.dslam.name}/{held[0].strip.code}/{held[0].number}" if held else ""
