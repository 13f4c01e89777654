"""What a request to bring numbers holds, and how requests are found; its life is in `port_in`."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from bascule.models import Record
from operators.models import ApiKey, Customer, CustomerKind, Operator
from portability.deadlines import Window
from portability.models.port_in_state import Cutover, Fallback, PortInState
from portability.models.quote import PortKind, PortType, Quote

if TYPE_CHECKING:
    from portability.models.port_in import PortIn  # noqa: F401  (named in a text)


class PortInQuerySet(models.QuerySet["PortIn"]):
    def visible_to(self, key: ApiKey) -> "PortInQuerySet":
        """The requests that a partner's key may see; a key of our own operator sees them all."""
        return self if key.sees_all else self.filter(partner_id=key.operator_id)

    def open(self) -> "PortInQuerySet":
        return self.filter(state__in=PortInState.open())

    def late(self, now: datetime) -> "PortInQuerySet":
        return self.filter(due_at__lt=now)

    def ported_from(self, donors: Iterable[int], since: date) -> "PortInQuerySet":
        """The requests that these donors brought to an end since a day."""
        return self.filter(donor_id__in=donors, ordered_on__gte=since, ported_on__isnull=False)


class PortInFacts(Record):
    """Who asks whom for what, and when it is to be."""

    quote = models.ForeignKey(
        Quote, models.PROTECT, null=True, blank=True, related_name="port_ins", verbose_name=_("quote")
    )
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="splits", verbose_name=_("split from")
    )
    partner = models.ForeignKey(Operator, models.PROTECT, related_name="+", verbose_name=_("came through"))
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="port_ins", verbose_name=_("customer"))
    customer_kind = models.CharField(
        _("kind of customer"), max_length=10, choices=CustomerKind, default=CustomerKind.BUSINESS
    )
    area = models.CharField(_("calendar"), max_length=30, default="metropole", help_text=_("Whose public holidays."))
    donor = models.ForeignKey(Operator, models.PROTECT, related_name="+", verbose_name=_("donor"))
    kind = models.CharField(_("kind"), max_length=12, choices=PortKind, default=PortKind.FIRST)
    type = models.CharField(_("type"), max_length=10, choices=PortType, default=PortType.SIMPLE)
    main_number = models.CharField(_("main number"), max_length=14, blank=True)
    keep_with_donor = models.JSONField(_("kept with the donor"), default=list, blank=True)
    routing_prefix = models.CharField(_("routing prefix"), max_length=6, blank=True)
    mandate_signed_on = models.DateField(_("mandate signed on"), null=True, blank=True)
    mandate_reference = models.CharField(_("mandate"), max_length=80, blank=True)

    ordered_on = models.DateField(_("ordered on"))
    promised_on = models.DateField(_("promised for"), null=True, blank=True, help_text=_("The first date agreed."))
    scheduled_on = models.DateField(_("planned for"), null=True, blank=True)
    window = models.CharField(_("window"), max_length=10, choices=Window, default=Window.MORNING)
    cutover = models.CharField(_("cut-over"), max_length=10, choices=Cutover, default=Cutover.AUTOMATIC)
    fallback = models.CharField(_("fallback"), max_length=10, choices=Fallback, default=Fallback.RESCHEDULE)
    options = models.JSONField(_("options"), default=list, blank=True)
    waits_for_line = models.BooleanField(
        _("waits for its line"), default=False, help_text=_("Nothing is cut over before the line works.")
    )
    go_at = models.DateTimeField(_("go given at"), null=True, blank=True)
    ported_at = models.DateTimeField(_("ported at"), null=True, blank=True)
    ported_on = models.DateField(_("ported on"), null=True, blank=True)
    reversible_until = models.DateTimeField(_("can be undone until"), null=True, blank=True)
    rejection_code = models.CharField(_("rejection"), max_length=40, blank=True)
    rejection_text = models.CharField(_("rejection, in their words"), max_length=300, blank=True)
    rejections = models.PositiveSmallIntegerField(_("rejections"), default=0)
    escalated = models.BooleanField(_("for a supervisor"), default=False, help_text=_("Rejected too often."))
    chased_on = models.DateField(_("chased on"), null=True, blank=True)
    put_offs = models.PositiveSmallIntegerField(
        _("put off how often"), default=0, help_text=_("By the clock alone, since somebody last chose the day.")
    )
    chases = models.PositiveSmallIntegerField(_("chased how often"), default=0, help_text=_("Since it was last sent."))

    class Meta(Record.Meta):
        abstract = True
