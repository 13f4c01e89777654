"""Incoming ports through the API: read them, and act on them as far as their state allows."""

from typing import Any

import django_filters
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from bascule.api.money import MoneyField
from bascule.api.records import RECORD_FIELDS, RecordSerializer, RecordViewSet
from bascule.api.views import MomentFilter
from bascule.rules import RuleRefused
from operators.numbering import MalformedNumber, parse_number
from portability.api.asking import CustomerSerializer, OptionalText
from portability.api.correcting import CorrectSerializer
from portability.api.explaining import FullReasonSerializer, in_full
from portability.api.group import GroupSerializer, spelt
from portability.api.progress import ProgressSerializer
from portability.api.showing import OperatorSerializer
from portability.conduct import act, comment, next_day
from portability.cutovers import CALLS, Tried
from portability.deadlines import Window
from portability.makeup import why_of
from portability.models import PortIn
from portability.models.port_in_state import PortInState
from portability.models.price_list import Option
from portability.rejections import correct

ORDERED_OPTION = serializers.ChoiceField([(one.value, one.label) for one in Option.of_an_order()])


class MandateSerializer(serializers.Serializer):
    signed_on = serializers.DateField(source="mandate_signed_on", allow_null=True)
    reference = serializers.CharField(source="mandate_reference", allow_blank=True)


class PortInSummarySerializer(GroupSerializer, RecordSerializer):
    """An incoming port in a list: everything but its numbers."""

    quote = serializers.UUIDField(source="quote_id", allow_null=True)
    split_from = serializers.UUIDField(source="split_from_id", allow_null=True)
    customer = CustomerSerializer()
    donor = OperatorSerializer()
    options = serializers.ListField(child=ORDERED_OPTION)
    date = serializers.DateField(source="scheduled_on", allow_null=True)
    promised_date = serializers.DateField(source="promised_on", allow_null=True)
    mandate = MandateSerializer(source="*")

    class Meta:
        model = PortIn
        fields = [
            *RECORD_FIELDS,
            "quote",
            "split_from",
            "customer",
            "donor",
            "kind",
            "type",
            "main_number",
            "keep_with_donor",
            "date",
            "promised_date",
            "window",
            "cutover",
            "fallback",
            "options",
            "routing_prefix",
            "mandate",
            "ordered_on",
            "go_at",
            "ported_at",
        ]


class PortInNumberSerializer(serializers.Serializer):
    number = serializers.CharField()
    rio = serializers.CharField(allow_blank=True)


class PortInSerializer(ProgressSerializer, PortInSummarySerializer):
    """A whole incoming port."""

    numbers = serializers.SerializerMethodField()
    reasons = serializers.SerializerMethodField()
    accepted_price = MoneyField(
        source="quote.accepted_price",
        default=None,
        allow_null=True,
        help_text="Accepted for the whole order, excl. VAT: it stays when numbers leave the request.",
    )

    class Meta(PortInSummarySerializer.Meta):
        fields = [*PortInSummarySerializer.Meta.fields, "numbers", "reasons", "accepted_price", "steps", "rejection"]

    @extend_schema_field(PortInNumberSerializer(many=True))
    def get_numbers(self, port_in: PortIn) -> list[dict[str, str]]:
        rows = list(port_in.numbers.values_list("national", "rio"))
        numbers = spelt(port_in.customer, [national for national, _rio in rows])
        return [{"number": number, "rio": rio} for number, (_national, rio) in zip(numbers, rows, strict=True)]

    @extend_schema_field(FullReasonSerializer(many=True))
    def get_reasons(self, port_in: PortIn) -> list[dict[str, Any]]:
        return [in_full(why.words, spelt(port_in.customer, why.numbers)) for why in why_of(port_in)]


class PortInFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(choices=PortInState.choices)
    donor = django_filters.CharFilter(field_name="donor__code")
    reference = django_filters.CharFilter()
    external_reference = django_filters.CharFilter()
    number = django_filters.CharFilter(method="having_number")
    date = django_filters.DateFilter(field_name="scheduled_on")
    due_before = MomentFilter(field_name="due_at", lookup_expr="lt")

    class Meta:
        model = PortIn
        fields: list[str] = []

    def having_number(self, queryset: Any, name: str, value: str) -> Any:
        try:
            return queryset.filter(pk__in=PortIn.objects.filter(numbers__national=parse_number(value)).values("pk"))
        except MalformedNumber as error:
            raise RuleRefused(error.code, str(error), field=name) from error


class ReasonSerializer(serializers.Serializer):
    """Why: one of our codes, or the partner's own words."""

    reason = serializers.CharField(max_length=2_000)


class RescheduleSerializer(serializers.Serializer):
    date = serializers.DateField()
    window = serializers.ChoiceField(Window.choices, required=False)


class NoGoSerializer(ReasonSerializer):
    date = serializers.DateField(required=False)


class TriedField(serializers.ChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"choices": Tried.choices, "default": Tried.UNTRIED, **kwargs})


class TestCallSerializer(serializers.Serializer):
    """How the numbers answered after the cut-over; at least one of the three was tried."""

    incoming = TriedField()
    outgoing = TriedField()
    shown = TriedField(help_text="The number that the other side saw.")
    note = OptionalText(max_length=500)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if all(attrs[part] == Tried.UNTRIED for part in CALLS):
            raise serializers.ValidationError({"incoming": _("Say what was tried.")}, code="required")
        return attrs


class NothingSerializer(serializers.Serializer):
    """This act takes no word."""


class PortInViewSet(RecordViewSet):
    """Incoming ports."""

    scope = "port-ins"
    queryset = PortIn.objects.select_related("customer", "partner", "donor").order_by("-created_at")
    serializer_class = PortInSummarySerializer
    filterset_class = PortInFilter

    def get_serializer_class(self) -> type[serializers.BaseSerializer[Any]]:
        return PortInSerializer if self.action == "retrieve" else PortInSummarySerializer

    @extend_schema(request=ReasonSerializer, responses=PortInSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        return self.conduct(request, "cancel", said=read(request, ReasonSerializer)["reason"])

    @extend_schema(request=CorrectSerializer, responses=PortInSerializer)
    @action(detail=True, methods=["post"])
    def correct(self, request: Request, pk: str) -> Response:
        """Correct what the rejection lets correct, and send again."""
        fields = read(request, CorrectSerializer).get("fields", {})
        correct(self.get_object(), fields, by=request.auth, now=timezone.now())  # type: ignore[arg-type]
        return self.whole()

    @extend_schema(request=RescheduleSerializer, responses=PortInSerializer)
    @action(detail=True, methods=["post"])
    def reschedule(self, request: Request, pk: str) -> Response:
        asked = read(request, RescheduleSerializer)
        return self.conduct(request, "reschedule", scheduled_on=asked["date"], window=asked.get("window", ""))

    @extend_schema(request=NothingSerializer, responses=PortInSerializer)
    @action(detail=True, methods=["post"])
    def go(self, request: Request, pk: str) -> Response:
        return self.conduct(request, "go")

    @extend_schema(request=NoGoSerializer, responses=PortInSerializer)
    @action(detail=True, methods=["post"], url_path="no-go")
    def no_go(self, request: Request, pk: str) -> Response:
        """Not today: the next working day, or the one that is given."""
        asked = read(request, NoGoSerializer)
        day = asked.get("date") or next_day(self.get_object(), timezone.now())
        return self.conduct(request, "no_go", said=asked["reason"], scheduled_on=day)

    @extend_schema(request=ReasonSerializer, responses=PortInSerializer)
    @action(detail=True, methods=["post"], url_path="report-incident")
    def report_incident(self, request: Request, pk: str) -> Response:
        return self.conduct(request, "report_incident", said=read(request, ReasonSerializer)["reason"])

    @extend_schema(request=NothingSerializer, responses=PortInSerializer)
    @action(detail=True, methods=["post"])
    def resolve(self, request: Request, pk: str) -> Response:
        """The incident is over: the numbers work with us."""
        return self.conduct(request, "resolve")

    @extend_schema(request=TestCallSerializer, responses=PortInSerializer)
    @action(detail=True, methods=["post"], url_path="test-call")
    def test_call(self, request: Request, pk: str) -> Response:
        """Note what a test call found. What fails is no incident yet: report it."""
        found, key = read(request, TestCallSerializer), request.auth
        with transaction.atomic():
            shown = self.conduct(request, "test_call", **{part: found[part] for part in CALLS})
            if note := found.get("note"):
                comment(self.get_object(), note, by=key, now=timezone.now(), internal=key.sees_all)  # type: ignore[union-attr]
        return shown

    @extend_schema(request=ReasonSerializer, responses=PortInSerializer)
    @action(detail=True, methods=["post"])
    def complete(self, request: Request, pk: str) -> Response:
        """Complete by hand what the clearing house will never confirm; for keys of our own operator."""
        return self.conduct(request, "complete", said=read(request, ReasonSerializer)["reason"])

    @extend_schema(request=ReasonSerializer, responses=PortInSerializer)
    @action(detail=True, methods=["post"])
    def reverse(self, request: Request, pk: str) -> Response:
        return self.conduct(request, "reverse", said=read(request, ReasonSerializer)["reason"])

    def conduct(self, request: Request, move: str, **said: Any) -> Response:
        act(self.get_object(), move, by=request.auth, now=timezone.now(), **said)  # type: ignore[arg-type]
        return self.whole()

    def whole(self) -> Response:
        """The request as it is stored now."""
        return Response(PortInSerializer(self.get_object(), context=self.get_serializer_context()).data)


def read(request: Request, serializer: type[serializers.Serializer[Any]]) -> dict[str, Any]:
    body = serializer(data=request.data)
    body.is_valid(raise_exception=True)
    return body.validated_data
