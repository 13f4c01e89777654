"""The page on which an agent pastes numbers, sees each verdict and the price as typed, and makes the quote."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from operators.models import Customer, Operator
from operators.numbering import pretty
from portability.forms import RIO, CustomerForm, DemandForm, corrected, customer_so_far
from portability.models import Quote
from portability.quoting.assess import assess
from portability.quoting.assessment import Assessment
from portability.quoting.record import make_quote
from portability.views.answer import answer_of_assessment
from portability.views.quote import quote_named
from portability.views.verdicts import Row, row_of, verdicts_of


class Desk:
    """What is on an agent's desk while a quote is being asked: the demand, and its customer, known or typed.

    A customer that is being typed is checked once the quote is to be made, and not before.
    """

    def __init__(self, own: Operator, typed: Mapping[str, Any], *, making: bool = False) -> None:
        self.own, self.typed = own, typed
        self.key = key_in(typed)
        self.known = known_customer(own, typed.get("customer"))
        self.demand = DemandForm(typed or None)
        fresh = Customer(partner=own)
        self.customer = CustomerForm(typed if making else None, initial=dict(typed.items()), instance=fresh)

    @property
    def whose(self) -> Customer:
        """Who asks, as far as it is known."""
        return self.known or customer_so_far(self.own, self.typed)

    def judge(self) -> Assessment | None:
        """The verdicts on what is typed so far; None when there is no number in it."""
        if not self.typed:
            return None
        self.demand.is_valid()
        asked = self.demand.asked(self.own, self.whose)
        return assess(asked, timezone.now()) if asked.entries else None

    def is_complete(self) -> bool:
        """Whether a quote can be made; else each form says what is missing."""
        has_customer = self.known is not None or self.customer.is_valid()
        return self.demand.is_valid() and self.demand.require_numbers() and has_customer

    def make(self, by: Any) -> Quote:
        customer = self.known or self.customer.instance
        asked = replace(self.demand.asked(self.own, customer), key=self.key)
        return make_quote(asked, by=by, now=timezone.now())


def key_in(typed: Mapping[str, Any]) -> UUID:
    """The key that the page was given, so that a second click makes no second quote; a new one for a fresh page."""
    try:
        return UUID(typed.get("key", ""))
    except ValueError:
        return uuid4()


def known_customer(own: Operator, key: str | None) -> Customer | None:
    """A customer of ours, by its number; None when none is named."""
    if not key or not key.isdecimal():
        return None
    return get_object_or_404(Customer, pk=key, partner=own)


@permission_required("portability.offer_quote", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def quote_new(request: HttpRequest) -> HttpResponse:
    try:
        own = Operator.objects.own()
    except ImproperlyConfigured as error:
        return render(request, "portability/no_operator.html", {"problem": str(error)}, status=503)
    if request.method != "POST":
        return show(request, Desk(own, starting_point(request, own)))
    if "make" not in request.POST:
        return show(request, Desk(own, corrected(request.POST)))
    desk = Desk(own, request.POST, making=True)
    if not desk.is_complete():
        return show(request, desk, status=422)
    quote = desk.make(request.user)
    messages.success(request, _("Quote %(reference)s is made.") % {"reference": quote.reference})
    return redirect("portability:quote_detail", reference=quote.reference)


def starting_point(request: HttpRequest, own: Operator) -> dict[str, Any]:
    """What a fresh page begins with: a known customer, or another quote to make anew."""
    if key := request.GET.get("customer"):
        return {"customer": key}
    if reference := request.GET.get("copy"):
        return demand_of(quote_named(reference.replace("\0", "")), own)
    return {}


def demand_of(quote: Quote, own: Operator) -> dict[str, Any]:
    """The demand that a quote answered, as an agent would type it."""
    customer = quote.customer
    who: dict[str, Any] = {name: getattr(customer, name) for name in CustomerForm.Meta.fields}
    if customer.partner_id == own.pk:
        who["customer"] = str(customer.pk)
    return who | {
        "numbers": numbers_of(quote),
        "main_number": pretty(quote.main_number),
        "donor": quote.given_donor.code if quote.given_donor else "",
        "keep_with_donor": "\n".join(pretty(number) for number in quote.keep_with_donor),
        "inventory": quote.inventory,
    }


def numbers_of(quote: Quote) -> str:
    """The numbers as they were given; a range number by number if one of them has a RIO, which stands beside it."""
    written = []
    lines = quote.lines.order_by("position").values_list("input", "number", "rio")
    for given, same in groupby(lines, key=itemgetter(0)):
        group = list(same)
        if any(rio for _given, _number, rio in group):
            written += [f"{number or given}\t{rio}".strip() for _given, number, rio in group]
        else:
            written.append(given)
    return "\n".join(dict.fromkeys(written))


@permission_required("portability.offer_quote", raise_exception=True)
@require_POST
def quote_preview(request: HttpRequest) -> HttpResponse:
    """The verdicts and the answer for what is typed so far; when a RIO is typed, only its own verdict changes."""
    typed = corrected(request.POST)
    desk = Desk(Operator.objects.own(), typed)
    whole = desk.judge()
    if row := rio_just_typed(request, whole):
        return render(request, "portability/_preview_rio.html", shown(desk, whole) | {"row": row})
    was_corrected = typed is not request.POST
    if was_corrected:
        desk.demand.fields["numbers"].widget.attrs["hx-swap-oob"] = "true"
    return render(request, "portability/_preview.html", shown(desk, whole) | {"was_corrected": was_corrected})


def rio_just_typed(request: HttpRequest, whole: Assessment | None) -> Row | None:
    """The number whose RIO input sent this request."""
    name = request.headers.get("HX-Trigger-Name", "")
    if whole is None or not name.startswith(RIO):
        return None
    national = name.removeprefix(RIO)
    mine = (one for one in whole.verdicts if one.number.national == national)
    return next((row_of(one) for one in mine), None)


def show(request: HttpRequest, desk: Desk, status: int = 200) -> HttpResponse:
    context = shown(desk, desk.judge())
    operators = Operator.objects.filter(withdrawn_on=None, ranges__withdrawn_on=None).distinct()
    context["operators"] = operators.values_list("code", "name")
    return render(request, "portability/quote_new.html", context, status=status)


def shown(desk: Desk, whole: Assessment | None) -> dict[str, Any]:
    return {
        "key": desk.key,
        "demand": desk.demand,
        "customer_form": desk.customer,
        "known": desk.known,
        "verdicts": verdicts_of(whole) if whole else None,
        "answer": answer_of_assessment(whole) if whole else None,
        "inventory_asked": bool(desk.typed and desk.demand.cleaned_data.get("inventory")),
    }
