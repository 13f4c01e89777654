"""How a request for our numbers is shown: to its recipient what concerns its own data, to our keys everything."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bascule.api.records import RECORD_FIELDS, Moment, RecordSerializer
from operators.models import CustomerKind
from operators.numbering import Territory, to_e164
from operators.ranges import Block, blocks_of
from portability.api.asking import ADDRESS
from portability.api.showing import OperatorSerializer
from portability.leaving.checks import CHECKS
from portability.models import PortOut
from portability.models.closing import ClosingKind
from portability.models.port_out import Answer, CheckNature, CheckVerdict, PortOutState, Refusal

FOR_THE_RECIPIENT = ("differs", "earliest", "lacks", "reason")
"""The evidence about what the recipient wrote itself; the rest is about our customer, or about others."""


class GroundShownSerializer(serializers.Serializer):
    """A legal ground of refusal, with what shows it."""

    code = serializers.ChoiceField(Refusal.choices)
    label = serializers.CharField()  # type: ignore[assignment]
    evidence = serializers.DictField()


class WholeGroundSerializer(serializers.Serializer):
    """The ground that most numbers of a refused request have; `grounds` counts every one."""

    code = serializers.ChoiceField(Refusal.choices)
    label = serializers.CharField()  # type: ignore[assignment]
    grounds = serializers.DictField(child=serializers.IntegerField())


class NumberAskedSerializer(serializers.Serializer):
    """One number with its answer; null until there is one."""

    number = serializers.CharField()
    rio = serializers.CharField(allow_blank=True)
    answer = serializers.ChoiceField(Answer.choices, allow_null=True)
    refusal = GroundShownSerializer(allow_null=True)


class CheckSerializer(serializers.Serializer):
    """What a check found, of one number or (null) of the whole request. A `signal` is never a ground of refusal."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    nature = serializers.ChoiceField(CheckNature.choices)
    number = serializers.CharField(allow_null=True)
    verdict = serializers.ChoiceField(CheckVerdict.choices)
    refusal = serializers.ChoiceField(Refusal.choices, allow_null=True)
    evidence = serializers.DictField()


class ClosingItemSerializer(serializers.Serializer):
    """One thing to do once the numbers are gone."""

    kind = serializers.ChoiceField(ClosingKind.choices)
    done_at = Moment(allow_null=True)
    done_by = serializers.CharField()
    not_needed = serializers.BooleanField()


class WrittenAddressSerializer(serializers.Serializer):
    line1 = serializers.CharField(allow_blank=True)
    line2 = serializers.CharField(allow_blank=True)
    postal_code = serializers.CharField(allow_blank=True)
    city = serializers.CharField(allow_blank=True)


class WrittenCustomerSerializer(serializers.Serializer):
    """The customer as the recipient wrote it; what it left out is empty."""

    kind = serializers.CharField(allow_blank=True)
    name = serializers.CharField(allow_blank=True)
    siret = serializers.CharField(allow_blank=True)
    siren = serializers.CharField(allow_blank=True)
    address = WrittenAddressSerializer()

    def to_representation(self, instance: Mapping[str, Any]) -> dict[str, Any]:
        lines = instance.get("address", {})
        shown = {name: instance.get(name, "") for name in ("kind", "name", "siret", "siren")}
        return shown | {"address": {name: lines.get(name, "") for name in ADDRESS}}


class PortOutListSerializer(serializers.ListSerializer):
    """A page of a list: the ranges of all its main numbers are read at once."""

    child: Any

    def to_representation(self, data: Any) -> list[Any]:
        rows = list(data)
        self.child.blocks = blocks_today([row.main_number for row in rows if row.main_number])
        return super().to_representation(rows)


class PortOutSummarySerializer(RecordSerializer):
    """An outgoing port in a list: everything but its numbers and its checks."""

    blocks: Mapping[str, Block]

    recipient = OperatorSerializer(source="partner")
    answer_due_at = serializers.SerializerMethodField()
    customer_kind = serializers.ChoiceField(CustomerKind.choices)
    main_number = serializers.SerializerMethodField()
    date = serializers.DateField(source="scheduled_on")

    class Meta:
        model = PortOut
        list_serializer_class = PortOutListSerializer
        fields = [
            *RECORD_FIELDS,
            "recipient",
            "door",
            "answer_due_at",
            "customer_kind",
            "main_number",
            "date",
            "window",
            "cutover",
            "fallback",
            "routing_prefix",
            "mandate_reference",
            "received_at",
            "answered_at",
            "released_at",
        ]

    def get_allowed_actions(self, record: PortOut) -> list[str]:
        """What this key may POST now; the go is for the day of the port."""
        early = record.scheduled_on > timezone.localdate()
        return [move for move in super().get_allowed_actions(record) if not (early and move == "go")]

    def get_main_number(self, port_out: PortOut) -> str:
        return spelt(port_out.main_number, self.blocks) if port_out.main_number else ""

    @extend_schema_field(Moment(allow_null=True))
    def get_answer_due_at(self, port_out: PortOut) -> str | None:
        """Until when we answer; null once we have."""
        waits = port_out.state == PortOutState.RECEIVED and port_out.due_at
        return Moment().to_representation(waits) if waits else None


class PortOutSerializer(PortOutSummarySerializer):
    """A whole outgoing port."""

    customer = serializers.SerializerMethodField()
    numbers = serializers.SerializerMethodField()
    refusal = serializers.SerializerMethodField()
    checks = serializers.SerializerMethodField()
    closing = serializers.SerializerMethodField()

    class Meta(PortOutSummarySerializer.Meta):
        fields = [*PortOutSummarySerializer.Meta.fields, "customer", "numbers", "refusal", "checks", "closing"]

    def to_representation(self, instance: PortOut) -> dict[str, Any]:
        self.lines = list(instance.numbers.values("national", "rio", "answer", "refusal", "evidence"))
        main = [instance.main_number] if instance.main_number else []
        self.blocks = blocks_today([*main, *(line["national"] for line in self.lines)])
        self.shows_all = self.context["request"].auth.sees_all
        return super().to_representation(instance)

    @extend_schema_field(WrittenCustomerSerializer(allow_null=True))
    def get_customer(self, port_out: PortOut) -> dict[str, Any] | None:
        """As the recipient wrote it; null once it is purged."""
        return None if port_out.purged_at else WrittenCustomerSerializer().to_representation(port_out.asked)

    @extend_schema_field(NumberAskedSerializer(many=True))
    def get_numbers(self, port_out: PortOut) -> list[dict[str, Any]]:
        labels = labels_of_grounds()
        return [
            {
                "number": spelt(line["national"], self.blocks),
                "rio": line["rio"],
                "answer": line["answer"] or None,
                "refusal": (line["refusal"] and self.ground(line, labels)) or None,
            }
            for line in self.lines
        ]

    def ground(self, line: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, Any]:
        evidence = self.shown(line["evidence"])
        return {"code": line["refusal"], "label": labels[line["refusal"]], "evidence": evidence}

    def shown(self, evidence: Mapping[str, Any]) -> dict[str, Any]:
        """The evidence that this key may read."""
        return {name: value for name, value in evidence.items() if self.shows_all or name in FOR_THE_RECIPIENT}

    @extend_schema_field(WholeGroundSerializer(allow_null=True))
    def get_refusal(self, port_out: PortOut) -> dict[str, Any] | None:
        """Why, once every number is refused."""
        if port_out.state != PortOutState.REFUSED:
            return None
        grounds = Counter(line["refusal"] for line in self.lines)
        [(code, _count)] = grounds.most_common(1)
        return {"code": code, "label": labels_of_grounds()[code], "grounds": dict(sorted(grounds.items()))}

    @extend_schema_field(CheckSerializer(many=True))
    def get_checks(self, port_out: PortOut) -> list[dict[str, Any]]:
        """What speaks for and against it; the recipient reads those that can lead to a refusal."""
        rows = port_out.checks.all() if self.shows_all else port_out.checks.filter(nature=CheckNature.GROUND)
        labels = {code: str(check.label) for code, check in CHECKS.items()}
        return [self.check(row, labels) for row in rows.values("code", "nature", "national", "verdict", "evidence")]

    def check(self, row: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, Any]:
        known = CHECKS.get(row["code"])
        return {
            "code": row["code"],
            "label": labels.get(row["code"], row["code"]),
            "nature": row["nature"],
            "number": spelt(row["national"], self.blocks) if row["national"] else None,
            "verdict": row["verdict"],
            "refusal": (known and known.refusal) or None,
            "evidence": self.shown(row["evidence"]),
        }

    @extend_schema_field(ClosingItemSerializer(many=True))
    def get_closing(self, port_out: PortOut) -> list[dict[str, Any]]:
        """What we still do once the numbers are gone; for our own keys."""
        return list(ClosingItemSerializer(port_out.closing.all(), many=True).data) if self.shows_all else []


def labels_of_grounds() -> dict[str, str]:
    """The grounds in the reader's language, put into words once however many numbers have them."""
    return {ground.value: str(ground.label) for ground in Refusal}


def blocks_today(nationals: list[str]) -> dict[str, Block]:
    return blocks_of(nationals, timezone.localdate())


def spelt(national: str, blocks: Mapping[str, Block]) -> str:
    """The number as the API writes numbers."""
    block = blocks.get(national)
    return to_e164(national, block.territory if block else Territory.METROPOLE)
