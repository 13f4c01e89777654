"""Numbers that leave us: other operators ask for them here, follow their requests and withdraw them; we answer."""

from typing import Any, cast

import django_filters
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from bascule.api.records import RecordViewSet
from bascule.api.views import MomentFilter
from bascule.rules import RuleRefused
from operators.models import ApiKey
from operators.numbering import MalformedNumber, parse_number
from portability.api.answering import AcceptSerializer, RefuseSerializer
from portability.api.port_ins import NothingSerializer, read
from portability.api.port_out_showing import PortOutSerializer, PortOutSummarySerializer
from portability.api.releasing import PortOutAskSerializer, PutOffSerializer, TickSerializer, WithdrawSerializer
from portability.leaving import answer, cancel, go, receive, reschedule, rules, tick
from portability.models import ClosingItem, PortOut
from portability.models.closing import ClosingKind
from portability.models.port_out import PortOutState

KIND = OpenApiParameter("kind", OpenApiTypes.STR, "path", enum=ClosingKind.values)


class PortOutFilter(django_filters.FilterSet):
    """Filters of the list, named like the fields."""

    state = django_filters.ChoiceFilter(choices=PortOutState.choices)
    reference = django_filters.CharFilter()
    external_reference = django_filters.CharFilter()
    recipient = django_filters.CharFilter(field_name="partner__code")
    number = django_filters.CharFilter(method="having_number")
    date = django_filters.DateFilter(field_name="scheduled_on")
    due_before = MomentFilter(field_name="due_at", lookup_expr="lt")
    created_after = MomentFilter(field_name="created_at", lookup_expr="gt")

    class Meta:
        model = PortOut
        fields: list[str] = []

    def having_number(self, queryset: Any, name: str, value: str) -> Any:
        try:
            asked = PortOut.objects.filter(numbers__national=parse_number(value))
        except MalformedNumber as error:
            raise RuleRefused(error.code, str(error), field=name) from error
        return queryset.filter(pk__in=asked.values("pk"))


class PortOutViewSet(RecordViewSet):
    """Outgoing ports: a recipient sees its own, whichever way they came."""

    scope = "port-outs"
    queryset = PortOut.objects.select_related("partner").order_by("-created_at")
    serializer_class = PortOutSummarySerializer
    whole_serializer_class = PortOutSerializer
    filterset_class = PortOutFilter

    @extend_schema(request=PortOutAskSerializer, responses={201: PortOutSerializer})
    def create(self, request: Request) -> Response:
        """Ask for numbers that we serve. They are checked at once; `answer_due_at` says until when we answer.

        The answer is the request as it was received, even where a rule of ours answers it in the same moment: that
        is an event of its own. The same numbers under the same reference, while the first request is open, are 409
        `conflict` with its `reference` and `id`.
        """
        ask, key, now = read_ask(request), key_of(request), timezone.now()
        with transaction.atomic():
            port_out = receive(ask.asked(key.operator), by=key, now=now, by_rule=False)
            received = self.answer(port_out, 201)
            rules.apply([port_out], now)
        return received

    @extend_schema(request=WithdrawSerializer, responses=PortOutSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        """Withdraw a request, until its numbers are released."""
        body = WithdrawSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        reason = body.validated_data.get("reason", "")
        return self.answer(cancel(self.get_object(), by=key_of(request), now=timezone.now(), reason=reason))

    @extend_schema(request=PutOffSerializer, responses=PortOutSerializer)
    @action(detail=True, methods=["post"])
    def reschedule(self, request: Request, pk: str) -> Response:
        """Put an accepted request off, until its numbers are released: they stay promised for the new day."""
        port_out: PortOut = self.get_object()
        said = read(request, PutOffSerializer)
        day, window, reason = said["date"], said.get("window", ""), said.get("reason", "")
        return self.answer(
            reschedule(port_out, day, by=key_of(request), now=timezone.now(), window=window, reason=reason)
        )

    @extend_schema(request=NothingSerializer, responses=PortOutSerializer)
    @action(detail=True, methods=["post"])
    def go(self, request: Request, pk: str) -> Response:
        """Cut over now, on the day of the port: the numbers are released at once."""
        return self.answer(go(self.get_object(), by=key_of(request), now=timezone.now()))

    @extend_schema(request=AcceptSerializer, responses=PortOutSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        """For our own keys: let the numbers go, but those that have a ground of refusal."""
        return self.give_answer(request, AcceptSerializer(data=request.data))

    @extend_schema(request=RefuseSerializer, responses=PortOutSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: str) -> Response:
        """For our own keys: refuse every number, each on a legal ground that a check or a fact shows."""
        return self.give_answer(request, RefuseSerializer(data=request.data))

    def give_answer(self, request: Request, body: AcceptSerializer | RefuseSerializer) -> Response:
        port_out: PortOut = self.get_object()
        body.is_valid(raise_exception=True)
        asked = port_out.numbers.values_list("national", flat=True)
        return self.answer(answer(port_out, body.verdicts(asked), by=key_of(request), now=timezone.now()))

    @extend_schema(parameters=[KIND], request=TickSerializer, responses=PortOutSerializer)
    @action(detail=True, methods=["post"], url_path=r"closing/(?P<kind>[^/]+)")
    def closing(self, request: Request, pk: str, kind: str) -> Response:
        """For our own keys: note that one thing of the closing list is done, or not needed."""
        port_out: PortOut = self.get_object()
        body = TickSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        item = get_object_or_404(ClosingItem.objects.all(), port_out=port_out, kind=kind)
        tick(item, by=key_of(request), now=timezone.now(), needed=body.validated_data["needed"])
        return self.answer(port_out)


def read_ask(request: Request) -> PortOutAskSerializer:
    ask = PortOutAskSerializer(data=request.data)
    ask.is_valid(raise_exception=True)
    return ask


def key_of(request: Request) -> ApiKey:
    """The caller's key: authentication leaves nobody else through."""
    return cast(ApiKey, request.auth)
