"""Money as the API writes it."""

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

CENT = Decimal("0.01")


def money(amount: Decimal) -> dict[str, str]:
    """Write an amount of euros: `{"amount": "12.50", "currency": "EUR"}`."""
    return {"amount": str(amount.quantize(CENT)), "currency": "EUR"}


@extend_schema_field(
    {
        "type": "object",
        "properties": {
            "amount": {"type": "string", "format": "decimal", "examples": ["12.50"]},
            "currency": {"type": "string", "enum": ["EUR"]},
        },
        "required": ["amount", "currency"],
    }
)
class MoneyField(serializers.Field):
    """A Decimal of euros, out only; None stays null."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"read_only": True, **kwargs})

    def to_representation(self, value: Decimal) -> dict[str, str]:
        return money(value)
