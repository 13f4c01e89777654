"""The product refuses to start on nonsense, and says in one sentence what is wrong."""

import os
import subprocess
import sys

import pytest

from tests.tree import ROOT

GOOD = {
    "SECRET_KEY": "long-and-secret-" * 4,
    "ALLOWED_HOSTS": "bascule.example",
    "OWN_OPERATOR": "BASC",
    "DATABASE_URL": "sqlite:////nowhere/but/never/opened.sqlite3",
}


def check(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `manage.py check` as somebody would who had set these variables and no others."""
    command = [sys.executable, "manage.py", "check", *arguments]
    bare = {"PATH": os.environ["PATH"], "PYTHONPATH": "", **GOOD, **environment}
    return subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True, timeout=60)


def test_good_settings_are_taken_and_ready_for_production() -> None:
    done = check("--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


def test_a_trial_needs_no_setting_but_debug() -> None:
    done = check(DEBUG="on", SECRET_KEY="", ALLOWED_HOSTS="", OWN_OPERATOR="")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("nonsense", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is empty"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is empty"),
        ({"OWN_OPERATOR": "bascule telecom"}, "OWN_OPERATOR is 'bascule telecom'"),
        ({"OWN_OPERATOR": "B"}, "OWN_OPERATOR is 'B'"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL is not usable"),
        ({"DATABASE_URL": ""}, "DATABASE_URL is not usable"),
        ({"DATABASE_URL": "postgress://user:secret@db/bascule"}, "DATABASE_URL is not usable"),
        ({"DATABASE_URL": "mysql://user:secret@db/bascule"}, "DATABASE_URL is not usable"),
        ({"DATABASE_URL": "postgres://user:secret@db:5432"}, "DATABASE_URL is not usable"),
        ({"DATABASE_URL": "postgres://user:secret@db:port/bascule"}, "DATABASE_URL is not usable"),
        ({"DEBUG": "perhaps"}, "DEBUG"),
        ({"BEHIND_HTTPS": "perhaps"}, "BEHIND_HTTPS"),
        ({"EMAIL_URL": "smtp://me:secret@mail.example:port"}, "EMAIL_URL is not usable"),
        ({"EMAIL_URL": "pigeon://roof"}, "EMAIL_URL is not usable"),
        ({"PUBLIC_URL": "bascule.example"}, "PUBLIC_URL is 'bascule.example'"),
    ],
    ids=lambda value: "=".join(*value.items()) if isinstance(value, dict) else "",
)
def test_nonsense_is_refused_with_a_sentence(nonsense: dict[str, str], sentence: str) -> None:
    done = check(**nonsense)
    assert done.returncode != 0
    assert sentence in done.stderr
    assert len(done.stderr.strip().split("\n")) == 1
    assert "secret@" not in done.stderr
