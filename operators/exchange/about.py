"""The messages about a record, as lines of its timeline."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from bascule.timeline import Event
from operators.exchange.words import counterpart_in_words, kind_in_words
from operators.models import Message, MessageStatus, Way


def messages_about(reference: str) -> list[Event]:
    """What was said of a record in files, by us and to us; one query."""
    return [event_of(message) for message in Message.objects.about(reference)]


def event_of(message: Message) -> Event:
    ways = {Way.OUT: _("Message to %(whom)s: %(kind)s"), Way.IN: _("Message from %(whom)s: %(kind)s")}
    told = {"whom": counterpart_in_words(message.counterpart), "kind": kind_in_words(message.kind)}
    words, where = ways[Way(message.way)] % told, place_of(message)
    if message.file is None:
        return Event(words, "", "", message.at, "message", where)
    href = f"{reverse('exchanges:file', args=[message.file.pk])}?q={message.message_id}"
    return Event(words, "", "", message.at, "message", where, href)


def place_of(message: Message) -> str:
    """The file in which it stands, and how far it has come."""
    if message.file is None:
        return _("waits for the next file")
    return f"{message.file.reference} · {status_of(message)}"


def status_of(message: Message) -> str | Promise:
    """Ours is as far as its file, unless it was refused alone; theirs is done, or in quarantine."""
    if message.way == Way.OUT and message.status == MessageStatus.SENT and message.file:
        return message.file.get_state_display()
    return message.get_status_display()
