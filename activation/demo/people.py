"""Who subscribes in the demonstration, and to what: invented people, the same on the same days."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from activation.models import Channel
from operators.exchange.simulator.chance import Seed
from operators.models import Customer, CustomerKind, Operator
from portability.demo.cast import OWN, Cast

FIRST_NAMES = (
    *("Amina", "Bastien", "Camille", "Denise", "Élodie", "Farid", "Gaëlle", "Hervé", "Isaure", "Joris", "Katia"),
    *("Léo", "Maëlle", "Nolwenn", "Oscar", "Prune", "Quentin", "Rachida", "Salomé", "Théo", "Ursule", "Violette"),
)
LAST_NAMES = (
    *("Abribat", "Boisjoli", "Clairval", "Dormois", "Estival", "Fontbelle", "Granval", "Hautier", "Isambert"),
    *("Jolivert", "Kermorvan", "Larivaux", "Montfaucet", "Noirmont", "Orgeval", "Peyrefiche", "Quillerac"),
    *("Rochebrune", "Saintigny", "Tournefeuil", "Vauclair", "Ybarran", "Zellermann"),
)
STREETS = ("rue des Glycines", "allée des Cigales", "chemin du Lavoir", "place du Marché", "impasse des Tilleuls")
PLACES = (
    ("75LIL", "75011", "Paris"),
    ("75LIL", "93100", "Montreuil"),
    ("35GEN", "35000", "Rennes"),
    ("59BEF", "59000", "Lille"),
    ("67CIG", "67000", "Strasbourg"),
    ("69CHA", "69002", "Lyon"),
    ("38ALP", "38000", "Grenoble"),
    ("13OLI", "13005", "Marseille"),
    ("33PHA", "33000", "Bordeaux"),
)
"""Where they live: the exchange, a postal code and a town."""
BY_SHARE = (0.22, 0.36, 0.48, 0.60, 0.70, 0.76, 0.82, 0.91, 1.0)
WANTED = (
    *("dsl-tv-full", "dsl-tv-full", "dsl-full", "dsl-full", "dsl-partial", "dsl-tv-partial"),
    *("fibre-tv", "fibre"),
)
CHANNELS = (Channel.WEB, Channel.WEB, Channel.PHONE, Channel.PHONE, Channel.MAIL)
DAILY = (1, 2, 2, 2)
HOURS = (time(9, 30), time(11, 25), time(16, 5))
LINES_OF_BEFORE, LINES_OF_THESE_DAYS = 6000, 5000
"""Lines are 01 99 00 5xxx and 6xxx: nobody else of the demonstration has them."""


def line_number(place: int) -> str:
    return f"019900{place:04d}"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who subscribes at an hour; `port`: with the number of the line."""

    customer: Customer
    line_number: str
    offer: str
    channel: str
    by: Any
    hour: time
    waived: bool
    port: bool
    reference: str


@dataclass(slots=True)
class Newcomers:
    """Those of every day, each with a line of their own."""

    cast: Cast
    seed: Seed = field(default_factory=lambda: Seed(11))
    next_line: int = LINES_OF_THESE_DAYS

    def of(self, day: date) -> Iterator[Newcomer]:
        for turn in range(self.seed.pick(DAILY, "subscribers", day)):
            yield self.newcomer(day, turn)

    def hopeless(self, day: date, defect: str) -> Newcomer:
        """Somebody whose line the incumbent will not make, for a reason that only the order brings out."""
        customer = self.at(PLACES[0], self.cast.operators[OWN], "hopeless", day)
        agent, reference = self.cast.people["activation"], f"CRM-H{day:%m%d}"
        return Newcomer(customer, defect, "dsl-partial", Channel.PHONE, agent, time(14, 40), True, False, reference)

    def newcomer(self, day: date, turn: int) -> Newcomer:
        channel = self.seed.pick(CHANNELS, "channel", day, turn)
        offer = self.seed.pick(WANTED, "offer", day, turn)
        theirs = channel == Channel.WEB and self.seed.share("partner", day, turn) < 0.25
        operator = self.cast.operators["NWOT" if theirs else OWN]
        self.next_line += 1
        return Newcomer(
            customer=self.somebody(operator, "new", day, turn),
            line_number=line_number(self.next_line),
            offer=offer,
            channel=channel,
            by=self.cast.people["NWOT" if theirs else "activation"],
            hour=HOURS[turn],
            waived=self.seed.share("waived", day, turn) < 0.4,
            port=offer in ("dsl-full", "dsl-tv-full") and self.seed.share("port", day, turn) < 0.3,
            reference=f"{'NW' if theirs else 'CRM'}-L{day:%m%d}{turn + 1}",
        )

    def somebody(self, operator: Operator, *about: object) -> Customer:
        share = self.seed.share("place", *about)
        place = next(one for one, upto in zip(PLACES, BY_SHARE, strict=True) if share < upto)
        return self.at(place, operator, *about)

    def at(self, place: tuple[str, str, str], operator: Operator, *about: object) -> Customer:
        _exchange, postal_code, city = place
        names = self.seed.pick(FIRST_NAMES, "first", *about), self.seed.pick(LAST_NAMES, "last", *about)
        street = self.seed.pick(STREETS, "street", *about)
        return Customer(
            partner=operator,
            kind=CustomerKind.PERSON,
            name=" ".join(names),
            email="subscriber@customer.example",
            line1=f"{self.seed.between(1, 120, 'house', *about)} {street}",
            postal_code=postal_code,
            city=city,
        )
