"""What a key may do with a subscription now, as the URL segments of its acts."""

from activation.models import Subscription, SubscriptionState
from bascule.lifecycle import allowed_moves
from operators.models import ApiKey

SEGMENTS = {
    "correct": ("correct", "reorder"),
    "call": ("call",),
    "drop_port": ("continue-without-port",),
    "cancel": ("cancel",),
    "suspend": ("suspend",),
    "resume": ("resume",),
    "change_offer": ("change-offer", "move"),
    "terminate": ("terminate",),
    "reveal": ("reveal-secret",),
}
"""The acts that a move stands for, by its name."""


def allowed_segments(subscription: Subscription, key: ApiKey) -> list[str]:
    moves = [move for move in allowed_moves(subscription, key) if makes_sense(subscription, move)]
    segments = [segment for move in moves for segment in SEGMENTS.get(move, ())]
    if subscription.state == SubscriptionState.SUSPENDED and key.has_perm(CHANGE, subscription):
        segments += SEGMENTS["change_offer"]
    return segments


CHANGE = "activation.change_offer_of_subscription"


def makes_sense(subscription: Subscription, move: str) -> bool:
    """A port can only be dropped where there is one."""
    return move != "drop_port" or (subscription.port_in_id is not None and not subscription.without_port)
