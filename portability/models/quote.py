"""A quote: what a port would be, and what it would cost, before anything is filed.

| Transition | From | To | Mover |
|---|---|---|---|
| offer | draft, awaiting_inventory | offered | agent, partner |
| ask_inventory | draft | awaiting_inventory | agent, partner |
| refuse_inventory | awaiting_inventory | draft | agent |
| revise | offered | the same, with another price | agent, partner |
| order | offered | ordered | agent, partner |
| decline | draft, awaiting_inventory, offered | declined | agent, partner |
| expire | draft, awaiting_inventory, offered | expired | clock |
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from bascule.lifecycle import system_only
from bascule.models import Record, StateField
from operators.models import ApiKey, Customer, CustomerKind, Operator


class QuoteState(models.TextChoices):
    DRAFT = "draft", _("draft")
    AWAITING_INVENTORY = "awaiting_inventory", _("awaiting the inventory")
    OFFERED = "offered", _("offered")
    ORDERED = "ordered", _("ordered")
    DECLINED = "declined", _("declined")
    EXPIRED = "expired", _("expired")

    @classmethod
    def open(cls) -> list["QuoteState"]:
        return [cls.DRAFT, cls.AWAITING_INVENTORY, cls.OFFERED]


class PortType(models.TextChoices):
    SIMPLE = "simple", _("simple")
    COMPLEX = "complex", _("complex")


class Scope(models.TextChoices):
    FULL = "full", _("full")
    PARTIAL = "partial", _("partial")


class PortKind(models.TextChoices):
    FIRST = "first", _("first port")
    SUBSEQUENT = "subsequent", _("subsequent port")
    PORT_BACK = "port_back", _("port back")


class RioStatus(models.TextChoices):
    VALID = "valid", _("valid")
    INVALID = "invalid", _("invalid")
    MISSING = "missing", _("missing")


class DeclineReason(models.TextChoices):
    PRICE = "price", _("too expensive")
    DELAY = "delay", _("too late")
    CHANGED_MIND = "changed_mind", _("changed their mind")
    MISTAKE = "mistake", _("asked by mistake")
    OTHER = "other", _("another reason")


UNKNOWN = "?"
JsonRows = list[dict[str, Any]]


class QuoteQuerySet(models.QuerySet["Quote"]):
    def visible_to(self, key: ApiKey) -> "QuoteQuerySet":
        """The quotes that a partner's key may see; a key of our own operator sees them all."""
        return self if key.operator.is_own else self.filter(partner_id=key.operator_id)

    def open(self) -> "QuoteQuerySet":
        return self.filter(state__in=QuoteState.open())

    def overdue(self, now: datetime) -> "QuoteQuerySet":
        return self.open().filter(expires_at__lte=now)

    def for_list(self) -> "QuoteQuerySet":
        return self.select_related("partner", "customer").order_by("-created_at", "-pk")

    def for_page(self) -> "QuoteQuerySet":
        return self.select_related("partner", "customer", "given_donor").prefetch_related("requests__donor")


def has_a_list_that_says_more(quote: Any) -> bool:
    """Whether the donor's list names numbers that nobody declared: some may stay there."""
    return bool(quote.inventory_diff and quote.inventory_diff["missing"])


class Quote(Record):
    """What a customer was told: verdicts, reasons, price and dates, as they were on the day of the quote."""

    KIND = "quote"
    REFERENCE_LETTERS = "Q"
    AMOUNTS = frozenset({"price", "vat"})

    state = StateField(_("state"), default=QuoteState.DRAFT, choices=QuoteState)
    partner = models.ForeignKey(Operator, models.PROTECT, related_name="quotes", verbose_name=_("came through"))
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="quotes", verbose_name=_("customer"))
    main_number = models.CharField(_("main number"), max_length=14, blank=True)
    given_donor = models.ForeignKey(
        Operator, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("donor given")
    )
    keep_with_donor = models.JSONField(_("kept with the donor"), default=list, blank=True)
    rios = models.JSONField(_("RIOs given"), default=dict, blank=True)
    inventory = models.BooleanField(_("inventory asked"), default=False)
    inventory_diff = models.JSONField(_("declared and inventoried"), null=True, blank=True, encoder=DjangoJSONEncoder)

    type = models.CharField(_("type"), max_length=10, choices=PortType, blank=True)
    scope = models.CharField(_("scope"), max_length=10, choices=Scope, default=Scope.FULL)
    reasons = models.JSONField(_("reasons"), default=list, blank=True, encoder=DjangoJSONEncoder)
    price = models.DecimalField(_("price, excl. VAT"), max_digits=12, decimal_places=2, null=True, blank=True)
    vat = models.DecimalField(_("VAT"), max_digits=12, decimal_places=2, null=True, blank=True)
    price_lines = models.JSONField(_("price lines"), default=list, blank=True, encoder=DjangoJSONEncoder)
    option_prices = models.JSONField(_("option prices"), default=list, blank=True, encoder=DjangoJSONEncoder)
    routing_prefix = models.CharField(_("routing prefix"), max_length=6, blank=True)
    earliest_date = models.DateField(_("earliest date"), null=True, blank=True)
    expected_date = models.DateField(_("expected date"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires at"))
    accepted_price = models.DecimalField(
        _("price accepted, excl. VAT"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    decline_note = models.CharField(_("what was said when declining"), max_length=500, blank=True)

    objects = QuoteQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["-created_at", "-pk"]
        permissions = [
            ("offer_quote", _("Can make a quote")),
            ("decline_quote", _("Can decline a quote")),
            ("order_quote", _("Can order what a quote offers")),
        ]
        indexes = [
            models.Index(fields=["partner", "-created_at"], name="quotes_of_partner"),
            models.Index(fields=["state", "expires_at"], name="quotes_to_expire"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["offered", "ordered"])
                | Q(price__isnull=False, vat__isnull=False, type__in=["simple", "complex"]),
                name="offered_quote_has_a_price_and_a_type",
            ),
            models.CheckConstraint(
                condition=~Q(state="awaiting_inventory") | Q(inventory=True, price=None),
                name="no_price_before_the_inventory",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="quote_expires_after_its_creation"
            ),
        ]

    @property
    def price_incl_vat(self) -> Decimal | None:
        return None if self.price is None or self.vat is None else self.price + self.vat

    @property
    def required_documents(self) -> list[str]:
        """What the order will have to bring: a business signs a mandate."""
        return ["mandate"] if self.customer.kind == CustomerKind.BUSINESS else []

    def reasons_by_position(self) -> dict[int, list[dict[str, Any]]]:
        """The blocking reasons and warnings of each line; a reason is kept once, with its runs of lines."""
        found: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for kept in self.reasons:
            for first, last in kept["lines"] if kept["severity"] != "explanation" else ():
                for position in range(first, last + 1):
                    found[position].append(kept)
        return found

    def deadline(self, settings: Mapping[str, int]) -> datetime | None:
        return self.expires_at if self.state in QuoteState.open() else None

    @classmethod
    def settle(cls, moved: Sequence["Quote"], name: str) -> None:
        """A quote that awaits a list has asked its donors for it."""
        if name == "ask_inventory":
            from portability.inventories import ask

            ask(moved, now=moved[0].updated_at)

    @transition(
        state,
        [QuoteState.DRAFT, QuoteState.AWAITING_INVENTORY],
        QuoteState.OFFERED,
        permission="portability.offer_quote",
        custom={"event": "offered", "label": _("Make the offer")},
    )
    def offer(
        self, *, now: datetime, type: str, price: Decimal, vat: Decimal, price_lines: JsonRows, option_prices: JsonRows
    ) -> None:
        self.type, self.price, self.vat = type, price, vat
        self.price_lines, self.option_prices = price_lines, option_prices

    @transition(
        state,
        QuoteState.DRAFT,
        QuoteState.AWAITING_INVENTORY,
        permission="portability.offer_quote",
        custom={"event": "awaiting_inventory", "label": _("Ask the donor for its list")},
    )
    def ask_inventory(self, *, now: datetime) -> None:
        self.inventory = True

    @transition(
        state,
        QuoteState.AWAITING_INVENTORY,
        QuoteState.DRAFT,
        permission="portability.offer_quote",
        custom={"event": "inventory_refused", "label": _("The donor refuses to give its list")},
    )
    def refuse_inventory(self, *, now: datetime) -> None:
        self.inventory = False

    @transition(
        state,
        QuoteState.OFFERED,
        QuoteState.OFFERED,
        conditions=[has_a_list_that_says_more],
        permission="portability.offer_quote",
        custom={"event": "revised", "label": _("Keep numbers with the donor, or take them too")},
    )
    def revise(
        self, *, now: datetime, type: str, price: Decimal, vat: Decimal, price_lines: JsonRows, option_prices: JsonRows
    ) -> None:
        self.type, self.price, self.vat = type, price, vat
        self.price_lines, self.option_prices = price_lines, option_prices

    @transition(
        state,
        QuoteState.OFFERED,
        QuoteState.ORDERED,
        permission="portability.order_quote",
        custom={"event": "ordered", "label": _("Order")},
    )
    def order(self, *, now: datetime, price: Decimal) -> None:
        self.accepted_price = price

    @transition(
        state,
        QuoteState.open(),
        QuoteState.DECLINED,
        permission="portability.decline_quote",
        custom={"event": "declined", "label": _("Decline")},
    )
    def decline(self, *, now: datetime, note: str = "") -> None:
        self.decline_note = note

    @transition(
        state,
        QuoteState.open(),
        QuoteState.EXPIRED,
        permission=system_only,
        custom={"event": "expired", "label": _("Expire")},
    )
    def expire(self, *, now: datetime) -> None:
        """The offer has lived its days."""


class QuoteRequest(models.Model):
    """The part of a quote that goes to one donor."""

    quote = models.ForeignKey(Quote, models.CASCADE, related_name="requests", verbose_name=_("quote"))
    donor = models.ForeignKey(Operator, models.PROTECT, related_name="+", verbose_name=_("donor"))
    kind = models.CharField(_("kind"), max_length=12, choices=PortKind)
    type = models.CharField(_("type"), max_length=10, choices=PortType)
    count = models.PositiveIntegerField(_("numbers"))

    class Meta:
        verbose_name = _("request of a quote")
        verbose_name_plural = _("requests of a quote")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["quote", "donor"], name="one_request_a_quote_and_donor"),
            models.CheckConstraint(condition=Q(count__gte=1), name="request_has_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.donor} ({self.count})"


class QuoteLine(models.Model):
    """One number of a quote, in the order in which the numbers were given. Its reasons are kept by the quote."""

    quote = models.ForeignKey(Quote, models.CASCADE, related_name="lines", verbose_name=_("quote"))
    position = models.PositiveIntegerField(_("position"))
    input = models.CharField(_("as given"), max_length=120)
    number = models.CharField(_("number"), max_length=14, blank=True)
    e164 = models.CharField(_("E.164"), max_length=18, blank=True)
    portable = models.BooleanField(_("portable"))
    warned = models.BooleanField(_("with a warning"), default=False)
    holders = models.CharField(
        _("chain of holders"),
        max_length=200,
        blank=True,
        help_text=_("Codes, the range holder first; ? is unknown."),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=PortKind, blank=True)
    rio = models.CharField(_("RIO"), max_length=40, blank=True)
    rio_status = models.CharField(_("RIO check"), max_length=8, choices=RioStatus)
    suggestions = models.JSONField(_("suggestions"), null=True, blank=True)

    class Meta:
        verbose_name = _("number of a quote")
        verbose_name_plural = _("numbers of a quote")
        ordering = ["quote", "position"]
        constraints = [
            models.UniqueConstraint(fields=["quote", "position"], name="one_line_a_position"),
            models.UniqueConstraint(
                fields=["quote", "number"],
                condition=Q(portable=True),
                name="a_number_is_ported_once_in_a_quote",
            ),
            models.CheckConstraint(
                condition=Q(portable=False) | ~Q(number="") & ~Q(holders=""),
                name="portable_line_has_number_and_donor",
            ),
        ]
        indexes = [models.Index(fields=["number"], name="quote_line_of_number")]

    def __str__(self) -> str:
        return self.number or self.input

    @property
    def chain(self) -> list[str | None]:
        """The codes of the holders, from the range holder to the donor; None where only the network is known."""
        return [None if code == UNKNOWN else code for code in self.holders.split()]

    @property
    def range_holder(self) -> str | None:
        return self.chain[0] if self.holders else None

    @property
    def donor(self) -> str | None:
        return self.chain[-1] if self.holders else None
