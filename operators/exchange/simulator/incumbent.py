"""The incumbent: it takes orders of accesses, checks, wires, and reports."""

from collections.abc import Mapping
from pathlib import Path

from operators.exchange.simulator import accesses
from operators.exchange.simulator.access_memory import AccessMemory
from operators.exchange.simulator.hands import INCUMBENT_HAND
from operators.exchange.simulator.side import Side, memory_in


class Incumbent(Side[AccessMemory]):
    """The operator that owns the lines. Each order is decided when it is heard, and told as life goes on."""

    hand, reactions = INCUMBENT_HAND, accesses.REACTIONS

    def __init__(
        self,
        folder: Path | str,
        *,
        code: str = "FRTE",
        us: str = "BASC",
        seed: int = 1,
        faults: Mapping[str, float] | None = None,
        natural: bool = True,
        speed: float = 1.0,
    ) -> None:
        memory = AccessMemory(memory_in(folder))
        super().__init__(folder, memory, code=code, us=us, seed=seed, faults=faults, natural=natural, speed=speed)
