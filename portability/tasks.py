"""The batches of portability."""

import logging
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bascule.lifecycle import SYSTEM, perform_many
from bascule.schedules import batch
from operators.exchange.counterparts import CLEARING_HOUSE, counterpart
from operators.exchange.outbox import flush
from operators.exchange.transports import TransportDown
from portability import clock, inventories, purging, reconciling, restorations, returns
from portability.documents.keeping import sweep
from portability.leaving import clock as leaving
from portability.models import Quote

SCHEDULES = {
    "chase-missing-answers": ("portability.tasks.chase_missing_answers", "30 7 * * 1-6"),
    "send-port-ins": ("portability.tasks.send_port_ins", "0 8-18/2 * * 1-6"),
    "start-cutovers": ("portability.tasks.start_cutovers", "0 8,14 * * *"),
    "execute-port-outs": ("portability.tasks.execute_port_outs", "0 8,14 * * *"),
    "check-released": ("portability.tasks.check_released", "15 7 * * 1-6"),
    "end-windows": ("portability.tasks.end_windows", "5 12,18 * * *"),
    "expire-quotes": ("portability.tasks.expire_quotes", "10 6-22 * * *"),
    "chase-inventories": ("portability.tasks.chase_inventories", "20 8 * * 1-5"),
    "reconcile": ("portability.tasks.reconcile", "30 6 * * 0"),
    "return-numbers": ("portability.tasks.return_numbers", "20 6 * * *"),
    "close-restorations": ("portability.tasks.close_restorations", "25 8,12,16,20 * * *"),
    "purge": ("portability.tasks.purge", "20 4 * * *"),
    "sweep-documents": ("portability.tasks.sweep_documents", "40 4 * * *"),
}
log = logging.getLogger(__name__)


@batch
def send_port_ins(now: datetime) -> str:
    """Send what was ordered or corrected. When the clearing house cannot be reached, the messages wait."""
    outcome = clock.send_ordered(now)
    sentence = _("Requests sent: %(count)d, left for the next run: %(left)d; files: %(files)s.")
    try:
        with counterpart(CLEARING_HOUSE) as clearing_house:
            files = str(flush(clearing_house, now=now))
    except TransportDown as down:
        log.error("%s: %s", CLEARING_HOUSE, down.words)
        files = down.words
    return sentence % {"count": len(outcome.moved), "left": len(outcome.refused), "files": files}


@batch
def chase_missing_answers(now: datetime) -> str:
    """Remind the donors that have not answered on the working day before the port."""
    outcome = clock.chase_answers(now)
    sentence = ngettext("%(count)d answer chased.", "%(count)d answers chased.", len(outcome.moved))
    return sentence % {"count": len(outcome.moved)}


@batch
def start_cutovers(now: datetime) -> str:
    """Make the ports of the day ready, and give the go to the automatic ones whose window opens."""
    started = clock.start_cutovers(now)
    sentence = _("Cut-overs ready: %(ready)d, automatic go: %(gone)d.")
    return sentence % {"ready": len(started.ready.moved), "gone": len(started.gone.moved)}


@batch
def execute_port_outs(now: datetime) -> str:
    """Let go the numbers whose day and window have come."""
    outcome = leaving.execute_due(now)
    sentence = ngettext(
        "%(count)d outgoing port released, %(left)d left for the next run.",
        "%(count)d outgoing ports released, %(left)d left for the next run.",
        len(outcome.moved),
    )
    return sentence % {"count": len(outcome.moved), "left": len(outcome.refused)}


@batch
def check_released(now: datetime) -> str:
    """Close the released requests whose list is done, and count those that are late."""
    closed, late = leaving.check_released(now)
    sentence = _("Closed: %(closed)d; late: %(late)d, of which still in service: %(active)d, still billed: %(billed)d.")
    active, billed = sum(bool(one.still_active) for one in late), sum(one.is_billed for one in late)
    return sentence % {"closed": len(closed.moved), "late": len(late), "active": active, "billed": billed}


@batch
def end_windows(now: datetime) -> str:
    """Apply the fallback of the cut-overs that nobody confirmed in their window, incoming and outgoing."""
    both = clock.end_windows(now), leaving.end_windows(now)
    sentence = _("Windows that ended without a go: %(gone)d cut over all the same, %(put_off)d put off.")
    gone, put_off = (sum(len(outcome.moved) for outcome in found) for found in zip(*both, strict=True))
    return sentence % {"gone": gone, "put_off": put_off}


@batch
def expire_quotes(now: datetime) -> str:
    """Close the quotes that have lived their days. One that somebody holds waits; safe to run twice."""
    outcome = perform_many(Quote.objects.overdue(now), "expire", by=SYSTEM, now=now)
    sentence = ngettext(
        "%(count)d quote expired, %(left)d left for the next run.",
        "%(count)d quotes expired, %(left)d left for the next run.",
        len(outcome.moved),
    )
    return sentence % {"count": len(outcome.moved), "left": len(outcome.refused)}


@batch
def chase_inventories(now: datetime) -> str:
    """Remind the donors that have not given their list, each once a day, on days when people work."""
    outcome = inventories.chase(now)
    sentence = ngettext(
        "%(count)d donor reminded of its list, %(left)d left for the next run.",
        "%(count)d donors reminded of their lists, %(left)d left for the next run.",
        len(outcome.moved),
    )
    return sentence % {"count": len(outcome.moved), "left": len(outcome.refused)}


@batch
def sweep_documents(now: datetime) -> str:
    """Delete the files that a killed process left without a row; safe to run twice."""
    swept = sweep(now)
    return ngettext("%(count)d stray file deleted.", "%(count)d stray files deleted.", swept) % {"count": swept}


@batch
def reconcile(now: datetime) -> str:
    """Compare the register with the clearing house's last full file; the differences wait for a person."""
    done = reconciling.reconcile(now)
    return done.sentence if done else _("No full file has come: nothing was compared.")


@batch
def return_numbers(now: datetime) -> str:
    """Give back the numbers of others that nobody claims, note those of ours that came back, free those that rested."""
    done = returns.return_numbers(now)
    sentence = _(
        "Quarantines over: %(due)d, numbers given back: %(given_back)d, come back to us: %(came_back)d, "
        "free to be given again: %(freed)d."
    )
    return sentence % {
        "due": len(done.due.moved),
        "given_back": len(done.given_back.moved),
        "came_back": len(done.came_back.moved),
        "freed": len(done.freed.moved),
    }


@batch
def close_restorations(now: datetime) -> str:
    """Close the files of wrongful ports whose numbers lead where they should again."""
    outcome = restorations.close_restored(now)
    sentence = ngettext(
        "%(count)d file of a wrongful port closed.",
        "%(count)d files of wrongful ports closed.",
        len(outcome.moved),
    )
    return sentence % {"count": len(outcome.moved)}


@batch
def purge(now: datetime) -> str:
    """Empty what has been kept as long as its purpose asks for."""
    purged = purging.purge(now)
    sentence = _(
        "Requests of other operators emptied: %(port_outs)d, messages: %(messages)d; deleted comments: %(comments)d, "
        "papers: %(documents)d."
    )
    return sentence % purged._asdict()
