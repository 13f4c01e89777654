"""What a file really is: judged by its content, never by its name or by what its sender calls it."""

import re
from hashlib import sha256

from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image

from bascule.rules import RuleRefused

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 80_000_000
"""A picture of more points than any telephone takes is made to fill our memory."""
SUFFIX = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}
PDF_HEAD = re.compile(rb"%PDF-[12]\.[0-9]")
PDF_TAIL = re.compile(rb"startxref\s+([0-9]{1,10})\s+%%EOF")
TAIL = 2_048
PICTURES = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
UNREADABLE = (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning)


def media_type_of(file: File) -> str:
    """The media type of a paper that we keep: a PDF, a PNG or a JPEG that opens.

    Raises RuleRefused on `file`: `file_empty`, `file_too_large`, `file_type` or `file_broken`.
    """
    size = file.size or 0
    if not size:
        raise refused("file_empty", _("This file is empty."))
    if size > MOST_BYTES:
        raise too_large()
    head = read_at(file, 0, 8)
    if PDF_HEAD.match(head):
        check_pdf(file, size)
        return "application/pdf"
    for signature, name in PICTURES.items():
        if head.startswith(signature):
            check_picture(file, name)
            return f"image/{name.lower()}"
    raise refused("file_type", _("This is neither a PDF nor a picture (PNG or JPEG), whatever its name says."))


def check_pdf(file: File, size: int) -> None:
    """A PDF that was cut on its way lacks its end, which says where its table of contents is."""
    ends = PDF_TAIL.findall(read_at(file, max(0, size - TAIL), TAIL))
    if not ends or int(ends[-1]) >= size:
        raise broken()


def check_picture(file: File, name: str) -> None:
    """Open a picture and read it through, a JPEG at an eighth of its size; a PNG has checksums."""
    try:
        file.seek(0)
        with Image.open(file, formats=[name]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise refused("file_too_large", _("This picture has too many points."))
            if name == "JPEG":
                picture.draft("RGB", (picture.width // 8, picture.height // 8))
                picture.load()
            else:
                picture.verify()
    except UNREADABLE as error:
        raise broken() from error
    finally:
        if not file.closed:
            file.seek(0)


def digest_of(file: File) -> str:
    """SHA-256 of the content, read in pieces."""
    digest = sha256()
    for piece in file.chunks():
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def read_at(file: File, start: int, count: int) -> bytes:
    file.seek(start)
    read = file.read(count)
    file.seek(0)
    return read


def too_large() -> RuleRefused:
    sentence = _("A file has at most %(most)d MB.") % {"most": MOST_BYTES // 1024 // 1024}
    return refused("file_too_large", sentence)


def broken() -> RuleRefused:
    return refused("file_broken", _("This file does not open: it may have been cut on its way. Send it again."))


def refused(code: str, sentence: str) -> RuleRefused:
    return RuleRefused(code, sentence, field="file")
