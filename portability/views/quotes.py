"""The list of quotes: its filters live in the URL."""

from django import forms
from django.contrib.auth.decorators import permission_required
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_filters import CharFilter, ChoiceFilter, DateFilter, FilterSet

from bascule.pages import is_fragment, page_of
from operators.forms import NumberField
from operators.models import Customer, Operator
from portability.forms import day_input, untouched
from portability.models import Quote, QuoteLine, QuoteRequest
from portability.models.quote import PortType, QuoteState


class NumberFilter(CharFilter):
    field_class = NumberField


class QuoteFilter(FilterSet):
    """What an agent knows of the quote it looks for."""

    number = NumberFilter(
        label=_("Number"), method="of_number", widget=forms.TextInput(attrs=untouched(inputmode="tel"))
    )
    customer = CharFilter(label=_("Customer"), method="of_customer", widget=forms.TextInput(attrs=untouched()))
    state = ChoiceFilter(label=_("State"), choices=QuoteState.choices, empty_label=_("all"))
    type = ChoiceFilter(label=_("Type"), choices=PortType.choices, empty_label=_("all"))
    donor = CharFilter(label=_("Donor"), method="of_donor", widget=forms.TextInput(attrs=untouched()))
    after = DateFilter(label=_("Made from"), field_name="created_at", lookup_expr="date__gte", widget=day_input())
    before = DateFilter(label=_("Made until"), field_name="created_at", lookup_expr="date__lte", widget=day_input())

    class Meta:
        model = Quote
        fields: list[str] = []

    def of_number(self, quotes: QuerySet[Quote], name: str, national: str) -> QuerySet[Quote]:
        return quotes.filter(Exists(QuoteLine.objects.filter(quote=OuterRef("pk"), number=national)))

    def of_customer(self, quotes: QuerySet[Quote], name: str, text: str) -> QuerySet[Quote]:
        return quotes.filter(customer__in=Customer.objects.named(text.strip()).order_by())

    def of_donor(self, quotes: QuerySet[Quote], name: str, text: str) -> QuerySet[Quote]:
        donors = Operator.objects.named(text.strip()).order_by()
        return quotes.filter(Exists(QuoteRequest.objects.filter(donor__in=donors, quote=OuterRef("pk"))))


@require_safe
@permission_required("portability.view_quote", raise_exception=True)
@vary_on_headers("HX-Request")
def quote_list(request: HttpRequest) -> HttpResponse:
    quotes = Quote.objects.for_list().prefetch_related("requests__donor")
    found = QuoteFilter(request.GET, queryset=quotes)
    page = page_of(found.qs, request)
    for quote in page:
        quote.portable_count = sum(part.count for part in quote.requests.all())
    context = {
        "is_fragment": is_fragment(request),
        "filter": found,
        "page": page,
        "is_filtered": any(request.GET.get(name) for name in found.filters),
    }
    template = "portability/quote_list.html#results" if is_fragment(request) else "portability/quote_list.html"
    return render(request, template, context)
