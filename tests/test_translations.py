"""French is complete: every sentence has its translation, and the compiled catalogue is that of the text."""

import ast
import gettext
import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.tree import APPS, ROOT, files

CATALOGUE = ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.po"
FIELD = re.compile(r'^(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) "', re.MULTILINE)

Entry = dict[str, str]


def entries(path: Path) -> list[Entry]:
    """The entries of a .po file without its header; `fuzzy` is there when somebody has still to look."""
    blocks = [block for block in path.read_text().split("\n\n") if "\nmsgid " in f"\n{block}"]
    return [read for read in map(entry, blocks) if read["msgid"]]


def entry(block: str) -> Entry:
    found: Entry = {"fuzzy": "yes"} if re.search(r"^#,.*\bfuzzy\b", block, re.MULTILINE) else {}
    field = ""
    for line in block.split("\n"):
        if FIELD.match(line):
            field, _, line = line.partition(" ")
            found[field] = ""
        if line.startswith('"'):
            found[field] += ast.literal_eval(line)
    return found


def translations(read: Entry) -> list[str]:
    return [text for field, text in read.items() if field.startswith("msgstr")]


def key(read: Entry) -> str:
    """As the compiled catalogue names it."""
    return f"{read['msgctxt']}\x04{read['msgid']}" if "msgctxt" in read else read["msgid"]


def test_no_sentence_lacks_its_translation() -> None:
    assert [read["msgid"] for read in entries(CATALOGUE) if not all(translations(read))] == []


def test_no_translation_is_a_guess() -> None:
    assert [read["msgid"] for read in entries(CATALOGUE) if "fuzzy" in read] == []


def test_a_translation_keeps_the_places_to_fill() -> None:
    places = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
    different = [
        read["msgid"]
        for read in entries(CATALOGUE)
        for text in filter(None, translations(read))
        if set(places.findall(text)) - set(places.findall(read["msgid"] + read.get("msgid_plural", "")))
        or ("msgid_plural" not in read and set(places.findall(text)) != set(places.findall(read["msgid"])))
    ]
    assert different == []


def test_the_compiled_catalogue_is_up_to_date() -> None:
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    written = {}
    for read in entries(CATALOGUE):
        if "msgid_plural" in read:
            written |= {(key(read), number): text for number, text in enumerate(translations(read))}
        else:
            written[key(read)] = read["msgstr"]
    compiled.pop("", None)
    assert compiled == written, "run: make messages"


@pytest.mark.gettext
def test_the_tools_find_nothing_wrong_in_the_catalogue() -> None:
    done = subprocess.run(["msgfmt", "--check", "--output", "/dev/null", CATALOGUE], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.gettext
def test_every_sentence_of_the_code_is_in_the_catalogue(settings, tmp_path: Path, monkeypatch) -> None:
    for path in files(".py", ".html"):
        if path.relative_to(ROOT).parts[0] in {*APPS, "templates"}:
            copy = tmp_path / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    settings.LOCALE_PATHS = [str(tmp_path / "locale")]
    monkeypatch.chdir(tmp_path)
    call_command("makemessages", locale=["fr"], verbosity=0)
    in_code = {key(read) for read in entries(tmp_path / CATALOGUE.relative_to(ROOT))}
    assert in_code == {key(read) for read in entries(CATALOGUE)}, "run: make messages"
