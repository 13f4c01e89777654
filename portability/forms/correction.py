"""What an agent corrects in a rejected request; the rules themselves are those of `portability.rejections`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.forms.utils import ErrorList
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from bascule.inputs import day_input, untouched
from bascule.models import DatedSetting
from bascule.rules import RuleRefused
from operators.forms import NumberField
from operators.models import Operator, RoutingPrefix
from operators.numbering import Entry, as_ranges, pretty, pretty_range
from portability import rio
from portability.deadlines import Window
from portability.forms.demand import RIO, pasted_numbers, readable_numbers
from portability.models import PortIn, RejectionReason
from portability.models.rejection import Correctable
from portability.quoting.facts import rio_given
from portability.rejections import correctable_of
from portability.rejections.correcting import ADDRESS, earliest_again

MOST_INPUTS = 50
"""Beyond this many RIOs, the others are pasted; as many numbers stand one on a line, more stand in ranges."""


@dataclass(frozen=True, slots=True)
class RioInput:
    """The input of one RIO, and what would fit when its key does not."""

    national: str
    typed: str
    suggestions: list[rio.Suggestion]
    errors: ErrorList


class CorrectionForm(forms.Form):
    """The correctable fields of a rejection, filled in with what was asked."""

    main_number = NumberField(
        label=_("Main number"), required=False, max_length=40, widget=forms.TextInput(attrs=untouched(inputmode="tel"))
    )
    numbers = forms.CharField(
        label=_("Numbers that stay in the request"),
        required=False,
        help_text=_("Take out those that cannot be ported; they stay with the donor."),
        widget=forms.Textarea(attrs=untouched(rows="3")),
    )
    keep_with_donor = forms.CharField(
        label=_("Numbers that stay with the donor"), required=False, widget=forms.Textarea(attrs=untouched(rows="3"))
    )
    date = forms.DateField(label=_("Date"))
    window = forms.ChoiceField(label=_("Window"), choices=Window.choices)
    mandate_signed_on = forms.DateField(label=_("Mandate signed on"), required=False)
    mandate_reference = forms.CharField(
        label=_("Mandate reference"), required=False, max_length=80, widget=forms.TextInput(attrs=untouched())
    )
    customer_name = forms.CharField(label=_("Name"), max_length=120)
    siret = forms.CharField(label=_("SIRET"), required=False, max_length=20, widget=forms.TextInput(attrs=untouched()))
    line1 = forms.CharField(label=_("Address"), max_length=35)
    line2 = forms.CharField(label=_("Address, continued"), required=False, max_length=35)
    postal_code = forms.CharField(
        label=_("Postal code"), max_length=5, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    city = forms.CharField(label=_("City"), max_length=35)
    routing_prefix = forms.ChoiceField(label=_("Routing prefix"))
    pasted = forms.CharField(
        label=_("Paste RIOs"),
        required=False,
        help_text=_("A number and its RIO on each line, as a spreadsheet gives them."),
        widget=forms.Textarea(attrs=untouched(rows="3")),
    )

    def __init__(self, port_in: PortIn, reason: RejectionReason, now: datetime, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="id_correct_%s")
        self.port_in, self.now, self.reason = port_in, now, reason
        self.earliest = earliest_again(port_in, now, self.settings)
        self.rio_errors: dict[str, str] = {}
        self.initial = self.as_asked()
        for name in set(self.fields) - set(self.inputs()):
            del self.fields[name]
        self.fill_in()

    @cached_property
    def settings(self) -> Mapping[str, int]:
        return DatedSetting.on(timezone.localdate(self.now))

    @cached_property
    def correctable(self) -> list[str]:
        return correctable_of(self.port_in, self.reason, self.now, self.settings)

    @cached_property
    def rios(self) -> dict[str, str]:
        """The numbers of the request and their RIOs; those whose key does not fit come first."""
        rows = self.port_in.numbers.values_list("national", "rio")
        return dict(sorted(rows, key=lambda row: (not row[1] or rio.verify(row[1], row[0]), row[0])))

    @property
    def asks_rios(self) -> bool:
        return Correctable.RIOS in self.correctable

    @property
    def only_pasted(self) -> int:
        return len(self.rios) - MOST_INPUTS if self.asks_rios and len(self.rios) > MOST_INPUTS else 0

    def inputs(self) -> Iterator[str]:
        """The fields of this form that the rejection asks for."""
        for name in self.correctable:
            yield from ADDRESS if name == Correctable.ADDRESS else (name,)
        if self.only_pasted:
            yield "pasted"

    def as_asked(self) -> dict[str, Any]:
        port_in, customer = self.port_in, self.port_in.customer
        asked = {name: getattr(port_in, name, "") for name in Correctable.values}
        asked |= {name: getattr(customer, name) for name in ("siret", *ADDRESS)}
        planned = port_in.scheduled_on
        return asked | {
            "numbers": as_lines(self.rios),
            "keep_with_donor": as_lines(port_in.keep_with_donor),
            "main_number": pretty(port_in.main_number),
            "date": max(planned, self.earliest) if planned else self.earliest,
            "customer_name": customer.name,
        }

    def fill_in(self) -> None:
        if "date" in self.fields:
            self.fields["date"].widget = day_input(min=self.earliest.isoformat())
        if "mandate_signed_on" in self.fields:
            self.fields["mandate_signed_on"].widget = day_input(max=timezone.localdate(self.now).isoformat())
        if isinstance(prefix := self.fields.get("routing_prefix"), forms.ChoiceField):
            prefix.choices = list(self.prefixes().items())
        for name in ("numbers", "keep_with_donor"):
            if name in self.fields:
                lines = len(str(self.initial[name]).splitlines())
                self.fields[name].widget.attrs["rows"] = min(max(lines + 1, 2), 8)

    def prefixes(self) -> dict[str, str]:
        """The prefix of the request, and those that are ours or the partner's own."""
        owners = [Operator.objects.own().pk, self.port_in.partner_id]
        known = RoutingPrefix.objects.in_force(timezone.localdate(self.now)).filter(operator__in=owners)
        named = {prefix: f"{prefix} · {name}" for prefix, name in known.values_list("prefix", "operator__name")}
        now = self.port_in.routing_prefix
        return {now: now} | named if now else named

    def rio_inputs(self) -> Iterator[RioInput]:
        if not self.asks_rios:
            return
        for number, kept in list(self.rios.items())[:MOST_INPUTS]:
            typed = self.data.get(RIO + number, "") if self.is_bound else kept
            said = self.rio_errors.get(number)
            errors = self.error_class([said] if said else [])
            yield RioInput(number, typed, rio.suggest(typed, number, limit=3), errors)

    def clean_numbers(self) -> list[str]:
        return nationals(readable_numbers(self.cleaned_data["numbers"]))

    def clean_keep_with_donor(self) -> list[str]:
        return nationals(readable_numbers(self.cleaned_data["keep_with_donor"]))

    def clean_pasted(self) -> list[Entry]:
        return pasted_numbers(self.cleaned_data["pasted"])

    def typed_rios(self) -> dict[str, str]:
        """What stands in the inputs, and for the other numbers what was pasted."""
        pasted = {entry.national: rio_given(entry, {}) for entry in self.cleaned_data.get("pasted") or []}
        typed = {one.national: one.typed.strip() for one in self.rio_inputs()}
        return {number: text for number, text in pasted.items() if number and text} | typed

    def fields_given(self) -> dict[str, Any]:
        """The correction, named as in `Correctable`."""
        read = self.cleaned_data
        # A date that was left empty asks for no change.
        given = {name: read[name] for name in self.correctable if read.get(name) is not None}
        if Correctable.ADDRESS in self.correctable:
            given[Correctable.ADDRESS.value] = {name: read[name] for name in ADDRESS}
        if self.asks_rios:
            given[Correctable.RIOS.value] = self.typed_rios()
        return given

    def refuse(self, refused: RuleRefused) -> None:
        """Say what was refused beside the input that it speaks of."""
        _fields, *path = (refused.field or "").split(".")
        name, below = [*path, "", ""][:2]
        if name == Correctable.RIOS and below in list(self.rios)[:MOST_INPUTS]:
            self.rio_errors[below] = str(refused.message)
            return
        about = {Correctable.ADDRESS: below, Correctable.RIOS: "pasted"}.get(name, name)  # type: ignore[call-overload]
        self.add_error(about if about in self.fields else None, forms.ValidationError(refused.message, refused.code))


def typed_in(data: QueryDict) -> str:
    """What stood in the inputs, for whoever was not the first to correct."""
    rios = [f"{pretty(name.removeprefix(RIO))} {text}" for name, text in data.items() if name.startswith(RIO) and text]
    fields = CorrectionForm.base_fields
    return "\n".join([*rios, *(f"{fields[name].label}: {data[name]}" for name in fields if data.get(name))])


def nationals(entries: Iterable[Entry]) -> list[str]:
    return list(dict.fromkeys(entry.national for entry in entries if entry.national))


def as_lines(numbers: Iterable[str]) -> str:
    """Numbers to edit: one on a line, or in ranges when there are many."""
    listed = sorted(numbers)
    if len(listed) <= MOST_INPUTS:
        return "\n".join(pretty(number) for number in listed)
    return "\n".join(pretty_range(first, last) for first, last in as_ranges(listed))


def with_fix(data: QueryDict) -> QueryDict:
    """The same correction after a click on a suggestion: `NUMBER RIO`."""
    number, right = [*data.get("fix", "").split(), "", ""][:2]
    data = data.copy()
    data[RIO + number] = right
    return data
