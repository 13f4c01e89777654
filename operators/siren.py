"""SIREN and SIRET, the numbers of French businesses and of their sites; pure."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as Invalid
from stdnum.fr import siren, siret

BEGUN = re.compile(r"[0-9]{9,14}")


def siren_or_more(text: str) -> str:
    """The digits of a text that is a SIREN, or a SIRET from its SIREN on; "" for any other text."""
    digits = "".join(text.split())
    return digits if BEGUN.fullmatch(digits) else ""


def clean_siret(text: str) -> str:
    """The 14 digits of a SIRET, or "" for none. La Poste's sites follow their own sum.

    Raises ValidationError on field `siret`.
    """
    try:
        return siret.validate(text) if text.strip() else ""
    except Invalid as error:
        sentence = _("This SIRET is not right: 14 digits, the last one a check digit.")
        raise ValidationError({"siret": sentence}) from error


def clean_siren(text: str) -> str:
    """The 9 digits of a SIREN, or "" for none.

    Raises ValidationError on field `siren`.
    """
    try:
        return siren.validate(text) if text.strip() else ""
    except Invalid as error:
        sentence = _("This SIREN is not right: 9 digits, the last one a check digit.")
        raise ValidationError({"siren": sentence}) from error
