"""Rows for the lists of the administration that no factory makes."""

from datetime import timedelta

from django.utils import timezone

from bascule.models import History, IdempotencyRecord, SavedView
from operators.models import Delivery, KeyUse, Mail, MailMark, UnusedNumbers, Webhook
from portability.models import ListedPort, NumberReturn, RegisterDifference, Restoration
from tests.factories import (
    ApiKeyFactory,
    CustomerFactory,
    ExchangeFileFactory,
    OperatorFactory,
    QuoteFactory,
    UserFactory,
)


def a_history_line(n: int) -> None:
    quote = QuoteFactory()
    line = {"kind": "quote", "record_id": quote.pk, "reference": quote.reference, "by": "system", "at": timezone.now()}
    History.objects.create(event="quote.expired", transition="expire", source="offered", target="expired", **line)


def a_difference(n: int) -> None:
    about = {"number": f"019900{n:04}", "kind": "missing_there", "ours": "010802", "found_at": timezone.now()}
    RegisterDifference.objects.create(file=ExchangeFileFactory(), **about)


def a_listed_port(n: int) -> None:
    day = timezone.localdate()
    ListedPort.objects.create(file=ExchangeFileFactory(), number=f"019900{n:04}", prefix="010802", since=day)


def a_kept_answer(n: int) -> None:
    IdempotencyRecord.objects.create(owner="key 1", key=n, fingerprint="f", created_at=timezone.now())


def a_view(n: int) -> None:
    SavedView.objects.create(owner=UserFactory(), page="portability:port_in_list", name=f"View {n}")


def a_webhook(n: int) -> Webhook:
    about = {"secret": b"sealed", "created_at": timezone.now()}
    return Webhook.objects.create(operator=OperatorFactory(), url=f"https://partner.example/{n}", **about)


def a_delivery(n: int) -> None:
    now = timezone.now()
    Delivery.objects.create(webhook=a_webhook(n), created_at=now, due_at=now)


def a_gap(n: int) -> None:
    UnusedNumbers.objects.create(counterpart="incumbent", first=10 * n + 1, last=10 * n + 2, closed_at=timezone.now())


def a_use(n: int) -> None:
    KeyUse.objects.create(key=ApiKeyFactory(), day=timezone.localdate(), requests=n)


def a_mail(n: int) -> None:
    now = timezone.now()
    about = {"template": "port_in_ordered", "created_at": now, "due_at": now}
    Mail.objects.create(cause=f"history {n}", customer=CustomerFactory(email="a@customer.example"), **about)


def a_mark(n: int) -> None:
    MailMark.objects.get_or_create(pk=1, defaults={"tx": 1, "line": n, "started_at": timezone.now()})


def a_return(n: int) -> None:
    now = timezone.now()
    today = timezone.localdate(now)
    days = {"terminated_on": today, "quarantined_until": today + timedelta(days=40)}
    about = {"national": f"019900{n:04}", "way": "owed", "other": OperatorFactory(), **days}
    NumberReturn(**about).begin(now).save(force_insert=True)


def a_restoration(n: int) -> None:
    now = timezone.now()
    about = {"partner": OperatorFactory(), "side": "taken_from_us", "numbers": ["0199000001"], "opened_at": now}
    Restoration(**about).begin(now).save(force_insert=True)
