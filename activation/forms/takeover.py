"""What people type of a line that was taken by mistake."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from activation.models import TakeoverSide
from bascule.inputs import untouched
from operators.forms import NumberField
from operators.models import Operator
from portability.forms.demand import operator_named


class TakeoverForm(forms.Form):
    """Which line, who took it from whom; the other operator is not always known."""

    line_number = NumberField(
        label=_("Line number"), max_length=40, widget=forms.TextInput(attrs=untouched(inputmode="tel"))
    )
    side = forms.ChoiceField(label=_("What happened"), choices=TakeoverSide.choices)
    other = forms.CharField(
        label=_("Other operator, if known"),
        help_text=_("Its code, such as FRTE, or its name."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=untouched()),
    )

    def clean_other(self) -> Operator | None:
        return operator_named(self.cleaned_data["other"])

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("line_number", "side", "other")}
