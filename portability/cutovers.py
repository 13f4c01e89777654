"""The cut-overs of a day: which they are, how far each one is, and until when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bascule.board import start_of
from bascule.models import History
from operators.models import Contact
from operators.numbering import as_ranges, pretty_range
from portability.deadlines import end_of, window_end, window_start
from portability.models import Comment, PortIn, PortInNumber
from portability.models.port_in_state import Cutover, PortInState

MOST_LIVE = 200
"""Nobody telephones more customers in a day."""
ON_THE_BOARD = [
    PortInState.ACCEPTED,
    PortInState.READY,
    PortInState.INCIDENT,
    PortInState.PORTED,
    PortInState.COMPLETED,
    PortInState.REVERSED,
]
LEFT_OVER = [PortInState.READY, PortInState.INCIDENT]
"""The states in which a cut-over of an earlier day still needs somebody."""


class Stage(models.TextChoices):
    """How far a cut-over is, as people on the telephone see it."""

    INCIDENT = "incident", _("incident")
    TO_CALL = "to_call", _("to call")
    CUTTING = "cutting", _("cutting over")
    TO_TEST = "to_test", _("ported: to test")
    COMING = "coming", _("not open yet")
    DONE = "done", _("done")
    UNDONE = "undone", _("undone")


STAGES = {
    PortInState.ACCEPTED: Stage.COMING,
    PortInState.INCIDENT: Stage.INCIDENT,
    PortInState.COMPLETED: Stage.DONE,
    PortInState.REVERSED: Stage.UNDONE,
}
OPEN = {Stage.INCIDENT, Stage.TO_CALL, Stage.CUTTING, Stage.TO_TEST, Stage.COMING}


class Tried(models.TextChoices):
    """What came of one part of a test call."""

    WORKS = "works", _("works")
    FAILS = "fails", _("does not work")
    UNTRIED = "untried", _("not tried")


CALLS = {"incoming": _("Incoming call"), "outgoing": _("Outgoing call"), "shown": _("Number shown")}
"""The parts of a test call."""


def has_failed(test: Mapping[str, Any]) -> bool:
    return Tried.FAILS in test.values()


def has_passed(test: Mapping[str, Any]) -> bool:
    """Whether something was tried and all that was tried works."""
    return Tried.WORKS in test.values() and not has_failed(test)


@dataclass(slots=True)
class Board:
    """One cut-over with all that somebody needs who has a telephone in one hand."""

    port_in: PortIn
    ranges: list[str] = field(default_factory=list)
    count: int = 0
    ported: set[str] = field(default_factory=set)
    contacts: list[Contact] = field(default_factory=list)
    lines: list[History] = field(default_factory=list)
    comment: Comment | None = None

    @property
    def test(self) -> Mapping[str, Any]:
        """What the last test call found; empty when there was none."""
        tests = [line.facts for line in self.lines if line.transition == "test_call"]
        return tests[-1] if tests else {}

    @property
    def stage(self) -> Stage:
        state = PortInState(self.port_in.state)
        if state == PortInState.READY:
            return Stage.CUTTING if self.port_in.go_at else Stage.TO_CALL
        if state == PortInState.PORTED:
            return Stage.DONE if has_passed(self.test) else Stage.TO_TEST
        return STAGES[state]

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN

    def span(self) -> tuple[datetime, datetime] | None:
        """From when until when its present stage should last; None when no clock runs."""
        port_in = self.port_in
        if self.stage in {Stage.COMING, Stage.TO_CALL} and port_in.scheduled_on:
            day, window = port_in.scheduled_on, port_in.window
            return window_start(day, window), window_end(day, window)
        if self.stage == Stage.CUTTING and port_in.go_at and port_in.due_at:
            return port_in.go_at, port_in.due_at
        if self.stage == Stage.INCIDENT and port_in.due_at:
            return port_in.state_since, port_in.due_at
        return None

    def is_late(self, now: datetime) -> bool:
        span = self.span()
        return span is not None and span[1] <= now


def live_on(day: date, today: date) -> list[Board]:
    """The live cut-overs of a day, the first window first; today's board also holds those left from earlier days."""
    rows = PortIn.objects.filter(cutover=Cutover.LIVE).filter(wanted_on(day, today))
    return boards(rows.order_by("scheduled_on", F("window").desc(), "due_at", "reference")[:MOST_LIVE])


def to_call() -> Q:
    """The live cut-overs whose day it is and to which nobody has said go."""
    return Q(state=PortInState.READY, cutover=Cutover.LIVE, go_at=None)


def unfinished(today: date) -> list[Board]:
    """The live cut-overs of today that still need somebody, the first to end first."""
    return [one for one in live_on(today, today) if one.is_open]


def wanted_on(day: date, today: date) -> Q:
    of_the_day = Q(state__in=ON_THE_BOARD, scheduled_on=day)
    return of_the_day | Q(state__in=LEFT_OVER, scheduled_on__lt=day) if day == today else of_the_day


def automatic_on(day: date, today: date) -> QuerySet[PortIn]:
    """The cut-overs of a day that need no telephone; the incidents and what was left from earlier days first."""
    rows = PortIn.objects.filter(cutover=Cutover.AUTOMATIC).filter(wanted_on(day, today))
    first = models.Case(models.When(state=PortInState.INCIDENT, then=0), default=1)
    return rows.select_related("customer", "donor").order_by("scheduled_on", first, F("window").desc(), "reference")


def boards(rows: QuerySet[PortIn]) -> list[Board]:
    """Each row with its numbers, contacts, latest moves and latest comment; five queries whatever their number."""
    rows = rows.select_related("customer", "donor", "partner", "quote", "split_from")
    port_ins = list(rows.prefetch_related("customer__contacts"))
    keys = [port_in.pk for port_in in port_ins]
    numbers, lines, comments = numbers_of(keys), lines_of(keys), comments_of(keys)
    return [board(port_in, numbers[port_in.pk], lines[port_in.pk], comments.get(port_in.pk)) for port_in in port_ins]


def board(port_in: PortIn, numbers: Sequence[str], lines: list[History], said: Comment | None) -> Board:
    ranges = [pretty_range(first, last) for first, last in as_ranges(numbers)]
    contacts = list(port_in.customer.contacts.all())
    return Board(port_in, ranges, len(numbers), set(numbers), contacts, lines, said)


def numbers_of(keys: Iterable[Any]) -> dict[Any, list[str]]:
    found: dict[Any, list[str]] = defaultdict(list)
    for key, national in PortInNumber.objects.filter(port_in__in=list(keys)).values_list("port_in", "national"):
        found[key].append(national)
    return found


def lines_of(keys: Iterable[Any]) -> dict[Any, list[History]]:
    """What happened to each request, the oldest first."""
    found: dict[Any, list[History]] = defaultdict(list)
    for line in History.objects.filter(record_id__in=list(keys)).select_related("by_user").order_by("pk"):
        found[line.record_id].append(line)
    return found


def comments_of(keys: Iterable[Any]) -> dict[Any, Comment]:
    """The latest comment about each request."""
    rows = Comment.objects.filter(port_in__in=list(keys)).select_related("by_user").order_by("at", "pk")
    return {comment.port_in_id: comment for comment in rows}


def put_off_on(day: date) -> list[History]:
    """What was planned for a day and put off on it, by somebody or by the clock: a no-go is said on the day itself."""
    hours = {"at__gte": start_of(day), "at__lt": end_of(day)}
    lines = History.objects.filter(kind=PortIn.KIND, transition__in=["no_go", "put_off"], **hours)
    return list(lines.select_related("by_user").order_by("at", "pk"))


def next_day_after(day: date) -> date | None:
    """The next day on which something is cut over."""
    planned = PortIn.objects.filter(state__in=[PortInState.ACCEPTED, PortInState.READY], scheduled_on__gt=day)
    return planned.order_by("scheduled_on").values_list("scheduled_on", flat=True).first()


def day_of(port_in: PortIn, now: datetime) -> date:
    """The day on whose board a request is seen."""
    today = timezone.localdate(now)
    planned = port_in.scheduled_on or today
    return today if port_in.state in LEFT_OVER and planned < today else planned
