"""What this room tells of: files that nobody acknowledges, and partners' addresses that are told nothing more."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from bascule.models import History
from operators.models import Webhook
from operators.notifications.letters import Letter, Staff, cause_of, tells
from operators.notifications.writing import put

EXCHANGES, PARTNERS = Staff("operators.send_exchangefile"), Staff("operators.change_apikey")


@tells("exchange_file.escalated")
def tell_of_files(lines: Sequence[History]) -> Iterable[Letter]:
    """A file of ours was sent as often as agreed and nobody acknowledged it: somebody must call."""
    for line in lines:
        facts = {"reference": line.reference, "page": reverse("exchanges:file", args=[line.record_id])}
        yield Letter(cause_of(line), "file_escalated", EXCHANGES, facts)


def webhook_switched_off(webhook: Webhook, now: datetime | None = None) -> None:
    """Tell whoever minds our partners that an address is told nothing more; the caller's commit decides."""
    moment = webhook.disabled_at or now or timezone.now()
    facts = {"operator": webhook.operator.name, "because": webhook.disabled_because}
    facts["page"] = reverse("operators:webhook", args=[webhook.operator.code, webhook.pk])
    put([Letter(f"webhook:{webhook.pk}:{moment:%Y%m%dT%H%M%S}", "webhook_switched_off", PARTNERS, facts)], moment)
