"""How often the clock alone tries, before somebody must call: donors that do not answer, customers without a go."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from bascule.models import DatedSetting
from portability.models import PortIn
from portability.models.port_in_state import Cutover, PortInState


class Patience(NamedTuple):
    """So many reminders of a donor, and so many days put off without a go."""

    chases: int
    put_offs: int


def patience(now: datetime) -> Patience:
    settings = DatedSetting.on(timezone.localdate(now))
    return Patience(settings["chases_before_escalation"], settings["put_offs_before_escalation"])


def silent(most: Patience) -> Q:
    """Live cut-overs whose customer has let too many windows pass: the clock chooses no other day."""
    return Q(cutover=Cutover.LIVE, waits_for_line=False, go_at=None, put_offs__gte=most.put_offs)


def is_silent(port_in: PortIn, most: Patience) -> bool:
    """Whether this one is ready, and one of those."""
    waits_for_go = port_in.state == PortInState.READY and port_in.go_at is None and not port_in.waits_for_line
    return waits_for_go and port_in.cutover == Cutover.LIVE and port_in.put_offs >= most.put_offs
