"""What the other side hears and says, and how it behaves. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bascule.workdays import Area, area_of_postal_code
from operators.exchange.envelope import Envelope
from operators.exchange.simulator.chance import Seed
from operators.exchange.simulator.faults import Faults
from operators.exchange.simulator.hours import Pace


@dataclass(frozen=True, slots=True)
class Heard:
    """A message of ours, and when the other side counts it as received."""

    message: Envelope
    at: datetime

    def __getitem__(self, name: str) -> str:
        return self.message.fields.get(name, "")

    @property
    def area(self) -> str:
        return area_of_postal_code(self["postal_code"]) if self["postal_code"] else Area.METROPOLE


@dataclass(frozen=True, slots=True)
class Reply:
    """What will be said, and when. `turn` tells two replies of one kind to one message apart."""

    kind: str
    reference: str
    fields: Mapping[str, str]
    at: datetime
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Habits:
    """How the other side behaves. `natural`: a few refusals and delays of their own, as in life."""

    seed: Seed = field(default_factory=Seed)
    faults: Faults = field(default_factory=Faults)
    pace: Pace = field(default_factory=Pace)
    natural: bool = True

    def by_itself(self, rate: float, *about: object) -> bool:
        return self.natural and self.seed.share("natural", *about) < rate
