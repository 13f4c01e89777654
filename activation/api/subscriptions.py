"""Subscriptions through the API: made, read, and acted on as far as their state allows."""

from typing import Any, cast

import django_filters
from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from activation import changing, correcting
from activation.api.asking import (
    CallSerializer,
    ChangeOfferSerializer,
    CorrectLineSerializer,
    LineNothingSerializer,
    MoveLineSerializer,
    ServiceSecretAskSerializer,
    SubscriptionAskSerializer,
    WhySerializer,
)
from activation.api.showing import ServiceSecretSerializer, SubscriptionSerializer, SubscriptionSummarySerializer
from activation.changing import EndReason
from activation.commenting import comment
from activation.models import Channel, LineField, Subscription, SubscriptionState, Technology, Unbundling
from activation.revealing import reveal
from activation.subscribing import subscribe
from bascule.api.records import RecordViewSet
from bascule.api.views import MomentFilter
from bascule.rules import RuleRefused
from operators.models import ApiKey
from operators.numbering import MalformedNumber, parse_number


class LineNumberFilter(django_filters.CharFilter):
    """A line number in any spelling."""

    def filter(self, qs: Any, value: str) -> Any:
        if not value:
            return qs
        try:
            return qs.filter(line_number=parse_number(value))
        except MalformedNumber as error:
            raise RuleRefused(error.code, str(error), field="line_number") from error


class SubscriptionFilter(django_filters.FilterSet):
    """Filters of the list, named like the fields."""

    state = django_filters.ChoiceFilter(choices=SubscriptionState.choices)
    offer = django_filters.CharFilter(field_name="offer__code")
    technology = django_filters.ChoiceFilter(field_name="offer__technology", choices=Technology.choices)
    unbundling = django_filters.ChoiceFilter(field_name="offer__unbundling", choices=Unbundling.choices)
    channel = django_filters.ChoiceFilter(choices=Channel.choices)
    exchange = django_filters.CharFilter(field_name="exchange__code")
    line_number = LineNumberFilter()
    number = LineNumberFilter()
    port_in = django_filters.UUIDFilter(field_name="port_in_id")
    reference = django_filters.CharFilter()
    external_reference = django_filters.CharFilter()
    subscribed_on = django_filters.DateFilter()
    due_before = MomentFilter(field_name="due_at", lookup_expr="lt")
    created_after = MomentFilter(field_name="created_at", lookup_expr="gt")

    class Meta:
        model = Subscription
        fields: list[str] = []


class SubscriptionViewSet(RecordViewSet):
    """Subscriptions."""

    scope = "activations"
    queryset = Subscription.objects.select_related("customer", "offer", "exchange", "partner")
    serializer_class = SubscriptionSummarySerializer
    whole_serializer_class = SubscriptionSerializer
    filterset_class = SubscriptionFilter

    def get_queryset(self) -> Any:
        found = super().get_queryset()
        return found if self.action == "list" else found.prefetch_related(*OF_ONE)

    @extend_schema(request=SubscriptionAskSerializer, responses={201: SubscriptionSerializer})
    def create(self, request: Request) -> Response:
        """Subscribe a customer to an offer on a line: its order leaves by itself once nothing holds it any more."""
        key = key_of(request)
        said = read(request, SubscriptionAskSerializer, partner=key.operator, key=key)
        waived, line = said.pop("withdrawal_waived"), said.pop("line_number")
        customer, offer = said.pop("customer"), said.pop("offer")
        made = subscribe(customer, offer, line, by=key, now=timezone.now(), partner=key.operator, waived=waived, **said)
        return self.answer(made, 201)

    @extend_schema(request=WhySerializer, responses=SubscriptionSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        """There will be no line: what was ordered, reserved and planned is given up."""
        return self.end(request, "cancel")

    @extend_schema(request=WhySerializer, responses=SubscriptionSerializer)
    @action(detail=True, methods=["post"])
    def suspend(self, request: Request, pk: str) -> Response:
        """Its services stop, and stay allocated."""
        return self.end(request, "suspend")

    @extend_schema(request=WhySerializer, responses=SubscriptionSerializer)
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, pk: str) -> Response:
        """Its services work again."""
        return self.end(request, "resume")

    @extend_schema(request=WhySerializer, responses=SubscriptionSerializer)
    @action(detail=True, methods=["post"])
    def terminate(self, request: Request, pk: str) -> Response:
        """The line is given back, its resources are released."""
        return self.end(request, "terminate")

    @extend_schema(request=CorrectLineSerializer, responses=SubscriptionSerializer)
    @action(detail=True, methods=["post"])
    def correct(self, request: Request, pk: str) -> Response:
        """Correct what stands in the way, as its reason lets, and order again."""
        fields = read(request, CorrectLineSerializer).get("fields", {})
        return self.answer(correcting.correct(self.get_object(), fields, by=key_of(request), now=timezone.now()))

    @extend_schema(request=LineNothingSerializer, responses=SubscriptionSerializer)
    @action(detail=True, methods=["post"])
    def reorder(self, request: Request, pk: str) -> Response:
        """Order again as it is: what stood in the way is gone."""
        return self.answer(correcting.reorder(self.get_object(), by=key_of(request), now=timezone.now()))

    @extend_schema(request=CallSerializer, responses=SubscriptionSerializer)
    @action(detail=True, methods=["post"])
    def call(self, request: Request, pk: str) -> Response:
        """Note what came of a call to a customer who must be called."""
        said = read(request, CallSerializer)
        correcting.note_call(
            self.get_object(),
            said["outcome"],
            again_on=said.get("again_on"),
            note=said.get("note", ""),
            by=key_of(request),
            now=timezone.now(),
        )
        return self.answer(self.get_object())

    @extend_schema(request=LineNothingSerializer, responses=SubscriptionSerializer)
    @action(detail=True, methods=["post"], url_path="continue-without-port")
    def continue_without_port(self, request: Request, pk: str) -> Response:
        """Make the line although the number cannot be ported to it."""
        made = correcting.go_on_without_port(self.get_object(), by=key_of(request), now=timezone.now())
        return self.answer(made)

    @extend_schema(request=ChangeOfferSerializer, responses=SubscriptionSerializer)
    @action(detail=True, methods=["post"], url_path="change-offer")
    def change_offer(self, request: Request, pk: str) -> Response:
        """Another offer. One of another kind of line is a subscription of its own, which is then the answer."""
        offer = read(request, ChangeOfferSerializer)["offer"]
        made = changing.change_offer(self.get_object(), offer, by=key_of(request), now=timezone.now())
        return self.answer(made)

    @extend_schema(request=MoveLineSerializer, responses={201: SubscriptionSerializer})
    @action(detail=True, methods=["post"], url_path="move", url_name="move")
    def move_line(self, request: Request, pk: str) -> Response:
        """The customer moves: a new subscription, which replaces this one when its line works."""
        said, held = read(request, MoveLineSerializer), self.get_object()
        moved = correcting.customer_with(held, {LineField.ADDRESS: said.pop("address")})
        waived, line = said.pop("withdrawal_waived"), said.pop("line_number", None) or ""
        place = {**said, "customer": moved or held.customer, "line_number": line, "waived": waived}
        return self.answer(changing.move(held, by=key_of(request), now=timezone.now(), **place), 201)

    @extend_schema(request=ServiceSecretAskSerializer, responses=ServiceSecretSerializer)
    @action(detail=True, methods=["post"], url_path="reveal-secret")
    def reveal_secret(self, request: Request, pk: str) -> Response:
        """Read the secret of a service, such as that of a SIP account; for keys of our own. It is noted who did."""
        kind = read(request, ServiceSecretAskSerializer)["kind"]
        allocation, secret = reveal(self.get_object(), kind, by=key_of(request), now=timezone.now())
        shown = {"kind": kind, "values": allocation.values, "secret": secret}
        return Response(ServiceSecretSerializer(shown).data, headers={"Cache-Control": "no-store"})

    def end(self, request: Request, move: str) -> Response:
        """One of the moves that have a reason; words of the partner's own become a comment that both read."""
        said, key, now = read(request, WhySerializer)["reason"], key_of(request), timezone.now()
        code = said if said in EndReason.values else EndReason.OTHER.value
        with transaction.atomic():
            moved = getattr(changing, move)(self.get_object(), by=key, now=now, reason=code)
            if said != code:
                comment(moved, said, by=key, now=now, internal=False)
        return self.answer(moved)


OF_ONE = ("orders__reminders", "allocations", "shipments")


def key_of(request: Request) -> ApiKey:
    """The partner's key: authentication leaves nobody else through."""
    return cast(ApiKey, request.auth)


def read(request: Request, serializer: type[serializers.Serializer[Any]], **context: Any) -> dict[str, Any]:
    body = serializer(data=request.data, context=context)
    body.is_valid(raise_exception=True)
    return body.validated_data
