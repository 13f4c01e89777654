"""What agents type: a demand for a quote, its customer, and what they answer about a quote."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from bascule.inputs import day_input, untouched
from bascule.plain import plain
from operators.forms import NumberField
from operators.models import Customer, CustomerKind, Operator
from operators.numbering import Entry, MalformedNumber, TooManyNumbers, parse_number, parse_paste, pretty
from portability.models import DeclineReason
from portability.quoting.asked import TOO_LITTLE, Asked, is_enough

RIO = "rio_"
"""What the name of a RIO's own input begins with; the national digits follow."""
POSTAL_CODE = re.compile(r"[0-9]{5}")


def pasted_numbers(text: str) -> list[Entry]:
    try:
        return parse_paste(text)
    except TooManyNumbers as error:
        raise forms.ValidationError(str(error), code=error.code) from error


def readable_numbers(text: str) -> list[Entry]:
    """The numbers of a list of which nothing may be left out."""
    entries = pasted_numbers(text)
    unread = [entry.input for entry in entries if entry.national is None]
    if unread:
        raise forms.ValidationError(_("This cannot be read: %(text)s") % {"text": ", ".join(unread[:5])})
    return entries


def operator_named(text: str) -> Operator | None:
    """The operator of this code or of this name, a part of the name being enough when it is the only one."""
    name, known = plain(text.strip()), Operator.objects.filter(withdrawn_on=None)
    exact = known.filter(Q(code__iexact=name) | Q(name__plain=name)).first()
    if exact or not name:
        return exact
    alike = list(known.filter(name__plain__contains=name)[:2])
    if not alike:
        raise forms.ValidationError(_("No operator has this code or this name."), code="unknown_operator")
    if len(alike) > 1:
        raise forms.ValidationError(_("Several operators have this in their name: give its code."), code="ambiguous")
    return alike[0]


class DemandForm(forms.Form):
    """The numbers of a demand. A number that cannot be read is no error here: it gets its own verdict."""

    numbers = forms.CharField(
        label=_("Numbers"),
        required=False,
        help_text=_("Paste anything: a list, ranges, columns of a spreadsheet with the RIO beside the number."),
        widget=forms.Textarea(attrs=untouched(rows="9", placeholder="01 99 00 00 00 - 01 99 00 00 19")),
    )
    main_number = NumberField(
        label=_("Main number"), required=False, max_length=40, widget=forms.TextInput(attrs=untouched(inputmode="tel"))
    )
    donor = forms.CharField(
        label=_("Donor, if known"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=untouched(list="operators", placeholder=_("Code or name"))),
    )
    keep_with_donor = forms.CharField(
        label=_("Numbers that stay with the donor"), required=False, widget=forms.Textarea(attrs=untouched(rows="2"))
    )
    inventory = forms.BooleanField(
        label=_("Ask the donor for its own list first (inventory)"),
        required=False,
        help_text=_("The price comes with the list, after about 7 days."),
    )

    def clean_numbers(self) -> list[Entry]:
        return pasted_numbers(self.cleaned_data["numbers"])

    def clean_donor(self) -> Operator | None:
        return operator_named(self.cleaned_data["donor"])

    def clean_keep_with_donor(self) -> list[str]:
        entries = readable_numbers(self.cleaned_data["keep_with_donor"])
        return list(dict.fromkeys(entry.national for entry in entries if entry.national))

    def typed_rios(self, entries: Iterable[Entry]) -> dict[str, str]:
        """What was typed in the RIO inputs of these numbers."""
        listed = (entry.national for entry in entries if entry.national)
        typed = {number: self.data.get(RIO + number, "").strip() for number in dict.fromkeys(listed)}
        return {number: text for number, text in typed.items() if text}

    def asked(self, partner: Operator, customer: Customer) -> Asked:
        """The demand as far as it can be read: a field with an error counts as empty."""
        read = self.cleaned_data
        entries = read.get("numbers") or []
        return Asked(
            partner=partner,
            customer=customer,
            entries=entries,
            main_number=read.get("main_number") or "",
            rios=self.typed_rios(entries),
            keep_with_donor=read.get("keep_with_donor") or [],
            donor=read.get("donor"),
            inventory=bool(read.get("inventory")),
        )

    def require_numbers(self) -> bool:
        """Whether there is something to quote; else the form says what is missing."""
        read = self.cleaned_data
        enough = is_enough(read.get("numbers"), read.get("main_number"), read.get("inventory"))
        if not enough and not self.errors:
            self.add_error("numbers", TOO_LITTLE)
        return enough


class CustomerForm(forms.ModelForm):
    """Whoever asks to keep its numbers; the checks are those of the model."""

    siret = forms.CharField(label=_("SIRET"), max_length=20, required=False, widget=forms.TextInput(attrs=untouched()))

    class Meta:
        model = Customer
        fields = ["kind", "name", "siret", "email", "line1", "line2", "postal_code", "city"]
        widgets = {
            "kind": forms.RadioSelect,
            "postal_code": forms.TextInput(attrs={"inputmode": "numeric"}),
            "email": forms.EmailInput(attrs=untouched()),
        }

    def clean_siret(self) -> str:
        return "".join(self.cleaned_data["siret"].split())

    def clean_postal_code(self) -> str:
        code = self.cleaned_data["postal_code"].replace(" ", "")
        if not POSTAL_CODE.fullmatch(code):
            raise forms.ValidationError(_("A postal code has five digits."), code="postal_code")
        return code


def customer_so_far(partner: Operator, typed: Mapping[str, Any]) -> Customer:
    """What a verdict needs of a customer who is not all typed yet: its kind and its postal code."""
    kind, code = typed.get("kind"), typed.get("postal_code", "").replace(" ", "")
    return Customer(
        partner=partner,
        kind=kind if kind in CustomerKind.values else CustomerKind.BUSINESS,
        postal_code=code if POSTAL_CODE.fullmatch(code) else "",
    )


def corrected(data: QueryDict) -> QueryDict:
    """The same demand after a click on a suggestion: `rio NUMBER RIO` or `number WRONG RIGHT`."""
    what, number, right = (data.get("fix", "").split() + [""] * 3)[:3]
    if not right:
        return data
    data = data.copy()
    if what == "rio":
        data[RIO + number] = right
    elif what == "number":
        data["numbers"] = with_number_corrected(data.get("numbers", ""), number, right)
        data[RIO + right] = data.get(RIO + number, "")
    return data


def with_number_corrected(text: str, wrong: str, right: str) -> str:
    """A pasted text with one number replaced, wherever it stands alone."""
    try:
        entries = parse_paste(text)
    except TooManyNumbers:
        return text
    written = next((one.input for one in entries if one.national == wrong and is_alone(one)), "")
    return re.sub(rf"(?<!\d){re.escape(written)}(?!\d)", pretty(right), text, count=1) if written else text


def is_alone(entry: Entry) -> bool:
    """Whether an entry was written as one number, not as a part of a range."""
    try:
        return parse_number(entry.input) == entry.national
    except MalformedNumber:
        return False


class DeclineForm(forms.Form):
    """Why a quote is declined: a code for the figures, a note for colleagues."""

    reason = forms.ChoiceField(label=_("Why"), choices=DeclineReason.choices)
    note = forms.CharField(
        label=_("What was said"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": "2"})
    )


class LookupForm(forms.Form):
    """A number in any spelling, today or on a past day."""

    number = NumberField(label=_("Number"), max_length=40, widget=forms.TextInput(attrs=untouched(inputmode="tel")))
    on = forms.DateField(label=_("On"), required=False, widget=day_input())
