"""What we say to the clearing house: one message for each request that moves and that it must hear of.

Messages are rows of the outbox, in the transaction of the move. `docs/exchange-format.md` has their fields.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.db.models import prefetch_related_objects
from django.utils import timezone

from bascule.models import History
from operators.exchange.codecs import write_numbers
from operators.exchange.counterparts import CLEARING_HOUSE
from operators.exchange.envelope import Said
from operators.exchange.outbox import post
from operators.models import Customer
from portability.clearing_house.register import Ported, Restored, numbers_of
from portability.models import PortIn, PortInNumber
from portability.models.port_in_state import Cutover, PortInState
from portability.routing import Holder, range_holders


def say(requests: Sequence[PortIn], said: Iterable[Said]) -> None:
    post(CLEARING_HOUSE, said, now=requests[0].updated_at)


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def ask_to_port(requests: Sequence[PortIn]) -> None:
    """The request itself, with all that the donor needs to find and to check the numbers."""
    prefetch_related_objects(list(requests), "customer", "donor", "partner")
    lines: dict[object, list[PortInNumber]] = defaultdict(list)
    for line in PortInNumber.objects.filter(port_in__in=requests).order_by("national"):
        lines[line.port_in_id].append(line)
    every = [line.national for found in lines.values() for line in found]
    holders = range_holders(every, timezone.localdate(requests[0].updated_at))
    say(
        requests,
        [
            Said("port_request", request.reference, request_fields(request, lines[request.pk], holders))
            for request in requests
        ],
    )


def request_fields(request: PortIn, lines: Sequence[PortInNumber], holders: Mapping[str, Holder]) -> dict[str, str]:
    return customer_fields(request.customer) | {
        "attempt": str(request.rejections + 1),
        "customer_kind": request.customer_kind,
        "cutover": request.cutover,
        "date": iso(request.scheduled_on),
        "donor": request.donor.code,
        "fallback": request.fallback if request.cutover == Cutover.LIVE else "",
        "kept": write_numbers(request.keep_with_donor),
        "main_number": request.main_number,
        "mandate": request.mandate_reference,
        "mandate_signed_on": iso(request.mandate_signed_on),
        "numbers": write_numbers(line.national for line in lines),
        "prefix": request.routing_prefix,
        "range_holders": holders_field([line.national for line in lines], holders),
        "recipient": request.partner.code,
        "rios": ",".join(f"{line.national}:{line.rio}" for line in lines if line.rio),
        "window": request.window,
    }


def customer_fields(customer: Customer) -> dict[str, str]:
    return {
        "address": " ".join(filter(None, [customer.line1, customer.line2])),
        "city": customer.city,
        "customer": customer.name,
        "postal_code": customer.postal_code,
        "siren": customer.siren,
        "siret": customer.siret,
    }


def holders_field(nationals: Sequence[str], holders: Mapping[str, Holder]) -> str:
    """`0199000001-0199000010:FRTE,0199000020:OVH`: whose ranges the numbers are in."""
    held: dict[str, list[str]] = defaultdict(list)
    for number in nationals:
        if holder := holders.get(number):
            held[holder.code].append(number)
    runs = [(run, code) for code, numbers in held.items() for run in write_numbers(numbers).split(",")]
    return ",".join(f"{run}:{code}" for run, code in sorted(runs))


def remind(requests: Sequence[PortIn]) -> None:
    say(requests, [Said("reminder", one.reference, {"waiting_for": awaited(one)}) for one in requests])


def awaited(request: PortIn) -> str:
    return "acknowledgement" if request.state == PortInState.SENT else "eligibility"


def put_off(requests: Sequence[PortIn]) -> None:
    """The new day, ours."""
    say(
        requests,
        [Said("schedule", one.reference, {"date": iso(one.scheduled_on), "window": one.window}) for one in requests],
    )


def say_go(requests: Sequence[PortIn]) -> None:
    say(requests, [Said("go", one.reference, {"date": iso(timezone.localdate(one.go_at))}) for one in requests])


def cancel(requests: Sequence[PortIn]) -> None:
    """Only of what is in their hands: what never left, or came back rejected, they need not hear of."""
    reasons: dict[object, str] = {}
    sent: dict[object, str] = {}
    keys = [request.pk for request in requests]
    lines = History.objects.filter(record_id__in=keys, transition__in=["send", "reject", "cancel"]).order_by("pk")
    for key, move, reason in lines.values_list("record_id", "transition", "reason"):
        (reasons if move == "cancel" else sent)[key] = reason if move == "cancel" else move
    theirs = [request for request in requests if sent.get(request.pk) == "send"]
    said = [Said("cancellation", one.reference, {"reason": reasons.get(one.pk, "")}) for one in theirs]
    say(requests, said)


def ask_for_reversal(requests: Sequence[PortIn]) -> None:
    """The port is undone: the donor routes the numbers again."""
    keys = [request.pk for request in requests]
    lines = History.objects.filter(record_id__in=keys, transition="reverse")
    reasons = dict(lines.values_list("record_id", "reason"))
    numbers = numbers_of(requests)
    say(
        requests,
        [
            Said(
                "reversal",
                one.reference,
                {"numbers": write_numbers(numbers[one.pk]), "reason": reasons.get(one.pk, "")},
            )
            for one in requests
        ],
    )


def announce(ports: Sequence[Ported]) -> None:
    """Tell everybody the new route, and the range holder of a number that was ported before."""
    if ports:
        said = [*(said for one in ports for said in announcements(one)), *(n for one in ports for n in notices(one))]
        say([one.request for one in ports], said)


def announcements(one: Ported) -> Iterator[Said]:
    fields = {"date": iso(one.since), "operator": one.recipient.code}
    if one.away:
        away = {**fields, "numbers": write_numbers(one.away), "prefix": one.request.routing_prefix}
        yield Said("announcement", one.request.reference, away)
    if one.back:
        yield Said("announcement", one.request.reference, {**fields, "numbers": write_numbers(one.back)})


def notices(one: Ported) -> Iterator[Said]:
    for holder, numbers in one.told.items():
        fields = {
            "date": iso(one.since),
            "donor": one.donor.code,
            "numbers": write_numbers(numbers),
            "prefix": one.request.routing_prefix,
            "range_holder": holder.code,
        }
        yield Said("range_holder_notice", one.request.reference, fields)


def announce_return(restored: Sequence[Restored]) -> None:
    """Tell everybody the route that numbers have again."""
    routes: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for one in restored:
        earlier = one.earlier
        prefix = earlier.routing_prefix.prefix if earlier and earlier.routing_prefix else ""
        operator = earlier.operator.code if earlier and earlier.operator else ""
        routes[one.request.reference, iso(one.day), operator, prefix].append(one.number)
    said = [
        Said(
            "announcement", reference, {"date": day, "numbers": write_numbers(found), "operator": op, "prefix": prefix}
        )
        for (reference, day, op, prefix), found in routes.items()
    ]
    if restored:
        say([one.request for one in restored], said)
