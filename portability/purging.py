"""What is kept no longer than its purpose: the history stays, for it holds nothing personal.

Another operator's request names its customer so that we can check and answer it; after its time the names go, in our
record, in the messages it came in, and in lines that nobody could take up. Comments and papers of our own requests have
times of their own. Each step can be done again: whoever is killed in between goes on the next night.
"""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from bascule.lifecycle import SYSTEM, name_of
from bascule.models import DatedSetting
from operators.models import Message, MessageStatus, Way
from portability.models import Comment, Document, PortIn, PortOut, PortOutNumber
from portability.models.document import documents_storage
from portability.models.port_in_state import PortInState
from portability.models.port_out import PortOutState

OF_RECIPIENTS = ("port_request", "cancellation", "reversal")
"""The kinds of message in which other operators write of their customers."""
NOT_TAKEN_UP = (MessageStatus.QUARANTINED, MessageStatus.DISMISSED)
OVER = (PortInState.COMPLETED, PortInState.CANCELLED, PortInState.REVERSED)
A_BATCH = 500
TYPED = "typed"


class Purged(NamedTuple):
    """How many of each were emptied or deleted."""

    port_outs: int
    messages: int
    comments: int
    documents: int


def purge(now: datetime) -> Purged:
    """Empty what has been kept long enough. Safe to run twice, and to be killed anywhere."""
    settings = DatedSetting.on(timezone.localdate(now))
    asked_before = now - timedelta(days=settings["port_out_retention_days"])
    return Purged(
        messages=purge_messages(asked_before, now),
        port_outs=purge_port_outs(asked_before, now),
        comments=purge_comments(now - timedelta(days=settings["comment_retention_days"])),
        documents=purge_documents(now - timedelta(days=settings["document_retention_days"])),
    )


def purge_port_outs(before: datetime, now: datetime) -> int:
    """What recipients wrote of their customers; one that still waits for its day keeps it until then."""
    old = PortOut.objects.filter(received_at__lt=before, purged_at=None).exclude(state__in=PortOutState.open())
    with transaction.atomic():
        keys = list(old.select_for_update().values_list("pk", flat=True))
        lines = PortOutNumber.objects.filter(port_out__in=keys)
        lines.exclude(rio="").update(rio="")
        purge_evidence(lines)
        return PortOut.objects.filter(pk__in=keys).update(asked={}, mandate_reference="", purged_at=now)


def purge_evidence(lines: QuerySet[PortOutNumber]) -> None:
    """Which check a refusal stands on stays; what somebody typed beside it goes."""
    same: dict[str, list[int]] = defaultdict(list)
    for key, evidence in lines.exclude(evidence={}).values_list("pk", "evidence"):
        same[evidence.get("check", TYPED)].append(key)
    for code, keys in same.items():
        PortOutNumber.objects.filter(pk__in=keys).update(evidence={"check": code})


def purge_messages(before: datetime, now: datetime) -> int:
    """The messages in which it came, and the lines that nobody could take up: those are set aside for good."""
    theirs = Q(kind__in=OF_RECIPIENTS) | Q(status__in=NOT_TAKEN_UP)
    empty = Q(fields={}, raw="", problem_text="")
    old = Message.objects.filter(theirs, way=Way.IN, at__lt=before)
    waiting = old.filter(status=MessageStatus.QUARANTINED)
    with transaction.atomic():
        waiting.update(status=MessageStatus.DISMISSED, handled_at=now, handled_by=name_of(SYSTEM))
        return old.exclude(empty).update(fields={}, raw="", problem_text="")


def purge_comments(before: datetime) -> int:
    _total, deleted = Comment.objects.filter(port_in__in=over_since(before)).delete()
    return deleted.get(Comment._meta.label, 0)


def purge_documents(before: datetime) -> int:
    """Rows first, then their files: a file that stays behind because somebody was killed is swept away later."""
    count = 0
    while rows := list(Document.objects.filter(port_in__in=over_since(before)).order_by("pk")[:A_BATCH]):
        Document.objects.filter(pk__in=[row.pk for row in rows]).delete()
        for row in rows:
            documents_storage().delete(row.file.name or "")
        count += len(rows)
    return count


def over_since(before: datetime) -> QuerySet[PortIn]:
    """Our own requests whose last move was so long ago."""
    return PortIn.objects.filter(state__in=OVER, updated_at__lt=before)
