"""What this room puts on the front page and into the search."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from bascule.board import MOST_FOUND, MOST_ROWS, Attention, Found, Group, start_of
from operators.models import Customer, Operator
from operators.numbering import MalformedNumber, parse_number, pretty
from portability.models import PriceList, Quote, QuoteLine
from portability.models.quote import QuoteState

SOON = 7
"""Days: an offer that has more left waits for nobody yet."""


def problems(now: datetime) -> list[str | Promise]:
    """What keeps every quote from having a price."""
    own = Operator.objects.filter(code=settings.OWN_OPERATOR).values_list("pk", flat=True).first()
    if own is None or PriceList.objects.in_force(own, timezone.localdate(now)):
        return []
    return [_("No price list is in force today: no quote can be offered until a supervisor adds one.")]


def day_after(now: datetime, days: int) -> datetime:
    """The moment at which the days counted from today are over."""
    return start_of(timezone.localdate(now) + timedelta(days=days + 1))


def waiting(now: datetime) -> Q:
    """The open quotes that somebody should look at: all but the offers that have time left."""
    return ~Q(state=QuoteState.OFFERED) | Q(expires_at__lt=day_after(now, SOON))


def counts(user: Any, now: datetime) -> dict[str, int]:
    """What the navigation shows beside its entries: open quotes, and those of today's list that are due today."""
    if not user.has_perm("portability.view_quote"):
        return {}
    urgent = Q(expires_at__lt=day_after(now, 0))
    return Quote.objects.open().aggregate(
        **{"portability:quote_list": Count("pk"), "today": Count("pk", filter=urgent)}
    )


def attention(user: Any, now: datetime) -> list[Attention]:
    """The quotes that wait for somebody, the first to expire first."""
    if not user.has_perm("portability.view_quote"):
        return []
    portable = QuoteLine.objects.filter(quote=OuterRef("pk"), portable=True)
    rows = Quote.objects.open().filter(waiting(now)).select_related("customer").prefetch_related("requests__donor")
    rows = rows.annotate(has_portable=Exists(portable)).defer("reasons", "rios").order_by("expires_at", "pk")
    return [attention_to(quote) for quote in rows[:MOST_ROWS]]


def attention_to(quote: Any) -> Attention:
    what, actor, action = words_for(quote)
    url = page_of(quote)
    return Attention(
        quote.reference, url, quote.customer.name, what, actor, action, quote.state_since, quote.expires_at
    )


def words_for(quote: Any) -> tuple[str | Promise, str | Promise, str | Promise]:
    """What is wrong with a quote that waits, who must act, and what they do."""
    if quote.state == QuoteState.OFFERED:
        return _("The offer ends and the customer has not answered"), _("the customer"), _("Follow up")
    if quote.state == QuoteState.AWAITING_INVENTORY:
        donors = ", ".join(request.donor.name for request in quote.requests.all())
        return _("The donor's list of numbers has not come"), donors or _("the donor"), _("Open")
    if quote.has_portable:
        return _("Some numbers can be ported, but there is no price"), _("us"), _("Open")
    return _("No number can be ported"), _("us"), _("See why")


def page_of(quote: Quote) -> str:
    return reverse("portability:quote_detail", args=[quote.reference])


def find(text: str, user: Any) -> list[Group]:
    """A number in any spelling, quotes by a reference, and customers by name or SIRET, which lead to their quotes."""
    groups = []
    if user.has_perm("portability.view_port"):
        groups.append(Group(_("Numbers"), numbers(text)))
    if user.has_perm("portability.view_quote"):
        groups.append(Group(_("Quotes"), quotes(text)))
    if user.has_perm("operators.view_customer"):
        groups.append(Group(_("Customers"), customers(text)))
    return groups


def numbers(text: str) -> list[Found]:
    """The number that a text spells; surely meant when it begins like one, for a SIREN may look like a number too."""
    try:
        national = parse_number(text)
    except MalformedNumber:
        return []
    url = f"{reverse('portability:number_lookup')}?{urlencode({'number': national})}"
    return [Found(pretty(national), url, exact=text.lstrip("( ").startswith(("0", "+")))]


def quotes(text: str) -> list[Found]:
    """The quotes of a reference, ours or theirs, whole or by its beginning."""
    written = text.upper()
    rows = Quote.objects.for_list().filter(Q(reference__startswith=written) | Q(external_reference=text))[:MOST_FOUND]
    return [Found(row.reference, page_of(row), row.customer.name, exact=row.reference == written) for row in rows]


def customers(text: str) -> list[Found]:
    rows = Customer.objects.named(text).annotate(count=Count("quotes"))[:MOST_FOUND]
    return [Found(row.name, quotes_of(row), what_of(row)) for row in rows]


def quotes_of(customer: Customer) -> str:
    return f"{reverse('portability:quote_list')}?{urlencode({'customer': customer.siret or customer.name})}"


def what_of(customer: Any) -> str | Promise:
    siret = f" · SIRET {customer.siret}" if customer.siret else ""
    return format_lazy(
        "{city}{siret} · {quotes}",
        city=customer.city,
        siret=siret,
        quotes=ngettext("%d quote", "%d quotes", customer.count) % customer.count,
    )
