"""Papers and comments on the page of an incoming port."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from operators.models import Operator
from portability.documents.content import MOST_BYTES
from portability.documents.receiving import FAR_TOO_LARGE
from portability.models import Comment, Document, PortIn
from tests.factories import CommentFactory, PortInFactory, UserFactory
from tests.portability.papers import pdf, picture, upload
from tests.screens import logged_in, seen

pytestmark = [pytest.mark.usefixtures("desk"), pytest.mark.usefixtures("monday")]


@pytest.fixture
def port_in():
    return PortInFactory(reference="PI-2026-000042", partner=Operator.objects.get(code="NWOT"))


def at(name, *more) -> str:
    return reverse(f"portability:port_in_{name}", args=["PI-2026-000042", *more])


def add(screen, file=None, kind="bill", **typed):
    return screen.post(at("document_add"), {"kind": kind, "file": file or upload(), **typed})


class TestPapers:
    def test_a_paper_is_added_seen_told_in_the_timeline_and_read_back(self, screen, port_in):
        assert add(screen, upload(name="Facture Orange.pdf")).status_code == 302
        address = at("document", Document.objects.get().pk)
        text = seen(screen.get(at("detail")))
        assert "“Facture Orange.pdf” is kept." in text
        assert text.count(f'href="{address}" download>Facture Orange.pdf</a>') == 2
        assert "Paper added: bill of the donor" in text
        assert "Anne Martin" in text
        read = screen.get(address)
        assert b"".join(read.streaming_content) == pdf()
        assert read["Content-Disposition"] == 'attachment; filename="Facture Orange.pdf"'
        assert (read["Content-Type"], read["X-Content-Type-Options"]) == ("application/pdf", "nosniff")

    def test_the_same_file_again_is_said_and_not_kept_twice(self, screen, port_in):
        add(screen)
        add(screen)
        assert "was kept already" in seen(screen.get(at("detail")))
        assert Document.objects.count() == 1

    def test_a_signed_mandate_dates_the_request(self, screen, port_in):
        refused = add(screen, kind="signed_mandate")
        assert refused.status_code == 422
        assert "Say when the mandate was signed." in seen(refused)
        old = seen(add(screen, kind="signed_mandate", signed_on="2026-08-01"))
        assert "between 23 August 2026 and today" in old
        assert 'value="2026-08-01"' in old
        add(screen, kind="signed_mandate", signed_on="2026-11-20")
        assert PortIn.objects.get().mandate_signed_on == date(2026, 11, 20)
        page = seen(screen.get(at("detail")))
        assert "signed on 20 November 2026" in page
        assert "signed mandate to come" not in page

    @pytest.mark.parametrize(
        ("fields", "awaited"),
        [
            ({}, True),
            ({"mandate_signed_on": date(2026, 11, 20)}, True),
            ({"customer_kind": "person"}, False),
            ({"state": "cancelled"}, False),
        ],
    )
    def test_a_business_that_has_not_sent_its_mandate_is_seen(self, screen, fields, awaited):
        PortInFactory(reference="PI-2026-000042", **fields)
        assert ("signed mandate to come" in seen(screen.get(at("detail")))) is awaited

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"<html><script>alert(1)</script></html>", "neither a PDF nor a picture"),
            (b"", "This file is empty"),
            (b"%PDF-1.4 cut", "does not open"),
            (pdf().ljust(MOST_BYTES + 1), "at most 10 MB"),
            (b"\0" * (MOST_BYTES + 300_000), "at most 10 MB"),
        ],
    )
    def test_a_refused_file_says_why_beside_its_field(self, screen, port_in, content, said):
        answer = add(screen, SimpleUploadedFile("mandat.pdf", content))
        text = seen(answer)
        assert (answer.status_code, Document.objects.count()) == (422, 0)
        assert said in text
        assert 'aria-invalid="true"' in text
        assert "<details open>" in text
        assert "This field is required" not in text

    def test_without_a_file_the_form_says_so(self, screen, port_in):
        assert "This field is required" in seen(screen.post(at("document_add"), {"kind": "bill"}))

    def test_nobody_sends_the_mandate_that_we_draw_up(self, screen, port_in):
        assert add(screen, kind="mandate").status_code == 422

    def test_a_forged_form_is_refused_also_where_the_limit_comes_first(self, agent, port_in):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(agent)
        assert add(browser).status_code == 403
        token = browser.get(at("detail")).context["csrf_token"]
        assert add(browser, csrfmiddlewaretoken=str(token)).status_code == 302

    def test_a_file_that_is_far_too_large_is_not_read_to_its_end(self, screen, port_in):
        answer = add(screen, SimpleUploadedFile("mandat.pdf", b"\0" * (FAR_TOO_LARGE + 1)))
        assert (answer.status_code, Document.objects.count()) == (422, 0)

    def test_who_may_not_add_or_see_does_not(self, screen, port_in):
        add(screen)
        address = at("document", Document.objects.get().pk)
        reader = logged_in(UserFactory(permissions=["portability.view_portin"]))
        page = seen(reader.get(at("detail")))
        assert address not in page
        assert "Add a document" not in page
        assert reader.get(address).status_code == 403
        assert add(reader, upload(picture())).status_code == 403
        assert Client().get(address).status_code == 302

    def test_a_paper_is_found_under_its_own_request_alone(self, screen, port_in):
        add(screen)
        PortInFactory(reference="PI-2026-000043")
        elsewhere = reverse("portability:port_in_document", args=["PI-2026-000043", Document.objects.get().pk])
        assert screen.get(elsewhere).status_code == 404

    def test_the_page_costs_the_same_whatever_its_papers(self, screen, port_in, django_assert_num_queries):
        add(screen)
        screen.get(at("detail"))
        with CaptureQueriesContext(connection) as with_one:
            screen.get(at("detail"))
        cost = len(with_one)
        for place in range(9):
            add(screen, upload(pdf(str(place))))
        screen.get(at("detail"))
        with django_assert_num_queries(cost):
            assert seen(screen.get(at("detail"))).count("download>mandat.pdf") == 2 * 10


class TestComments:
    def say(self, screen, **typed):
        return screen.post(at("comment"), {"text": "Le client rappelle vendredi.", **typed})

    @pytest.mark.parametrize(
        ("typed", "internal", "told"), [({}, True, "Comment"), ({"visible": "on"}, False, "Comment shared with Netwo")]
    )
    def test_a_comment_is_ours_unless_the_partner_may_read_it(self, screen, port_in, typed, internal, told):
        self.say(screen, **typed)
        assert Comment.objects.get().internal is internal
        text = seen(screen.get(at("detail")))
        assert f"<span>{told}<span" in text
        assert "Netwo may read it" in text

    def test_there_is_nobody_to_share_with_on_a_request_of_our_own(self, screen):
        PortInFactory(reference="PI-2026-000042", partner=Operator.objects.own())
        self.say(screen, visible="on")
        assert Comment.objects.get().internal
        CommentFactory(port_in=PortIn.objects.get(), internal=False)
        page = seen(screen.get(at("detail")))
        assert "may read it" not in page
        assert "shared with" not in page

    def test_an_empty_comment_is_refused_and_a_partner_s_is_shown(self, screen, port_in):
        assert screen.post(at("comment"), {"text": ""}).status_code == 422
        CommentFactory(port_in=port_in, by="key NWOT test", internal=False, text="Merci.")
        assert "Merci." in seen(screen.get(at("detail")))
