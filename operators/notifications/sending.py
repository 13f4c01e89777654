"""The mails that wait are sent: each is taken by one node, outside of every transaction, and never sent twice.

Whoever is killed between the mail server and the note of it leaves a mail that may have left: it is not sent again, and
the administration shows it.
"""

import logging
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Q
from django.template import Context, Engine, TemplateDoesNotExist, TemplateSyntaxError
from django.utils import translation

from operators.models import Mail, MailProblem, MailStatus, Operator

A_RUN = 100
"""Mails sent in one run, which must be over when the next one comes."""
AGAIN_AFTER = (1, 5, 30, 120, 360)
"""Minutes after which a mail server that did not answer is tried again."""
LOST_AFTER = timedelta(minutes=15)
CUSTOMERS_LANGUAGE = "fr"
log = logging.getLogger(__name__)


def send_waiting(now: datetime) -> tuple[int, int]:
    """Send what is due, and return how many mails were sent and how many were not."""
    give_up_lost(now)
    due = Q(status=MailStatus.WAITING, due_at__lte=now)
    mails = list(Mail.objects.filter(due).select_related("customer", "user").order_by("due_at", "pk")[:A_RUN])
    if not mails:
        return 0, 0
    sent = 0
    with Server() as server:
        for mail in mails:
            if server.is_down:
                break
            if Mail.objects.filter(due, pk=mail.pk).update(status=MailStatus.SENDING, claimed_at=now):
                sent += send(mail, server, now)
    return sent, len(mails) - sent


class Server:
    """The connection to the mail server, opened for many mails; once it is down, the others wait."""

    def __init__(self) -> None:
        self.connection = get_connection()
        self.is_down = False
        own = Operator.objects.filter(code=settings.OWN_OPERATOR).values_list("name", flat=True)
        self.sender = own.first() or settings.OWN_OPERATOR

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_error: object) -> None:
        try:
            self.connection.close()
        except (OSError, SMTPException):
            log.warning("the connection to the mail server was not closed well")


def send(mail: Mail, server: Server, now: datetime) -> int:
    """Send one mail that is ours to send: 1 when it left."""
    to = address_of(mail)
    if not to:
        return note(mail, MailStatus.FAILED, MailProblem.NO_ADDRESS)
    try:
        subject, body = written(mail, server.sender)
        EmailMessage(subject, body, to=[to], connection=server.connection).send()
    except SMTPRecipientsRefused:
        return note(mail, MailStatus.FAILED, MailProblem.REFUSED)
    except (OSError, SMTPException) as error:
        server.is_down = True
        log.warning("mail %s was not sent: %s", mail.pk, type(error).__name__)
        return try_later(mail, now)
    except (TemplateDoesNotExist, TemplateSyntaxError, ValueError) as error:
        log.error("mail %s cannot be written: %s", mail.pk, type(error).__name__)
        return note(mail, MailStatus.FAILED, MailProblem.FAULT)
    note(mail, MailStatus.SENT, sent_at=now)
    return 1


def address_of(mail: Mail) -> str:
    """Looked up at the last moment: whoever has left, or changed, is not written to at the old place."""
    if mail.customer:
        return mail.customer.email
    return mail.user.email if mail.user and mail.user.is_active else ""


def written(mail: Mail, sender: str) -> tuple[str, str]:
    """The subject and the words of a mail, in the language of whoever reads it: the first line is the subject."""
    language = CUSTOMERS_LANGUAGE if mail.customer else settings.LANGUAGE_CODE
    return in_language(language, mail, sender)


def in_language(language: str, mail: Mail, sender: str) -> tuple[str, str]:
    known = {"customer": mail.customer, "user": mail.user, "sender": sender, "url": page_url(mail.facts)}
    template = Engine.get_default().get_template(f"mail/{language}/{mail.template}.txt")
    with translation.override(language):
        text = template.render(Context({**readable(mail.facts), **known}, autoescape=False))
    subject, _newline, body = text.strip().partition("\n")
    return subject.strip(), body.strip() + "\n"


def readable(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a mail; what ends in `_on` is a day."""
    return {
        name: date.fromisoformat(value) if name.endswith("_on") and value else value for name, value in facts.items()
    }


def page_url(facts: dict[str, Any]) -> str:
    """The page of what a mail is about, when this server knows by which address people reach it."""
    return f"{settings.PUBLIC_URL}{facts['page']}" if settings.PUBLIC_URL and facts.get("page") else ""


def note(mail: Mail, status: str, problem: str = "", **fields: Any) -> int:
    changed = {"status": status, "problem": problem, "attempts": mail.attempts + 1, **fields}
    Mail.objects.filter(pk=mail.pk, status=MailStatus.SENDING).update(**changed)
    return 0


def try_later(mail: Mail, now: datetime) -> int:
    if mail.attempts >= len(AGAIN_AFTER):
        return note(mail, MailStatus.FAILED, MailProblem.UNREACHABLE)
    due_at = now + timedelta(minutes=AGAIN_AFTER[mail.attempts])
    return note(mail, MailStatus.WAITING, MailProblem.UNREACHABLE, due_at=due_at, claimed_at=None)


def give_up_lost(now: datetime) -> None:
    """What somebody took and did not finish may have left: never again, and a person can see it."""
    lost = Mail.objects.filter(status=MailStatus.SENDING, claimed_at__lt=now - LOST_AFTER)
    lost.update(status=MailStatus.FAILED, problem=MailProblem.INTERRUPTED)
