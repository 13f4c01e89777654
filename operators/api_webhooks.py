"""Webhooks through the API: a partner looks after its own addresses, and sees what became of every event."""

from datetime import datetime
from typing import Any, cast

import django_filters
from django.db import models
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from bascule.api.records import Moment
from bascule.api.views import ApiViewSet, QueryFilters
from operators.models import ApiKey, Delivery, DeliveryStatus, Obstacle, SwitchedOff, Webhook
from operators.webhooks import minding
from operators.webhooks.targets import LONGEST


class WebhookSerializer(serializers.ModelSerializer):
    """An address and the events that it is told; no events: all of them. Its secret is not shown again."""

    id = serializers.UUIDField()
    events = serializers.ListField(child=serializers.CharField())
    active = serializers.SerializerMethodField()
    created_at = Moment()
    disabled_at = Moment(allow_null=True)
    disabled_because = serializers.ChoiceField(SwitchedOff.choices, allow_blank=True)

    class Meta:
        model = Webhook
        fields: tuple[str, ...] = ("id", "url", "events", "active", "created_at", "disabled_at", "disabled_because")

    def get_active(self, address: Webhook) -> bool:
        return address.disabled_at is None


class SecretSerializer(WebhookSerializer):
    """An address with its new secret, shown this once: it signs what is sent there."""

    secret = serializers.CharField()

    class Meta(WebhookSerializer.Meta):
        fields = (*WebhookSerializer.Meta.fields, "secret")


class KeptMoment(Moment):
    """A date-time that a JSON column keeps as a text."""

    def to_representation(self, value: Any) -> str:
        return super().to_representation(datetime.fromisoformat(value))


class TrySerializer(serializers.Serializer):
    """One attempt; `took` in milliseconds."""

    at = KeptMoment()
    answer = serializers.IntegerField(allow_null=True)
    problem = serializers.ChoiceField(Obstacle.choices, allow_blank=True)
    took = serializers.IntegerField()


class DeliverySerializer(serializers.ModelSerializer):
    """One event on its way to one address; `message_id` is its `webhook-id` header."""

    id = serializers.CharField()
    webhook = serializers.UUIDField(source="webhook_id")
    event = serializers.CharField(source="event_id", allow_null=True)
    type = serializers.CharField(source="event_type")
    message_id = serializers.CharField()
    status = serializers.ChoiceField(DeliveryStatus.choices)
    attempts = serializers.IntegerField()
    created_at = Moment()
    due_at = Moment(allow_null=True)
    delivered_at = Moment(allow_null=True)
    answer = serializers.IntegerField(allow_null=True)
    problem = serializers.ChoiceField(Obstacle.choices, allow_blank=True)
    tries = TrySerializer(many=True)

    class Meta:
        model = Delivery
        fields = (
            *("id", "webhook", "event", "type", "message_id", "status", "attempts"),
            *("created_at", "due_at", "delivered_at", "answer", "problem", "tries"),
        )


class WebhookAskSerializer(serializers.Serializer):
    """Where to, and what: without events, all of them."""

    url = serializers.CharField(max_length=LONGEST)
    events = serializers.ListField(child=serializers.CharField(max_length=60), required=False, max_length=200)


class NoWordsSerializer(serializers.Serializer):
    """This act takes no word."""


class OfTheKey(ApiViewSet):
    """What belongs to the operator of a key; another's is not found."""

    scope = "events"
    filter_backends = (QueryFilters,)

    def get_queryset(self) -> models.QuerySet[Any]:
        queryset: Any = super().get_queryset()
        # The OpenAPI document is drawn for nobody in particular.
        drawn = getattr(self, "swagger_fake_view", False)
        return queryset.none() if drawn else queryset.visible_to(key_of(self.request))


class WebhookViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.DestroyModelMixin, OfTheKey):
    """Addresses that are told what happens."""

    queryset = Webhook.objects.all()
    serializer_class = WebhookSerializer
    order_by_fields = ("created_at",)
    ordering = "created_at"

    @extend_schema(request=WebhookAskSerializer, responses={201: SecretSerializer})
    def create(self, request: Request) -> Response:
        """Have an address told of what happens from now on. Its secret is in this answer, and never again."""
        ask = WebhookAskSerializer(data=request.data)
        ask.is_valid(raise_exception=True)
        said, operator = ask.validated_data, key_of(request).operator
        address, secret = minding.add(operator, said["url"], said.get("events", []), now=timezone.now())
        return with_secret(address, secret, status=201)

    @extend_schema(request=NoWordsSerializer, responses=SecretSerializer)
    @action(detail=True, methods=["post"], url_path="rotate-secret")
    def rotate_secret(self, request: Request, pk: str) -> Response:
        """Give the address a new secret. The former one signs beside it for a day."""
        address = self.get_object()
        return with_secret(address, minding.rotate(address, now=timezone.now()))

    @extend_schema(request=NoWordsSerializer, responses={202: DeliverySerializer})
    @action(detail=True, methods=["post"])
    def test(self, request: Request, pk: str) -> Response:
        """Have a `webhook.test` sent there; it is tried once."""
        return on_its_way(minding.try_out(self.get_object(), now=timezone.now()))

    @extend_schema(request=NoWordsSerializer, responses=WebhookSerializer)
    @action(detail=True, methods=["post"])
    def enable(self, request: Request, pk: str) -> Response:
        """Switch an address on again; it is told of what happened meanwhile."""
        minding.switch_on(self.get_object())
        return Response(WebhookSerializer(self.get_object()).data)


class DeliveryFilter(django_filters.FilterSet):
    webhook = django_filters.UUIDFilter(field_name="webhook_id")
    status = django_filters.ChoiceFilter(choices=DeliveryStatus.choices)

    class Meta:
        model = Delivery
        fields: list[str] = []


class DeliveryViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, OfTheKey):
    """What was told, or is to be."""

    queryset = Delivery.objects.select_related("webhook", "event")
    serializer_class = DeliverySerializer
    filterset_class = DeliveryFilter
    lookup_value_regex = "[0-9]{1,18}"
    order_by_fields = ("created_at",)
    ordering = "-created_at"

    @extend_schema(request=NoWordsSerializer, responses={202: DeliverySerializer})
    @action(detail=True, methods=["post"])
    def replay(self, request: Request, pk: str) -> Response:
        """Send it again, under the same `webhook-id`."""
        return on_its_way(minding.replay(self.get_object(), now=timezone.now()))


def with_secret(address: Webhook, secret: str, status: int = 200) -> Response:
    answer = Response(WebhookSerializer(address).data | {"secret": secret}, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def on_its_way(delivery: Delivery) -> Response:
    return Response(DeliverySerializer(delivery).data, status=202)


def key_of(request: Request) -> ApiKey:
    """The partner's key: authentication leaves nobody else through."""
    return cast(ApiKey, request.auth)
