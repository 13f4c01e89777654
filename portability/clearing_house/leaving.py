"""What we say as the donor: to recipients that asked in files, and to everybody of numbers that we give back.

Their messages bear their reference, which is unique for one recipient only: so each of ours bears its code as well.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import prefetch_related_objects
from django.utils import timezone

from operators.exchange.codecs import MOMENT, write_numbers
from operators.exchange.counterparts import CLEARING_HOUSE
from operators.exchange.envelope import Said
from operators.exchange.outbox import post
from operators.models import Message, Operator
from portability.models import NumberReturn, PortOut, PortOutNumber
from portability.models.number_return import ReturnWay
from portability.models.port_out import Answer, Door

REFUSED = "refused."
DONE = "done"


def asked_in_files(port_outs: Iterable[PortOut]) -> list[PortOut]:
    """Those whose recipient reads files; the others read our answer in the API, or get it as an event."""
    found = [one for one in port_outs if one.door == Door.CLEARING_HOUSE]
    prefetch_related_objects(found, "partner")
    return found


def say_answers(port_outs: Sequence[PortOut], *, now: datetime | None = None) -> None:
    """What we answer of each number, a ground beside each one that is refused, and the day. Once answered."""
    said_to = asked_in_files(port_outs)
    answers = answers_of(said_to)
    said = [Said("eligibility", one.external_reference, answer_fields(one, answers[one.pk])) for one in said_to]
    if said:
        post(CLEARING_HOUSE, said, now=now or said_to[0].updated_at)


class Answered(NamedTuple):
    """One number and its answer: the ground when it is refused."""

    national: str
    answer: str
    refusal: str


def answers_of(port_outs: Sequence[PortOut]) -> dict[object, list[Answered]]:
    """The answered numbers of each request, in order, in one query."""
    found: dict[object, list[Answered]] = {port_out.pk: [] for port_out in port_outs}
    rows = PortOutNumber.objects.filter(port_out__in=list(found)).exclude(answer="").order_by("national")
    for key, *line in rows.values_list("port_out_id", "national", "answer", "refusal"):
        found[key].append(Answered(*line))
    return found


def answer_fields(port_out: PortOut, answers: Iterable[Answered]) -> Mapping[str, str]:
    """Our own grounds are the codes that we answer with."""
    groups: dict[str, list[str]] = defaultdict(list)
    for one in answers:
        groups["accepted" if one.answer == Answer.ACCEPTED else f"{REFUSED}{one.refusal}"].append(one.national)
    fields = {name: write_numbers(numbers) for name, numbers in groups.items()}
    if "accepted" in fields:
        fields["date"] = port_out.scheduled_on.isoformat()
    return fields | {"recipient": port_out.partner.code}


def say_days(port_outs: Sequence[PortOut]) -> None:
    """The new day of a port that was put off here, by the clock or for the recipient."""
    said_to = asked_in_files(port_outs)
    said = [Said("schedule", one.external_reference, day_fields(one)) for one in said_to]
    if said:
        post(CLEARING_HOUSE, said, now=said_to[0].updated_at)


def day_fields(port_out: PortOut) -> Mapping[str, str]:
    return {"date": port_out.scheduled_on.isoformat(), "recipient": port_out.partner.code, "window": port_out.window}


def say_executions(port_outs: Sequence[PortOut], *, now: datetime | None = None) -> None:
    """The numbers are cut over on our side; the recipient announces them."""
    said_to = asked_in_files(port_outs)
    said = [Said("execution", one.external_reference, execution_fields(one)) for one in said_to]
    if said:
        post(CLEARING_HOUSE, said, now=now or said_to[0].updated_at)


def execution_fields(port_out: PortOut) -> Mapping[str, str]:
    at = (port_out.released_at or port_out.updated_at).astimezone(UTC).strftime(MOMENT)
    return {"at": at, "recipient": port_out.partner.code, "result": DONE}


def acknowledge(messages: Sequence[Message], now: datetime) -> None:
    """Tell recipients that what they sent has come."""
    post(
        CLEARING_HOUSE,
        [
            Said(
                "acknowledgement",
                one.reference,
                {"message": one.message_id, "recipient": one.fields.get("recipient", "")},
            )
            for one in messages
        ],
        now=now,
    )


def say_returns(returns: Sequence[NumberReturn], *, now: datetime | None = None) -> None:
    """Numbers that we give back to their range holders: from that day on everybody routes them there again."""
    owed = [one for one in returns if one.way == ReturnWay.OWED]
    if not owed:
        return
    prefetch_related_objects(owed, "other")
    code = Operator.objects.own().code
    said = [
        Said(
            "number_return",
            one.national,
            {
                "date": (one.returned_on or timezone.localdate(one.updated_at)).isoformat(),
                "numbers": one.national,
                "operator": code,
                "range_holder": one.other.code,
            },
        )
        for one in owed
    ]
    post(CLEARING_HOUSE, said, now=now or owed[0].updated_at)
