"""The mandate to sign: what it says, that it is the same twice, and that nothing of it vanishes."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from time_machine import travel

from operators.models import Operator
from portability.documents.drawing import Mandate, Numbers, Party, draw
from portability.documents.lettering import glyphs, legible
from portability.documents.mandate import day_in_french, mandate_of_port_in, mandate_of_quote
from portability.models import QuoteRequest
from portability.quoting.record import make_quote
from tests.factories import ApiKeyFactory, PortInFactory, PortInNumberFactory, UserFactory, client_of
from tests.portability.world import NEVER_PORTED, NOW, TWICE, asking, business
from tests.screens import logged_in, seen


def text_of(pdf: bytes, page: int | None = None) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    chosen = pages if page is None else [pages[page]]
    return " ".join(" ".join(one.extract_text() for one in chosen).split()).replace("\u00a0", " ")


def port_in_of(*nationals, **fields):
    port_in = PortInFactory(
        **{
            "reference": "PI-2026-000007",
            "customer__name": "Boulangerie Durand",
            "customer__siret": "73282932000074",
            "donor": Operator.objects.get(code="FRTE"),
            "scheduled_on": date(2026, 12, 1),
            **fields,
        }
    )
    for national in nationals:
        PortInNumberFactory(port_in=port_in, national=national)
    return port_in


def mandate_with(ported: list[str], kept: list[str] | None = None, customer: str = "Durand") -> Mandate:
    return Mandate(
        reference="PI-2026-000001",
        customer=Party(customer),
        recipient=Party("Bascule Télécom"),
        agent=None,
        donor=Party("Orange"),
        ported=Numbers(ported, len(ported)),
        main_number="",
        kept=Numbers(kept or [], len(kept or [])),
        wanted="le 1er décembre 2026",
        months=3,
    )


@pytest.mark.usefixtures("desk")
class TestOfARequest:
    def test_it_says_who_what_and_when(self):
        Operator.objects.filter(code="BASC").update(siret="73282932000074", address="4 rue des Essais, Paris")
        nationals = [f"01990000{n}" for n in range(10, 20)] + ["0199000100"]
        port_in = port_in_of(*nationals, main_number="0199000010", keep_with_donor=["0199000020", "0199000021"])
        text = text_of(mandate_of_port_in(port_in, NOW))
        for said in (
            "PI-2026-000007",
            "Boulangerie Durand",
            "12 rue des Lilas",
            "75011 Paris",
            "SIRET 732 829 320 00074",
            "4 rue des Essais, Paris",
            "Bascule Télécom",
            "Numéros à porter (11)",
            "01 99 00 00 10 – 19",
            "01 99 00 01 00",
            "Numéro principal 01 99 00 00 10",
            "Restent chez Orange 01 99 00 00 20 – 21",
            "le 1er décembre 2026, le matin",
            "résiliation auprès d’Orange",
            "dans les 3 mois",
            "Fait à",
            "Page 1 / 1",
        ):
            assert said in text

    def test_a_partner_s_mandate_is_given_to_the_partner_and_names_us_as_its_agent(self):
        text = text_of(mandate_of_port_in(port_in_of(NEVER_PORTED, partner=Operator.objects.get(code="NWOT")), NOW))
        assert "en passant d’Orange à Netwo" in text
        assert "son prestataire Bascule Télécom" in text

    def test_without_a_date_there_is_room_to_write_it(self):
        assert "Date souhaitée ……" in text_of(mandate_of_port_in(port_in_of(NEVER_PORTED, scheduled_on=None), NOW))

    def test_the_same_request_makes_the_same_bytes(self):
        port_in = port_in_of(NEVER_PORTED)
        assert mandate_of_port_in(port_in, NOW) == mandate_of_port_in(port_in, NOW)

    def test_long_names_and_a_full_list_still_fit_on_one_page(self):
        Operator.objects.filter(code="BASC").update(address="12 avenue des Essais " * 6, registry="RCS Paris " * 6)
        port_in = port_in_of(
            *[f"01990001{n}" for n in range(10, 82, 2)],
            customer__name="W" * 120,
            donor=Operator.objects.create(code="LONG", name="Opérateur des Alpes " * 3),
        )
        assert len(PdfReader(BytesIO(mandate_of_port_in(port_in, NOW))).pages) == 1

    def test_its_page_gives_it_as_a_file(self):
        port_in = port_in_of(NEVER_PORTED)
        screen = logged_in(UserFactory(groups=["agent"]))
        address = reverse("portability:port_in_mandate", args=[port_in.reference])
        answer = screen.get(address)
        assert answer["Content-Disposition"] == 'attachment; filename="mandat-PI-2026-000007.pdf"'
        assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
        assert "PI-2026-000007" in text_of(b"".join(answer.streaming_content))
        assert address in seen(screen.get(reverse("portability:port_in_detail", args=[port_in.reference])))
        assert logged_in(UserFactory()).get(address).status_code == 403


@pytest.mark.usefixtures("desk")
class TestOfAQuote:
    @pytest.fixture(autouse=True)
    def monday(self):
        with travel(NOW, tick=False):
            yield

    @pytest.fixture
    def quote(self):
        return make_quote(asking(NEVER_PORTED, TWICE, "zut"), by=UserFactory(groups=["agent"]), now=NOW)

    def test_one_for_each_donor_with_its_own_numbers(self, quote):
        from_orange = text_of(mandate_of_quote(quote, "FRTE", NOW))
        assert "01 99 00 01 00" in from_orange
        assert "01 99 00 00 01" not in from_orange
        assert "au plus tôt le 1er décembre 2026" in from_orange
        assert "01 99 00 00 01" in text_of(mandate_of_quote(quote, "OVH", NOW))

    def test_none_for_a_donor_that_holds_nothing(self, quote):
        with pytest.raises(QuoteRequest.DoesNotExist):
            mandate_of_quote(quote, "FREE", NOW)

    def test_the_page_of_the_quote_leads_to_each(self, quote):
        screen = logged_in(UserFactory(groups=["agent"]))
        text = seen(screen.get(reverse("portability:quote_detail", args=[quote.reference])))
        for donor in ("FRTE", "OVH"):
            address = reverse("portability:quote_mandate", args=[quote.reference, donor])
            assert address in text
            assert screen.get(address)["Content-Type"] == "application/pdf"
        assert screen.get(reverse("portability:quote_mandate", args=[quote.reference, "FREE"])).status_code == 404

    def test_a_partner_gets_it_before_it_orders_and_nobody_else_s(self):
        quote = make_quote(
            asking(NEVER_PORTED, customer=business(partner="NWOT")), by=UserFactory(groups=["agent"]), now=NOW
        )
        address = f"/api/v1/quotes/{quote.pk}/mandates/FRTE/"
        mine = client_of(ApiKeyFactory(operator=Operator.objects.get(code="NWOT"), scopes=["quotes:read"]))
        answer = mine.get(address, headers={"Accept": "application/pdf"})
        assert "Netwo" in text_of(b"".join(answer.streaming_content))
        assert mine.get(f"/api/v1/quotes/{quote.pk}/mandates/OVH/").status_code == 404
        stranger = client_of(ApiKeyFactory(operator=Operator.objects.get(code="FREE")))
        refused = stranger.get(address)
        assert (refused.status_code, refused["Content-Type"]) == (404, "application/problem+json")


class TestLongLists:
    def test_ten_thousand_numbers_in_pieces_go_to_an_annex_with_numbered_pages(self):
        ranges = [f"01 99 00 {n // 100:02} {n % 100:02}" for n in range(10_000)]
        reader = PdfReader(BytesIO(draw(mandate_with(ranges))))
        first, last = reader.pages[0].extract_text(), reader.pages[-1].extract_text()
        assert f"Page 1 / {len(reader.pages)}" in first
        assert "Signature et cachet" in first
        assert f"Page {len(reader.pages)} / {len(reader.pages)}" in last
        assert "01 99 00 99 99" in last
        assert "Paraphe" in last
        shown = "".join(page.extract_text() for page in reader.pages)
        assert [one for one in (ranges[0], ranges[131], ranges[132], ranges[5_000]) if one not in shown] == []

    def test_as_many_numbers_that_stay_have_an_annex_of_their_own(self):
        kept = [f"01 99 00 00 {n}" for n in range(10, 60)]
        reader = PdfReader(BytesIO(draw(mandate_with(["01 99 00 00 00"], kept))))
        assert "50 numéros, listés en annexe" in reader.pages[0].extract_text()
        assert "01 99 00 00 59" in reader.pages[1].extract_text()

    @pytest.mark.parametrize("count", [1, 3, 35, 36])
    def test_what_fits_stays_on_the_page_to_sign(self, count):
        ranges = [f"01 99 00 00 {n} – 01 99 00 99 {n}" for n in range(10, 10 + count)]
        reader = PdfReader(BytesIO(draw(mandate_with(ranges))))
        assert len(reader.pages) == 1
        assert ranges[-1] in " ".join(reader.pages[0].extract_text().split())


class TestLettering:
    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            ("Café Čapek Œuvre & Co <b>", "Café Čapek Œuvre & Co <b>"),
            ("Wałęsa Ţăran", "Wałesa Taran"),
            ("e\u0301te\u0301", "été"),
            ("中", "[U+4E2D]"),
            ("tab\tnull\x00", "tab null "),
            ("trait\u2011union", "trait-union"),
        ],
    )
    def test_a_letter_that_the_font_lacks_is_shown_in_another_way(self, written, shown):
        assert legible(written) == shown

    @given(st.text(max_size=60))
    def test_any_text_can_be_drawn_and_no_word_vanishes(self, text):
        shown = legible(text)
        assert {ord(one) for one in shown} <= glyphs()
        assert bool(shown.strip()) or not any(one.isalnum() for one in text)

    def test_a_name_is_never_taken_for_mark_up(self):
        name = '<img src="x"/> & <b>Fils'
        assert name in text_of(draw(mandate_with(["01 99 00 00 00"], customer=name)))


def test_days_are_written_in_french():
    assert [day_in_french(day) for day in (date(2026, 6, 1), date(2026, 8, 15))] == ["1er juin 2026", "15 août 2026"]
