"""What every command of ours does the same way."""

import os
import subprocess
import sys

import pytest

from tests.tree import ROOT

COMMANDS = [
    ("demo",),
    ("run_batch", "expire-quotes"),
    ("create_api_key", "--operator", "NWOT", "--name", "test", "--scopes", "numbers:read"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_on_a_database_without_tables_it_says_what_to_do(command, tmp_path):
    nothing = {"DEBUG": "on", "OWN_OPERATOR": "BASC", "DATABASE_URL": f"sqlite:///{tmp_path}/nothing.sqlite3"}
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **nothing},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "CommandError: The database is not up to date: run manage.py migrate first." in done.stderr
    assert "Traceback" not in done.stderr
