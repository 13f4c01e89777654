"""How our own programs answer a request: every number has its verdict, every refusal its legal ground."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from bascule.rules import RuleRefused
from operators.numbering import MAX_NUMBERS
from portability.api.asking import NumberField
from portability.leaving import Verdict
from portability.models.port_out import Refusal


class GroundSerializer(serializers.Serializer):
    """A legal ground. Its evidence is the check that failed; facts that we know may be added."""

    refusal = serializers.ChoiceField(Refusal.choices)
    evidence = serializers.DictField(child=serializers.CharField(max_length=200), required=False)

    def verdict(self, said: dict[str, Any]) -> Verdict:
        return Verdict(accepted=False, refusal=said["refusal"], evidence=said.get("evidence", {}))


class RefusedNumberSerializer(GroundSerializer):
    number = NumberField()


class VerdictsSerializer(serializers.Serializer):
    """Base: `numbers` are those that have a ground of their own."""

    numbers: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=RefusedNumberSerializer(), required=False, max_length=MAX_NUMBERS
    )

    def own_grounds(self, asked: Iterable[str]) -> dict[str, Verdict]:
        """The verdicts on single numbers; refuses a number that nobody asked for, by its place in the body."""
        known, found = set(asked), {}
        for place, said in enumerate(self.validated_data.get("numbers", [])):
            if said["number"] not in known:
                sentence = _("Nobody asks for this number.")
                raise RuleRefused("unknown_number", sentence, field=f"numbers.{place}.number")
            found[said["number"]] = GroundSerializer().verdict(said)
        return found


class AcceptSerializer(VerdictsSerializer):
    """The numbers that are not named are accepted."""

    def verdicts(self, asked: Iterable[str]) -> dict[str, Verdict]:
        nationals = list(asked)
        refused = self.own_grounds(nationals)
        if len(refused) == len(nationals):
            raise RuleRefused("nothing_accepted", _("Every number is refused: use refuse."), field="numbers")
        return dict.fromkeys(nationals, Verdict(accepted=True)) | refused


class RefuseSerializer(VerdictsSerializer):
    """The numbers that are not named have the `refusal` of the whole request."""

    refusal = serializers.ChoiceField(Refusal.choices, required=False)
    evidence = serializers.DictField(child=serializers.CharField(max_length=200), required=False)

    def verdicts(self, asked: Iterable[str]) -> dict[str, Verdict]:
        nationals = list(asked)
        refused = self.own_grounds(nationals)
        if "refusal" in self.validated_data:
            return dict.fromkeys(nationals, GroundSerializer().verdict(self.validated_data)) | refused
        if len(refused) < len(nationals):
            sentence = _("Say on which ground the other numbers are refused.")
            raise RuleRefused("ground_missing", sentence, field="refusal")
        return refused
