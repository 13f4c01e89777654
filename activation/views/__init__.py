"""The screens of activation: subscriptions, one of them, who must be called, the plant, parcels, orders."""

from activation.views.acts import allocation_retry, order_settle, subscription_comment
from activation.views.subscription import subscription, subscription_move
from activation.views.subscriptions import subscription_export, subscription_list
from activation.views.waiting import subscription_call, subscription_correct, subscription_drop_port

__all__ = [
    "allocation_retry",
    "order_settle",
    "subscription",
    "subscription_call",
    "subscription_comment",
    "subscription_correct",
    "subscription_drop_port",
    "subscription_export",
    "subscription_list",
    "subscription_move",
]
