"""The other side as a whole: it hears, keeps its own time, and speaks."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from bascule.workdays import Area, WorkingDay, is_working_day
from operators.exchange.codecs import NEUTRAL, FileHead, MalformedLine, RefusedFile
from operators.exchange.envelope import Envelope
from operators.exchange.simulator import crowd, hearing, mail, recipients
from operators.exchange.simulator.chance import Seed
from operators.exchange.simulator.donors import Habits, Heard
from operators.exchange.simulator.faults import Faults
from operators.exchange.simulator.hours import Pace, day_of
from operators.exchange.simulator.memory import Memory, Ported
from operators.exchange.simulator.subscribers import Subscriber

LINES_A_FILE = 2_000
SUNDAY = 6


@dataclass(slots=True)
class Played:
    """What happened while it played."""

    files_heard: int = 0
    messages_heard: int = 0
    files_laid: int = 0

    @property
    def anything(self) -> bool:
        return bool(self.files_heard or self.files_laid)


class ClearingHouse:
    """The clearing house and every donor behind it, over the files in one folder.

    `code` is its own, `us` the code of those whose files it answers; `faults` gives the rate of each fault,
    `announcements` how many ports of other people there are a working day, `port_outs` how often recipients ask for
    numbers of our `subscribers`, `speed` how many times faster than life answers come. What is in `from-us/` is read,
    answers go to `to-us/`, and all that it knows stays in `simulator/memory.sqlite3`, so that the next one goes on
    from there. The same seed decides the same.
    """

    def __init__(
        self,
        folder: Path | str,
        *,
        code: str = "APNF",
        us: str = "BASC",
        seed: int = 1,
        faults: Mapping[str, float] | None = None,
        announcements: int = 0,
        port_outs: int = 0,
        subscribers: Callable[[], Iterable[Subscriber]] = tuple,
        natural: bool = True,
        speed: float = 1.0,
    ) -> None:
        self.code, self.us = code, us
        self.announcements, self.port_outs, self.subscribers = announcements, port_outs, subscribers
        self.seed = Seed(seed)
        self.faults = Faults(self.seed, dict(faults or {}))
        self.habits = Habits(self.seed, self.faults, Pace(speed), natural)
        folder = Path(folder)
        self.folder = mail.Folder.at(folder)
        self.memory = Memory(folder / "simulator" / "memory.sqlite3")

    def close(self) -> None:
        self.memory.close()

    def forget(self) -> None:
        """Start anew, as on the first day, in empty folders."""
        with self.memory.remembering():
            self.memory.forget()
        for side in (self.folder.inbox, self.folder.outbox):
            mail.clear(side)

    def learn(self, ports: Iterable[Ported]) -> None:
        """Know what was ported before it opened: its full files list that too."""
        with self.memory.remembering():
            self.memory.port(ports)

    def play(self, until: datetime) -> Played:
        """Do all that the other side does up to a moment. Playing it again does nothing more."""
        played = Played()
        self.hear(played)
        self.live(until)
        self.speak(until)
        played.files_laid = mail.lay(self.memory, self.folder, until, self.faults)
        return played

    def hear(self, played: Played) -> None:
        names = sorted(self.folder.names())
        mail.read_their_answers(self.memory, self.folder, [name for name in names if name.endswith(mail.ANSWERS)])
        for name in names:
            if not name.endswith(mail.ANSWERS):
                with suppress(FileNotFoundError):  # another one who plays here was faster
                    played.messages_heard += self.hear_file(name)
                    played.files_heard += 1

    def hear_file(self, name: str) -> int:
        """Remember a file, then answer it, then take it away: in this order, so that nothing is lost."""
        data = self.folder.get(name)
        try:
            head, lines = mail.opened(data, self.us, self.code)
        except RefusedFile as refused:
            mail.refuse_file(self.folder, name, refused)
            self.folder.delete(name)
            return 0
        with self.memory.remembering():
            self.recognise(head)
            for place, line in enumerate(lines, start=1):
                self.hear_line(head, place, line)
        if not self.faults.strike("no-ack", name):
            mail.answer_file(self.folder, name, data, len(lines))
        self.folder.delete(name)
        return len(lines)

    def hear_line(self, head: FileHead, place: int, line: str) -> None:
        try:
            hearing.take(self.memory, self.habits, Heard(NEUTRAL.read_line(line), head.made_at))
        except MalformedLine as malformed:
            nothing = Heard(Envelope("", ""), head.made_at)
            hearing.take_malformed(self.memory, self.habits, f"{head.name}:{place}", nothing, malformed.words)

    def recognise(self, head: FileHead) -> None:
        """Another first file than the one known comes from a new installation: what was, was with another."""
        if head.number != 1:
            return
        if self.memory.fact("first_file") not in ("", head.name):
            self.memory.forget()
            mail.clear(self.folder.outbox)
        self.memory.note("first_file", head.name)

    def live(self, until: datetime) -> None:
        """Let the days go by that have not gone by yet, and on Sundays draw up the list of every ported number."""
        today = day_of(until)
        lived = self.memory.fact("lived")
        if lived < today.isoformat():
            first = date.fromisoformat(lived) + timedelta(days=1) if lived else today
            with self.memory.remembering():
                self.pass_days(first, today)
        sunday = today - timedelta(days=(today.weekday() + 1) % 7)
        if self.memory.fact("full") < sunday.isoformat() and until >= crowd.full_file_moment(sunday):
            with self.memory.remembering():
                self.draw_up(sunday)

    def pass_days(self, first: date, last: date) -> None:
        if not self.memory.fact("lived"):  # what it opens with is no week's list yet
            self.memory.note("full", first.isoformat())
        for day in (first + timedelta(days=passed) for passed in range((last - first).days + 1)):
            if is_working_day(day, WorkingDay.OUVRE, Area.METROPOLE):
                self.pass_working_day(day)
        self.memory.note("lived", last.isoformat())

    def pass_working_day(self, day: date) -> None:
        """What other people do on it, with each other and with us."""
        if self.announcements:
            self.memory.plan(crowd.announcements(self.memory, self.seed, day, self.announcements))
        if self.port_outs or self.faults.rates.get("wrongful-port"):
            ours = list(self.subscribers())
            self.memory.plan(recipients.wrongful(self.memory, self.seed, self.faults, day, ours))
            self.memory.plan(recipients.requests(self.memory, self.seed, day, self.port_outs, ours))

    def draw_up(self, sunday: date) -> None:
        """The full file of a Sunday, once; it holds no broken line."""
        head = FileHead(self.code, self.us, crowd.full_file_moment(sunday), self.memory.next_number(), full=True)
        lines = crowd.full_list(self.memory, self.seed, self.faults, sunday)
        mail.prepare(self.memory, head, list(lines), self.seed, Faults())
        self.memory.note("full", sunday.isoformat())

    def speak(self, until: datetime) -> None:
        """Put all that is due into files."""
        while messages := self.memory.unsaid(until, LINES_A_FILE):
            with self.memory.remembering():
                head = FileHead(self.code, self.us, until.replace(microsecond=0), self.memory.next_number())
                mail.prepare(self.memory, head, messages, self.seed, self.faults)
