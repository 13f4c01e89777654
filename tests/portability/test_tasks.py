from datetime import timedelta

import pytest
from django.utils import timezone, translation

from portability.models import Quote
from portability.models.quote import QuoteState
from portability.tasks import expire_quotes
from tests.factories import QuoteFactory

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def quote_made(days_ago: int, **situation: bool) -> Quote:
    return QuoteFactory(created_at=NOW - timedelta(days=days_ago), **situation)


def test_quotes_that_have_lived_their_days_expire_whatever_they_waited_for() -> None:
    old = [quote_made(30, offered=True), quote_made(31, awaiting=True), quote_made(45)]
    young, declined = quote_made(29, offered=True), quote_made(45, declined=True)
    with translation.override("en"):
        assert expire_quotes(now=NOW) == "3 quotes expired, 0 left for the next run."
    expired = Quote.objects.filter(state=QuoteState.EXPIRED)
    assert set(expired) == set(old)
    assert all((quote.state_since, quote.due_at) == (NOW, None) for quote in expired)
    assert Quote.objects.get(pk=young.pk).state == QuoteState.OFFERED
    assert Quote.objects.get(pk=declined.pk).state == QuoteState.DECLINED


def test_each_expiry_is_in_the_history_once_even_when_the_batch_runs_twice() -> None:
    quote = quote_made(30, offered=True)
    expire_quotes(now=NOW)
    with translation.override("en"):
        assert expire_quotes(now=NOW) == "0 quotes expired, 0 left for the next run."
    line = quote.history.get()
    assert (line.event, line.source, line.by, line.at) == ("quote.expired", "offered", "system", NOW)
