"""What waits because of wrongful ports, and of numbers that should be back at their range holders."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from bascule.board import MOST_FOUND, MOST_ROWS, Attention, Found, start_of
from operators.numbering import pretty
from portability.models import NumberReturn, Restoration
from portability.models.number_return import RestorationSide, ReturnState, ReturnWay

US = _("us")
TAKEN = {
    RestorationSide.TAKEN_FROM_US: _("A number of ours was taken: the line must be restored"),
    RestorationSide.TAKEN_BY_US: _("We took a number that was not ours to take: give it back"),
}


def counts(user: Any, now: datetime) -> dict[str, int]:
    """What is open; of today's list, what must be over before midnight."""
    found: dict[str, int] = {}
    tonight = start_of(timezone.localdate(now) + timedelta(days=1))
    if user.has_perm("portability.view_restoration"):
        urgent = Count("pk", filter=Q(due_at__lte=tonight))
        files = Restoration.objects.open().aggregate(all=Count("pk"), urgent=urgent)
        found |= {"portability:restoration_list": files["all"], "today": files["urgent"]}
    if user.has_perm("portability.view_numberreturn"):
        late = NumberReturn.objects.filter(state=ReturnState.DUE, due_at__lte=tonight)
        rows = late.aggregate(all=Count("pk"), ways=Count("way", distinct=True))
        found |= {"portability:return_list": rows["all"], "today": found.get("today", 0) + rows["ways"]}
    return found


def attention(user: Any, now: datetime) -> list[Attention]:
    rows = wrongful_ports() if user.has_perm("portability.view_restoration") else []
    return rows + (late_returns(now) if user.has_perm("portability.view_numberreturn") else [])


def wrongful_ports() -> list[Attention]:
    """Each open file, from the day on which it is opened: seven days are soon over."""
    files = Restoration.objects.open().select_related("partner").order_by("due_at", "reference")[:MOST_ROWS]
    return [
        Attention(
            file.reference,
            page_of(file),
            about(file),
            TAKEN[RestorationSide(file.side)],
            US,
            _("Open"),
            file.opened_at,
            file.due_at,
        )
        for file in files
    ]


def about(file: Restoration) -> str:
    others = len(file.numbers) - 1
    first = f"{file.partner.name} · {pretty(file.numbers[0])}"
    return f"{first} + {others}" if others else first


def late_returns(now: datetime) -> list[Attention]:
    """One row for those we owe, one for those owed to us, once their time is over tonight."""
    tonight = start_of(timezone.localdate(now) + timedelta(days=1))
    late = NumberReturn.objects.filter(state=ReturnState.DUE, due_at__lte=tonight).order_by()
    said = {
        ReturnWay.OWED: (_("We have not given these numbers back"), US),
        ReturnWay.DUE_TO_US: (_("These numbers have not come back to us"), _("the other operators")),
    }
    rows = late.values("way").annotate(count=Count("pk"), since=Min("state_since"), due_at=Min("due_at"))
    return [
        Attention(
            str(_("Returns")),
            f"{reverse('portability:return_list')}?state=due&way={row['way']}",
            ngettext("%d number", "%d numbers", row["count"]) % row["count"],
            *said[ReturnWay(row["way"])],
            _("Open"),
            row["since"],
            row["due_at"],
        )
        for row in rows.order_by("way")
    ]


def find(text: str) -> list[Found]:
    """Files of wrongful ports by their reference, whole or by its beginning."""
    written = text.upper()
    if not written.startswith(f"{Restoration.REFERENCE_LETTERS}-"):
        return []
    rows = Restoration.objects.filter(reference__startswith=written).select_related("partner")[:MOST_FOUND]
    return [Found(row.reference, page_of(row), row.partner.name, exact=row.reference == written) for row in rows]


def page_of(file: Restoration) -> str:
    return reverse("portability:restoration_detail", args=[file.reference])
