"""What people say when they move a request: why, in words if they like, and the new day."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from bascule.inputs import day_input
from portability.conduct import ActReason, next_day
from portability.deadlines import Window
from portability.models import PortIn

OTHER = ActReason.OTHER
REASONS = {
    "cancel": [ActReason.CUSTOMER_WITHDREW, ActReason.MISTAKE, OTHER],
    "no_go": [ActReason.CUSTOMER_NOT_READY, ActReason.NOT_READY, OTHER],
    "reschedule": [ActReason.CUSTOMER_NOT_READY, ActReason.NOT_READY, OTHER],
    "report_incident": [ActReason.NUMBERS_DEAD, ActReason.NUMBERS_PARTLY_DEAD, OTHER],
    "reverse": [ActReason.NUMBERS_DEAD, ActReason.NUMBERS_PARTLY_DEAD, ActReason.CUSTOMER_WITHDREW, OTHER],
    "complete": [ActReason.CONFIRMED_BY_PHONE, OTHER],
}
"""Which reasons each move may have; a move without any is one button."""
PUTS_OFF = {"no_go", "reschedule"}


class MoveForm(forms.Form):
    """Why, and for those that put off: to which day."""

    date = forms.DateField(label=_("New date"))
    window = forms.ChoiceField(label=_("Window"), choices=Window.choices)
    reason = forms.ChoiceField(label=_("Why"))
    note = forms.CharField(
        label=_("In your words"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": "2"})
    )

    def __init__(self, move: str, port_in: PortIn, now: datetime, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id=f"id_{move}_%s", initial={"window": port_in.window})
        reason = self.fields["reason"]
        assert isinstance(reason, forms.ChoiceField)  # noqa: S101  (for the type checker)
        reason.choices = [(one.value, one.label) for one in REASONS[move]]
        if move in PUTS_OFF:
            first = next_day(port_in, now).isoformat()
            self.fields["date"].initial, self.fields["date"].widget = first, day_input(min=first)
        else:
            del self.fields["date"]
        if move != "reschedule":
            del self.fields["window"]

    def clean(self) -> dict[str, Any]:
        read = super().clean() or self.cleaned_data
        if read.get("reason") == OTHER and not read.get("note"):
            self.add_error("note", _("Say in a few words what the reason is."))
        return read

    @property
    def said(self) -> str:
        """A reason's code, or the words that stand for it."""
        return self.cleaned_data["note"] if self.cleaned_data["reason"] == OTHER else self.cleaned_data["reason"]

    @property
    def aside(self) -> str:
        """Words that come beside a reason with a code."""
        return "" if self.cleaned_data["reason"] == OTHER else self.cleaned_data["note"]

    def facts(self) -> dict[str, Any]:
        read = self.cleaned_data
        facts = {"scheduled_on": read.get("date"), "window": read.get("window")}
        return {name: value for name, value in facts.items() if value}


def form_of(move: str, port_in: PortIn, now: datetime, data: QueryDict | None = None) -> MoveForm | None:
    """The questions of a move; None for one that is a button."""
    return MoveForm(move, port_in, now, data) if move in REASONS else None
