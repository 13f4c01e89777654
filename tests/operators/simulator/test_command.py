"""`manage.py simulate`. None of these tests may reach the database: pytest would refuse the first query."""

import ast
import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import paramiko
import pytest
from django.core.management import CommandError, call_command

from operators.exchange.codecs import ACCESS
from operators.exchange.simulator.faults import FAULTS
from operators.exchange.simulator.hours import PARIS
from operators.exchange.simulator.lines import line_facts
from tests.operators.simulator.desk import Desk, order, paris, port_request
from tests.tree import ROOT, code_of, name, parsed

MONDAY = paris("2026-11-23T10:00")
OURS = "operators/exchange/simulator/"


@pytest.fixture
def exchange(base: Path, settings: Any) -> Desk:
    """The counterpart's folder, as the settings name it."""
    settings.OWN_OPERATOR = "BASC"
    settings.COUNTERPARTS = {"clearing_house": {"code": "APNF", "url": f"directory://{base}"}}
    return Desk(base)


def simulate(*arguments: str) -> str:
    said = StringIO()
    call_command("simulate", *arguments, stdout=said)
    return said.getvalue()


def test_once_plays_up_to_the_end_of_a_day(exchange: Desk) -> None:
    exchange.say(MONDAY, port_request())
    said = simulate("--once", "--date", "2026-11-23", "--announcements", "0", "--calm")
    assert said == "1 files read with 1 messages, 1 files laid.\n"
    assert [one.kind for one in exchange.collect()] == ["acknowledgement"]
    simulate("--once", "--date", "2026-12-03", "--announcements", "0", "--calm")
    assert [one.kind for one in exchange.collect()] == ["eligibility"]


def test_once_plays_up_to_a_time_of_a_day(exchange: Desk) -> None:
    exchange.say(MONDAY, port_request())
    simulate("--once", "--date", "2026-11-23", "--time", "10:00", "--announcements", "0")
    assert exchange.collect() == []
    assert exchange.answers
    simulate("--once", "--date", "2026-11-23", "--time", "10:10", "--announcements", "0")
    assert [one.kind for one in exchange.collect()] == ["acknowledgement"]


@pytest.fixture
def both(exchange: Desk, tmp_path: Path, settings: Any) -> Desk:
    """The incumbent's folder beside that of the clearing house."""
    there = tmp_path / "incumbent"
    settings.COUNTERPARTS = {**settings.COUNTERPARTS, "incumbent": {"code": "FRTE", "url": f"directory://{there}"}}
    return Desk(there, "FRTE", ACCESS)


CALM = ("--announcements", "0", "--calm")


def test_every_side_is_played_in_one_process(exchange: Desk, both: Desk) -> None:
    exchange.say(MONDAY, port_request())
    both.say(MONDAY, order())
    assert simulate("--once", "--date", "2026-11-23", *CALM).startswith("2 files read with 2 messages")
    simulate("--once", "--date", "2026-12-10", *CALM)
    assert [one.kind for one in exchange.collect()] == ["acknowledgement", "eligibility"]
    assert [one.kind for one in both.collect()] == ["access_acknowledgement", "completion_report"]


@pytest.mark.parametrize(("only", "heard"), [("clearing-house", (1, 0)), ("incumbent", (0, 1))])
def test_one_side_is_played_alone(exchange: Desk, both: Desk, only: str, heard: tuple[int, int]) -> None:
    exchange.say(MONDAY, port_request())
    both.say(MONDAY, order())
    simulate("--once", "--date", "2026-11-24", *CALM, "--only", only)
    assert (len(exchange.collect()), len(both.collect())) == heard


def test_a_side_whose_folder_is_down_does_not_stop_the_other(exchange: Desk, both: Desk, tmp_path: Path) -> None:
    both.say(MONDAY, order())
    exchange.say(MONDAY, port_request())
    exchange.transport.outbox.rename(tmp_path / "elsewhere")
    exchange.transport.outbox.write_text("no folder")
    with pytest.raises(CommandError, match="cannot be used"):
        simulate("--once", "--date", "2026-11-24", *CALM)
    assert [one.kind for one in both.collect()] == ["access_acknowledgement"]


def test_the_incumbent_of_a_server_is_played_from_its_own_disk(exchange: Desk, tmp_path: Path, settings: Any) -> None:
    key = paramiko.RSAKey.generate(2048)
    server = {"url": "sftp://bascule@files.example/x", "password": "x", "host_key": f"ssh-rsa {key.get_base64()}"}
    settings.COUNTERPARTS = {**settings.COUNTERPARTS, "incumbent": {"code": "FRTE", **server}}
    with pytest.raises(CommandError, match="--incumbent-folder"):
        simulate("--once", "--date", "2026-11-24", *CALM)
    there = Desk(tmp_path / "disk", "FRTE", ACCESS)
    there.say(MONDAY, order())
    simulate("--once", "--date", "2026-11-24", *CALM, "--incumbent-folder", str(tmp_path / "disk"))
    assert len(there.collect()) == 1


def test_a_fault_and_a_folder_are_given_by_hand(tmp_path: Path, exchange: Desk) -> None:
    elsewhere = Desk(tmp_path / "elsewhere")
    elsewhere.say(MONDAY, port_request())
    options = ["--folder", str(tmp_path / "elsewhere"), "--fault", "reject-R-RIO", "--fault", "no-ack", "--seed", "7"]
    simulate("--once", "--date", "2026-12-04", *options)
    elsewhere.collect()
    assert elsewhere.answers == {}
    assert "refused.R-RIO" in elsewhere.of("eligibility")[0].fields
    assert exchange.collect() == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--once", "--fault", "nonsense"], "no-ack"),
        (["--once", "--fault", "partial=2"], "partial=2"),
        (["--date", "2026-11-23"], "--once"),
        (["--once", "--time", "10:00"], "--date"),
        (["--once", "--speed", "0"], "--speed"),
        (["--once", "--announcements", "-1"], "--announcements"),
        (["--once", "--port-outs", "501"], "--port-outs"),
        (["--once", "--lines-port", "8999"], "--lines-port"),
        (["--lines-port", "99999"], "99999"),
        (["--once", "--only", "nobody"], "--only"),
        (["--once", "--date", "someday"], "--date"),
    ],
)
def test_what_fits_nothing_is_refused_with_a_sentence(exchange: Desk, arguments: list[str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        simulate(*arguments)


def test_the_unknown_fault_is_told_all_that_there_are(exchange: Desk) -> None:
    with pytest.raises(CommandError) as refused:
        simulate("--once", "--fault", "nonsense")
    assert all(fault in str(refused.value) for fault in FAULTS)


def test_a_server_of_files_is_played_from_its_own_disk(settings: Any, base: Path) -> None:
    settings.OWN_OPERATOR = ""
    settings.COUNTERPARTS = {"clearing_house": {"code": "APNF", "url": f"directory://{base}"}}
    with pytest.raises(CommandError, match="OWN_OPERATOR"):
        simulate("--once")


def environment(base: Path, **more: str) -> dict[str, str]:
    said = {"PATH": os.environ["PATH"], "DEBUG": "on", "OWN_OPERATOR": "BASC"}
    # A database that is not there: the other side needs none.
    nowhere = {"DATABASE_URL": f"sqlite:///{base}/no/such/folder/base.sqlite3"}
    folders = {"CLEARING_HOUSE_URL": f"directory://{base}", "INCUMBENT_URL": f"directory://{base}/incumbent"}
    return said | nowhere | folders | more


def test_facts_of_lines_are_served_while_it_plays(base: Path) -> None:
    playing = start(base, "--announcements", "0", "--lines-port", "0", "--seed", "3")
    try:
        assert playing.stdout
        url = playing.stdout.readline().split(" ")[-1].rpartition("/")[0]
        with urlopen(f"{url}/0199009908?postal_code=75011", timeout=10) as answer:
            found = json.loads(answer.read())
    finally:
        playing.send_signal(signal.SIGTERM)
        playing.communicate(timeout=20)
    assert playing.returncode == 0
    assert found == line_facts("0199009908", "75011", 3).as_json("", datetime.now(PARIS).date())
    assert found["findings"] == ["E-MULTIPLEXED"]


def start(base: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(ROOT / "manage.py"), "simulate", *arguments]
    heard: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.Popen(command, env=environment(base), **heard)


def test_it_runs_on_beside_the_server_until_it_is_told_to_stop(base: Path, desk: Desk) -> None:
    playing = start(base, "--speed", "1440", "--announcements", "0", "--calm")
    try:
        desk.say(datetime.now(UTC), port_request())
        deadline = time.monotonic() + 40
        while not desk.heard and time.monotonic() < deadline:
            time.sleep(0.1)
            desk.collect()
    finally:
        playing.send_signal(signal.SIGTERM)
        said, _nothing = playing.communicate(timeout=20)
    assert [one.kind for one in desk.heard] == ["acknowledgement"], said
    assert playing.returncode == 0, said


def test_it_needs_none_of_our_tables() -> None:
    """The other side is loaded whole without the application: no model can be there."""
    code = (
        "import json, sys; from django.conf import settings; settings.configure();"
        "from operators.exchange.simulator import clearing_house, incumbent, lines_server, together;"
        "print(json.dumps([one for one in sys.modules if one.endswith('.models')]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [one for one in json.loads(done.stdout) if one.startswith(("bascule", "operators", "portability"))] == []


def test_it_asks_nothing_that_knows_the_database() -> None:
    modules = [path for path in code_of("operators") if name(path).startswith(OURS)]
    asked = {
        f"{name(path)}: {node.module}"
        for path in modules
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and node.module
        if node.module.startswith("django.db") or "models" in node.module or "handlers" in node.module
    }
    assert len(modules) > 5
    assert asked == set()
