"""The donors' lists: all of them, and what an agent does with those of one quote."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django_filters import FilterSet
from django_fsm import TransitionNotAllowed

from bascule.inputs import OneOf, TextFilter
from bascule.lifecycle import perform
from bascule.lists import Column, Empty, Listing, Shown
from bascule.rules import RuleRefused
from operators.models import Customer, Operator
from portability.forms import InventoryForm, RefusalForm
from portability.inventories import enter_list, enter_refusal
from portability.models import Inventory, InventoryState, Quote
from portability.models.quote import QuoteState
from portability.quoting.record import keep_with_donor, offer_declared
from portability.views.inventory_rows import rows_of
from portability.views.quote import leave, overtaken, quote_named, show

ANSWERED = [InventoryState.RECEIVED, InventoryState.REFUSED]
WAITING = {"late": gettext_lazy("late"), "awaited": gettext_lazy("awaited"), "answered": gettext_lazy("answered")}


class InventoryFilter(FilterSet):
    """Which inventories are shown."""

    due = OneOf(label=gettext_lazy("Due"), method="of_due", choices=list(WAITING.items()))
    state = OneOf(label=gettext_lazy("State"), choices=InventoryState.choices)
    donor = TextFilter(label=gettext_lazy("Donor"), method="of_donor")
    customer = TextFilter(label=gettext_lazy("Customer"), method="of_customer")
    quote = TextFilter(label=gettext_lazy("Quote"), field_name="quote__reference")

    def of_due(self, rows: QuerySet[Inventory], name: str, how: str) -> QuerySet[Inventory]:
        if how == "answered":
            return rows.filter(state__in=ANSWERED).order_by("-answered_at", "-pk")
        awaited = rows.filter(quote__state=QuoteState.AWAITING_INVENTORY, due_at__isnull=False)
        late = awaited.filter(due_at__lte=timezone.now())
        return (late if how == "late" else awaited).order_by(F("due_at").asc(), "reference")

    def of_donor(self, rows: QuerySet[Inventory], name: str, text: str) -> QuerySet[Inventory]:
        return rows.filter(donor__in=Operator.objects.named(text.strip()).order_by())

    def of_customer(self, rows: QuerySet[Inventory], name: str, text: str) -> QuerySet[Inventory]:
        return rows.filter(quote__customer__in=Customer.objects.named(text.strip()).order_by())


def complete(records: Sequence[Inventory]) -> Sequence[Any]:
    return rows_of(records, {record.pk: record.quote for record in records}, timezone.now())


INVENTORIES = Listing(
    page="portability:inventory_list",
    title=gettext_lazy("Inventories"),
    counted=ngettext_lazy("%(shown)s inventory", "%(shown)s inventories", "total"),
    look="quotes",
    filters=InventoryFilter,
    complete=complete,
    cells="portability/_inventory_cells.html",
    columns=[
        Column("quote", gettext_lazy("Quote"), shown=Shown.ALWAYS),
        Column("state", gettext_lazy("State")),
        Column("donor", gettext_lazy("Donor")),
        Column("asked", gettext_lazy("Asked")),
        Column("answer", gettext_lazy("Answer")),
        Column("listed", gettext_lazy("Listed"), right=True),
        Column("difference", gettext_lazy("Difference"), right=True),
        Column("price", gettext_lazy("Price excl. VAT"), right=True),
    ],
    unlike=Empty(
        gettext_lazy("No inventory like this"),
        gettext_lazy("Fewer filters find more. A quote or a customer can also be searched from the top of every page."),
        gettext_lazy("Show all inventories"),
    ),
    none=Empty(
        gettext_lazy("No donor is asked for its list"),
        gettext_lazy(
            "When a customer does not know all its numbers, tick the inventory on its quote: the donor is asked what "
            "stands behind the main number, and the answer comes here."
        ),
        gettext_lazy("Make a quote"),
        "portability:quote_new",
        icon="inventories",
    ),
)


@require_safe
@permission_required("portability.view_inventory", raise_exception=True)
def inventory_list(request: HttpRequest) -> HttpResponse:
    return INVENTORIES.show(request, Inventory.objects.for_list())


@permission_required("portability.answer_inventory", raise_exception=True)
def quote_inventory(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the donor's list, entered by hand."""
    quote = quote_named(reference)
    form = InventoryForm(open_inventories(quote), request.POST)
    if request.method != "POST":
        return leave(quote)
    if not form.is_valid():
        return show(request, quote, inventory_form=form, status=422)
    numbers = form.cleaned_data["numbers"]
    try:
        quote = enter_list(quote, numbers, donor=form.whose, by=request.user, now=timezone.now())
    except TransitionNotAllowed:
        return overtaken(request, quote, form.data["numbers"])
    except RuleRefused as refused:
        return refused_in(request, quote, form, refused, "inventory_form")
    messages.success(request, taken_in_words(quote))
    return leave(quote)


@permission_required("portability.answer_inventory", raise_exception=True)
def quote_refuse_inventory(request: HttpRequest, reference: str) -> HttpResponse:
    """Note that a donor gives no list."""
    quote = quote_named(reference)
    form = RefusalForm(open_inventories(quote), request.POST)
    if request.method != "POST":
        return leave(quote)
    if not form.is_valid():
        return show(request, quote, refusal_form=form, status=422)
    code = form.cleaned_data["code"]
    try:
        quote = enter_refusal(quote, donor=form.whose, code=code, by=request.user, now=timezone.now())
    except TransitionNotAllowed:
        return overtaken(request, quote)
    except RuleRefused as refused:
        return refused_in(request, quote, form, refused, "refusal_form")
    messages.success(request, refusal_in_words(quote))
    return leave(quote)


def open_inventories(quote: Quote) -> list[Inventory]:
    return list(quote.inventories.open().select_related("donor").order_by("reference"))


def refused_in(request: HttpRequest, quote: Quote, form: forms.Form, refused: RuleRefused, name: str) -> HttpResponse:
    form.add_error(refused.field if refused.field in form.fields else None, refused)
    return show(request, quote_named(quote.reference), status=422, **{name: form})


def taken_in_words(quote: Quote) -> str:
    if quote.state == QuoteState.AWAITING_INVENTORY:
        return _("The list is taken. The quote waits for the other donors.")
    if quote.state == QuoteState.DRAFT:
        return _("The list is taken, but no number of it can be ported: the quote is a draft again.")
    return _("The donor's list is taken: see below what it changes.")


def refusal_in_words(quote: Quote) -> str:
    if quote.state == QuoteState.AWAITING_INVENTORY:
        return _("Noted: this donor gives no list. The quote waits for the other donors.")
    if quote.state == QuoteState.DRAFT:
        return _("Noted: the donor gives no list. The quote is a draft again.")
    return _("Noted: this donor gives no list. The quote follows those of the others.")


@require_POST
@permission_required("portability.offer_quote", raise_exception=True)
def quote_ask_inventory(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask the donors of a draft, or ask them again."""
    return do(
        request,
        reference,
        lambda quote, **who: perform(quote, "ask_inventory", **who),
        _("The donor is asked for its list."),
    )


@require_POST
@permission_required("portability.offer_quote", raise_exception=True)
def quote_offer(request: HttpRequest, reference: str) -> HttpResponse:
    """Offer a draft on the numbers that were declared."""
    return do(request, reference, offer_declared, _("Offered on the numbers that the customer declared."))


@require_POST
@permission_required("portability.offer_quote", raise_exception=True)
def quote_keep(request: HttpRequest, reference: str) -> HttpResponse:
    """Leave what the customer did not declare with the donor, or take it too."""
    stays = request.POST.get("stay") == "1"
    done = (
        _("Offered again: what the customer did not declare stays with the donor.")
        if stays
        else _("Offered again: every number of the donor's list comes along.")
    )

    def revise(quote: Quote, **who: Any) -> Quote:
        missing = set(quote.inventory_diff["missing"] if quote.inventory_diff else ())
        kept = set(quote.keep_with_donor)
        return keep_with_donor(quote, kept | missing if stays else kept - missing, **who)

    return do(request, reference, revise, done)


def do(request: HttpRequest, reference: str, act: Callable[..., Quote], done: str) -> HttpResponse:
    """One button: what it does, or why it cannot."""
    quote = quote_named(reference)
    try:
        act(quote, by=request.user, now=timezone.now())
    except TransitionNotAllowed:
        return overtaken(request, quote)
    except RuleRefused as refused:
        messages.warning(request, " ".join(refused.messages))
        return leave(quote)
    messages.success(request, done)
    return leave(quote)
