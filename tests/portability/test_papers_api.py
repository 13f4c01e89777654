"""Papers and comments of an incoming port, through the API."""

import pytest
from django.core.files.storage import InMemoryStorage
from drf_spectacular.generators import SchemaGenerator

from operators.models import Operator
from portability.documents.content import MOST_BYTES
from portability.models import Comment, Document, PortIn
from tests.factories import (
    ApiKeyFactory,
    CommentFactory,
    DocumentFactory,
    PortInFactory,
    PortInNumberFactory,
    UserFactory,
    client_of,
)
from tests.portability.papers import pdf, picture, upload
from tests.portability.test_openapi import check

pytestmark = [pytest.mark.usefixtures("desk"), pytest.mark.usefixtures("monday")]


@pytest.fixture(scope="module")
def document():
    return SchemaGenerator().get_schema(public=True)


def program(code="NWOT", scopes=("port-ins:write",)):
    return client_of(ApiKeyFactory(operator=Operator.objects.get(code=code), name="test", scopes=list(scopes)))


@pytest.fixture
def partner():
    return program()


@pytest.fixture
def port_in():
    return PortInNumberFactory(port_in=PortInFactory(partner=Operator.objects.get(code="NWOT"))).port_in


@pytest.fixture
def papers(port_in):
    return f"/api/v1/port-ins/{port_in.pk}/documents/"


@pytest.fixture
def comments(port_in):
    return f"/api/v1/port-ins/{port_in.pk}/comments/"


def send(client, papers, file=None, kind="bill", headers=None, **said):
    body = {"kind": kind, "file": upload() if file is None else file, **said}
    return client.post(papers, body, format="multipart", headers=headers)


def content_of(answer) -> bytes:
    return b"".join(answer.streaming_content)


class TestPapers:
    def test_a_paper_is_sent_listed_and_read_back(self, partner, papers):
        made = send(partner, papers, upload(name="../Facture.pdf"))
        said = made.json()
        assert made.status_code == 201
        assert said | {"id": "", "sha256": ""} == {
            "id": "",
            "kind": "bill",
            "name": "Facture.pdf",
            "media_type": "application/pdf",
            "size": len(pdf()),
            "sha256": "",
            "at": "2026-11-23T09:00:00Z",
            "by": "key NWOT test",
            "url": f"http://testserver{papers}{said['id']}/",
        }
        assert partner.get(papers).json()["results"] == [said]
        read = partner.get(said["url"], headers={"Accept": "application/pdf"})
        assert (read.status_code, content_of(read)) == (200, pdf())
        assert (read["Content-Type"], read["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
        assert read["Content-Disposition"] == 'attachment; filename="Facture.pdf"'
        assert read["Cache-Control"] == "private, no-store"

    def test_the_same_paper_twice_is_one(self, partner, papers):
        first, again = send(partner, papers), send(partner, papers, upload(name="other.pdf"))
        assert (first.status_code, again.status_code) == (201, 200)
        assert first.json() == again.json()

    def test_we_draw_up_the_mandate_to_sign(self, partner, papers):
        made = partner.post(papers, {"kind": "mandate"})
        assert (made.status_code, made.json()["media_type"]) == (201, "application/pdf")
        assert content_of(partner.get(made.json()["url"])).startswith(b"%PDF-")
        assert partner.post(papers, {"kind": "mandate"}).status_code == 200
        refused = send(partner, papers, kind="mandate")
        assert (refused.status_code, refused.json()["code"]) == (422, "file_unexpected")

    def test_a_signed_mandate_gives_the_request_its_date(self, partner, papers, port_in):
        refused = send(partner, papers, kind="signed_mandate")
        assert (refused.status_code, refused.json()["code"]) == (422, "mandate_date_missing")
        old = send(partner, papers, kind="signed_mandate", signed_on="2026-08-01")
        assert (old.json()["code"], old.json()["errors"][0]["field"]) == ("mandate_too_old", "signed_on")
        assert not Document.objects.exists()
        assert send(partner, papers, kind="signed_mandate", signed_on="2026-11-20").status_code == 201
        address = papers.replace("documents/", "")
        assert partner.get(address).json()["mandate"]["signed_on"] == "2026-11-20"

    @pytest.mark.parametrize(
        ("file", "status", "code"),
        [
            (upload(b"<html><script>alert(1)</script>"), 422, "file_type"),
            (upload(b"<svg/>", "logo.png", "image/png"), 422, "file_type"),
            (upload(b"%PDF-1.7 and no more"), 422, "file_broken"),
            (upload(b""), 422, "file_empty"),
            (upload(pdf().ljust(MOST_BYTES + 1, b"\n")), 413, "too_large"),
            (upload(b"\0" * (MOST_BYTES + 200_000)), 413, "too_large"),
            ("words", 422, "invalid"),
        ],
    )
    def test_a_refused_paper_says_why_and_leaves_nothing(self, partner, papers, file, status, code):
        if hasattr(file, "seek"):
            file.seek(0)
        answer = send(partner, papers, file)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert answer["Content-Type"] == "application/problem+json"
        if status == 422:
            assert answer.json()["errors"][0]["field"] == "file"
        assert not Document.objects.exists()

    @pytest.mark.parametrize(
        ("body", "field"),
        [({"kind": "bill"}, "file"), ({"kind": "poem"}, "kind"), ({}, "kind"), ({"kind": "bill", "file": "x"}, "file")],
    )
    def test_a_json_body_without_a_file_is_refused_by_field(self, partner, papers, body, field):
        answer = partner.post(papers, body)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)

    def test_a_body_that_is_neither_a_form_nor_json_is_not_read(self, partner, papers):
        assert partner.post(papers, pdf(), content_type="application/pdf").status_code == 415
        broken = partner.post(papers, b"--x\r\nzut", content_type="multipart/form-data")
        assert (broken.status_code, broken["Content-Type"]) == (400, "application/problem+json")

    def test_a_form_sent_twice_with_its_key_is_done_once(self, partner, papers):
        headers = {"Idempotency-Key": "paper-1"}
        first, again = send(partner, papers, headers=headers), send(partner, papers, headers=headers)
        assert (first.status_code, again.status_code, again["Idempotency-Replayed"]) == (201, 201, "true")
        assert first.json() == again.json()
        assert Document.objects.count() == 1
        other = send(partner, papers, upload(picture(), "photo.png"), headers=headers)
        assert other.json()["code"] == "idempotency_key_reused"

    def test_another_partner_finds_nothing_and_cannot_guess(self, partner, papers):
        url, stranger = send(partner, papers).json()["url"], program("FREE")
        theirs = PortInFactory(partner=Operator.objects.get(code="FREE"))
        moved = f"/api/v1/port-ins/{theirs.pk}/documents/{url.split('/')[-2]}/"
        assert [stranger.get(address).status_code for address in (papers, url, moved)] == [404, 404, 404]
        assert send(stranger, papers).status_code == 404
        assert [partner.get(address).status_code for address in (moved, papers + "zut/")] == [404, 404]
        assert Document.objects.count() == 1

    def test_reading_needs_no_right_to_write(self, partner, papers):
        url = send(partner, papers).json()["url"]
        reader = program(scopes=["port-ins:read"])
        assert [reader.get(address).status_code for address in (papers, url)] == [200, 200]
        assert send(reader, papers).status_code == 403
        assert program(scopes=["quotes:write"]).get(url).status_code == 403

    def test_asking_for_a_part_or_for_the_head_alone_is_harmless(self, partner, papers):
        url = send(partner, papers).json()["url"]
        part = partner.get(url, headers={"Range": "bytes=0-3"})
        assert (part.status_code, content_of(part)) == (200, pdf())
        assert partner.head(url).status_code == 200

    def test_a_file_that_the_storage_lost_is_not_found(self, partner, papers, monkeypatch):
        url = send(partner, papers).json()["url"]
        monkeypatch.setattr("portability.documents.serving.documents_storage", InMemoryStorage)
        assert partner.get(url).status_code == 404

    def test_a_partner_reads_our_people_under_our_name(self, papers, partner, port_in):
        agent = UserFactory(username="camille")
        for by in ("camille", "key NWOT test"):
            DocumentFactory(port_in=port_in, by=by, by_user=agent if by == "camille" else None)
        assert {one["by"] for one in partner.get(papers).json()["results"]} == {"Bascule Télécom", "key NWOT test"}
        ours = program("BASC").get(papers).json()["results"]
        assert {one["by"] for one in ours} == {"camille", "key NWOT test"}

    @pytest.mark.parametrize("count", [1, 10])
    def test_the_list_costs_the_same_whatever_its_length(self, partner, papers, count, django_assert_num_queries):
        for place in range(count):
            send(partner, papers, upload(pdf(str(place))))
        with django_assert_num_queries(3):
            assert len(partner.get(papers).json()["results"]) == count


class TestComments:
    def test_a_partner_s_words_are_for_both(self, partner, comments):
        made = partner.post(comments, {"text": "The customer is away on Friday."})
        assert made.status_code == 201
        said = made.json()
        assert said | {"id": ""} == {
            "id": "",
            "text": "The customer is away on Friday.",
            "internal": False,
            "at": "2026-11-23T09:00:00Z",
            "by": "key NWOT test",
        }
        assert partner.get(comments).json()["results"] == [said]
        refused = partner.post(comments, {"text": "psst", "internal": True})
        assert (refused.status_code, refused.json()["code"]) == (422, "internal_not_yours")
        assert Comment.objects.count() == 1

    def test_what_is_internal_is_ours_alone(self, partner, comments, port_in):
        CommentFactory(port_in=port_in, by="camille", internal=True, text="They never answer.")
        CommentFactory(port_in=port_in, by="camille", internal=False, text="Sent again today.")
        [seen] = partner.get(comments).json()["results"]
        assert (seen["text"], seen["by"]) == ("Sent again today.", "Bascule Télécom")
        ours = program("BASC")
        assert [one["by"] for one in ours.get(comments).json()["results"]] == ["camille", "camille"]
        assert ours.post(comments, {"text": "Noted", "internal": True}).json()["internal"] is True

    @pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": "x" * 2_001}, {"text": "a\x00b"}, {"text": None}])
    def test_words_that_cannot_be_kept_are_refused(self, partner, comments, body):
        answer = partner.post(comments, body)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "text")

    def test_the_same_words_twice_with_a_key_are_one_comment(self, partner, comments):
        for _ in range(2):
            partner.post(comments, {"text": "Hello"}, headers={"Idempotency-Key": "c-1"})
        assert Comment.objects.count() == 1

    def test_another_partner_finds_nothing(self, comments):
        stranger = program("FREE")
        assert stranger.get(comments).status_code == 404
        assert stranger.post(comments, {"text": "Hello"}).status_code == 404
        reader = program(scopes=["port-ins:read"])
        assert (reader.get(comments).status_code, reader.post(comments, {"text": "x"}).status_code) == (200, 403)


def test_what_is_answered_is_what_the_document_says(document, partner, papers, comments):
    one = "/port-ins/{port_in}/documents/"
    check(document, one, send(partner, papers))
    check(document, one, send(partner, papers))
    check(document, one, partner.get(papers))
    check(document, one, send(partner, papers, upload(b"zut")))
    check(document, one, send(partner, papers, upload(b"\0" * (MOST_BYTES + 1))))
    check(document, "/port-ins/{port_in}/comments/", partner.post(comments, {"text": "Hello"}))
    check(document, "/port-ins/{port_in}/comments/", partner.get(comments))
    post = document["paths"]["/api/v1" + one]["post"]
    form = post["requestBody"]["content"]["multipart/form-data"]["schema"]["$ref"].rpartition("/")[2]
    assert document["components"]["schemas"][form]["properties"]["file"]["format"] == "binary"
    read = document["paths"]["/api/v1" + one + "{document}/"]["get"]["responses"]["200"]["content"]
    assert set(read) == {"application/pdf", "image/png", "image/jpeg"}


def test_a_request_that_is_not_there_has_no_papers(partner):
    assert partner.get("/api/v1/port-ins/00000000-0000-0000-0000-000000000000/documents/").status_code == 404
    assert PortIn.objects.count() == 0
