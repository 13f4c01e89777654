"""The donor's own list of a customer's numbers, asked through the clearing house before a quote has its price.

| Transition | From | To | Mover | Event |
|---|---|---|---|---|
| acknowledge | asked | acknowledged | file | inventory.acknowledged |
| chase | asked, acknowledged | the same | clock | inventory.chased |
| receive | asked, acknowledged | received | file, agent | inventory.received |
| refuse | asked, acknowledged | refused | file, agent | inventory.refused |
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import transition

from bascule.lifecycle import system_only
from bascule.models import Record, StateField
from operators.exchange.envelope import Said
from operators.exchange.outbox import post
from operators.models import ApiKey, Operator
from portability.deadlines import end_of
from portability.models.quote import Quote, QuoteState

COUNTERPART = "clearing_house"
ANSWER = "inventory_answer"


class InventoryState(models.TextChoices):
    ASKED = "asked", _("asked")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    RECEIVED = "received", _("received")
    REFUSED = "refused", _("refused")

    @classmethod
    def open(cls) -> list["InventoryState"]:
        """The donor still owes an answer."""
        return [cls.ASKED, cls.ACKNOWLEDGED]


class InventoryQuerySet(models.QuerySet["Inventory"]):
    def visible_to(self, key: ApiKey) -> "InventoryQuerySet":
        return self if key.sees_all else self.filter(partner_id=key.operator_id)

    def open(self) -> "InventoryQuerySet":
        return self.filter(state__in=InventoryState.open())

    def awaited(self) -> "InventoryQuerySet":
        """The open ones that a quote still waits for: nobody chases the list of a customer who has said no."""
        return self.open().filter(quote__state=QuoteState.AWAITING_INVENTORY)

    def asked_before(self, day: date) -> "InventoryQuerySet":
        """Those that were asked on this day or earlier."""
        return self.filter(asked_on__lte=day)

    def chased_before(self, day: date) -> "InventoryQuerySet":
        """Those that were not chased on this day."""
        return self.filter(models.Q(chased_on=None) | models.Q(chased_on__lt=day))

    def for_list(self) -> "InventoryQuerySet":
        rows = self.select_related("donor", "quote__customer").order_by("-created_at", "-pk")
        return rows.defer("quote__reasons", "quote__rios", "quote__price_lines")


class Inventory(Record):
    """What one donor is asked: every number behind a main number."""

    KIND = "inventory"
    REFERENCE_LETTERS = "IN"

    state = StateField(_("state"), default=InventoryState.ASKED, choices=InventoryState)
    quote = models.ForeignKey(Quote, models.PROTECT, related_name="inventories", verbose_name=_("quote"))
    partner = models.ForeignKey(Operator, models.PROTECT, related_name="+", verbose_name=_("came through"))
    donor = models.ForeignKey(Operator, models.PROTECT, related_name="+", verbose_name=_("donor"))
    main_number = models.CharField(_("main number"), max_length=14)
    asked_on = models.DateField(_("asked on"))
    chased_on = models.DateField(_("chased on"), null=True, blank=True)
    chases = models.PositiveSmallIntegerField(_("chased how often"), default=0)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    listed = models.JSONField(_("listed by the donor"), default=list, blank=True)
    refusal_code = models.CharField(_("refusal"), max_length=40, blank=True)
    refusal_text = models.CharField(_("refusal, in their words"), max_length=300, blank=True)

    objects = InventoryQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("inventory")
        verbose_name_plural = _("inventories")
        ordering = ["-created_at"]
        permissions = [("answer_inventory", _("Can enter a donor's answer"))]
        constraints = [
            models.UniqueConstraint(
                fields=["quote", "donor"],
                condition=models.Q(state__in=["asked", "acknowledged"]),
                name="one_open_inventory_a_quote_and_donor",
            ),
        ]

    def deadline(self, settings: Mapping[str, int]) -> datetime | None:
        """About a week, in calendar days; an answered one waits for nobody."""
        if self.state not in InventoryState.open():
            return None
        return end_of(self.asked_on + timedelta(days=settings["inventory_days"]))

    @classmethod
    def settle(cls, moved: Sequence["Inventory"], name: str) -> None:
        """A donor that is chased is sent a reminder."""
        if name == "chase":
            reminders = [Said("reminder", one.reference, {"waiting_for": ANSWER}) for one in moved]
            post(COUNTERPART, reminders, now=moved[0].updated_at)

    @transition(
        state,
        InventoryState.ASKED,
        InventoryState.ACKNOWLEDGED,
        permission=system_only,
        custom={"event": "acknowledged", "label": _("Acknowledge")},
    )
    def acknowledge(self, *, now: datetime) -> None:
        """The clearing house has passed the question on."""

    @transition(
        state,
        InventoryState.open(),
        None,
        permission=system_only,
        custom={"event": "chased", "label": _("Remind the donor")},
    )
    def chase(self, *, now: datetime) -> None:
        self.chased_on = timezone.localdate(now)
        self.chases += 1

    @transition(
        state,
        InventoryState.open(),
        InventoryState.RECEIVED,
        permission="portability.answer_inventory",
        custom={"event": "received", "label": _("Take the donor's list")},
    )
    def receive(self, *, now: datetime, count: int, listed: list[str]) -> None:
        """The history keeps the count, the row the numbers."""
        self.listed, self.answered_at = listed, now

    @transition(
        state,
        InventoryState.open(),
        InventoryState.REFUSED,
        permission="portability.answer_inventory",
        custom={"event": "refused", "label": _("The donor refuses")},
    )
    def refuse(self, *, now: datetime, code: str = "", text: str = "") -> None:
        self.refusal_code, self.refusal_text, self.answered_at = code, text[:300], now
