"""The numbers around those that are ported, spelt as the API spells numbers: by the territory of their customer."""

from collections.abc import Iterable

from rest_framework import serializers

from operators.models import Customer
from operators.numbering import to_e164
from portability.models import PortIn, Quote


def spelt(customer: Customer, nationals: Iterable[str]) -> list[str]:
    """The numbers of a customer in their international form."""
    territory = customer.territory
    return [to_e164(national, territory) for national in nationals]


class GroupSerializer(serializers.Serializer):
    """The main number, empty when there is none, and what stays with the donor."""

    main_number = serializers.SerializerMethodField()
    keep_with_donor = serializers.SerializerMethodField()

    def get_main_number(self, record: Quote | PortIn) -> str:
        return "".join(spelt(record.customer, filter(None, [record.main_number])))

    def get_keep_with_donor(self, record: Quote | PortIn) -> list[str]:
        return spelt(record.customer, record.keep_with_donor)
