"""A mixed answer makes two requests of one: what was refused goes its own way, and holds up nothing."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from bascule.lifecycle import SYSTEM, perform, perform_many
from portability.makeup import head_of, make_of
from portability.models import PortIn, PortInNumber

KEPT = (
    "state",
    "quote_id",
    "partner_id",
    "customer_id",
    "customer_kind",
    "area",
    "donor_id",
    "external_reference",
    "keep_with_donor",
    "routing_prefix",
    "mandate_signed_on",
    "mandate_reference",
    "ordered_on",
    "promised_on",
    "scheduled_on",
    "window",
    "cutover",
    "fallback",
    "options",
    "rejections",
    "waits_for_line",
)
"""What the two have in common."""


class Part(NamedTuple):
    """A request all of whose numbers were refused: our reason, and their words."""

    request: PortIn
    code: str
    text: str


def split(request: PortIn, numbers: Sequence[str], now: datetime) -> PortIn:
    """Move these numbers to a request of their own, in the same state; each of the two says so in its history.

    Call it inside the transaction that answers the request, whose row the caller holds.
    """
    main, every = request.main_number, list(request.numbers.values_list("national", flat=True))
    moved = [number for number in every if number in set(numbers)]
    left = [number for number in every if number not in set(numbers)]
    part = PortIn(split_from=request, **{name: getattr(request, name) for name in KEPT}).begin(now)
    part.save()
    PortInNumber.objects.filter(port_in=request, national__among=moved).update(port_in=part)
    for one, other, held in ((request, part, left), (part, request, moved)):
        changes = make_of(request, held) | {"main_number": head_of(main, held, every)}
        private = {"changes": changes}
        perform(one, "split", by=SYSTEM, now=now, private=private, numbers=len(moved), other=other.reference)
        one.main_number = changes["main_number"]  # the next part of the same answer is cut from this row
    return part


def reject_parts(parts: Sequence[Part], now: datetime) -> None:
    """Reject requests, together those that are told the same."""
    same: dict[tuple[str, str], list[PortIn]] = defaultdict(list)
    for part in parts:
        same[part.code, part.text].append(part.request)
    for (code, text), requests in same.items():
        rows = PortIn.objects.filter(pk__in=[request.pk for request in requests])
        perform_many(rows, "reject", by=SYSTEM, now=now, reason=code, private={"text": text}, code=code)
