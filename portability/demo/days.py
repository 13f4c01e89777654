"""Working days that are really played: people order, batches run, the other side answers in files, time passes."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.utils import timezone
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import perform
from bascule.models import Life
from bascule.rules import RuleRefused
from bascule.schedules import Planned, planned
from bascule.workdays import Area, WorkingDay, is_working_day, previous_working_day
from operators.exchange.simulator.together import Player
from operators.models import Message, MessageStatus, Way
from portability import rio
from portability.conduct import ActReason, act
from portability.demo import endings, leaving
from portability.demo.cast import Cast
from portability.demo.customers import Demands
from portability.demo.parts import Act
from portability.models import PortIn, Quote
from portability.models.port_in_state import Cutover, PortInState
from portability.ordering import Order, order, total_with_options
from portability.quoting.record import make_quote
from portability.rejections import correct

EXCHANGE = "read-inbox"
NOT_PLAYED = {"send-mails", "deliver-webhooks"}
"""What tells people of today: nobody is told of the past."""
EVERY = 3
"""Hours after which the post is looked at though nothing came and nothing waits."""
OFTEN = 30
"""A batch that runs more often in a day follows the post, after the exchange: most of its runs would find nothing."""
ROUNDS = (time(9, 40), time(14, 25))
"""When an agent goes through what waits."""
OPENS, CLOSES = 7, 20
PATIENCE = timedelta(days=14)
PATIENCE_WITH_TAKERS = timedelta(days=5)
NO_ANSWER = "Le donneur ne répond plus : le client préfère recommencer avec un nouveau mandat."


@dataclass(slots=True)
class Days:
    """So many working days up to `now`, with others on the other side of the files."""

    cast: Cast
    now: datetime
    count: int
    others: Player
    demands: Demands = field(init=False)
    by_clock: list[Planned] = field(init=False, default_factory=list)
    by_post: list[Planned] = field(init=False, default_factory=list)
    offers: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.demands = Demands(self.cast)
        today = timezone.localdate(self.now)
        for batch in planned().values():
            if batch.name not in NOT_PLAYED:
                is_often = len(batch.moments(today)) > OFTEN
                (self.by_post if is_often else self.by_clock).append(batch)
        self.by_post.sort(key=lambda batch: batch.name != EXCHANGE)

    def acts(self) -> Iterator[Act]:
        """Everything that happens of itself on these days; what the story tells comes between."""
        day, last = first_day(self.now, self.count), timezone.localdate(self.now)
        while day <= last:
            acts = [*self.batches(day), *self.post(day)]
            if is_working_day(day, WorkingDay.OUVRE, Area.METROPOLE):
                acts += [*self.orders(day), *self.rounds(day)]
            yield from (one for one in acts if one[0] <= self.now)
            day += timedelta(days=1)

    def batches(self, day: date) -> Iterator[Act]:
        """Every run of a day of the batches that go by the clock."""
        for batch in self.by_clock:
            yield from ((moment, partial(batch.run, moment)) for moment in batch.moments(day))

    def post(self, day: date) -> Iterator[Act]:
        """Every hour when people work; a few times when nobody does."""
        works = is_working_day(day, WorkingDay.OUVRE, Area.METROPOLE)
        for hour in range(OPENS, CLOSES) if works else (OPENS, 12, 18):
            moment = at(day, time(hour, 4))
            yield moment, partial(self.exchange, moment)

    def exchange(self, moment: datetime) -> None:
        """What the other side has done until then comes in, and what waits here goes out.

        When nothing has come and nothing waits, only every third hour: most hours have nothing, and take their time.
        """
        came, in_turn = self.others.play(moment).anything, moment.hour % EVERY == 0
        if came or in_turn or Message.objects.filter(way=Way.OUT, status=MessageStatus.WAITING).exists():
            for batch in self.by_post:
                batch.run(moment)

    def orders(self, day: date) -> Iterator[Act]:
        for demand in self.demands.of(day):
            yield at(day, demand.hour), partial(self.ask, demand, at(day, demand.hour))

    def ask(self, demand: Any, moment: datetime) -> None:
        """Somebody asks for a quote, and most order at once."""
        quote = make_quote(demand.asked, by=demand.by, now=moment)
        if quote.price is None or quote.earliest_date is None:
            return
        if not demand.orders:
            self.offers.append(quote.pk)
            return
        wanted = Order(
            day=demand.day_from(quote.earliest_date),
            accept_price=total_with_options(quote, demand.options),
            cutover=Cutover.LIVE if demand.options else Cutover.AUTOMATIC,
            window=demand.window,
            options=list(demand.options),
            mandate_signed_on=timezone.localdate(moment),
            mandate_reference=demand.mandate,
        )
        with suppress(RuleRefused):  # a number that somebody else has ordered since: the offer stays open
            order(quote, wanted, by=demand.by, now=moment)

    def rounds(self, day: date) -> Iterator[Act]:
        for hour in ROUNDS:
            yield at(day, hour), partial(self.work, at(day, hour))

    def work(self, moment: datetime) -> None:
        """An agent goes through the rejected, the cut-overs and the incidents; a supervisor through the hard ones."""
        agent, supervisor = self.cast.people["agent"], self.cast.people["superviseur"]
        today = timezone.localdate(moment)
        for port_in in PortIn.objects.filter(state=PortInState.REJECTED).order_by("reference"):
            self.answer_rejection(port_in, supervisor if port_in.escalated else agent, moment)
        live = PortIn.objects.filter(state=PortInState.READY, cutover=Cutover.LIVE, go_at=None, scheduled_on=today)
        for port_in in live.filter(due_at__gte=moment).order_by("reference"):
            self.cut_over(port_in, agent, moment)
        for port_in in PortIn.objects.filter(state=PortInState.INCIDENT).order_by("reference"):
            self.end_incident(port_in, supervisor, moment)
        forgotten = PortIn.objects.filter(state=PortInState.ACKNOWLEDGED, due_at__lt=moment - PATIENCE)
        for port_in in forgotten.order_by("reference"):
            act(port_in, "cancel", by=supervisor, now=moment, said=NO_ANSWER)
        leaving.work(agent, moment, self.waits_for_today)
        endings.settle(supervisor, moment, PATIENCE_WITH_TAKERS)
        for quote in self.demands.declined(Quote.objects.open().filter(pk__in=self.offers), today):
            perform(quote, "decline", by=agent, now=moment, reason="price")

    def answer_rejection(self, port_in: PortIn, by: Any, moment: datetime) -> None:
        """Most are sent again after a call; some customers give up."""
        if moment - port_in.state_since < timedelta(hours=2) or self.waits_for_today(port_in):
            return
        if self.demands.share("gives up", port_in.reference, port_in.rejections) < 0.12:
            act(port_in, "cancel", by=by, now=moment, said=ActReason.CUSTOMER_WITHDREW)
            return
        with suppress(RuleRefused, TransitionNotAllowed):
            correct(port_in, self.correction(port_in, moment), by=by, now=moment)

    def correction(self, port_in: PortIn, moment: datetime) -> dict[str, Any]:
        """What the customer says on the telephone, where the reason asks for something."""
        if port_in.rejection_code == "rio_invalid":
            numbers = dict(port_in.numbers.exclude(rio="").values_list("national", "rio"))
            return {"rios": {number: new_rio(number, text) for number, text in numbers.items()}}
        if port_in.rejection_code in {"incomplete_request", "mandate_invalid"}:
            return {"mandate_reference": f"{port_in.mandate_reference}-{port_in.rejections + 1}"}
        if port_in.rejection_code == "date_impossible":
            return {"date": in_a_week(moment)}
        return {}

    def cut_over(self, port_in: PortIn, by: Any, moment: datetime) -> None:
        """The customer is called: most are ready, some ask for another day, some cannot be reached."""
        if self.waits_for_today(port_in):
            return
        mood = self.demands.share("ready", port_in.reference, port_in.scheduled_on)
        if mood < 0.8:
            act(port_in, "go", by=by, now=moment)
        elif mood < 0.9:
            act(port_in, "no_go", by=by, now=moment, said=ActReason.CUSTOMER_NOT_READY, scheduled_on=in_a_week(moment))

    def end_incident(self, port_in: PortIn, by: Any, moment: datetime) -> None:
        if moment - port_in.state_since < timedelta(hours=1) or self.waits_for_today(port_in):
            return
        if self.demands.share("reverse", port_in.reference) < 0.3:
            act(port_in, "reverse", by=by, now=moment, said=ActReason.NUMBERS_DEAD)
        else:
            act(port_in, "resolve", by=by, now=moment)

    def waits_for_today(self, record: Life) -> bool:
        """What came on the last day is left to whoever looks at the demonstration."""
        return timezone.localdate(record.state_since) == timezone.localdate(self.now)


def first_day(now: datetime, count: int) -> date:
    """The day on which so many working days up to `now` begin."""
    day = timezone.localdate(now)
    for _ in range(count):
        day = previous_working_day(day - timedelta(days=1), WorkingDay.OUVRE, Area.METROPOLE)
    return day


def new_rio(number: str, old: str) -> str:
    """Another RIO of the same line: the donor gives a new reference when the contract changes."""
    return str(rio.make(old[:2], old[2], f"N{old[4:9]}", number))


def at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, timezone.get_default_timezone())


def in_a_week(moment: datetime) -> date:
    day = timezone.localdate(moment) + timedelta(days=7)
    while not is_working_day(day, WorkingDay.OUVRE, Area.METROPOLE):
        day += timedelta(days=1)
    return day
