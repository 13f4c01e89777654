"""What is left to do once numbers are gone: each thing ticked by a person or a program, and none forgotten."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from bascule.lifecycle import SYSTEM, Actor, name_of, perform
from portability.models import ClosingItem, Number, PortOut, PortOutNumber
from portability.models.closing import ClosingKind
from portability.models.port_out import Answer, PortOutState, may_close

ALWAYS = (ClosingKind.STOP_SERVICES, ClosingKind.END_BILLING)
OF_AN_ACCESS = (ClosingKind.TERMINATE_ACCESS, ClosingKind.RECOVER_EQUIPMENT)


def open_list(port_outs: Sequence[PortOut], numbers: Mapping[object, Sequence[str]]) -> None:
    """Write what is to be done, for each request by what its customer had; the access goes with its number."""
    every = [number for found in numbers.values() for number in found]
    rows = Number.objects.among(every).filter(carries_access=True)
    carriers = set(rows.values_list("national", flat=True))
    ClosingItem.objects.bulk_create(
        (
            ClosingItem(port_out=port_out, kind=kind)
            for port_out in port_outs
            for kind in (*ALWAYS, *(OF_AN_ACCESS if carriers.intersection(numbers[port_out.pk]) else ()))
        ),
        ignore_conflicts=True,
    )


@transaction.atomic
def tick(item: ClosingItem, *, by: Actor, now: datetime, needed: bool = True) -> ClosingItem:
    """Note that a thing is done, or not needed, and close the request with the last one.

    Ticked already, it stays as it is. Raises PermissionDenied, and TransitionNotAllowed for a closed request.
    """
    # The row of the request is held: two people with the last two things would each see the other's undone.
    port_out = PortOut.objects.select_for_update(of=("self",)).get(pk=item.port_out_id)
    if not may_close(port_out, by):
        raise PermissionDenied(_("You may not do this."))
    ticked = ClosingItem.objects.filter(pk=item.pk, done_at=None)
    if port_out.state != PortOutState.RELEASED and ticked.exists():
        raise TransitionNotAllowed(f"{port_out} is {port_out.state}", object=port_out)
    if ticked.update(done_at=now, done_by=name_of(by), not_needed=not needed) and is_done(port_out):
        perform(port_out, "close", by=SYSTEM, now=now)
    return ClosingItem.objects.get(pk=item.pk)


def is_done(port_out: PortOut) -> bool:
    return not port_out.closing.filter(done_at=None).exists()


@dataclass(frozen=True, slots=True)
class LateClosing:
    """A released request that is not over in its time: numbers still in service, and things not done."""

    port_out: PortOut
    still_active: list[str]
    undone: list[str]

    @property
    def is_billed(self) -> bool:
        """Its customer still pays for numbers that have left."""
        return ClosingKind.END_BILLING in self.undone


def late_closings(now: datetime) -> list[LateClosing]:
    """The released requests whose closing list should be done by now, the oldest first; three queries."""
    late = PortOut.objects.filter(state=PortOutState.RELEASED, due_at__lte=now).select_related("partner", "customer")
    port_outs = list(late.order_by("due_at", "reference"))
    undone: dict[object, list[str]] = defaultdict(list)
    items = ClosingItem.objects.filter(port_out__in=port_outs, done_at=None).order_by("pk")
    for key, kind in items.values_list("port_out_id", "kind"):
        undone[key].append(kind)
    active = still_active(port_outs)
    return [LateClosing(one, active.get(one.pk, []), undone.get(one.pk, [])) for one in port_outs]


def still_active(port_outs: Sequence[PortOut]) -> dict[object, list[str]]:
    """The numbers of released requests that we still serve; one query."""
    lines = PortOutNumber.objects.filter(port_out__in=port_outs, answer=Answer.ACCEPTED)
    active = lines.filter(national__in=Number.objects.active().values("national")).order_by("national")
    found: dict[object, list[str]] = defaultdict(list)
    for key, national in active.values_list("port_out_id", "national"):
        found[key].append(national)
    return dict(found)
