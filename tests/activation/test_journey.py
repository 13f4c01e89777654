"""From prospect to working line as the article tells it, day by day, with the batches of each day.

D is the day of the subscription. The withdrawal period is of seven days, as in the article.
"""

from dataclasses import dataclass

import pytest

from activation.models import Subscription
from activation.tasks import (
    free_positions,
    remind_incumbent,
    retry_allocations,
    send_shipments,
    send_unbundling_orders,
)
from tests.activation.factories import OfferFactory
from tests.activation.lines import pools, stock
from tests.activation.place import (
    acknowledge,
    at,
    day,
    events,
    fail,
    fresh,
    order_of,
    orders_of,
    refuse,
    report,
    said,
    someone,
    withdrawal,
)

SERVICES = {"dhcp", "mer", "voip"}
TELEVISION = {"multicast", "tv_user"}


@pytest.fixture
def house(exchange):
    withdrawal(7)
    pools()
    stock()


@dataclass
class Told:
    """A subscriber, and the day on which we look."""

    line: Subscription
    today: int = -1

    def until(self, number: int) -> "Told":
        """The batches of each day run, at their hours, up to the evening of D + number."""
        while self.today < number:
            self.today += 1
            for batch, hour, minute in (
                (free_positions, 5, 10),
                (send_shipments, 6, 30),
                (send_unbundling_orders, 6, 40),
                (remind_incumbent, 7, 50),
                (retry_allocations, 20, 0),
            ):
                batch(now=at(day(self.today), hour, minute))
        return self

    @property
    def state(self) -> str:
        return fresh(self.line).state

    @property
    def order(self) -> str:
        return order_of(self.line).state

    def works(self) -> set[str]:
        """The resources that are allocated."""
        return set(self.line.allocations.filter(status="allocated").values_list("kind", flat=True))

    def posted(self) -> dict[str, int]:
        """What left, and how many days after D."""
        return {one.kind: (one.sent_on - day(0)).days for one in self.line.shipments.exclude(sent_on=None)}


def test_partial_with_television(house):
    it = Told(someone(OfferFactory(partial=True, television=True)))

    it.until(0)
    assert (it.state, it.order, it.works(), it.posted()) == ("prospect", "due", set(), {})
    it.until(1)  # the order leaves, the low-speed access opens, the letter and the modem are posted
    assert (it.state, it.order, it.works()) == ("ordered", "sent", {"low_speed"})
    assert it.posted() == {"letter": 1, "modem": 1}
    it.until(2)
    assert it.posted() == {"letter": 1, "modem": 1, "tv_decoder": 2}
    assert it.line.shipments.get(kind="modem").expected_on == day(4)

    acknowledge(order_of(it.line), at(day(2), 21))
    it.until(6)
    assert (it.state, it.order, it.works()) == ("ordered", "acknowledged", {"low_speed"})

    report(order_of(it.line), at(day(7), 4), done_on=day(6).isoformat())
    assert it.state == "activating"
    it.until(7)  # everything is allocated, and takes the place of the low-speed access
    assert it.state == "active"
    it.until(8)
    assert it.works() == SERVICES | TELEVISION
    assert events(it.line) == ["prospect", "ordered", "activating", "activated"]
    assert events(order_of(it.line)) == ["due", "sent", "acknowledged", "done"]


def test_full_without_television(house):
    it = Told(someone())

    it.until(6)
    assert (it.state, it.order, it.posted()) == ("prospect", "held", {"letter": 1})
    it.until(7)  # the withdrawal period is over
    assert (it.state, it.order, it.works()) == ("ordered", "sent", {"low_speed"})
    assert it.posted() == {"letter": 1}, "nothing bulky leaves before the withdrawal period ends"
    it.until(9)
    assert it.posted() == {"letter": 1, "modem": 8}

    acknowledge(order_of(it.line), at(day(9), 21))
    report(order_of(it.line), at(day(14)))
    it.until(15)
    assert (it.state, it.works()) == ("active", SERVICES)


def test_full_with_television_posts_its_decoder_on_the_ninth_day(house):
    it = Told(someone(OfferFactory(television=True))).until(10)
    assert it.posted() == {"letter": 1, "modem": 8, "tv_decoder": 9}


def test_full_with_the_withdrawal_waived_leaves_the_next_day(house):
    it = Told(someone(waived=True)).until(1)
    assert (it.order, it.posted()) == ("sent", {"letter": 1, "modem": 1})


def test_the_line_works_and_nobody_reports_it(house):
    """No report, no activation; from the fifteenth day on, a reminder every day, Sundays included."""
    it = Told(someone(OfferFactory(partial=True))).until(1)
    acknowledge(order_of(it.line), at(day(2), 21))
    reminded = lambda: [message.fields["days"] for message in said("access_reminder")]  # noqa: E731

    it.until(15)
    assert (it.works(), reminded()) == ({"low_speed"}, [])
    it.until(16)
    assert (it.works(), reminded()) == ({"low_speed"}, ["15"])
    it.until(18)
    assert reminded() == ["15", "16", "17"]
    it.until(41)
    assert (it.state, it.works()) == ("ordered", {"low_speed"})
    assert reminded() == [str(number) for number in range(15, 41)]

    report(order_of(it.line), at(day(42), 4))
    it.until(44)
    assert (it.state, it.works(), len(reminded())) == ("active", SERVICES, 26)


def test_an_address_that_is_wrong_is_corrected_on_the_telephone(house):
    from activation.correcting import correct, note_call
    from bascule.lifecycle import SYSTEM

    it = Told(someone(OfferFactory(partial=True))).until(1)
    refuse(order_of(it.line), "E-ADDRESS", at(day(2), 21))
    it.until(2)
    assert it.state == "waiting_for_customer"
    note_call(it.line, "no_answer", by=SYSTEM, now=at(day(3)))
    address = {"line1": "14 rue des Lilas", "line2": "", "postal_code": "75011", "city": "Paris"}
    correct(fresh(it.line), {"address": address}, by=SYSTEM, now=at(day(4)))
    it.until(5)
    assert (it.state, it.order, order_of(it.line).attempt) == ("ordered", "sent", 1)
    report(order_of(it.line), at(day(9), 4))
    it.until(10)
    assert (it.state, it.works()) == ("active", SERVICES)


def test_a_line_of_another_is_ordered_four_times_and_then_the_customer_is_called(house):
    it = Told(someone(OfferFactory(partial=True)))
    for attempt, sent_on in ((1, 1), (2, 7), (3, 13), (4, 19)):
        it.until(sent_on)
        assert (order_of(it.line).attempt, it.order) == (attempt, "sent")
        fail(order_of(it.line), "E-HELD", at(day(sent_on + 5), 21))
    it.until(30)
    assert (it.state, fresh(it.line).waits_for, len(orders_of(it.line))) == ("waiting_for_customer", "held_by_other", 4)


def test_who_withdraws_in_time_has_ordered_nothing(house):
    from activation.changing import cancel
    from bascule.lifecycle import SYSTEM

    it = Told(someone(OfferFactory(television=True))).until(5)
    cancel(it.line, by=SYSTEM, now=at(day(5), 21), reason="customer_withdrew")
    it.until(20)
    assert (it.state, it.order, it.posted(), said()) == ("cancelled", "cancelled", {"letter": 1}, [])
    assert set(it.line.shipments.values_list("status", flat=True)) == {"sent", "recalled"}
