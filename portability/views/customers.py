"""The customers, and one of them: where its numbers are, what is under way, whom to call."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django_filters import BooleanFilter, FilterSet

from bascule.board import Bucket, bucket_of
from bascule.inputs import TextFilter
from bascule.lists import Column, Empty, Listing, Shown
from bascule.said import signed
from operators.customer_parts import parts_of
from operators.models import Contact, Customer, CustomerNote
from operators.models.customer import CustomerQuerySet
from operators.numbering import as_ranges, pretty_range
from portability.board import page_of_customer, waiting_for
from portability.forms.customers import ContactForm, CustomerEditForm, CustomerNoteForm
from portability.models import Number, PortIn, PortInNumber, PortOut, Quote
from portability.models.number import NumberState
from portability.models.port_in_state import PortInState
from portability.models.quote import QuoteState
from portability.patience import Patience, patience

MOST_OPEN, MOST_PAST, MOST_QUOTES, MOST_NOTES = 50, 20, 10, 50
MOST_RANGES, MOST_RIOS = 60, 100


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request as it is told on the telephone: its numbers, what it waits for, whom for, until when."""

    port_in: PortIn
    numbers: str
    others: int
    what: str | Promise
    actor: str | Promise
    bucket: Bucket


@dataclass(frozen=True, slots=True)
class Ranges:
    """The numbers of a customer in one state."""

    state: str
    label: str | Promise
    count: int
    shown: list[str]
    left: int


class CustomerFilter(FilterSet):
    """Which customers are shown."""

    q = TextFilter(label=gettext_lazy("Name, SIRET or SIREN"), method="of_name", max_length=120)
    under_way = BooleanFilter(
        label=gettext_lazy("with a request under way"), method="of_requests", widget=forms.CheckboxInput
    )

    def of_name(self, rows: CustomerQuerySet, name: str, text: str) -> CustomerQuerySet:
        return rows.named(text.strip())

    def of_requests(self, rows: CustomerQuerySet, name: str, chosen: bool) -> CustomerQuerySet:
        return rows.filter(Exists(PortIn.objects.open().filter(customer=OuterRef("pk")))) if chosen else rows


def count_for(customers: Sequence[Any]) -> Sequence[Any]:
    """Put beside each customer how many requests are under way, and how many numbers we serve."""
    keys = [customer.pk for customer in customers]
    under_way = counted(PortIn.objects.open().filter(customer__in=keys))
    served = counted(Number.objects.active().filter(customer__in=keys))
    for customer in customers:
        customer.under_way, customer.served = under_way.get(customer.pk, 0), served.get(customer.pk, 0)
    return customers


def counted(rows: Any) -> dict[int, int]:
    return dict(rows.order_by().values_list("customer").annotate(count=Count("pk")))


CUSTOMERS = Listing(
    page="portability:customer_list",
    title=gettext_lazy("Customers"),
    counted=ngettext_lazy("%(shown)s customer", "%(shown)s customers", "total"),
    template="portability/customer_list.html",
    filters=CustomerFilter,
    complete=count_for,
    cells="portability/_customer_cells.html",
    columns=[
        Column("name", gettext_lazy("Customer"), shown=Shown.ALWAYS),
        Column("kind", gettext_lazy("Kind")),
        Column("city", gettext_lazy("City")),
        Column("partner", gettext_lazy("Came through")),
        Column("under_way", gettext_lazy("Requests under way"), right=True),
        Column("served", gettext_lazy("Numbers served"), right=True),
    ],
    unlike=Empty(
        gettext_lazy("No customer like this"),
        gettext_lazy("A part of the name is enough, with or without accents; a SIRET can be given by its beginning."),
        gettext_lazy("Show all customers"),
    ),
    none=Empty(
        gettext_lazy("No customer yet"),
        gettext_lazy("A customer is kept with its first quote, yours or a partner's."),
        gettext_lazy("Make the first quote"),
        "portability:quote_new",
        icon="customers",
    ),
)


@require_safe
@permission_required("operators.view_customer", raise_exception=True)
def customer_list(request: HttpRequest) -> HttpResponse:
    return CUSTOMERS.show(request, Customer.objects.select_related("partner").order_by("name", "pk"))


@require_safe
@permission_required("operators.view_customer", raise_exception=True)
def customer_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, customer_of(pk))


def customer_of(pk: int) -> Customer:
    return get_object_or_404(Customer.objects.select_related("partner"), pk=pk)


def show(request: HttpRequest, customer: Customer, status: int = 200, **answered: ModelForm) -> HttpResponse:
    now, user = timezone.now(), request.user
    may_see_ports, may_see_quotes = user.has_perm("portability.view_portin"), user.has_perm("portability.view_quote")
    context = {
        "customer": customer,
        "is_partners": customer.partner.code != settings.OWN_OPERATOR,
        "contacts": list(customer.contacts.all()),
        "notes": [(note, may_remove(request, note)) for note in notes_of(customer)],
        "numbers": numbers_of(customer) if user.has_perm("portability.view_number") else None,
        "rios": rios_of(customer) if user.has_perm("portability.view_number") else None,
        "requests": requests_of(customer, now) if may_see_ports else None,
        "quotes": quotes_of(customer)[:MOST_QUOTES] if may_see_quotes else None,
        "leaving": leaving(customer)[:MOST_PAST] if user.has_perm("portability.view_portout") else None,
        "parts": parts_of(customer, user),
        "contact_form": ContactForm(auto_id="id_contact_%s"),
        "note_form": CustomerNoteForm(),
    }
    return render(request, "portability/customer_detail.html", context | answered, status=status)


def notes_of(customer: Customer) -> Any:
    return customer.notes.select_related("by_user")[:MOST_NOTES]


def may_remove(request: HttpRequest, note: CustomerNote) -> bool:
    """One's own, or anybody's for who may clear up."""
    return note.by_user_id == request.user.pk or request.user.has_perm("operators.delete_customernote")


def numbers_of(customer: Customer) -> list[Ranges]:
    """All its numbers in ranges, those in service first."""
    by_state: dict[str, list[str]] = {state: [] for state in (NumberState.ACTIVE, *NumberState)}
    for national, state in Number.objects.filter(customer=customer).values_list("national", "state"):
        by_state[state].append(national)
    return [ranges_of(state, nationals) for state, nationals in by_state.items() if nationals]


def rios_of(customer: Customer) -> list[tuple[str, str]]:
    """The first of its numbers with their RIOs, as they are given on the telephone."""
    rows = Number.objects.active().filter(customer=customer).exclude(rio="").order_by("national")
    return list(rows.values_list("national", "rio")[:MOST_RIOS])


def ranges_of(state: str, nationals: list[str]) -> Ranges:
    runs = [pretty_range(first, last) for first, last in as_ranges(nationals)]
    return Ranges(state, NumberState(state).label, len(nationals), runs[:MOST_RANGES], len(runs[MOST_RANGES:]))


def requests_of(customer: Customer, now: datetime) -> dict[str, list[RequestRow]]:
    """The requests under way, the first due first, and the latest of the others."""
    rows = PortIn.objects.filter(customer=customer).select_related("donor", "customer")
    to_come = [*PortInState.open(), PortInState.PORTED]
    under_way = list(rows.filter(state__in=to_come).order_by("due_at", "reference")[:MOST_OPEN])
    past = list(rows.exclude(state__in=to_come).order_by("-created_at")[:MOST_PAST])
    spans, most = spans_of([*under_way, *past]), patience(now)
    return {
        "under_way": [request_row(port_in, spans, now, most) for port_in in under_way],
        "past": [request_row(port_in, spans, now, most) for port_in in past],
    }


def leaving(customer: Customer) -> QuerySet[PortOut]:
    """What other operators asked for, the latest first."""
    asked = PortOut.objects.filter(customer=customer).select_related("partner").defer("asked")
    return asked.order_by("-created_at")


def spans_of(port_ins: Iterable[PortIn]) -> dict[Any, tuple[str, str, int]]:
    """The first and the last number of each request, and how many it has."""
    rows = PortInNumber.objects.filter(port_in__in=[port_in.pk for port_in in port_ins]).order_by()
    spans = rows.values("port_in").annotate(first=Min("national"), last=Max("national"), count=Count("pk"))
    return {span["port_in"]: (span["first"], span["last"], span["count"]) for span in spans}


def request_row(port_in: PortIn, spans: dict[Any, tuple[str, str, int]], now: datetime, most: Patience) -> RequestRow:
    first, last, count = spans.get(port_in.pk, ("", "", 0))
    is_one_range = bool(count) and len(first) == len(last) and int(last) - int(first) + 1 == count
    shown = pretty_range(first, last if is_one_range else first)
    what, actor = waiting_for(port_in, most)
    return RequestRow(
        port_in, shown, 0 if is_one_range else max(count - 1, 0), what, actor, bucket_of(port_in.due_at, now)
    )


def quotes_of(customer: Customer) -> Any:
    return Quote.objects.filter(customer=customer).exclude(state=QuoteState.DRAFT, price=None).order_by("-created_at")


@permission_required("operators.change_customer", raise_exception=True)
def customer_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A change is for what comes: requests already sent keep what they said."""
    customer = customer_of(pk)
    form = CustomerEditForm(request.POST or None, instance=customer)
    if request.method == "POST" and form.is_valid():
        form.save_changes()
        messages.success(request, _("The customer is kept. Requests already sent keep what they said."))
        return redirect("portability:customer_detail", pk=pk)
    sent = PortIn.objects.open().filter(customer=customer).exclude(state=PortInState.ORDERED).count()
    context = {"customer": customer_of(pk), "form": form, "sent": sent}
    return render(request, "portability/customer_edit.html", context, status=422 if form.errors else 200)


@require_POST
@permission_required("operators.add_contact", raise_exception=True)
def contact_add(request: HttpRequest, pk: int) -> HttpResponse:
    customer = customer_of(pk)
    form = ContactForm(request.POST, instance=Contact(customer=customer), auto_id="id_contact_%s")
    if not form.is_valid():
        return show(request, customer, status=422, contact_form=form)
    form.save()
    messages.success(request, _("%(name)s can be called from now on.") % {"name": form.instance.name})
    return back_to_contacts(customer)


@permission_required("operators.change_contact", raise_exception=True)
def contact_edit(request: HttpRequest, pk: int, contact_pk: int) -> HttpResponse:
    customer = customer_of(pk)
    contact = get_object_or_404(Contact, customer=customer, pk=contact_pk)
    form = ContactForm(request.POST or None, instance=contact)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The contact is kept."))
        return back_to_contacts(customer)
    context = {"customer": customer, "contact": contact, "form": form}
    return render(request, "portability/customer_contact.html", context, status=422 if form.errors else 200)


@require_POST
@permission_required("operators.delete_contact", raise_exception=True)
def contact_remove(request: HttpRequest, pk: int, contact_pk: int) -> HttpResponse:
    """Removing what a colleague has just removed is no mistake."""
    customer = customer_of(pk)
    Contact.objects.filter(customer=customer, pk=contact_pk).delete()
    messages.success(request, _("The contact is removed."))
    return back_to_contacts(customer)


def back_to_contacts(customer: Customer) -> HttpResponse:
    return redirect(f"{page_of_customer(customer)}#contacts")


@require_POST
@permission_required("operators.add_customernote", raise_exception=True)
def note_add(request: HttpRequest, pk: int) -> HttpResponse:
    customer = customer_of(pk)
    note = CustomerNote(customer=customer, **signed(request.user, timezone.now()))
    form = CustomerNoteForm(request.POST, instance=note)
    if not form.is_valid():
        return show(request, customer, status=422, note_form=form)
    form.save()
    messages.success(request, _("The note is kept."))
    return redirect("portability:customer_detail", pk=pk)


@require_POST
@permission_required("operators.view_customer", raise_exception=True)
def note_remove(request: HttpRequest, pk: int, note_pk: int) -> HttpResponse:
    note = CustomerNote.objects.filter(customer=customer_of(pk), pk=note_pk).first()
    if note and not may_remove(request, note):
        raise PermissionDenied
    if note:
        note.delete()
    messages.success(request, _("The note is removed."))
    return redirect("portability:customer_detail", pk=pk)
