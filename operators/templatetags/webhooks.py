"""Deliveries as people read them, for templates."""

from datetime import datetime

from django import template
from django.utils.functional import Promise

from operators.models import DeliveryStatus, Obstacle

register = template.Library()
TONES = {DeliveryStatus.DELIVERED: "done", DeliveryStatus.FAILED: "late", DeliveryStatus.CLAIMED: "live"}


@register.filter
def delivery_tone(status: str) -> str:
    """The colour of the status of a delivery."""
    return TONES.get(DeliveryStatus(status), "wait")


@register.filter
def obstacle(code: str) -> str | Promise:
    """Why an attempt failed, in words."""
    return Obstacle(code).label if code in Obstacle.values else code


@register.filter
def moment(text: str) -> datetime:
    """The moment of an attempt, as its log keeps it."""
    return datetime.fromisoformat(text)
