"""The mandate as a PDF on A4: one page to sign, and an annex when the numbers do not fit on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from bascule.plain import plain
from portability.documents import wording
from portability.documents.lettering import BOLD, REGULAR, glyphs, legible

Style = list[Any]
INK, MUTED, LINE, ACCENT = HexColor("#18212d"), HexColor("#616d7e"), HexColor("#c9d0da"), HexColor("#1d5bd0")
MARGIN = 18 * mm
WIDTH = A4[0] - 2 * MARGIN
COLUMNS = 3
MOST_ROWS = 12
"""How many rows of numbers leave room for the signature on the first page."""
MOST_KEPT = 12
"""How many ranges of numbers that stay are told on the first page."""
ANNEX_ROWS = 44

TEXT = ParagraphStyle("text", fontName=REGULAR, fontSize=8.5, leading=12, textColor=INK)
SMALL = ParagraphStyle("small", TEXT, fontSize=7.5, leading=10.5)
LABEL = ParagraphStyle("label", TEXT, fontSize=7.5, leading=11, textColor=MUTED)
HEADING = ParagraphStyle("heading", TEXT, fontName=BOLD, fontSize=9.5, leading=13, spaceBefore=9, spaceAfter=3)
TITLE = ParagraphStyle("title", TEXT, fontName=BOLD, fontSize=17, leading=21)
LETTERHEAD = ParagraphStyle("letterhead", TITLE, fontSize=11, leading=21, alignment=TA_RIGHT)


@dataclass(frozen=True, slots=True)
class Party:
    """A name and the lines that identify it."""

    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers in ranges, in words, and how many they are."""

    ranges: Sequence[str]
    count: int

    @property
    def shown(self) -> str:
        return f"{self.count:,}".replace(",", "\u00a0")


@dataclass(frozen=True, slots=True)
class Mandate:
    """What is to be signed; numbers and days are in words already. `agent` acts for the recipient, if anybody."""

    reference: str
    customer: Party
    recipient: Party
    agent: Party | None
    donor: Party
    ported: Numbers
    main_number: str
    kept: Numbers
    wanted: str
    months: int

    def annexes(self) -> Iterator[tuple[str, Numbers]]:
        """The lists that do not fit on the page to sign."""
        if len(self.ported.ranges) > COLUMNS * MOST_ROWS:
            yield wording.ANNEX, self.ported
        if len(self.kept.ranges) > MOST_KEPT:
            yield wording.KEPT_ANNEX, self.kept


class PagesOfAll(Canvas):
    """A canvas that says on each page how many there are."""

    def __init__(self, *args: Any, reference: str, annex: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.reference, self.annex = reference, annex
        self.finished: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802  (the library's name)
        self.finished.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        for number, page in enumerate(self.finished, start=1):
            self.__dict__.update(page)
            self.foot(number, len(self.finished))
            super().showPage()
        super().save()

    def foot(self, number: int, pages: int) -> None:
        self.setFont(REGULAR, 7.5)
        self.setFillColor(MUTED)
        self.drawString(MARGIN, 11 * mm, self.reference)
        self.drawRightString(A4[0] - MARGIN, 11 * mm, wording.PAGE.format(page=number, pages=pages))
        if self.annex and number > 1:
            self.drawCentredString(A4[0] / 2, 11 * mm, wording.INITIALS)


def draw(mandate: Mandate) -> bytes:
    """The PDF of a mandate. The same mandate makes the same bytes: the file carries no moment of its own."""
    glyphs()
    target = BytesIO()
    document = SimpleDocTemplate(
        target,
        pagesize=A4,
        leftMargin=MARGIN - 6,
        rightMargin=MARGIN - 6,
        topMargin=14 * mm,
        bottomMargin=17 * mm,
        title=f"{wording.TITLE} {mandate.reference}",
        author=legible(mandate.recipient.name),
        subject=wording.SUBJECT,
        lang="fr-FR",
        invariant=1,
    )
    pages = partial(PagesOfAll, reference=mandate.reference, annex=any(mandate.annexes()))
    document.build(list(story(mandate)), canvasmaker=pages)
    return target.getvalue()


def story(mandate: Mandate) -> Iterator[Flowable]:
    yield head(mandate)
    yield Spacer(0, 5 * mm)
    yield parties(mandate)
    yield Spacer(0, 3 * mm)
    yield paragraph(wording.GIVEN, mandate)
    if mandate.agent:
        yield paragraph(wording.SUBCONTRACTED, mandate)
    yield from numbers(mandate)
    yield facts(mandate)
    yield Paragraph(wording.CONSEQUENCES, HEADING)
    yield from consequences(mandate)
    yield KeepTogether([Spacer(0, 4 * mm), signature()])
    for title, listed in mandate.annexes():
        yield from annex(filled(title, mandate, count=listed.shown), listed.ranges)


def head(mandate: Mandate) -> Flowable:
    left = [Paragraph(wording.TITLE, TITLE), Paragraph(safe(mandate.reference), LABEL)]
    right = Paragraph(safe(mandate.recipient.name), LETTERHEAD)
    style: Style = [("LINEBELOW", (0, 0), (-1, 0), 1.2, ACCENT), ("BOTTOMPADDING", (0, 0), (-1, -1), 6), *FLUSH]
    return Table([[left, right]], colWidths=[WIDTH * 0.5, WIDTH * 0.5], style=style)


FLUSH: Style = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


def parties(mandate: Mandate) -> Flowable:
    """The three of them side by side."""
    cells = [
        party(wording.CUSTOMER, mandate.customer),
        party(wording.DONOR, mandate.donor),
        party(wording.RECIPIENT, mandate.recipient),
    ]
    style: Style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BOX", (0, 0), (-1, -1), 0.6, LINE),
        ("INNERGRID", (0, 0), (-1, -1), 0.6, LINE),
        ("TOPPADDING", (0, 0), (-1, -1), 6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
    ]
    return Table([cells], colWidths=[WIDTH / 3] * 3, style=style)


def party(role: str, who: Party) -> list[Flowable]:
    name = Paragraph(f"<b>{safe(who.name)}</b>", TEXT)
    return [Paragraph(role, LABEL), name, *(Paragraph(safe(line), SMALL) for line in who.lines)]


def numbers(mandate: Mandate) -> Iterator[Flowable]:
    yield Paragraph(wording.NUMBERS.format(count=mandate.ported.shown), HEADING)
    if len(mandate.ported.ranges) > COLUMNS * MOST_ROWS:
        yield paragraph(wording.LISTED, mandate)
    elif mandate.ported.ranges:
        yield grid(mandate.ported.ranges)


def grid(ranges: Sequence[str]) -> Flowable:
    """Ranges in columns, read downwards."""
    rows = -(-len(ranges) // COLUMNS)
    columns = [ranges[start : start + rows] for start in range(0, len(ranges), rows)]
    cells = [[column[row] if row < len(column) else "" for column in columns] for row in range(rows)]
    style: Style = [
        ("FONT", (0, 0), (-1, -1), REGULAR, 8, 11),
        ("TEXTCOLOR", (0, 0), (-1, -1), INK),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ]
    return Table(cells, colWidths=[WIDTH / COLUMNS] * len(columns), style=style, hAlign="LEFT")


def facts(mandate: Mandate) -> Flowable:
    said = [(wording.WANTED, safe(mandate.wanted))]
    if mandate.main_number:
        said.insert(0, (wording.MAIN_NUMBER, safe(mandate.main_number)))
    if mandate.kept.count:
        said.append((filled(wording.KEPT, mandate), safe(kept_in_words(mandate.kept))))
    rows = [[Paragraph(label, LABEL), Paragraph(words, TEXT)] for label, words in said]
    style: Style = [("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 1), *FLUSH]
    return Table(rows, colWidths=[WIDTH * 0.28, WIDTH * 0.72], style=style, spaceBefore=7)


def kept_in_words(kept: Numbers) -> str:
    if len(kept.ranges) > MOST_KEPT:
        return wording.KEPT_LISTED.format(count=kept.shown)
    return ", ".join(kept.ranges)


def consequences(mandate: Mandate) -> Iterator[Flowable]:
    sentences = [wording.ENDS_THE_CONTRACT, wording.STAYS_DUE, wording.IS_ENTITLED, wording.LASTS]
    if mandate.kept.count:
        sentences.insert(1, wording.KEEPS_A_CONTRACT)
    for place, sentence in enumerate(sentences, start=1):
        yield Paragraph(f"{place}. {filled(sentence, mandate)}", ParagraphStyle("rule", SMALL, spaceAfter=2.5))


def signature() -> Flowable:
    cells: list[list[Any]] = [
        [Paragraph(wording.PLACE_AND_DAY, TEXT), ""],
        [Paragraph(wording.SIGNATORY, LABEL), Paragraph(wording.SIGNATURE, LABEL)],
    ]
    style: Style = [
        ("SPAN", (0, 0), (1, 0)),
        ("LEFTPADDING", (0, 0), (-1, 0), 0),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BOX", (0, 1), (-1, 1), 0.6, LINE),
        ("LINEAFTER", (0, 1), (0, 1), 0.6, LINE),
        ("TOPPADDING", (0, 1), (-1, 1), 5),
    ]
    return Table(cells, colWidths=[WIDTH * 0.42, WIDTH * 0.58], rowHeights=[9 * mm, 30 * mm], style=style)


def annex(title: str, ranges: Sequence[str]) -> Iterator[Flowable]:
    on_a_page = COLUMNS * ANNEX_ROWS
    for start in range(0, len(ranges), on_a_page):
        yield PageBreak()
        yield Paragraph(title, HEADING)
        yield grid(ranges[start : start + on_a_page])


def paragraph(sentence: str, mandate: Mandate) -> Flowable:
    return Paragraph(filled(sentence, mandate), TEXT)


def filled(sentence: str, mandate: Mandate, **others: str) -> str:
    """A sentence with its names, in letters that can be shown."""
    donor, agent = mandate.donor.name, mandate.agent
    return sentence.format(
        donor=safe(donor),
        of_donor=of(donor) + safe(donor),
        of_donor_strong=f"{of(donor)}<b>{safe(donor)}</b>",
        recipient=safe(mandate.recipient.name),
        agent=safe(in_a_line(agent)) if agent else "",
        months=mandate.months,
        **others,
    )


def of(name: str) -> str:
    """`de`, and `d’` before a vowel."""
    return wording.OF_VOWEL if plain(name)[:1] in tuple(wording.VOWELS) else wording.OF


def in_a_line(who: Party) -> str:
    return f"{who.name} ({', '.join(who.lines)})" if who.lines else who.name


def safe(text: str) -> str:
    """A text of somebody's as the PDF can show it: in letters that it has, and never taken for mark-up."""
    return escape(legible(text))
