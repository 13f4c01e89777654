"""What a recipient says when it asks for numbers or withdraws, and how the closing list is ticked."""

from typing import Any

from rest_framework import serializers

from operators.models import CustomerKind, Operator
from portability.api.asking import LONGEST_INPUT, NumberTextsField, OptionalEmail, OptionalText, rios_by_national
from portability.deadlines import Window
from portability.leaving import Asked
from portability.models.port_in_state import Cutover, Fallback
from portability.models.port_out import Door


class AskedAddressSerializer(serializers.Serializer):
    """The address as the recipient knows it; it is compared with ours, and never shown to anybody else."""

    line1 = OptionalText(max_length=120)
    line2 = OptionalText(max_length=120)
    postal_code = OptionalText(max_length=10)
    city = OptionalText(max_length=120)


class AskedCustomerSerializer(serializers.Serializer):
    """The customer as the recipient knows it. What is wrong or missing is for the checks to say."""

    kind = serializers.ChoiceField(CustomerKind.choices, required=False)
    name = serializers.CharField(max_length=120)
    siret = OptionalText(max_length=20)
    siren = OptionalText(max_length=20)
    email = OptionalEmail(max_length=254)
    address = AskedAddressSerializer(required=False, allow_null=True)


class PortOutAskSerializer(serializers.Serializer):
    """Whose numbers are to leave, which, and when. RIOs may lack where the rule of that day does not require them."""

    numbers = NumberTextsField()
    rios = serializers.DictField(child=serializers.CharField(max_length=40), required=False)
    customer = AskedCustomerSerializer()
    date = serializers.DateField()
    window = serializers.ChoiceField(Window.choices, default=Window.MORNING)
    cutover = serializers.ChoiceField(Cutover.choices, default=Cutover.AUTOMATIC)
    fallback = serializers.ChoiceField(Fallback.choices, default=Fallback.RESCHEDULE)
    main_number = OptionalText(max_length=LONGEST_INPUT)
    routing_prefix = OptionalText(max_length=6)
    mandate_reference = OptionalText(max_length=80)
    external_reference = OptionalText(max_length=80)

    def validate_rios(self, rios: dict[str, str]) -> dict[str, str]:
        return rios_by_national(rios)

    def asked(self, recipient: Operator) -> Asked:
        said: dict[str, Any] = {**self.validated_data}
        kind = said["customer"].get("kind", "")
        return Asked(partner=recipient, door=Door.API, customer_kind=kind, **said)


class WithdrawSerializer(serializers.Serializer):
    """Why a request is withdrawn: one of our codes; anything else counts as another reason."""

    reason = OptionalText(max_length=500)


class PutOffSerializer(serializers.Serializer):
    """The new day of an accepted request, later than the one agreed; why, as one of our codes, if you like."""

    date = serializers.DateField()
    window = serializers.ChoiceField(Window.choices, required=False)
    reason = OptionalText(max_length=500)


class TickSerializer(serializers.Serializer):
    """`needed: false` when there was nothing to do."""

    needed = serializers.BooleanField(default=True)
