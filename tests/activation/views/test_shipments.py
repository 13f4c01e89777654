"""The shipments on screen: what leaves, what is late, what came back, and what is noted of each."""

from datetime import timedelta

import pytest
from django.urls import reverse
from time_machine import travel

from activation.models import Shipment
from tests.activation.factories import ShipmentFactory, SubscriptionFactory
from tests.activation.place import D, at, day
from tests.factories import CustomerFactory, UserFactory
from tests.screens import logged_in, queries_of, seen

pytestmark = pytest.mark.django_db

LIST, REFERENCES = "activation:shipment_list", "activation:shipment_references"


@pytest.fixture(autouse=True)
def monday():
    with travel(at(D), tick=False):
        yield


@pytest.fixture
def screen():
    return logged_in(UserFactory(groups=["activation agent"]))


def planned(on=D, **fields) -> Shipment:
    return ShipmentFactory(planned_on=on, **fields)


def left(days_ago: int = 1, **fields) -> Shipment:
    on = day(-days_ago)
    return ShipmentFactory(
        **{"status": "sent", "planned_on": on, "sent_on": on, "expected_on": on + timedelta(days=3), **fields}
    )


def tab(screen, show: str, **asked) -> str:
    return seen(screen.get(reverse(LIST), {"show": show, **asked}))


def state(one: Shipment) -> str:
    return Shipment.objects.get(pk=one.pk).status


class TestTabs:
    @pytest.mark.parametrize(
        ("show", "said"),
        [
            ("today", "Nothing leaves today"),
            ("late", "Everything arrived in time"),
            ("returned", "Nothing came back"),
            ("all", "Nothing was posted yet"),
            ("nonsense", "Nothing leaves today"),
        ],
    )
    def test_an_empty_tab_says_so(self, screen, show, said):
        assert said in tab(screen, show)

    @pytest.mark.parametrize("show", ["today", "late", "returned"])
    def test_each_parcel_is_on_its_tab(self, screen, show):
        ones = {
            "today": planned(subscription__customer=CustomerFactory(name="Leaves")),
            "late": left(9, subscription__customer=CustomerFactory(name="Dawdles")),
            "returned": left(9, status="returned", ended_on=D, subscription__customer=CustomerFactory(name="Is back")),
            "tomorrow": planned(day(1), subscription__customer=CustomerFactory(name="Waits")),
        }
        text = tab(screen, show)
        for name, one in ones.items():
            assert (one.subscription.reference in text) == (name == show)
        assert all(one.subscription.reference in tab(screen, "all") for one in ones.values())

    def test_what_should_have_left_leaves_today(self, screen):
        assert planned(day(-2)).subscription.reference in tab(screen, "today")

    def test_a_row_says_where_it_goes(self, screen):
        customer = CustomerFactory(name="Hôtel des Lilas", line1="12 rue des Lilas", postal_code="75011", city="Paris")
        left(5, subscription__customer=customer, carrier_reference="XY123", reason="nobody there")
        text = tab(screen, "late")
        for said in ("Hôtel des Lilas", "12 rue des Lilas", "75011 Paris", "XY123", "Modem", "nobody there", ">late<"):
            assert said in text

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ({"customer": "lilas"}, True),
            ({"customer": "moreau"}, False),
            ({"kind": "modem"}, True),
            ({"kind": "letter"}, False),
            ({"reference": "xy1"}, True),
            ({"reference": "Z"}, False),
        ],
        ids=str,
    )
    def test_filters(self, screen, asked, found):
        one = left(5, subscription__customer=CustomerFactory(name="Hôtel des Lilas"), carrier_reference="XY123")
        assert (one.subscription.reference in tab(screen, "late", **asked)) == found

    def test_the_number_of_queries_does_not_grow(self, screen):
        left(9)
        url = f"{reverse(LIST)}?show=late"
        before = queries_of(screen, url)
        for _ in range(9):
            left(9)
        assert queries_of(screen, url) == before


class TestNoted:
    @pytest.mark.parametrize(
        ("act", "status"), [("delivered", "delivered"), ("returned", "returned")], ids=lambda value: value
    )
    def test_one_parcel_by_its_button(self, screen, act, status):
        one = left(9)
        text = seen(screen.post(f"{reverse(LIST)}?show=late", {act: one.pk}))
        assert state(one) == status
        assert "1 of 1 shipment noted" in text
        assert Shipment.objects.get().ended_on == D

    def test_what_came_back_is_sent_again_as_another(self, screen):
        one = left(9, status="returned", ended_on=D)
        text = seen(screen.post(f"{reverse(LIST)}?show=returned", {"again": one.pk}))
        assert "Another one leaves today." in text
        assert sorted(Shipment.objects.values_list("status", "planned_on")) == [("planned", D), ("returned", day(-9))]

    def test_many_at_once_each_with_its_result(self, screen):
        ones = [left(9), left(9), planned()]
        text = seen(screen.post(reverse(LIST), {"act": "delivered", "rows": [one.pk for one in ones]}))
        assert "2 of 3 shipments noted" in text
        assert "This cannot be noted of a parcel that is: planned." in text
        assert [state(one) for one in ones] == ["delivered", "delivered", "planned"]

    def test_only_what_is_possible_is_offered(self, screen):
        one = left(9, status="returned", ended_on=D)
        text = tab(screen, "returned")
        assert f'name="again" value="{one.pk}"' in text
        assert f'name="delivered" value="{one.pk}"' not in text

    @pytest.mark.parametrize("key", ["abc", "", "9" * 30, "-1", "\0"])
    def test_a_key_that_is_none_is_passed_over(self, screen, key):
        assert screen.post(reverse(LIST), {"act": "delivered", "rows": [key]}).status_code == 200
        assert screen.post(reverse(LIST), {"delivered": key}).status_code in {200, 302}

    @pytest.mark.parametrize("typed", [{}, {"act": "delivered"}, {"act": "burn", "rows": "1"}], ids=str)
    def test_nothing_chosen_is_said(self, screen, typed):
        left(9)
        assert "Choose the shipments first." in seen(screen.post(reverse(LIST), typed, follow=True))

    def test_all_that_leaves_today_is_marked_once(self, screen):
        ones = [planned(), planned(day(-1)), planned(day(1))]
        assert "Mark 2 shipments as sent" in tab(screen, "today")
        text = seen(screen.post(reverse("activation:shipment_send"), follow=True))
        assert "2 shipments have left." in text
        assert [state(one) for one in ones] == ["sent", "sent", "planned"]
        assert "0 shipments have left." in seen(screen.post(reverse("activation:shipment_send"), follow=True))


class TestReferences:
    def test_each_is_kept_beside_its_parcel(self, screen):
        one, other = left(), left()
        left(kind="letter")
        text = seen(screen.get(reverse(REFERENCES)))
        assert text.count('name="parcel-') == 2, "a letter has no reference"
        text = seen(
            screen.post(reverse(REFERENCES), {f"parcel-{one.pk}": " XY123 ", f"parcel-{other.pk}": ""}, follow=True)
        )
        assert "1 reference is kept." in text
        assert sorted(Shipment.objects.exclude(kind="letter").values_list("carrier_reference", flat=True)) == [
            "",
            "XY123",
        ]

    def test_one_that_is_too_long_is_said_and_kept_as_typed(self, screen):
        one, other = left(), left()
        response = screen.post(reverse(REFERENCES), {f"parcel-{one.pk}": "X" * 41, f"parcel-{other.pk}": "XY123"})
        assert response.status_code == 422
        assert "at most 40 characters" in seen(response)
        assert 'value="XY123"' in seen(response)
        assert not Shipment.objects.exclude(carrier_reference="").exists()

    def test_one_that_came_back_meanwhile_says_so(self, screen):
        one = left(status="returned", ended_on=D)
        response = screen.post(reverse(REFERENCES), {f"parcel-{one.pk}": "XY123"})
        assert response.status_code == 422
        assert "This cannot be noted of a parcel that is: came back." in seen(response)

    @pytest.mark.parametrize("name", ["parcel-zut", f"parcel-{10**30}", "parcel-99"])
    def test_a_parcel_that_there_is_not_is_left_out(self, screen, name):
        assert screen.post(reverse(REFERENCES), {name: "XY"}).status_code == 302

    def test_nothing_to_note(self, screen):
        assert "Everything that has left can be followed" in seen(screen.get(reverse(REFERENCES)))


class TestPapers:
    def test_the_picking_list_holds_the_day_kind_by_kind(self, screen):
        planned(subscription__customer=CustomerFactory(name="Hôtel des Lilas", line1="12 rue des Lilas"))
        planned(kind="letter")
        planned(day(1), subscription__customer=CustomerFactory(name="Tomorrow"))
        planned(subscription=SubscriptionFactory(cancelled=True, customer=CustomerFactory(name="Given up")))
        text = seen(screen.get(reverse("activation:picking_list")))
        assert "Picking list of Monday 23 November 2026" in text
        assert text.index("Confirmation letter") < text.index("Hôtel des Lilas")
        assert "12 rue des Lilas" in text
        assert "Tomorrow" not in text
        assert "Given up" not in text

    def test_an_empty_day(self, screen):
        assert "Nothing leaves today" in seen(screen.get(reverse("activation:picking_list")))

    def test_a_file_holds_the_addresses(self, screen):
        customer = CustomerFactory(name="Hôtel des Lilas", line1="12 rue des Lilas", postal_code="75011", city="Paris")
        one = planned(subscription__customer=customer)
        answer = screen.get(reverse("activation:shipment_export", args=["csv"]), {"show": "today"})
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        assert f"Hôtel des Lilas;{one.subscription.reference};modem;12 rue des Lilas;;75011;Paris;planned;" in text
        workbook = screen.get(reverse("activation:shipment_export", args=["xlsx"]))
        assert b"".join(workbook.streaming_content).startswith(b"PK")
        workbook.close()

    def test_the_number_of_queries_does_not_grow(self, screen):
        pages = [reverse("activation:picking_list"), reverse(REFERENCES)]
        planned(), left()
        before = [queries_of(screen, url) for url in pages]
        for _ in range(9):
            planned(), left()
        assert [queries_of(screen, url) for url in pages] == before


class TestRights:
    def test_looking_is_not_noting(self):
        one = left(9)
        screen = logged_in(UserFactory(permissions=["activation.view_shipment"]))
        assert 'name="delivered"' not in tab(screen, "late")
        assert screen.post(reverse(LIST), {"delivered": one.pk}).status_code == 403
        assert screen.post(reverse("activation:shipment_send")).status_code == 403
        assert screen.get(reverse(REFERENCES)).status_code == 403
        assert state(one) == "sent"

    def test_it_is_not_for_everybody(self):
        screen = logged_in(UserFactory())
        names = (LIST, "activation:picking_list", REFERENCES)
        assert {screen.get(reverse(name)).status_code for name in names} == {403}
        assert screen.get(reverse("activation:shipment_export", args=["csv"])).status_code == 403
