"""The files that we exchange: the list, and the page of one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers
from django_filters import FilterSet
from django_fsm import TransitionNotAllowed

from bascule.board import start_of
from bascule.inputs import DayFilter, OneOf, TextFilter
from bascule.lifecycle import allowed_moves
from bascule.pages import is_fragment, page_of
from bascule.rules import RuleRefused
from bascule.templatetags.moments import delay
from operators.exchange import outbox
from operators.exchange.gaps import LOOKED_BACK, close, gaps
from operators.exchange.story import story_of, told
from operators.exchange.transports import TransportDown
from operators.exchange.words import COUNTERPARTS
from operators.models import ExchangeFile, FileState, Message, MessageStatus, Way

MOST = 2**31 - 1
"""The largest number of a file."""
UNANSWERED = [FileState.PREPARED, FileState.SENT, FileState.ESCALATED]


class FileFilter(FilterSet):
    """What somebody knows of the file that they look for."""

    q = TextFilter(label=gettext_lazy("Name, reference or message"), method="of_text")
    way = OneOf(label=gettext_lazy("Way"), choices=Way.choices, empty_label=gettext_lazy("both"))
    state = OneOf(label=gettext_lazy("State"), choices=FileState.choices)
    counterpart = OneOf(label=gettext_lazy("Counterpart"), choices=list(COUNTERPARTS.items()))
    day = DayFilter(label=gettext_lazy("Made on"), method="of_day")

    def of_text(self, rows: QuerySet[ExchangeFile], name: str, text: str) -> QuerySet[ExchangeFile]:
        text = text.strip()
        return rows.filter(Q(name__icontains=text) | Q(pk__in=files_with(text)))

    def of_day(self, rows: QuerySet[ExchangeFile], name: str, day: date) -> QuerySet[ExchangeFile]:
        return rows.filter(made_on(day))


@dataclass(frozen=True, slots=True)
class Total:
    """A figure of a day, and the list of what it counts."""

    name: str | Promise
    value: str
    url: str
    is_late: bool = False


@require_safe
@permission_required("operators.view_exchangefile", raise_exception=True)
@vary_on_headers("HX-Request")
def file_list(request: HttpRequest) -> HttpResponse:
    now, found = timezone.now(), FileFilter(request.GET, queryset=ExchangeFile.objects.order_by("-made_at", "-pk"))
    page = page_of(found.qs, request)
    for file in page:
        add_answer(file)
    day = chosen_day(found) or timezone.localdate(now)
    context = {
        "is_fragment": is_fragment(request),
        "filter": found,
        "page": page,
        "is_filtered": any(request.GET.get(name) for name in found.filters),
        "day": day,
        "totals": totals_of(day, now),
        "gaps": [] if is_fragment(request) else gaps(since=now - LOOKED_BACK),
    }
    part = "#results" if is_fragment(request) else ""
    return render(request, f"operators/exchange_files.html{part}", context)


class GapForm(forms.Form):
    """Which gap somebody saw."""

    counterpart = forms.ChoiceField(choices=list(COUNTERPARTS.items()))
    first = forms.IntegerField(min_value=1, max_value=MOST)
    last = forms.IntegerField(min_value=1, max_value=MOST)


@require_POST
@permission_required("operators.add_unusednumbers", raise_exception=True)
def gap_close(request: HttpRequest) -> HttpResponse:
    """They never used these numbers: nobody looks for their files any more."""
    form = GapForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    try:
        close(**form.cleaned_data, by=request.user, now=timezone.now())
    except RuleRefused as refused:
        messages.warning(request, refused.message)
    else:
        messages.success(request, _("Noted: no file has these numbers."))
    return redirect("exchanges:files")


@require_safe
@permission_required(["operators.view_exchangefile", "operators.view_message"], raise_exception=True)
@vary_on_headers("HX-Request")
def file_detail(request: HttpRequest, pk: Any) -> HttpResponse:
    file = get_object_or_404(ExchangeFile, pk=pk)
    rows, chosen = file.messages.order_by("line", "pk"), request.GET.get("status", "")
    chosen = chosen if chosen in MessageStatus.values else ""
    text = request.GET.get("q", "").replace("\0", "").strip()[:80]
    if text:
        rows = rows.filter(Q(message_id=text) | Q(reference__iexact=text))
    page = page_of(rows.filter(status=chosen) if chosen else rows, request)
    context = {"file": file, "page": page, "chosen": chosen, "text": text, "statuses": by_status(rows)}
    if is_fragment(request):
        return render(request, "operators/exchange_file.html#messages", context)
    add_answer(file)
    story, now = story_of(file), timezone.now()
    sent_at = sorted(one.at for one in story if one.state == FileState.SENT)
    context |= {"story": story, "told": told(file, now, sent_at), "may_send": may_send(file, request.user, now)}
    return render(request, "operators/exchange_file.html", context)


@require_POST
@permission_required("operators.send_exchangefile", raise_exception=True)
def file_send(request: HttpRequest, pk: Any) -> HttpResponse:
    """Lay a file of ours before the counterpart once more, under the same name."""
    file = get_object_or_404(ExchangeFile, pk=pk, way=Way.OUT)
    try:
        outbox.send_again(file, by=request.user, now=timezone.now())
    except TransitionNotAllowed:
        messages.warning(request, told_since(file))
    except TransportDown:
        messages.error(request, _("The counterpart cannot be reached: nothing was sent. Try again later."))
    except ValueError:
        messages.error(request, _("This file cannot be written again: its messages are no longer what they were."))
    else:
        messages.success(request, _("The file is sent again."))
    return redirect("exchanges:file", pk=pk)


def may_send(file: ExchangeFile, user: Any, now: datetime) -> bool:
    """A file that failed can be sent again; one whose answer may still come is left alone."""
    return file.way == Way.OUT and told(file, now) is not None and "send" in allowed_moves(file, user)


def told_since(file: ExchangeFile) -> str:
    """What happened to a file while somebody looked at it."""
    last = story_of(ExchangeFile.objects.get(pk=file.pk))[0]
    return _("This is no longer possible: %(what)s, %(when)s (%(who)s).") % {
        "what": last.words,
        "who": last.who,
        "when": date_format(timezone.localtime(last.at), "j F Y, H:i"),
    }


def add_answer(file: ExchangeFile) -> None:
    """Note how long the counterpart took to acknowledge a file of ours."""
    answered = file.way == Way.OUT and file.state == FileState.ACKNOWLEDGED
    file.took = file.state_since - file.made_at if answered else None  # type: ignore[attr-defined]


def chosen_day(found: FileFilter) -> date | None:
    return found.form.cleaned_data.get("day") if found.form.is_valid() else None


def made_on(day: date) -> Q:
    return Q(made_at__gte=start_of(day), made_at__lt=start_of(day + timedelta(days=1)))


def files_with(text: str) -> QuerySet[Message, Any]:
    """The files in which a message stands, by its id or by what it is about; every way is named for the index."""
    of_id = Q(counterpart__in=list(COUNTERPARTS), way__in=Way.values, message_id=text)
    return Message.objects.filter(of_id | Q(reference=text.upper()), file__isnull=False).values("file")


def totals_of(day: date, now: datetime) -> list[Total]:
    """What went out and came in on a day, and the file of ours that waits longest for its answer; two queries."""
    out, come = Q(way=Way.OUT), Q(way=Way.IN)
    found = ExchangeFile.objects.filter(made_on(day)).aggregate(
        out=Count("pk", filter=out),
        come=Count("pk", filter=come),
        lines=Sum("lines", default=0),
        read=Sum("reached", filter=come, default=0),
        held=Sum("quarantined", filter=come, default=0),
    )
    share = f"{number_format(100 * found['held'] / found['read'], 1)}\u00a0%" if found["read"] else "–"
    return [
        Total(_("Files from us"), str(found["out"]), listed(way=Way.OUT, day=day)),
        Total(_("Files to us"), str(found["come"]), listed(way=Way.IN, day=day)),
        Total(_("Messages"), intcomma(found["lines"]), listed(day=day)),
        Total(_("Put in quarantine"), share, reverse("exchanges:quarantine"), is_late=bool(found["held"])),
        oldest_unanswered(now),
    ]


def oldest_unanswered(now: datetime) -> Total:
    rows = ExchangeFile.objects.filter(way=Way.OUT, state__in=UNANSWERED).order_by("made_at")
    file, name = rows.only("pk", "made_at", "due_at").first(), _("Oldest without an answer")
    if file is None:
        return Total(name, _("none"), listed(way=Way.OUT))
    is_late = file.due_at is not None and file.due_at <= now
    return Total(name, delay(file.made_at), reverse("exchanges:file", args=[file.pk]), is_late)


def listed(**filters: Any) -> str:
    return f"{reverse('exchanges:files')}?{urlencode(filters)}"


def by_status(rows: QuerySet[Message]) -> list[tuple[str, str | Promise, int]]:
    """How many messages of a file are in each status, in the order of their life."""
    counts = dict(rows.order_by().values_list("status").annotate(count=Count("pk")))
    return [(value, label, counts[value]) for value, label in MessageStatus.choices if value in counts]
