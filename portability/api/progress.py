"""How far an incoming port is, and why it is rejected, as partners read it."""

from typing import Any, cast

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bascule.api.records import Moment
from bascule.models import DatedSetting
from portability.models import LegalGround, PortIn, WhoActs
from portability.models.rejection import Correctable
from portability.rejections import correctable_of, reason_of
from portability.steps import Step, StepCode, steps_of


class StepSerializer(serializers.Serializer):
    """A step of the present round; `late` when it came, or has still not come, after `expected_at`."""

    code = serializers.ChoiceField(StepCode.choices)
    label = serializers.CharField()  # type: ignore[assignment]
    expected_at = Moment(allow_null=True)
    actual_at = Moment(allow_null=True)
    late = serializers.BooleanField()


class RejectionSerializer(serializers.Serializer):
    """Why a request is rejected now, and the way out."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    meaning = serializers.CharField()
    fix = serializers.CharField()
    who_acts = serializers.ChoiceField(WhoActs.choices)
    correctable_fields = serializers.ListField(child=serializers.ChoiceField(Correctable.choices))
    legal_ground = serializers.ChoiceField(LegalGround.choices)
    their_words = serializers.CharField(allow_blank=True)


class ProgressSerializer(serializers.Serializer):
    """Mixin of a whole port-in: `steps` and `rejection`."""

    steps = serializers.SerializerMethodField()
    rejection = serializers.SerializerMethodField()

    @extend_schema_field(StepSerializer(many=True))
    def get_steps(self, port_in: PortIn) -> list[dict[str, Any]]:
        steps: list[Step] = steps_of(port_in, port_in.history, self.settings(), now=timezone.now())
        return list(StepSerializer(steps, many=True).data)

    @extend_schema_field(RejectionSerializer(allow_null=True))
    def get_rejection(self, port_in: PortIn) -> dict[str, Any] | None:
        reason = reason_of(port_in)
        if reason is None:
            return None
        fields = correctable_of(port_in, reason, timezone.now(), self.settings())
        said = {name: getattr(reason, name) for name in ("code", "label", "meaning", "fix", "who_acts", "legal_ground")}
        return said | {"correctable_fields": fields, "their_words": port_in.rejection_text}

    def settings(self) -> dict[str, int]:
        """The delays in force today, read once however many requests are shown."""
        context = cast(dict[str, Any], self.context)
        if "dated_settings" not in context:
            context["dated_settings"] = DatedSetting.on(timezone.localdate())
        return context["dated_settings"]
