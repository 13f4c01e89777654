"""Files and messages as bytes and back: what every format shares, and the formats. Pure.

`files` names, heads, answers · `numbers` numbers in a field · `base` the frame of a file ·
`neutral` that of the clearing house (`docs/exchange-format.md`) · `access` that of the incumbent
(`docs/incumbent-format.md`).
"""

from operators.exchange.codecs.access import ACCESS
from operators.exchange.codecs.base import Codec
from operators.exchange.codecs.files import (
    MOMENT,
    Ack,
    Err,
    FileHead,
    MalformedLine,
    RefusedFile,
    digest_of,
    read_answer,
    write_answer,
)
from operators.exchange.codecs.neutral import NEUTRAL
from operators.exchange.codecs.numbers import NUMBER, read_numbers, write_numbers

__all__ = [
    "ACCESS",
    "MOMENT",
    "NEUTRAL",
    "NUMBER",
    "Ack",
    "Codec",
    "Err",
    "FileHead",
    "MalformedLine",
    "RefusedFile",
    "digest_of",
    "read_answer",
    "read_numbers",
    "write_answer",
    "write_numbers",
]
