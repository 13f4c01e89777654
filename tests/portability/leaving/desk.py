"""Numbers of ours in the small world, and recipients that ask for them on Monday 23 November 2026 at 10:00."""

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from operators.models import Customer, Operator
from portability import rio
from portability.leaving import Asked, receive
from portability.models import AnswerRule, Number, PortOut, PortOutCheck
from portability.models.number import NumberState
from portability.models.port_out import Door
from tests.factories import CustomerFactory, NumberFactory, UserFactory
from tests.portability.world import NOW, PARIS

DAY = date(2026, 12, 7)
"""Far enough for every answer delay: a Monday, two weeks ahead."""
ONE, TWO, THREE = OURS = ("0465710010", "0465710011", "0465710012")
ASKED = count(1)
"""Each request has a reference of its own: under the same one it would be the same request."""
LAITERIE = {
    "kind": "business",
    "name": "SAS Laiterie du Vercors",
    "siren": "999990534",
    "address": {"line1": "6 route des Alpages", "postal_code": "38000", "city": "Grenoble"},
}


def own_rio(national: str, reference: str = "AB12CD") -> str:
    return str(rio.make("Y0", "P", reference, national))


def laiterie() -> Customer:
    known = Customer.objects.filter(name="Laiterie du Vercors").first()
    return known or CustomerFactory(
        name="Laiterie du Vercors",
        siren="999990534",
        line1="6 route des Alpages",
        postal_code="38000",
        city="Grenoble",
        partner=Operator.objects.own(),
    )


def serve(*nationals: str, **fields: Any) -> list[Number]:
    """Numbers that work for a customer of ours, each with the RIO that we issued."""
    customer = fields.pop("customer", None) or laiterie()
    since = fields.pop("since", NOW - timedelta(days=400))
    return [
        NumberFactory(
            **{
                "national": national,
                "customer": customer,
                "rio": own_rio(national),
                "state_since": since,
                **fields,
            }
        )
        for national in nationals
    ]


def quarantined(national: str, days: int) -> Number:
    """A number that was terminated so many days ago."""
    return serve(national, state=NumberState.QUARANTINED, since=NOW - timedelta(days=days))[0]


def asking(*numbers: str, **changes: Any) -> Asked:
    """A clean request: SFR's, complete, with the right RIOs, a working day two weeks ahead."""
    numbers = numbers or (ONE,)
    recipient = changes.pop("recipient", "SFR0")
    fields = {
        "partner": Operator.objects.get(code=recipient),
        "door": Door.API,
        "numbers": list(numbers),
        "date": DAY,
        "rios": {number: own_rio(number) for number in numbers},
        "customer": LAITERIE,
        "routing_prefix": "010801",
        "main_number": numbers[0],
        "mandate_reference": "M-2026-7",
        "external_reference": f"API-{next(ASKED)}",
    }
    return Asked(**{**fields, **changes})


def no_rules() -> None:
    """Leave every answer to a human."""
    AnswerRule.objects.all().delete()


def received(*numbers: str, by: Any = None, now: datetime = NOW, **changes: Any) -> PortOut:
    """A request that waits for a human's answer."""
    no_rules()
    return receive(asking(*numbers, **changes), by=by or agent(), now=now)


def agent():
    return UserFactory(groups=["agent"])


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), PARIS)


def verdicts(port_out: PortOut, national: str = "") -> dict[str, str]:
    """What each check says of a number, or of the whole request."""
    rows = PortOutCheck.objects.filter(port_out=port_out, national=national)
    return dict(rows.values_list("code", "verdict"))


def failed(port_out: PortOut) -> set[str]:
    """The codes of all checks that failed."""
    return set(PortOutCheck.objects.filter(port_out=port_out, verdict="failed").values_list("code", flat=True))


def evidence(port_out: PortOut, code: str, national: str = "") -> dict[str, Any]:
    return PortOutCheck.objects.get(port_out=port_out, code=code, national=national).evidence


def fresh(port_out: PortOut) -> PortOut:
    return PortOut.objects.get(pk=port_out.pk)


def events(port_out: PortOut) -> list[str]:
    return [line.event.removeprefix("port_out.") for line in port_out.history]
