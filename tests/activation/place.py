"""A small world of lines: one exchange, its strip, the offers, and the incumbent on the other side.

Monday 23 November 2026, 10:00 in Paris, is "now"; `at(day, hour)` is another moment.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from activation.models import Exchange, Offer, Position, Subscription, UnbundlingOrder
from activation.subscribing import subscribe
from activation.tasks import remind_incumbent, send_unbundling_orders
from bascule.lifecycle import SYSTEM
from bascule.models import DatedSetting
from operators.exchange.uptake import take_up
from operators.models import Message, MessageStatus, Way
from tests.activation.factories import ExchangeFactory, OfferFactory, PositionFactory, StripFactory
from tests.factories import CustomerFactory, OperatorFactory

PARIS = ZoneInfo("Europe/Paris")
D = date(2026, 11, 23)
LINE = "0199000001"
ids = count(1)


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=PARIS)


def day(number: int) -> date:
    """D + so many days."""
    return D + timedelta(days=number)


def build(positions: int = 8, **exchange: Any) -> Exchange:
    """An exchange of ours with one strip."""
    OperatorFactory(own=True)
    OperatorFactory(code="FRTE", name="Orange")
    served = ExchangeFactory(**{"code": "75LIL", "name": "Paris Lilas", "postal_codes": ["75"], **exchange})
    strip = StripFactory(dslam__exchange=served, code="R001", size=max(positions, 1))
    for number in range(1, positions + 1):
        PositionFactory(strip=strip, number=number)
    return served


def withdrawal(days: int) -> None:
    """Seven days, as in the article."""
    DatedSetting.objects.filter(name="withdrawal_days").update(value=days)


def someone(offer: Offer | None = None, line_number: str = LINE, **said: Any) -> Subscription:
    """A customer of ours subscribes by web, on day D, to a full unbundling unless said otherwise."""
    given = {"channel": "web", "by": SYSTEM, "now": at(D)} | said
    customer = given.pop("customer", None) or CustomerFactory()
    return subscribe(customer, offer or OfferFactory(), line_number, **given)


def orders_of(subscription: Subscription) -> list[UnbundlingOrder]:
    return list(subscription.orders.order_by("created_at", "reference"))


def order_of(subscription: Subscription) -> UnbundlingOrder:
    """The last one."""
    return orders_of(subscription)[-1]


def fresh(record: Any) -> Any:
    return type(record).objects.get(pk=record.pk)


def send(on: date) -> str:
    return str(send_unbundling_orders(now=at(on, 6, 40)))


def remind(on: date) -> str:
    return str(remind_incumbent(now=at(on, 7, 50)))


def hear(kind: str, about: UnbundlingOrder | str, now: datetime, **fields: str) -> Mapping[str, Any]:
    """The incumbent says something; returns the problems, by message id."""
    message = Message(
        counterpart="incumbent",
        way=Way.IN,
        status=MessageStatus.DONE,
        message_id=f"F-{next(ids):06}",
        kind=kind,
        reference=str(about),
        fields=fields,
        at=now,
    )
    problems = take_up([message], now)
    for problem in problems.values():
        message.status, message.problem, message.problem_text = MessageStatus.QUARANTINED, problem.code, problem.text
    message.save()
    return problems


def acknowledge(order: UnbundlingOrder, now: datetime) -> Mapping[str, Any]:
    return hear("access_acknowledgement", order, now, result="ok")


def refuse(order: UnbundlingOrder, code: str, now: datetime, text: str = "") -> Mapping[str, Any]:
    return hear("access_acknowledgement", order, now, result="error", code=code, text=text)


def report(order: UnbundlingOrder, now: datetime, **fields: str) -> Mapping[str, Any]:
    return hear("completion_report", order, now, **{"result": "ok", **fields})


def fail(order: UnbundlingOrder, code: str, now: datetime, text: str = "") -> Mapping[str, Any]:
    return report(order, now, result="failed", code=code, text=text)


def line_of(offer: Offer | None = None, line_number: str = LINE, **said: Any) -> Subscription:
    """A line that the incumbent has made: ordered without a withdrawal period, acknowledged, reported."""
    subscription = someone(offer, line_number, waived=True, **said)
    tomorrow = subscription.subscribed_on + timedelta(days=1)
    send(tomorrow)
    acknowledge(order_of(subscription), at(tomorrow, 11))
    report(order_of(subscription), at(tomorrow + timedelta(days=5)))
    return fresh(subscription)


def said(kind: str = "") -> list[Message]:
    """What we said to the incumbent."""
    rows = Message.objects.filter(counterpart="incumbent", way=Way.OUT).order_by("pk")
    return list(rows.filter(kind=kind) if kind else rows)


def events(record: Any) -> list[str]:
    return [line.event.partition(".")[2] for line in record.history.all()]


def places() -> Iterator[tuple[int, str]]:
    yield from Position.objects.order_by("number").values_list("number", "state")
