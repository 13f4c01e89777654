"""The customers: found, read while they are on the line, edited by two people, called and noted."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from operators.models import Contact, Customer, CustomerNote, Operator
from portability.models import PortIn
from tests.factories import (
    CustomerFactory,
    NumberFactory,
    OperatorFactory,
    PortInFactory,
    PortInNumberFactory,
    QuoteFactory,
    UserFactory,
)
from tests.portability.world import NOW, TODAY
from tests.screens import logged_in, seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

LIST = "portability:customer_list"
SIRET = "99999011200016"


@pytest.fixture
def customer(desk):
    fields = {"name": "Hôtel des Lilas", "siret": SIRET, "siren": SIRET[:9]}
    return CustomerFactory(partner=Operator.objects.get(code="BASC"), **fields)


def page_of(customer) -> str:
    return reverse("portability:customer_detail", args=[customer.pk])


def post(screen, view, customer, /, *more, **typed):
    return screen.post(reverse(f"portability:{view}", args=[customer.pk, *more]), typed)


class TestList:
    @pytest.mark.parametrize("text", ["lilas", "HOTEL", SIRET, SIRET[:9], "999 990 112"])
    def test_a_customer_is_found_by_what_is_known_of_it(self, screen, customer, text):
        CustomerFactory(name="Garage")
        found = seen(screen.get(reverse(LIST), {"q": text}))
        assert page_of(customer) in found
        assert "Garage" not in found

    def test_it_shows_what_is_under_way_and_what_is_served(self, screen, customer):
        PortInFactory(customer=customer, state="sent")
        PortInFactory.create_batch(2, customer=customer, completed=True)
        NumberFactory.create_batch(3, customer=customer)
        NumberFactory(customer=customer, state="ported_out")
        [row] = screen.get(reverse(LIST)).context["page"]
        assert (row.under_way, row.served) == (1, 3)

    def test_only_those_with_a_request_under_way(self, screen, customer):
        PortInFactory(customer__name="Garage", state="sent")
        PortInFactory(customer=customer, completed=True)
        found = seen(screen.get(reverse(LIST), {"under_way": "on"}))
        assert "Garage" in found
        assert page_of(customer) not in found

    def test_nothing_found_says_what_to_do(self, screen, customer):
        assert "A part of the name is enough" in seen(screen.get(reverse(LIST), {"q": "zzz"}))

    def test_the_refresh_is_a_fragment(self, screen, customer):
        text = seen(screen.get(reverse(LIST), headers={"HX-Request": "true"}))
        assert "<html" not in text
        assert page_of(customer) in text

    @pytest.mark.parametrize("count", [1, 10])
    def test_it_costs_the_same_queries_whatever_the_count(self, screen, count, django_assert_num_queries):
        for place in range(count):
            PortInFactory(customer=CustomerFactory(name=f"Client {place}"), state="sent")
        ask = {"path": reverse(LIST), "headers": {"HX-Request": "true"}}
        screen.get(**ask)
        with django_assert_num_queries(8):
            assert seen(screen.get(**ask)).count("Client ") == count

    def test_who_may_not_see_customers_sees_none(self, customer):
        stranger = logged_in(UserFactory())
        for url in (reverse(LIST), page_of(customer)):
            assert stranger.get(url).status_code == 403


class TestPage:
    def test_where_is_my_number(self, screen, customer):
        donor = Operator.objects.get(code="OVH")
        due = NOW + timedelta(hours=3)
        port_in = PortInFactory(customer=customer, state="acknowledged", donor=donor, due_at=due)
        for national in ("0199000010", "0199000011", "0199000012"):
            PortInNumberFactory(port_in=port_in, national=national)
        text = seen(screen.get(page_of(customer)))
        assert "01 99 00 00 10 – 12" in text
        assert 'The donor has not answered<span class="what">OVH</span>' in text
        assert "1 p.m." in text
        assert reverse("portability:port_in_detail", args=[port_in.reference]) in text

    def test_scattered_numbers_are_counted(self, screen, customer):
        port_in = PortInFactory(customer=customer, state="sent")
        for national in ("0199000010", "0199000012", "0199000099"):
            PortInNumberFactory(port_in=port_in, national=national)
        text = seen(screen.get(page_of(customer)))
        assert "01 99 00 00 10" in text
        assert "and 2 others" in text

    def test_what_is_over_waits_for_nobody(self, screen, customer):
        PortInFactory(customer=customer, completed=True, ported_on=TODAY, reference="PI-2026-777777")
        rows = screen.get(page_of(customer)).context["requests"]
        assert [row.port_in.reference for row in rows["past"]] == ["PI-2026-777777"]
        assert (rows["under_way"], rows["past"][0].what) == ([], "")

    def test_the_numbers_with_us_are_in_ranges_by_state(self, screen, customer):
        for last in range(4):
            NumberFactory(customer=customer, national=f"019900500{last}")
        NumberFactory(customer=customer, national="0199005900", state="ported_out")
        NumberFactory(national="0199005999")
        active, gone = screen.get(page_of(customer)).context["numbers"]
        assert (active.state, active.count, active.shown) == ("active", 4, ["01 99 00 50 00 – 03"])
        assert (gone.state, gone.shown) == ("ported_out", ["01 99 00 59 00"])

    def test_its_quotes_are_there(self, screen, customer):
        quote = QuoteFactory(customer=customer, offered=True)
        assert reverse("portability:quote_detail", args=[quote.reference]) in seen(screen.get(page_of(customer)))

    def test_the_partner_is_named_for_a_partner_s_customer_only(self, screen, customer):
        theirs = CustomerFactory(partner=OperatorFactory(name="Netwo Fictif"))
        assert "came through Netwo Fictif" in seen(screen.get(page_of(theirs)))
        assert "came through" not in seen(screen.get(page_of(customer)))

    def test_who_may_not_see_ports_sees_none_of_them(self, customer):
        PortInFactory(customer=customer, reference="PI-2026-777777")
        reader = logged_in(UserFactory(permissions=["operators.view_customer"]))
        text = seen(reader.get(page_of(customer)))
        assert "PI-2026-777777" not in text
        assert "Keep this contact" not in text
        assert "Keep this note" not in text

    def test_it_costs_the_same_queries_whatever_the_count(self, screen, customer):
        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                screen.get(page_of(customer))
            return len(queries)

        self.fill(customer, 1)
        screen.get(page_of(customer))
        once = cost()
        self.fill(customer, 9)
        assert cost() == once
        assert len(screen.get(page_of(customer)).context["contacts"]) == 10

    def fill(self, customer, count):
        for _ in range(count):
            port_in = PortInFactory(customer=customer, state="sent")
            PortInNumberFactory(port_in=port_in)
            PortInFactory(customer=customer, completed=True)
            NumberFactory(customer=customer)
            QuoteFactory(customer=customer, offered=True)
            Contact.objects.create(customer=customer, name="Anne", phone="0639980015")
            CustomerNote.objects.create(customer=customer, by="agent", at=NOW, text="A note.")


class TestEdit:
    def edit(self, screen, customer, seen_as=None, **changes):
        """What a browser sends: the fields as they stand, and as they stood when the page was opened."""
        names = ["kind", "name", "siret", "email", "line1", "line2", "postal_code", "city"]
        before = {name: getattr(seen_as or customer, name) for name in names}
        stood = {f"initial-{name}": value for name, value in before.items()}
        return post(screen, "customer_edit", customer, **{**before, **stood, **changes})

    def test_a_customer_moves_and_its_requests_keep_their_calendar(self, screen, customer):
        PortInFactory(customer=customer, state="sent")
        assert "1 request has already left" in seen(
            screen.get(reverse("portability:customer_edit", args=[customer.pk]))
        )
        response = self.edit(screen, customer, line1="3 quai des Brumes", postal_code="67000", city="Strasbourg")
        assert response.url == page_of(customer)
        assert Customer.objects.get(pk=customer.pk).city == "Strasbourg"
        assert PortIn.objects.get().area == "metropole"

    def test_the_siren_follows_the_siret(self, screen, customer):
        self.edit(screen, customer, siret="99999018700018")
        stored = Customer.objects.get(pk=customer.pk)
        assert (stored.siret, stored.siren) == ("99999018700018", "999990187")

    def test_a_business_becomes_a_person_without_its_siret(self, screen, customer):
        self.edit(screen, customer, kind="person", siret="")
        stored = Customer.objects.get(pk=customer.pk)
        assert (stored.kind, stored.siret, stored.siren) == ("person", "", "")

    @pytest.mark.parametrize(
        ("field", "value"),
        [("name", ""), ("siret", "123"), ("postal_code", "7500"), ("email", "nobody"), ("kind", "robot")],
    )
    def test_what_is_wrong_is_said_beside_its_field_and_kept(self, screen, customer, field, value):
        response = self.edit(screen, customer, **{field: value})
        assert response.status_code == 422
        assert field in response.context["form"].errors
        assert getattr(Customer.objects.get(pk=customer.pk), field) == getattr(customer, field)

    def test_two_people_who_edit_two_fields_both_win(self, screen, customer):
        before = Customer.objects.get(pk=customer.pk)
        Customer.objects.filter(pk=customer.pk).update(city="Lyon")
        self.edit(screen, customer, seen_as=before, email="new@customer.example")
        stored = Customer.objects.get(pk=customer.pk)
        assert (stored.city, stored.email) == ("Lyon", "new@customer.example")

    def test_two_people_who_edit_the_same_field_the_second_is_told(self, screen, customer):
        before = Customer.objects.get(pk=customer.pk)
        Customer.objects.filter(pk=customer.pk).update(city="Lyon")
        response = self.edit(screen, customer, seen_as=before, city="Lille")
        assert response.status_code == 422
        assert "Somebody else has just made it: Lyon" in seen(response)
        assert 'value="Lille"' in seen(response)
        assert Customer.objects.get(pk=customer.pk).city == "Lyon"
        again = self.edit(screen, customer, seen_as=Customer.objects.get(pk=customer.pk), city="Lille")
        assert again.status_code == 302

    def test_it_takes_the_permission(self, customer):
        reader = logged_in(UserFactory(permissions=["operators.view_customer"]))
        assert self.edit(reader, customer, city="Lille").status_code == 403


class TestContacts:
    @pytest.mark.parametrize("phone", ["06 39 98 00 15", "+33 6 39 98 00 15", "0033639980015", "06.39.98.00.15"])
    def test_a_telephone_is_kept_in_one_spelling(self, screen, customer, phone):
        response = post(screen, "contact_add", customer, name="Yann Moreau", role="réception", phone=phone)
        assert response.url == f"{page_of(customer)}#contacts"
        assert Contact.objects.get().phone == "0639980015"
        assert 'href="tel:0639980015">06 39 98 00 15' in seen(screen.get(page_of(customer)))

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            ({"name": "Yann"}, "phone"),
            ({"name": "Yann", "phone": "12"}, "phone"),
            ({"phone": "0639980015"}, "name"),
            ({"name": "Yann", "email": "yann"}, "email"),
        ],
    )
    def test_nobody_is_kept_who_cannot_be_reached(self, screen, customer, typed, field):
        response = post(screen, "contact_add", customer, **typed)
        assert response.status_code == 422
        assert list(response.context["contact_form"].errors) == [field]
        assert not Contact.objects.exists()

    def test_a_contact_is_edited_and_removed(self, screen, customer):
        contact = Contact.objects.create(customer=customer, name="Yann", phone="0639980015")
        post(screen, "contact_edit", customer, contact.pk, name="Yann Moreau", email="yann@customer.example")
        contact.refresh_from_db()
        assert (contact.name, contact.phone, contact.email) == ("Yann Moreau", "", "yann@customer.example")
        for _ in range(2):
            assert post(screen, "contact_remove", customer, contact.pk).status_code == 302
        assert not Contact.objects.exists()

    def test_a_contact_is_reached_through_its_own_customer_only(self, screen, customer):
        contact = Contact.objects.create(customer=CustomerFactory(), name="Yann", phone="0639980015")
        assert post(screen, "contact_edit", customer, contact.pk, name="X", phone="0639980016").status_code == 404
        post(screen, "contact_remove", customer, contact.pk)
        assert Contact.objects.get().name == "Yann"

    @pytest.mark.parametrize("name", ["contact_edit", "contact_remove"])
    def test_each_act_takes_its_permission(self, customer, name):
        contact = Contact.objects.create(customer=customer, name="Yann", phone="0639980015")
        reader = logged_in(UserFactory(permissions=["operators.view_customer"]))
        assert post(reader, name, customer, contact.pk, name="X", phone="0639980016").status_code == 403
        assert post(reader, "contact_add", customer, name="X", phone="0639980016").status_code == 403
        assert Contact.objects.get().name == "Yann"


class TestNotes:
    def test_a_note_is_kept_with_who_and_when(self, screen, customer):
        assert post(screen, "note_add", customer, text="Call <b>after</b> two.").status_code == 302
        note = CustomerNote.objects.get()
        assert (note.at, note.by_user.first_name) == (NOW, "Anne")
        text = seen(screen.get(page_of(customer)))
        assert "Call &lt;b&gt;after&lt;/b&gt; two." in text
        assert "Anne Martin, " in text

    def test_an_empty_note_says_nothing(self, screen, customer):
        assert post(screen, "note_add", customer, text=" ").status_code == 422
        assert not CustomerNote.objects.exists()

    def test_one_removes_one_s_own_and_a_supervisor_any(self, screen, supervisor, customer):
        post(screen, "note_add", customer, text="Mine.")
        mine = CustomerNote.objects.get()
        other = CustomerNote.objects.create(customer=customer, by="paul", at=NOW, text="Theirs.")
        assert post(screen, "note_remove", customer, other.pk).status_code == 403
        assert post(screen, "note_remove", customer, mine.pk).status_code == 302
        assert post(supervisor, "note_remove", customer, other.pk).status_code == 302
        assert not CustomerNote.objects.exists()

    def test_a_note_goes_with_its_customer(self, desk):
        customer = CustomerFactory()
        CustomerNote.objects.create(customer=customer, by="paul", at=NOW, text="Theirs.")
        customer.delete()
        assert not CustomerNote.objects.exists()


class TestElsewhere:
    def test_the_search_leads_to_the_page(self, screen, customer):
        assert page_of(customer) in seen(screen.get(reverse("search"), {"q": "lilas"}))

    def test_quotes_and_ports_lead_to_the_page(self, screen, customer):
        quote = QuoteFactory(customer=customer, offered=True)
        port_in = PortInFactory(customer=customer, scheduled_on=date(2026, 12, 8))
        for name, record in (("quote_detail", quote), ("port_in_detail", port_in)):
            text = seen(screen.get(reverse(f"portability:{name}", args=[record.reference])))
            assert f'href="{page_of(customer)}"' in text
