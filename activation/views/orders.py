"""The list of orders to the incumbent: its filters and columns live in the URL."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_safe
from django_filters import FilterSet

from activation.ageing import BUCKETS
from activation.models import FIRST_ATTEMPT, LAST_ATTEMPT, OrderState, Subscription, UnbundlingOrder
from activation.reasons import by_code
from bascule.board import bucket_of, start_of
from bascule.inputs import DayFilter, OneOf, TextFilter
from bascule.lists import Column, Empty, Listing, Shown
from operators.finding import FEWER, of_customer
from operators.forms import NumberFilter

DAYS = {code: (first, last) for code, _words, first, last in BUCKETS}
AGES = [(code, words) for code, words, _first, _last in BUCKETS]
ATTEMPTS = [(attempt, str(attempt)) for attempt in range(FIRST_ATTEMPT, LAST_ATTEMPT + 1)]


class OrderFilter(FilterSet):
    """What an agent knows of the order it looks for, and what leads here from the figures of the delays."""

    number = NumberFilter(label=_("Line number"), field_name="line_number")
    customer = TextFilter(label=_("Customer"), method="of_customer")
    state = OneOf(label=_("State"), choices=OrderState.choices)
    exchange = TextFilter(label=_("Exchange"), method="of_exchange")
    attempt = OneOf(label=_("Attempt"), choices=ATTEMPTS)
    age = OneOf(label=_("Without report for"), choices=AGES, method="of_age")
    active_from = DayFilter(label=_("Works since"), method="of_first_day")
    active_until = DayFilter(label=_("until"), method="of_last_day")

    def of_customer(self, rows: QuerySet[UnbundlingOrder], name: str, text: str) -> QuerySet[UnbundlingOrder]:
        return rows.filter(subscription__in=Subscription.objects.filter(of_customer(text)))

    def of_exchange(self, rows: QuerySet[UnbundlingOrder], name: str, text: str) -> QuerySet[UnbundlingOrder]:
        return rows.filter(Q(exchange__code__iexact=text) | Q(exchange__name__icontains=text))

    def of_age(self, rows: QuerySet[UnbundlingOrder], name: str, code: str) -> QuerySet[UnbundlingOrder]:
        first, last = DAYS[code]
        today = timezone.localdate()
        rows = rows.filter(state__in=OrderState.unreported(), sent_on__lte=today - timedelta(days=first))
        return rows if last is None else rows.filter(sent_on__gte=today - timedelta(days=last))

    def of_first_day(self, rows: QuerySet[UnbundlingOrder], name: str, day: date) -> QuerySet[UnbundlingOrder]:
        return rows.filter(subscription__activated_at__gte=start_of(day))

    def of_last_day(self, rows: QuerySet[UnbundlingOrder], name: str, day: date) -> QuerySet[UnbundlingOrder]:
        return rows.filter(subscription__activated_at__lt=start_of(day + timedelta(days=1)))


def complete(rows: Sequence[Any]) -> Sequence[Any]:
    """Put beside each order how long it waits for its report, and why it failed; the reasons in one query."""
    now = timezone.now()
    today = timezone.localdate(now)
    reasons = by_code(row.failure_code for row in rows if row.failure_code)
    for row in rows:
        row.reason, row.bucket = reasons.get(row.failure_code), bucket_of(row.due_at, now)
        waits = row.state in OrderState.unreported() and row.sent_on
        row.days = (today - row.sent_on).days if waits else None
    return rows


def kind_of(order: UnbundlingOrder) -> str:
    return f"{order.get_technology_display()} {order.get_unbundling_display()}"


def place_of(order: UnbundlingOrder) -> str:
    return f"{order.strip} {order.position}" if order.strip else ""


ORDERS = Listing(
    page="activation:order_list",
    title=_("Orders to the incumbent"),
    counted=ngettext_lazy("%(shown)s order", "%(shown)s orders", "total"),
    template="activation/order_list.html",
    look="quotes close",
    filters=OrderFilter,
    complete=complete,
    cells="activation/_order_cells.html",
    columns=[
        Column("reference", _("Reference"), lambda it: it.reference, Shown.ALWAYS),
        Column("subscription", _("Subscription"), lambda it: it.subscription.reference, Shown.IN_FILES),
        Column("customer", _("Customer"), lambda it: it.subscription.customer.name, Shown.IN_FILES),
        Column("state", _("State"), lambda it: it.get_state_display()),
        Column("line", _("Line"), lambda it: it.line_number),
        Column("exchange", _("Exchange"), lambda it: it.exchange.code if it.exchange else ""),
        Column("attempt", _("Attempt"), lambda it: it.attempt, right=True),
        Column("sent", _("Sent on"), lambda it: it.sent_on),
        Column("days", _("Days without report"), lambda it: it.days, right=True),
        Column("reminders", _("Reminders"), lambda it: it.reminded, right=True),
        Column("due", _("Due"), lambda it: it.due_at),
        Column("failure", _("Failure"), lambda it: it.reason.label if it.reason else "", Shown.WHEN_CHOSEN),
        Column(
            "kind",
            _("Kind"),
            lambda it: f"{it.get_technology_display()} {it.get_unbundling_display()}",
            Shown.WHEN_CHOSEN,
        ),
        Column(
            "strip", _("Strip and position"), lambda it: f"{it.strip} {it.position or ''}".strip(), Shown.WHEN_CHOSEN
        ),
        Column("leaves", _("Leaves on"), lambda it: it.due_on, Shown.WHEN_CHOSEN),
        Column("acknowledged", _("Acknowledged on"), lambda it: it.acknowledged_on, Shown.WHEN_CHOSEN),
        Column("reported", _("Reported on"), lambda it: it.reported_on, Shown.WHEN_CHOSEN),
        Column("done", _("Line made on"), lambda it: it.done_on, Shown.WHEN_CHOSEN),
        Column("partner", _("Came through"), lambda it: it.partner.name, Shown.WHEN_CHOSEN),
    ],
    exports="activation:order_export",
    file_name="unbundling-orders",
    unlike=Empty(_("No order like this"), FEWER, _("Show all orders")),
    none=Empty(
        _("No order yet"),
        _("A subscription makes its order by itself: it leaves in the batch of its day."),
        icon="orders",
    ),
)


def orders() -> QuerySet[UnbundlingOrder]:
    rows = UnbundlingOrder.objects.with_reminders().select_related("subscription__customer", "exchange", "partner")
    return rows.order_by("-created_at", "-pk")


@require_safe
@permission_required("activation.view_unbundlingorder", raise_exception=True)
def order_list(request: HttpRequest) -> HttpResponse:
    return ORDERS.show(request, orders())


@require_safe
@permission_required("activation.view_unbundlingorder", raise_exception=True)
def order_export(request: HttpRequest, file_format: str) -> HttpResponseBase:
    return ORDERS.export(request, orders(), file_format)
