"""What leaves for a spreadsheet is never run there."""

import csv
import io

import pytest
from openpyxl import load_workbook

from bascule.exports import export

RUN = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1",
]
PLAIN = ["Laiterie du Vercors", "1 rue = 2", "L'Haÿ", "", "12"]


def read(answer) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize("text", RUN)
def test_an_apostrophe_keeps_a_text_a_text(text):
    lines = csv.reader(io.StringIO(read(export("list", "csv", ["Name"], [[text]])).decode("utf-8-sig")), delimiter=";")
    assert list(lines)[1] == [f"'{text}"]


@pytest.mark.parametrize("text", PLAIN)
def test_other_texts_stay_as_they_are(text):
    lines = csv.reader(
        io.StringIO(read(export("list", "csv", ["A", "B"], [["x", text]])).decode("utf-8-sig")), delimiter=";"
    )
    assert list(lines)[1] == ["x", text]


def test_a_workbook_holds_no_formula():
    book = load_workbook(io.BytesIO(read(export("list", "xlsx", ["Name"], [[text] for text in RUN]))))
    cells = [row[0] for row in book.active.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
