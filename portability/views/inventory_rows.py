"""The inventories of a quote as its page tells of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from bascule.board import Bucket, bucket_of
from bascule.models import History
from bascule.timeline import Event, who_did
from operators.models import Operator
from portability.models import Inventory, InventoryState, Quote, RejectionReason
from portability.models.quote import QuoteState

NO_REASON = gettext_lazy("no reason given")
SAID = {
    "inventory.asked": gettext_lazy("%(donor)s is asked for its list"),
    "inventory.acknowledged": gettext_lazy("The clearing house has asked %(donor)s"),
    "inventory.chased": gettext_lazy("%(donor)s is reminded of its list"),
    "inventory.received": gettext_lazy("The list of %(donor)s has come"),
    "inventory.refused": gettext_lazy("%(donor)s gives no list"),
}
"""What happened, on a page where several donors may be asked."""
BEFORE, BESIDE, AFTER = range(3)
PLACES: dict[str, int] = dict.fromkeys([InventoryState.RECEIVED.value, InventoryState.REFUSED.value], BEFORE)
"""At one and the same moment: an answer comes before what the quote makes of it, a question after."""


@dataclass(frozen=True, slots=True)
class InventoryRow:
    """One question to one donor. `bucket` says how soon its answer is due; None when nobody waits for it."""

    record: Inventory
    bucket: Bucket | None
    why: str

    @property
    def donor(self) -> Operator:
        return self.record.donor

    @property
    def quote(self) -> Quote:
        return self.record.quote

    @property
    def diff(self) -> dict[str, Any] | None:
        """What the lists changed."""
        return self.record.quote.inventory_diff

    @property
    def is_awaited(self) -> bool:
        return self.bucket is not None


def shown_inventories(quote: Quote, now: datetime) -> list[InventoryRow]:
    rows = list(quote.inventories.select_related("donor").order_by("created_at", "reference"))
    return rows_of(rows, dict.fromkeys((row.pk for row in rows), quote), now)


def rows_of(records: Sequence[Inventory], quotes: Mapping[Any, Quote], now: datetime) -> list[InventoryRow]:
    """The rows of inventories, each beside its quote; one query for the words of all refusals."""
    labels = labels_of({record.refusal_code for record in records})
    return [InventoryRow(record, bucket_for(record, quotes[record.pk], now), why(record, labels)) for record in records]


def bucket_for(record: Inventory, quote: Quote, now: datetime) -> Bucket | None:
    awaited = record.due_at and quote.state == QuoteState.AWAITING_INVENTORY
    return bucket_of(record.due_at, now) if awaited else None


def labels_of(codes: Iterable[str]) -> dict[str, str]:
    wanted = [code for code in codes if code]
    return {row.code: row.label for row in RejectionReason.objects.filter(code__in=wanted)} if wanted else {}


def why(record: Inventory, labels: Mapping[str, str]) -> str:
    """Why a donor refuses, with its own words if it used any."""
    if record.state != InventoryState.REFUSED:
        return ""
    label = labels.get(record.refusal_code, record.refusal_code) or str(NO_REASON)
    return f"{label} ({record.refusal_text})" if record.refusal_text else label


def with_inventories(events: list[Event], rows: Sequence[InventoryRow]) -> list[Event]:
    """The timeline of a quote with what happened to its inventories in it, the latest first."""
    if not rows:
        return events
    by_key = {row.record.pk: row for row in rows}
    lines = History.objects.filter(record_id__in=by_key).select_related("by_user").order_by("-id")
    labels = {row.record.refusal_code: row.why for row in rows if row.record.refusal_code}
    own = [(BESIDE, replace(event, why=labels.get(event.why, event.why))) for event in events]
    told = [(PLACES.get(line.target, AFTER), event_of(line, by_key[line.record_id])) for line in lines]
    in_order = sorted([*own, *told], key=lambda placed: (placed[1].at, placed[0]), reverse=True)
    return [event for _place, event in in_order]


def event_of(line: History, row: InventoryRow) -> Event:
    words = str(SAID.get(line.event, line.event)) % {"donor": row.donor.name}
    return Event(words, row.why if line.target == InventoryState.REFUSED else "", who_did(line), line.at, line.target)
