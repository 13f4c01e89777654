"""The project's own files, for the tests that read them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ["bascule", "operators", "portability", "activation"]


@cache
def tracked() -> list[Path]:
    """Every file that is, or is about to be, under version control."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    return sorted({ROOT / name for name in names if name and (ROOT / name).is_file()})


def files(*suffixes: str, under: str = "") -> list[Path]:
    return [path for path in tracked() if path.suffix in suffixes and (ROOT / under) in [path, *path.parents]]


def code_of(app: str) -> list[Path]:
    """The modules of an app, without its migrations."""
    return [path for path in files(".py", under=app) if "migrations" not in path.parts]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(text(path), str(path))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def text(path: Path) -> str:
    """What a file says; those that are not in UTF-8 follow ARCEP's format, and their ASCII is enough here."""
    return path.read_text("utf-8", errors="replace")


def lines(path: Path) -> int:
    return text(path).count("\n")
