"""Numbers of a customer as the API writes all numbers: `+33199000001`."""

from operator import attrgetter
from typing import Any

from rest_framework import serializers

from operators.numbering import to_e164


class CustomerNumber(serializers.CharField):
    """A column of the record that holds one number, or none; the country is that of the record's customer."""

    def __init__(self, customer: str = "customer", **kwargs: Any) -> None:
        self.customer_of = attrgetter(customer)
        super().__init__(**{"source": "*", "read_only": True, **kwargs})

    def to_representation(self, value: Any) -> str:
        national = getattr(value, str(self.field_name))
        return to_e164(national, self.customer_of(value).territory) if national else ""


class CustomerNumbers(serializers.ListField):
    """A column of the record that holds a list of them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"source": "*", "read_only": True, "child": serializers.CharField(), **kwargs})

    def to_representation(self, data: Any) -> list[str]:
        return all_to_e164(getattr(data, str(self.field_name)), data.customer.territory)


def all_to_e164(nationals: list[str], territory: str) -> list[str]:
    return [to_e164(national, territory) for national in nationals]
