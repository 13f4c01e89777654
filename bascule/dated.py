"""The names that a dated setting may have, declared by the room that uses them."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Declared:
    """One setting: what its whole number means, and the bounds between which it makes sense."""

    name: str
    meaning: str | Promise
    unit: str | Promise
    lowest: int = 0
    highest: int = 10_000


DECLARED: dict[str, Declared] = {}


def declare(*settings: Declared) -> None:
    """Make settings known; a room calls this once, when it is loaded."""
    DECLARED.update({setting.name: setting for setting in settings})


def check(name: str, value: int) -> None:
    """Refuse a name nobody declared, or a value out of bounds.

    Raises ValidationError with its field.
    """
    setting = DECLARED.get(name)
    if setting is None:
        raise ValidationError({"name": _("No part of the product knows a setting of this name.")})
    if not setting.lowest <= value <= setting.highest:
        sentence = _("Give a value from %(lowest)d to %(highest)d.")
        raise ValidationError({"value": sentence % {"lowest": setting.lowest, "highest": setting.highest}})
