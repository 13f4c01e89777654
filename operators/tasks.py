"""The batches of operators: counterparts are read and written to, partners are told what happened."""

import logging
from datetime import datetime

from django.utils.translation import gettext as _

from bascule.schedules import batch
from operators.exchange.answers import read_answers
from operators.exchange.counterparts import Counterpart, counterparts
from operators.exchange.inbox import Came, read_inbox
from operators.exchange.outbox import flush
from operators.exchange.transports import TransportDown
from operators.models import FileState
from operators.notifications import send_waiting, write_mails
from operators.webhooks import delivering, keeping, spreading

SCHEDULES = {
    "read-inbox": ("operators.tasks.read_inboxes", "*/5 6-21 * * *"),
    "send-mails": ("operators.tasks.send_mails", "* 6-21 * * *"),
    "deliver-webhooks": ("operators.tasks.deliver_webhooks", "* 0-1,3-23 * * *"),
    "forget-deliveries": ("operators.tasks.forget_deliveries", "50 4 * * *"),
}
log = logging.getLogger(__name__)


@batch
def read_inboxes(now: datetime) -> str:
    """Read what every counterpart has laid for us, and lay what waits. One that is down does not stop the others."""
    said = [sentence for one in counterparts() if (sentence := visit(one, now))]
    return " ".join(said) or _("Nothing came, nothing left.")


def visit(one: Counterpart, now: datetime) -> str:
    """Exchange with one counterpart; what was done, or empty."""
    with one:
        try:
            answered = read_answers(one, now=now)
            came = read_inbox(one, now=now)
            left = flush(one, now=now)
        except TransportDown as down:
            log.error("%s: %s", one.key, down.words)
            return f"{one.key}: {down.words}"
    return sentence_of(one, answered, came, left)


def sentence_of(one: Counterpart, answered: int, came: list[Came], left: int) -> str:
    if not (answered or came or left):
        return ""
    files = [file for file, again in came if not again]
    sentence = _(
        "%(who)s: files read: %(files)d (refused: %(refused)d, known already: %(again)d), lines: %(lines)d "
        "(accepted: %(accepted)d, in quarantine: %(quarantined)d, known already: %(duplicates)d); "
        "files sent: %(left)d, answered: %(answered)d."
    )
    counts = {
        name: sum(getattr(file, name) for file in files) for name in ("lines", "accepted", "quarantined", "duplicates")
    }
    refused = sum(file.state == FileState.REFUSED for file in files)
    return sentence % {
        "who": one.key,
        "files": len(files),
        "refused": refused,
        "again": len(came) - len(files),
        "left": left,
        "answered": answered,
        **counts,
    }


@batch
def deliver_webhooks(now: datetime) -> str:
    """Tell partners what happened to their records. Several may run at once; safe to be killed anywhere."""
    new = spreading.spread(now)
    done = delivering.deliver(now)
    sentence = _("Events to tell: %(new)d; told: %(delivered)d, failed attempts: %(failed)d.")
    return sentence % {"new": new, "delivered": done.delivered, "failed": done.failed}


@batch
def forget_deliveries(now: datetime) -> str:
    """Forget the log of deliveries of more than 30 days; safe to run twice."""
    return _("Deliveries forgotten: %(count)d.") % {"count": keeping.forget_old(now)}


@batch
def send_mails(now: datetime) -> str:
    """Tell customers and staff by e-mail what has happened since the last run; what failed for a while waits."""
    looked_at = write_mails(now)
    sent, left = send_waiting(now)
    sentence = _("Events looked at: %(looked_at)d, e-mails sent: %(sent)d, not sent: %(left)d.")
    return sentence % {"looked_at": looked_at, "sent": sent, "left": left}
