"""What is sold in the demonstration."""

from decimal import Decimal

from activation.models import Offer

COPPER, FIBRE = "copper", "fibre"

# Code · names · technology · unbundling · package of television · price a month.
OFFERS = (
    ("dsl-partial", "Internet et téléphone, dégroupage partiel", "Internet and telephone, partial unbundling",
     COPPER, "partial", "", "19.90"),
    ("dsl-full", "Internet et téléphone, dégroupage total", "Internet and telephone, full unbundling",
     COPPER, "full", "", "24.90"),
    ("dsl-tv-partial", "Internet, téléphone et télévision, dégroupage partiel",
     "Internet, telephone and television, partial unbundling", COPPER, "partial", "essential", "24.90"),
    ("dsl-tv-full", "Internet, téléphone et télévision, dégroupage total",
     "Internet, telephone and television, full unbundling", COPPER, "full", "essential", "29.90"),
    ("fibre", "Fibre et téléphone", "Fibre and telephone", FIBRE, "full", "", "32.90"),
    ("fibre-tv", "Fibre, téléphone et télévision", "Fibre, telephone and television",
     FIBRE, "full", "premium", "39.90"),
)  # fmt: skip


def write() -> None:
    """Offers that are there already, by their code, are left as they are."""
    rows = [
        Offer(
            code=code,
            name_fr=name_fr,
            name_en=name_en,
            technology=technology,
            unbundling=unbundling,
            tv=bool(package),
            tv_package=package,
            monthly_price=Decimal(price),
        )
        for code, name_fr, name_en, technology, unbundling, package, price in OFFERS
    ]
    for row in rows:
        row.clean()
    Offer.objects.bulk_create(rows, ignore_conflicts=True)
