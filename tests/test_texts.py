"""The rules of the house for templates, style, scripts and every other text."""

import re

from tests.tree import files, lines, name, text, tracked

PICTURES = (".png", ".jpg", ".webp", ".ico", ".mo")
INCLUDE = re.compile(r"{%\s*include\b(?P<rest>[^%]*)%}")
CAPITAL_MONTH = re.compile(r"\|(?:day|date):[\"'][^\"']*\bM\b")
INLINE = re.compile(r"<style\b|<script(?![^>]*\bsrc=)[^>]*>|\sstyle\s*=|<[^>]*\son[a-z]+\s*=", re.IGNORECASE)
ELSEWHERE = re.compile(
    r"(?<![\w.])/(?:root|work|home|opt|mnt|Users)/"
    r"|(?:pypi|pythonhosted|npmjs|jsdelivr|unpkg|googleapis|cloudflare)\.(?:org|com|net)"
)

NUMBER = re.compile(
    r"(?<![\w+./-])(?:0|(?:\+|00)33[ .\u00a0]?(?:\(0\))?)"
    r"([1-9](?P<gap>[ .\u00a0-]?)\d{2}(?P=gap)\d{2}(?P=gap)\d{2}(?P=gap)\d{2})(?!\w)"
)
FICTION = ("19900", "26191", "35301", "46571", "53649", "63998")
"""The ranges that nobody is given, kept free for fiction."""
ELSE = {
    "612345678": "the published example of a RIO",
    "939000": "the root of the example of a RIO for a 09 number",
    "123456789": "the ten digits in a row",
    "712345678": "a mobile's shape, digits in a row",
    "262123456": "the shape of a number of Réunion, digits in a row",
    "262000": "a root of Réunion",
    "2629": "a root of Réunion",
    "590123456": "the shape of a number of Guadeloupe, digits in a row",
    "508412345": "the shape of a number of Saint-Pierre, digits in a row",
    "100000000": "the first number of the plan",
    "700000000": "how a 14-digit number starts",
    "800000000": "a special number, which nobody carries away",
    "8990": "a root of special numbers, which nobody carries away",
}
"""What fiction has no range for, as nine national digits or their beginning, and why it is there."""


def test_a_fragment_is_given_only_what_it_needs() -> None:
    leaking = [
        f"{name(path)}: {found.group(0)}"
        for path in files(".html")
        for found in INCLUDE.finditer(text(path))
        if not found["rest"].rstrip().endswith(" only")
    ]
    assert leaking == []


def test_templates_hold_no_script_and_no_style() -> None:
    inline = [f"{name(path)}: {found.group(0)}" for path in files(".html") for found in INLINE.finditer(text(path))]
    assert inline == []


def test_short_months_are_written_as_the_language_writes_them() -> None:
    """Django's `M` gives every month a capital letter, which French has not; `N` does not."""
    capital = [name(path) for path in files(".html") if CAPITAL_MONTH.search(text(path))]
    assert capital == []


def test_style_and_scripts_stay_small() -> None:
    sheets, scripts = files(".css", under="static"), files(".js", under="static")
    assert [name(path) for path in sheets] == ["static/css/app.css"]
    assert lines(sheets[0]) <= 800
    assert sum(lines(path) for path in scripts) <= 150


def test_no_text_points_at_one_machine_or_registry() -> None:
    pointing = [
        f"{name(path)}: {found.group(0)}"
        for path in tracked()
        if path.suffix not in PICTURES
        for found in ELSEWHERE.finditer(text(path))
    ]
    assert pointing == []


def test_every_telephone_number_is_nobodys() -> None:
    somebodys = {
        f"{name(path)}: {found.group(0)}"
        for path in files(".py", ".html", ".md", ".csv", ".po", ".txt", ".json", ".js")
        for found in NUMBER.finditer(text(path))
        if not is_nobodys(re.sub(r"\D", "", found.group(1)))
    }
    assert sorted(somebodys) == []


def is_nobodys(national: str) -> bool:
    """Whether nine national digits belong to fiction, or to what it has no range for."""
    return national.startswith((*FICTION, *ELSE))
