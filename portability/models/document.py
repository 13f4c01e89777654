"""Papers of a request: the mandate we draw up, its signed copy, a bill of the donor."""

import uuid

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bascule.said import Said
from portability.models.port_in import PortIn


def documents_storage() -> Storage:
    return storages["documents"]


class DocumentKind(models.TextChoices):
    MANDATE = "mandate", _("mandate, to be signed")
    SIGNED_MANDATE = "signed_mandate", _("mandate, signed")
    BILL = "bill", _("bill of the donor")
    OTHER = "other", _("other paper")


class Document(Said):
    """A file that somebody added to a request; it lies outside what the web server serves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    port_in = models.ForeignKey(PortIn, models.PROTECT, related_name="documents", verbose_name=_("incoming port"))
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind)
    name = models.CharField(_("name"), max_length=120)
    media_type = models.CharField(_("media type"), max_length=40)
    size = models.PositiveIntegerField(_("size"), help_text=_("In bytes."))
    digest = models.CharField(_("SHA-256"), max_length=64)
    file = models.FileField(_("file"), storage=documents_storage, max_length=200)

    class Meta(Said.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.UniqueConstraint(fields=["port_in", "kind", "digest"], name="a_paper_is_kept_once"),
            models.CheckConstraint(
                condition=Q(media_type__in=["application/pdf", "image/png", "image/jpeg"]),
                name="a_document_is_pdf_png_or_jpeg",
            ),
        ]

    def __str__(self) -> str:
        return self.name
