"""What outgoing ports put on the front page and into the search."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from bascule.board import MOST_FOUND, MOST_ROWS, Attention, Found, Words, start_of
from bascule.models import DatedSetting
from portability.leaving import LateClosing, late_closings
from portability.leaving.checks import FRAUD
from portability.models import PortOut, PortOutCheck
from portability.models.port_in_state import Cutover
from portability.models.port_out import CheckVerdict, PortOutState

US = _("us")
TO_ANSWER = _("To be answered, on legal grounds only")
WITH_SIGNAL = _("To be answered: a signal asks for a look")
MAY_BE_FRAUD = _("To be answered: it may be a fraud")
ITS_DAY = _("Its day has come: the numbers leave")
WAITS_FOR_GO = _("Its day has come: it waits for the recipient's go")
NOT_RELEASED = _("Its window is over, and its numbers have not left")
STILL_ACTIVE = _("Gone, and its numbers still work here")
STILL_BILLED = _("Gone, and the customer is still billed")
NOT_CLOSED = _("Gone, and its closing list is not done")


def counts(now: datetime) -> Counter[str]:
    """The requests to answer, and what of today's list is due today; one query."""
    until = start_of(timezone.localdate(now) + timedelta(days=1))
    to_answer, urgent = Q(state=PortOutState.RECEIVED), Q(due_at__lte=until)
    found = PortOut.objects.filter(to_answer | urgent).aggregate(
        **{"portability:port_out_list": Count("pk", filter=to_answer), "today": Count("pk", filter=urgent)}
    )
    return Counter(found)


def attention(now: datetime) -> list[Attention]:
    """The requests to answer, those whose day has come, and the closing lists that are late."""
    until = start_of(timezone.localdate(now) + timedelta(days=1))
    due = Q(state=PortOutState.RECEIVED) | Q(state=PortOutState.ACCEPTED, due_at__lte=until)
    frauds = PortOutCheck.objects.filter(port_out=OuterRef("pk"), code__in=FRAUD, verdict=CheckVerdict.FAILED)
    rows = PortOut.objects.filter(due).select_related("customer", "partner").defer("asked")
    rows = rows.annotate(may_be_fraud=Exists(frauds))
    most = DatedSetting.on(timezone.localdate(now))["put_offs_before_escalation"]
    late = [attention_to_closing(one) for one in late_closings(now)[:MOST_ROWS]]
    return [attention_to(row, now, most) for row in rows.order_by("due_at", "pk")[:MOST_ROWS]] + late


def attention_to(port_out: Any, now: datetime, most: int) -> Attention:
    if port_out.state == PortOutState.RECEIVED and port_out.may_be_fraud:
        return row_about(port_out, MAY_BE_FRAUD, _("Answer it"), _("a supervisor"))
    if port_out.state == PortOutState.RECEIVED:
        return row_about(port_out, WITH_SIGNAL if port_out.suspicious else TO_ANSWER, _("Answer it"))
    is_over = port_out.due_at is not None and port_out.due_at <= now
    if port_out.cutover == Cutover.LIVE and not is_over:
        return row_about(port_out, WAITS_FOR_GO, _("Open"), port_out.partner.name)
    if is_over and port_out.put_offs >= most:
        return row_about(port_out, no_go_came(port_out.put_offs), _("Call, then go"), _("a supervisor"))
    return row_about(port_out, NOT_RELEASED if is_over else ITS_DAY, _("Open"))


def no_go_came(put_offs: int) -> str:
    words = ngettext(
        "Put off %(count)d time without a go: call them", "Put off %(count)d times without a go: call them", put_offs
    )
    return words % {"count": put_offs}


def attention_to_closing(late: LateClosing) -> Attention:
    what = STILL_ACTIVE if late.still_active else STILL_BILLED if late.is_billed else NOT_CLOSED
    return row_about(late.port_out, what, _("Close"))


def row_about(port_out: PortOut, what: Words, action: Words, actor: Words = US) -> Attention:
    about = port_out.customer.name if port_out.customer else port_out.partner.name
    since = port_out.state_since
    return Attention(port_out.reference, page_of(port_out), about, what, actor, action, since, port_out.due_at)


def page_of(port_out: PortOut) -> str:
    return reverse("portability:port_out_detail", args=[port_out.reference])


def found(text: str) -> list[Found]:
    """The outgoing ports of a reference, ours or theirs, whole or by its beginning."""
    written = text.upper()
    meant = Q(reference__startswith=written) | Q(external_reference=text)
    rows: Any = PortOut.objects.filter(meant).select_related("customer", "partner").order_by("-created_at")
    return [Found(row.reference, page_of(row), told(row), exact=row.reference == written) for row in rows[:MOST_FOUND]]


def told(port_out: PortOut) -> str:
    return f"{port_out.customer.name} → {port_out.partner.name}" if port_out.customer else port_out.partner.name
