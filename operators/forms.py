"""What people choose on the pages of operators, and the field in which numbers are typed everywhere."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from bascule.inputs import TextFilter, untouched
from operators.models import NumberRange, Operator, OperatorQuerySet, RoutingPrefix
from operators.numbering import MalformedNumber, Territory, parse_number


class NumberField(forms.CharField):
    """One number in any spelling; its national digits are kept, "" for none."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            return parse_number(text) if text else ""
        except MalformedNumber as error:
            raise forms.ValidationError(str(error), code=error.code) from error


class NumberFilter(TextFilter):
    """A list's filter by one number in any spelling."""

    field_class = NumberField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"widget": forms.TextInput(attrs=untouched(inputmode="tel")), **kwargs})


class OperatorFilter(forms.Form):
    """Which operators of the directory are shown; every part is optional."""

    q = forms.CharField(label=_("Name, code or SIRET"), required=False, max_length=120)
    has_ranges = forms.BooleanField(label=_("has number ranges"), required=False)
    has_prefix = forms.BooleanField(label=_("has a routing prefix"), required=False)

    def chosen(self, day: date) -> OperatorQuerySet:
        """The operators that are meant, on a day; all of them when nothing is chosen."""
        asked, found = self.cleaned_data if self.is_valid() else {}, Operator.objects.all()
        if asked.get("q"):
            found = found.named(asked["q"].strip())
        for choice, model, link in (("has_ranges", NumberRange, "holder"), ("has_prefix", RoutingPrefix, "operator")):
            if asked.get(choice):
                found = found.filter(Exists(model.objects.in_force(day).filter(**{link: OuterRef("pk")})))
        return found


class RangeFilter(forms.Form):
    """Which ranges of an operator are shown."""

    territory = forms.ChoiceField(required=False, choices=Territory)
