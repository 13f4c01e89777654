"""How an offer, a subscription and an order to the incumbent are shown to partners. No secret is."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from activation.models import (
    Allocation,
    AllocationStatus,
    FailureReason,
    Family,
    LineField,
    NextStep,
    Offer,
    Parcel,
    Service,
    Shipment,
    ShipmentStatus,
    Subscription,
    Technology,
    Unbundling,
    UnbundlingOrder,
)
from activation.reasons import by_code
from bascule.api.money import MoneyField
from bascule.api.records import RECORD_FIELDS, Moment, RecordSerializer
from operators.numbering import to_e164
from portability.api.asking import CustomerSerializer

PLATFORMS = [(one.value, one.label) for one in Service if one != Service.LOW_SPEED]


class ExchangeSerializer(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()


class OfferSerializer(serializers.ModelSerializer):
    """What is sold; `services` are those that a line needs before it works, `parcels` what is posted."""

    name = serializers.CharField()
    services = serializers.ListField(child=serializers.ChoiceField(PLATFORMS))
    parcels = serializers.ListField(child=serializers.ChoiceField(Parcel.choices))
    monthly_price = MoneyField(help_text="Excl. VAT.")

    class Meta:
        model = Offer
        fields = [
            *("code", "name", "technology", "unbundling", "internet", "voip", "tv", "tv_package"),
            *("monthly_price", "services", "parcels", "on_sale"),
        ]


class SubscriptionSummarySerializer(RecordSerializer):
    """A subscription in a list: everything but its orders, services and shipments."""

    customer = CustomerSerializer()
    offer = serializers.CharField(source="offer.code")
    technology = serializers.ChoiceField(Technology.choices)
    unbundling = serializers.ChoiceField(Unbundling.choices)
    line_number = serializers.SerializerMethodField()
    exchange = ExchangeSerializer(allow_null=True)
    port_in = serializers.UUIDField(source="port_in_id", allow_null=True)
    replaces = serializers.UUIDField(source="replaces_id", allow_null=True)
    expected_date = serializers.DateField(source="expected_on", allow_null=True)
    waits_for = serializers.SerializerMethodField()

    class Meta:
        model = Subscription
        fields = [
            *RECORD_FIELDS,
            *("customer", "offer", "technology", "unbundling", "channel", "line_number", "exchange"),
            *("subscribed_on", "withdrawal_waived", "wanted_on", "expected_date", "ordered_at", "activated_at"),
            *("ended_on", "waits_for", "port_in", "without_port", "replaces"),
        ]

    def get_allowed_actions(self, subscription: Subscription) -> list[str]:
        """The URL segments that this key may POST now."""
        from activation.api.acts import allowed_segments  # which shows what it has done

        return allowed_segments(subscription, self.context["request"].auth)

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_line_number(self, subscription: Subscription) -> str | None:
        return line_number_of(subscription, subscription.customer.territory)

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_waits_for(self, subscription: Subscription) -> str | None:
        return subscription.waits_for or None


def line_number_of(row: Any, territory: str) -> str | None:
    return to_e164(row.line_number, territory) if row.line_number else None


class WaitingSerializer(serializers.Serializer):
    """Why somebody must call the customer, what to say, and what a correction may change."""

    code = serializers.CharField()
    family = serializers.ChoiceField(Family.choices)
    next_step = serializers.ChoiceField(NextStep.choices)
    label = serializers.CharField()  # type: ignore[assignment]
    meaning = serializers.CharField()
    fix = serializers.CharField(source="script", help_text="What to say to the customer.")
    correctable_fields = serializers.ListField(child=serializers.ChoiceField(LineField.choices))
    text = serializers.CharField(help_text="In the incumbent's own words.")
    call_again_on = serializers.DateField(allow_null=True)
    calls_made = serializers.IntegerField()


class OrderOfSerializer(serializers.ModelSerializer):
    """One attempt; `reminders` counts how often the incumbent was reminded of it, `reminded_on` says when."""

    reminders = serializers.SerializerMethodField()
    reminded_on = serializers.SerializerMethodField()
    failure = serializers.SerializerMethodField()

    class Meta:
        model = UnbundlingOrder
        fields = [
            *("id", "reference", "attempt", "state", "due_on", "sent_on", "acknowledged_on", "reported_on", "done_on"),
            *("reminders", "reminded_on", "failure"),
        ]

    def get_reminders(self, order: UnbundlingOrder) -> int:
        return len(order.reminders.all())

    @extend_schema_field(serializers.ListField(child=serializers.DateField()))
    def get_reminded_on(self, order: UnbundlingOrder) -> list[str]:
        return [reminder.day.isoformat() for reminder in order.reminders.all()]

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_failure(self, order: UnbundlingOrder) -> str | None:
        return order.failure_code or None


class ServiceSerializer(serializers.Serializer):
    """A resource of the line and what is shown of it; secrets are not."""

    kind = serializers.ChoiceField(PLATFORMS)
    state = serializers.ChoiceField(AllocationStatus.choices, source="status")
    state_since = Moment(source="status_since")
    values = serializers.DictField()


class ServiceSecretSerializer(serializers.Serializer):
    """A service with its secret."""

    kind = serializers.ChoiceField(PLATFORMS)
    values = serializers.DictField()
    secret = serializers.CharField()


class LowSpeedSerializer(serializers.Serializer):
    """The access that opens when the order is launched."""

    state = serializers.ChoiceField(AllocationStatus.choices, source="status")
    values = serializers.DictField()


class ShipmentSerializer(serializers.ModelSerializer):
    state = serializers.ChoiceField(ShipmentStatus.choices, source="status")

    class Meta:
        model = Shipment
        fields = ["kind", "planned_on", "state", "expected_on", "sent_on", "ended_on", "carrier_reference"]


class SubscriptionSerializer(SubscriptionSummarySerializer):
    """A whole subscription."""

    to_call = serializers.SerializerMethodField()
    orders = OrderOfSerializer(many=True)
    low_speed_access = serializers.SerializerMethodField()
    services = serializers.SerializerMethodField()
    shipments = ShipmentSerializer(many=True)

    class Meta(SubscriptionSummarySerializer.Meta):
        fields = [
            *SubscriptionSummarySerializer.Meta.fields,
            *("to_call", "orders", "low_speed_access", "services", "shipments"),
        ]

    @extend_schema_field(WaitingSerializer(allow_null=True))
    def get_to_call(self, subscription: Subscription) -> dict[str, Any] | None:
        code = subscription.waits_for
        return waiting(subscription, by_code([code])[code]) if code else None

    @extend_schema_field(LowSpeedSerializer(allow_null=True))
    def get_low_speed_access(self, subscription: Subscription) -> dict[str, Any] | None:
        found = newest(subscription).get(Service.LOW_SPEED)
        return dict(LowSpeedSerializer(found).data) if found else None

    @extend_schema_field(ServiceSerializer(many=True))
    def get_services(self, subscription: Subscription) -> list[dict[str, Any]]:
        rows = [row for kind, row in newest(subscription).items() if kind != Service.LOW_SPEED]
        return list(ServiceSerializer(rows, many=True).data)


def waiting(subscription: Subscription, reason: FailureReason) -> dict[str, Any]:
    said = {name: getattr(reason, name) for name in ("code", "family", "next_step", "label", "meaning", "script")}
    said |= {"correctable_fields": reason.correctable_fields, "text": subscription.waits_for_text}
    said |= {"call_again_on": subscription.call_again_on, "calls_made": subscription.calls_made}
    return dict(WaitingSerializer(said).data)


def newest(subscription: Subscription) -> dict[str, Allocation]:
    """Its resources by kind: of one that was released and given again, the present one."""
    return {row.kind: row for row in subscription.allocations.all()}


class UnbundlingOrderSerializer(RecordSerializer):
    """An order to the incumbent: one attempt to have a line made."""

    subscription = serializers.UUIDField(source="subscription_id")
    replaces = serializers.UUIDField(source="replaces_id", allow_null=True)
    line_number = serializers.SerializerMethodField()
    exchange = ExchangeSerializer(allow_null=True)
    strip = serializers.SerializerMethodField()
    reminders = serializers.SerializerMethodField()
    reminded_on = serializers.SerializerMethodField()
    failure = serializers.SerializerMethodField()

    class Meta:
        model = UnbundlingOrder
        fields = [
            *RECORD_FIELDS,
            *("subscription", "attempt", "replaces", "technology", "unbundling", "line_number", "exchange"),
            *("strip", "position", "due_on", "sent_on", "acknowledged_on", "reported_on", "done_on"),
            *("reminders", "reminded_on", "failure"),
        ]

    get_reminders = OrderOfSerializer.get_reminders
    get_reminded_on = OrderOfSerializer.get_reminded_on
    get_failure = OrderOfSerializer.get_failure

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_line_number(self, order: UnbundlingOrder) -> str | None:
        return line_number_of(order, order.subscription.customer.territory)

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_strip(self, order: UnbundlingOrder) -> str | None:
        return order.strip or None
