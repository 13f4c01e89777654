"""Keeping a paper: its file outside what the web server serves, under a name that says nothing, and its row.

A row never lacks its file: the file is written first, in the transaction of the row, and taken away again when
the row cannot be written. A process that is killed in between leaves a file that nothing points at; `sweep`
takes such files away once they are a day old.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import PurePosixPath
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bascule.models import DatedSetting
from bascule.rules import RuleRefused
from bascule.said import signed
from bascule.visible import visible
from portability.documents.content import SUFFIX, digest_of, media_type_of
from portability.documents.mandate import mandate_name, mandate_of_port_in
from portability.models import Document, DocumentKind, PortIn
from portability.models.document import documents_storage
from portability.models.port_in_state import PortInState
from portability.ordering import check_mandate_age

MOST_PAPERS = 100
"""How many papers one request holds: more are a program that runs wild."""
LONGEST_NAME = 120
UNSETTLED = {PortInState.ORDERED, PortInState.REJECTED}
"""States in which the donor has no request of ours in hand."""
FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Paper:
    """A file as somebody sends it; `signed_on` is for a signed mandate."""

    kind: str
    file: File
    name: str
    signed_on: date | None = None


def keep(port_in: PortIn, paper: Paper, *, by: Any, now: datetime) -> tuple[Document, bool]:
    """Keep a paper of a request; returns it and whether it is new: the same content is kept once a kind.

    A signed mandate gives the request its date when it has none, and a later one while the donor has no request
    of ours in hand. Raises RuleRefused on `file`, `signed_on` or `kind`, and then no file is left behind.
    """
    media_type, digest = media_type_of(paper.file), digest_of(paper.file)
    with transaction.atomic():
        # Whoever else adds a paper, or moves the request, waits: so one date and one copy.
        locked = PortIn.objects.select_for_update().get(pk=port_in.pk)
        if paper.kind == DocumentKind.SIGNED_MANDATE:
            note_signature(locked, paper.signed_on, now)
        same = locked.documents.filter(kind=paper.kind, digest=digest).first()
        if same:
            return same, False
        if locked.documents.count() >= MOST_PAPERS:
            sentence = _("This request holds %(most)d papers already.") % {"most": MOST_PAPERS}
            raise RuleRefused("too_many_documents", sentence)
        row = Document(
            port_in=locked,
            kind=paper.kind,
            name=clean_name(paper.name, media_type),
            media_type=media_type,
            size=paper.file.size,
            digest=digest,
            **signed(by, now),
        )
        return stored(row, paper.file), True


def draw_up(port_in: PortIn, *, by: Any, now: datetime) -> tuple[Document, bool]:
    """Draw up the mandate to sign and keep it among the papers, unless it is there already, word for word."""
    pdf = ContentFile(mandate_of_port_in(port_in, now))
    return keep(port_in, Paper(DocumentKind.MANDATE, pdf, mandate_name(port_in.reference)), by=by, now=now)


def stored(row: Document, file: File) -> Document:
    storage = documents_storage()
    row.file.name = storage.save(f"{row.at:%Y/%m}/{uuid4().hex}", file)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except BaseException:
        storage.delete(row.file.name)
        raise
    return row


def note_signature(locked: PortIn, signed_on: date | None, now: datetime) -> None:
    """Take the date of a signed mandate into a request whose row is locked."""
    if signed_on is None:
        if locked.mandate_signed_on is None:
            raise RuleRefused("mandate_date_missing", _("Say when the mandate was signed."), field="signed_on")
        return
    today = timezone.localdate(now)
    check_mandate_age(signed_on, today, DatedSetting.on(today), field="signed_on")
    known = locked.mandate_signed_on
    if known is None or (signed_on > known and locked.state in UNSETTLED):
        locked.mandate_signed_on, locked.updated_at = signed_on, now
        locked.save(update_fields=["mandate_signed_on", "updated_at"])


def clean_name(name: str, media_type: str) -> str:
    """A name to show: no folder, nothing invisible, the ending of what the file really is."""
    last = PurePosixPath(name.replace("\\", "/")).name
    stem = re.sub(r"[<>:\"|?*]", "_", visible(unicodedata.normalize("NFC", last))).strip(". ")
    suffix = SUFFIX[media_type]
    given = PurePosixPath(stem).suffix.lower()
    if given in {*SUFFIX.values(), ".jpeg"}:
        stem = stem[: -len(given)]
    return (stem[: LONGEST_NAME - len(suffix)].strip(". ") or "document") + suffix


def sweep(now: datetime) -> int:
    """Delete the files that no row points at and that are a day old; returns how many they were."""
    storage, swept = documents_storage(), 0
    for folder in folders(storage):
        names = {f"{folder}/{name}" for name in storage.listdir(folder)[1]}
        known = set(Document.objects.filter(file__startswith=f"{folder}/").values_list("file", flat=True))
        for name in sorted(names - known):
            if now - storage.get_modified_time(name) > FORGOTTEN_AFTER:
                storage.delete(name)
                swept += 1
    return swept


def folders(storage: Storage) -> Iterator[str]:
    """The months that hold papers."""
    try:
        years = storage.listdir("")[0]
    except FileNotFoundError:
        return
    for year in sorted(years):
        for month in sorted(storage.listdir(year)[0]):
            yield f"{year}/{month}"
