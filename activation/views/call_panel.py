"""A customer who must be called: why, what to say, what may be corrected, and the calls made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import Form

from activation.forms.moves import CallForm, CorrectionForm
from activation.models import Call, FailureReason, Subscription, SubscriptionState
from activation.reasons import by_code
from bascule.lifecycle import allowed_moves
from operators.models import Contact


@dataclass(frozen=True, slots=True)
class Panel:
    """What the card of a call shows; without a right to act it only informs."""

    reason: FailureReason
    their_words: str
    contacts: list[Contact]
    calls: list[Call]
    call_form: Form | None
    correction_form: Form | None
    may_drop_port: bool


def panel_of(one: Subscription, user: Any, now: datetime, forms: Mapping[str, Form]) -> Panel | None:
    if one.state != SubscriptionState.WAITING_FOR_CUSTOMER:
        return None
    reason = by_code([one.waits_for])[one.waits_for]
    may = "correct" in allowed_moves(one, user)
    return Panel(
        reason,
        one.waits_for_text,
        list(one.customer.contacts.all()),
        list(one.calls.select_related("by_user").order_by("-at")),
        (forms.get("call") or CallForm(now)) if may else None,
        (forms.get("correct") or CorrectionForm(one, reason.correctable_fields)) if may else None,
        may and one.port_in_id is not None and not one.without_port,
    )
