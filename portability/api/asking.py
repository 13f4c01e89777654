"""What a partner sends when asking for a quote, read into a demand; every refusal names its field."""

from typing import Any

from django.core.exceptions import ValidationError as ModelRefusal
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bascule.rules import RuleRefused
from operators.models import Customer, CustomerKind, Operator
from operators.numbering import MAX_NUMBERS, MalformedNumber, TooManyNumbers, parse_number, parse_numbers
from portability.deadlines import Window
from portability.models import DeclineReason
from portability.models.port_in_state import Cutover, Fallback
from portability.models.price_list import Option
from portability.ordering import Order
from portability.quoting.asked import TOO_LITTLE, Asked, is_enough

ADDRESS = ("line1", "line2", "postal_code", "city")
LONGEST_INPUT = 120
TWICE = _("This number is given twice, in two spellings: which RIO is meant?")


class OptionalText(serializers.CharField):
    """A text that may be left out, empty or null, which is the same."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "allow_blank": True, "allow_null": True, **kwargs})

    def validate_empty_values(self, data: Any) -> tuple[bool, Any]:
        return (True, "") if data is None else super().validate_empty_values(data)


@extend_schema_field(
    {"anyOf": [{"type": ["string", "null"], "format": "email", "maxLength": 254}, {"type": "string", "maxLength": 0}]}
)
class OptionalEmail(OptionalText, serializers.EmailField):
    """An address of e-mail that may be left out."""


class NumberField(serializers.CharField):
    """One number in any spelling, in; its national digits, inside."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_INPUT, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        try:
            return parse_number(super().to_internal_value(data))
        except MalformedNumber as error:
            raise serializers.ValidationError(str(error), code=error.code) from error


@extend_schema_field({"type": "array", "items": {"type": "string"}, "maxItems": MAX_NUMBERS})
class NumbersField(serializers.Field):
    """Numbers and ranges as people write them. A wrong one is no error here: it gets its own verdict."""

    default_error_messages = {
        "not_a_list": _("Give a list of numbers, each as a text."),
        "not_a_text": _("Give each number as a text."),
        "too_long": _("A number or a range has at most %d characters.") % LONGEST_INPUT,
    }

    def to_internal_value(self, data: Any) -> list[Any]:
        try:
            return parse_numbers(self.texts(data))
        except TooManyNumbers as error:
            raise too_many(error) from error

    def texts(self, data: Any) -> list[str]:
        """The numbers and ranges as they were written."""
        if not isinstance(data, list):
            self.fail("not_a_list")
        if len(data) > MAX_NUMBERS:
            raise too_many(TooManyNumbers(MAX_NUMBERS))
        self.check_each(data)
        return [str(text) for text in data]

    def check_each(self, data: list[Any]) -> None:
        wrong: dict[Any, serializers.ErrorDetail] = {}
        for index, text in enumerate(data):
            if isinstance(text, bool) or not isinstance(text, str | int):
                wrong[index] = self.error("not_a_text")
            elif len(str(text)) > LONGEST_INPUT:
                wrong[index] = self.error("too_long")
            elif "\x00" in str(text):
                wrong[index] = self.error("not_a_text")
        if wrong:
            raise serializers.ValidationError(wrong)

    def error(self, code: str) -> serializers.ErrorDetail:
        return serializers.ErrorDetail(str(self.error_messages[code]), code=code)


class NumberTextsField(NumbersField):
    """Numbers and ranges as people write them, for whoever reads them further on."""

    def to_internal_value(self, data: Any) -> list[str]:
        return self.texts(data)


def too_many(error: TooManyNumbers) -> RuleRefused:
    return RuleRefused(error.code, str(error), field="numbers")


class OperatorField(serializers.SlugRelatedField):
    """An operator by its code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"slug_field": "code", "queryset": Operator.objects.all(), **kwargs})

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str) or "\x00" in data:  # PostgreSQL cannot even look for it
            self.fail("invalid")
        return super().to_internal_value(data)


class AddressSerializer(serializers.ModelSerializer):
    line2 = OptionalText(max_length=35)

    class Meta:
        model = Customer
        fields = ADDRESS


class CustomerSerializer(serializers.ModelSerializer):
    """A customer with its address; the checks are those of the model."""

    kind = serializers.ChoiceField(CustomerKind.choices, default=CustomerKind.BUSINESS)
    siret = OptionalText(max_length=20)
    siren = OptionalText(max_length=20)
    email = OptionalEmail(max_length=254)
    address = AddressSerializer()

    class Meta:
        model = Customer
        fields = ["kind", "name", "siret", "siren", "email", "address"]

    def validate(self, attrs: dict[str, Any]) -> Customer:
        customer = Customer(partner=self.context["partner"], **attrs.pop("address"), **attrs)
        try:
            customer.clean()
            customer.full_clean(exclude=["partner"])
        except ModelRefusal as refusal:
            raise serializers.ValidationError(in_address(serializers.as_serializer_error(refusal))) from refusal
        return customer

    def to_representation(self, instance: Customer) -> dict[str, Any]:
        shown = {name: getattr(instance, name) for name in ("kind", "name", "siret", "siren", "email")}
        return shown | {"address": {name: getattr(instance, name) for name in ADDRESS}}


def in_address(errors: dict[str, Any]) -> dict[str, Any]:
    """The same errors, those of the address under `address`."""
    inside = {name: errors.pop(name) for name in ADDRESS if name in errors}
    return errors | ({"address": inside} if inside else {})


class QuoteAskSerializer(serializers.Serializer):
    """`numbers`, or a `main_number` with `inventory`; the rest is optional."""

    customer = CustomerSerializer()
    numbers = NumbersField(required=False)
    main_number = NumberField(required=False, allow_null=True)
    rios = serializers.DictField(child=serializers.CharField(max_length=40), required=False)
    keep_with_donor = serializers.ListField(child=NumberField(), required=False, max_length=MAX_NUMBERS)
    donor = OperatorField(required=False, allow_null=True)
    inventory = serializers.BooleanField(default=False)
    external_reference = OptionalText(max_length=80)

    def validate_rios(self, rios: dict[str, str]) -> dict[str, str]:
        return rios_by_national(rios)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not is_enough(attrs.get("numbers"), attrs.get("main_number"), attrs["inventory"]):
            raise serializers.ValidationError({"numbers": TOO_LITTLE}, code="required")
        listed = {entry.national for entry in attrs.get("numbers", [])} | {attrs.get("main_number")}
        strangers = sorted(set(attrs.get("rios", {})) - listed)
        if strangers:
            sentence = _("This number is not in the list: its RIO would be lost.")
            raise serializers.ValidationError({"rios": dict.fromkeys(strangers, sentence)}, code="unknown_number")
        return attrs

    def asked(self) -> Asked:
        data = dict(self.validated_data)
        return Asked(
            partner=self.context["partner"],
            entries=data.pop("numbers", []),
            main_number=data.pop("main_number", None) or "",
            **data,
        )


def rios_by_national(rios: dict[str, str]) -> dict[str, str]:
    """The same RIOs by national number; one that cannot be read, or comes twice, is refused by its name."""
    read: dict[str, str] = {}
    wrong: dict[str, serializers.ErrorDetail] = {}
    for number, statement in rios.items():
        try:
            national = parse_number(number)
        except MalformedNumber as error:
            wrong[number] = serializers.ErrorDetail(str(error), code=error.code)
            continue
        if national in read:
            wrong[number] = serializers.ErrorDetail(str(TWICE), code="duplicate")
        read[national] = statement
    if wrong:
        raise serializers.ValidationError(wrong)
    return read


class MandateAskSerializer(serializers.Serializer):
    signed_on = serializers.DateField()
    reference = OptionalText(max_length=80)


class OrderSerializer(serializers.Serializer):
    """What is wanted of an offer; `accept_price` is the total excl. VAT with the options chosen."""

    date = serializers.DateField()
    cutover = serializers.ChoiceField(Cutover.choices, default=Cutover.AUTOMATIC)
    fallback = serializers.ChoiceField(Fallback.choices, default=Fallback.RESCHEDULE)
    window = serializers.ChoiceField(Window.choices, default=Window.MORNING)
    options = serializers.ListField(
        child=serializers.ChoiceField([(one.value, one.label) for one in Option.of_an_order()]), default=list
    )
    accept_price = serializers.DecimalField(max_digits=12, decimal_places=2)
    routing_prefix = OptionalText(max_length=6)
    rios = serializers.DictField(child=serializers.CharField(max_length=40), required=False)
    mandate = MandateAskSerializer(required=False, allow_null=True)

    def validate_rios(self, rios: dict[str, str]) -> dict[str, str]:
        return rios_by_national(rios)

    def wanted(self) -> Order:
        data = dict(self.validated_data)
        mandate = data.pop("mandate", None) or {}
        return Order(
            day=data.pop("date"),
            mandate_signed_on=mandate.get("signed_on"),
            mandate_reference=mandate.get("reference", ""),
            **data,
        )


class ReviseSerializer(serializers.Serializer):
    """Which numbers stay with the donor; none of them makes a full port."""

    keep_with_donor = serializers.ListField(child=NumberField(), allow_empty=True, max_length=MAX_NUMBERS)


class DeclineSerializer(serializers.Serializer):
    """Why an offer is declined: one of our codes, or the partner's own words."""

    reason = serializers.CharField(max_length=500)

    def reason_and_note(self) -> tuple[str, str]:
        """The code for the figures, and what was said when it was no code."""
        said = self.validated_data["reason"]
        return (said, "") if said in DeclineReason.values else (DeclineReason.OTHER.value, said)
