"""What this room puts on the front page and into the search."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from bascule.board import MOST_FOUND, MOST_ROWS, Attention, Found, Group, start_of
from bascule.models import DatedSetting
from operators.models import Customer, Operator
from operators.models.reason import UNKNOWN
from operators.numbering import MalformedNumber, parse_number, pretty
from portability import board_leaving, board_returns
from portability.cutovers import to_call
from portability.inventories import alert_day
from portability.models import (
    Inventory,
    PortIn,
    PriceList,
    Quote,
    QuoteLine,
    RegisterDifference,
    RejectionReason,
    WhoActs,
)
from portability.models.port_in_state import Cutover, PortInState
from portability.models.quote import QuoteState
from portability.patience import Patience, is_silent, patience
from portability.rejections import by_code

SOON = 7
"""Days: an offer that has more left waits for nobody yet."""


US, CLEARING_HOUSE, DONOR = _("us"), _("the clearing house"), _("the donor")
LIST_AWAITED = _("The donor's list of numbers has not come")
BY_ITSELF = _("It is cut over by itself in its window")
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
        is_open, urgent = Q(state__in=PortInState.open()), needs_somebody(now, patience(now).chases)
        rows = PortIn.objects.filter(is_open | urgent)
        found.update(
            rows.aggregate(
                **{
                    "portability:port_in_list": Count("pk", filter=is_open),
                    "portability:cutovers": Count("pk", filter=to_call()),
                    "today": Count("pk", filter=urgent),
                }
            )
        )
    if user.has_perm("portability.view_inventory"):
        urgent = Q(due_at__lte=day_after(now, 0))
        found.update(
            Inventory.objects.awaited().aggregate(
                **{"portability:inventory_list": Count("pk"), "today": Count("pk", filter=urgent)}
            )
        )
    if user.has_perm("portability.view_portout"):
        found.update(board_leaving.counts(now))
    found.update(board_returns.counts(user, now))
    if user.has_perm("portability.view_registerdifference"):
        found["portability:difference_list"] = open_differences().count()
    return dict(+found)


def attention(user: Any, now: datetime) -> list[Attention]:
    """The quotes, inventories, ports in and out, and differences of the register that wait for somebody."""
    rows = quotes_that_wait(now) if user.has_perm("portability.view_quote") else []
    rows += inventories_that_wait(now) if user.has_perm("portability.view_inventory") else []
    rows += ports_that_wait(now) if user.has_perm("portability.view_portin") else []
    rows += board_leaving.attention(now) if user.has_perm("portability.view_portout") else []
    rows += board_returns.attention(user, now)
    return rows + (differences_that_wait() if user.has_perm("portability.view_registerdifference") else [])


def open_differences() -> QuerySet[RegisterDifference]:
    return RegisterDifference.objects.filter(closed_at=None)


def differences_that_wait() -> list[Attention]:
    """One row for all the numbers on which the clearing house and we disagree; they may wait."""
    found = open_differences().aggregate(count=Count("pk"), since=Min("found_at"))
    if not found["count"]:
        return []
    count = ngettext("%d number", "%d numbers", found["count"]) % found["count"]
    what, url = _("The clearing house's full file says something else"), reverse("portability:difference_list")
    return [Attention(str(_("Register")), url, count, what, US, _("Open"), found["since"])]


def quotes_that_wait(now: datetime) -> list[Attention]:
    """The first to expire first."""
    portable = QuoteLine.objects.filter(quote=OuterRef("pk"), portable=True)
    # While a donor is asked, it is the inventory that waits.
    asked = Inventory.objects.open().filter(quote=OuterRef("pk"))
    rows = Quote.objects.open().filter(waiting(now)).exclude(Exists(asked), state=QuoteState.AWAITING_INVENTORY)
    rows = rows.select_related("customer").prefetch_related("requests__donor")
    rows = rows.annotate(has_portable=Exists(portable)).defer("reasons", "rios").order_by("expires_at", "pk")
    return [attention_to(quote) for quote in rows[:MOST_ROWS]]


def inventories_that_wait(now: datetime) -> list[Attention]:
    """The donors that are being chased for their lists, the longest asked first."""
    today = timezone.localdate(now)
    delays = DatedSetting.on(today)
    rows = Inventory.objects.awaited().asked_before(alert_day(today, delays)).for_list()
    most = delays["chases_before_escalation"]
    return [attention_to_inventory(row, most) for row in rows.order_by("due_at", "pk")[:MOST_ROWS]]


def attention_to_inventory(inventory: Inventory, most: int) -> Attention:
    is_heard = inventory.chases < most
    what, actor = (LIST_AWAITED, inventory.donor.name) if is_heard else unheard(inventory.chases)
    return Attention(
        inventory.quote.reference,
        f"{page_of(inventory.quote)}#inventories",
        inventory.quote.customer.name,
        what,
        actor,
        _("Open"),
        inventory.created_at,
        inventory.due_at,
    )


def needs_somebody(now: datetime, most: int) -> Q:
    """The incoming ports whose clock is over, or is before midnight, and those whose donor hears no reminder."""
    is_unheard = Q(state__in=PortInState.unanswered(), chases__gte=most)
    return is_unheard | Q(due_at__lte=day_after(now, 0))


def ports_that_wait(now: datetime) -> list[Attention]:
    most = patience(now)
    rows = PortIn.objects.filter(needs_somebody(now, most.chases)).select_related("customer", "donor")
    waiting = list(rows.order_by("due_at", "pk")[:MOST_ROWS])
    reasons = by_code(port_in.rejection_code for port_in in waiting if port_in.state == PortInState.REJECTED)
    return [attention_to_port(port_in, reasons.get(port_in.rejection_code), most) for port_in in waiting]


def attention_to_port(port_in: PortIn, reason: RejectionReason | None, most: Patience) -> Attention:
    what, actor = after_rejection(port_in, reason) if reason else waiting_for(port_in, most)
    is_call = port_in.state == PortInState.READY and port_in.cutover == Cutover.LIVE and not is_silent(port_in, most)
    return Attention(
        port_in.reference,
        page_of_cutover(port_in) if is_call else page_of_port(port_in),
        port_in.customer.name,
        what,
        actor,
        _("Call, then go") if is_call and port_in.go_at is None else _("Open"),
        port_in.state_since,
        port_in.due_at,
    )


def after_rejection(port_in: PortIn, reason: RejectionReason) -> tuple[str | Promise, str | Promise]:
    """What a rejection asks for, and of whom; the one that came too often, of a supervisor."""
    label = _("its code is in no list, read their words") if reason.code == UNKNOWN else reason.label
    what = format_lazy(_("Rejected: {label}"), label=label)
    if port_in.escalated:
        return what, _("a supervisor")
    return what, port_in.donor.name if reason.who_acts == WhoActs.DONOR else reason.get_who_acts_display()


def unheard(chases: int) -> tuple[str | Promise, str | Promise]:
    """What is said of a donor that was chased too often, and who must act."""
    words = ngettext(
        "%(count)d reminder and no answer: call them", "%(count)d reminders and no answer: call them", chases
    )
    return words % {"count": chases}, _("a supervisor")


def waiting_for(port_in: PortIn, most: Patience) -> tuple[str | Promise, str | Promise]:
    """What a request waits for and who must act; nothing when it is over."""
    if port_in.state in PortInState.unanswered() and port_in.chases >= most.chases:
        return unheard(port_in.chases)
    if is_silent(port_in, most):
        return board_leaving.no_go_came(port_in.put_offs), _("a supervisor")
    what, actor = WAITS.get(PortInState(port_in.state), ("", ""))
    if port_in.state == PortInState.READY and port_in.go_at:
        what, actor = CUTTING, DONOR
    elif port_in.state == PortInState.READY and port_in.cutover == Cutover.AUTOMATIC:
        what = BY_ITSELF
    return what, port_in.donor.name if actor is DONOR else actor


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
        return LIST_AWAITED, donors or _("the donor"), _("Open")
    if quote.has_portable:
        return _("Some numbers can be ported, but there is no price"), _("us"), _("Open")
    return _("No number can be ported"), _("us"), _("See why")


def page_of(quote: Quote) -> str:
    return reverse("portability:quote_detail", args=[quote.reference])


def page_of_port(port_in: PortIn) -> str:
    return reverse("portability:port_in_detail", args=[port_in.reference])


def page_of_cutover(port_in: PortIn) -> str:
    return reverse("portability:cutover", args=[port_in.reference])


def find(text: str, user: Any) -> list[Group]:
    """A number in any spelling, quotes and ports by a reference, customers by name or SIRET."""
    groups = []
    if user.has_perm("portability.view_port"):
        groups.append(Group(_("Numbers"), numbers(text)))
    if user.has_perm("portability.view_quote"):
        groups.append(Group(_("Quotes"), quotes(text)))
        groups.append(Group(_("Inventories"), inventories(text)))
    if user.has_perm("portability.view_portin"):
        groups.append(Group(_("Incoming ports"), port_ins(text)))
    if user.has_perm("portability.view_portout"):
        groups.append(Group(_("Outgoing ports"), board_leaving.found(text)))
    if user.has_perm("portability.view_restoration"):
        groups.append(Group(_("Wrongful ports"), board_returns.find(text)))
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


def inventories(text: str) -> list[Found]:
    """The inventories of a reference of ours, as it stands in the files; they lead to their quote."""
    written = text.upper()
    if not written.startswith(f"{Inventory.REFERENCE_LETTERS}-"):
        return []
    rows = Inventory.objects.for_list().filter(reference__startswith=written)[:MOST_FOUND]
    return [
        Found(row.reference, f"{page_of(row.quote)}#inventories", row.donor.name, exact=row.reference == written)
        for row in rows
    ]


def port_ins(text: str) -> list[Found]:
    """The incoming ports of a reference, ours or theirs, whole or by its beginning."""
    written = text.upper()
    meant = Q(reference__startswith=written) | Q(external_reference=text)
    rows = PortIn.objects.filter(meant).select_related("customer").order_by("-created_at")[:MOST_FOUND]
    return [Found(row.reference, page_of_port(row), row.customer.name, exact=row.reference == written) for row in rows]


def customers(text: str) -> list[Found]:
    rows = Customer.objects.named(text).annotate(count=Count("quotes"))[:MOST_FOUND]
    return [Found(row.name, page_of_customer(row), what_of(row)) for row in rows]


def page_of_customer(customer: Customer) -> str:
    return reverse("portability:customer_detail", args=[customer.pk])


def what_of(customer: Any) -> str | Promise:
    siret = f" · SIRET {customer.siret}" if customer.siret else ""
    return format_lazy(
        "{city}{siret} · {quotes}",
        city=customer.city,
        siret=siret,
        quotes=ngettext("%d quote", "%d quotes", customer.count) % customer.count,
    )
