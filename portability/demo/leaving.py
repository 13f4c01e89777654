"""What other operators ask of us as the demonstration opens: one clean, one with a signal, one with a wrong RIO."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import SYSTEM
from bascule.rules import RuleRefused
from bascule.workdays import Area, WorkingDay, add_working_days
from operators.models import ApiKey
from portability.demo.cast import Cast
from portability.leaving import Asked, Verdict, answer, receive, tick
from portability.leaving.answering import Evidence
from portability.models import ClosingItem, Number, PortOut
from portability.models.closing import ClosingKind
from portability.models.port_out import Door, PortOutState

DAYS_AHEAD = 10

# Recipient · prefix · our customer · the name as they wrote it · numbers · what is odd about it · hours ago.
REQUESTS = (
    ("OVH", "010021", "Laiterie du Vercors", "Laiterie du Vercors", ("0465712001",), "", 49),
    ("SFR0", "010006", "Laiterie du Vercors", "Fromagerie des Cimes", ("0465712002", "0465712003"), "", 27),
    ("BOUY", "010150", "Mairie de Saint-Fictif", "Mairie de Saint-Fictif", ("0465712012",), "rio", 24),
    ("FREE", "010072", "Karim Belaïd", "Karim Belaïd", ("0465713001",), "prefix", 3),
)


def ask(cast: Cast, now: datetime) -> None:
    """Receive the requests, each at its hour, as a partner's program or the clearing house would bring them."""
    for recipient, prefix, customer, written, numbers, odd, hours in REQUESTS:
        at = now - timedelta(hours=hours)
        known = dict(Number.objects.filter(national__in=numbers).values_list("national", "rio"))
        given = cast.customers[customer]
        address = {"line1": given.line1, "postal_code": given.postal_code, "city": given.city}
        day = add_working_days(timezone.localdate(at), DAYS_AHEAD, WorkingDay.OUVRE, Area.METROPOLE)
        asked = Asked(
            partner=cast.operators[recipient],
            door=Door.API,
            numbers=numbers,
            date=day,
            rios={number: wrong(text) if odd == "rio" else text for number, text in known.items()},
            customer={"name": written, "kind": given.kind, "siret": given.siret, "address": address},
            customer_kind=given.kind,
            routing_prefix="010899" if odd == "prefix" else prefix,
            mandate_reference=f"M-{recipient}-{hours}",
            external_reference=f"{recipient}-{at:%y%m%d}-{hours}",
        )
        receive(asked, by=SYSTEM, now=at)


def wrong(text: str) -> str:
    """A RIO with another key, as tired eyes read it."""
    return text[:-1] + ("A" if text[-1] != "A" else "B")


def work(by: User | ApiKey, now: datetime, is_fresh: Callable[[Any], bool]) -> None:
    """The desk answers what no rule has, and ticks the lists of what has left; what is fresh is left alone."""
    for port_out in PortOut.objects.to_answer():
        if not is_fresh(port_out):
            with suppress(RuleRefused, TransitionNotAllowed):
                answer(port_out, verdicts(port_out), by=by, now=now)
    undone = ClosingItem.objects.filter(done_at=None, port_out__state=PortOutState.RELEASED)
    for item in undone.select_related("port_out").order_by("pk"):
        if not is_fresh(item.port_out):
            tick(item, by=by, now=now, needed=item.kind == ClosingKind.END_BILLING)


def verdicts(port_out: PortOut) -> dict[str, Verdict]:
    """Every number goes that no check of a ground speaks against."""
    found, against = {}, Evidence.of(port_out)
    for national in port_out.numbers.values_list("national", flat=True):
        ground = next(iter(against.against(national)), "")
        found[national] = Verdict(accepted=not ground, refusal=ground)
    return found
