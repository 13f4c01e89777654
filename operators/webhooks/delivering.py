"""Deliveries on their way: claimed, posted, and what came of each noted.

To one address events go one after the other, in the order in which they became true. A failure ends the run for that
address; the event that failed comes again after its delay, and in the meantime the later ones go on: one event that
a receiver cannot stand does not hold up all others for three days. Whoever needs the strict order reads `GET /events/`.
"""

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber

from bascule.sealing import Unreadable
from operators.models import Delivery, DeliveryStatus, Obstacle, SwitchedOff, Webhook
from operators.webhooks.minding import switch_off
from operators.webhooks.posting import TIME_OUT, Answer, Clock, Queue, post_all
from operators.webhooks.wording import letter_of, secrets_of

DELAYS = [
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
]
"""How long after each failure an event is not sent again; the contract with partners says so."""
A_RUN = 40.0
"""Seconds after which a run begins nothing more: the next one takes over."""
A_ROUND = 200
"""Events to one address between two notes of what came of them."""
ADDRESSES = 200
"""Addresses that are posted to side by side."""
LEASE = timedelta(seconds=2 * A_RUN + 2 * TIME_OUT)
"""Whoever claimed a delivery and has not noted its end by then is dead: it comes back."""
TRIES_KEPT = 20
"""Attempts that the log of a delivery shows: two times all of them, for those that were replayed."""
OWN = ["attempts", "delivered_at", "answer", "tries"]
COMMON = ["status", "problem", "claim", "claimed_until"]
"""What an attempt changes: for each delivery alone, and the same for all that were told."""


class Done(NamedTuple):
    """What a run did."""

    delivered: int = 0
    failed: int = 0

    def __add__(self, other: "Done") -> "Done":  # type: ignore[override]
        return Done(self.delivered + other.delivered, self.failed + other.failed)


def deliver(now: datetime) -> Done:
    """Post what is due, round after round, until nothing is or the time of a run is over.

    Several nodes may do this at once, and each may be killed anywhere: what it had claimed comes back.
    """
    clock, done, failing = Clock(now), Done(), set[uuid.UUID]()
    while clock.elapsed < A_RUN and (claimed := claim(clock.now(), failing)):
        queues = queues_of(claimed, clock.now())
        answers = post_all(queues, clock, until=A_RUN)
        failing |= {row.webhook_id for row in claimed if not heard(row, answers)}
        done += note(claimed, answers)
    return done


def heard(row: Delivery, answers: dict[str, Answer]) -> bool:
    answer = answers.get(row.message_id)
    return answer is not None and answer.heard


def claim(now: datetime, failing: Collection[uuid.UUID] = ()) -> list[Delivery]:
    """The next deliveries of each address but those that are `failing`, or in somebody else's hands.

    Each row is taken by one UPDATE that asks again whether it is free: of two nodes, one gets it.
    """
    mark = uuid.uuid4()
    with transaction.atomic():
        free = free_addresses(now, failing).select_for_update(of=("self",), skip_locked=True)
        addresses = [address.pk for address in free[:ADDRESSES]]
        if not addresses:
            return []
        keys = next_ones(addresses, now)
        Delivery.objects.due(now).filter(pk__in=keys).update(
            status=DeliveryStatus.CLAIMED, claim=mark, claimed_until=now + LEASE
        )
    mine = Delivery.objects.filter(claim=mark, status=DeliveryStatus.CLAIMED)
    return list(mine.select_related("webhook", "event").order_by("webhook", "pk"))


def free_addresses(now: datetime, failing: Collection[uuid.UUID]) -> QuerySet[Webhook]:
    """The addresses for which something is due and nothing is under way."""
    of_it = Delivery.objects.filter(webhook=OuterRef("pk"))
    active = Webhook.objects.active().exclude(pk__in=failing).order_by("pk")
    return active.filter(Exists(of_it.due(now)), ~Exists(of_it.held(now)))


def next_ones(addresses: Iterable[uuid.UUID], now: datetime) -> list[int]:
    """The oldest due deliveries of each address. Asked with the addresses locked: somebody may just have claimed."""
    elsewhere = Delivery.objects.held(now).filter(webhook=OuterRef("webhook"))
    due = Delivery.objects.due(now).filter(~Exists(elsewhere), webhook__in=list(addresses))
    place = Window(RowNumber(), partition_by="webhook_id", order_by="pk")
    return list(due.annotate(place=place).filter(place__lte=A_ROUND).values_list("pk", flat=True))


def queues_of(claimed: Sequence[Delivery], now: datetime) -> list[Queue]:
    """What goes to each address, in order. One whose secret cannot be read gets nothing, and is switched off."""
    queues: list[Queue] = []
    for address, rows in groupby(claimed, attrgetter("webhook")):
        try:
            secrets = secrets_of(address, now)
        except Unreadable:
            switch_off(address, SwitchedOff.SECRET, now=now)
            continue
        queues.append((address.url, [letter_of(row, secrets) for row in rows]))
    return queues


@transaction.atomic
def note(claimed: Sequence[Delivery], answers: dict[str, Answer]) -> Done:
    """Write down what came of what was claimed, and let go of the rest.

    A row that came back to others meanwhile, because we took too long, is theirs.
    """
    mine, attempted = Delivery.objects.filter(claim=claimed[0].claim), []
    for row in claimed:
        if answer := answers.get(row.message_id):
            conclude(row, answer)
            attempted.append(row)
    told = [row for row in attempted if row.status == DeliveryStatus.DELIVERED]
    failed = [row for row in attempted if row.status != DeliveryStatus.DELIVERED]
    mine.bulk_update(failed, [*OWN, *COMMON, "due_at"])
    # What those that were told have in common is written at once: columns of their own cost a lot each.
    mine.bulk_update(told, OWN)
    free = {"claim": None, "claimed_until": None}
    mine.filter(pk__in=[row.pk for row in told]).update(
        status=DeliveryStatus.DELIVERED, problem="", due_at=None, **free
    )
    mine.update(status=DeliveryStatus.WAITING, **free)
    for row in failed:
        if why := why_over(row):
            switch_off(row.webhook, why, now=answers[row.message_id].at)
    return Done(len(told), len(failed))


def conclude(row: Delivery, answer: Answer) -> None:
    """What an attempt makes of a delivery: told, to be told again later, or given up."""
    over = answer.at + timedelta(seconds=answer.seconds)
    row.claim = row.claimed_until = None
    row.attempts += 1
    row.answer, row.problem = answer.status, answer.obstacle
    row.tries = [*row.tries, tried(answer)][-TRIES_KEPT:]
    if answer.heard:
        row.status, row.delivered_at, row.due_at = DeliveryStatus.DELIVERED, over, None
    elif answer.obstacle == Obstacle.GONE or row.is_test or row.attempts > len(DELAYS):
        row.status, row.due_at = DeliveryStatus.FAILED, None
    else:
        row.status = DeliveryStatus.WAITING
        row.due_at = over + DELAYS[row.attempts - 1]


def tried(answer: Answer) -> dict[str, object]:
    """A line of the log of attempts; `took` in milliseconds."""
    took = round(answer.seconds * 1000)
    return {"at": answer.at.isoformat(), "answer": answer.status, "problem": answer.obstacle, "took": took}


def why_over(row: Delivery) -> SwitchedOff | None:
    """Why an attempt is the end of its address; a test that fails is not."""
    if row.status != DeliveryStatus.FAILED:
        return None
    if row.problem == Obstacle.GONE:
        return SwitchedOff.GONE
    return None if row.is_test else SwitchedOff.FAILED
