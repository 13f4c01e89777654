"""Rejections and their way out: what a code means, what can be corrected, and the request sent again."""

from portability.rejections.correcting import correct, correctable_of, is_out_of_reach
from portability.rejections.reasons import by_code, reason_for, reason_of, reasons_for, recognise, their_words

__all__ = [
    "by_code",
    "correct",
    "correctable_of",
    "is_out_of_reach",
    "reason_for",
    "reason_of",
    "reasons_for",
    "recognise",
    "their_words",
]
