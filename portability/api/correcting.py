"""What a partner corrects in a rejected port-in, read by its types; whether it may be is the rejection's to say."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from operators.models import Customer
from portability.api.asking import NumberField, NumbersField, OptionalText, rios_by_national
from portability.deadlines import Window
from portability.rejections.correcting import ADDRESS


class CorrectedAddressSerializer(serializers.ModelSerializer):
    """The lines that change; the others stay."""

    line2 = OptionalText(max_length=35)

    class Meta:
        model = Customer
        fields = ADDRESS
        extra_kwargs = {name: {"required": False} for name in ("line1", "postal_code", "city")}


class CorrectedFieldsSerializer(serializers.Serializer):
    """Only the `correctable_fields` of the rejection; what is left out stays as it is."""

    rios = serializers.DictField(
        child=serializers.CharField(max_length=40, allow_blank=True), required=False, help_text="RIO by number."
    )
    numbers = NumbersField(required=False, help_text="The numbers that stay in the request.")
    main_number = NumberField(required=False)
    keep_with_donor = NumbersField(required=False)
    date = serializers.DateField(required=False)
    window = serializers.ChoiceField(Window.choices, required=False)
    mandate_signed_on = serializers.DateField(required=False)
    mandate_reference = OptionalText(max_length=80)
    customer_name = serializers.CharField(max_length=120, required=False)
    siret = OptionalText(max_length=20)
    address = CorrectedAddressSerializer(required=False)
    routing_prefix = serializers.CharField(max_length=6, required=False)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        read = super().to_internal_value(data)
        strangers = set(data) - set(self.fields)
        # A name that we do not know is refused by the rejection itself, with those that it lets correct.
        return read | dict.fromkeys(strangers)

    def validate_rios(self, rios: dict[str, str]) -> dict[str, str]:
        return rios_by_national(rios)

    def validate_numbers(self, entries: list[Any]) -> list[str]:
        return nationals(entries)

    def validate_keep_with_donor(self, entries: list[Any]) -> list[str]:
        return nationals(entries)


class CorrectSerializer(serializers.Serializer):
    """`{"fields": {…}}`; without a field the same request is sent again, where its rejection lets it."""

    def get_fields(self) -> dict[str, Any]:
        # A serializer keeps the name `fields` for itself.
        return {"fields": CorrectedFieldsSerializer(required=False)}


def nationals(entries: list[Any]) -> list[str]:
    """The national digits of a list of which nothing may be left out."""
    if unread := [entry.input for entry in entries if entry.national is None]:
        sentence = _("This cannot be read: %(text)s")
        raise serializers.ValidationError(sentence % {"text": ", ".join(unread[:5])}, code="malformed")
    return list(dict.fromkeys(entry.national for entry in entries))
