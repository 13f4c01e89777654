"""The other side of the files, for training, for demonstrations and for tests."""

import signal
import threading
from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from operators.exchange.counterparts import CLEARING_HOUSE, counterpart
from operators.exchange.simulator.clearing_house import ClearingHouse
from operators.exchange.simulator.faults import FAULTS, UnknownFault, read_faults
from operators.exchange.simulator.hours import at, end_of
from operators.exchange.simulator.side import Played
from operators.exchange.simulator.subscribers import everybody
from operators.exchange.transports import DirectoryTransport, TransportDown

POLL_SECONDS = 1.0
FASTEST = 86_400.0


class Command(BaseCommand):
    help = "Play the clearing house and the donors on the other side of the files, until Ctrl-C or up to a day."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="play up to --date, and end")
        parser.add_argument("--date", type=date.fromisoformat, help="with --once: the day, such as 2026-11-22")
        parser.add_argument("--time", type=time.fromisoformat, help="with --once: until then, in Paris, such as 12:30")
        parser.add_argument("--seed", type=int, default=1, help="another one plays another world")
        parser.add_argument("--speed", type=float, default=1.0, help="1440 makes a minute of a day of waiting")
        parser.add_argument("--folder", type=Path, help="where from-us/ and to-us/ are; else the counterpart's")
        parser.add_argument("--announcements", type=int, default=20, help="ports of other people a working day")
        parser.add_argument("--port-outs", type=int, default=0, help="requests for our numbers a working day")
        parser.add_argument("--calm", action="store_true", help="no refusal and no delay but those of --fault")
        parser.add_argument(
            "--fault",
            action="append",
            default=[],
            metavar="NAME[=RATE]",
            help="what goes wrong, and how often (0 to 1); repeatable. " + "; ".join(FAULTS),
        )

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        check(once, options)
        house = build(options)
        try:
            if once:
                self.stdout.write(sentence(house.play(moment(options["date"], options["time"]))))
            else:
                self.run_on(house)
        except TransportDown as down:
            raise CommandError(down.words) from down
        finally:
            house.close()

    def run_on(self, house: ClearingHouse) -> None:
        """Play on in the time of the clock, until somebody asks to stop; a folder that is down is tried again."""
        stopped = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda number, frame: stopped.set())
        self.stdout.write(_("The other side listens (Ctrl-C stops it)."))
        while not stopped.is_set():
            try:
                played = house.play(datetime.now(UTC))
            except TransportDown as down:
                self.stderr.write(down.words)
            else:
                if played.anything:
                    self.stdout.write(sentence(played))
            stopped.wait(POLL_SECONDS)
        self.stdout.write(_("Stopped."))


def check(once: bool, options: dict[str, Any]) -> None:
    """Refuse options that fit nothing, with a sentence."""
    if (options["date"] or options["time"]) and not once:
        raise CommandError(_("--date and --time go with --once."))
    if options["time"] and not options["date"]:
        raise CommandError(_("--time goes with --date."))
    if not 0 < options["speed"] <= FASTEST:
        raise CommandError(_("--speed is above 0, and at most 86400."))
    if not 0 <= options["announcements"] <= 5_000:
        raise CommandError(_("--announcements is from 0 to 5000 a day."))
    if not 0 <= options["port_outs"] <= 500:
        raise CommandError(_("--port-outs is from 0 to 500 a day."))


def build(options: dict[str, Any]) -> ClearingHouse:
    return ClearingHouse(
        options["folder"] or folder(),
        code=settings.COUNTERPARTS[CLEARING_HOUSE]["code"],
        us=settings.OWN_OPERATOR or no_operator(),
        seed=options["seed"],
        faults=faults(options["fault"]),
        announcements=options["announcements"],
        port_outs=options["port_outs"],
        subscribers=everybody,
        natural=not options["calm"],
        speed=options["speed"],
    )


def faults(texts: Iterable[str]) -> dict[str, float]:
    try:
        return read_faults(texts)
    except UnknownFault as unknown:
        raise CommandError(str(unknown)) from unknown


def folder() -> Path:
    """The folder in which our side writes; a server of files is played from its own disk."""
    transport = counterpart(CLEARING_HOUSE).transport
    if not isinstance(transport, DirectoryTransport):
        raise CommandError(_("The counterpart's files are on a server: give --folder, as its own disk has them."))
    return transport.inbox.parent


def no_operator() -> str:
    raise CommandError(_("OWN_OPERATOR is not set: nobody knows whose files to answer."))


def moment(day: date | None, hour: time | None) -> datetime:
    """Now, the end of a day, or a time of it in Paris."""
    if day is None:
        return datetime.now(UTC)
    return at(day, hour) if hour else end_of(day)


def sentence(played: Played) -> str:
    words = _("%(heard)d files read with %(messages)d messages, %(laid)d files laid.")
    counts = {"heard": played.files_heard, "messages": played.messages_heard, "laid": played.files_laid}
    return words % counts
