"""From what happened to the mails that tell it: history lines in the order of commits, each read once.

The mark moves on in the transaction that writes the mails: killed anywhere, nothing is left out and nothing told twice.
What lies before the first run, and what was written down long after it happened, is nobody's news.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction

from bascule.commits import in_order, settled_before
from bascule.models import History
from operators.models import Customer, Mail, MailMark
from operators.notifications.letters import TELLERS, WATCHERS, Letter, Staff, Teller

AT_ONCE = 1_000
STALE = timedelta(hours=1)
"""A line written so long after it happened tells of a past that was loaded, such as a demonstration's."""


def write_mails(now: datetime) -> int:
    """Write the mails about all that has happened since the last time; returns how many lines were looked at."""
    looked_at = 0
    while True:
        count = write_some(now)
        looked_at += count
        if count < AT_ONCE:
            break
    with transaction.atomic():
        mark = MailMark.objects.select_for_update().filter(pk=1).first()
        if mark:
            put([letter for watch in WATCHERS for letter in watch(mark.started_at, now)], now)
    return looked_at


@transaction.atomic
def write_some(now: datetime) -> int:
    """One transaction of it; two nodes never read the same lines, for the mark is held."""
    before = settled_before()
    mark = MailMark.objects.select_for_update().filter(pk=1).first()
    if mark is None:
        begin(now, before)
        return 0
    rows = in_order(History.objects.all(), History(tx=mark.tx, pk=mark.line), before=before)
    lines = list(rows[:AT_ONCE])
    if lines:
        put(letters_about(lines), now)
        mark.tx, mark.line = lines[-1].tx, lines[-1].pk
        mark.save(update_fields=["tx", "line"])
    return len(lines)


def begin(now: datetime, before: int) -> None:
    """From here on people are told: the mark stands at the end of what has happened."""
    last = History.objects.filter(tx__lt=before).order_by("-tx", "-pk").first()
    place = (last.tx, last.pk) if last else (0, 0)
    MailMark.objects.get_or_create(pk=1, defaults={"tx": place[0], "line": place[1], "started_at": now})


def letters_about(lines: Iterable[History]) -> list[Letter]:
    by_teller: dict[Teller, list[History]] = defaultdict(list)
    for line in lines:
        if line.recorded_at - line.at < STALE:
            for teller in TELLERS.get(line.event, ()):
                by_teller[teller].append(line)
    return [letter for teller, found in by_teller.items() for letter in teller(found)]


def put(letters: Sequence[Letter], now: datetime) -> None:
    """Write letters as mails, one a person who has an address; what somebody was told of already is left out."""
    if not letters:
        return
    people = {staff: staff_who(staff) for staff in {one.to for one in letters if isinstance(one.to, Staff)}}
    keys = {one.to for one in letters if not isinstance(one.to, Staff)}
    reachable = set(Customer.objects.filter(pk__in=keys).exclude(email="").values_list("pk", flat=True))
    mails = [
        mail
        for one in letters
        for mail in (
            [mail_of(one, now, user_id=key) for key in people[one.to]]
            if isinstance(one.to, Staff)
            else [mail_of(one, now, customer_id=one.to)]
            if one.to in reachable
            else []
        )
    ]
    Mail.objects.bulk_create(mails, batch_size=500, ignore_conflicts=True)


def mail_of(letter: Letter, now: datetime, **to: int) -> Mail:
    facts = dict(letter.facts)
    return Mail(cause=letter.cause, template=letter.template, facts=facts, created_at=now, due_at=now, **to)


def staff_who(staff: Staff) -> list[int]:
    """Our people who may do it and have an address; administrators hear of what their groups hear."""
    may = User.objects.with_perm(
        staff.permission, include_superusers=False, backend="django.contrib.auth.backends.ModelBackend"
    )
    return list(may.exclude(email="").order_by("pk").values_list("pk", flat=True))
