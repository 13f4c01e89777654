"""The letters of our PDF files: the Vera fonts that come with the library, and what to do with what they lack."""

import unicodedata
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD = "Vera", "VeraBd"
SPELT = {"\u2010": "-", "\u2011": "-", "\u2212": "-", "№": "N°", "ﬁ": "fi", "ﬂ": "fl"}


@cache
def glyphs() -> frozenset[int]:
    """The characters that both fonts can draw; registers the fonts, once."""
    fonts = [TTFont(name, f"{name}.ttf") for name in (REGULAR, BOLD)]
    for font in fonts:
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
    return frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in fonts))


def legible(text: str) -> str:
    """The same text in letters that the fonts have; nothing of it vanishes.

    A letter with an accent too many loses the accent, a character of another script is written as its code
    point: `[U+4E2D]`.
    """
    return "".join(drawable(character) for character in unicodedata.normalize("NFC", text))


@cache
def drawable(character: str) -> str:
    if unicodedata.category(character) in ("Cc", "Zs", "Zl", "Zp"):
        return "\u00a0" if character in "\u00a0\u202f\u2007" else " "
    if ord(character) in glyphs():
        return character
    if character in SPELT:
        return SPELT[character]
    plain = [part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part)]
    if plain and all(ord(part) in glyphs() for part in plain):
        return "".join(plain)
    return f"[U+{ord(character):04X}]"
