"""Orders to the incumbent through the API: read; a stray report is settled by our own programs."""

import django_filters
from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from activation.api.asking import LineNothingSerializer, WhySerializer
from activation.api.showing import UnbundlingOrderSerializer
from activation.api.subscriptions import LineNumberFilter, read
from activation.changing import EndReason
from activation.commenting import comment
from activation.models import OrderState, Technology, Unbundling, UnbundlingOrder
from bascule.api.records import RecordViewSet
from bascule.api.views import MomentFilter


class UnbundlingOrderFilter(django_filters.FilterSet):
    """Filters of the list, named like the fields."""

    state = django_filters.ChoiceFilter(choices=OrderState.choices)
    attempt = django_filters.NumberFilter()
    subscription = django_filters.UUIDFilter(field_name="subscription_id")
    technology = django_filters.ChoiceFilter(choices=Technology.choices)
    unbundling = django_filters.ChoiceFilter(choices=Unbundling.choices)
    exchange = django_filters.CharFilter(field_name="exchange__code")
    failure = django_filters.CharFilter(field_name="failure_code")
    line_number = LineNumberFilter()
    number = LineNumberFilter()
    reference = django_filters.CharFilter()
    sent_on = django_filters.DateFilter()
    sent_before = django_filters.DateFilter(field_name="sent_on", lookup_expr="lt")
    due_before = MomentFilter(field_name="due_at", lookup_expr="lt")

    class Meta:
        model = UnbundlingOrder
        fields: list[str] = []


class UnbundlingOrderViewSet(RecordViewSet):
    """Orders to the incumbent, one an attempt."""

    scope = "activations"
    queryset = UnbundlingOrder.objects.select_related("subscription__customer", "exchange", "partner").prefetch_related(
        "reminders"
    )
    serializer_class = UnbundlingOrderSerializer
    filterset_class = UnbundlingOrderFilter

    @extend_schema(request=WhySerializer, responses=UnbundlingOrderSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        """Take this order back, there too when it has left; its subscription then waits for a decision."""
        said = read(request, WhySerializer)["reason"]
        code = said if said in EndReason.values else EndReason.OTHER.value
        with transaction.atomic():
            answer = self.move(request, "cancel", reason=code)
            if said != code:
                order = self.get_object()
                comment(order.subscription, said, by=request.auth, now=timezone.now(), internal=False)
        return answer

    @extend_schema(request=LineNothingSerializer, responses=UnbundlingOrderSerializer)
    @action(detail=True, methods=["post"], url_path="settle-stray")
    def settle_stray(self, request: Request, pk: str) -> Response:
        """A report came when none was expected any more, and somebody has looked; for keys of our own operator."""
        return self.move(request, "settle_stray")
