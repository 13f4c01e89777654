"""The other sides of the files, for training, for demonstrations and for tests."""

import contextlib
import signal
import threading
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from operators.exchange.counterparts import CLEARING_HOUSE, INCUMBENT, counterpart
from operators.exchange.simulator.clearing_house import ClearingHouse
from operators.exchange.simulator.faults import FAULTS, UnknownFault, read_faults
from operators.exchange.simulator.hours import at, end_of
from operators.exchange.simulator.incumbent import Incumbent
from operators.exchange.simulator.lines_server import LinesServer
from operators.exchange.simulator.side import Played, Side
from operators.exchange.simulator.subscribers import everybody
from operators.exchange.simulator.together import Together
from operators.exchange.transports import DirectoryTransport, TransportDown
from operators.exchange.words import counterpart_in_words

POLL_SECONDS = 1.0
FASTEST = 86_400.0


class Command(BaseCommand):
    help = "Play the clearing house, its members and the incumbent on the other side of the files, until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="play up to --date, and end")
        parser.add_argument("--date", type=date.fromisoformat, help="with --once: the day, such as 2026-11-22")
        parser.add_argument("--time", type=time.fromisoformat, help="with --once: until then, in Paris, such as 12:30")
        parser.add_argument("--seed", type=int, default=1, help="another one plays another world")
        parser.add_argument("--speed", type=float, default=1.0, help="1440 makes a minute of a day of waiting")
        parser.add_argument("--only", choices=sorted(SIDES), help="play one of them; else all that the settings name")
        parser.add_argument(
            "--folder", type=Path, help="where the clearing house's from-us/ and to-us/ are, if elsewhere"
        )
        parser.add_argument("--incumbent-folder", type=Path, help="the same of the incumbent")
        parser.add_argument(
            "--lines-port", type=int, help="serve the incumbent's facts of lines by HTTP, on this machine"
        )
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
        with ExitStack() as closing:
            sides = closing.enter_context(contextlib.closing(build(options)))
            if options["lines_port"] is not None:
                lines = closing.enter_context(contextlib.closing(lines_server(options)))
                self.stdout.write(_("Facts of lines are at %(url)s/lines/NUMBER.") % {"url": lines.url})
                self.stdout.flush()
            try:
                if once:
                    self.stdout.write(sentence(sides.play(moment(options["date"], options["time"]))))
                else:
                    self.run_on(sides)
            except TransportDown as down:
                raise CommandError(down.words) from down

    def run_on(self, sides: Together) -> None:
        """Play on in the time of the clock, until somebody asks to stop; a folder that is down is tried again."""
        stopped = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda number, frame: stopped.set())
        self.stdout.write(_("The other side listens (Ctrl-C stops it)."))
        while not stopped.is_set():
            try:
                played = sides.play(datetime.now(UTC))
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
    if options["lines_port"] is not None and once:
        raise CommandError(_("--lines-port goes without --once."))
    if options["time"] and not options["date"]:
        raise CommandError(_("--time goes with --date."))
    if not 0 < options["speed"] <= FASTEST:
        raise CommandError(_("--speed is above 0, and at most 86400."))
    if not 0 <= options["announcements"] <= 5_000:
        raise CommandError(_("--announcements is from 0 to 5000 a day."))
    if not 0 <= options["port_outs"] <= 500:
        raise CommandError(_("--port-outs is from 0 to 500 a day."))


def build(options: dict[str, Any]) -> Together:
    """Every side that is asked for, over its own folder."""
    chosen = [options["only"]] if options["only"] else [name for name in SIDES if key_of(name) in settings.COUNTERPARTS]
    return Together([SIDES[name](options) for name in chosen])


def key_of(name: str) -> str:
    """The key of a counterpart whose name is typed by hand."""
    return name.replace("-", "_")


def clearing_house(options: dict[str, Any]) -> ClearingHouse:
    return ClearingHouse(
        options["folder"] or folder(CLEARING_HOUSE, "--folder"),
        **common(CLEARING_HOUSE, options),
        announcements=options["announcements"],
        port_outs=options["port_outs"],
        subscribers=everybody,
    )


def incumbent(options: dict[str, Any]) -> Incumbent:
    place = options["incumbent_folder"] or folder(INCUMBENT, "--incumbent-folder")
    return Incumbent(place, **common(INCUMBENT, options))


def common(key: str, options: dict[str, Any]) -> dict[str, Any]:
    return {
        "code": settings.COUNTERPARTS[key]["code"],
        "us": settings.OWN_OPERATOR or no_operator(),
        "seed": options["seed"],
        "faults": faults(options["fault"]),
        "natural": not options["calm"],
        "speed": options["speed"],
    }


SIDES: dict[str, Callable[[dict[str, Any]], Side[Any]]] = {
    "clearing-house": clearing_house,
    INCUMBENT: incumbent,
}
"""Each by its name in the command."""


def lines_server(options: dict[str, Any]) -> LinesServer:
    port = options["lines_port"]
    try:
        return LinesServer(port, seed=options["seed"], natural=not options["calm"])
    except (OSError, OverflowError) as error:
        raise CommandError(_("The port %(port)d cannot be used: choose another one.") % {"port": port}) from error


def faults(texts: Iterable[str]) -> dict[str, float]:
    try:
        return read_faults(texts)
    except UnknownFault as unknown:
        raise CommandError(str(unknown)) from unknown


def folder(key: str, option: str) -> Path:
    """The folder in which our side writes; a server of files is played from its own disk."""
    transport = counterpart(key).transport
    if not isinstance(transport, DirectoryTransport):
        sentence = _("The files of %(who)s are on a server: give %(option)s, as its own disk has them, or --only.")
        raise CommandError(sentence % {"who": counterpart_in_words(key), "option": option})
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
