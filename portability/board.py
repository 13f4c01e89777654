"""What this room puts on the front page and into the search."""

from collections import Counter
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
from portability.models import PortIn, PriceList, Quote, QuoteLine
from portability.models.port_in_state import PortInState
from portability.models.quote import QuoteState

SOON = 7
"""Days: an offer that has more left waits for nobody yet."""


US, CLEARING_HOUSE, DONOR = _("us"), _("the clearing house"), _("the donor")
CUTTING = _("The go is given and the donor has not confirmed")
WAITS = {
    PortInState.ORDERED: (_("The request has not left"), US),
    PortInState.SENT: (_("The request is not acknowledged"), CLEARING_HOUSE),
    PortInState.ACKNOWLEDGED: (_("The donor has not answered"), DONOR),
    PortInState.ACCEPTED: (_("Its day comes"), US),
    PortInState.REJECTED: (_("Rejected: it must be corrected and sent again"), US),
    PortInState.READY: (_("Go or no-go before the end of the window"), US),
    PortInState.INCIDENT: (_("Its numbers may be out of service"), US),
    PortInState.PORTED: (_("The port is not confirmed"), CLEARING_HOUSE),
}
"""What an incoming port waits for in each state, and who must act."""


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
    """What the navigation shows beside its entries: what is open, and what of today's list is due today."""
    found: Counter[str] = Counter()
    if user.has_perm("portability.view_quote"):
        urgent = Q(expires_at__lt=day_after(now, 0))
        found.update(
            Quote.objects.open().aggregate(
                **{"portability:quote_list": Count("pk"), "today": Count("pk", filter=urgent)}
            )
        )
    if user.has_perm("portability.view_portin"):
        is_open, urgent = Q(state__in=PortInState.open()), Q(due_at__lte=day_after(now, 0))
        rows = PortIn.objects.filter(is_open | urgent)
        found.update(
            rows.aggregate(
                **{"portability:port_in_list": Count("pk", filter=is_open), "today": Count("pk", filter=urgent)}
            )
        )
    return dict(+found)


def attention(user: Any, now: datetime) -> list[Attention]:
    """The quotes and the incoming ports that wait for somebody."""
    rows = quotes_that_wait(now) if user.has_perm("portability.view_quote") else []
    return rows + (ports_that_wait(now) if user.has_perm("portability.view_portin") else [])


def quotes_that_wait(now: datetime) -> list[Attention]:
    """The first to expire first."""
    portable = QuoteLine.objects.filter(quote=OuterRef("pk"), portable=True)
    rows = Quote.objects.open().filter(waiting(now)).select_related("customer").prefetch_related("requests__donor")
    rows = rows.annotate(has_portable=Exists(portable)).defer("reasons", "rios").order_by("expires_at", "pk")
    return [attention_to(quote) for quote in rows[:MOST_ROWS]]


def ports_that_wait(now: datetime) -> list[Attention]:
    """The incoming ports whose clock is over, or is before midnight."""
    rows = PortIn.objects.filter(due_at__lte=day_after(now, 0)).select_related("customer", "donor")
    return [attention_to_port(port_in) for port_in in rows.order_by("due_at", "pk")[:MOST_ROWS]]


def attention_to_port(port_in: PortIn) -> Attention:
    what, actor = WAITS[PortInState(port_in.state)]
    if port_in.state == PortInState.READY and port_in.go_at:
        what, actor = CUTTING, DONOR
    return Attention(
        port_in.reference,
        page_of_port(port_in),
        port_in.customer.name,
        what,
        port_in.donor.name if actor is DONOR else actor,
        _("Open"),
        port_in.state_since,
        port_in.due_at,
    )


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


def page_of_port(port_in: PortIn) -> str:
    return reverse("portability:port_in_detail", args=[port_in.reference])


def find(text: str, user: Any) -> list[Group]:
    """A number in any spelling, quotes and ports by a reference, customers by name or SIRET (to their quotes)."""
    groups = []
    if user.has_perm("portability.view_port"):
        groups.append(Group(_("Numbers"), numbers(text)))
    if user.has_perm("portability.view_quote"):
        groups.append(Group(_("Quotes"), quotes(text)))
    if user.has_perm("portability.view_portin"):
        groups.append(Group(_("Incoming ports"), port_ins(text)))
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


def port_ins(text: str) -> list[Found]:
    """The incoming ports of a reference, ours or theirs, whole or by its beginning."""
    written = text.upper()
    meant = Q(reference__startswith=written) | Q(external_reference=text)
    rows = PortIn.objects.filter(meant).select_related("customer").order_by("-created_at")[:MOST_FOUND]
    return [Found(row.reference, page_of_port(row), row.customer.name, exact=row.reference == written) for row in rows]


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
