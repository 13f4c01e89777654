"""What the incumbent knows of a line: its exchange, its copper and fibre, and now and then what is wrong with it. Pure.

Exchanges, lines and defects are fictional. The same number, postal code and seed always give the same facts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from operators.exchange.simulator.chance import Seed

COPPER, FIBRE = "copper", "fibre"


@dataclass(frozen=True, slots=True)
class Exchange:
    """Where lines end. `postal_codes`: how they begin; `occupancy`: the share of its positions that are in use."""

    code: str
    name: str
    postal_codes: tuple[str, ...]
    copper_closed_on: date | None = None
    occupancy: float = 0.5


EXCHANGES = (
    Exchange("75LIL", "Paris Lilas", ("75", "77", "78", "91", "92", "93", "94", "95"), occupancy=0.72),
    Exchange("35GEN", "Rennes Genêts", ("35", "22", "29", "44", "49", "53", "56", "72", "85")),
    Exchange("59BEF", "Lille Beffroi", ("59", "62", "80", "02", "60", "76", "27", "14"), occupancy=0.61),
    Exchange("67CIG", "Strasbourg Cigognes", ("67", "68", "54", "55", "57", "88", "51", "21", "25")),
    Exchange("69CHA", "Lyon Chartreux", ("69", "01", "42", "71", "63"), occupancy=0.97),
    Exchange("38ALP", "Grenoble Alpages", ("38", "73", "74"), copper_closed_on=date(2026, 1, 31), occupancy=0.18),
    Exchange("13OLI", "Marseille Oliviers", ("13", "06", "83", "84", "30", "34"), date(2028, 1, 31), occupancy=0.44),
    Exchange("33PHA", "Bordeaux Phare", ("33", "31", "40", "47", "24", "64", "81", "82", "17")),
)
BY_CODE = {exchange.code: exchange for exchange in EXCHANGES}

SPECIAL = {
    "0199009901": "E-UNKNOWN-NUMBER",
    "0199009902": "E-ADDRESS",
    "0199009903": "E-UNLISTED",
    "0199009904": "E-INACTIVE",
    "0199009905": "E-HELD",
    "0199009906": "E-UNBUNDLED",
    "0199009907": "E-IN-PROGRESS",
    "0199009908": "E-MULTIPLEXED",
    "0199009909": "E-LENGTH",
    "0199009910": "E-NO-PAIR",
    "0199009911": "E-POSITION-USED",
    "0199009912": "E-SATURATED",
    "0199009913": "E-NO-MANDATE",
    "0199009914": "E-CANCELLED",
    "0199009915": "E-ABSENT",
    "0199009916": "E-STRIP-UNKNOWN",
    "0199009917": "E-POSITION-TAKEN",
    "0199009918": "E-MALFORMED",
    "0199009919": "E-COPPER-CLOSED",
}
"""Numbers that always show one defect, so that each can be tried."""
WITHOUT_FIBRE = "0199009920"
SEEN = (
    ("E-ADDRESS", 0.010),
    ("E-LENGTH", 0.008),
    ("E-MULTIPLEXED", 0.006),
    ("E-INACTIVE", 0.006),
    ("E-HELD", 0.005),
    ("E-UNBUNDLED", 0.005),
    ("E-IN-PROGRESS", 0.003),
    ("E-UNLISTED", 0.002),
    ("E-UNKNOWN-NUMBER", 0.002),
)
"""Defects of other lines, and how often among all."""
TOLD_BEFORE = {code for code, _share in SEEN} | {"E-COPPER-CLOSED", "E-SATURATED"}
"""What the eligibility server tells; the others come out when the line is ordered or wired."""
OF_COPPER = {"E-LENGTH", "E-MULTIPLEXED", "E-POSITION-USED", "E-STRIP-UNKNOWN", "E-POSITION-TAKEN", "E-COPPER-CLOSED"}
HAS_FIBRE = 0.8
LISTED = ("27 rue des Peupliers", "14 bis allée des Sources", "3 place de la Halle", "108 route du Vieux Moulin")
HOLDERS = ("FREE", "SFR0", "BOUY")
CLOSED = date(2026, 1, 31)


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One line. `listed_line1`: the address under which it is listed, when that is another than people think.

    `defect` is the code of what stands in the way of an order, or empty; the date from which an exchange takes no
    orders of copper is a fact beside it.
    """

    number: str
    exchange: str = ""
    exchange_name: str = ""
    copper_closed_on: date | None = None
    length_m: int | None = None
    has_fibre: bool = False
    active: bool = True
    held_by: str = ""
    unbundled: bool = False
    multiplexed: bool = False
    listed_line1: str = ""
    defect: str = ""

    @property
    def known(self) -> bool:
        return self.defect != "E-UNKNOWN-NUMBER"

    def technologies(self, on: date) -> tuple[str, ...]:
        """What can be ordered on a day."""
        if not (self.known and self.exchange):
            return ()
        copper = () if self.is_closed(on) else (COPPER,)
        return (*copper, FIBRE) if self.has_fibre else copper

    def is_closed(self, on: date) -> bool:
        return self.copper_closed_on is not None and self.copper_closed_on <= on

    def defects(self, technology: str, line1: str, on: date) -> Iterator[str]:
        """The codes of what is in the way of an order for this technology under this address."""
        if technology == COPPER and self.is_closed(on):
            yield "E-COPPER-CLOSED"
        elif technology == FIBRE and self.exchange and not self.has_fibre:
            yield "E-NO-PAIR"
        if self.listed_line1:
            if not plain(line1).startswith(plain(self.listed_line1)):
                yield "E-ADDRESS"
        elif self.defect not in ("", "E-COPPER-CLOSED") and not (technology == FIBRE and self.defect in OF_COPPER):
            yield self.defect

    def findings(self, line1: str, on: date, technology: str = COPPER) -> list[str]:
        """The codes that the eligibility server tells before an order; without an address it is not compared."""
        said = line1 or self.listed_line1
        return [code for code in self.defects(technology, said, on) if code in TOLD_BEFORE]

    def as_json(self, line1: str, on: date, technology: str = COPPER) -> dict[str, Any]:
        """The answer of the eligibility server, as `docs/incumbent-format.md` has it."""
        exchange = {"code": self.exchange, "name": self.exchange_name} if self.exchange else None
        return {
            "number": self.number,
            "known": self.known,
            "exchange": exchange,
            "technologies": list(self.technologies(on)),
            "copper_closed_on": self.copper_closed_on and self.copper_closed_on.isoformat(),
            "length_m": self.length_m,
            "active": self.active,
            "held_by": self.held_by,
            "unbundled": self.unbundled,
            "multiplexed": self.multiplexed,
            "listed_line1": self.listed_line1,
            "findings": self.findings(line1, on, technology),
        }


def line_facts(number: str, postal_code: str = "", seed: int = 1, *, natural: bool = True) -> LineFacts:
    """What the incumbent knows of a line; unless `natural`, only the special numbers have a defect."""
    chance = Seed(seed)
    defect = SPECIAL.get(number) or (natural_defect(chance, number) if natural else "")
    if defect == "E-UNKNOWN-NUMBER":
        return LineFacts(number, defect=defect)
    exchange = exchange_of(postal_code)
    long = (6_800, 9_200) if defect == "E-LENGTH" else (250, 4_400)
    return LineFacts(
        number=number,
        exchange=exchange.code if exchange else "",
        exchange_name=exchange.name if exchange else "",
        copper_closed_on=CLOSED if defect == "E-COPPER-CLOSED" else closed_on(exchange),
        length_m=chance.between(*long, "length", number),
        has_fibre=number != WITHOUT_FIBRE and (number in SPECIAL or chance.share("fibre", number) < HAS_FIBRE),
        active=defect != "E-INACTIVE",
        held_by=chance.pick(HOLDERS, "holder", number) if defect == "E-HELD" else "",
        unbundled=defect == "E-UNBUNDLED",
        multiplexed=defect == "E-MULTIPLEXED",
        listed_line1=chance.pick(LISTED, "listed", number) if defect == "E-ADDRESS" else "",
        defect=defect,
    )


def natural_defect(chance: Seed, number: str) -> str:
    drawn = chance.share("line", number)
    for code, share in SEEN:
        drawn -= share
        if drawn < 0:
            return code
    return ""


def exchange_of(postal_code: str) -> Exchange | None:
    """The exchange that serves a postal code; none where this world has no lines."""
    return next((one for one in EXCHANGES if postal_code[:2] in one.postal_codes), None)


def closed_on(exchange: Exchange | None) -> date | None:
    return exchange.copper_closed_on if exchange else None


def plain(line1: str) -> str:
    return " ".join(line1.casefold().split())
