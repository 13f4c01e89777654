"""Why a counterpart says no: reasons are rows, in both languages."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

UNKNOWN = "unknown"
"""The reason that stands for a code nobody has mapped yet."""


class Reason(models.Model):
    """One reason: what it means, and which fields a correction may change."""

    CORRECTABLE: ClassVar[type[models.TextChoices]]
    """The fields that there are to correct."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    label_fr = models.CharField(_("label, in French"), max_length=120)
    label_en = models.CharField(_("label, in English"), max_length=120)
    meaning_fr = models.TextField(_("meaning, in French"), max_length=600)
    meaning_en = models.TextField(_("meaning, in English"), max_length=600)
    correctable_fields = models.JSONField(_("fields that can be corrected"), default=list, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.code

    def clean(self) -> None:
        known = self.CORRECTABLE.values
        if unknown := sorted(set(self.correctable_fields) - set(known)):
            sentence = _("No such field: %(unknown)s. There are: %(known)s.")
            names = {"unknown": ", ".join(unknown), "known": ", ".join(known)}
            raise ValidationError({"correctable_fields": sentence % names})

    @property
    def label(self) -> str:
        return in_both(self, "label")

    @property
    def meaning(self) -> str:
        return in_both(self, "meaning")


def in_both(record: Any, name: str) -> str:
    """A text that is kept in both languages, in the reader's."""
    language = "fr" if (get_language() or "").startswith("fr") else "en"
    return getattr(record, f"{name}_{language}")
