"""The format of the incumbent: fixed columns for each kind of message. `docs/incumbent-format.md` has every rule."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from operators.exchange.codecs.base import Codec, check_frame
from operators.exchange.codecs.files import MalformedLine, check_whole
from operators.exchange.envelope import Envelope

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
QUOTED = re.compile(r'"(?:[^"]|"")*"')
PLAIN = re.compile(r'[^;"]*')


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of message: our name for it, theirs, and its columns after the reference."""

    name: str
    word: str
    columns: tuple[str, ...]


KINDS = (
    Kind(
        "access_order",
        "CMD_ACCES",
        (
            *("attempt", "replaces", "technology", "unbundling", "line_number"),
            *("customer", "address", "postal_code", "city"),
            *("exchange", "strip", "position", "port_numbers", "rio", "wanted_on"),
        ),
    ),
    Kind("access_acknowledgement", "AR_CMD_ACCES", ("result", "code", "text")),
    Kind("completion_report", "CR_CMD_ACCES", ("result", "code", "text", "done_on", "pair")),
    Kind("access_reminder", "REL_CMD_ACCES", ("sent_on", "count", "days")),
    Kind("access_cancellation", "ANN_CMD_ACCES", ("reason",)),
    Kind("access_termination", "RES_ACCES", ("line_number", "reason", "on")),
    Kind("access_lost", "PERTE_ACCES", ("line_number", "operator", "on")),
    Kind("error", "ERR", ("message", "code", "text")),
)
BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}
BY_WORD: Mapping[str, Kind] = {kind.word: kind for kind in KINDS}


class Access(Codec):
    begins, ends, separator = "ACCES", "FIN", ";"

    def write_line(self, envelope: Envelope) -> str:
        check_frame(envelope.id, envelope.reference)
        kind = BY_NAME.get(envelope.kind)
        if kind is None:
            raise MalformedLine(_("This format has no message of the kind %(kind)s.") % {"kind": envelope.kind})
        said = {name: value for name, value in envelope.fields.items() if value}
        if strange := min(said.keys() - set(kind.columns), default=""):
            sentence = _("%(kind)s has no column for %(name)s.")
            raise MalformedLine(sentence % {"kind": kind.word, "name": strange})
        columns = [said.get(name, "") for name in kind.columns]
        return ";".join([kind.word, envelope.id, *map(write_value, [envelope.reference, *columns])])

    def read_line(self, line: str) -> Envelope:
        if CONTROL.search(line):
            raise MalformedLine(_("A line holds a control character."))
        word, *parts = split(line)
        kind = BY_WORD.get(word)
        if kind is None:
            raise MalformedLine(_("This format has no message of the kind %(kind)s.") % {"kind": word[:40]})
        if len(parts) != len(kind.columns) + 2:
            sentence = _("%(kind)s has %(wanted)d columns, the line has %(held)d.")
            counts = {"kind": word, "wanted": len(kind.columns) + 3, "held": len(parts) + 1}
            raise MalformedLine(sentence % counts)
        message_id, reference, *values = parts
        check_frame(message_id, reference)
        fields = {name: value for name, value in zip(kind.columns, values, strict=True) if value}
        return Envelope(message_id, kind.name, reference, fields)


ACCESS = Access()


def write_value(text: str) -> str:
    """One column: a line break, or any other control character, is written as a space; quotes only where needed."""
    check_whole(text)
    text = CONTROL.sub(" ", text)
    return text if PLAIN.fullmatch(text) else '"{}"'.format(text.replace('"', '""'))


def split(line: str) -> Iterator[str]:
    """The values of a line. MalformedLine unless each is written exactly as `write_value` writes it."""
    place = 0
    while True:
        found = QUOTED.match(line, place) or PLAIN.match(line, place)
        written = found[0] if found else ""
        value = written[1:-1].replace('""', '"') if written.startswith('"') else written
        place += len(written)
        if write_value(value) != written or line[place : place + 1] not in ("", ";"):
            raise MalformedLine(_("A value is not quoted as the format wants it."))
        yield value
        if place == len(line):
            return
        place += 1
