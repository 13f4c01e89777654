"""Giving a paper out: always as a file to keep, never as a page of ours, and never into a shared cache."""

from io import BytesIO

from django.http import FileResponse, Http404

from portability.models import Document
from portability.models.document import documents_storage


def sent(document: Document) -> FileResponse:
    """The file of a row, read in pieces. Raises Http404 when the storage has lost it."""
    try:
        content = documents_storage().open(document.file.name or "")
    except FileNotFoundError as error:
        raise Http404 from error
    return guarded(FileResponse(content, as_attachment=True, filename=document.name, content_type=document.media_type))


def as_attachment(pdf: bytes, name: str) -> FileResponse:
    """A PDF that was just drawn up."""
    return guarded(FileResponse(BytesIO(pdf), as_attachment=True, filename=name, content_type="application/pdf"))


def guarded(response: FileResponse) -> FileResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
