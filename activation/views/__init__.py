"""The screens of activation: subscriptions, one of them, who must be called, the plant, parcels, orders."""

from activation.views.acts import allocation_retry, order_settle, subscription_comment, subscription_reveal
from activation.views.ageing import ageing
from activation.views.opening import subscription_new, subscription_preview
from activation.views.orders import order_export, order_list
from activation.views.picking import picking_list, shipment_references
from activation.views.plant import exchange, plant
from activation.views.shipments import shipment_export, shipment_list, shipment_send
from activation.views.subscription import subscription, subscription_move
from activation.views.subscriptions import subscription_export, subscription_list
from activation.views.takeovers import takeover, takeover_list, takeover_move, takeover_new
from activation.views.to_call import to_call
from activation.views.waiting import subscription_call, subscription_correct, subscription_drop_port

__all__ = [
    "ageing",
    "allocation_retry",
    "exchange",
    "order_export",
    "order_list",
    "order_settle",
    "picking_list",
    "plant",
    "shipment_export",
    "shipment_list",
    "shipment_references",
    "shipment_send",
    "subscription",
    "subscription_call",
    "subscription_comment",
    "subscription_correct",
    "subscription_drop_port",
    "subscription_export",
    "subscription_list",
    "subscription_move",
    "subscription_new",
    "subscription_preview",
    "subscription_reveal",
    "takeover",
    "takeover_list",
    "takeover_move",
    "takeover_new",
    "to_call",
]
