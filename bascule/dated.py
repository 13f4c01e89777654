"""The names that a dated setting may have, declared by the room that uses them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

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
KEPT: ContextVar[dict[date, dict[str, int]] | None] = ContextVar("kept_settings", default=None)


@contextmanager
def kept() -> Iterator[None]:
    """Inside, the settings of a day are read once: a batch does not change its rules halfway."""
    token = KEPT.set({})
    try:
        yield
    finally:
        KEPT.reset(token)


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
