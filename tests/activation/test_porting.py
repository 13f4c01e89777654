"""A line and the numbers that are ported to it, as one case."""

import pytest

from activation.changing import cancel
from activation.correcting import go_on_without_port
from activation.models import Subscription
from bascule.lifecycle import SYSTEM, perform
from bascule.rules import RuleRefused
from operators.models import Message
from portability.clock import end_windows, send_ordered, start_cutovers
from portability.conduct import act
from portability.models import Number, PortIn
from tests.activation.factories import OfferFactory
from tests.activation.place import (
    LINE,
    D,
    acknowledge,
    at,
    day,
    events,
    fresh,
    order_of,
    report,
    said,
    send,
    someone,
)
from tests.factories import CustomerFactory, OperatorFactory, PortInFactory, PortInNumberFactory, RoutingPrefixFactory

OTHER = "0199000500"
RIO = "FAKERIO00000"


@pytest.fixture
def ready(exchange):
    RoutingPrefixFactory(prefix="010999", operator=OperatorFactory(own=True))


def port_of(number=LINE, state="accepted", scheduled_on=None, **fields):
    port = PortInFactory(
        state=state,
        customer=CustomerFactory(),
        donor=OperatorFactory(code="FRTE"),
        routing_prefix="010999",
        scheduled_on=scheduled_on or day(14),
        rejection_code="rio_invalid" if state == "rejected" else "",
        created_at=at(D, 9),
        **fields,
    )
    PortInNumberFactory(port_in=port, national=number, rio=RIO)
    return port


def line_with(port, offer=None, **said):
    return someone(offer, customer=port.customer, port_in=port, **said)


def by_then(number):
    """A day passes at the portability desk."""
    start_cutovers(at(day(number), 8))
    end_windows(at(day(number), 12, 5))
    end_windows(at(day(number), 18, 5))


def test_the_number_of_the_very_line_moves_with_it(ready):
    """Full: the port waits for the line, the incumbent hears of it, and both are made on one day."""
    port = port_of()
    subscription = line_with(port)
    assert fresh(port).waits_for_line
    assert events(port) == ["waiting_for_line"]
    send(day(14))
    fields = said("access_order")[0].fields
    assert (fields["port_numbers"], fields["rio"]) == (LINE, RIO)
    assert fields["wanted_on"] == day(14).isoformat(), "nothing is wired before the donor lets go"
    acknowledge(order_of(subscription), at(day(15)))
    report(order_of(subscription), at(day(18), 15), done_on=day(18).isoformat())
    moved = fresh(port)
    assert (moved.state, moved.scheduled_on, moved.go_at) == ("ready", day(18), at(day(18), 15))
    assert events(port)[-3:] == ["rescheduled", "ready", "go"]
    [go] = Message.objects.filter(counterpart="clearing_house", kind="go")
    assert go.fields == {"date": day(18).isoformat()}
    assert fresh(subscription).state == "activating"


def test_while_it_waits_its_day_is_put_off_and_nobody_says_go(ready):
    port = port_of(scheduled_on=day(2), cutover="live", fallback="automatic")
    line_with(port)
    by_then(2)
    assert (fresh(port).state, fresh(port).scheduled_on, fresh(port).go_at) == ("accepted", day(3), None)
    assert port.history.last().reason == "line_not_ready"
    with pytest.raises(RuleRefused) as refused:
        act(fresh(port), "go", by=SYSTEM, now=at(day(3)))
    assert refused.value.code == "line_not_ready"


def test_numbers_of_another_line_are_ported_once_this_one_works(ready):
    port = port_of(OTHER, scheduled_on=day(5))
    subscription = line_with(port, OfferFactory(partial=True))
    send(day(1))
    assert "port_numbers" not in said("access_order")[0].fields
    by_then(5)
    assert fresh(port).go_at is None
    report(order_of(subscription), at(day(8)))
    assert (fresh(port).state, fresh(port).waits_for_line) == ("accepted", False)
    assert fresh(port).scheduled_on == day(9), "its day had passed"
    start_cutovers(at(day(9), 8))
    assert fresh(port).go_at == at(day(9), 8)


def test_a_day_that_is_still_to_come_is_kept(ready):
    port = port_of(OTHER, scheduled_on=day(10))
    subscription = line_with(port, OfferFactory(partial=True))
    send(day(1))
    report(order_of(subscription), at(day(4)))
    assert fresh(port).scheduled_on == day(10)
    by_then(10)
    assert fresh(port).go_at is not None


def test_a_partial_unbundling_takes_no_number_with_it(ready):
    subscription = line_with(port_of(), OfferFactory(partial=True))
    send(day(1))
    assert "port_numbers" not in said("access_order")[0].fields
    assert order_of(subscription).state == "sent"


def test_a_port_that_is_accepted_late_goes_its_own_way(ready):
    port = port_of(state="acknowledged")
    subscription = line_with(port)
    send(day(14))
    report(order_of(subscription), at(day(18)))
    assert (fresh(port).state, fresh(port).waits_for_line) == ("acknowledged", False)
    perform(port, "accept", by=SYSTEM, now=at(day(18), 11), scheduled_on=day(21))
    start_cutovers(at(day(21), 8))
    assert fresh(port).go_at is not None


def test_an_order_waits_for_a_refused_port_until_it_is_corrected(ready):
    port = port_of(state="rejected")
    subscription = line_with(port)
    assert "waiting for a port: 1" in send(day(14))
    assert (order_of(subscription).state, fresh(subscription).state) == ("due", "prospect")
    perform(port, "correct", by=SYSTEM, now=at(day(15)))
    send_ordered(at(day(15)))
    send(day(16))
    assert said("access_order")[0].fields["port_numbers"] == LINE


def test_or_until_it_is_dropped_expressly(ready):
    port = port_of(state="rejected")
    subscription = line_with(port)
    send(day(14))
    go_on_without_port(subscription, by=SYSTEM, now=at(day(14)))
    assert events(subscription) == ["prospect", "port_dropped"]
    send(day(15))
    assert "port_numbers" not in said("access_order")[0].fields
    report(order_of(subscription), at(day(19)))
    assert fresh(subscription).state == "activating"
    assert fresh(port).state == "rejected"


def test_a_refused_port_of_another_line_holds_nothing_up(ready):
    subscription = line_with(port_of(OTHER, state="rejected"))
    send(day(14))
    assert order_of(subscription).state == "sent"


def test_who_withdraws_withdraws_both(ready):
    port = port_of()
    subscription = line_with(port)
    cancel(subscription, by=SYSTEM, now=at(day(3)), reason="customer_withdrew")
    assert (fresh(port).state, port.history.last().reason) == ("cancelled", "customer_withdrew")


def test_what_was_split_from_a_port_waits_and_goes_on_with_it(ready):
    from portability.clearing_house.splitting import split

    port = port_of(OTHER, scheduled_on=day(20))
    PortInNumberFactory(port_in=port, national="0199000501")
    subscription = line_with(port, OfferFactory(partial=True))
    part = split(fresh(port), ["0199000501"], at(day(1)))
    assert fresh(part).waits_for_line
    send(day(1))
    report(order_of(subscription), at(day(4)))
    assert list(PortIn.objects.values_list("waits_for_line", flat=True)) == [False, False]


def refusal(port, **fields):
    with pytest.raises(RuleRefused) as refused:
        line_with(port, **fields)
    return refused.value.code, refused.value.field


def test_ports_that_cannot_wait(ready):
    assert refusal(port_of(OTHER, "ready")) == ("port_in_over", "port_in")
    assert refusal(port_of("0199000504", "completed", ported_on=D)) == ("port_in_over", "port_in")
    stranger = {"customer": CustomerFactory(partner=OperatorFactory())}
    with pytest.raises(RuleRefused) as refused:
        someone(port_in=port_of("0199000502"), **stranger)
    assert refused.value.code == "port_in_unknown"
    port = port_of("0199000503")
    line_with(port)
    assert refusal(fresh(port), line_number="0199000009") == ("port_in_taken", "port_in")
    assert Subscription.objects.count() == 1


def test_a_number_that_carries_a_line_says_so(ready):
    """Ours already, or ported to us after its line was made."""
    kept = Number.objects.create(national=LINE, created_at=at(D), updated_at=at(D), state_since=at(D))
    port = port_of()
    subscription = line_with(port)
    send(day(14))
    report(order_of(subscription), at(day(18)))
    assert fresh(kept).carries_access
    Number.objects.update(carries_access=False)
    perform(port, "execute", by=SYSTEM, now=at(day(18), 16))
    assert Number.objects.get().state == "active"
    assert Number.objects.get().carries_access
