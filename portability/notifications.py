"""What customers and staff are told by e-mail of their ports. Customers of partners hear it from their partner."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from bascule.board import last_minute
from bascule.models import History
from operators.notifications import Letter, Staff, tells, watches
from operators.notifications.letters import cause_of
from operators.numbering import pretty
from portability.models import Inventory, PortIn, PortInNumber, PortOut, Restoration, WhoActs
from portability.models.port_in_state import PortInState
from portability.patience import patience
from portability.rejections import by_code

SUPERVISORS = Staff("portability.correct_escalated_portin")
TEMPLATES = {
    "port_in.ordered": "port_in_ordered",
    "port_in.accepted": "port_in_accepted",
    "port_in.rescheduled": "port_in_rescheduled",
    "port_in.ported": "port_in_ported",
}


@tells(*TEMPLATES)
def tell_customers(lines: Sequence[History]) -> Iterator[Letter]:
    """How far the port of their numbers is, with the days that count for them."""
    known = our_own(lines)
    numbers = first_numbers(known)
    for line in lines:
        if port_in := known.get(line.record_id):
            facts = facts_of(port_in, numbers) | {"scheduled_on": day_of(line, port_in)}
            yield Letter(cause_of(line), TEMPLATES[line.event], port_in.customer_id, facts)


@tells("port_in.rejected", "port_in.split")
def tell_of_rejections(lines: Sequence[History]) -> Iterator[Letter]:
    """The customer, when it is the one who must act; supervisors, when it was rejected too often."""
    refused = [line for line in lines if line.target == PortInState.REJECTED]
    everybody = ports_of(refused)
    ours, numbers = our_own(refused), first_numbers(everybody)
    reasons = by_code(line.reason for line in refused if line.reason)
    for line in refused:
        port_in, reason = everybody[line.record_id], reasons.get(line.reason)
        facts: dict[str, Any] = facts_of(port_in, numbers)
        if reason:
            facts |= {"reason": {language: text_of(reason, language) for language in ("fr", "en")}}
        if reason and reason.who_acts == WhoActs.CUSTOMER and port_in.pk in ours:
            yield Letter(cause_of(line), "port_in_rejected", port_in.customer_id, facts)
        if port_in.escalated:
            facts["times"] = port_in.rejections
            yield Letter(cause_of(line), "port_in_escalated", SUPERVISORS, facts | page_of(port_in))


@tells("port_in.chased", "inventory.chased")
def tell_of_silence(lines: Sequence[History]) -> Iterator[Letter]:
    """Supervisors, when a donor let as many reminders pass as are sent: somebody calls. Told once for each sending."""
    keys, most = [line.record_id for line in lines], patience(lines[-1].at).chases
    requests = PortIn.objects.filter(pk__in=keys, state__in=PortInState.unanswered(), chases__gte=most)
    for port_in in requests.select_related("donor"):
        cause = f"silence:{port_in.reference}:{port_in.rejections}"
        yield Letter(cause, "donor_silent", SUPERVISORS, silence_of(port_in) | page_of(port_in))
    lists = Inventory.objects.awaited().filter(pk__in=keys, chases__gte=most)
    for inventory in lists.select_related("donor", "quote"):
        page = {"page": f"{reverse('portability:quote_detail', args=[inventory.quote.reference])}#inventories"}
        facts = silence_of(inventory) | {"list": True}
        yield Letter(f"silence:{inventory.reference}", "donor_silent", SUPERVISORS, facts | page)


@tells("port_out.received")
def tell_of_suspicions(lines: Sequence[History]) -> Iterator[Letter]:
    """A request of another operator that somebody should look at before anything is let go."""
    keys = [line.record_id for line in lines]
    suspicious = PortOut.objects.filter(pk__in=keys, suspicious=True).select_related("partner").in_bulk()
    for line in lines:
        if port_out := suspicious.get(line.record_id):
            facts = {"reference": port_out.reference, "operator": port_out.partner.name}
            facts |= {"scheduled_on": port_out.scheduled_on.isoformat()}
            page = {"page": reverse("portability:port_out_detail", args=[port_out.reference])}
            yield Letter(cause_of(line), "port_out_suspicious", SUPERVISORS, facts | page)


@tells("restoration.open")
def tell_of_wrongful_ports(lines: Sequence[History]) -> Iterator[Letter]:
    found = Restoration.objects.filter(pk__in=[line.record_id for line in lines]).select_related("partner").in_bulk()
    for line in lines:
        if one := found.get(line.record_id):
            facts: dict[str, Any] = {"reference": one.reference, "operator": one.partner.name, "side": one.side}
            facts |= {"count": len(one.numbers), "due_on": last_day(one.due_at)}
            page = {"page": reverse("portability:restoration_detail", args=[one.reference])}
            yield Letter(cause_of(line), "restoration_opened", SUPERVISORS, facts | page)


@watches
def watch_cutovers(since: datetime, now: datetime) -> Iterator[Letter]:
    """Cut-overs whose clock has run out, each told once for each clock."""
    rows = PortIn.objects.filter(state__in=[PortInState.READY, PortInState.INCIDENT], due_at__lte=now, due_at__gt=since)
    late = {row.pk: row for row in rows.select_related("customer")}
    numbers = first_numbers(late)
    for port_in in late.values():
        cause = f"late:{port_in.reference}:{port_in.due_at:%Y%m%dT%H%M%S}"
        facts = facts_of(port_in, numbers) | {"state": port_in.state, "gone": port_in.go_at is not None}
        page = {"page": reverse("portability:cutover", args=[port_in.reference])}
        yield Letter(cause, "cutover_late", SUPERVISORS, facts | page)


def last_day(due_at: datetime | None) -> str:
    return timezone.localdate(last_minute(due_at)).isoformat() if due_at else ""


def ports_of(lines: Iterable[History]) -> dict[UUID, PortIn]:
    return PortIn.objects.in_bulk({line.record_id for line in lines})


def our_own(lines: Iterable[History]) -> dict[UUID, PortIn]:
    """Those of our own customers, by key."""
    rows = PortIn.objects.filter(partner__code=settings.OWN_OPERATOR)
    return rows.in_bulk({line.record_id for line in lines})


def first_numbers(port_ins: Mapping[UUID, PortIn]) -> dict[UUID, list[str]]:
    """The numbers of these requests, in order, in one query."""
    found: dict[UUID, list[str]] = {key: [] for key in port_ins}
    rows = PortInNumber.objects.filter(port_in__in=list(port_ins)).order_by("national")
    for key, national in rows.values_list("port_in_id", "national"):
        found[key].append(national)
    return found


def facts_of(port_in: PortIn, numbers: Mapping[UUID, Sequence[str]]) -> dict[str, Any]:
    found = numbers.get(port_in.pk, ())
    return {
        "reference": port_in.reference,
        "number": pretty(found[0]) if found else "",
        "others": max(len(found) - 1, 0),
        "window": port_in.window,
        "live": port_in.cutover == "live",
    }


def silence_of(asked: PortIn | Inventory) -> dict[str, Any]:
    return {"reference": asked.reference, "operator": asked.donor.name, "times": asked.chases}


def day_of(line: History, port_in: PortIn) -> str:
    """The day as it was when it happened: a later one has a mail of its own."""
    said = line.facts.get("scheduled_on")
    day = said or port_in.scheduled_on or port_in.promised_on
    return day if isinstance(day, str) else day.isoformat() if day else ""


def text_of(reason: Any, language: str) -> dict[str, str]:
    return {"label": getattr(reason, f"label_{language}"), "fix": getattr(reason, f"fix_{language}")}


def page_of(port_in: PortIn) -> dict[str, str]:
    return {"page": reverse("portability:port_in_detail", args=[port_in.reference])}
