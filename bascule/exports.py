"""A list as a file for a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from tempfile import NamedTemporaryFile
from typing import Any

from django.db.models import TextChoices
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

FORMULA = tuple("=+-@＝＋－＠")
"""What makes a spreadsheet take a text for a formula, in narrow and in wide signs."""
Row = Sequence[Any]


class Format(TextChoices):
    CSV = "csv"
    XLSX = "xlsx"


def export(name: str, file_format: str, labels: Row, rows: Iterable[Row]) -> HttpResponseBase:
    """A download of the rows under their labels; `name` is the file's, without its ending."""
    answer = as_csv(labels, rows) if file_format == Format.CSV else as_xlsx(labels, rows)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{file_format}"'
    return answer


def as_csv(labels: Row, rows: Iterable[Row]) -> HttpResponseBase:
    """Semicolons and a byte order mark: what a French spreadsheet opens with one click."""
    return StreamingHttpResponse(csv_lines(labels, rows), content_type="text/csv; charset=utf-8")


def csv_lines(labels: Row, rows: Iterable[Row]) -> Iterator[str]:
    writer = csv.writer(Echo(), delimiter=";")
    yield "\ufeff" + writer.writerow(labels)
    for row in rows:
        yield writer.writerow([harmless(written(value)) for value in row])


class Echo:
    """A file that gives back what it is told to write."""

    def write(self, text: str) -> str:
        return text


def written(value: Any) -> str:
    """A value as a person would type it into a cell."""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    return "" if value is None else str(value)


def harmless(text: str) -> str:
    """A text that no spreadsheet runs: an apostrophe keeps what looks like a formula a text."""
    # Some drop the space before a text, and then look again.
    return f"'{text}" if text.startswith(FORMULA) or text[:1].isspace() else text


def as_xlsx(labels: Row, rows: Iterable[Row]) -> HttpResponseBase:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([str(label) for label in labels])
    for row in rows:
        sheet.append([cell(sheet, value) for value in row])
    file = NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115  (the response closes it)
    book.save(file)
    file.seek(0)
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return FileResponse(file, content_type=media_type)


def cell(sheet: Any, value: Any) -> Any:
    """Dates and numbers stay what they are; a text is never a formula, and lacks what the format cannot hold."""
    if value is None or (isinstance(value, int | date) and not isinstance(value, datetime)):
        return value
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None)
    made = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", str(value)))
    made.data_type = "s"
    return made
