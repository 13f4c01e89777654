"""One command runs everything on one machine, and leaves nothing behind when it stops."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.operators.simulator.desk import Desk, port_request
from tests.tree import ROOT


class House:
    """An installation of its own, on a database of its own."""

    def __init__(self, database: Path) -> None:
        self.database, self.exchange = database, database.parent / "exchange"
        self.port = free_port()
        self.environment = {
            "PATH": os.environ["PATH"],
            "DEBUG": "on",
            "OWN_OPERATOR": "BASC",
            "DATABASE_URL": f"sqlite:///{database}",
            "CLEARING_HOUSE_URL": f"directory://{self.exchange}",
            "INCUMBENT_URL": f"directory://{self.exchange}/incumbent",
        }

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        # From a folder of its own, as a service manager starts it.
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        heard = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        return subprocess.Popen(command, cwd=self.database.parent, env=self.environment | environment, **heard)

    def serve(self, **environment: str) -> subprocess.Popen[str]:
        return self.start("serve", "--workers", "1", "--port", str(self.port), **environment)

    def answers(self, path: str) -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return answer.status == 200
        except URLError:
            return False

    def results(self) -> list[tuple[str, int]]:
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute("select func, success from django_q_task").fetchall()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return House(tmp_path_factory.mktemp("house") / "house.sqlite3")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(true: Callable[[], object], seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.1)


def ending(process: subprocess.Popen[str]) -> tuple[int, str]:
    """How it ended and what it said; known only once all that it started is gone, for they share its output."""
    said, _ = process.communicate(timeout=40)
    return process.returncode, said


def test_pages_files_and_tasks_are_served_until_ctrl_c(house: House) -> None:
    serving = house.serve()
    try:
        wait_for(lambda: house.answers("/admin/login/"))
        assert house.answers("/static/admin/css/base.css")

        code, said = ending(house.serve())
        assert code == 1
        assert "choose another port" in said

        queued = house.start("shell", "-c", "from django_q.tasks import async_task; async_task('math.sqrt', 16)")
        assert ending(queued)[0] == 0
        wait_for(house.results)
        assert house.results() == [("math.sqrt", 1)]
    finally:
        serving.send_signal(signal.SIGINT)
        code, said = ending(serving)
    assert code == 0, said
    assert f"http://127.0.0.1:{house.port}/" in said
    assert not house.answers("/admin/login/")


def test_when_one_of_the_two_ends_the_other_is_stopped(house: House) -> None:
    code, said = ending(house.serve(GUNICORN_CMD_ARGS="--no-such-option"))
    assert code == 1
    assert "The web server ended with exit code 2, so all was stopped." in said


def test_it_stops_when_told_to_by_a_supervisor(house: House) -> None:
    serving = house.serve()
    wait_for(lambda: house.answers("/admin/login/"))
    serving.send_signal(signal.SIGTERM)
    code, said = ending(serving)
    assert code == 0, said


def test_with_the_demonstration_the_other_side_takes_our_files(tmp_path: Path) -> None:
    house = House(tmp_path / "house.sqlite3")
    serving = house.start("serve", "--demo", "--workers", "1", "--port", str(house.port))
    try:
        wait_for(lambda: house.answers("/admin/login/"), seconds=90)
        laid = house.exchange / "from-us" / Desk(house.exchange).say(datetime.now(UTC), port_request())
        wait_for(lambda: not laid.exists(), seconds=90)
    finally:
        serving.send_signal(signal.SIGINT)
        code, said = ending(serving)
    assert code == 0, said
