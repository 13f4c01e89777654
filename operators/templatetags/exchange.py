"""Files and messages as people read them, for templates."""

import re
from datetime import timedelta

from django import template
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from operators.exchange import words
from operators.exchange.codecs import MalformedLine
from operators.exchange.counterparts import codec_of
from operators.exchange.envelope import Envelope
from operators.exchange.handlers import Trouble
from operators.models import Message

register = template.Library()

register.filter("counterpart", words.counterpart_in_words)
register.filter("kind", words.kind_in_words)
register.filter("trouble", words.trouble_in_words)

OURS = re.compile(r"[A-Z]{1,3}-\d{4}-\d{6}")
"""The shape of our references."""


@register.filter
def tone(state: str) -> str:
    """The colour of the state of a file or a message."""
    return words.TONES.get(state, "wait")


@register.filter
def line(message: Message) -> str:
    """The line as it was received, or as it stands in our file."""
    if message.raw:
        return message.raw
    try:
        envelope = Envelope(message.message_id, message.kind, message.reference, message.fields)
        return codec_of(message.counterpart).write_line(envelope)
    except MalformedLine as error:
        return error.words


@register.filter
def is_ours(message: Message) -> bool:
    """Whether a message names a record that the search can find."""
    return message.problem != Trouble.UNKNOWN_RECORD and bool(OURS.fullmatch(message.reference))


@register.filter
def lasting(length: timedelta) -> str:
    """`3 minutes`, `1 hour, 5 minutes`."""
    if length < timedelta(minutes=1):
        return _("less than a minute")
    now = timezone.now()
    return timesince(now - length, now)
