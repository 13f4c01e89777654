"""A cut-over in the words of the cockpit: where it is, its clock, what was said, what the clock will do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bascule.templatetags.moments import day as in_words
from bascule.timeline import words_of
from portability.conduct import ActReason, next_day
from portability.cutovers import Board, Stage, Tried, has_failed, put_off_on, unfinished
from portability.deadlines import WINDOWS, Window, window_end
from portability.models import PortIn
from portability.models.port_in_state import Fallback
from portability.telling import test_in_words

MOST_RANGES = 12
"""How many ranges of numbers a row shows."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that runs, in words; `share` is how much of it is gone, in percent."""

    words: str
    share: int
    tone: str
    starts: datetime
    ends: datetime


@dataclass(slots=True)
class Row:
    """A cut-over as one line of the cockpit shows it."""

    board: Board
    clock: Clock | None
    said: str
    url: str

    @property
    def port_in(self) -> PortIn:
        return self.board.port_in

    @property
    def ranges(self) -> list[str]:
        return self.board.ranges[:MOST_RANGES]

    @property
    def ranges_left(self) -> int:
        return len(self.board.ranges[MOST_RANGES:])

    @property
    def test_in_words(self) -> str:
        return test_in_words(self.board.test)

    @property
    def test_failed(self) -> bool:
        return has_failed(self.board.test)

    @property
    def incident_reason(self) -> str:
        """What a failed test call says of the numbers: dead when nothing works, partly dead otherwise."""
        works = Tried.WORKS in self.board.test.values()
        return str(ActReason.NUMBERS_PARTLY_DEAD if works else ActReason.NUMBERS_DEAD)

    @property
    def tone(self) -> str:
        """The colour of its stage: red when it is late."""
        if self.clock and self.clock.tone == "late":
            return "late"
        tones = {Stage.INCIDENT: "late", Stage.TO_CALL: "soon", Stage.TO_TEST: "soon", Stage.CUTTING: "live"}
        return tones.get(self.board.stage, "done" if self.board.stage == Stage.DONE else "wait")


def live_today(user: Any, now: datetime) -> list[Row]:
    """The live cut-overs of today that still need somebody, for the front page."""
    if not user.has_perm("portability.view_portin"):
        return []
    return rows_of(unfinished(timezone.localdate(now)), now)


def rows_of(found: Sequence[Board], now: datetime) -> list[Row]:
    return [
        Row(board, clock_of(board, now), said_of(board), reverse("portability:cutover", args=[board.port_in.reference]))
        for board in found
    ]


def grouped(rows: Sequence[Row], day: date, now: datetime) -> Iterator[tuple[str, str, list[Row]]]:
    """What is left from earlier days, then each window with what its clock says."""
    left = [row for row in rows if row.port_in.scheduled_on != day]
    if left:
        yield _("Left from earlier days"), "", left
    for window in Window:
        of_window = [row for row in rows if row.port_in.scheduled_on == day and row.port_in.window == window]
        if of_window:
            starts, ends = WINDOWS[window]
            hours = _("%(window)s, %(starts)s to %(ends)s") % {
                "window": str(window.label).capitalize(),
                "starts": f"{starts:%H:%M}",
                "ends": f"{ends:%H:%M}",
            }
            yield hours, open_in_words(window_end(day, window), of_window, now), of_window


def open_in_words(ends: datetime, rows: Sequence[Row], now: datetime) -> str:
    waiting = sum(row.board.stage in {Stage.TO_CALL, Stage.COMING} for row in rows)
    if not waiting:
        return _("everybody was called")
    return _("%(count)d to call") % {"count": waiting}


def clock_of(board: Board, now: datetime) -> Clock | None:
    """How long is left of a window or of an interruption."""
    span = board.span()
    if span is None:
        return None
    starts, ends = span
    gone = (now - starts) / (ends - starts)
    share = min(max(round(100 * gone), 0), 100)
    if now < starts:
        return Clock(_("opens in %(time)s") % {"time": in_hours(starts - now)}, share, "wait", starts, ends)
    if now >= ends:
        return Clock(_("%(time)s late") % {"time": in_hours(now - ends)}, share, "late", starts, ends)
    tone = "soon" if ends - now <= timedelta(hours=1) else "live"
    return Clock(_("%(time)s left") % {"time": in_hours(ends - now)}, share, tone, starts, ends)


def in_hours(span: timedelta) -> str:
    """`45 min`, `3 h 05`, `2 d`: as people read a clock."""
    minutes = int(span.total_seconds()) // 60
    if minutes < 60:
        return _("%(minutes)d min") % {"minutes": minutes}
    if minutes < 48 * 60:
        return _("%(hours)d h %(minutes)02d") % {"hours": minutes // 60, "minutes": minutes % 60}
    return _("%(days)d days") % {"days": minutes // (24 * 60)}


def said_of(board: Board) -> str:
    """The latest words about a cut-over: a comment, or else its last move with its reason."""
    line = board.lines[-1] if board.lines else None
    if board.comment and (line is None or board.comment.at >= line.at):
        return board.comment.text
    return words_of(line) if line else ""


def put_off_in_words(day: date) -> list[tuple[PortIn, str]]:
    """What was planned for a day and will not be: the request, and what was said."""
    lines = {line.record_id: line for line in put_off_on(day)}
    rows = PortIn.objects.filter(pk__in=lines).select_related("customer").order_by("reference")
    return [(port_in, words_of(lines[port_in.pk])) for port_in in rows]


def fallback_in_words(port_in: PortIn, now: datetime) -> str:
    """What the clock does when nobody has said go."""
    if port_in.scheduled_on is None:
        return ""
    ends = timezone.localtime(window_end(port_in.scheduled_on, port_in.window))
    hour = f"{ends:%H:%M}"
    if port_in.fallback == Fallback.AUTOMATIC:
        return _("If nobody confirms by %(hour)s, it is cut over anyway.") % {"hour": hour}
    return _("If nobody confirms by %(hour)s, it is put off to the next working day: %(day)s.") % {
        "hour": hour,
        "day": in_words(next_day(port_in, now), "l j F"),
    }
