"""Quotes and the look-up of numbers, for partners."""

from datetime import date
from typing import Any, cast

import django_filters
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from bascule.api.views import ApiView, MomentFilter, query_of
from bascule.rules import RuleRefused
from operators.models import ApiKey
from operators.numbering import MAX_NUMBERS, Entry, MalformedNumber, parse_number, why_malformed
from portability.api.asking import (
    DeclineSerializer,
    NumbersField,
    OrderSerializer,
    QuoteAskSerializer,
    ReviseSerializer,
)
from portability.api.inventories import DonorsLists
from portability.api.port_ins import PortInSerializer
from portability.api.showing import NumberSerializer, QuoteSerializer, QuoteSummarySerializer, in_error
from portability.models import Quote
from portability.models.quote import PortType, QuoteState, Scope
from portability.ordering import order
from portability.quoting.record import keep_with_donor, make_quote
from portability.routing import holdings


class QuoteFilter(django_filters.FilterSet):
    """Filters of the list, named like the fields."""

    state = django_filters.ChoiceFilter(choices=QuoteState.choices)
    type = django_filters.ChoiceFilter(choices=PortType.choices)
    scope = django_filters.ChoiceFilter(choices=Scope.choices)
    reference = django_filters.CharFilter()
    external_reference = django_filters.CharFilter()
    donor = django_filters.CharFilter(field_name="requests__donor__code")
    number = django_filters.CharFilter(method="having_number")
    due_before = MomentFilter(field_name="due_at", lookup_expr="lt")
    created_after = MomentFilter(field_name="created_at", lookup_expr="gt")

    class Meta:
        model = Quote
        fields: list[str] = []

    def having_number(self, queryset: Any, name: str, value: str) -> Any:
        try:
            return queryset.filter(pk__in=Quote.objects.filter(lines__number=parse_number(value)).values("pk"))
        except MalformedNumber as error:
            raise RuleRefused(error.code, str(error), field=name) from error


class OrderedSerializer(serializers.Serializer):
    port_ins = PortInSerializer(many=True)


class QuoteViewSet(DonorsLists):
    """Ask for a quote, read it, decline it."""

    scope = "quotes"
    queryset = Quote.objects.for_page().order_by("-created_at")
    serializer_class = QuoteSummarySerializer
    whole_serializer_class = QuoteSerializer
    filterset_class = QuoteFilter

    @extend_schema(request=QuoteAskSerializer, responses={201: QuoteSerializer, 202: QuoteSerializer})
    def create(self, request: Request) -> Response:
        """Ask for a quote. 202 when the donor's list has to come first."""
        ask = QuoteAskSerializer(data=request.data, context={"partner": key_of(request).operator})
        ask.is_valid(raise_exception=True)
        quote = make_quote(ask.asked(), by=key_of(request), now=timezone.now())
        status = 202 if quote.state == QuoteState.AWAITING_INVENTORY else 201
        return self.answer(quote, status)

    @extend_schema(request=DeclineSerializer, responses=QuoteSerializer)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: str) -> Response:
        """Say no to an offer."""
        body = DeclineSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        reason, note = body.reason_and_note()
        return self.move(request, "decline", reason=reason, private={"note": note})

    @extend_schema(request=ReviseSerializer, responses=QuoteSerializer)
    @action(detail=True, methods=["post"])
    def revise(self, request: Request, pk: str) -> Response:
        """After a donor's list that said more than yours: offer again, with other numbers left with the donor."""
        quote = self.get_object()
        body = ReviseSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        kept = body.validated_data["keep_with_donor"]
        return self.answer(keep_with_donor(quote, kept, by=key_of(request), now=timezone.now()))

    @extend_schema(request=OrderSerializer, responses={201: OrderedSerializer})
    @action(detail=True, methods=["post"])
    def order(self, request: Request, pk: str) -> Response:
        """Order what the quote offers: one incoming port a donor."""
        quote = self.get_object()
        body = OrderSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        port_ins = order(quote, body.wanted(), by=key_of(request), now=timezone.now())
        context = self.get_serializer_context()
        return Response({"port_ins": PortInSerializer(port_ins, many=True, context=context).data}, status=201)


class DayQuerySerializer(serializers.Serializer):
    """The day to look at; today when it is not given."""

    on = serializers.DateField(required=False)


ON = OpenApiParameter("on", date, description="Answer for that day instead of today.")


def key_of(request: Request) -> ApiKey:
    """The partner's key: authentication leaves nobody else through."""
    return cast(ApiKey, request.auth)


def day_asked(request: Request) -> date:
    return query_of(request, DayQuerySerializer).get("on") or timezone.localdate()


class NumberView(ApiView):
    """One number: its range, who holds it, its ports, how it is routed."""

    scope = "numbers"

    @extend_schema(parameters=[ON], responses=NumberSerializer)
    def get(self, request: Request, number: str) -> Response:
        try:
            national = parse_number(number)
        except MalformedNumber as error:
            raise RuleRefused(error.code, str(error), field="number") from error
        day = day_asked(request)
        return Response(NumberSerializer(holdings([national], day)[national], context={"as_of": day}).data)


class LookupAskSerializer(serializers.Serializer):
    numbers = NumbersField()


class LookupResultSerializer(NumberSerializer):
    input = serializers.CharField()


class LookupResultsSerializer(serializers.Serializer):
    results = LookupResultSerializer(many=True)


class LookupView(ApiView):
    """Up to 10,000 numbers at once, answered in the order given; a wrong one does not fail the others."""

    scope = "numbers"
    read_actions = ("post",)

    @extend_schema(
        parameters=[ON],
        request=LookupAskSerializer,
        responses=LookupResultsSerializer,
        description=f"Up to {MAX_NUMBERS} numbers.",
    )
    def post(self, request: Request) -> Response:
        ask = LookupAskSerializer(data=request.data)
        ask.is_valid(raise_exception=True)
        return Response({"results": results_for(ask.validated_data["numbers"], day_asked(request))})


def results_for(entries: list[Entry], day: date) -> list[dict[str, Any]]:
    found = holdings((entry.national for entry in entries if entry.national), day)
    words = NumberSerializer(context={"as_of": day})
    return [
        {
            "input": entry.input,
            **(words.to_representation(found[entry.national]) if entry.national else unread(entry, day)),
        }
        for entry in entries
    ]


def unread(entry: Entry, day: date) -> dict[str, Any]:
    empty = dict.fromkeys(NumberSerializer().fields)
    error = in_error(MalformedNumber.code, why_malformed(entry.input))
    return empty | {"ports": [], "as_of": day.isoformat(), "error": error}
