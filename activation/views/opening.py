"""The page on which an agent subscribes a customer: the line is checked as it is typed, and the days are said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from activation.checking import Checked, Verdict, Wanted, check
from activation.deadlines import expected_on, postings
from activation.forms.opening import SubscriptionForm
from activation.models import Offer, Parcel, Subscription, Technology
from activation.plant import occupancy
from activation.subscribing import subscribe
from bascule.board import Words
from bascule.models import DatedSetting
from bascule.rules import RuleRefused
from operators.models import Customer, Operator
from portability.forms import CustomerForm, customer_so_far
from portability.models import PortIn
from portability.models.port_in_state import PortInState
from portability.views.new_quote import key_in, known_customer

STILL_TYPED = {"address_incomplete", "line_number_missing"}
"""Verdicts on what is not typed yet: they are said when the subscription is made, and not before."""
FIELDS = {"address": "line1", "customer_name": "name"}
"""Where the form has what a verdict speaks of under another name."""
LEAVES = {
    Parcel.LETTER: gettext_lazy("The confirmation letter leaves"),
    Parcel.MODEM: gettext_lazy("The modem leaves"),
    Parcel.TV_DECODER: gettext_lazy("The TV decoder leaves"),
}


class Day(NamedTuple):
    """A day of what is to come."""

    label: Words
    day: date


@dataclass(frozen=True, slots=True)
class Answer:
    """What is told of a demand while it is typed."""

    offer: Offer
    checked: Checked
    verdicts: list[Verdict]
    days: list[Day]
    free: int | None

    @property
    def is_orderable(self) -> bool:
        return not any(verdict.blocks for verdict in self.verdicts)


class Desk:
    """What is on an agent's desk: what is sold on which line, and the customer, known or typed.

    Nothing is checked before something is typed, nor a customer that is being typed before the subscription is made.
    """

    def __init__(
        self, own: Operator, typed: Mapping[str, Any], now: datetime, *, bound: bool = True, making: bool = False
    ) -> None:
        self.own, self.typed, self.now, self.bound = own, typed, now, bound
        self.key = key_in(typed)
        self.known = known_customer(own, typed.get("customer"))
        self.form = SubscriptionForm(typed if bound else None, ports_of(self.known), timezone.localdate(now))
        self.form.fields["offer"].required = making
        fresh = Customer(partner=own)
        self.customer = CustomerForm(typed if making else None, initial=dict(typed.items()), instance=fresh)

    @property
    def whose(self) -> Customer:
        """Who subscribes, as far as it is known."""
        if self.known:
            return self.known
        so_far = customer_so_far(self.own, self.typed)
        so_far.line1, so_far.city = (self.typed.get(name, "").strip()[:35] for name in ("line1", "city"))
        return so_far

    def judge(self) -> Answer | None:
        """What is found of the line; None until there is an offer, and a line for it."""
        if not self.bound:
            return None
        self.form.is_valid()
        read = self.form.cleaned_data
        offer, number = read.get("offer"), read.get("line_number")
        if offer is None or number is None or not (number or offer.technology == Technology.FIBRE):
            return None
        wanted = Wanted(self.whose, offer, number, read.get("exchange"), bool(read.get("waived")), read.get("port_in"))
        return answer_of(wanted, self.now)

    def is_complete(self) -> bool:
        """Whether a subscription can be made; else each form says what is missing."""
        has_customer = self.known is not None or self.customer.is_valid()
        return self.form.is_valid() and has_customer

    def make(self, by: Any) -> Subscription:
        """Raises RuleRefused."""
        customer = self.known or self.customer.instance
        return subscribe(customer, **self.form.cleaned_data, by=by, now=self.now, key=self.key)

    def refuse(self, refused: RuleRefused) -> None:
        """Say what a rule refused beside the field that it speaks of."""
        name = (refused.field or "").removeprefix("customer.")
        name = FIELDS.get(name, name)
        if not self.known and name in self.customer.fields:
            self.customer.add_error(name, refused)
        else:
            self.form.add_error(name if name in self.form.fields else None, refused)


def ports_of(customer: Customer | None) -> Any:
    """The ports of a customer that can still go with a line; None for one that is being typed."""
    if customer is None:
        return None
    return (
        PortIn.objects.filter(customer=customer, state__in=PortInState.planned())
        .select_related("donor")
        .order_by("reference")
    )


def answer_of(wanted: Wanted, now: datetime) -> Answer:
    checked, today = check(wanted, now=now), timezone.localdate(now)
    needs_position = wanted.offer.technology == Technology.COPPER and checked.exchange is not None
    verdicts = [verdict for verdict in checked.verdicts if verdict.code not in STILL_TYPED]
    free = occupancy(today, [checked.exchange])[0].free if needs_position and checked.exchange else None
    return Answer(wanted.offer, checked, verdicts, list(days_of(wanted, checked, today)), free)


def days_of(wanted: Wanted, checked: Checked, today: date) -> Iterator[Day]:
    """What comes when, if it is made today."""
    settings = DatedSetting.on(today)
    posted = postings(today, wanted.offer.unbundling, wanted.waived, settings)
    yield Day(_("The order leaves"), checked.order_on)
    for parcel in wanted.offer.parcels:
        yield Day(LEAVES[parcel], posted[parcel].leaves_on)
    yield Day(_("The line is expected"), expected_on(checked.order_on, settings))


@permission_required("activation.add_subscription", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def subscription_new(request: HttpRequest) -> HttpResponse:
    try:
        own = Operator.objects.own()
    except ImproperlyConfigured as error:
        return render(request, "portability/no_operator.html", {"problem": str(error)}, status=503)
    now = timezone.now()
    if request.method != "POST":
        return show(request, Desk(own, request.GET, now, bound=False))
    if "make" not in request.POST:
        return show(request, Desk(own, request.POST, now))
    desk = Desk(own, request.POST, now, making=True)
    if not desk.is_complete():
        return show(request, desk, status=422)
    try:
        made = desk.make(request.user)
    except RuleRefused as refused:
        desk.refuse(refused)
        return show(request, desk, status=422)
    messages.success(request, _("Subscription %(reference)s is made.") % {"reference": made.reference})
    return redirect("activation:subscription", reference=made.reference)


@require_POST
@permission_required("activation.add_subscription", raise_exception=True)
def subscription_preview(request: HttpRequest) -> HttpResponse:
    """What is found of the line that is typed so far, and what is wrong with what was typed."""
    desk = Desk(Operator.objects.own(), request.POST, timezone.now())
    return render(request, "activation/_opening_preview.html", {"form": desk.form, "answer": desk.judge()})


def show(request: HttpRequest, desk: Desk, status: int = 200) -> HttpResponse:
    context = {
        "key": desk.key,
        "form": desk.form,
        "customer_form": desk.customer,
        "known": desk.known,
        "answer": desk.judge(),
    }
    return render(request, "activation/subscription_new.html", context, status=status)
