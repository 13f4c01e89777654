"""The numbering plan: kinds of numbers, territories and their country codes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What a number is for, by its first digits."""

    GEOGRAPHIC = "geographic", _("Geographic")
    POLYVALENT_09 = "polyvalent_09", _("Non-geographic (09)")
    MOBILE = "mobile", _("Mobile")
    SPECIAL = "special", _("Special service (08)")
    SHORT = "short", _("Short number")


class Territory(TextChoices):
    """Where a number may be used; within one, a geographic number may be kept when its owner moves."""

    METROPOLE = "metropole", _("Metropolitan France")
    GUADELOUPE = "guadeloupe", _("Guadeloupe")
    MARTINIQUE = "martinique", _("Martinique")
    GUYANE = "guyane", _("French Guiana")
    REUNION = "reunion", _("Réunion")
    MAYOTTE = "mayotte", _("Mayotte")
    SAINT_PIERRE_ET_MIQUELON = "saint_pierre_et_miquelon", _("Saint Pierre and Miquelon")
    NATIONAL = "national", _("National")


KINDS = {
    **dict.fromkeys(("01", "02", "03", "04", "05"), Kind.GEOGRAPHIC),
    **dict.fromkeys(("06", "07"), Kind.MOBILE),
    "08": Kind.SPECIAL,
    "09": Kind.POLYVALENT_09,
}

COUNTRY_CODES: dict[str, str] = {
    Territory.METROPOLE: "33",
    Territory.GUADELOUPE: "590",
    Territory.MARTINIQUE: "596",
    Territory.GUYANE: "594",
    Territory.REUNION: "262",
    Territory.MAYOTTE: "262",
    Territory.SAINT_PIERRE_ET_MIQUELON: "508",
    Territory.NATIONAL: "33",
}

# Saint Barthélemy and Saint Martin (977 and 978 in some files) share the numbers of Guadeloupe.
POSTAL_TERRITORIES = {
    "971": Territory.GUADELOUPE,
    "972": Territory.MARTINIQUE,
    "973": Territory.GUYANE,
    "974": Territory.REUNION,
    "975": Territory.SAINT_PIERRE_ET_MIQUELON,
    "976": Territory.MAYOTTE,
    "977": Territory.GUADELOUPE,
    "978": Territory.GUADELOUPE,
}


def kind_of(national: str) -> Kind:
    """The kind of a number given by its national digits; whatever has no zero and root in front is short."""
    return KINDS.get(national[:2], Kind.SHORT)


def country_code(territory: str) -> str:
    """The country code of a territory's numbers, without plus; KeyError when it is none of ours."""
    return COUNTRY_CODES[territory]


def territory_of_postal_code(code: str) -> Territory:
    """The territory of an address, by its French postal code."""
    return POSTAL_TERRITORIES.get(code.replace(" ", "")[:3], Territory.METROPOLE)
