"""A recipient by hand, behind the clearing house: what it asks for, and what it hears of us."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from operators.exchange.envelope import Envelope
from portability.models import Number, Port, PortOut
from tests.portability.clearing_house.other_side import ClearingHouse
from tests.portability.leaving.desk import DAY, own_rio
from tests.portability.world import NOW

PREFIXES = {"SFR0": "010801", "OVH": "010802", "NWOT": "010899"}
PERSONAL = {"customer": "SAS Laiterie du Vercors", "address": "6 route des Alpages"}


def request_fields(*numbers: str, recipient: str = "SFR0", **changes: str) -> dict[str, str]:
    """A clean request, as the format has it: the right RIOs, a working day two weeks ahead."""
    fields = {
        "attempt": "1",
        "city": "Grenoble",
        "customer_kind": "business",
        "cutover": "automatic",
        "date": DAY.isoformat(),
        "donor": "BASC",
        "main_number": numbers[0] if numbers else "",
        "mandate": "M-2026-7",
        "numbers": ",".join(numbers),
        "postal_code": "38000",
        "prefix": PREFIXES.get(recipient, ""),
        "recipient": recipient,
        "rios": ",".join(f"{number}:{own_rio(number)}" for number in numbers),
        "siren": "999990534",
        "window": "morning",
        **PERSONAL,
    }
    return {name: value for name, value in (fields | changes).items() if value}


def asks(there: ClearingHouse, *numbers: str, about: str = "RQ-1", now: datetime = NOW, **changes: str) -> PortOut:
    """One request, read from a file; the record that it makes."""
    there.says("port_request", about, now, **request_fields(*numbers, **changes))
    return PortOut.objects.filter(external_reference=about).latest("created_at", "reference")


def announces(there: ClearingHouse, *numbers: str, now: datetime, recipient: str = "SFR0", **changes: str) -> None:
    fields = {
        "date": now.date().isoformat(),
        "numbers": ",".join(numbers),
        "operator": recipient,
        "prefix": PREFIXES[recipient],
        **changes,
    }
    there.says("announcement", "RQ-1", now, **{name: value for name, value in fields.items() if value})


def said(there: ClearingHouse, about: str = "RQ-1") -> list[tuple[str, dict[str, str]]]:
    """What we said of a request, in the order of our files."""
    return [(one.kind, dict(one.fields)) for one in there.heard(request=about)]


def kinds(lines: Iterable[Envelope]) -> list[str]:
    return [one.kind for one in lines]


def route(number: str) -> tuple[str, str, Any] | None:
    """Where the register says that a number leads: operator, prefix, since; None when nowhere else."""
    row = Port.objects.filter(number=number).order_by("since").last()
    if row is None or row.ended_on:
        return None
    return row.operator.code, row.routing_prefix.prefix, row.since


def states(*numbers: str) -> list[str]:
    return list(Number.objects.among(numbers).order_by("national").values_list("state", flat=True))
