"""What the filters of every list of requests share: by customer, by operator, by what is due."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bascule.board import start_of
from bascule.plain import plain

FEWER = _(
    "Fewer filters find more. A number, a customer or a reference can also be searched from the top of every page."
)
"""What a list says whose filters find nothing."""
DUE = {"late": _("late"), "today": _("today"), "week": _("this week")}


def of_customer(text: str) -> Q:
    """The requests of customers whose name holds this text, or whose SIRET begins with it."""
    digits = "".join(text.split())
    return Q(customer__name__plain__contains=plain(text.strip())) | Q(customer__siret__startswith=digits)


def of_operator(role: str, text: str) -> Q:
    """The requests whose operator in this role has this code, or this text in its name."""
    name = text.strip()
    return Q(**{f"{role}__code__iexact": name}) | Q(**{f"{role}__name__plain__contains": plain(name)})


def due_within(rows: QuerySet[Any], how: str, now: datetime) -> QuerySet[Any]:
    """What is late, what must be over before midnight, what before the end of Sunday; the first due first."""
    today = timezone.localdate(now)
    ends = {"today": today, "week": today + timedelta(days=6 - today.weekday())}
    if how == "late":
        rows = rows.filter(due_at__lte=now)
    else:
        rows = rows.filter(due_at__gt=now, due_at__lte=start_of(ends[how] + timedelta(days=1)))
    return rows.order_by(F("due_at").asc(nulls_last=True), "reference")
