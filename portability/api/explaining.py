"""A reason as partners read it."""

from typing import Any

from rest_framework import serializers

from portability.quoting.reasons import Spoken, spoken


class ReasonSerializer(serializers.Serializer):
    """Why: `blocking` keeps a number from being ported, a `warning` does not, `explanation` says the type."""

    code = serializers.CharField()
    severity = serializers.ChoiceField(["explanation", "warning", "blocking"])
    detail = serializers.CharField()

    def to_representation(self, instance: Spoken) -> dict[str, Any]:
        return {"code": instance.code, "severity": instance.severity.name.lower(), "detail": instance.detail}


class FullReasonSerializer(ReasonSerializer):
    """A reason with what to do about it, the text that it rests on, and the numbers that it holds for."""

    label = serializers.CharField()  # type: ignore[assignment]
    fix = serializers.CharField(allow_blank=True)
    source = serializers.CharField()  # type: ignore[assignment]
    numbers = serializers.ListField(child=serializers.CharField())

    def to_representation(self, instance: dict[str, Any]) -> dict[str, Any]:  # type: ignore[override]
        lines = self.context["lines"]
        inside = (line for first, last in instance["lines"] for line in lines[first : last + 1])
        return in_full(spoken(instance), [line.e164 or line.input for line in inside])


def in_full(words: Spoken, numbers: list[str]) -> dict[str, Any]:
    return {
        **ReasonSerializer().to_representation(words),
        "label": words.label,
        "fix": words.fix,
        "source": words.source,
        "numbers": numbers,
    }
