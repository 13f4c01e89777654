"""Everything that one machine needs, in one command: database up to date, web server and task cluster.

With the demonstration the other side of the files plays along, fast enough to be watched.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

PATIENCE = 15
"""Seconds that a child has to stop by itself."""
DEMO_SPEED = 1440
"""The other side takes a minute for what takes a day in life."""
DEMO_PORT_OUTS = 4
"""How often a working day other operators ask for our numbers."""
Children = dict[str, subprocess.Popen[bytes]]


class Command(BaseCommand):
    help = "Migrate, then run the web server and the task cluster together until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="processes of the web server")
        parser.add_argument("--demo", action="store_true", help="load demonstration data, and play the other side")
        parser.add_argument("--days", type=int, default=0, help="with --demo: how many working days are played first")

    def handle(self, *args: Any, host: str, port: int, workers: int, demo: bool, days: int, **options: Any) -> None:
        refuse_taken_port(host, port)
        self.prepare(demo=demo, days=days)
        asked_to_stop = listen()
        children = {
            "web server": start("-m", "gunicorn", *web_server(f"{host}:{port}", workers)),
            "task cluster": start(str(settings.BASE_DIR / "manage.py"), "qcluster"),
        }
        if demo:
            manage = str(settings.BASE_DIR / "manage.py")
            others = f"--speed={DEMO_SPEED}", f"--port-outs={DEMO_PORT_OUTS}"
            children["other side"] = start(manage, "simulate", *others)
        self.watch(children, asked_to_stop, host, port)
        failure = "" if asked_to_stop else "; ".join(ended(children))
        stop(children, asked_to_stop)
        if failure:
            raise CommandError(f"{failure}, so all was stopped.")
        self.stdout.write("\nStopped.")

    def watch(self, children: Children, asked_to_stop: list[int], host: str, port: int) -> None:
        """Return when we are asked to stop or a child ends; say the address once the web server listens."""
        said = False
        while not asked_to_stop and not ended(children):
            if not said and listens(host, port):
                self.stdout.write(f"\nBascule is at http://{host}:{port}/ (Ctrl-C stops it)\n")
                said = True
            time.sleep(0.2)

    def prepare(self, *, demo: bool, days: int) -> None:
        """Bring the database up to date; changes nothing the second time."""
        call_command("migrate", interactive=False, verbosity=0, stdout=self.stdout)
        if demo:
            call_command("demo", days=days, stdout=self.stdout)
        call_command("sync_schedules", stdout=self.stdout)


def refuse_taken_port(host: str, port: int) -> None:
    """The web server shares its port among its workers, and would silently share it with a second one too."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            sentence = f"{host}:{port} cannot be used ({error.strerror}): choose another port."
            raise CommandError(sentence) from error


def listens(host: str, port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((host, port)) == 0


def web_server(address: str, workers: int) -> list[str]:
    # Without --reuse-port one worker takes every connection now and then.
    options = f"--bind {address} --workers {workers} --threads 8 --reuse-port --graceful-timeout 5"
    place = ["--pythonpath", str(settings.BASE_DIR)]
    return ["bascule.wsgi", *options.split(), *place, "--no-control-socket", "--log-level", "warning"]


def listen() -> list[int]:
    """The signals that asked us to stop, as they come."""
    heard: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup wants it ignored
            signal.signal(number, lambda number, frame: heard.append(number))
    return heard


def start(*arguments: str) -> subprocess.Popen[bytes]:
    """Start a child in a group of its own: Ctrl-C reaches us alone, and all it starts can be ended."""
    return subprocess.Popen([sys.executable, *arguments], start_new_session=True)  # noqa: S603


def ended(children: Children) -> list[str]:
    """A sentence for each child that ended, with its exit code."""
    codes = {name: child.poll() for name, child in children.items()}
    return [f"The {name} ended with exit code {code}" for name, code in codes.items() if code is not None]


def stop(children: Children, asked_to_stop: list[int]) -> None:
    """Ask every child to stop, wait, and end what is left of its group. Asked twice, do not wait."""
    for child in children.values():
        child.terminate()
    deadline = time.monotonic() + PATIENCE
    while len(ended(children)) < len(children) and len(asked_to_stop) < 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    for child in children.values():
        end_group(child.pid)
        child.wait()


def end_group(leader: int) -> None:
    with suppress(ProcessLookupError):  # it stopped with all that it had started
        os.killpg(leader, signal.SIGKILL)
