"""What a partner sends: a subscription, a line to check, and the acts on what was subscribed."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from activation.changing import EndReason
from activation.models import Channel, Exchange, Offer, Outcome, Service, Unbundling
from operators.models import Customer
from portability.api.asking import AddressSerializer, CustomerSerializer, NumberField, OptionalText
from portability.models import PortIn


class CodeField(serializers.SlugRelatedField):
    """Something of ours by its code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"slug_field": "code", **kwargs})

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str) or "\x00" in data:  # PostgreSQL cannot even look for it
            self.fail("invalid")
        return super().to_internal_value(data)


class OfferField(CodeField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"queryset": Offer.objects.all(), **kwargs})


class ExchangeField(CodeField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"queryset": Exchange.objects.all(), **kwargs})


class PortInField(serializers.PrimaryKeyRelatedField):
    """An incoming port that this key may see, by its id."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"queryset": PortIn.objects.all(), "pk_field": serializers.UUIDField(), **kwargs})

    def get_queryset(self) -> Any:
        key = self.context["key"]
        return PortIn.objects.visible_to(key)


class WantedSerializer(serializers.Serializer):
    """A line and what is wanted on it."""

    line_number = NumberField(required=False, allow_null=True, help_text="A new fibre has none.")
    offer = OfferField()
    unbundling = serializers.ChoiceField(
        Unbundling.choices, required=False, help_text="That of the offer; said, it must be the same."
    )
    exchange = ExchangeField(
        required=False, allow_null=True, help_text="Where the line ends, if not where the incumbent says."
    )
    port_in = PortInField(required=False, allow_null=True)
    withdrawal_waived = serializers.BooleanField(default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        said = attrs.pop("unbundling", None)
        if said and said != attrs["offer"].unbundling:
            sentence = _("This offer is of another unbundling: %(unbundling)s.")
            words = sentence % {"unbundling": attrs["offer"].get_unbundling_display()}
            raise serializers.ValidationError({"unbundling": words}, code="unbundling_mismatch")
        attrs["line_number"] = attrs.get("line_number") or ""
        return attrs


class SubscriptionAskSerializer(WantedSerializer):
    """A customer subscribes."""

    customer = CustomerSerializer()
    channel = serializers.ChoiceField(Channel.choices, default=Channel.WEB)
    wanted_on = serializers.DateField(required=False, allow_null=True, help_text="Not before this day.")
    external_reference = OptionalText(max_length=80)


class LineCheckAskSerializer(WantedSerializer):
    """What would become of an order for this line; nothing is written."""

    address = AddressSerializer()

    def customer(self) -> Customer:
        return Customer(partner=self.context["partner"], **self.validated_data["address"])


class WhySerializer(serializers.Serializer):
    """Why: one of our codes, or your own words; `customer_asked` when nothing is said."""

    reason = serializers.CharField(max_length=2_000, default=EndReason.CUSTOMER_ASKED)


class LineNothingSerializer(serializers.Serializer):
    """This act takes no word."""


class CorrectedLineAddressSerializer(serializers.ModelSerializer):
    """The lines that change; the others stay."""

    line2 = OptionalText(max_length=35)

    class Meta:
        model = Customer
        fields = ("line1", "line2", "postal_code", "city")
        extra_kwargs = {name: {"required": False} for name in ("line1", "postal_code", "city")}


class LineFieldsSerializer(serializers.Serializer):
    """Only the `correctable_fields` of what stands in the way; what is left out stays as it is."""

    line_number = NumberField(required=False)
    customer_name = serializers.CharField(max_length=120, required=False)
    address = CorrectedLineAddressSerializer(required=False)
    exchange = ExchangeField(required=False)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        read = super().to_internal_value(data)
        strangers = set(data) - set(self.fields)
        # A name that we do not know is refused by what stands in the way, with those that it lets correct.
        return read | dict.fromkeys(strangers)


class CorrectLineSerializer(serializers.Serializer):
    """`{"fields": {…}}`; without a field the same is ordered again, where what stands in the way lets it."""

    fields = LineFieldsSerializer(required=False)  # type: ignore[assignment]


class ServiceSecretAskSerializer(serializers.Serializer):
    """Whose secret: the one of a service that has one."""

    kind = serializers.ChoiceField([(Service.VOIP.value, Service.VOIP.label)], default=Service.VOIP.value)


class ChangeOfferSerializer(serializers.Serializer):
    offer = OfferField()


class MoveLineSerializer(serializers.Serializer):
    """Where the customer moves to, and what is wanted there; the same offer unless another one is named."""

    address = AddressSerializer()
    line_number = NumberField(required=False, allow_null=True)
    offer = OfferField(required=False)
    exchange = ExchangeField(required=False, allow_null=True)
    wanted_on = serializers.DateField(required=False, allow_null=True)
    withdrawal_waived = serializers.BooleanField(default=False)


class CallSerializer(serializers.Serializer):
    """What came of a call to the customer; `again_on` is the day of another call, or of a visit."""

    outcome = serializers.ChoiceField(Outcome.choices)
    again_on = serializers.DateField(required=False, allow_null=True)
    note = OptionalText(max_length=2_000)
