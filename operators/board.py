"""What this room puts on the front page and into the search."""

import re
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from bascule.board import MOST_FOUND, MOST_ROWS, Attention, Found, Group, start_of
from bascule.commits import writing_for
from operators.exchange.gaps import Gap, open_gaps
from operators.exchange.story import told
from operators.exchange.words import COUNTERPARTS, counterpart_in_words
from operators.models import (
    ExchangeFile,
    FileState,
    Message,
    Operator,
    RioCode,
    RoutingPrefix,
    Way,
    Webhook,
    own_operator_problem,
)
from operators.notifications.minding import not_sent

RIO = re.compile(r"([A-Z0-9]{2})(?:[A-Z][A-Z0-9]{6}[A-Z0-9+]{3})?")
PREFIX = re.compile(r"0[0-9]{2,5}")
FILE = re.compile(
    r"(?P<sender>[A-Z0-9]{2,8})(?:\.[A-Z0-9]{2,8}\.[0-9]{14}\.|-)(?P<number>[0-9]{6,9})(?:\.FULL)?(?:\.(?:ACK|ERR))?"
)
"""A file by its name, by the name of its answer, or by the reference that Today shows."""
LONG = timedelta(minutes=5)
"""No batch of ours writes for so long in one transaction."""
FORGOTTEN = timedelta(days=7)
"""A file that we refused and that did not come again, or that never came, is talked about for so long."""


def problems() -> list[str]:
    """What keeps the whole house from working."""
    known = Operator.objects.filter(code=settings.OWN_OPERATOR).exists()
    return [] if known else [own_operator_problem()]


def counts(user: Any, now: datetime) -> dict[str, int]:
    """What the navigation shows beside exchanges, and what of it is due today."""
    found: Counter[str] = Counter()
    if user.has_perm("operators.view_exchangefile"):
        late = Count("pk", filter=Q(way=Way.OUT))
        files, lost = failed_files(now).aggregate(all=Count("pk"), late=late), len(fresh_gaps(now))
        found.update({"exchanges:files": files["all"] + lost, "today": files["late"] + lost})
    if user.has_perm("operators.view_message"):
        lines = Message.objects.quarantined().count()
        found.update({"exchanges:files": lines, "today": min(lines, 1)})
    return dict(+found)


def attention(user: Any, now: datetime) -> list[Attention]:
    """The files that failed, the webhooks that were switched off, and the lines in quarantine as one row."""
    rows = [*files_that_wait(now), *files_that_never_came(now)] if user.has_perm("operators.view_exchangefile") else []
    rows += [*long_writer(now), *mails_not_sent(now)] if user.has_perm("operators.send_mail") else []
    rows += addresses_switched_off() if user.has_perm("operators.change_webhook") else []
    return rows + (lines_that_wait() if user.has_perm("operators.view_message") else [])


def long_writer(now: datetime) -> list[Attention]:
    """Events, webhooks and e-mails wait for the oldest transaction that writes: `docs/events.md`."""
    lasts = writing_for()
    if lasts < LONG:
        return []
    what, about = (
        _("A transaction has been writing for long: nothing that follows is told"),
        _("feed, webhooks, e-mails"),
    )
    url, since = reverse("exchanges:mails"), now - lasts
    return [Attention(str(_("Events")), url, str(about), what, _("an administrator"), _("Open"), since, since + LONG)]


def mails_not_sent(now: datetime) -> list[Attention]:
    """One row: people who were not told what they expect to be told."""
    failed = not_sent(now).aggregate(count=Count("pk"), since=Min("created_at"))
    if not failed["count"]:
        return []
    count = ngettext("%d e-mail", "%d e-mails", failed["count"]) % failed["count"]
    what, url = _("Not sent: nobody was told"), reverse("exchanges:mails")
    return [Attention(str(_("E-mails")), url, count, what, _("a supervisor"), _("Open"), failed["since"])]


def addresses_switched_off() -> list[Attention]:
    """The webhooks that their receivers, or the lack of them, switched off: somebody calls the partner."""
    found = Webhook.objects.given_up().select_related("operator").order_by("disabled_at")[:MOST_ROWS]
    return [
        Attention(
            str(_("Webhook")),
            reverse("operators:webhook", args=[one.operator.code, one.pk]),
            one.operator.name,
            _("Switched off: %(why)s") % {"why": one.get_disabled_because_display()},
            one.operator.name,
            _("Open"),
            one.disabled_at or one.created_at,
        )
        for one in found
    ]


def failed_files(now: datetime) -> QuerySet[ExchangeFile]:
    """What they never acknowledged or refused, and what we refused lately and has not come again."""
    again = ExchangeFile.objects.filter(counterpart=OuterRef("counterpart"), way=Way.IN, name=OuterRef("name"))
    ours = Q(way=Way.OUT, state__in=[FileState.ESCALATED, FileState.REFUSED])
    theirs = Q(way=Way.IN, state=FileState.REFUSED, state_since__gte=now - FORGOTTEN)
    return ExchangeFile.objects.filter(ours | theirs & ~Exists(again.exclude(state=FileState.REFUSED)))


def files_that_wait(now: datetime) -> list[Attention]:
    rows = failed_files(now).order_by("state_since", "pk")[:MOST_ROWS]
    return [attention_to(file, now) for file in rows]


def attention_to(file: ExchangeFile, now: datetime) -> Attention:
    wrong, url = told(file, now), page_of_file(file)
    assert wrong is not None  # noqa: S101  (only what failed is asked for)
    about = counterpart_in_words(file.counterpart)
    return Attention(
        short_name(file), url, str(about), wrong.what, wrong.actor, _("Open"), file.state_since, file.due_at
    )


def fresh_gaps(now: datetime) -> list[Gap]:
    """The numbers of theirs of which no file came, those noticed lately."""
    return [gap for gap in open_gaps(since=now - 2 * FORGOTTEN) if gap.noticed_at >= now - FORGOTTEN]


def files_that_never_came(now: datetime) -> list[Attention]:
    """What was in them is known to nobody here: somebody asks for them on the day on which it shows."""
    return [
        Attention(
            gap.shown,
            f"{reverse('exchanges:files')}#missing",
            str(counterpart_in_words(gap.counterpart)),
            ngettext(
                "A file of theirs never came: ask for it again",
                "%(count)d files of theirs never came: ask for them again",
                len(gap.numbers),
            )
            % {"count": len(gap.numbers)},
            _("us"),
            _("Open"),
            gap.noticed_at,
            start_of(timezone.localdate(gap.noticed_at) + timedelta(days=1)),
        )
        for gap in fresh_gaps(now)[:MOST_ROWS]
    ]


def short_name(file: ExchangeFile) -> str:
    """`BASC-000042`, which the search understands; a file whose head could not be read has only its name."""
    named = FILE.fullmatch(file.name)
    return f"{named['sender']}-{named['number']}" if named else file.name


def lines_that_wait() -> list[Attention]:
    """Somebody asked or answered and was not heard: looked at before the end of the day on which it came."""
    found = Message.objects.quarantined().aggregate(count=Count("pk"), since=Min("at"))
    if not found["count"]:
        return []
    count = ngettext("%d line", "%d lines", found["count"]) % found["count"]
    due_at = start_of(timezone.localdate(found["since"]) + timedelta(days=1))
    what, url = _("Received, and not taken up"), reverse("exchanges:quarantine")
    return [Attention(str(_("Quarantine")), url, count, what, _("us"), _("Open"), found["since"], due_at)]


def find(text: str, user: Any) -> list[Group]:
    """Operators by name, code or SIRET; RIO codes, whole RIOs and prefixes lead to their operator; files."""
    groups = []
    if user.has_perm("operators.view_operator"):
        groups += [
            Group(_("RIO codes"), rio_codes(text)),
            Group(_("Routing prefixes"), prefixes(text)),
            Group(_("Operators"), operators(text)),
        ]
    if user.has_perm("operators.view_exchangefile"):
        groups.append(Group(_("Exchange files"), files(text)))
    return groups


def rio_codes(text: str) -> list[Found]:
    written = RIO.fullmatch(re.sub(r"[\s.-]", "", text).upper())
    if not written:
        return []
    rows = RioCode.objects.filter(code=written[1]).select_related("operator")
    return [Found(row.code, page_of(row.operator), row.operator.name) for row in rows]


def prefixes(text: str) -> list[Found]:
    digits = text.replace(" ", "")
    if not PREFIX.fullmatch(digits):
        return []
    rows = RoutingPrefix.objects.filter(prefix__startswith=digits).select_related("operator")[:MOST_FOUND]
    return [Found(row.prefix, page_of(row.operator), row.operator.name) for row in rows]


def operators(text: str) -> list[Found]:
    rows = Operator.objects.named(text).order_by("name")[:MOST_FOUND]
    return [Found(row.name, page_of(row), row.code) for row in rows]


def page_of(operator: Operator) -> str:
    return reverse("operators:detail", args=[operator.code])


def files(text: str) -> list[Found]:
    """The file of a name, or the one in which the message of an id stands."""
    of_id = Q(counterpart__in=list(COUNTERPARTS), way__in=Way.values, message_id=text, file__isnull=False)
    found = [
        Found(message.message_id, f"{page_of_file(message.file)}?q={message.message_id}", message.file.name, exact=True)
        for message in Message.objects.filter(of_id).select_related("file")
        if message.file
    ]
    if named := FILE.fullmatch(text.upper()):
        meant = Q(sender=named["sender"], number=int(named["number"])) | Q(name=text)
        rows = ExchangeFile.objects.filter(meant).order_by("-made_at")
        found += [Found(row.name, page_of_file(row), row.get_state_display(), exact=True) for row in rows[:MOST_FOUND]]
    return found


def page_of_file(file: ExchangeFile) -> str:
    return reverse("exchanges:file", args=[file.pk])
