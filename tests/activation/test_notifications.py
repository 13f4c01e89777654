"""E-mails about lines: customers and staff, each told once."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as post
from time_machine import travel

from activation.models import OrderState, Subscription, UnbundlingOrder
from activation.takeovers import open_file
from bascule.lifecycle import SYSTEM, perform
from operators.models import MailMark, Operator
from operators.tasks import send_mails
from tests.activation.factories import PositionFactory, SubscriptionFactory, UnbundlingOrderFactory
from tests.factories import CustomerFactory, OperatorFactory, UserFactory
from tests.portability.world import NOW

pytestmark = pytest.mark.django_db
CUSTOMER = "contact@lilas.example"


@pytest.fixture(autouse=True)
def monday() -> Any:
    with travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def switched_on(monday: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Inside the one transaction of a test nothing is ever settled; people are told of what happens from here on."""
    monkeypatch.setattr("operators.notifications.writing.settled_before", lambda: 2**62)
    OperatorFactory(own=True)
    UserFactory(groups=["activation agent"], email="samia@basc.example")
    UserFactory(groups=["agent"], email="agent@basc.example")
    send_mails(now=NOW)


def run() -> list[tuple[str, str]]:
    post.outbox.clear()
    send_mails(now=NOW)
    return [(one.to[0], one.subject) for one in post.outbox]


def order(state: str = "due", **fields: Any) -> UnbundlingOrder:
    fields = {"subscription__customer": CustomerFactory(email=CUSTOMER), **fields}
    made = UnbundlingOrderFactory(**{state: True}, subscription__line_number="0199005000", **fields)
    PositionFactory(strip__dslam__exchange=made.exchange, state="reserved", subscription=made.subscription)
    return made


def prospect(**fields: Any) -> UnbundlingOrder:
    known = {"ordered": False, "expected_on": NOW.date() + timedelta(days=8), **fields}
    return order(**{f"subscription__{name}": value for name, value in known.items()})


def test_ordered_with_the_day_on_which_it_usually_works() -> None:
    made = prospect()
    perform(made, "send", by=SYSTEM, now=NOW)
    assert run() == [(CUSTOMER, f"Votre ligne est commandée ({made.subscription.reference})")]
    body = post.outbox[0].body
    assert "01 99 00 50 00" in body
    assert "mardi 1er décembre 2026" in body
    assert made.subscription.offer.name_fr in body
    assert run() == []


def test_to_call_with_the_reason_in_words() -> None:
    made = order("sent")
    perform(made, "refuse", by=SYSTEM, now=NOW, code="address_mismatch", reason="address_mismatch")
    assert run() == [(CUSTOMER, f"Votre ligne {made.subscription.reference} : nous devons vous joindre")]
    assert "Adresse différente" in post.outbox[0].body


def test_the_line_works_is_told_once_whatever_the_offer_becomes() -> None:
    line = SubscriptionFactory(
        state="activating", line_number="0199005000", ordered_at=NOW, customer=CustomerFactory(email=CUSTOMER)
    )
    perform(line, "finish", by=SYSTEM, now=NOW)
    assert run() == [(CUSTOMER, f"Votre ligne fonctionne ({line.reference})")]
    assert "télévision" not in post.outbox[0].body
    later = NOW + timedelta(minutes=1)
    perform(line, "change_offer", by=SYSTEM, now=later, offer="same", private={"changes": {"offer_id": line.offer_id}})
    if Subscription.objects.get().state == "activating":
        perform(line, "finish", by=SYSTEM, now=later)
    assert run() == []


def test_not_made_and_ordered_again_by_itself() -> None:
    made = order("acknowledged")
    perform(made, "fail", by=SYSTEM, now=NOW, code="held_by_other", reason="held_by_other")
    assert UnbundlingOrder.objects.filter(replaces=made, state=OrderState.DUE).exists()
    assert run() == [(CUSTOMER, f"Votre ligne {made.subscription.reference} prend du retard")]


def test_not_made_for_the_last_time_is_a_call_and_no_delay() -> None:
    made = order("acknowledged", attempt=4)
    perform(made, "fail", by=SYSTEM, now=NOW, code="held_by_other", reason="held_by_other")
    assert run() == [(CUSTOMER, f"Votre ligne {made.subscription.reference} : nous devons vous joindre")]


def test_a_line_taken_by_mistake_is_told_to_those_who_end_it(settings: Any) -> None:
    settings.PUBLIC_URL = "https://desk.example"
    line = SubscriptionFactory(active=True, line_number="0199005000", customer=CustomerFactory(email=CUSTOMER))
    opened = open_file("0199005000", side="taken_from_us", other=OperatorFactory(name="OVH"), by=SYSTEM, now=NOW)
    assert line.takeovers.get() == opened
    subject = f"{opened.reference} : écrasement à tort de la ligne 01 99 00 50 00"
    assert run() == [("samia@basc.example", subject)]
    assert "mardi 1er décembre 2026" in post.outbox[0].body
    assert f"https://desk.example/line-takeovers/{opened.reference}/" in post.outbox[0].body


def test_the_customers_of_partners_hear_it_from_their_partner() -> None:
    partner = Operator.objects.create(code="NWOT", name="Netwo")
    customer = CustomerFactory(email=CUSTOMER, partner=partner)
    perform(order(subscription__ordered=False, subscription__customer=customer), "send", by=SYSTEM, now=NOW)
    assert run() == []


def test_never_twice_for_one_line_of_the_history() -> None:
    perform(prospect(), "send", by=SYSTEM, now=NOW)
    assert len(run()) == 1
    MailMark.objects.update(tx=0, line=0)
    assert run() == []


def test_many_cost_what_one_costs(django_assert_max_num_queries: Any) -> None:
    from operators.notifications import write_mails

    def some(count: int) -> None:
        for place in range(count):
            made = UnbundlingOrderFactory(
                due=True, subscription__ordered=False, subscription__customer=CustomerFactory(email=CUSTOMER)
            )
            PositionFactory(
                strip__dslam__exchange=made.exchange, state="reserved", subscription=made.subscription, number=place + 1
            )
            perform(made, "send", by=SYSTEM, now=NOW)

    some(1)
    with django_assert_max_num_queries(30) as one:
        write_mails(NOW)
    some(9)
    with django_assert_max_num_queries(len(one)):
        write_mails(NOW)
