"""The format of the clearing house: `name=value` fields. `docs/exchange-format.md` has every rule."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from operators.exchange.codecs.base import Codec, check_frame
from operators.exchange.codecs.files import MalformedLine, escape, unescape
from operators.exchange.envelope import Envelope

KIND = re.compile(r"[a-z_]{1,30}")
FIELD = re.compile(r"[a-z][a-z0-9_]*(\.[A-Za-z0-9_-]+)?")


class Neutral(Codec):
    begins, ends, separator = "BASCULE", "END", "|"
    has_full = True

    def write_line(self, envelope: Envelope) -> str:
        check_frame(envelope.id, envelope.reference)
        check_kind(envelope.kind)
        fields = sorted((name, value) for name, value in envelope.fields.items() if value)
        for name, _value in fields:
            check_name(name)
        parts = [envelope.id, envelope.kind, escape(envelope.reference)]
        return "|".join([*parts, *(f"{name}={escape(value)}" for name, value in fields)])

    def read_line(self, line: str) -> Envelope:
        parts = line.split("|")
        if len(parts) < 3:
            raise MalformedLine(_("A line needs a message id, a kind and a reference."))
        message_id, kind, reference = parts[0], parts[1], unescape(parts[2])
        check_frame(message_id, reference)
        check_kind(kind)
        return Envelope(message_id, kind, reference, dict(read_fields(parts[3:])))


NEUTRAL = Neutral()


def read_fields(parts: Sequence[str]) -> Iterator[tuple[str, str]]:
    before = ""
    for part in parts:
        name, separator, value = part.partition("=")
        check_name(name)
        if not (separator and value):
            raise MalformedLine(_("The field %(name)s has no value.") % {"name": name})
        if name <= before:
            raise MalformedLine(_("The field %(name)s comes twice, or out of its order.") % {"name": name})
        before = name
        yield name, unescape(value)


def check_kind(kind: str) -> None:
    if not KIND.fullmatch(kind):
        raise MalformedLine(_("The kind of the message cannot be read."))


def check_name(name: str) -> None:
    if not FIELD.fullmatch(name):
        raise MalformedLine(_("A field has no name that can be read."))
