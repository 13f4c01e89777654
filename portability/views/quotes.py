"""The list of quotes: its filters and columns live in the URL."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_safe
from django_filters import FilterSet

from bascule.inputs import DayFilter, OneOf, TextFilter
from bascule.lists import Column, Empty, Listing, Shown
from operators.finding import FEWER
from operators.forms import NumberFilter
from operators.models import Customer, Operator
from portability.models import Quote, QuoteLine, QuoteRequest
from portability.models.quote import PortType, QuoteState


class QuoteFilter(FilterSet):
    """What an agent knows of the quote it looks for."""

    number = NumberFilter(label=_("Number"), method="of_number")
    customer = TextFilter(label=_("Customer"), method="of_customer")
    state = OneOf(label=_("State"), choices=QuoteState.choices)
    type = OneOf(label=_("Type"), choices=PortType.choices)
    donor = TextFilter(label=_("Donor"), method="of_donor")
    after = DayFilter(label=_("Made from"), field_name="created_at", lookup_expr="date__gte")
    before = DayFilter(label=_("Made until"), field_name="created_at", lookup_expr="date__lte")

    def of_number(self, quotes: QuerySet[Quote], name: str, national: str) -> QuerySet[Quote]:
        return quotes.filter(Exists(QuoteLine.objects.filter(quote=OuterRef("pk"), number=national)))

    def of_customer(self, quotes: QuerySet[Quote], name: str, text: str) -> QuerySet[Quote]:
        return quotes.filter(customer__in=Customer.objects.named(text.strip()).order_by())

    def of_donor(self, quotes: QuerySet[Quote], name: str, text: str) -> QuerySet[Quote]:
        donors = Operator.objects.named(text.strip()).order_by()
        return quotes.filter(Exists(QuoteRequest.objects.filter(donor__in=donors, quote=OuterRef("pk"))))


def complete(quotes: Sequence[Any]) -> Sequence[Any]:
    """Put beside each quote how many numbers it brings."""
    for quote in quotes:
        quote.portable_count = sum(part.count for part in quote.requests.all())
    return quotes


QUOTES = Listing(
    page="portability:quote_list",
    title=_("Quotes"),
    counted=ngettext_lazy("%(shown)s quote", "%(shown)s quotes", "total"),
    look="quotes",
    template="portability/quote_list.html",
    filters=QuoteFilter,
    complete=complete,
    cells="portability/_quote_cells.html",
    columns=[
        Column("reference", _("Quote"), shown=Shown.ALWAYS),
        Column("state", _("State")),
        Column("donors", _("Donors")),
        Column("type", _("Type")),
        Column("numbers", _("Numbers"), right=True),
        Column("price", _("Price excl. VAT"), right=True),
        Column("made", _("Made")),
        Column("until", _("Valid until")),
    ],
    unlike=Empty(_("No quote like this"), FEWER, _("Show all quotes")),
    none=Empty(
        _("No quote yet"),
        _("Paste a customer's numbers and the quote makes itself; those of partners arrive here by the API."),
        _("Make the first quote"),
        "portability:quote_new",
        icon="quotes",
    ),
)


@require_safe
@permission_required("portability.view_quote", raise_exception=True)
def quote_list(request: HttpRequest) -> HttpResponse:
    return QUOTES.show(request, Quote.objects.for_list().prefetch_related("requests__donor"))
