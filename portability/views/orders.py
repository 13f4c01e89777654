"""Ordering what a quote offers, from its page."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django_fsm import TransitionNotAllowed

from bascule.rules import RuleRefused
from portability.forms import OrderForm
from portability.models import PortIn, Quote
from portability.models.quote import QuoteState
from portability.ordering import order
from portability.views.quote import leave, overtaken, quote_named, show


@permission_required("portability.order_quote", raise_exception=True)
def quote_order(request: HttpRequest, reference: str) -> HttpResponse:
    quote, now = quote_named(reference), timezone.now()
    if request.method != "POST":
        return leave(quote)
    form = OrderForm(quote, now, request.POST)
    if not form.is_valid():
        return again(request, quote, form)
    try:
        made = order(quote, form.order(), by=request.user, now=now)
    except RuleRefused as refused:
        if quote_named(reference).state == QuoteState.EXPIRED:
            return overtaken(request, quote, form.unsaved())
        form.refuse(refused)
        return again(request, quote, form)
    except TransitionNotAllowed:
        return overtaken(request, quote, form.unsaved())
    return to_requests(request, quote, made)


@require_safe
@permission_required("portability.order_quote", raise_exception=True)
def quote_order_total(request: HttpRequest, reference: str) -> HttpResponse:
    """The price of what is ticked so far."""
    form = OrderForm(quote_named(reference), timezone.now(), request.GET)
    return render(request, "portability/_order_total.html", {"total": form.total})


def again(request: HttpRequest, quote: Quote, form: OrderForm) -> HttpResponse:
    """The page as it was typed, and what is wrong beside each field."""
    return show(request, quote, order_form=form, status=422)


def to_requests(request: HttpRequest, quote: Quote, made: list[PortIn]) -> HttpResponse:
    names = ", ".join(port_in.reference for port_in in made)
    sentence = ngettext("Ordered: %(names)s.", "Ordered, one request a donor: %(names)s.", len(made))
    messages.success(request, sentence % {"names": names})
    if len(made) == 1:
        return redirect("portability:port_in_detail", reference=made[0].reference)
    return redirect(f"{reverse('portability:port_in_list')}?{urlencode({'quote': quote.reference})}")
