"""Files as people send them, good and bad."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from reportlab.pdfgen.canvas import Canvas


def pdf(words: str = "Bon pour mandat") -> bytes:
    target = BytesIO()
    canvas = Canvas(target, invariant=1)
    canvas.drawString(100, 700, words)
    canvas.save()
    return target.getvalue()


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    target = BytesIO()
    Image.new("RGB", size, "navy").save(target, kind)
    return target.getvalue()


def upload(content: bytes | None = None, name: str = "mandat.pdf", media_type: str = "application/pdf"):
    return SimpleUploadedFile(name, pdf() if content is None else content, media_type)
