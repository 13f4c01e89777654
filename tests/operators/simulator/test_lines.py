"""What the incumbent tells of a line: the same for the same line, mostly fine, each defect there to be tried."""

import json
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operators.exchange.simulator.lines import (
    BY_CODE,
    COPPER,
    EXCHANGES,
    FIBRE,
    SPECIAL,
    TOLD_BEFORE,
    WITHOUT_FIBRE,
    LineFacts,
    exchange_of,
    line_facts,
)
from operators.exchange.simulator.lines_server import LinesServer
from operators.exchange.simulator.wiring import WORDS
from tests.tree import ROOT

TODAY = date(2026, 11, 23)
NUMBERS = [f"01990{turn:05d}" for turn in range(4_000)]


def facts(number: str, postal_code: str = "75011") -> LineFacts:
    return line_facts(number, postal_code)


@given(st.integers(0, 9_999), st.sampled_from(["", "75011", "38000", "97400"]), st.integers(0, 9))
def test_a_line_is_always_the_same(turn: int, postal_code: str, seed: int) -> None:
    number = f"019900{turn:04d}"
    assert line_facts(number, postal_code, seed) == line_facts(number, postal_code, seed)


def test_most_lines_are_fine_and_each_defect_is_rare() -> None:
    found = Counter(code for number in NUMBERS for code in facts(number).findings("elsewhere", TODAY))
    assert 0.03 <= sum(found.values()) / len(NUMBERS) <= 0.08
    assert len(found) == 9
    assert max(found.values()) / len(NUMBERS) <= 0.02
    fibre = sum(facts(number).has_fibre for number in NUMBERS) / len(NUMBERS)
    assert 0.75 <= fibre <= 0.85
    lengths = [facts(number).length_m or 0 for number in NUMBERS if not facts(number).defect]
    assert min(lengths) >= 200
    assert max(lengths) <= 4_400


def test_when_it_is_calm_only_the_special_numbers_have_a_defect() -> None:
    calm = [line_facts(number, "75011", natural=False) for number in (*NUMBERS, *SPECIAL)]
    assert {line.number for line in calm if line.defect} == set(SPECIAL)


@pytest.mark.parametrize(("number", "code"), sorted(SPECIAL.items()))
def test_a_special_number_has_one_defect_whatever_the_seed(number: str, code: str) -> None:
    for seed in range(5):
        line = line_facts(number, "75011", seed)
        assert list(line.defects(COPPER, "elsewhere", TODAY)) == [code]
        assert line.findings("elsewhere", TODAY) == ([code] if code in TOLD_BEFORE else [])


def test_what_is_told_of_a_line_says_why() -> None:
    assert not facts("0199009901").known
    assert facts("0199009901").technologies(TODAY) == ()
    assert not facts("0199009904").active
    assert facts("0199009905").held_by
    assert facts("0199009906").unbundled
    assert facts("0199009908").multiplexed
    assert (facts("0199009909").length_m or 0) > 6_000
    assert facts("0199009919").technologies(TODAY) == (FIBRE,)
    assert facts(WITHOUT_FIBRE).technologies(TODAY) == (COPPER,)


def test_an_address_is_compared_with_the_one_that_is_listed() -> None:
    line = facts("0199009902")
    assert line.findings("4 rue des Lilas", TODAY) == ["E-ADDRESS"]
    assert line.findings(f"  {line.listed_line1.upper()} bât. B", TODAY) == []
    assert line.findings("", TODAY) == []


def test_what_concerns_copper_does_not_hinder_fibre() -> None:
    for number in ("0199009908", "0199009909", "0199009919"):
        assert facts(number).findings("", TODAY, FIBRE) == []
        assert facts(number).findings("", TODAY, COPPER)
    assert facts("0199009905").findings("", TODAY, FIBRE) == ["E-HELD"]


def test_exchanges_are_eight_one_closed_one_closing_one_nearly_full() -> None:
    assert len(EXCHANGES) == len(BY_CODE) == 8
    prefixes = [prefix for exchange in EXCHANGES for prefix in exchange.postal_codes]
    assert len(prefixes) == len(set(prefixes))
    closing = {one.code: one.copper_closed_on for one in EXCHANGES if one.copper_closed_on}
    assert closing == {"38ALP": date(2026, 1, 31), "13OLI": date(2028, 1, 31)}
    assert [one.code for one in EXCHANGES if one.occupancy > 0.9] == ["69CHA"]
    assert [getattr(exchange_of(code), "code", "") for code in ("75011", "38000", "97400", "")] == [
        "75LIL",
        "38ALP",
        "",
        "",
    ]


def test_copper_closes_on_its_day() -> None:
    line = line_facts("0199000001", "13005", natural=False)
    assert COPPER in line.technologies(date(2028, 1, 30))
    assert COPPER not in line.technologies(date(2028, 1, 31))
    assert line.findings("", date(2028, 1, 31)) == ["E-COPPER-CLOSED"]


def test_the_document_lists_every_special_number_with_its_code() -> None:
    document = (ROOT / "docs" / "simulator.md").read_text()
    rows = [row.split("|")[1:3] for row in document.splitlines() if row.startswith("| `01990099")]
    listed = {number.strip(" `"): code.strip(" `") for number, code in rows}
    assert listed == {**SPECIAL, WITHOUT_FIBRE: "no fibre"}


def test_every_code_has_words_and_stands_in_the_document_of_the_format() -> None:
    document = (ROOT / "docs" / "incumbent-format.md").read_text()
    assert set(SPECIAL.values()) == set(WORDS)
    assert all(f"`{code}`" in document for code in WORDS)


# Over HTTP.


@pytest.fixture
def server() -> Iterator[LinesServer]:
    server = LinesServer(0, seed=3)
    yield server
    server.close()


def ask(server: LinesServer, path: str) -> tuple[int, Any]:
    try:
        with urlopen(f"{server.url}{path}", timeout=10) as answer:
            assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
            return answer.status, json.loads(answer.read())
    except HTTPError as error:
        return error.code, json.loads(error.read())


def test_a_line_is_told_as_the_document_shows(server: LinesServer) -> None:
    status, found = ask(server, f"/lines/0199009902?postal_code=38000&line1={quote('4 rue des Lilas')}&on=2026-11-23")
    assert status == 200
    assert found == {
        "number": "0199009902",
        "known": True,
        "exchange": {"code": "38ALP", "name": "Grenoble Alpages"},
        "technologies": ["fibre"],
        "copper_closed_on": "2026-01-31",
        "length_m": line_facts("0199009902", "38000", 3).length_m,
        "active": True,
        "held_by": "",
        "unbundled": False,
        "multiplexed": False,
        "listed_line1": line_facts("0199009902", "38000", 3).listed_line1,
        "findings": ["E-COPPER-CLOSED", "E-ADDRESS"],
    }
    document = (ROOT / "docs" / "incumbent-format.md").read_text()
    shown = json.loads(document.partition("```json\n")[2].partition("```")[0])
    assert shown.keys() == found.keys()


def test_a_line_that_nobody_knows_is_an_answer_too(server: LinesServer) -> None:
    status, found = ask(server, "/lines/0199009901?postal_code=75011")
    assert (status, found["known"], found["exchange"], found["findings"]) == (200, False, None, ["E-UNKNOWN-NUMBER"])


@pytest.mark.parametrize(
    ("path", "status", "error"),
    [
        ("/", 404, "not_found"),
        ("/lines/", 404, "not_found"),
        ("/lines/0199000001/more", 404, "not_found"),
        ("/lines/+33199000001", 400, "bad_number"),
        ("/lines/01%2F99", 400, "bad_number"),
        ("/lines/0199000001?on=demain", 400, "bad_date"),
        ("/lines/0199000001?technology=radio", 400, "bad_technology"),
    ],
)
def test_what_cannot_be_read_is_said(server: LinesServer, path: str, status: int, error: str) -> None:
    assert ask(server, path) == (status, {"error": error})


def test_many_may_ask_at_once(server: LinesServer) -> None:
    said: list[tuple[int, Any]] = []
    asking = [
        threading.Thread(target=lambda number=number: said.append(ask(server, f"/lines/{number}")))
        for number in NUMBERS[:20]
    ]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert {found["number"] for status, found in said if status == 200} == set(NUMBERS[:20])


def test_a_port_that_is_taken_is_said(server: LinesServer, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="in use"):
        LinesServer(server.server_address[1])
