"""What is asked before a subscription is moved by somebody."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activation.changing import EndReason
from activation.models import Exchange, LineField, Offer, Outcome, Subscription
from bascule.inputs import DayField, day_input, untouched
from operators.forms import NumberField
from operators.models.customer import ADDRESS
from operators.numbering import pretty

AGAIN = {Outcome.CALL_AGAIN, Outcome.VISIT_BOOKED}
"""The outcomes of a call that name a day."""


class EndForm(forms.Form):
    """Why a subscription is suspended, cancelled or terminated: a code for the figures, a note for colleagues."""

    reason = forms.ChoiceField(label=_("Why"), choices=EndReason.choices)
    note = forms.CharField(
        label=_("What was said"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": "2"})
    )


class OfferForm(forms.Form):
    """Another offer for a line."""

    offer = forms.ModelChoiceField(label=_("Offer"), queryset=Offer.objects.none(), empty_label=None)

    def __init__(self, subscription: Subscription, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Offer.objects.on_sale().exclude(pk=subscription.offer_id)
        field = self.fields["offer"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = others
        field.label_from_instance = named  # type: ignore[method-assign,assignment]


class MoveForm(forms.Form):
    """Where a customer moves: its new address, and the line there."""

    line1 = forms.CharField(label=_("New address"), max_length=35)
    line2 = forms.CharField(label=_("Address, continued"), max_length=35, required=False)
    postal_code = forms.RegexField(label=_("Postal code"), regex=r"^[0-9]{5}$")
    city = forms.CharField(label=_("City"), max_length=35)
    line_number = NumberField(
        label=_("Line number there"),
        max_length=40,
        required=False,
        help_text=_("A new fibre has none."),
        widget=forms.TextInput(attrs=untouched(inputmode="tel")),
    )
    wanted_on = DayField(label=_("Not before"), required=False)

    def __init__(self, subscription: Subscription, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """The address as one thing, and the rest as it is."""
        read = super().clean() or {}
        read["address"] = {name: read.pop(name, "") for name in ADDRESS}
        return read


def named(offer: Offer) -> str:
    return f"{offer.name} · {offer.get_unbundling_display()}"


class CallForm(forms.Form):
    """What came of a call."""

    OUTCOMES: ClassVar[list[Any]] = [
        (outcome.value, outcome.label) for outcome in (Outcome.NO_ANSWER, Outcome.CALL_AGAIN, Outcome.VISIT_BOOKED)
    ]

    outcome = forms.ChoiceField(label=_("What came of it"), choices=OUTCOMES, widget=forms.RadioSelect)
    again_on = DayField(label=_("On"), required=False)
    note = forms.CharField(
        label=_("What was said"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": "2"})
    )

    def __init__(self, now: datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate(now)
        tomorrow = self.today + timedelta(days=1)
        self.fields["again_on"].widget = day_input(min=tomorrow.isoformat())

    def clean(self) -> dict[str, Any]:
        read = super().clean() or {}
        day = read.get("again_on")
        if read.get("outcome") in AGAIN and not day and "again_on" not in self.errors:
            self.add_error("again_on", _("Give the day that was agreed."))
        if day and day < self.today:
            self.add_error("again_on", _("This day is over."))
        return read


class CorrectionForm(forms.Form):
    """What a failed order lets be corrected, as it is today; only these fields are asked."""

    line_number = NumberField(
        label=_("Line number"), max_length=40, widget=forms.TextInput(attrs=untouched(inputmode="tel"))
    )
    customer_name = forms.CharField(label=_("Name of the customer"), max_length=120)
    line1 = forms.CharField(label=_("Address"), max_length=35)
    line2 = forms.CharField(label=_("Address, continued"), max_length=35, required=False)
    postal_code = forms.RegexField(label=_("Postal code"), regex=r"^[0-9]{5}$")
    city = forms.CharField(label=_("City"), max_length=35)
    exchange = forms.ModelChoiceField(
        label=_("Exchange"), queryset=Exchange.objects.all(), required=False, to_field_name="code"
    )

    def __init__(self, subscription: Subscription, correctable: list[str], *args: Any, **kwargs: Any) -> None:
        customer = subscription.customer
        now = {name: getattr(customer, name) for name in ADDRESS} | {
            "line_number": pretty(subscription.line_number) if subscription.line_number else "",
            "customer_name": customer.name,
            "exchange": subscription.exchange,
        }
        super().__init__(*args, **{"initial": now, **kwargs})
        wanted = set(correctable) - {LineField.ADDRESS}
        wanted |= set(ADDRESS) if LineField.ADDRESS in correctable else set()
        for name in set(self.fields) - wanted:
            del self.fields[name]
        self.correctable = correctable

    def fields_given(self) -> Mapping[str, Any]:
        """The correction, named as in `LineField`."""
        read = self.cleaned_data
        given = {name: read[name] for name in self.correctable if name in read}
        if LineField.ADDRESS in self.correctable:
            given[LineField.ADDRESS.value] = {name: read[name] for name in ADDRESS}
        return given


class CommentForm(forms.Form):
    """Words about a subscription."""

    text = forms.CharField(label=_("Comment"), max_length=2_000, widget=forms.Textarea(attrs={"rows": "2"}))
