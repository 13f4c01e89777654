"""What is done about e-mails that were not sent: somebody looks, and sends them again or lets them be."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet

from operators.models import Mail, MailProblem, MailStatus

KEPT_IN_SIGHT = timedelta(days=14)
"""Whoever was not told for so long has been told otherwise."""


def not_sent(now: datetime) -> QuerySet[Mail]:
    """The e-mails that failed for good lately."""
    return Mail.objects.filter(status=MailStatus.FAILED, created_at__gte=now - KEPT_IN_SIGHT)


def send_again(keys: Iterable[int], now: datetime) -> int:
    """Put failed e-mails back in line, with all their attempts before them. Safe to ask twice: returns how many."""
    failed = Mail.objects.filter(pk__in=list(keys), status=MailStatus.FAILED)
    return failed.update(status=MailStatus.WAITING, problem="", attempts=0, due_at=now, claimed_at=None)


def may_have_left(mail: Mail) -> bool:
    """Sent again, it may come twice."""
    return mail.problem == MailProblem.INTERRUPTED
