"""The clearing house, and every donor and recipient behind it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from bascule.workdays import Area, WorkingDay, is_working_day
from operators.exchange.codecs import FileHead
from operators.exchange.simulator import crowd, mail, ports, recipients
from operators.exchange.simulator.faults import Faults
from operators.exchange.simulator.hands import CLEARING_HOUSE_HAND
from operators.exchange.simulator.hours import day_of
from operators.exchange.simulator.port_memory import Ported, PortMemory
from operators.exchange.simulator.side import Side, memory_in
from operators.exchange.simulator.subscribers import Subscriber


class ClearingHouse(Side[PortMemory]):
    """The clearing house and every donor behind it, over the files in one folder.

    `announcements`: how many ports of other people there are a working day; `port_outs`: how often recipients ask for
    numbers of our `subscribers`; the rest as for every side.
    """

    hand, reactions = CLEARING_HOUSE_HAND, ports.REACTIONS

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
        memory = PortMemory(memory_in(folder))
        super().__init__(folder, memory, code=code, us=us, seed=seed, faults=faults, natural=natural, speed=speed)
        self.announcements, self.port_outs, self.subscribers = announcements, port_outs, subscribers

    def learn(self, ports: Iterable[Ported]) -> None:
        """Know what was ported before it opened: its full files list that too."""
        with self.memory.remembering():
            self.memory.port(ports)

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
        mail.prepare(self.hand, self.memory, head, list(lines), Faults())
        self.memory.note("full", sunday.isoformat())
