"""Everybody who plays in the demonstration: operators, customers, people, keys, and the prices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User
from django.utils import timezone

from operators.arcep.importing import import_files
from operators.models import ApiKey, Contact, Customer, CustomerKind, Operator, RoutingPrefix, Scope, Source
from portability.models import PriceList, PriceTier

ARCEP = Path(__file__).parent / "arcep"
OWN = "BASC"
PASSWORD = "bascule-demo"  # noqa: S105  (public: the command refuses to run where it would matter)
KEY_NAME = "demonstration"
PARTNERS = ("NWOT", "VFIC")

# People say SFR; the regulator's files give the legal name.
TRADE_NAMES = {"SFR0": "SFR"}
PORTING_PROVIDERS = {"VFIC": OWN}

People = Mapping[str, tuple[str, str, str]]
"""First name, last name and group by login."""
AGENTS = ("agent", "activation agent")
"""The groups that work on the screens alone."""
PEOPLE = {
    "agent": ("Nadia", "Ferrand", "agent"),
    "superviseur": ("Hugo", "Marchetti", "supervisor"),
    "partenaires": ("Inès", "Kowalski", "partner manager"),
    "admin": ("Alex", "Morel", ""),
}

BUSINESSES = (
    ("Boulangerie Durand", "99999011200016", "12 rue des Lilas", "75011", "Paris"),
    ("Cabinet Vasseur Avocats", "99999018700018", "4 quai des Chartreux", "69002", "Lyon"),
    ("Clinique du Rhin Fictif", "99999025200010", "27 allée des Cigognes", "67000", "Strasbourg"),
    ("Garage Payet", "99999032800018", "88 chemin des Filaos", "97400", "Saint-Denis"),
    ("Hôtel des Deux Rives", "99999039300012", "1 place du Phare", "44000", "Nantes"),
    ("Menuiserie Le Goff", "99999046800012", "15 rue de l'Établi", "29200", "Brest"),
    ("Laiterie du Vercors", "99999053400011", "6 route des Alpages", "38000", "Grenoble"),
    ("Librairie Quatre-Vents", "99999060900011", "9 rue des Reliures", "35000", "Rennes"),
    ("Transports Maréchal", "99999067400015", "Zone des Entrepôts, quai 3", "57000", "Metz"),
    ("Mairie de Saint-Fictif", "", "1 place de la Mairie", "33000", "Bordeaux"),
)
PERSONS = (
    ("Odile Carpentier", "3 impasse des Violettes", "31000", "Toulouse"),
    ("Karim Belaïd", "21 montée des Oliviers", "13005", "Marseille"),
)
CUSTOMERS_OF_PARTNERS = (
    ("NWOT", "Studio Pivoine", "99999074000014", "30 rue des Ateliers", "75003", "Paris"),
    ("NWOT", "Résidence Les Tamaris", "99999081500014", "2 avenue des Palmes", "06000", "Nice"),
    ("VFIC", "Pharmacie Fabre", "99999088000018", "5 rue du Beffroi", "59000", "Lille"),
)
CONTACTS = (
    ("Boulangerie Durand", "Marc Durand", "gérant", "0639980011"),
    ("Cabinet Vasseur Avocats", "Lise Vasseur", "associée", "0639980012"),
    ("Clinique du Rhin Fictif", "Paul Weber", "services généraux", "0639980013"),
    ("Garage Payet", "Sandrine Payet", "gérante", "0639980014"),
    ("Hôtel des Deux Rives", "Yann Moreau", "réception", "0639980015"),
    ("Transports Maréchal", "Éva Maréchal", "exploitation", "0639980016"),
    ("Mairie de Saint-Fictif", "Denis Roche", "informatique", "0639980017"),
)


@dataclass(frozen=True, slots=True)
class Cast:
    """The players, each under the name by which the story calls it."""

    operators: dict[str, Operator]
    prefixes: dict[str, RoutingPrefix]
    customers: dict[str, Customer]
    people: dict[str, User | ApiKey]


def gather(now: datetime, people: People) -> tuple[Cast, dict[str, str]]:
    """Everybody, and the secrets of the partners' keys."""
    today = timezone.localdate(now)
    operators = load_operators(today)
    keys, secrets = issue_keys(operators)
    write_prices(operators, today)
    prefixes = {row.prefix: row for row in RoutingPrefix.objects.all()}
    return Cast(operators, prefixes, write_customers(operators), {**write_people(people), **keys}), secrets


def load_operators(today: date) -> dict[str, Operator]:
    import_files(ARCEP, Source.DEMO, today)
    for code, name in TRADE_NAMES.items():
        Operator.objects.filter(code=code, source=Source.DEMO).update(name=name)
    for code, provider in PORTING_PROVIDERS.items():
        Operator.objects.filter(code=code).update(porting_provider=Operator.objects.get(code=provider))
    return {operator.code: operator for operator in Operator.objects.all()}


def issue_keys(operators: dict[str, Operator]) -> tuple[dict[str, ApiKey], dict[str, str]]:
    issued = {code: ApiKey.objects.issue(operators[code], KEY_NAME, Scope.values) for code in PARTNERS}
    return {code: key for code, (key, _) in issued.items()}, {code: secret for code, (_, secret) in issued.items()}


def write_people(everybody: People) -> dict[str, User]:
    """The users and their groups; somebody who already has such a login is left as they are."""
    password = make_password(PASSWORD)
    people = {}
    for login, (first, last, group) in everybody.items():
        user, is_new = User.objects.get_or_create(username=login)
        people[login] = user
        if not is_new:
            continue
        user.first_name, user.last_name, user.password = first, last, password
        user.email = f"{login}@basculetelecom.example"
        user.is_superuser, user.is_staff = not group, group not in AGENTS
        user.save()
        user.groups.set(Group.objects.filter(name=group))
    return people


def write_customers(operators: dict[str, Operator]) -> dict[str, Customer]:
    ours = [(OWN, *business) for business in BUSINESSES]
    rows = [business(operators[partner], *about) for partner, *about in (*ours, *CUSTOMERS_OF_PARTNERS)]
    rows += [person(operators[OWN], *about) for about in PERSONS]
    for row in rows:
        row.full_clean()
    Customer.objects.bulk_create(rows)
    customers = {row.name: row for row in rows}
    Contact.objects.bulk_create(
        Contact(customer=customers[customer], name=name, role=role, phone=phone)
        for customer, name, role, phone in CONTACTS
    )
    return customers


def business(partner: Operator, name: str, siret: str, line1: str, postal_code: str, city: str) -> Customer:
    address = {"line1": line1, "postal_code": postal_code, "city": city}
    return Customer(partner=partner, name=name, siret=siret, email="telecoms@customer.example", **address)


def person(partner: Operator, name: str, line1: str, postal_code: str, city: str) -> Customer:
    address = {"line1": line1, "postal_code": postal_code, "city": city}
    return Customer(partner=partner, kind=CustomerKind.PERSON, name=name, **address)


def write_prices(operators: dict[str, Operator], today: date) -> None:
    """A default list, and a cheaper one for the partner that brings most."""
    since = date(today.year - 1, 1, 1)
    write_list("Tarif public", None, since, "35 75 40 60 90 15", {1: "0.00", 2: "2.00", 51: "1.00", 501: "0.50"})
    theirs = operators["NWOT"]
    write_list("Tarif Netwo", theirs, since, "28 60 35 50 80 12", {1: "0.00", 2: "1.50", 51: "0.80", 501: "0.40"})


def write_list(name: str, partner: Operator | None, since: date, amounts: str, tiers: dict[int, str]) -> None:
    columns = ("request_simple", "request_complex", "live_cutover", "express", "off_hours", "inventory")
    prices = dict(zip(columns, map(Decimal, amounts.split()), strict=True))
    listed, is_new = PriceList.objects.get_or_create(
        partner=partner, starts_on=since, defaults={"name": name, "vat_rate": Decimal(20), **prices}
    )
    if is_new:
        PriceTier.objects.bulk_create(
            PriceTier(price_list=listed, from_number=start, unit=Decimal(unit)) for start, unit in tiers.items()
        )
