from activation.models.allocation import Allocation, AllocationStatus, Goal, Lease, Pool, Problem
from activation.models.desk import Call, Outcome, SubscriptionComment
from activation.models.offer import Offer, Parcel, Service
from activation.models.order import Reminder, UnbundlingOrder
from activation.models.plant import Dslam, Exchange, Position, PositionState, Strip
from activation.models.reason import FailureReason, Family, IncumbentCode, LineField, NextStep
from activation.models.shipment import Shipment, ShipmentStatus
from activation.models.states import (
    FIRST_ATTEMPT,
    LAST_ATTEMPT,
    Channel,
    OrderState,
    SubscriptionState,
    Technology,
    Unbundling,
)
from activation.models.subscription import Subscription
from activation.models.takeover import Takeover, TakeoverSide, TakeoverState

__all__ = [
    "FIRST_ATTEMPT",
    "LAST_ATTEMPT",
    "Allocation",
    "AllocationStatus",
    "Call",
    "Channel",
    "Dslam",
    "Exchange",
    "FailureReason",
    "Family",
    "Goal",
    "IncumbentCode",
    "Lease",
    "LineField",
    "NextStep",
    "Offer",
    "OrderState",
    "Outcome",
    "Parcel",
    "Pool",
    "Position",
    "PositionState",
    "Problem",
    "Reminder",
    "Service",
    "Shipment",
    "ShipmentStatus",
    "Strip",
    "Subscription",
    "SubscriptionComment",
    "SubscriptionState",
    "Takeover",
    "TakeoverSide",
    "TakeoverState",
    "Technology",
    "Unbundling",
    "UnbundlingOrder",
]
