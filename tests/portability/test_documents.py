"""Papers are judged by their content, kept once, outside the web root, and leave nothing behind when refused."""

import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bascule.rules import RuleRefused
from portability import tasks
from portability.documents.content import MOST_BYTES, media_type_of
from portability.documents.keeping import LONGEST_NAME, Paper, clean_name, draw_up, keep, sweep
from portability.models import Document, DocumentKind, PortIn
from portability.models.document import documents_storage
from tests.factories import ApiKeyFactory, PortInFactory, PortInNumberFactory, UserFactory
from tests.portability.papers import pdf, picture
from tests.portability.world import NOW, TODAY

pytestmark = pytest.mark.usefixtures("desk")


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    """Papers go to a real folder of this test's own."""
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {**settings.STORAGES, "documents": {"BACKEND": backend, "OPTIONS": {"location": tmp_path}}}
    return tmp_path


@pytest.fixture
def agent():
    return UserFactory(groups=["agent"])


@pytest.fixture
def port_in():
    return PortInFactory(mandate_signed_on=TODAY - timedelta(days=10))


def files_in(folder) -> list:
    return [path for path in folder.rglob("*") if path.is_file()]


def kept(port_in, content=None, *, by, name="mandat.pdf", kind=DocumentKind.BILL, now=NOW, signed_on=None):
    content = pdf() if content is None else content
    return keep(port_in, Paper(kind, ContentFile(content), name, signed_on), by=by, now=now)


def bomb() -> bytes:
    """A PNG of a few bytes that says it is 30,000 points wide and high."""
    honest = picture()
    header = b"IHDR" + struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return honest[:12] + header + struct.pack(">I", zlib.crc32(header)) + honest[33:]


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


class TestContent:
    @pytest.mark.parametrize(
        ("content", "media_type"),
        [
            (pdf(), "application/pdf"),
            (pdf() + b"\r\n", "application/pdf"),
            (picture("PNG"), "image/png"),
            (picture("JPEG"), "image/jpeg"),
        ],
    )
    def test_what_opens_is_taken(self, content, media_type):
        assert media_type_of(ContentFile(content)) == media_type

    def test_a_large_photograph_is_taken(self):
        assert media_type_of(ContentFile(picture("JPEG", (6_000, 4_000)))) == "image/jpeg"

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "file_empty"),
            (b"<html><script>alert(1)</script></html>", "file_type"),
            (b"<html>%PDF-1.4</html>" + pdf(), "file_type"),
            (b" " * 100 + pdf(), "file_type"),
            (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "file_type"),
            (b"GIF89a" + b"\x00" * 100, "file_type"),
            (b"PK\x03\x04" + b"\x00" * 100, "file_type"),
            (b"%PDF-1.4\n<html>", "file_broken"),
            (b"%PDF-1.4\nstartxref\n999999\n%%EOF\n", "file_broken"),
            (cut(pdf()), "file_broken"),
            (cut(picture("PNG", (400, 400))), "file_broken"),
            (cut(picture("JPEG", (400, 400))), "file_broken"),
            (b"\x89PNG\r\n\x1a\n", "file_broken"),
            (b"\xff\xd8\xff" + b"\x00" * 50, "file_broken"),
            (bomb(), "file_broken"),
        ],
    )
    def test_what_does_not_is_refused_beside_its_field(self, content, code):
        with pytest.raises(RuleRefused) as refusal:
            media_type_of(ContentFile(content))
        assert (refusal.value.code, refusal.value.field) == (code, "file")

    def test_a_picture_of_too_many_points_is_refused_before_it_is_unfolded(self):
        target = BytesIO()
        Image.new("1", (10_000, 8_500)).save(target, "PNG")
        with pytest.raises(RuleRefused) as refusal:
            media_type_of(ContentFile(target.getvalue()))
        assert refusal.value.code == "file_too_large"

    def test_ten_megabytes_are_taken_and_not_a_byte_more(self):
        full = b"%PDF-1.4\n".ljust(MOST_BYTES - 20) + b"startxref\n9\n%%EOF\n"
        full = full.ljust(MOST_BYTES, b"\n")
        assert media_type_of(ContentFile(full)) == "application/pdf"
        with pytest.raises(RuleRefused) as refusal:
            media_type_of(ContentFile(full + b"\n"))
        assert refusal.value.code == "file_too_large"


class TestName:
    @pytest.mark.parametrize(
        ("given_name", "shown"),
        [
            ("Mandat signé.pdf", "Mandat signé.pdf"),
            ("../../etc/passwd", "passwd.pdf"),
            ("C:\\Windows\\system32\\evil.exe", "evil.exe.pdf"),
            ("page.html", "page.html.pdf"),
            ("a\x00b\r\nSet-Cookie: x.pdf", "a b Set-Cookie_ x.pdf"),
            ("fdp.\u202egpj.pdf", "fdp. gpj.pdf"),
            ("scan.PNG", "scan.pdf"),
            ("....", "document.pdf"),
            ("", "document.pdf"),
            ('"><script>.pdf', "___script_.pdf"),
        ],
    )
    def test_it_is_cleaned_to_be_shown(self, given_name, shown):
        assert clean_name(given_name, "application/pdf") == shown

    @given(st.text(max_size=300))
    def test_whatever_it_was_it_is_short_visible_and_ends_as_the_file_is(self, name):
        cleaned = clean_name(name, "image/jpeg")
        assert len(cleaned) <= LONGEST_NAME
        assert cleaned.endswith(".jpg")
        assert cleaned.isprintable()
        assert not {"/", "\\"} & set(cleaned)


class TestKeeping:
    def test_a_paper_is_a_row_and_a_file_under_a_random_name(self, port_in, agent, folder):
        _, is_new = kept(port_in, by=agent, name="Facture Durand.pdf")
        [path] = files_in(folder)
        assert is_new
        assert path.read_bytes() == pdf()
        assert "Durand" not in str(path)
        stored = Document.objects.get()
        assert (stored.name, stored.media_type, stored.size) == ("Facture Durand.pdf", "application/pdf", len(pdf()))
        assert (stored.by, stored.by_user, stored.at) == (agent.username, agent, NOW)

    def test_the_same_paper_is_kept_once_a_kind_and_a_request(self, port_in, agent, folder):
        first, _ = kept(port_in, by=agent)
        again, is_new = kept(port_in, by=ApiKeyFactory(), name="other.pdf")
        assert (again, is_new) == (first, False)
        assert len(files_in(folder)) == 1
        kept(port_in, by=agent, kind=DocumentKind.OTHER)
        kept(PortInFactory(), by=agent)
        assert Document.objects.count() == len(files_in(folder)) == 3

    def test_a_refused_paper_leaves_neither_row_nor_file(self, port_in, agent, folder):
        with pytest.raises(RuleRefused):
            kept(port_in, b"<html>", by=agent)
        assert (Document.objects.count(), files_in(folder)) == (0, [])

    def test_a_row_that_cannot_be_written_takes_its_file_away(self, port_in, agent, folder, monkeypatch):
        monkeypatch.setattr("bascule.said.name_of", lambda by: None)
        with pytest.raises(IntegrityError):
            kept(port_in, by=agent)
        assert (Document.objects.count(), files_in(folder)) == (0, [])

    def test_a_request_does_not_hold_papers_without_end(self, port_in, agent, folder, monkeypatch):
        monkeypatch.setattr("portability.documents.keeping.MOST_PAPERS", 1)
        kept(port_in, by=agent)
        with pytest.raises(RuleRefused) as refusal:
            kept(port_in, picture(), by=agent)
        assert refusal.value.code == "too_many_documents"
        assert len(files_in(folder)) == 1

    def test_the_mandate_that_we_draw_up_is_kept_once_until_the_request_changes(self, agent, folder):
        port_in = PortInNumberFactory().port_in
        first, is_new = draw_up(port_in, by=agent, now=NOW)
        assert (is_new, first.kind, first.media_type) == (True, "mandate", "application/pdf")
        assert draw_up(port_in, by=agent, now=NOW + timedelta(hours=1)) == (first, False)
        PortInNumberFactory(port_in=port_in, national="0199009999")
        assert draw_up(port_in, by=agent, now=NOW)[1]


class TestSignature:
    def signed(self, port_in, signed_on, agent, content=None):
        kept(port_in, content, by=agent, kind=DocumentKind.SIGNED_MANDATE, signed_on=signed_on)
        return PortIn.objects.get(pk=port_in.pk).mandate_signed_on

    def test_it_gives_its_date_to_a_request_that_has_none(self, agent):
        port_in = PortInFactory(state="accepted", scheduled_on=TODAY)
        assert self.signed(port_in, date(2026, 11, 20), agent) == date(2026, 11, 20)
        after = PortIn.objects.get()
        assert (after.state, after.updated_at) == ("accepted", NOW)

    @pytest.mark.parametrize(
        ("state", "signed_on", "after"),
        [
            ("ordered", date(2026, 11, 20), date(2026, 11, 20)),
            ("rejected", date(2026, 11, 20), date(2026, 11, 20)),
            ("ordered", date(2026, 9, 1), date(2026, 11, 13)),
            ("sent", date(2026, 11, 20), date(2026, 11, 13)),
            ("ordered", None, date(2026, 11, 13)),
        ],
    )
    def test_a_later_one_counts_while_the_donor_has_nothing_in_hand(self, agent, state, signed_on, after):
        port_in = PortInFactory(state=state, mandate_signed_on=date(2026, 11, 13), rejection_code="mandate_invalid")
        assert self.signed(port_in, signed_on, agent) == after

    @pytest.mark.parametrize(
        ("signed_on", "code"),
        [
            (None, "mandate_date_missing"),
            (date(2026, 8, 22), "mandate_too_old"),
            (date(2026, 11, 24), "mandate_too_old"),
        ],
    )
    def test_too_old_to_come_or_without_its_date_it_is_refused(self, agent, folder, signed_on, code):
        port_in = PortInFactory()
        with pytest.raises(RuleRefused) as refusal:
            self.signed(port_in, signed_on, agent)
        assert (refusal.value.code, refusal.value.field) == (code, "signed_on")
        assert (Document.objects.count(), files_in(folder)) == (0, [])

    def test_exactly_three_months_old_is_not_too_old(self, agent):
        assert self.signed(PortInFactory(), date(2026, 8, 23), agent) == date(2026, 8, 23)


class TestSweeping:
    def test_a_stray_file_goes_when_it_is_a_day_old_and_a_kept_one_never(self, port_in, agent, folder):
        assert sweep(NOW) == 0
        document, _ = kept(port_in, by=agent)
        stray = documents_storage().save("2026/11/stray", ContentFile(pdf()))
        written = documents_storage().get_modified_time(stray)
        assert sweep(written + timedelta(hours=23)) == 0
        assert tasks.sweep_documents(written + timedelta(hours=25)) == "1 stray file deleted."
        assert sweep(written + timedelta(days=9)) == 0
        assert [path.relative_to(folder).as_posix() for path in files_in(folder)] == [document.file.name]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_twenty_programs_that_send_the_same_paper_at_once_make_one(folder):
    port_in, key = PortInFactory(), ApiKeyFactory()

    def send(_place: int) -> bool:
        try:
            return kept(port_in, by=key, kind=DocumentKind.SIGNED_MANDATE, signed_on=date(2026, 11, 20))[1]
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        assert sorted(pool.map(send, range(20))) == [False] * 19 + [True]
    assert (Document.objects.count(), len(files_in(folder))) == (1, 1)
