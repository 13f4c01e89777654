"""The batches of activation."""

import logging
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activation import orders, plant, provisioning, shipping
from bascule.schedules import batch
from operators.exchange.counterparts import INCUMBENT, counterparts
from operators.exchange.outbox import flush
from operators.exchange.transports import TransportDown

SCHEDULES = {
    "send-unbundling-orders": ("activation.tasks.send_unbundling_orders", "40 6 * * *"),
    "remind-incumbent": ("activation.tasks.remind_incumbent", "50 7 * * *"),
    "free-positions": ("activation.tasks.free_positions", "10 5 * * *"),
    "retry-allocations": ("activation.tasks.retry_allocations", "*/5 0-1,3-23 * * *"),
    "send-shipments": ("activation.tasks.send_shipments", "30 6 * * *"),
}
log = logging.getLogger(__name__)


@batch
def send_unbundling_orders(now: datetime) -> str:
    """Send the orders of the day. When the incumbent cannot be reached, the messages wait."""
    done = orders.send_due(now)
    sentence = _(
        "Withdrawal periods over: %(released)d; orders sent: %(sent)d, left for the next run: %(left)d, waiting for a "
        "port: %(waiting)d, closed to copper: %(closed)d; files: %(files)s."
    )
    return sentence % {
        "released": len(done.released.moved),
        "sent": len(done.sent.moved),
        "left": len(done.sent.refused),
        "waiting": done.waiting,
        "closed": len(done.closed),
        "files": lay(now),
    }


@batch
def remind_incumbent(now: datetime) -> str:
    """Remind the incumbent of every order without a report, once a day."""
    done = orders.remind(now)
    sentence = ngettext(
        "%(count)d order reminded, %(left)d left for the next run; files: %(files)s.",
        "%(count)d orders reminded, %(left)d left for the next run; files: %(files)s.",
        len(done.moved),
    )
    return sentence % {"count": len(done.moved), "left": len(done.refused), "files": lay(now)}


@batch
def free_positions(now: datetime) -> str:
    """Positions whose quarantine is over can be given again."""
    count = plant.free_rested(now)
    return ngettext("%(count)d position free again.", "%(count)d positions free again.", count) % {"count": count}


@batch
def retry_allocations(now: datetime) -> str:
    """Bring what lines are given to what is wanted; several may run at once, and be killed anywhere."""
    done = provisioning.work(now)
    sentence = _(
        "Resources as they are wanted: %(reached)d, failed: %(failed)d, left for the next run: %(left)d; "
        "lines that work now: %(finished)d."
    )
    return sentence % done._asdict()


@batch
def send_shipments(now: datetime) -> str:
    """Send the letters and parcels of the day; what is on its way is not sent again."""
    count = shipping.send_due(now)
    return ngettext("%(count)d parcel leaves.", "%(count)d parcels leave.", count) % {"count": count}


def lay(now: datetime) -> str:
    """Lay what waits for the incumbent: how many files, or why none."""
    incumbent = next((one for one in counterparts() if one.key == INCUMBENT), None)
    if incumbent is None:
        return "0"
    try:
        with incumbent:
            return str(flush(incumbent, now=now))
    except TransportDown as down:
        log.error("%s: %s", INCUMBENT, down.words)
        return down.words
