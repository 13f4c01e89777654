"""What an agent types of a new subscription, beside its customer."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from activation.models import Channel, Exchange, Offer
from bascule.inputs import DayField, untouched
from operators.forms import NumberField
from portability.models import PortIn


class Choice(NamedTuple):
    """An offer as a card of the form."""

    offer: Offer
    radio: Any


class SubscriptionForm(forms.Form):
    """Which offer, on which line, how it was sold."""

    offer = forms.ModelChoiceField(
        label=_("Offer"),
        queryset=Offer.objects.on_sale(),
        to_field_name="code",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an offer.")},
    )
    line_number = NumberField(
        label=_("Line number"),
        required=False,
        max_length=40,
        help_text=_("The number that the line carries today, in any spelling. A new fibre has none."),
        widget=forms.TextInput(attrs=untouched(inputmode="tel")),
    )
    exchange = forms.ModelChoiceField(
        label=_("Exchange"),
        queryset=Exchange.objects.order_by("name"),
        to_field_name="code",
        required=False,
        empty_label=_("as the incumbent says"),
        help_text=_("Only when the incumbent names none, or the wrong one."),
    )
    channel = forms.ChoiceField(label=_("Sold by"), choices=Channel.choices, initial=Channel.PHONE)
    wanted_on = DayField(label=_("Not before"), required=False, help_text=_("If the customer asks for a day."))
    waived = forms.BooleanField(
        label=_("The customer expressly waives the withdrawal period, in writing"), required=False
    )
    port_in = forms.ModelChoiceField(
        label=_("Port that goes with it"),
        queryset=PortIn.objects.none(),
        to_field_name="reference",
        required=False,
        empty_label=_("none"),
        help_text=_("Numbers of this very line move with it; those of another line follow once it works."),
    )
    external_reference = forms.CharField(
        label=_("Their reference"), required=False, max_length=80, widget=forms.TextInput(attrs=untouched())
    )

    def __init__(self, typed: Any, ports: Any, today: date) -> None:
        """`ports` are those of a known customer; a new customer has none."""
        super().__init__(typed)
        self.today = today
        self.fields["wanted_on"].widget.attrs["min"] = today.isoformat()
        if ports is None:
            del self.fields["port_in"]
            return
        port_in = self.fields["port_in"]
        assert isinstance(port_in, forms.ModelChoiceField)  # noqa: S101
        port_in.queryset = ports
        port_in.label_from_instance = port_in_words  # type: ignore[method-assign,assignment]

    def clean_wanted_on(self) -> date | None:
        day: date | None = self.cleaned_data["wanted_on"]
        if day and day < self.today:
            raise forms.ValidationError(_("This day is over."), code="past")
        return day

    @property
    def cards(self) -> Iterator[Choice]:
        """The offers with their radio buttons, in one query."""
        for radio in self["offer"]:
            yield Choice(radio.data["value"].instance, radio)


def port_in_words(port_in: PortIn) -> str:
    return f"{port_in.reference} · {port_in.donor.name} · {port_in.get_state_display()}"
