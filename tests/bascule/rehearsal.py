"""A small API with nothing of the trade in it, to try the manners of the API on."""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, ValidationError
from django.db import models
from django.http import Http404
from django.urls import include, path, re_path
from django_fsm import ConcurrentTransition, FSMField, TransitionNotAllowed, transition
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import Throttled
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from bascule.api import Conflict, RuleRefused
from bascule.api.parsing import StrictJSONParser
from bascule.api.records import RECORD_FIELDS, RecordSerializer, RecordViewSet
from bascule.api.views import ApiView, not_found, query_of
from bascule.models import Record
from operators.models import ApiKey, Operator, Scope

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class ErrandQuerySet(models.QuerySet["Errand"]):
    def visible_to(self, key: ApiKey) -> "ErrandQuerySet":
        return self if key.sees_all else self.filter(partner=key.operator)


class Errand(Record):
    """A record with a life, for a partner."""

    KIND = "errand"
    state = FSMField(default="asked", protected=True)
    partner = models.ForeignKey(Operator, models.CASCADE, related_name="+", db_constraint=False)

    objects = ErrandQuerySet.as_manager()

    class Meta:
        app_label = "tests"

    def deadline(self, settings: Mapping[str, int]) -> None:
        return None

    @transition(state, "asked", "under_way", permission="tests.run_errand", custom={"event": "under_way"})
    def set_off(self, *, now: datetime, **facts: Any) -> None: ...

    @transition(state, "asked", "forgotten", permission="tests.run_errand", custom={"event": "forgotten"})
    def forget(self, *, now: datetime, **facts: Any) -> None: ...


ApiKey.grant(Scope.QUOTES_WRITE, "tests.run_errand")


def errand(partner: Operator, **fields: Any) -> Errand:
    values = {"created_at": NOON, "updated_at": NOON, "state_since": NOON, "reference": uuid.uuid4().hex[:20]}
    return Errand.objects.create(partner=partner, **{**values, **fields})


class ErrandSerializer(RecordSerializer):
    class Meta:
        model = Errand
        fields = RECORD_FIELDS


class ErrandViewSet(RecordViewSet):
    scope = "quotes"
    queryset = Errand.objects.all()
    serializer_class = ErrandSerializer
    filterset_fields = ("state", "due_at")

    @action(detail=True, methods=["post"], url_path="set-off")
    def set_off(self, request: Request, pk: str) -> Response:
        return self.move(request, "set_off", reason="asked_for")


class AddressSerializer(serializers.Serializer):
    line1 = serializers.CharField(max_length=10)


class CustomerSerializer(serializers.Serializer):
    name = serializers.CharField()
    address = AddressSerializer()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["name"] == "nobody":
            raise serializers.ValidationError("Nobody is no customer.", code="nobody")
        return attrs


class OrderSerializer(serializers.Serializer):
    customer = CustomerSerializer()
    numbers = serializers.ListField(child=serializers.CharField(max_length=10), max_length=5)
    lines = AddressSerializer(many=True, required=False)


class Orders(ApiView):
    """Takes an order, and makes an operator of its customer: something to count."""

    scope = "quotes"
    parser_classes = (StrictJSONParser, MultiPartParser)

    def post(self, request: Request) -> Response:
        if "file" in request.data:
            made = Operator.objects.create(code=uuid.uuid4().hex[:8], name=request.data["file"].read().decode())
            return Response({"made": str(made.pk), "name": made.name}, status=201)
        order = OrderSerializer(data=request.data)
        order.is_valid(raise_exception=True)
        made = Operator.objects.create(code=uuid.uuid4().hex[:8], name=order.validated_data["customer"]["name"])
        if made.name == "too late":
            raise Conflict
        if made.name == "trouble":
            raise RuntimeError("our secret")
        return Response({"made": str(made.pk), "a": 1, "B": 2}, status=201)


REFUSALS: dict[str, Exception] = {
    "state": TransitionNotAllowed("accept is not allowed on PI-2026-000001"),
    "race": ConcurrentTransition("somebody was faster"),
    "conflict": Conflict(),
    "forbidden": PermissionDenied("internal words"),
    "nothing": Http404("No Quote matches the given query."),
    "busy": Throttled(wait=1.2),
    "bad": BadRequest("internal words"),
    "large": RequestDataTooBig("internal words"),
    "price": RuleRefused("price_changed", "The price is now 96.", field="accept_price", price=Decimal("96")),
    "date": RuleRefused("date_too_early", "Too early.", earliest_date=date(2026, 12, 1)),
    "model": ValidationError({"siret": [ValidationError("Not %(what)s.", "bad", {"what": "a SIRET"})]}),
    "whole": ValidationError("All of it is wrong."),
    "trouble": RuntimeError("our secret"),
}


class Refusals(ApiView):
    scope = "quotes"
    read_actions = ("post",)

    def get(self, request: Request, kind: str) -> Response:
        raise REFUSALS[kind]

    post = get


class DaySerializer(serializers.Serializer):
    on = serializers.DateField(required=False)
    kind = serializers.ChoiceField(["a", "b"], required=False)


class Day(ApiView):
    scope = "numbers"

    def get(self, request: Request) -> Response:
        return Response(query_of(request, DaySerializer))


class Scopeless(ApiView):
    def get(self, request: Request) -> Response:
        return Response()


router = SimpleRouter()
router.register("errands", ErrandViewSet)
urls = [
    path("", include(router.urls)),
    path("orders/", Orders.as_view()),
    path("refusals/<str:kind>/", Refusals.as_view()),
    path("day/", Day.as_view()),
    path("scopeless/", Scopeless.as_view()),
]
urlpatterns = [path("api/v1/", include(urls)), re_path("^api/", not_found)]
handler500 = "bascule.api.views.server_error"
