"""What can be had: offers, exchanges, and the check of a line before anything is ordered."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from activation.api.asking import LineCheckAskSerializer
from activation.api.showing import ExchangeSerializer, OfferSerializer
from activation.api.subscriptions import key_of
from activation.checking import Checked, Wanted, check
from activation.models import Exchange, Offer, Technology
from activation.plant import Occupancy, occupancy
from bascule.api.views import ApiView, ApiViewSet


class OfferViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, ApiViewSet):
    """Offers on sale; keys of our own operator see those that are not sold any more too."""

    scope = "activations"
    serializer_class = OfferSerializer
    queryset = Offer.objects.all()
    lookup_field = "code"
    lookup_value_regex = "[-a-zA-Z0-9_]+"
    order_by_fields = ("code", "monthly_price")
    ordering = "code"

    def get_queryset(self) -> Any:
        drawn = getattr(self, "swagger_fake_view", False)
        return Offer.objects.all() if drawn or key_of(self.request).sees_all else Offer.objects.on_sale()


class OccupancySerializer(serializers.Serializer):
    """How full an exchange is; `percent` counts all that cannot be given now."""

    positions = serializers.IntegerField()
    free = serializers.IntegerField()
    reserved = serializers.IntegerField()
    in_use = serializers.IntegerField()
    quarantined = serializers.IntegerField()
    faulty = serializers.IntegerField()
    percent = serializers.IntegerField()
    is_saturated = serializers.BooleanField()


class PlantSerializer(serializers.ModelSerializer):
    """An exchange; how full it is, is for keys of our own operator."""

    occupancy = serializers.SerializerMethodField()

    class Meta:
        model = Exchange
        fields = ["code", "name", "copper_closed_on", "occupancy"]

    @extend_schema_field(OccupancySerializer(allow_null=True))
    def get_occupancy(self, exchange: Exchange) -> dict[str, Any] | None:
        found: Occupancy | None = self.context["occupancy"].get(exchange.pk)
        return dict(OccupancySerializer(found).data) if found else None


class ExchangeViewSet(ApiViewSet):
    """Exchanges that we serve."""

    scope = "activations"
    serializer_class = PlantSerializer
    queryset = Exchange.objects.all()
    order_by_fields = ("code", "name")
    ordering = "code"

    @extend_schema(responses=PlantSerializer(many=True))
    def list(self, request: Request) -> Response:
        """The exchanges where lines can be ordered, with the day from which they take no copper."""
        page = self.paginate_queryset(self.get_queryset())
        known = occupancy(timezone.localdate(), page) if key_of(request).sees_all and page else []
        context = {**self.get_serializer_context(), "occupancy": {one.exchange.pk: one for one in known}}
        return self.get_paginated_response(PlantSerializer(page, many=True, context=context).data)


class VerdictSerializer(serializers.Serializer):
    """One thing that was found; what blocks must be mended before anything is ordered."""

    code = serializers.CharField()
    detail = serializers.CharField(source="words")
    field = serializers.SerializerMethodField()
    blocks = serializers.BooleanField()

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_field(self, verdict: Any) -> str | None:
        return verdict.field or None


class LineCheckSerializer(serializers.Serializer):
    """What would become of an order: `orderable` when nothing blocks; `asked` when the incumbent's server answered."""

    orderable = serializers.BooleanField(source="is_orderable")
    order_on = serializers.DateField(help_text="The day on which the order would leave.")
    asked = serializers.BooleanField(source="line_check.asked")
    exchange = ExchangeSerializer(allow_null=True)
    technologies = serializers.ListField(
        child=serializers.ChoiceField(Technology.choices), source="line_check.technologies"
    )
    length_m = serializers.IntegerField(source="line_check.length_m", allow_null=True)
    copper_closed_on = serializers.DateField(source="line_check.copper_closed_on", allow_null=True)
    verdicts = VerdictSerializer(many=True)


class LineCheckView(ApiView):
    """A line, looked at before anything is ordered."""

    scope = "activations"
    read_actions = ("post",)

    @extend_schema(operation_id="line_checks_create", request=LineCheckAskSerializer, responses=LineCheckSerializer)
    def post(self, request: Request) -> Response:
        """Check a line as a subscription would: our own conflicts, and the incumbent's eligibility server."""
        key = key_of(request)
        ask = LineCheckAskSerializer(data=request.data, context={"partner": key.operator, "key": key})
        ask.is_valid(raise_exception=True)
        said = ask.validated_data
        wanted = Wanted(
            ask.customer(),
            said["offer"],
            said["line_number"],
            said.get("exchange"),
            said["withdrawal_waived"],
            said.get("port_in"),
        )
        found: Checked = check(wanted, now=timezone.now())
        return Response(LineCheckSerializer(found).data)
