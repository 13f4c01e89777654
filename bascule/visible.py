"""Texts of one line that others write and people read."""

import unicodedata

CONTROL, SEPARATOR = "C", "Z"


def visible(text: str) -> str:
    """The text with a blank for each character that shows nothing, breaks the line or turns what follows around."""
    return " ".join("".join(" " if is_unseen(sign) else sign for sign in text).split())


def is_unseen(sign: str) -> bool:
    return unicodedata.category(sign)[0] in (CONTROL, SEPARATOR)
