"""The order of an offer: day, cut-over, options, mandate and the RIOs that are still missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.utils import ErrorList
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from bascule.inputs import day_input, untouched
from bascule.rules import RuleRefused
from operators.models import RoutingPrefix
from operators.numbering import Entry
from portability.deadlines import Window, earliest_date
from portability.forms.demand import RIO, pasted_numbers
from portability.models import Quote
from portability.models.port_in_state import Cutover, Fallback
from portability.models.price_list import Option
from portability.models.quote import RioStatus
from portability.ordering import Order, total_with_options
from portability.quoting.facts import Case, case_of, rio_given
from portability.quoting.record import asked_again

MOST_INPUTS = 50
"""Beyond this many missing RIOs, the others are pasted."""
FIELD_OF = {"date": "date", "mandate": "mandate_signed_on", "mandate.signed_on": "mandate_signed_on"} | {
    name: name for name in ("routing_prefix", "rios")
}
"""Which input a rule of `portability.ordering` speaks of."""


@dataclass(slots=True)
class MissingRio:
    """The input of one missing RIO."""

    national: str
    typed: str
    errors: ErrorList


class OrderForm(forms.Form):
    """What an offer needs to become requests; the rules themselves are those of `portability.ordering`."""

    date = forms.DateField(label=_("Date"))
    window = forms.ChoiceField(label=_("Window"), choices=Window.choices, initial=Window.MORNING)
    cutover = forms.ChoiceField(label=_("Cut-over"), initial=Cutover.AUTOMATIC, widget=forms.RadioSelect)
    fallback = forms.ChoiceField(
        label=_("If nobody answers on the day"), choices=Fallback.choices, initial=Fallback.RESCHEDULE, required=False
    )
    options = forms.MultipleChoiceField(label=_("Options"), required=False, widget=forms.CheckboxSelectMultiple)
    mandate_signed_on = forms.DateField(label=_("Mandate signed on"), required=False)
    mandate_reference = forms.CharField(
        label=_("Mandate reference"), required=False, max_length=80, widget=forms.TextInput(attrs=untouched())
    )
    routing_prefix = forms.ChoiceField(label=_("Routing prefix"), required=False)
    rios = forms.CharField(
        label=_("Paste RIOs"),
        required=False,
        help_text=_("A number and its RIO on each line, as a spreadsheet gives them."),
        widget=forms.Textarea(attrs=untouched(rows="3")),
    )
    accept_price = forms.DecimalField(widget=forms.HiddenInput)

    def __init__(self, quote: Quote, now: datetime, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="id_order_%s")
        self.quote, self.now = quote, now
        self.rio_errors: dict[str, str] = {}
        earliest = earliest_date(quote.customer.kind, quote.customer.postal_code, now, self.case.settings)
        self.show_days(earliest.isoformat())
        self.show_prices()
        if not self.case.is_business:
            del self.fields["mandate_signed_on"], self.fields["mandate_reference"]
        if len(self.lacking) < 2:
            del self.fields["rios"]
        self.offer_prefixes()

    def show_days(self, earliest: str) -> None:
        today = self.case.today.isoformat()
        self.fields["date"].initial = earliest
        self.fields["date"].widget = day_input(min=earliest)
        if self.case.is_business:
            self.fields["mandate_signed_on"].widget = day_input(max=today)

    def show_prices(self) -> None:
        """Each option with its price; the live cut-over is chosen as a cut-over."""
        prices = {one["code"]: Decimal(one["unit"]) for one in self.quote.option_prices}
        live = prices.pop(Option.LIVE_CUTOVER, None)
        label = Cutover.LIVE.label if live is None else priced(Cutover.LIVE.label, live)
        choices(self, "cutover", [(Cutover.AUTOMATIC.value, Cutover.AUTOMATIC.label), (Cutover.LIVE.value, label)])
        choices(self, "options", [(code, priced(Option(code).label, price)) for code, price in prices.items()])
        if not prices:
            del self.fields["options"]

    def offer_prefixes(self) -> None:
        """The quoted prefix and those of our own or the partner's; no question when there is one alone."""
        owners = [self.case.own.id, self.quote.partner_id]
        known = RoutingPrefix.objects.in_force(self.case.today).filter(operator__in=owners).order_by("prefix")
        names = dict(known.values_list("prefix", "operator__name"))
        if self.quote.routing_prefix and self.case.routing:
            names.setdefault(self.quote.routing_prefix, self.case.routing.operator.name)
        choices(self, "routing_prefix", [(prefix, f"{prefix} · {name}") for prefix, name in names.items()])
        self.fields["routing_prefix"].initial = self.quote.routing_prefix
        if len(names) < 2:
            del self.fields["routing_prefix"]

    @cached_property
    def case(self) -> Case:
        return case_of(asked_again(self.quote), self.now)

    @cached_property
    def lacking(self) -> list[str]:
        """The numbers whose RIO must come with the order."""
        if not self.case.rio_is_required:
            return []
        lines = self.quote.lines.filter(portable=True).exclude(rio_status=RioStatus.VALID).order_by("position")
        return list(lines.values_list("number", flat=True))

    @property
    def total(self) -> Decimal:
        """The price of what is chosen so far, excl. VAT, in euros."""
        return total_with_options(self.quote, self.chosen())

    def chosen(self) -> set[str]:
        known = {one["code"] for one in self.quote.option_prices}
        asked = set(self.data.getlist("options")) if isinstance(self.data, QueryDict) else set()
        live = {Option.LIVE_CUTOVER.value} if self.data.get("cutover") == Cutover.LIVE else set()
        return (asked | live) & known

    def missing(self) -> Iterator[MissingRio]:
        for number in self.lacking[:MOST_INPUTS]:
            said = self.rio_errors.get(number)
            yield MissingRio(number, self.data.get(RIO + number, ""), self.error_class([said] if said else []))

    @property
    def only_pasted(self) -> int:
        return len(self.lacking[MOST_INPUTS:])

    def clean_rios(self) -> list[Entry]:
        entries = pasted_numbers(self.cleaned_data["rios"])
        if unread := [entry.input for entry in entries if entry.national is None]:
            raise forms.ValidationError(_("This cannot be read: %(text)s") % {"text": ", ".join(unread[:5])})
        return entries

    def typed_rios(self) -> dict[str, str]:
        """What stands in the inputs, and for the other numbers what was pasted."""
        pasted = {entry.national or "": rio_given(entry, {}) for entry in self.cleaned_data.get("rios") or []}
        typed = {number: self.data.get(RIO + number, "").strip() for number in self.lacking[:MOST_INPUTS]}
        found = pasted | {number: text for number, text in typed.items() if text}
        return {number: text for number, text in found.items() if number and text}

    def order(self) -> Order:
        read = self.cleaned_data
        return Order(
            day=read["date"],
            accept_price=read["accept_price"],
            cutover=read["cutover"],
            fallback=read["fallback"] or Fallback.RESCHEDULE,
            window=read["window"],
            options=read.get("options") or [],
            routing_prefix=read.get("routing_prefix") or "",
            rios=self.typed_rios(),
            mandate_signed_on=read.get("mandate_signed_on"),
            mandate_reference=read.get("mandate_reference") or "",
        )

    def refuse(self, refused: RuleRefused) -> None:
        """Say what a rule refused beside the input that it speaks of."""
        about, _dot, number = (refused.field or "").partition(".")
        if about == "rios" and "rios" not in self.fields and self.lacking:
            self.rio_errors[self.lacking[0]] = str(refused.message)
            return
        if about == "rios" and number in self.lacking[:MOST_INPUTS] and self.data.get(RIO + number):
            self.rio_errors[number] = str(refused.message)
            return
        name = FIELD_OF.get(refused.field or "") or FIELD_OF.get(about)
        self.add_error(name if name in self.fields else None, forms.ValidationError(refused.message, refused.code))

    def unsaved(self) -> str:
        """What was typed by hand, for whoever was not the first to order."""
        written = [self.data.get("mandate_reference", ""), self.data.get("rios", "")]
        written += [f"{one.national} {one.typed}" for one in self.missing() if one.typed]
        return "\n".join(text for text in written if text)


def choices(form: forms.Form, name: str, offered: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
    field.choices = offered


def priced(label: Any, price: Decimal) -> Any:
    return format_lazy("{label} (+ {price} €)", label=label, price=number_format(price, 2))
