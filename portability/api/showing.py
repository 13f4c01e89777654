"""How a quote and a number are shown to partners."""

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bascule.api.money import MoneyField, money
from bascule.api.records import RECORD_FIELDS, Moment, RecordSerializer
from operators.numbering import Kind, Territory, kind_of, to_e164
from operators.ranges import Block
from portability.api.asking import CustomerSerializer
from portability.api.explaining import FullReasonSerializer, ReasonSerializer
from portability.api.group import GroupSerializer, spelt
from portability.models import Inventory, InventoryState, Quote, QuoteLine
from portability.models.quote import PortKind, PortType, QuoteState, RioStatus
from portability.quoting import rules
from portability.quoting.reasons import spoken
from portability.rio import Suggestion
from portability.routing import Holder, Holding


class OperatorSerializer(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()


class SuggestionSerializer(serializers.Serializer):
    """A RIO and a number that fit each other, and which of the two was corrected."""

    rio = serializers.CharField()
    number = serializers.CharField()
    change = serializers.ChoiceField(["rio", "number"])
    detail = serializers.CharField()


class NumberVerdictSerializer(serializers.Serializer):
    """What we say of one number; written out by hand, since a quote may have 10,000."""

    input = serializers.CharField()
    number = serializers.CharField(allow_null=True)
    portable = serializers.BooleanField()
    range_holder = serializers.CharField(allow_null=True)
    donor = serializers.CharField(allow_null=True)
    chain = serializers.ListField(child=serializers.CharField(allow_null=True))
    kind = serializers.ChoiceField(PortKind.choices, allow_null=True)
    rio = serializers.ChoiceField(RioStatus.choices)
    reasons = ReasonSerializer(many=True)
    suggestions = SuggestionSerializer(many=True)

    def to_representation(self, instance: QuoteLine) -> dict[str, Any]:
        return {
            "input": instance.input,
            "number": instance.e164 or None,
            "portable": instance.portable,
            "range_holder": instance.range_holder,
            "donor": instance.donor,
            "chain": instance.chain,
            "kind": instance.kind or None,
            "rio": instance.rio_status,
            "reasons": self.words(instance),
            "suggestions": [in_suggestion(one) for one in instance.suggestions or ()],
        }

    def words(self, line: QuoteLine) -> list[dict[str, Any]]:
        """The same reason on 10,000 numbers is put into words once."""
        said, reasons = self.context["said"], []
        for kept in self.context["reasons"].get(line.position, ()):
            if id(kept) not in said:
                said[id(kept)] = ReasonSerializer().to_representation(spoken(kept))
            reasons.append(said[id(kept)])
        return reasons


def in_suggestion(kept: dict[str, str]) -> dict[str, str]:
    """A correction as a quote keeps it, with its words."""
    one = Suggestion(**kept)
    return {"rio": one.rio, "number": one.national, "change": one.change, "detail": one.explanation}


class PriceLineSerializer(serializers.Serializer):
    code = serializers.CharField()
    quantity = serializers.IntegerField()
    unit = MoneyField()
    total = MoneyField()


class OptionPriceSerializer(serializers.Serializer):
    code = serializers.CharField()
    unit = MoneyField()


class DonorRequestSerializer(serializers.Serializer):
    donor = OperatorSerializer()
    numbers = serializers.IntegerField(source="count")
    kind = serializers.ChoiceField(PortKind.choices)
    type = serializers.ChoiceField(PortType.choices)


class InventoryDiffSerializer(serializers.Serializer):
    """What the donor's list adds to the declared one, and lacks of it."""

    missing = serializers.ListField(child=serializers.CharField())
    extra = serializers.ListField(child=serializers.CharField())
    price_before = MoneyField(allow_null=True)
    price_after = MoneyField(allow_null=True)


class InventorySerializer(serializers.Serializer):
    """A donor that is asked for its own list; `refusal` is the code of the reason, when it gives none."""

    reference = serializers.CharField()
    donor = OperatorSerializer()
    main_number = serializers.SerializerMethodField()
    state = serializers.ChoiceField(InventoryState.choices)
    asked_on = serializers.DateField()
    due_at = Moment(allow_null=True)
    answered_at = Moment(allow_null=True)
    refusal = serializers.CharField(source="refusal_code")

    def get_main_number(self, inventory: Inventory) -> str:
        return "".join(spelt(inventory.quote.customer, [inventory.main_number]))


OF_DRAFTS = {"ask-inventory", "offer"}
OF_DONORS = {"receive-inventory", "refuse-inventory"}


class QuoteSummarySerializer(GroupSerializer, RecordSerializer):
    """A quote in a list: everything but its numbers."""

    type = serializers.SerializerMethodField()
    customer = CustomerSerializer()
    price = MoneyField(allow_null=True)
    vat = MoneyField(allow_null=True)
    price_incl_vat = MoneyField(allow_null=True)
    price_lines = serializers.SerializerMethodField()
    option_prices = serializers.SerializerMethodField()
    requests = DonorRequestSerializer(many=True)
    required_documents = serializers.SerializerMethodField()
    routing_prefix = serializers.SerializerMethodField()

    class Meta:
        model = Quote
        fields = [
            *RECORD_FIELDS,
            "customer",
            "type",
            "scope",
            "price",
            "vat",
            "price_incl_vat",
            "price_lines",
            "option_prices",
            "requests",
            "main_number",
            "inventory",
            "required_documents",
            "routing_prefix",
            "earliest_date",
            "expected_date",
            "expires_at",
        ]

    def get_allowed_actions(self, quote: Quote) -> list[str]:
        """The moves of the quote; what a donor says is entered by whoever may speak for it."""
        moves = [move for move in super().get_allowed_actions(quote) if move not in OF_DRAFTS | OF_DONORS]
        key = self.context["request"].auth
        if quote.state == QuoteState.DRAFT and key.has_perm("portability.offer_quote", quote):
            moves += sorted(OF_DRAFTS)
        if quote.state == QuoteState.AWAITING_INVENTORY and key.has_perm("portability.answer_inventory", quote):
            moves += sorted(OF_DONORS)
        return moves

    @extend_schema_field(serializers.ChoiceField(PortType.choices, allow_null=True))
    def get_type(self, quote: Quote) -> str | None:
        return quote.type or None

    @extend_schema_field(PriceLineSerializer(many=True))
    def get_price_lines(self, quote: Quote) -> list[dict[str, Any]]:
        return [
            {**line, "unit": in_euros(line["unit"]), "total": in_euros(line["total"])} for line in quote.price_lines
        ]

    @extend_schema_field(OptionPriceSerializer(many=True))
    def get_option_prices(self, quote: Quote) -> list[dict[str, Any]]:
        return [{**option, "unit": in_euros(option["unit"])} for option in quote.option_prices]

    def get_required_documents(self, quote: Quote) -> list[str]:
        return quote.required_documents

    def get_routing_prefix(self, quote: Quote) -> str | None:
        return quote.routing_prefix or None


class QuoteSerializer(QuoteSummarySerializer):
    """A whole quote, its reasons and every number included."""

    reasons = serializers.SerializerMethodField()
    numbers = serializers.SerializerMethodField()
    inventories = serializers.SerializerMethodField()
    inventory_diff = serializers.SerializerMethodField()

    class Meta(QuoteSummarySerializer.Meta):
        fields = [
            *QuoteSummarySerializer.Meta.fields,
            "keep_with_donor",
            "reasons",
            "numbers",
            "inventories",
            "inventory_diff",
        ]

    def to_representation(self, instance: Quote) -> dict[str, Any]:
        self.lines = list(instance.lines.order_by("position"))
        return super().to_representation(instance)

    @extend_schema_field(FullReasonSerializer(many=True))
    def get_reasons(self, quote: Quote) -> list[dict[str, Any]]:
        words = FullReasonSerializer(context={"lines": self.lines})
        return [words.to_representation(kept) for kept in quote.reasons]

    @extend_schema_field(NumberVerdictSerializer(many=True))
    def get_numbers(self, quote: Quote) -> list[dict[str, Any]]:
        words = NumberVerdictSerializer(context={"reasons": quote.reasons_by_position(), "said": {}})
        return [words.to_representation(line) for line in self.lines]

    @extend_schema_field(InventorySerializer(many=True))
    def get_inventories(self, quote: Quote) -> list[dict[str, Any]]:
        asked = quote.inventories.select_related("donor").order_by("created_at", "reference")
        return list(InventorySerializer(asked, many=True).data)

    @extend_schema_field(InventoryDiffSerializer(allow_null=True))
    def get_inventory_diff(self, quote: Quote) -> dict[str, Any] | None:
        kept = quote.inventory_diff
        if kept is None:
            return None
        prices = {name: in_euros(kept[name]) for name in ("price_before", "price_after")}
        lists = {name: spelt(quote.customer, kept[name]) for name in ("missing", "extra")}
        return {**lists, **prices}


def in_euros(kept: str | None) -> dict[str, str] | None:
    """An amount as a quote keeps it in JSON, as the API writes it."""
    return None if kept is None else money(Decimal(kept))


class RangeSerializer(serializers.Serializer):
    """The range that ARCEP gave, in national digits."""

    first = serializers.CharField()
    last = serializers.CharField()
    holder = OperatorSerializer()
    since = serializers.DateField()


class PastPortSerializer(serializers.Serializer):
    """One port of a number, from one operator to another (null: only its network is known)."""

    prefix = serializers.CharField(allow_null=True)
    to = serializers.CharField(allow_null=True)
    on = serializers.DateField()

    def get_fields(self) -> dict[str, Any]:
        # Python keeps the word `from` for itself.
        return {"from": serializers.CharField(allow_null=True), **super().get_fields()}


class LookupErrorSerializer(serializers.Serializer):
    code = serializers.ChoiceField(["malformed", "unallocated"])
    detail = serializers.CharField()


class NumberSerializer(serializers.Serializer):
    """What we know of a number on a day; written out by hand, since a look-up may ask for 10,000."""

    number = serializers.CharField(allow_null=True)
    national = serializers.CharField(allow_null=True)
    territory = serializers.ChoiceField(Territory.choices, allow_null=True)
    kind = serializers.ChoiceField(Kind.choices, allow_null=True)
    range = RangeSerializer(allow_null=True)
    current_operator = OperatorSerializer(allow_null=True)
    network_operator = OperatorSerializer(allow_null=True)
    routing_prefix = serializers.CharField(allow_null=True)
    routed_digits = serializers.CharField(allow_null=True)
    ports = PastPortSerializer(many=True)
    as_of = serializers.DateField()
    error = LookupErrorSerializer(required=False)

    def to_representation(self, instance: Holding) -> dict[str, Any]:
        block = instance.block
        territory = block.territory if block else Territory.METROPOLE
        shown = {
            "number": to_e164(instance.national, territory),
            "national": instance.national,
            "territory": block.territory if block else None,
            "kind": kind_of(instance.national).value,
            "range": block and in_range(block, instance.range_holder),
            "current_operator": in_short(instance.operator),
            "network_operator": in_short(instance.network),
            "routing_prefix": instance.prefix or None,
            "routed_digits": instance.routed_digits if block else None,
            "ports": past_ports(instance),
            "as_of": self.context["as_of"].isoformat(),
        }
        return shown if block else shown | {"error": in_error("unallocated", rules.unallocated.detail({}))}


def in_range(block: Block, holder: Holder | None) -> dict[str, Any]:
    since = block.since.isoformat()
    return {"first": block.first, "last": block.last, "holder": in_short(holder), "since": since}


def in_short(holder: Holder | None) -> dict[str, str] | None:
    return holder and {"code": holder.code, "name": holder.name}


def in_error(code: str, detail: str) -> dict[str, str]:
    return {"code": code, "detail": detail}


def past_ports(holding: Holding) -> list[dict[str, Any]]:
    holders = [holding.range_holder, *(hop.operator for hop in holding.hops)]
    return [
        {
            "from": before.code if before else None,
            "to": hop.operator.code if hop.operator else None,
            "prefix": hop.prefix or None,
            "on": hop.on.isoformat(),
        }
        for before, hop in zip(holders, holding.hops, strict=False)
    ]
