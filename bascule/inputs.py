"""What people type into forms and filters: texts that no browser corrects, days, one of some choices."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, DateFilter


def untouched(**attributes: Any) -> dict[str, Any]:
    """What keeps browsers from correcting numbers and names."""
    return {"autocomplete": "off", "spellcheck": "false", **attributes}


def day_input(**attributes: Any) -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", **attributes}, format="%Y-%m-%d")


class TextFilter(CharFilter):
    """A text as it is typed: a name, a code, a reference."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"widget": forms.TextInput(attrs=untouched()), **kwargs})


class DayField(forms.DateField):
    """A day that people may mean: nothing here is older than the first, and no calendar is known after the last."""

    default_validators = [MinValueValidator(date(1990, 1, 1)), MaxValueValidator(date(2099, 12, 31))]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"widget": day_input(), **kwargs})


class DayFilter(DateFilter):
    field_class = DayField


class OneOf(ChoiceFilter):
    """One of some choices, or all."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"empty_label": _("all"), **kwargs})
