"""Why a request is rejected and what can be done, on its page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bascule.lifecycle import allowed_moves
from portability.forms.correction import CorrectionForm
from portability.models import LegalGround, PortIn, RejectionReason
from portability.rejections import is_out_of_reach, reason_of


@dataclass(frozen=True, slots=True)
class Panel:
    """The rejection of a request; `form` only for who may correct it now."""

    reason: RejectionReason
    their_words: str
    count: int
    can_be_contested: bool
    for_supervisor: bool
    too_late_for_its_day: bool
    form: CorrectionForm | None


def panel_of(port_in: PortIn, user: Any, now: datetime, form: CorrectionForm | None = None) -> Panel | None:
    """What the page says of a rejection; None for a request that is not rejected."""
    reason = reason_of(port_in)
    if reason is None:
        return None
    may = "correct" in allowed_moves(port_in, user)
    form = (form or CorrectionForm(port_in, reason, now)) if may else None
    return Panel(
        reason=reason,
        their_words=port_in.rejection_text,
        count=port_in.rejections,
        can_be_contested=reason.legal_ground == LegalGround.NONE,
        for_supervisor=port_in.escalated and not may,
        too_late_for_its_day=form is not None and is_out_of_reach(port_in, now, form.settings),
        form=form,
    )
