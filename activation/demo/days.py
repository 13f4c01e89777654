"""Days of those who sell lines and bring them to life: people subscribe, are called, change their mind."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.utils import timezone
from django_fsm import TransitionNotAllowed

from activation import changing, correcting, shipping
from activation.changing import EndReason
from activation.commenting import comment
from activation.demo.people import Newcomer, Newcomers
from activation.demo.people import line_number as line_of
from activation.models import LineField, Offer, Outcome, Shipment, Subscription, SubscriptionState, Takeover
from activation.reasons import by_code
from activation.subscribing import subscribe
from bascule.lifecycle import perform
from bascule.rules import RuleRefused
from bascule.workdays import Area, WorkingDay, is_working_day
from operators.exchange.simulator.lines import line_facts
from operators.numbering import parse_numbers
from portability import rio
from portability.demo.cast import Cast
from portability.demo.parts import Act
from portability.models import PortIn
from portability.ordering import Order, order
from portability.quoting.asked import Asked
from portability.quoting.record import make_quote

CALLS, PARCELS, CHANGES = (time(10, 45), time(15, 20)), time(16, 40), time(17, 5)
LIVES_HERE_BEFORE_LEAVING = timedelta(days=12)
HOPELESS = {3: "0199009913", 4: "0199009916", 5: "0199009914", 6: "0199009918", 7: "0199009915"}
"""So many days before the end, lines that the simulator always refuses or cannot wire."""
LEFT = timedelta(days=4)
"""Who came to wait within these days is left to whoever looks at the demonstration."""
OTHER_LINES = 5700
"""The numbers that people give instead of those they had mistyped."""


@dataclass(slots=True)
class LineDays:
    """Every day from the first one up to `now`."""

    cast: Cast
    now: datetime
    first: date
    newcomers: Newcomers = field(init=False)
    offers: dict[str, Offer] = field(init=False)
    next_line: int = OTHER_LINES

    def __post_init__(self) -> None:
        self.newcomers = Newcomers(self.cast)
        self.offers = {offer.code: offer for offer in Offer.objects.all()}

    @property
    def agent(self) -> Any:
        return self.cast.people["activation"]

    def acts(self) -> Iterator[Act]:
        day, last = self.first, timezone.localdate(self.now)
        while day <= last:
            if is_working_day(day, WorkingDay.OUVRE, Area.METROPOLE):
                yield from (one for one in self.of(day) if one[0] <= self.now)
            day += timedelta(days=1)

    def of(self, day: date) -> Iterator[Act]:
        newcomers = [*self.newcomers.of(day), *self.hopeless(day)]
        for newcomer in newcomers:
            yield at(day, newcomer.hour), partial(self.subscribe, newcomer, at(day, newcomer.hour))
        for hour in CALLS:
            yield at(day, hour), partial(self.call_everybody, at(day, hour))
        yield at(day, PARCELS), partial(self.follow_parcels, at(day, PARCELS))
        yield at(day, CHANGES), partial(self.change_some, at(day, CHANGES))

    def hopeless(self, day: date) -> list[Newcomer]:
        """Shortly before the end, so that somebody waits for a call whatever the days were like."""
        defect = HOPELESS.get((timezone.localdate(self.now) - day).days)
        return [self.newcomers.hopeless(day, defect)] if defect else []

    def share(self, *about: object) -> float:
        return self.newcomers.seed.share(*about)

    def subscribe(self, newcomer: Newcomer, moment: datetime) -> None:
        """Some cannot: no position is left, or no copper is sold there any more."""
        with suppress(RuleRefused):
            subscribe(
                newcomer.customer,
                self.offers[newcomer.offer],
                newcomer.line_number,
                channel=newcomer.channel,
                by=newcomer.by,
                now=moment,
                waived=newcomer.waived,
                port_in=self.port_in(newcomer, moment) if newcomer.port else None,
                external_reference=newcomer.reference,
            )

    def port_in(self, newcomer: Newcomer, moment: datetime) -> PortIn | None:
        """The number of the line comes along: it is quoted and ordered as every other one, by those who sell ports."""
        number, ours = newcomer.line_number, newcomer.customer.partner.is_own
        by = self.cast.people["agent"] if ours else newcomer.by
        newcomer.customer.save()
        asked = Asked(
            partner=newcomer.customer.partner,
            customer=newcomer.customer,
            entries=parse_numbers([number]),
            rios={number: str(rio.make("F0", "R", number[-6:], number))},
            external_reference=newcomer.reference,
        )
        quote = make_quote(asked, by=by, now=moment)
        if quote.price is None or quote.earliest_date is None:
            return None
        wanted = Order(day=quote.earliest_date, accept_price=quote.price, mandate_signed_on=timezone.localdate(moment))
        return order(quote, wanted, by=by, now=moment)[0]

    def call_everybody(self, moment: datetime) -> None:
        """Who waits is called, but for those who are left to be called on screen."""
        today = timezone.localdate(moment)
        waiting = Subscription.objects.to_call().select_related("customer", "offer").order_by("reference")
        reasons = by_code(waiting.values_list("waits_for", flat=True))
        for one in waiting:
            early = one.call_again_on and one.call_again_on > today
            if not early and self.now - one.state_since > LEFT:
                self.call(one, reasons[one.waits_for], moment)
        for takeover in Takeover.objects.filter(state="open", state_since__lt=moment - timedelta(days=4)):
            perform(takeover, "restore", by=self.cast.people["superviseur"], now=moment)

    def call(self, one: Subscription, reason: Any, moment: datetime) -> None:
        """Most answer and are ordered again; some are not there, some withdraw, some can have no line."""
        mood = self.share("call", one.reference, one.calls_made)
        if mood < 0.3 and one.calls_made < 3:
            correcting.note_call(one, Outcome.NO_ANSWER, by=self.agent, now=moment)
        elif mood > 0.94:
            note = "Préfère attendre la fibre."
            correcting.note_call(one, Outcome.WITHDREW, note=note, by=self.agent, now=moment)
        else:
            try:
                correcting.correct(one, self.correction(one, reason), by=self.agent, now=moment)
            except RuleRefused as refused:
                changing.cancel(one, reason=EndReason.NO_LINE, by=self.agent, now=moment)
                comment(one, str(refused.message), by=self.agent, now=moment)

    def correction(self, one: Subscription, reason: Any) -> dict[str, Any]:
        """What the customer says on the telephone, where the reason lets it be corrected."""
        fields = reason.correctable_fields
        listed = line_facts(one.line_number, one.customer.postal_code).listed_line1
        if LineField.ADDRESS in fields:
            return {LineField.ADDRESS: {"line1": listed}} if listed else {}
        if LineField.LINE_NUMBER in fields:
            self.next_line += 1
            return {LineField.LINE_NUMBER: line_of(self.next_line)}
        return {}

    def follow_parcels(self, moment: datetime) -> None:
        """Most arrive, some come back and are sent again; what should have come today is not known yet."""
        for parcel in Shipment.objects.late(timezone.localdate(moment)).order_by("pk"):
            mood = self.share("parcel", parcel.pk)
            if mood < 0.93:
                shipping.note_delivered(parcel, moment)
            elif mood < 0.97:
                returned = shipping.note_returned(parcel, moment, "Destinataire absent, non réclamé")
                if parcel.subscription.state in SubscriptionState.live():
                    shipping.send_again(returned, moment)

    def change_some(self, moment: datetime) -> None:
        """Prospects withdraw; lines that work are suspended, taken up again, given another offer, or given up."""
        today = timezone.localdate(moment)
        for one in Subscription.objects.under_way().filter(state=SubscriptionState.PROSPECT).order_by("reference"):
            if self.share("withdraws", one.reference, today) < 0.01:
                changing.cancel(one, reason=EndReason.CUSTOMER_ASKED, by=self.agent, now=moment)
        for one in Subscription.objects.filter(state=SubscriptionState.SUSPENDED).order_by("reference"):
            if self.share("pays", one.reference, today) < 0.25:
                changing.resume(one, by=self.agent, now=moment)
        old = moment - LIVES_HERE_BEFORE_LEAVING
        working = Subscription.objects.filter(state=SubscriptionState.ACTIVE, state_since__lt=old)
        for one in working.select_related("offer").order_by("reference"):
            with suppress(RuleRefused, TransitionNotAllowed):
                self.change(one, self.share("changes", one.reference, today), moment)

    def change(self, one: Subscription, mood: float, moment: datetime) -> None:
        if mood < 0.002:
            changing.suspend(one, reason=EndReason.UNPAID, by=self.agent, now=moment)
        elif mood < 0.004:
            changing.terminate(one, reason=EndReason.CUSTOMER_ASKED, by=self.agent, now=moment)
        elif mood < 0.006 and not one.offer.tv and f"-{one.offer.unbundling}" in one.offer.code:
            other = self.offers[one.offer.code.replace("dsl-", "dsl-tv-")]
            changing.change_offer(one, other, by=self.agent, now=moment)


def at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, timezone.get_default_timezone())
