"""The list of subscriptions: its filters and columns live in the URL."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_safe
from django_filters import FilterSet, ModelChoiceFilter

from activation.models import Exchange, Offer, Subscription, SubscriptionState, UnbundlingOrder
from bascule.board import bucket_of
from bascule.inputs import OneOf, TextFilter
from bascule.lists import Column, Empty, Listing, Shown
from operators.finding import DUE, FEWER, due_within, of_customer
from operators.forms import NumberFilter


class SubscriptionFilter(FilterSet):
    """What an agent knows of the line it looks for."""

    number = NumberFilter(label=_("Line number"), field_name="line_number")
    customer = TextFilter(label=_("Customer"), method="of_customer")
    state = OneOf(label=_("State"), choices=SubscriptionState.choices)
    due = OneOf(label=_("Due"), method="of_due", choices=list(DUE.items()))
    offer = ModelChoiceFilter(
        label=_("Offer"), queryset=Offer.objects.all(), to_field_name="code", empty_label=_("all")
    )
    exchange = TextFilter(label=_("Exchange"), method="of_exchange")

    def of_customer(self, rows: QuerySet[Subscription], name: str, text: str) -> QuerySet[Subscription]:
        return rows.filter(of_customer(text))

    def of_exchange(self, rows: QuerySet[Subscription], name: str, text: str) -> QuerySet[Subscription]:
        meant = Q(code__iexact=text) | Q(name__icontains=text)
        return rows.filter(exchange__in=Exchange.objects.filter(meant))

    def of_due(self, rows: QuerySet[Subscription], name: str, how: str) -> QuerySet[Subscription]:
        return due_within(rows, how, timezone.now())


def complete(rows: Sequence[Any]) -> Sequence[Any]:
    """Put beside each subscription how soon it is due."""
    now = timezone.now()
    for row in rows:
        row.bucket = bucket_of(row.due_at, now)
    return rows


SUBSCRIPTIONS = Listing(
    page="activation:subscription_list",
    title=_("Activations"),
    counted=ngettext_lazy("%(shown)s subscription", "%(shown)s subscriptions", "total"),
    look="quotes",
    filters=SubscriptionFilter,
    complete=complete,
    template="activation/subscription_list.html",
    cells="activation/_subscription_cells.html",
    columns=[
        Column("reference", _("Subscription"), lambda it: it.reference, Shown.ALWAYS),
        Column("customer", _("Customer"), lambda it: it.customer.name, Shown.IN_FILES),
        Column("state", _("State"), lambda it: it.get_state_display()),
        Column("line", _("Line"), lambda it: it.line_number),
        Column("offer", _("Offer"), lambda it: it.offer.name),
        Column("attempt", _("Attempt"), lambda it: it.attempt, right=True),
        Column("expected", _("Expected on"), lambda it: it.expected_on),
        Column("due", _("Due"), lambda it: it.due_at),
        Column("exchange", _("Exchange"), lambda it: it.exchange and it.exchange.code, Shown.WHEN_CHOSEN),
        Column("channel", _("Channel"), lambda it: it.get_channel_display(), Shown.WHEN_CHOSEN),
        Column("partner", _("Came through"), lambda it: it.partner.name, Shown.WHEN_CHOSEN),
        Column("theirs", _("Their reference"), lambda it: it.external_reference, Shown.WHEN_CHOSEN),
        Column("subscribed", _("Subscribed on"), lambda it: it.subscribed_on, Shown.WHEN_CHOSEN),
        Column("sent", _("Last order sent on"), lambda it: it.sent_on, Shown.WHEN_CHOSEN),
        Column("active", _("Active since"), lambda it: it.activated_at, Shown.WHEN_CHOSEN),
    ],
    exports="activation:subscription_export",
    file_name="activations",
    unlike=Empty(_("No subscription like this"), FEWER, _("Show all subscriptions")),
    none=Empty(
        _("No line is being made"),
        _("Subscribe a customer to an offer: the order to the incumbent, its answers and the parcels follow."),
        _("New subscription"),
        "activation:subscription_new",
        icon="lines",
    ),
)


def subscriptions() -> QuerySet[Subscription]:
    """With the last attempt of each, and when it left."""
    orders = UnbundlingOrder.objects.filter(subscription=OuterRef("pk")).order_by().values("subscription")
    return (
        Subscription.objects.select_related("customer", "offer", "partner", "exchange")
        .annotate(
            attempt=Subquery(orders.annotate(last=Max("attempt")).values("last")),
            sent_on=Subquery(orders.annotate(last=Max("sent_on")).values("last")),
        )
        .order_by("-created_at", "-pk")
    )


@require_safe
@permission_required("activation.view_subscription", raise_exception=True)
def subscription_list(request: HttpRequest) -> HttpResponse:
    return SUBSCRIPTIONS.show(request, subscriptions())


@require_safe
@permission_required("activation.view_subscription", raise_exception=True)
def subscription_export(request: HttpRequest, file_format: str) -> HttpResponseBase:
    return SUBSCRIPTIONS.export(request, subscriptions(), file_format)
