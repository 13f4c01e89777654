"""What happened to a file, in words: for its page and for Today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import format_lazy, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bascule.models import History
from bascule.templatetags.moments import day as in_words
from bascule.timeline import who_did
from operators.exchange.outbox import DAMAGED
from operators.exchange.words import counterpart_in_words, refusal_in_words
from operators.models import ExchangeFile, FileState, Way

HAPPENED = {
    "prepared": gettext_lazy("Written"),
    "sent": gettext_lazy("Sent"),
    "acknowledged": gettext_lazy("Acknowledged"),
    "escalated": gettext_lazy("Never acknowledged: people must talk"),
    "refused": gettext_lazy("Refused"),
    "received": gettext_lazy("Received"),
    "read": gettext_lazy("Read to its last line"),
}

US = gettext_lazy("us")
WE_REFUSED, THEY_REFUSED = gettext_lazy("We refused it whole"), gettext_lazy("They refused it whole")
COMES_AGAIN = gettext_lazy("Nothing of it was taken up: it must come again.")
MEND = gettext_lazy("Nothing of it was taken up on their side: mend the cause, then send it again.")
AGAIN = gettext_lazy(
    "It was damaged on the way: Bascule sends it again, as often as agreed; if it stays refused, call them."
)
CALL = gettext_lazy("Call them; when they are ready, send it again.")


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the story of a file."""

    words: str
    who: str
    at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class Told:
    """What is wrong with a file, and who must act."""

    what: str | Promise
    actor: str | Promise
    remedy: str | Promise


def story_of(file: ExchangeFile) -> list[Happening]:
    """Its history, the latest first; how it came to be stands at the end."""
    lines = list(file.history.select_related("by_user"))
    told = [Happening(happened(line), who_did(line), line.at, line.target) for line in lines if line.transition]
    born = FileState.RECEIVED if file.way == Way.IN else FileState.PREPARED
    return [*reversed(told), Happening(str(HAPPENED[born]), "Bascule", file.created_at, born)]


def happened(line: History) -> str:
    words = str(HAPPENED.get(line.target, line.target))
    code = line.facts.get("code", "")
    return f"{words}: {refusal_in_words(code)}" if code else words


def told(file: ExchangeFile, now: datetime, sent_at: Sequence[datetime] = ()) -> Told | None:
    """What is wrong with a file that was sent at these moments; None when all goes as it should."""
    they = counterpart_in_words(file.counterpart)
    if file.state == FileState.REFUSED:
        what = WE_REFUSED if file.way == Way.IN else THEY_REFUSED
        refused = format_lazy("{what}: {why}", what=what, why=refusal_in_words(file.problem))
        if file.way == Way.IN:
            return Told(refused, they, COMES_AGAIN)
        return Told(refused, US, AGAIN if file.problem in DAMAGED else MEND)
    if file.state == FileState.ESCALATED:
        return Told(never_acknowledged(file, sent_at), US, CALL)
    if file.state == FileState.SENT and file.due_at is not None and file.due_at <= now:
        return Told(
            gettext_lazy("Its acknowledgement is late"), they, gettext_lazy("Bascule sends it again by itself.")
        )
    return None


def never_acknowledged(file: ExchangeFile, sent_at: Sequence[datetime]) -> str:
    """How often it was sent, and at what hours when they are known."""
    times = ngettext("Sent %d time", "Sent %d times", file.sendings) % file.sendings
    if not sent_at:
        return _("%(times)s and never acknowledged") % {"times": times}
    hours = get_text_list(said(sent_at), _("and"))
    return _("%(times)s (%(hours)s) and never acknowledged") % {"times": times, "hours": hours}


def said(moments: Sequence[datetime]) -> list[str]:
    """The moments in words; a day is named once."""
    words, day = [], None
    for moment in map(timezone.localtime, moments):
        words.append(date_format(moment, "H:i") if moment.date() == day else in_words(moment, "j F, H:i"))
        day = moment.date()
    return words
