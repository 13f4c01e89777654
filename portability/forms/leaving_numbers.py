"""What people type of numbers that are owed to us, and of wrongful ports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bascule.inputs import untouched
from operators.models import Operator
from portability.forms.demand import operator_named, readable_numbers
from portability.models.number_return import RestorationSide

EXAMPLE = "04 65 71 20 00 - 04 65 71 20 09"


class NumbersForm(forms.Form):
    """Numbers in any spelling, each of which can be read."""

    numbers = forms.CharField(label=_("Numbers"), widget=forms.Textarea(attrs=untouched(rows="3", placeholder=EXAMPLE)))

    def clean_numbers(self) -> list[str]:
        entries = readable_numbers(self.cleaned_data["numbers"])
        nationals = [entry.national for entry in entries if entry.national]
        if not nationals:
            raise forms.ValidationError(_("There is no number in it."))
        return list(dict.fromkeys(nationals))


class OwedForm(NumbersForm):
    """Numbers of our ranges that nobody uses any more where they went."""


class RestorationForm(NumbersForm):
    """A wrongful port: which numbers, who took them from whom."""

    side = forms.ChoiceField(label=_("What happened"), choices=RestorationSide.choices)
    other = forms.CharField(
        label=_("Other operator"),
        help_text=_("Its code, such as FRTE, or its name."),
        max_length=120,
        widget=forms.TextInput(attrs=untouched()),
    )

    def clean_other(self) -> Operator:
        found = operator_named(self.cleaned_data["other"])
        if found is None:
            raise forms.ValidationError(_("Name the other operator."))
        return found

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"numbers": data["numbers"], "other": data["other"], "side": data["side"]}
