"""The story told in order: each act at its own business time, and the batches every morning between them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from operator import itemgetter

from django.contrib.auth.models import User
from django.utils import timezone

from bascule.lifecycle import perform
from bascule.workdays import Area, WorkingDay, is_working_day
from operators.numbering import parse_number, parse_numbers, parse_paste
from portability.demo import endings, other_side
from portability.demo.cast import Cast
from portability.demo.days import Days, first_day
from portability.demo.parts import Act, Part
from portability.demo.story import SCENES, Scene
from portability.inventories import enter_list
from portability.models import Quote
from portability.ordering import Order, order
from portability.quoting.asked import Asked
from portability.quoting.record import make_quote
from portability.tasks import expire_quotes

MORNING = "06:10"


def tell(cast: Cast, now: datetime, days: int = 0, parts: Sequence[Part] = ()) -> None:
    """Everything that happened until `now`, the oldest first; with `days`, beside working days that are played."""
    acts = [act for scene in SCENES for act in Telling(cast, now, scene).acts(by_hand=not days)]
    for part in parts:
        acts += part.acts(cast, now, first_day(now, days))
    if days:
        acts += played(cast, now, days, parts)
    else:
        acts += mornings(now)
    acts += endings.acts(cast, now, played=bool(days))
    for _moment, act in sorted(acts, key=itemgetter(0)):
        act()


def mornings(now: datetime) -> Iterator[Act]:
    """Offers expire, whatever else is played."""
    for days in range(max(scene.days for scene in SCENES) + 1):
        morning = hour_of(now, days, MORNING)
        yield morning, partial(expire_quotes, now=morning)


def played(cast: Cast, now: datetime, days: int, parts: Sequence[Part]) -> list[Act]:
    """So many working days against other sides that start with them."""
    return list(Days(cast, now, days, other_side.open_anew(days, parts)).acts())


def hour_of(now: datetime, days: int, at: str, *, at_work: bool = False) -> datetime:
    """An hour of Paris so many days ago, never later than `now`; `at_work` takes the last day that people worked."""
    day = timezone.localdate(now) - timedelta(days=days)
    while at_work and not is_working_day(day, WorkingDay.OUVRE, Area.METROPOLE):
        day -= timedelta(days=1)
    return min(datetime.combine(day, time.fromisoformat(at), timezone.get_default_timezone()), now)


class Telling:
    """One scene, turned into acts."""

    def __init__(self, cast: Cast, now: datetime, scene: Scene) -> None:
        self.cast, self.now, self.scene = cast, now, scene
        self.by = cast.people[scene.by]
        self.quote: Quote | None = None

    def acts(self, *, by_hand: bool) -> Iterator[Act]:
        """What happens in the scene; the donor's list comes `by_hand` where nobody plays the donor."""
        yield self.after(0), self.ask
        if self.scene.listed and by_hand:
            yield self.after(1), self.receive_list
        if self.scene.ordered:
            yield self.after(0) + timedelta(microseconds=1), self.order
        if self.scene.declined:
            yield self.after(self.scene.declined[0]), self.decline

    def after(self, days: int) -> datetime:
        """The hour of the scene some days later. Machines ask on any day, people when they are at work."""
        days = self.scene.days - days
        return hour_of(self.now, days, self.scene.at, at_work=days > 0 and isinstance(self.by, User))

    def ask(self) -> None:
        scene, customer = self.scene, self.cast.customers[self.scene.customer]
        asked = Asked(
            partner=customer.partner,
            customer=customer,
            entries=parse_paste(scene.numbers),
            main_number=parse_number(scene.main) if scene.main else "",
            keep_with_donor=[entry.national or "" for entry in parse_numbers(scene.keep.split())],
            donor=self.cast.operators[scene.donor] if scene.donor else None,
            inventory=scene.inventory,
            external_reference=scene.their_reference,
        )
        self.quote = make_quote(asked, by=self.by, now=self.after(0))

    def receive_list(self) -> None:
        """The donor tells it by telephone, unless its answer has come in a file already."""
        if self.quote and self.quote.inventories.awaited().exists():
            enter_list(self.quote, parse_paste(self.scene.listed), by=self.by, now=self.after(1))

    def order(self) -> None:
        """On the first day possible, with a mandate signed that morning."""
        quote, now = self.quote, self.after(0)
        if quote and quote.price is not None and quote.earliest_date:
            wanted = Order(quote.earliest_date, quote.price, mandate_signed_on=timezone.localdate(now))
            order(quote, wanted, by=self.by, now=now)

    def decline(self) -> None:
        if self.quote and self.scene.declined:
            days, reason, note = self.scene.declined
            private = {"note": note}
            perform(self.quote, "decline", by=self.by, now=self.after(days), reason=reason, private=private)
