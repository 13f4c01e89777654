"""How often the clock alone tries, before somebody must call: donors that do not answer, customers without a go."""

from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from bascule.models import DatedSetting
from portability.models import PortIn
from portability.models.port_in_state import PortInState


class Patience(NamedTuple):
    """So many reminders of a donor, and so many days put off without a go."""

    chases: int
    put_offs: int


def patience(now: datetime) -> Patience:
    settings = DatedSetting.on(timezone.localdate(now))
    return Patience(settings["chases_before_escalation"], settings["put_offs_before_escalation"])


def is_silent(port_in: PortIn, most: Patience) -> bool:
    """Whether its customer has let too many windows pass: the clock chooses no other day."""
    return port_in.state == PortInState.READY and port_in.go_at is None and port_in.put_offs >= most.put_offs
