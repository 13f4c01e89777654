"""E-mails that were not sent: a supervisor hears of them, sees why, and sends them again."""

from datetime import datetime, timedelta

import pytest
from django.core import mail as outbox
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from operators import board
from operators.models import Mail
from operators.notifications import send_waiting
from tests.factories import UserFactory
from tests.screens import logged_in, seen

pytestmark = pytest.mark.django_db
PAGE = "/exchanges/mails/"


@pytest.fixture
def supervisor():
    return UserFactory(groups=["supervisor"], email="hugo@basc.example")


def failed(cause: str = "c-1", since: datetime | None = None, **fields) -> Mail:
    known = {"template": "webhook_switched_off", "status": "failed", "problem": "refused", "attempts": 6}
    at = since or timezone.now()
    return Mail.objects.create(**{"cause": cause, "created_at": at, "due_at": at, **known, **fields})


def rows(user) -> list[str]:
    return [str(row.what) for row in board.attention(user, timezone.now()) if "e-mail" in str(row.about)]


def test_the_front_page_tells_supervisors_and_nobody_else(supervisor):
    failed(user=supervisor)
    assert rows(supervisor) == ["Not sent: nobody was told"]
    assert rows(UserFactory(groups=["agent"])) == []


def test_what_was_sent_or_is_old_needs_nobody(supervisor):
    failed("c-1", user=supervisor, status="sent", problem="")
    failed("c-2", user=supervisor, since=timezone.now() - timedelta(days=15))
    assert rows(supervisor) == []


def test_the_page_says_to_whom_and_why(supervisor):
    failed("c-1", user=supervisor)
    failed("c-2", user=supervisor, problem="interrupted")
    text = seen(logged_in(supervisor).get(PAGE))
    assert "the mail server refused the address" in text
    assert "sent again, it may come twice" in text


def test_it_names_what_it_is_about_and_since_when(supervisor):
    """The name of a template is a word of the code's, in no language."""
    at = timezone.now() - timedelta(hours=3, minutes=1)
    failed("c-1", user=supervisor, since=at, template="port_in_accepted", facts={"reference": "PI-2026-000007"})
    text = seen(logged_in(supervisor).get(PAGE))
    assert "PI-2026-000007" in text
    assert "3 hours ago" in text
    assert "port_in_accepted" not in text


def test_it_is_sent_again_once(supervisor):
    one, other = failed("c-1", user=supervisor), failed("c-2", user=supervisor)
    screen = logged_in(supervisor)
    for _twice in range(2):
        assert screen.post(f"{PAGE}send/", {"rows": [one.pk, "x", "9" * 30]}).status_code == 302
    one.refresh_from_db()
    assert (one.status, one.problem, one.attempts) == ("waiting", "", 0)
    other.refresh_from_db()
    assert other.status == "failed"
    send_waiting(timezone.now())
    one.refresh_from_db()
    assert (one.status, [mail.to for mail in outbox.outbox]) == ("sent", [["hugo@basc.example"]])


@pytest.mark.parametrize("groups", [[], ["agent"], ["partner manager"], ["sales"]])
def test_others_neither_see_nor_send(groups, supervisor):
    one = failed(user=supervisor)
    screen = logged_in(UserFactory(groups=groups))
    assert screen.get(PAGE).status_code == 403
    assert screen.post(f"{PAGE}send/", {"rows": [one.pk]}).status_code == 403
    one.refresh_from_db()
    assert one.status == "failed"


def test_the_page_costs_the_same_for_one_and_for_ten(supervisor):
    screen = logged_in(supervisor)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert screen.get(reverse("exchanges:mails")).status_code == 200
        return len(queries)

    failed("c-0", user=supervisor)
    cost()
    one = cost()
    for place in range(1, 10):
        failed(f"c-{place}", user=supervisor)
    assert cost() == one


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_long_writer_is_told_of(monkeypatch):
    """The one thing that keeps feed, webhooks and e-mails waiting; on SQLite nothing does."""
    now = timezone.now()
    assert board.long_writer(now) == []
    if connection.vendor == "postgresql":
        monkeypatch.setattr(board, "LONG", timedelta())
        with transaction.atomic():
            UserFactory()
            [row] = board.long_writer(now)
        assert (row.reference, str(row.actor), row.since <= now) == ("Events", "an administrator", True)
