"""What other operators ask of us as the demonstration opens: one clean, one with a signal, one with a wrong RIO."""

from datetime import datetime, timedelta

from django.utils import timezone

from bascule.lifecycle import SYSTEM
from bascule.workdays import Area, WorkingDay, add_working_days
from portability.demo.cast import Cast
from portability.leaving import Asked, receive
from portability.models import Number
from portability.models.port_out import Door

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
